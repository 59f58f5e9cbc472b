"""Asking a party for data: what, why, by when; handing it in; waiving, extending, cancelling; and the last day passing.

The row of the process with the purpose ``REQUEST_DATA`` begins it and ``DATA_COMPLETE`` ends it, as soon as every
required thing is handed in, explained or waived. When the last day passes she is reminded, and some days later the row
``DATA_OVERDUE`` gives the case back to the office with a flag. Nothing is ever refused by itself: what is missing may
still be handed in as long as the case is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from samveita.engines.cases.exchange import (
    give_notice,
    human_of,
    is_resident,
    party_acting,
    party_addressed,
    put_on_desk,
    require_open,
    shortened_or_refused,
    tell,
    written,
)
from samveita.engines.cases.exchange_events import (
    DATA_ASKED,
    DATA_CANCELLED,
    DATA_COMPLETED,
    DATA_DUE_MOVED,
    DATA_NOT_IN_TIME,
    DATA_REMINDED,
    ITEM_EXPLAINED,
    ITEM_WAIVED,
    DayDetails,
)
from samveita.engines.cases.filing import NO_FILE, Upload, keep, wants_a_look
from samveita.engines.cases.letters import order
from samveita.engines.cases.messaging import post
from samveita.engines.cases.models import (
    Case,
    DataRequest,
    DataRequestItem,
    ItemState,
    Origin,
    RequestState,
)
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked, row_for
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.showing import signature_of
from samveita.engines.cases.table import Purpose, Transition, Who
from samveita.engines.cases.written import AnswerText, DataItemText, DataRequestText, Wording
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.notices.kinds import Category, NoticeKind, register_notice_kind
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock
from samveita.iceland.legal_dates import LegalDate, deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

MACHINE = Actor.system("data-requests")
MISSING_DATA = "cases.data_missing"
"""The task of going on without what was not handed in."""
ITEMS_AT_MOST = 20
FURTHEST_DUE = timedelta(days=366)

REMINDER = register_notice_kind(
    NoticeKind(
        name="cases.data_reminder",
        category=Category.SERVICE,
        subject=Text(is_="Áminning", en="A reminder", pl="Przypomnienie"),
        body=Text(
            is_="Við minnum á að beðið er eftir svari frá þér á síðu málsins. Skráðu þig inn til að sjá hvað vantar.",
            en="This is a reminder that an answer from you is awaited on the page of your case. Log in to see what "
            "is missing.",
            pl="Przypominamy, że na stronie Twojej sprawy czekamy na odpowiedź. Zaloguj się, aby zobaczyć, czego "
            "brakuje.",
        ),
    )
)
NOTHING_ASKED = Text(
    is_="Veldu eða skrifaðu að minnsta kosti eitt sem á að skila.",
    en="Choose or write at least one thing to be handed in.",
    pl="Wybierz lub wpisz co najmniej jedną rzecz do dostarczenia.",
)
TOO_MUCH_ASKED = Text(
    is_="Biddu um færri gögn í einu.",
    en="Ask for fewer documents at once.",
    pl="Poproś o mniej dokumentów naraz.",
)
WRONG_DAY = Text(
    is_="Fresturinn þarf að vera eftir daginn í dag og innan árs.",
    en="The last day has to be after today and within a year.",
    pl="Termin musi przypadać po dniu dzisiejszym i w ciągu roku.",
)
NOT_ASKED_ANY_MORE = Text(
    is_="Ekki er lengur beðið um þessi gögn.",
    en="These documents are no longer asked for.",
    pl="Te dokumenty nie są już potrzebne.",
)
NOT_LATER = Text(
    is_="Nýi fresturinn þarf að vera seinna en sá sem fyrir er.",
    en="The new day has to be later than the one before.",
    pl="Nowy termin musi być późniejszy niż poprzedni.",
)
GO_ON_WITHOUT = Text(
    is_="Gögn bárust ekki í tæka tíð. Ákveddu hvernig málið heldur áfram.",
    en="Documents did not arrive in time. Decide how the case goes on.",
    pl="Dokumenty nie wpłynęły w terminie. Zdecyduj, jak prowadzić sprawę dalej.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing to ask for: what it is, why it is needed, and whether the case waits for it."""

    what: Wording
    why: Wording
    is_required: bool = True


