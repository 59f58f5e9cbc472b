"""Moving a case: the one function that writes its state, and the plain moves built on it.

``advance`` holds the row locked, refuses whatever the process table has no row for, asks policy and guard, writes the
state and records the event, all in one transaction with whatever the caller does beside it. Two people acting at once:
the second one's revision no longer fits, and she is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from samveita.engines.cases import hooks
from samveita.engines.cases.letters import order
from samveita.engines.cases.table import Purpose, Transition, Who
from samveita.engines.cases.documents import OutcomeDetails
from samveita.engines.cases.events import ADVANCED, DECIDED
from samveita.engines.cases.models import Case, CaseParty
from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import may, require
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.texts import Text

ANSWER_DUE = "cases.answer_due"


class CaseRefused(ValueError):
    """A move that isn't possible; ``reason`` is written for the person who tried."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


class CaseMoved(CaseRefused):
    """Someone else changed the case since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                is_="Annar starfsmaður breytti málinu á meðan, eða umsækjandinn. Skoðaðu hvernig það stendur núna "
                "og reyndu aftur.",
                en="Another staff member or the applicant changed the case meanwhile. Look at where it stands now and "
                "try again.",
                pl="W międzyczasie sprawę zmienił inny pracownik lub wnioskodawca. Sprawdź jej stan i spróbuj "
                "ponownie.",
            )
        )


NOT_NOW = Text(
    is_="Þetta er ekki hægt eins og málið stendur núna.",
    en="This can't be done as the case stands now.",
    pl="W obecnym stanie sprawy nie można tego zrobić.",
)


def locked(uid: UUID, *, revision: int | None = None) -> Case:
    """Return the case, held until the transaction ends.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        CaseMoved: when the revision is given and no longer fits.
    """
    case: Case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("office", "municipality", "person")
        .get(uid=uid)
    )
    if revision is not None and case.revision != revision:
        raise CaseMoved
    return case


def advance(
    *,
    actor: Actor,
    uid: UUID,
    event: str,
    revision: int | None = None,
    beside: Callable[[Case, Transition], None] | None = None,
    letter_is_beside: bool = False,
) -> Case:
    """Move a case along one row of its process table and return it.

    In order, in one transaction: lock; find the row; ask who may; ask the guard; write state, revision and times; record
    the event; do what the caller does ``beside``; order the row's letter, unless the caller sends it ``beside`` itself;
    close and open tasks; tell the rooms above.

    Raises:
        CaseRefused: when the table has no such row now, or its guard says no.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
    """
    with transaction.atomic():
        case = locked(uid, revision=revision)
        process, before = case.process, case.state
        row = process.find(case.state, event)
        if row is None:
            raise CaseRefused(NOT_NOW)
        _require(actor, row, case)
        refusal = row.guard(case) if row.guard else None
        if refusal is not None:
            raise CaseRefused(refusal)
        target = process.state(row.leads_to(before))
        case.state, case.revision, case.changed_at = target.key, case.revision + 1, clock.now()
        if not row.same_state:
            case.closed_at = None if target.is_open else clock.now()
        if target.is_open and row.due is not None:
            case.due_on = deadline(starts_on=clock.today(), period=row.due).date
        record(
            DECIDED if row.is_decision else ADVANCED,
            actor=actor,
            target=Target("case", case.uid),
            case=case.uid,
            office=case.office.uid,
            municipality=case.municipality.uid,
            data=OutcomeDetails(event=row.event, state=target.key),
        )
        if beside is not None:
            beside(case, row)
        case.save()
        if row.letter and not letter_is_beside:
            order(case, row.letter, event=row.event)
        _tasks(actor, case, row, is_open=target.is_open)
        hooks.moved(actor=actor, case=case, row=row, before=before, track="")
    return case


def _require(actor: Actor, row: Transition, case: Case) -> None:
    if actor.channel is Channel.SYSTEM:
        if Who.SYSTEM not in row.who:
            raise CaseRefused(NOT_NOW)
    elif actor.is_staff:
        if Who.STAFF not in row.who:
            raise CaseRefused(NOT_NOW)
        require(actor, row.policy, case)
    elif Who.PARTY in row.who and row.roles & roles_of(actor, case):
        require(actor, "cases.act_as_party", case)
    elif Who.APPLICANT in row.who:
        require(actor, _own_policy(row), case)
    else:
        raise CaseRefused(NOT_NOW)


def _own_policy(row: Transition) -> str:
    return "cases.withdraw" if row.purpose is Purpose.WITHDRAW else "cases.answer"


def _tasks(actor: Actor, case: Case, row: Transition, *, is_open: bool) -> None:
    if not is_open:
        close_tasks_about(actor=actor, about=case.uid)
    elif row.due is not None:
        open_task(
            actor=actor,
            office=case.office,
            municipality=case.municipality,
            kind=ANSWER_DUE,
            about=case.uid,
            case=case.uid,
            title=row.label,
            due_on=case.due_on,
            legal_basis=row.legal_reference,
        )


def possible_moves(actor: Actor, case: Case) -> list[Transition]:
    """Return the rows this actor could take now, guards aside: the buttons of the desk and of the resident's page."""
    rows = case.process.rows_from(case.state)
    if actor.is_staff:
        return [row for row in rows if Who.STAFF in row.who and may(actor, row.policy, case)]
    roles = roles_of(actor, case)
    return [
        row
        for row in rows
        if (Who.APPLICANT in row.who and may(actor, _own_policy(row), case))
        or (Who.PARTY in row.who and row.roles & roles)
    ]


def roles_of(actor: Actor, case: Case) -> frozenset[str]:
    """Return the roles in which the one acted for is another party of the case; staff has none."""
    if actor.is_staff or actor.subject is None:
        return frozenset()
    held = CaseParty.objects.filter(case=case, person__uid=actor.subject, ended_on=None)
    return frozenset(held.values_list("role", flat=True))


def row_for(case: Case, purpose: Purpose) -> Transition:
    """Return the row that serves a purpose as the case stands.

    Raises:
        CaseRefused: when the process has none now.
    """
    row = case.process.for_purpose(case.state, purpose)
    if row is None:
        raise CaseRefused(NOT_NOW)
    return row


def take(*, actor: Actor, uid: UUID, event: str, revision: int | None = None) -> Case:
    """Take a plain move, which needs nothing but the click; taking on a case assigns it to the actor.

    Raises:
        CaseRefused: as ``advance``; also for a move that has a verb of its own, such as a decision or a data request.
    """

    def beside(case: Case, row: Transition) -> None:
        if not row.is_plain:
            raise CaseRefused(NOT_NOW)
        if row.purpose is Purpose.ASSIGN:
            case.assigned_to = Person.objects.get(uid=str(actor.human))
        elif row.purpose is Purpose.UNASSIGN:
            case.assigned_to = None

    return advance(actor=actor, uid=uid, event=event, revision=revision, beside=beside)
