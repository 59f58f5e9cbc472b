"""Verbs on organisations: enter, change, merge, and agreements on joint handling. Each checks, changes and records.

A merger moves no row: it ends one organisation and names its successor, and everything that belongs to the one that
ended – cases, roles, addresses – is found through the succession (``queries``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.organisations.documents import (
    BrandDocument,
    Contact,
    OrganisationFacts,
    OrganisationNames,
)
from samveita.ground.organisations.events import (
    AGREEMENT_ENDED,
    AGREEMENT_MADE,
    ORGANISATION_CHANGED,
    ORGANISATION_ENTERED,
    ORGANISATIONS_MERGED,
    AgreementDetails,
    ChangedParts,
    Merger,
)
from samveita.ground.organisations.guard import require_allowed
from samveita.ground.organisations.models import Agreement, Kind, Organisation
from samveita.ground.organisations.reserved import reserved_words
from samveita.iceland import clock
from samveita.iceland.alphabet import folded, sort_key
from samveita.iceland.texts import Text


class OrganisationNotPossible(ValueError):
    """What was asked of an organisation can't be; ``reason`` is written for the administrator."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def enter(
    *,
    actor: Actor,
    kind: Kind,
    slug: str,
    names: OrganisationNames,
    official_slug: str = "",
    number: str = "",
    region_code: int | None = None,
    facts: OrganisationFacts | None = None,
    brand: BrandDocument | None = None,
    valid_from: date | None = None,
    successor: Organisation | None = None,
) -> Organisation:
    """Enter an organisation in the register and return it; one that merged long ago names its successor at once.

    Raises:
        NotAllowed: when the actor may not.
        OrganisationNotPossible: when the slug is an address of the platform itself.
    """
    require_allowed(actor, "organisations.enter")
    if {slug, official_slug} & reserved_words():
        raise OrganisationNotPossible(
            Text(
                is_="Slóðin er frátekin fyrir kerfið sjálft. Veldu aðra.",
                en="The platform itself uses this address. Choose another one.",
                pl="Ten adres jest zarezerwowany dla systemu. Wybierz inny.",
            )
        )
    with transaction.atomic():
        organisation = Organisation.objects.create(
            kind=kind,
            slug=slug,
            official_slug=official_slug,
            number=number,
            region_code=region_code,
            names=names,
            facts=facts or OrganisationFacts(),
            brand=brand or BrandDocument(),
            valid_from=valid_from,
            successor=successor,
            **_keys(names),
        )
        record(ORGANISATION_ENTERED, actor=actor, target=_target(organisation), office=organisation.uid)
    return organisation


def change(
    *,
    actor: Actor,
    organisation: Organisation,
    names: OrganisationNames | None = None,
    facts: OrganisationFacts | None = None,
    contact: Contact | None = None,
    brand: BrandDocument | None = None,
) -> Organisation:
    """Correct what is known of an organisation; what is left out stays. Returns it as it now stands.

    The municipality number is a fact; the column that addresses are looked up by follows it.

    Raises:
        NotAllowed: when the actor may not.
    """
    require_allowed(actor, "organisations.edit", organisation)
    given = {"names": names, "facts": facts, "contact": contact, "brand": brand}
    with transaction.atomic():
        current = Organisation.objects.select_for_update().get(pk=organisation.pk)
        parts: list[str] = []
        for name, document in given.items():
            before = getattr(current, name)
            if document is not None and document != before:
                parts += [
                    f"{name}.{field}"
                    for field in type(document).model_fields
                    if getattr(document, field) != getattr(before, field)
                ]
                setattr(current, name, document)
        if not parts:
            return current
        if facts is not None:
            current.number = str(facts.number.value or "")
        for name, key in _keys(current.names).items():
            setattr(current, name, key)
        current.save()
        record(
            ORGANISATION_CHANGED,
            actor=actor,
            target=_target(current),
            office=current.uid,
            data=ChangedParts(parts=tuple(parts)),
        )
    return current