def usual_due(case: Case) -> LegalDate:
    """Return the last day a request made today gets when nobody says otherwise, with its reasons."""
    return deadline(starts_on=clock.today(), period=Period.days(settings_of(case).data_due_days))


def request_data(
    *,
    actor: Actor,
    uid: UUID,
    items: Sequence[Wanted],
    due_on: date | None = None,
    text: str = "",
    to: UUID | None = None,
    revision: int | None = None,
) -> DataRequest:
    """Ask a party for data, by letter if the row names one, otherwise by a notice that something waits.

    Args:
        actor: staff.
        uid: the case.
        items: what is asked for.
        due_on: the last day; the municipality's usual term from today when left out.
        text: a sentence or two that goes with it.
        to: uid of the party; the applicant when left out.
        revision: the case as it was shown.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the process has no such row now, nothing or too much is asked for, or the day is impossible.
    """
    if not items:
        raise CaseRefused(NOTHING_ASKED)
    if len(items) > ITEMS_AT_MOST:
        raise CaseRefused(TOO_MUCH_ASKED)
    made: list[DataRequest] = []

    def beside(case: Case, row: Transition) -> None:
        require(actor, "cases.handle", case)
        day = checked_day(due_on or usual_due(case).date)
        made.append(_asked(actor, case, row, items=items, due_on=day, text=text, to=to))

    with transaction.atomic():
        row = row_for(locked(uid, revision=revision), Purpose.REQUEST_DATA)
        advance(
            actor=actor, uid=uid, event=row.event, revision=revision, beside=beside, letter_is_beside=True
        )
    return made[0]


def checked_day(day: date) -> date:
    """Return a last day that lies ahead and within a year.

    Raises:
        CaseRefused: when it doesn't.
    """
    if not clock.today() < day <= clock.today() + FURTHEST_DUE:
        raise CaseRefused(WRONG_DAY)
    return day


def _asked(
    actor: Actor,
    case: Case,
    row: Transition,
    *,
    items: Sequence[Wanted],
    due_on: date,
    text: str,
    to: UUID | None,
) -> DataRequest:
    party = party_addressed(case, to)
    if DataRequest.objects.filter(case=case, person=party, state=RequestState.OPEN).exists():
        raise CaseRefused(NOT_NOW)
    request = DataRequest(
        uid=uuid4(),
        case=case,
        office=case.office,
        person=party,
        due_on=due_on,
        asked_at=clock.now(),
        asked_by=human_of(actor),
        wake_on=due_on + timedelta(days=1),
    )
    content = DataRequestText(text=shortened_or_refused(text), signed=signature_of(actor, case))
    request.content = seal_document(case.office, content, about=str(request.uid))
    request.save(force_insert=True)
    for number, wanted in enumerate(items, start=1):
        item = DataRequestItem(uid=uuid4(), request=request, number=number, is_required=wanted.is_required)
        words = DataItemText(what=wanted.what, why=wanted.why)
        item.content = seal_document(case.office, words, about=str(item.uid))
        item.save(force_insert=True)
    tell(DATA_ASKED, actor, case, kind="data_request", uid=request.uid, data=DayDetails(day=due_on))
    if row.letter:
        order(case, row.letter, event=row.event, to=party, about=request.uid)
    else:
        give_notice(case, party, about=request.uid)
    return request


def hand_in(*, actor: Actor, item: UUID, uploads: Sequence[Upload]) -> DataRequestItem:
    """Hand in what was asked for: one or more files for one thing. More may be added as long as the case is open.

    Staff hands in what has come on paper.

    Raises:
        DataRequestItem.DoesNotExist: when the scope holds no such thing.
        NotAllowed: when the actor may not.
        CaseRefused: when it is no longer asked for, there is no file, or one is refused.
    """
    with transaction.atomic():
        case, held = _held(item)
        _require_asked_one(actor, case, held)
        if not uploads:
            raise CaseRefused(NO_FILE)
        origin = Origin.PARTY if is_resident(actor) else Origin.PAPER
        for one in uploads:
            keep(
                actor=actor,
                case=case,
                upload=one,
                kind="data",
                origin=origin,
                party=held.request.person,
                about=held.uid,
            )
        _settle(actor, case, held, ItemState.HANDED_IN)
    return held


