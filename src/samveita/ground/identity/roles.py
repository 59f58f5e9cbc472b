"""Roles at offices: who holds which, giving them and taking them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.events import PSEUDONYM_CHOSEN, ROLE_ENDED, ROLE_GRANTED, RoleDetails
from samveita.ground.identity.models import Person, Role, RoleGrant
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import successor_of, with_predecessors
from samveita.iceland import clock
from samveita.iceland.alphabet import sort_key
from samveita.iceland.texts import Text

AT_THE_ASSOCIATION_ONLY = frozenset({Role.EDITOR, Role.MANAGER})


NO_ADMINISTRATOR_LEFT = Text(
    is_="Skrifstofan þarf að hafa stjórnanda. Gerðu annan starfsmann að stjórnanda fyrst.",
    en="The office needs an administrator. Make someone else administrator first.",
    pl="Urząd musi mieć administratora. Najpierw nadaj tę rolę komuś innemu.",
)
ONLY_AT_THE_ASSOCIATION = Text(
    is_="Ritstjórar og umsjónarmenn starfa aðeins hjá Sambandi íslenskra sveitarfélaga.",
    en="Editors and managers work only at the Association of Local Authorities "
    "(Samband íslenskra sveitarfélaga).",
    pl="Redaktorzy i menedżerowie pracują tylko w Związku Gmin (Samband íslenskra sveitarfélaga).",
)
ALREADY_OVER = Text(
    is_="Lokadagurinn er liðinn. Veldu dag í dag eða síðar.",
    en="The last day has passed. Choose today or later.",
    pl="Ostatni dzień już minął. Wybierz dzisiejszą lub późniejszą datę.",
)


class RoleNotPossible(ValueError):
    """A role that can't be given or taken; ``reason`` is written for the administrator."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def in_force(on: date) -> Q:
    """Return the condition that a grant holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def grants_at(person: Person, office: Organisation) -> QuerySet[RoleGrant]:
    """Return today's grants of a person at an office, those from before a merger included."""
    keys = [one.pk for one in with_predecessors(office)]
    return RoleGrant.objects.filter(in_force(clock.today()), person=person, office_id__in=keys)


def roles_at(person: Person, office: Organisation) -> frozenset[str]:
    """Return the role codes a person holds at an office today."""
    return frozenset(grants_at(person, office).values_list("role", flat=True))


def offices_of(person: Person) -> list[Organisation]:
    """Return the offices, as they stand today, at which the person holds some role."""
    grants = RoleGrant.objects.filter(in_force(clock.today()), person=person).select_related(
        "office__successor"
    )
    offices = {office.pk: office for office in (successor_of(grant.office) for grant in grants)}
    return sorted(offices.values(), key=lambda office: office.sort_key)


def shown_names(people: Iterable[object], office: Organisation) -> dict[object, str]:
    """Return what residents see for each staff member's uid: the pseudonym the office chose, else her name.

    A pseudonym on any of her roles holds for all of them.
    """
    keys = [one.pk for one in with_predecessors(office)]
    grants = RoleGrant.objects.filter(person__uid__in=list(people), office_id__in=keys).select_related(
        "person"
    )
    pseudonyms_last = sorted(grants, key=lambda grant: bool(grant.pseudonym))
    return {grant.person.uid: grant.pseudonym or grant.person.name for grant in pseudonyms_last}


def grant_role(
    *,
    actor: Actor,
    person: Person,
    office: Organisation,
    role: Role,
    pseudonym: str = "",
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a person a role at an office from today; returns the grant in force if she already holds it.

    Raises:
        NotAllowed: when the actor may not.
        RoleNotPossible: for the association's roles elsewhere, or a last day that has passed.
    """
    require(actor, "identity.grant_role", office)
    if role in AT_THE_ASSOCIATION_ONLY and office.kind != Kind.ASSOCIATION:
        raise RoleNotPossible(ONLY_AT_THE_ASSOCIATION)
    if valid_to is not None and valid_to < clock.today():
        raise RoleNotPossible(ALREADY_OVER)
    with transaction.atomic():
        held = grants_at(person, office).filter(role=role).first()
        if held is not None:
            return held
        # Taken and given again on the same day it is one grant, not two.
        grant, _ = RoleGrant.objects.update_or_create(
            person=person,
            office=office,
            role=role,
            valid_from=clock.today(),
            defaults={"pseudonym": pseudonym, "valid_to": valid_to},
        )
        record(
            ROLE_GRANTED,
            actor=actor,
            target=Target("person", person.uid),
            office=office.uid,
            data=RoleDetails(role=role),
        )
    return grant


def end_role(*, actor: Actor, grant: RoleGrant) -> None:
    """Take a role away with effect from today; the grant stays as history.

    Raises:
        NotAllowed: when the actor may not.
        RoleNotPossible: when the office would be left without an administrator.
    """
    office = successor_of(grant.office)
    require(actor, "identity.grant_role", office)
    with transaction.atomic():
        if grant.role == Role.ADMINISTRATOR and not _other_administrators(grant, office).exists():
            raise RoleNotPossible(NO_ADMINISTRATOR_LEFT)
        grant.valid_to = clock.today() - timedelta(days=1)
        grant.save(update_fields=["valid_to"])
        record(
            ROLE_ENDED,
            actor=actor,
            target=Target("person", grant.person.uid),
            office=office.uid,
            data=RoleDetails(role=grant.role),
        )


def choose_pseudonym(*, actor: Actor, grant: RoleGrant, pseudonym: str) -> None:
    """Choose what residents see instead of a staff member's name; empty shows her name.

    Raises:
        NotAllowed: when the actor may not.
    """
    office = successor_of(grant.office)
    require(actor, "identity.grant_role", office)
    with transaction.atomic():
        grants_at(grant.person, office).update(pseudonym=pseudonym.strip())
        record(PSEUDONYM_CHOSEN, actor=actor, target=Target("person", grant.person.uid), office=office.uid)


def staff_of(office: Organisation) -> list[RoleGrant]:
    """Return today's grants at an office, those from before a merger included, by name in Icelandic order."""
    keys = [one.pk for one in with_predecessors(office)]
    grants = RoleGrant.objects.filter(in_force(clock.today()), office_id__in=keys).select_related(
        "person", "office__successor"
    )
    return sorted(grants, key=lambda grant: (sort_key(grant.person.name), grant.role))


def _other_administrators(grant: RoleGrant, office: Organisation) -> QuerySet[RoleGrant]:
    keys = [one.pk for one in with_predecessors(office)]
    held = RoleGrant.objects.filter(in_force(clock.today()), office_id__in=keys, role=Role.ADMINISTRATOR)
    return held.exclude(person=grant.person)
