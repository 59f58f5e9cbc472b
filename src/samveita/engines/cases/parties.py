"""Who takes part in a case: other parties in named roles, other authorities, and cases that belong together.

Another party sees her own row and what is declared to be shared with parties (``ScopeRule.shared``), nothing else of
the case. An authority's staff sees the case whole while it takes part, and acts in the states that name it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from samveita.engines.cases.documents import PartyContact
from samveita.engines.cases.events import (
    AUTHORITY_APPOINTED,
    AUTHORITY_ENDED,
    LINKED,
    PARTY_ADDED,
    PARTY_ENDED,
    UNLINKED,
)
from samveita.engines.cases.holding import release
from samveita.engines.cases.models import Case, CaseAuthority, CaseLink, CaseParty, LinkKind
from samveita.engines.cases.process import NOT_NOW, CaseRefused, locked
from samveita.engines.cases.recording import record_about
from samveita.engines.forms.parts import discard_parts
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock
from samveita.iceland.texts import Text

ALREADY_A_PARTY = Text(
    is_="Þessi aðili er þegar í málinu.",
    en="This party is already in the case.",
    pl="Ta strona już uczestniczy w sprawie.",
)

NO_SUCH_CASE = Text(
    is_="Skrifstofan hefur ekkert mál með þessu númeri.",
    en="The office has no case with this number.",
    pl="Urząd nie ma sprawy o tym numerze.",
)
THE_SAME_CASE = Text(
    is_="Þetta er númer málsins sjálfs. Skrifaðu númer hins málsins.",
    en="This is the number of the case itself. Write the number of the other case.",
    pl="To numer tej samej sprawy. Wpisz numer drugiej sprawy.",
)


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to be added: a known person, or how to reach one of whom no more is known."""

    person: Person | None = None
    contact: PartyContact | None = None


def add_parties(*, actor: Actor, uid: UUID, role: str, parties: Sequence[NewParty]) -> list[CaseParty]:
    """Add several parties in one role, all or none.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: as ``add_party``; then nobody is added.
    """
    with transaction.atomic():
        # Held, so that a second click waits for the first and sees whom it added.
        there = CaseParty.objects.filter(case=locked(uid), role=role, person=None, ended_on=None)
        known = [contact_of(one) for one in there.select_related("office", "case")]
        if any(one.person is None and one.contact in known for one in parties):
            raise CaseRefused(ALREADY_A_PARTY)
        return [
            add_party(actor=actor, uid=uid, role=role, person=one.person, contact=one.contact)
            for one in parties
        ]


def add_party(
    *, actor: Actor, uid: UUID, role: str, person: Person | None = None, contact: PartyContact | None = None
) -> CaseParty:
    """Add another party to a case: a known person, or one of whom only how to reach her is known.

    Args:
        actor: staff, or the platform when an application names her (a spouse).
        uid: the case.
        role: code of her role, as the process names it: ``spouse``, ``neighbour`` …
        person: who she is.
        contact: how to reach her; sealed.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: when she is in it already in that role, or nobody is named.
    """
    if person is None and contact is None:
        raise CaseRefused(NOT_NOW)
    try:
        with transaction.atomic():
            case = locked(uid)
            require(actor, "cases.name_parties", case)
            party: CaseParty = CaseParty.objects.create(
                case=case,
                office=case.office,
                role=role,
                person=person,
                contact=None if contact is None else seal_document(case.office, contact, about=str(case.uid)),
                since=clock.today(),
            )
            record_about(PARTY_ADDED, actor, case, target=Target("party", party.uid))
    except IntegrityError:
        raise CaseRefused(ALREADY_A_PARTY) from None
    return party