def explain(*, actor: Actor, item: UUID, text: str) -> DataRequestItem:
    """Say why something that was asked for can't be handed in; staff judges what that means for the case.

    Raises:
        DataRequestItem.DoesNotExist: when the scope holds no such thing.
        NotAllowed: when the actor may not.
        CaseRefused: when it is no longer asked for, or nothing is written.
    """
    with transaction.atomic():
        case, held = _held(item)
        _require_asked_one(actor, case, held)
        held.answer = seal_document(case.office, AnswerText(text=written(text)), about=str(held.uid))
        tell(ITEM_EXPLAINED, actor, case, kind="data_item", uid=held.uid)
        state = ItemState.EXPLAINED if held.state == ItemState.WAITING else ItemState(held.state)
        _settle(actor, case, held, state)
    return held


def waive(*, actor: Actor, item: UUID) -> DataRequestItem:
    """Let a party off something that was asked for.

    Raises:
        DataRequestItem.DoesNotExist: when the scope holds no such thing.
        NotAllowed: when the actor may not.
        CaseRefused: when it is not waiting any more.
    """
    with transaction.atomic():
        case, held = _held(item)
        require(actor, "cases.handle", case)
        require_open(case)
        if held.state != ItemState.WAITING or held.request.state == RequestState.CANCELLED:
            raise CaseRefused(NOT_ASKED_ANY_MORE)
        tell(ITEM_WAIVED, actor, case, kind="data_item", uid=held.uid)
        _settle(actor, case, held, ItemState.WAIVED)
    return held


def extend(*, actor: Actor, uid: UUID, due_on: date, reason: str) -> DataRequest:
    """Give a party a later day; the reason goes to her as a message.

    Raises:
        DataRequest.DoesNotExist: when the scope holds no such request.
        NotAllowed: when the actor may not.
        CaseRefused: when it no longer waits, the day is not later, or no reason is given.
    """
    with transaction.atomic():
        case, request = _held_request(uid)
        require(actor, "cases.handle", case)
        if request.state != RequestState.OPEN:
            raise CaseRefused(NOT_ASKED_ANY_MORE)
        if checked_day(due_on) <= request.due_on:
            raise CaseRefused(NOT_LATER)
        request.due_on, request.wake_on, request.reminded_at = due_on, due_on + timedelta(days=1), None
        request.save(update_fields=["due_on", "wake_on", "reminded_at"])
        tell(DATA_DUE_MOVED, actor, case, kind="data_request", uid=request.uid, data=DayDetails(day=due_on))
        post(actor=actor, case=case, party=request.person, text=reason)
    return request


def cancel(*, actor: Actor, uid: UUID, reason: str) -> DataRequest:
    """Stop asking; the reason goes to the party as a message, and the case goes on without the data.

    Raises:
        DataRequest.DoesNotExist: when the scope holds no such request.
        NotAllowed: when the actor may not.
        CaseRefused: when it no longer waits, or no reason is given.
    """
    with transaction.atomic():
        case, request = _held_request(uid)
        require(actor, "cases.handle", case)
        if request.state != RequestState.OPEN:
            raise CaseRefused(NOT_ASKED_ANY_MORE)
        _close(request, RequestState.CANCELLED)
        tell(DATA_CANCELLED, actor, case, kind="data_request", uid=request.uid)
        post(actor=actor, case=case, party=request.person, text=reason)
        follow(actor, case, Purpose.DATA_COMPLETE)
    return request


def wake_requests() -> int:
    """Remind of requests whose last day has passed, and give up waiting some days after that; return how many."""
    with crossing("the tick follows the requests of every office"):
        due = DataRequest.objects.filter(state=RequestState.OPEN, wake_on__lte=clock.today())
        return sum(_wake(uid) for uid in list(due.values_list("uid", flat=True)))


def _wake(uid: UUID) -> int:
    with transaction.atomic():
        case, request = _held_request(uid)
        if request.state != RequestState.OPEN or request.wake_on is None or request.wake_on > clock.today():
            return 0
        if request.reminded_at is None:
            _remind(case, request)
        else:
            _give_up(case, request)
    return 1


