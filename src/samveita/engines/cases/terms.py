"""Terms that run while a case stands in a state: planned on entering, cancelled on leaving, acting on their day.

Planning and cancelling happen inside ``process.advance``. ``act_on_due`` runs at every tick: each row that is due is
taken under a lock and acts once. A deadline acts the day after its last day, which is counted by ``legal_dates`` and
moves off free days. A validity (rule D6) does not move: people are warned 90, 30 and 7 days before its end, and the day
after it a person is asked to confirm the lapse; the platform never ends a permit by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from samveita.engines.cases.events import TERM_ENDED, TERM_MOVED
from samveita.engines.cases.models import Case, CaseTerm, CaseTrack, TermKind, TermState
from samveita.engines.cases.table import State, Timed
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import LegalDate, deadline, validity
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

PLATFORM = Actor.system("terms")
RUNS_OUT, CONFIRM = "cases.validity_runs_out", "cases.confirm_lapse"
AT_MOST = 500
ONE_DAY = timedelta(days=1)
WARNING = Text(
    is_="Gildistími rennur út {day}. Láttu aðila máls vita og kannaðu hvort málið heldur áfram.",
    en="The validity ends on {day}. Tell the party and see whether the matter goes on.",
    pl="Okres ważności kończy się {day}. Powiadom stronę i sprawdź, czy sprawa będzie kontynuowana.",
)
TO_CONFIRM = Text(
    is_="Gildistíminn rann út {day}. Staðfestu að svo sé, eða skráðu hvað breytti því.",
    en="The validity ended on {day}. Confirm it, or enter what changed it.",
    pl="Okres ważności skończył się {day}. Potwierdź to lub wpisz, co to zmieniło.",
)
log = structlog.get_logger("samveita.cases")


def plan(case: Case, state: State, track: CaseTrack | None = None, *, starts_on: date | None = None) -> None:
    """Plan the terms of a state that has just been entered, in the caller's transaction.

    They run from today, or from the day given: the first state's terms run from the application's legal date.
    """
    for timed in state.timers:
        CaseTerm.objects.bulk_create(_rows(case, timed, track, starts_on or clock.today()))


def cancel(case: Case, track: CaseTrack | None = None) -> None:
    """Cancel what runs in the state that is being left: of one track, or of the main table."""
    running = CaseTerm.objects.filter(case=case, track=track, state=TermState.RUNNING)
    running.update(state=TermState.CANCELLED, settled_at=clock.now())


def last_day_of(case: Case, event: str) -> date | None:
    """Return the last day of the term that ends in an event, while it runs."""
    running = CaseTerm.objects.filter(case=case, event=event, state=TermState.RUNNING)
    return running.exclude(kind=TermKind.REMIND).values_list("last_day", flat=True).first()


def move(*, actor: Actor, case: Case, event: str, last_day: date) -> None:
    """Give a running deadline another last day, in the caller's transaction; the caller has asked who may.

    Raises:
        CaseTerm.DoesNotExist: when no such deadline runs.
    """
    term = CaseTerm.objects.select_for_update(of=("self",)).get(
        case=case, event=event, kind=TermKind.TAKE, state=TermState.RUNNING
    )
    term.last_day, term.acts_on = last_day, last_day + ONE_DAY
    term.save(update_fields=["last_day", "acts_on"])
    _tell(TERM_MOVED, actor, case)


def act_on_due() -> int:
    """Let every term act whose day has come; one that fails stops no other. Registered with the tick."""
    with crossing("terms run for every tenant"):
        due = CaseTerm.objects.filter(state=TermState.RUNNING, acts_on__lte=clock.today())
        waiting = list(due.order_by("acts_on", "pk").values_list("pk", flat=True)[:AT_MOST])
        acted = 0
        for key in waiting:
            try:
                acted += _act(key)
            except Exception:
                log.exception("a term failed", term=key)
    return acted


def _act(key: int) -> bool:
    """Act on one term under a lock; False when it was settled or moved meanwhile."""
    from samveita.engines.cases.process import locked

    with transaction.atomic():
        uid: UUID = CaseTerm.objects.values_list("case__uid", flat=True).get(pk=key)
        case = locked(uid)
        term = CaseTerm.objects.select_for_update(of=("self",)).select_related("track").get(pk=key)
        if term.state != TermState.RUNNING or term.acts_on > clock.today():
            return False
        term.state, term.settled_at = TermState.DONE, clock.now()
        term.save(update_fields=["state", "settled_at"])
        if term.kind in {TermKind.WARN, TermKind.CONFIRM}:
            _ask(case, term)
        else:
            _take(case, term)
    return True


def _take(case: Case, term: CaseTerm) -> None:
    from samveita.engines.cases.process import CaseRefused, advance

    track, name = (term.track.key, term.track.name) if term.track else ("", "")
    try:
        with transaction.atomic():
            advance(actor=PLATFORM, uid=case.uid, event=term.event, track=track, name=name)
    except CaseRefused as refusal:
        # A guard holds the row back: a person looks at it, and nothing is lost.
        _open(case, CONFIRM, refusal.reason, term)


def _ask(case: Case, term: CaseTerm) -> None:
    words, kind = (WARNING, RUNS_OUT) if term.kind == TermKind.WARN else (TO_CONFIRM, CONFIRM)
    day = day_in_words(term.last_day)
    told = Text(
        is_=words.is_.format(day=day.is_), en=words.en.format(day=day.en), pl=words.pl.format(day=day.pl)
    )
    _open(case, kind, told, term)
    if term.kind == TermKind.CONFIRM:
        _tell(TERM_ENDED, PLATFORM, case)


def _open(case: Case, kind: str, title: Text, term: CaseTerm) -> None:
    open_task(
        actor=PLATFORM,
        office=case.office,
        municipality=case.municipality,
        kind=kind,
        about=case.uid,
        case=case.uid,
        title=title,
        due_on=term.last_day if term.kind == TermKind.WARN else clock.today(),
        legal_basis=term.legal_basis,
    )


def _rows(case: Case, timed: Timed, track: CaseTrack | None, starts_on: date) -> Iterator[CaseTerm]:
    last_day, warnings = _last_day(case, timed, starts_on)
    if last_day is None:
        return

    def row(kind: TermKind, acts_on: date, event: str = timed.event) -> CaseTerm:
        return CaseTerm(
            case=case,
            track=track,
            event=event,
            kind=kind,
            last_day=last_day,
            acts_on=acts_on,
            legal_basis=timed.legal_reference,
        )

    yield row(TermKind.CONFIRM if timed.is_validity else TermKind.TAKE, last_day + ONE_DAY)
    yield from (row(TermKind.WARN, day) for day in warnings if day >= clock.today())
    for days in timed.reminders:
        yield row(TermKind.REMIND, starts_on + timedelta(days=days), timed.reminder_event)


def _last_day(case: Case, timed: Timed, starts_on: date) -> tuple[date | None, tuple[date, ...]]:
    if isinstance(timed.after, Period):
        if timed.is_validity:
            lasts = validity(starts_on=starts_on, period=timed.after, warning_days=timed.warning_days)
            return lasts.last_day.date, lasts.warn_on
        return deadline(starts_on=starts_on, period=timed.after).date, ()
    worked_out = timed.after(case)
    day = worked_out.date if isinstance(worked_out, LegalDate) else worked_out
    warned = timed.warning_days if day and timed.is_validity else ()
    warnings = tuple(day - timedelta(days=days) for days in warned) if day else ()
    return day, warnings


def _tell(event_type: EventType, actor: Actor, case: Case) -> None:
    record(
        event_type,
        actor=actor,
        target=Target("case", case.uid),
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
    )