def end_party(*, actor: Actor, party: CaseParty) -> None:
    """End a party's part in a case; from now on she sees nothing of it. That she took part stays.

    What she was asked for and had begun goes with it, and she no longer holds the period of the case.

    Raises:
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        case = locked(party.case.uid)
        require(actor, "cases.name_parties", case)
        ended = CaseParty.objects.filter(pk=party.pk, ended_on=None).update(ended_on=clock.today())
        if ended:
            record_about(PARTY_ENDED, actor, case, target=Target("party", party.uid))
            _let_go(actor, case, party)


def _let_go(actor: Actor, case: Case, party: CaseParty) -> None:
    if party.person is None or party.role not in {part.role for part in case.declaration.parts}:
        return
    with crossing("what a party of a case had begun is hers, and her period is held wherever she applies"):
        release(case, person=party.person)
        discard_parts(actor=actor, for_case=case.uid, person=party.person)


def contact_of(party: CaseParty) -> PartyContact | None:
    """Return how to reach a party, opened."""
    if party.contact is None:
        return None
    return open_document(party.office, PartyContact, party.contact, about=str(party.case.uid))


def appoint_authority(*, actor: Actor, uid: UUID, key: str, organisation: Organisation) -> Case:
    """Let another organisation act in a case under a key its process declares, in place of the one before.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: when the process has no such authority.
    """
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.name_parties", case)
        if key not in {one.key for one in case.process.authorities}:
            raise CaseRefused(NOT_NOW)
        _end(case, key)
        CaseAuthority.objects.create(
            case=case, office=case.office, key=key, organisation=organisation, since=clock.today()
        )
        record_about(AUTHORITY_APPOINTED, actor, case, target=Target("organisation", organisation.uid))
    return case


def end_authority(*, actor: Actor, uid: UUID, key: str) -> Case:
    """End an authority's part: from that moment its staff sees nothing of the case. That it took part stays.

    Raises:
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.name_parties", case)
        if _end(case, key):
            record_about(AUTHORITY_ENDED, actor, case)
    return case


def _end(case: Case, key: str) -> int:
    running = CaseAuthority.objects.filter(case=case, key=key, ended_on=None)
    return running.update(ended_on=clock.today())


def link_cases(*, actor: Actor, uid: UUID, other: UUID, kind: LinkKind) -> CaseLink:
    """Link a case to another in the same scope; linking twice changes nothing.

    Raises:
        Case.DoesNotExist: when the scope doesn't hold both.
        NotAllowed: when the actor may not handle the one and read the other.
    """
    with transaction.atomic():
        case, beside = (
            locked(uid),
            Case.objects.select_related("office", "municipality", "person").get(uid=other),
        )
        require(actor, "cases.handle", case)
        require(actor, "cases.read", beside)
        if case.pk == beside.pk:
            raise CaseRefused(NOT_NOW)
        link, made = CaseLink.objects.get_or_create(
            case=case, other=beside, kind=kind, defaults={"made_at": clock.now()}
        )
        if made:
            record_about(LINKED, actor, case, target=Target("case", beside.uid))
    result: CaseLink = link
    return result


def link_by_number(*, actor: Actor, uid: UUID, number: str, kind: LinkKind) -> CaseLink:
    """Link a case to another of the same office by the number people know it by.

    Raises:
        Case.DoesNotExist: when the scope doesn't hold the case.
        NotAllowed: when the actor may not handle the one and read the other.
        CaseRefused: when the office has no case with that number, or it is the case itself.
    """
    case = Case.objects.select_related("office").get(uid=uid)
    other = Case.objects.filter(office=case.office, number__iexact=number.strip()).first()
    if other is None:
        raise CaseRefused(NO_SUCH_CASE)
    if other.pk == case.pk:
        raise CaseRefused(THE_SAME_CASE)
    return link_cases(actor=actor, uid=uid, other=other.uid, kind=kind)


def unlink_cases(*, actor: Actor, uid: UUID, other: UUID, kind: LinkKind) -> None:
    """Take a link away; that it was there stays in the events. Unlinking twice changes nothing.

    Raises:
        Case.DoesNotExist: when the scope doesn't hold the case.
        NotAllowed: when the actor may not handle it.
    """
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.handle", case)
        gone, _rows = CaseLink.objects.filter(case=case, other__uid=other, kind=kind).delete()
        if gone:
            record_about(UNLINKED, actor, case, target=Target("case", other))