def _remind(case: Case, request: DataRequest) -> None:
    request.reminded_at = clock.now()
    request.wake_on = clock.today() + timedelta(days=settings_of(case).days_after_reminder)
    request.save(update_fields=["reminded_at", "wake_on"])
    tell(DATA_REMINDED, MACHINE, case, kind="data_request", uid=request.uid)
    give_notice(case, request.person, about=request.uid, kind=REMINDER.name)
    row = case.process.for_purpose(case.state, Purpose.REMIND)
    if row is not None and Who.SYSTEM in row.who:
        if row.letter:
            order(case, row.letter, event=row.event, to=request.person, about=request.uid)
        advance(actor=MACHINE, uid=case.uid, event=row.event, letter_is_beside=True)


def _give_up(case: Case, request: DataRequest) -> None:
    _close(request, RequestState.OVERDUE)
    tell(DATA_NOT_IN_TIME, MACHINE, case, kind="data_request", uid=request.uid)
    moved = follow(MACHINE, case, Purpose.DATA_OVERDUE)
    put_on_desk(MACHINE, moved, kind=MISSING_DATA, title=GO_ON_WITHOUT, about=case.uid)


def _settle(actor: Actor, case: Case, item: DataRequestItem, state: ItemState) -> None:
    """Keep the state of one thing, then see whether the whole request is answered."""
    item.state, item.settled_at = state, clock.now()
    item.save(update_fields=["state", "settled_at", "answer"])
    if is_resident(actor):
        wants_a_look(actor, case)
    request = item.request
    still_missing = request.items.filter(is_required=True, state=ItemState.WAITING).exists()
    if request.state == RequestState.OPEN and not still_missing:
        _close(request, RequestState.COMPLETE)
        tell(DATA_COMPLETED, actor, case, kind="data_request", uid=request.uid)
        follow(actor, case, Purpose.DATA_COMPLETE)
        return
    if request.state == RequestState.OVERDUE and not still_missing:
        _close(request, RequestState.COMPLETE)
    follow(actor, case, Purpose.HAND_IN)


def _close(request: DataRequest, state: RequestState) -> None:
    request.state, request.closed_at, request.wake_on = state, clock.now(), None
    request.save(update_fields=["state", "closed_at", "wake_on"])


def follow(actor: Actor, case: Case, purpose: Purpose) -> Case:
    """Take the row with a purpose, if the process has one as the case stands now.

    The actor takes it where the row lets her, otherwise the platform, which the row then has to let.

    Raises:
        CaseRefused: when the row lets neither.
    """
    row = case.process.for_purpose(case.state, purpose)
    if row is None:
        return case
    own = Who.STAFF if actor.is_staff else Who.APPLICANT if is_resident(actor) else Who.SYSTEM
    is_own = own in row.who and (own is not Who.APPLICANT or actor.subject == case.person.uid)
    return advance(actor=actor if is_own else MACHINE, uid=case.uid, event=row.event)


def _require_asked_one(actor: Actor, case: Case, item: DataRequestItem) -> None:
    if is_resident(actor):
        if party_acting(actor, case) != item.request.person:
            raise DataRequestItem.DoesNotExist
    else:
        require(actor, "cases.handle", case)
    require_open(case)
    if item.request.state == RequestState.CANCELLED or item.state == ItemState.WAIVED:
        raise CaseRefused(NOT_ASKED_ANY_MORE)


def _held(uid: UUID) -> tuple[Case, DataRequestItem]:
    """Return a thing asked for with its case, the case held first so that two at once wait for each other."""
    case_uid = DataRequestItem.objects.values_list("request__case__uid", flat=True).get(uid=uid)
    case = locked(case_uid)
    rows = DataRequestItem.objects.select_for_update(of=("self",))
    return case, rows.select_related("request__person").get(uid=uid)


def _held_request(uid: UUID) -> tuple[Case, DataRequest]:
    case = locked(DataRequest.objects.values_list("case__uid", flat=True).get(uid=uid))
    rows = DataRequest.objects.select_for_update(of=("self",))
    return case, rows.select_related("person").get(uid=uid)
