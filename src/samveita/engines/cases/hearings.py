"""Hearing a party (andmæli) before a decision against her: act 37/1993, articles 13 and 18.

Staff says which adverse ground is proposed, which facts it would rest on, which rule, and by when she may comment; she
answers in words and files, or says that she has no comment. The last day passing gives the case back to the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from samveita.engines.cases.data_requests import checked_day, follow
from samveita.engines.cases.exchange import (
    give_notice,
    human_of,
    is_resident,
    party_acting,
    party_addressed,
    put_on_desk,
    require_open,
    tell,
    written,
)
from samveita.engines.cases.exchange_events import (
    HEARING_ANSWERED,
    HEARING_NOT_IN_TIME,
    HEARING_OPENED,
    DayDetails,
)
from samveita.engines.cases.filing import Upload, keep
from samveita.engines.cases.letters import order
from samveita.engines.cases.models import Case, Hearing, HearingState, Origin
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked, row_for
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.showing import signature_of
from samveita.engines.cases.table import Purpose, Transition
from samveita.engines.cases.written import LONGEST_LINE, AnswerText, HearingText
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock
from samveita.iceland.legal_dates import LegalDate, deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

MACHINE = Actor.system("hearings")
HEARD = "cases.heard"
"""The task of weighing what a party said, or of going on when she said nothing."""
WEIGH = Text(is_="Taka afstöðu til andmæla", en="Weigh a party's comments", pl="Rozważ wypowiedź strony")
GO_ON = Text(
    is_="Frestur til andmæla er liðinn. Haltu áfram með málið.",
    en="The time to comment has passed. Go on with the case.",
    pl="Termin na wypowiedzenie się minął. Prowadź sprawę dalej.",
)
INCOMPLETE = Text(
    is_="Skrifaðu hvað er fyrirhugað, á hvaða atvikum það byggist og hvaða ákvæði á við.",
    en="Write what is proposed, on which facts it rests and which rule applies.",
    pl="Napisz, co jest planowane, na jakich faktach się to opiera i jaki przepis ma zastosowanie.",
)
OVER = Text(
    is_="Fresturinn er liðinn eða þú hefur þegar svarað. Þú getur enn sent skilaboð á síðu málsins.",
    en="The time has passed or you have already answered. You can still send a message on the page of the case.",
    pl="Termin minął albo odpowiedź już wysłano. Nadal możesz wysłać wiadomość na stronie sprawy.",
)


def usual_due(case: Case) -> LegalDate:
    """Return the last day a hearing opened today gets when nobody says otherwise, with its reasons."""
    return deadline(starts_on=clock.today(), period=Period.days(settings_of(case).hearing_days))


def open_hearing(
    *,
    actor: Actor,
    uid: UUID,
    ground: str,
    facts: str,
    rule_article: str,
    due_on: date | None = None,
    to: UUID | None = None,
    revision: int | None = None,
) -> Hearing:
    """Give a party an opportunity to comment before a decision against her.

    Args:
        actor: staff.
        uid: the case.
        ground: the adverse ground proposed.
        facts: the facts it would rest on.
        rule_article: the article of the rules or the law.
        due_on: the last day; the municipality's usual term from today when left out.
        to: uid of the party; the applicant when left out.
        revision: the case as it was shown.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the process has no such row now, something is missing, or the day is impossible.
    """
    if not (ground.strip() and facts.strip() and rule_article.strip()):
        raise CaseRefused(INCOMPLETE)
    content = HearingText(
        ground=written(ground),
        facts=written(facts),
        rule_article=rule_article.strip()[:LONGEST_LINE],
        signed=actor.display,
    )
    made: list[Hearing] = []

    def beside(case: Case, row: Transition) -> None:
        require(actor, "cases.handle", case)
        day = checked_day(due_on or usual_due(case).date)
        signed = content.model_copy(update={"signed": signature_of(actor, case)})
        made.append(_opened(actor, case, row, content=signed, due_on=day, to=to))

    with transaction.atomic():
        row = row_for(locked(uid, revision=revision), Purpose.REQUEST_HEARING)
        advance(
            actor=actor, uid=uid, event=row.event, revision=revision, beside=beside, letter_is_beside=True
        )
    return made[0]


def _opened(
    actor: Actor, case: Case, row: Transition, *, content: HearingText, due_on: date, to: UUID | None
) -> Hearing:
    party = party_addressed(case, to)
    if Hearing.objects.filter(case=case, person=party, state=HearingState.OPEN).exists():
        raise CaseRefused(NOT_NOW)
    hearing = Hearing(
        uid=uuid4(),
        case=case,
        office=case.office,
        person=party,
        due_on=due_on,
        asked_at=clock.now(),
        asked_by=human_of(actor),
        wake_on=due_on + timedelta(days=1),
    )
    hearing.content = seal_document(case.office, content, about=str(hearing.uid))
    hearing.save(force_insert=True)
    tell(HEARING_OPENED, actor, case, kind="hearing", uid=hearing.uid, data=DayDetails(day=due_on))
    if row.letter:
        order(case, row.letter, event=row.event, to=party, about=hearing.uid)
    else:
        give_notice(case, party, about=hearing.uid)
    return hearing


def answer(*, actor: Actor, uid: UUID, text: str = "", uploads: Sequence[Upload] = ()) -> Hearing:
    """Answer a hearing: in words and files, or with neither to say that there is no comment.

    Raises:
        Hearing.DoesNotExist: when the scope holds no such hearing.
        NotAllowed: when the actor may not.
        CaseRefused: when it is over, or a file is refused.
    """
    with transaction.atomic():
        case, hearing = _held(uid)
        if not is_resident(actor) or party_acting(actor, case) != hearing.person:
            require(actor, "cases.answer", case)
        require_open(case)
        if hearing.state != HearingState.OPEN:
            raise CaseRefused(OVER)
        for one in uploads:
            keep(
                actor=actor,
                case=case,
                upload=one,
                kind="hearing",
                origin=Origin.PARTY,
                party=hearing.person,
                about=hearing.uid,
            )
        has_comment = bool(text.strip() or uploads)
        if text.strip():
            said = AnswerText(text=written(text))
            hearing.answer = seal_document(case.office, said, about=str(hearing.uid))
        _close(hearing, HearingState.ANSWERED if has_comment else HearingState.NO_COMMENT)
        tell(HEARING_ANSWERED, actor, case, kind="hearing", uid=hearing.uid)
        moved = follow(actor, case, Purpose.HEARING_ANSWERED)
        put_on_desk(actor, moved, kind=HEARD, title=WEIGH if has_comment else GO_ON, about=case.uid)
    return hearing


def wake_hearings() -> int:
    """Close hearings whose last day has passed without an answer; return how many."""
    with crossing("the tick follows the hearings of every office"):
        due = Hearing.objects.filter(state=HearingState.OPEN, wake_on__lte=clock.today())
        return sum(_wake(uid) for uid in list(due.values_list("uid", flat=True)))


def _wake(uid: UUID) -> int:
    with transaction.atomic():
        case, hearing = _held(uid)
        if hearing.state != HearingState.OPEN or hearing.due_on >= clock.today():
            return 0
        _close(hearing, HearingState.OVERDUE)
        tell(HEARING_NOT_IN_TIME, MACHINE, case, kind="hearing", uid=hearing.uid)
        moved = follow(MACHINE, case, Purpose.HEARING_OVERDUE)
        put_on_desk(MACHINE, moved, kind=HEARD, title=GO_ON, about=case.uid)
    return 1


def text_of(hearing: Hearing, case: Case) -> HearingText:
    """Return what a party is heard about; ``case`` carries the office that holds it."""
    return open_document(case.office, HearingText, hearing.content, about=str(hearing.uid))


def answer_of(hearing: Hearing, case: Case) -> str:
    """Return what she said, or nothing."""
    if hearing.answer is None:
        return ""
    return open_document(case.office, AnswerText, hearing.answer, about=str(hearing.uid)).text


def _close(hearing: Hearing, state: HearingState) -> None:
    hearing.state, hearing.closed_at, hearing.wake_on = state, clock.now(), None
    hearing.save(update_fields=["state", "closed_at", "wake_on", "answer"])


def _held(uid: UUID) -> tuple[Case, Hearing]:
    case = locked(Hearing.objects.values_list("case__uid", flat=True).get(uid=uid))
    rows = Hearing.objects.select_for_update(of=("self",))
    return case, rows.select_related("person").get(uid=uid)
