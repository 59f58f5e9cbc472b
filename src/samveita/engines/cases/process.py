"""Moving a case: the one function that writes its state, or that of a track beside it, and the plain moves built on it.

``advance`` holds the row locked, refuses whatever the process table has no row for, asks policy and guard, writes the
state and records the event, all in one transaction with whatever the caller does beside it. Two people acting at once:
the second one's revision no longer fits, and she is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from samveita.engines.cases import hooks, terms
from samveita.engines.cases.documents import OutcomeDetails
from samveita.engines.cases.events import ADVANCED, DECIDED
from samveita.engines.cases.letters import order
from samveita.engines.cases.models import Case, CaseParty, CaseTrack
from samveita.engines.cases.table import Overlay, Purpose, State, Table, Transition, Who
from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import POLICIES, NotAllowed, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row is taken: the main table, or a track of an overlay that may not have begun."""

    table: Table
    state: str
    track: CaseTrack | None = None
    key: str = ""

    def require_staff(self, actor: Actor, row: Transition, case: Case) -> None:
        """Return when staff may take the row: by its policy, at the office that acts in the state.

        Raises:
            NotAllowed: when not.
        """
        require(actor, row.policy, case)
        if actor.office not in case.acting_offices(self.table.state(self.state).authority):
            raise NotAllowed(POLICIES[row.policy])


def advance(
    *,
    actor: Actor,
    uid: UUID,
    event: str,
    revision: int | None = None,
    track: str = "",
    name: str = "",
    beside: Callable[[Case, Transition], None] | None = None,
    letter_is_beside: bool = False,
) -> Case:
    """Move a case along one row of its process table, or of a track beside it, and return it.

    In order, in one transaction: lock; find the row; ask who may; ask the guard; write state, revision and times; record
    the event; do what the caller does ``beside``; order the row's letter, unless the caller sends it ``beside`` itself;
    settle the terms of the state left and plan those of the state entered; close and open tasks; tell the rooms above.

    Args:
        actor: who moves it.
        uid: the case.
        event: the row's event.
        revision: the case's revision as the actor saw it.
        track: key of the overlay; empty for the main table.
        name: which track, where an overlay has several.
        beside: what the caller does in the same transaction, with the case as it stands after the row.
        letter_is_beside: whether the caller sends the row's letter itself.

    Raises:
        CaseRefused: when the table has no such row now, or its guard says no.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
    """
    with transaction.atomic():
        case = locked(uid, revision=revision)
        place = _place(case, track, name)
        row = place.table.find(place.state, event)
        if row is None:
            raise CaseRefused(NOT_NOW)
        _require(actor, row, case, place)
        _take(actor, case, row, place, beside=beside, letter_is_beside=letter_is_beside)
        if row.then:
            main = _place(case, "", "")
            also = main.table.find(main.state, row.then)
            if also is None or Who.SYSTEM not in also.who:
                raise CaseRefused(NOT_NOW)
            _take(actor, case, also, main)
    return case


def _place(case: Case, key: str, name: str) -> _Place:
    if not key:
        return _Place(case.process, case.state)
    try:
        overlay = case.process.overlay(key)
    except KeyError:
        raise CaseRefused(NOT_NOW) from None
    if name and not overlay.several:
        raise CaseRefused(NOT_NOW)
    track = CaseTrack.objects.filter(case=case, key=key, name=name).first()
    if track is None:
        track = CaseTrack(case=case, key=key, name=name, state=overlay.initial)
    return _Place(overlay, track.state, track, key)


def _take(
    actor: Actor,
    case: Case,
    row: Transition,
    place: _Place,
    *,
    beside: Callable[[Case, Transition], None] | None = None,
    letter_is_beside: bool = False,
) -> None:
    """Take a row that the actor may take, in the transaction that holds the case."""
    refusal = row.guard(case) if row.guard else None
    if refusal is not None:
        raise CaseRefused(refusal)
    target = place.table.state(row.leads_to(place.state))
    case.revision, case.changed_at = case.revision + 1, clock.now()
    if place.track is not None:
        place.track.state, place.track.changed_at = target.key, clock.now()
        place.track.save()
    else:
        _stand(case, row, target)
    record(
        DECIDED if row.is_decision else ADVANCED,
        actor=actor,
        target=Target("case", case.uid),
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
        data=OutcomeDetails(event=row.event, state=target.key, track=place.key),
    )
    if beside is not None:
        beside(case, row)
    case.save()
    with crossing("a step settles what the office planned, also when a resident takes it"):
        to = _addressee(case, row)
        if row.letter and not letter_is_beside and (to is not None or not row.letter_to):
            order(case, row.letter, event=row.event, to=to)
        if not row.same_state:
            terms.cancel(case, place.track)
            terms.plan(case, target, place.track)
        _tasks(actor, case, row, target, is_main=place.track is None)
    hooks.moved(actor=actor, case=case, row=row, before=place.state, track=place.key)


def _addressee(case: Case, row: Transition) -> Person | None:
    """Return the party a row's letter goes to. Nobody means the applicant, or that a party it names takes no part now."""
    if not row.letter_to:
        return None
    party = case.parties.filter(role=row.letter_to, ended_on=None, person__isnull=False).first()
    return None if party is None else party.person