def merge(*, actor: Actor, ending: Organisation, successor: Organisation, on: date) -> Organisation:
    """Let one organisation end in another from a day on, and return the one that ended.

    Agreements that the ending municipality had on joint handling end with it. No other row changes.

    Args:
        actor: who registers the merger.
        ending: the organisation that ceases.
        successor: the one that carries on.
        on: first day of the merged organisation.

    Raises:
        NotAllowed: when the actor may not.
        OrganisationNotPossible: for a merger that can't be, with the reason.
    """
    require_allowed(actor, "organisations.merge", ending)
    last_day = on - timedelta(days=1)
    with transaction.atomic():
        rows = Organisation.objects.select_for_update().in_bulk([ending.pk, successor.pk])
        ended, carrying_on = rows[ending.pk], rows[successor.pk]
        _check_merger(ended, carrying_on, on)
        ended.successor, ended.valid_to = carrying_on, last_day
        ended.save(update_fields=["successor", "valid_to"])
        for agreement in Agreement.objects.filter(municipality=ended, valid_to=None):
            _end(agreement, actor=actor, last_day=max(last_day, agreement.valid_from))
        record(
            ORGANISATIONS_MERGED,
            actor=actor,
            target=_target(ended),
            office=carrying_on.uid,
            municipality=ended.uid,
            data=Merger(ending=ended.uid, successor=carrying_on.uid, on=on.isoformat()),
        )
    return ended


def _check_merger(ending: Organisation, successor: Organisation, on: date) -> None:
    if ending.pk == successor.pk or ending.kind != successor.kind:
        raise OrganisationNotPossible(
            Text(
                is_="Veldu tvær ólíkar stofnanir af sömu gerð.",
                en="Choose two different organisations of the same kind.",
                pl="Wybierz dwie różne jednostki tego samego rodzaju.",
            )
        )
    if not ending.is_current or not successor.is_current:
        raise OrganisationNotPossible(
            Text(
                is_="Önnur stofnunin hefur þegar runnið saman við aðra.",
                en="One of the two has already merged into another.",
                pl="Jedna z nich została już połączona z inną.",
            )
        )
    if on > clock.today():
        raise OrganisationNotPossible(
            Text(
                is_="Skráðu sameininguna þegar hún hefur tekið gildi.",
                en="Register the merger once it has taken effect.",
                pl="Zarejestruj połączenie, gdy wejdzie w życie.",
            )
        )


def make_agreement(
    *,
    actor: Actor,
    office: Organisation,
    municipality: Organisation,
    valid_from: date,
    services: Sequence[str] = (),
) -> Agreement:
    """Agree that an office handles services (none named: every one) for a municipality from a day on.

    Raises:
        NotAllowed: when the actor may not.
    """
    require_allowed(actor, "organisations.agree", office)
    with transaction.atomic():
        agreement = Agreement.objects.create(
            office=office, municipality=municipality, services=list(services), valid_from=valid_from
        )
        record(
            AGREEMENT_MADE,
            actor=actor,
            target=_target(office),
            office=office.uid,
            data=AgreementDetails(agreement=agreement.uid, municipality=municipality.uid),
        )
    return agreement


def end_agreement(*, actor: Actor, agreement: Agreement, last_day: date) -> None:
    """End an agreement; cases already with the office stay there.

    Raises:
        NotAllowed: when the actor may not.
    """
    require_allowed(actor, "organisations.agree", agreement.office)
    with transaction.atomic():
        _end(agreement, actor=actor, last_day=last_day)


def _end(agreement: Agreement, *, actor: Actor, last_day: date) -> None:
    agreement.valid_to = last_day
    agreement.save(update_fields=["valid_to"])
    record(
        AGREEMENT_ENDED,
        actor=actor,
        target=_target(agreement.office),
        office=agreement.office.uid,
        data=AgreementDetails(agreement=agreement.uid, municipality=agreement.municipality.uid),
    )


def _keys(names: OrganisationNames) -> dict[str, str]:
    """Return the sort key and the folded search key of an organisation's names."""
    every_name = dict.fromkeys([names.short.nominative, names.official.nominative, names.en, names.pl])
    return {
        "sort_key": sort_key(names.short.nominative),
        "search_key": folded(" ".join(every_name))[:400],
    }


def _target(organisation: Organisation) -> Target:
    return Target("organisation", organisation.uid)
