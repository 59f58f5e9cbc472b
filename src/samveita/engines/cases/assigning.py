"""Who has a case: handing it to somebody, many at once, and declaring that somebody is disqualified (vanhæfi).

Whoever is a party of a case, or has been declared disqualified in it, neither gets it nor handles nor decides it
(stjórnsýslulög 37/1993, 3. and 4. gr.). Why she is disqualified is sealed; that she is, the resident can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.documents import WrittenReason
from samveita.engines.cases.events import CONFLICT_DECLARED, HANDED_OVER
from samveita.engines.cases.models import Case, CaseConflict
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked
from samveita.engines.cases.recording import record_about
from samveita.engines.cases.table import Purpose, Transition
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person, Role, RoleGrant
from samveita.ground.identity.policies import NotAllowed, require
from samveita.ground.organisations.queries import successor_of
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock
from samveita.iceland.texts import Text

DISQUALIFIED = Text(
    is_="Þessi starfsmaður er aðili að málinu eða vanhæfur í því. Veldu annan.",
    en="This member of staff is a party to the case or disqualified in it. Choose someone else.",
    pl="Ten pracownik jest stroną sprawy lub podlega wyłączeniu. Wybierz kogoś innego.",
)
NO_CASE_WORKER = Text(
    is_="Þessi starfsmaður er ekki ráðgjafi á skrifstofunni. Veldu annan.",
    en="This member of staff is not a case worker at the office. Choose someone else.",
    pl="Ten pracownik nie prowadzi spraw w tym urzędzie. Wybierz kogoś innego.",
)
SAY_WHY = Text(
    is_="Skrifaðu hvers vegna starfsmaðurinn er vanhæfur.",
    en="Write why the member of staff is disqualified.",
    pl="Napisz, dlaczego pracownik podlega wyłączeniu.",
)


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one case of several that were handed over: the case, or why it wasn't."""

    uid: UUID
    refusal: Text | None = None


def assign(*, actor: Actor, uid: UUID, to: Person, revision: int | None = None) -> Case:
    """Hand a case to a case worker: by the process's own row while nobody has it, otherwise from hand to hand.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not handle it.
        CaseMoved: when someone else was faster.
        CaseRefused: when it is closed, or the other may not have it.
    """
    with transaction.atomic():
        case = locked(uid, revision=revision)
        require(actor, "cases.handle", case)
        _check(case, to)
        row = case.process.for_purpose(case.state, Purpose.ASSIGN)
        if row is not None:

            def beside(held: Case, _row: Transition) -> None:
                held.assigned_to = to

            return advance(actor=actor, uid=uid, event=row.event, revision=revision, beside=beside)
        if not case.process.state(case.state).is_open:
            raise CaseRefused(NOT_NOW)
        case.assigned_to = to
        case.revision, case.changed_at = case.revision + 1, clock.now()
        case.save(update_fields=["assigned_to", "revision", "changed_at"])
        record_about(HANDED_OVER, actor, case)
    return case


def assign_many(*, actor: Actor, uids: Sequence[UUID], to: Person) -> list[Handed]:
    """Hand several cases to a case worker, each in a transaction of its own; return what became of each."""
    outcomes = []
    for uid in uids:
        try:
            assign(actor=actor, uid=uid, to=to)
        except CaseRefused as refusal:
            outcomes.append(Handed(uid, refusal.reason))
        except (Case.DoesNotExist, NotAllowed):
            outcomes.append(Handed(uid, NOT_NOW))
        else:
            outcomes.append(Handed(uid))
    return outcomes


def declare_conflict(*, actor: Actor, uid: UUID, person: Person, reason: str) -> Case:
    """Declare that somebody is disqualified in a case; if she has it, it goes back to nobody. Twice changes nothing.

    She may say so of herself; a case worker of the office may say so of anyone.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: without a reason.
    """
    if not reason.strip():
        raise CaseRefused(SAY_WHY)
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.declare_conflict", case)
        sealed = seal_document(case.office, WrittenReason(text=reason.strip()), about=str(case.uid))
        _conflict, made = CaseConflict.objects.get_or_create(
            case=case,
            person=person,
            defaults={"reason": sealed, "declared_by": actor.human, "declared_at": clock.now()},
        )
        if made:
            if case.assigned_to_id == person.pk:
                case.assigned_to = None
            case.revision, case.changed_at = case.revision + 1, clock.now()
            case.save(update_fields=["assigned_to", "revision", "changed_at"])
            record_about(CONFLICT_DECLARED, actor, case)
    return case


def _check(case: Case, to: Person) -> None:
    if to.uid in case.barred:
        raise CaseRefused(DISQUALIFIED)
    today = clock.today()
    offices = case.acting_offices(case.process.state(case.state).authority)
    grants = RoleGrant.objects.filter(person=to, role=Role.CASE_WORKER, valid_from__lte=today).select_related(
        "office__successor"
    )
    held = [one for one in grants if one.valid_to is None or one.valid_to >= today]
    if not any({one.office.uid, successor_of(one.office).uid} & offices for one in held):
        raise CaseRefused(NO_CASE_WORKER)