def _stand(case: Case, row: Transition, target: State) -> None:
    """Write the case's state and its times; the office's own target waits while its clock stands still."""
    today = clock.today()
    case.state = target.key
    if row.same_state:
        return
    case.closed_at = None if target.is_open else clock.now()
    if case.clock_stopped_on is not None:
        stood = today - case.clock_stopped_on
        case.clock_stopped_days += stood.days
        case.due_on = case.due_on + stood if case.due_on else None
        case.clock_stopped_on = None
    if target.is_open and target.stops_clock:
        case.clock_stopped_on = today
    if target.is_open and row.due is not None:
        case.due_on = deadline(starts_on=today, period=row.due).date


def _require(actor: Actor, row: Transition, case: Case, place: _Place) -> None:
    if actor.channel is Channel.SYSTEM:
        if Who.SYSTEM not in row.who:
            raise CaseRefused(NOT_NOW)
    elif actor.is_staff:
        if Who.STAFF not in row.who:
            raise CaseRefused(NOT_NOW)
        place.require_staff(actor, row, case)
    elif Who.PARTY in row.who and row.roles & roles_of(actor, case):
        require(actor, "cases.act_as_party", case)
    elif Who.APPLICANT in row.who:
        require(actor, _own_policy(row), case)
    else:
        raise CaseRefused(NOT_NOW)


def _own_policy(row: Transition) -> str:
    return "cases.withdraw" if row.purpose is Purpose.WITHDRAW else "cases.answer"


def _tasks(actor: Actor, case: Case, row: Transition, target: State, *, is_main: bool) -> None:
    if is_main and not target.is_open:
        close_tasks_about(actor=actor, about=case.uid)
    elif is_main and not row.same_state:
        close_tasks_about(actor=actor, about=case.uid, kind=terms.RUNS_OUT)
        close_tasks_about(actor=actor, about=case.uid, kind=terms.CONFIRM)
    if is_main and target.is_open and row.due is not None:
        open_task(
            actor=actor,
            office=_office_of(case, target),
            municipality=case.municipality,
            kind=ANSWER_DUE,
            about=case.uid,
            case=case.uid,
            title=row.label,
            due_on=case.due_on,
            legal_basis=row.legal_reference,
        )


def _office_of(case: Case, state: State) -> Organisation:
    """Return the office whose desk a state's task lies on: the authority's, else the one that handles the case."""
    if not state.authority:
        return case.office
    appointed = case.authorities.filter(key=state.authority, ended_on=None).select_related("organisation")
    found = appointed.first()
    return case.office if found is None else found.organisation


def possible_moves(actor: Actor, case: Case) -> list[Transition]:
    """Return the rows this actor could take now, guards aside: the buttons of the desk and of the resident's page."""
    place = _place(case, "", "")
    return [row for row in case.process.rows_from(case.state) if _could(actor, row, case, place)]


def possible_track_moves(actor: Actor, case: Case) -> list[tuple[Overlay, CaseTrack, Transition]]:
    """Return the same for tracks: those that run, and those that could be begun."""
    running = list(case.tracks.all())
    begun = {track.key for track in running}
    running += [
        CaseTrack(case=case, key=overlay.key, state=overlay.initial)
        for overlay in case.process.overlays
        if overlay.several or overlay.key not in begun
    ]
    found = []
    for track in running:
        place = _Place(case.process.overlay(track.key), track.state, track, track.key)
        rows = place.table.rows_from(track.state)
        found += [(place.table, track, row) for row in rows if _could(actor, row, case, place)]
    return found  # type: ignore[return-value]


def _could(actor: Actor, row: Transition, case: Case, place: _Place) -> bool:
    try:
        _require(actor, row, case, place)
    except (CaseRefused, NotAllowed):
        return False
    return True


def roles_of(actor: Actor, case: Case) -> frozenset[str]:
    """Return the roles in which the one acted for is another party of the case; staff has none."""
    if actor.is_staff or actor.subject is None:
        return frozenset()
    held = CaseParty.objects.filter(case=case, person__uid=actor.subject, ended_on=None)
    return frozenset(held.values_list("role", flat=True))


@dataclass(frozen=True, slots=True)
class Found:
    """A row that serves a purpose, and the overlay it stands in; empty for the main table."""

    row: Transition
    track: str = ""


def row_for(case: Case, purpose: Purpose) -> Transition:
    """Return the row of the main table that serves a purpose as the case stands.

    Raises:
        CaseRefused: when the process has none now.
    """
    row = case.process.for_purpose(case.state, purpose)
    if row is None:
        raise CaseRefused(NOT_NOW)
    return row


def serving(case: Case, purpose: Purpose) -> Found:
    """Return the row that serves a purpose as the case stands: of the main table, else of a track beside it.

    Raises:
        CaseRefused: when there is none now.
    """
    row = case.process.for_purpose(case.state, purpose)
    if row is not None:
        return Found(row)
    states = {track.key: track.state for track in case.tracks.filter(name="")}
    for overlay in case.process.overlays:
        row = overlay.for_purpose(states.get(overlay.key, overlay.initial), purpose)
        if row is not None:
            return Found(row, overlay.key)
    raise CaseRefused(NOT_NOW)


def take(
    *,
    actor: Actor,
    uid: UUID,
    event: str,
    revision: int | None = None,
    track: str = "",
    name: str = "",
) -> Case:
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

    return advance(
        actor=actor, uid=uid, event=event, revision=revision, track=track, name=name, beside=beside
    )
