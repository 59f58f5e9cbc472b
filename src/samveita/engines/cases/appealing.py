"""After a decision: reopening (endurupptaka), appeal within the municipality and outside it, and how they end.

Time to appeal runs from the day the decision was served (stjórnsýslulög 37/1993, 27. gr.); within the municipality it is
the municipality's own. An appeal that comes late is refused to the party herself; staff may take it with a reason that
is kept (28. gr.). Whoever made a decision does not settle its appeal. A reopened case gets a new decision, and the earlier ones
stay as they were made (24. gr.).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.documents import AppealContent
from samveita.engines.cases.events import STATEMENT_SENT
from samveita.engines.cases.models import Appeal, AppealKind, Case, Decision
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked, row_for, serving
from samveita.engines.cases.recording import keep_reason, record_about
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.table import Purpose, Transition
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.identity.policies import require
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import LegalDate, appeal_deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

STATEMENT_DUE = "cases.statement_due"
TO_STATE = Text(
    is_="Sendu úrskurðarnefndinni greinargerð og gögn málsins",
    en="Send the appeals committee a statement and the files of the case",
    pl="Wyślij komisji odwoławczej stanowisko i akta sprawy",
)
TOO_LATE = Text(
    is_="Frestur til að skjóta ákvörðuninni til {genitive} rann út {day}. Hafðu samband við skrifstofuna ef gildar "
    "ástæður eru fyrir töfinni.",
    en="The time to appeal ended on {day}. Contact the office if there are good reasons for the delay.",
    pl="Termin na odwołanie upłynął {day}. Jeśli opóźnienie ma ważną przyczynę, skontaktuj się z urzędem.",
)
SAY_WHY = Text(is_="Skrifaðu ástæðuna.", en="Write the reason.", pl="Podaj powód.")
NO_BODY = Text(
    is_="Stjórnandi þarf að skrá hver tekur við áfrýjun innan sveitarfélagsins.",
    en="An administrator has to enter who hears an appeal within the municipality.",
    pl="Administrator musi podać, kto w gminie rozpatruje odwołania.",
)
DECIDED_IT = Text(
    is_="Sá sem tók ákvörðunina afgreiðir ekki áfrýjun hennar.",
    en="Whoever made the decision does not settle its appeal.",
    pl="Osoba, która podjęła decyzję, nie rozpatruje odwołania od niej.",
)
NOT_YET = Text(
    is_="Þessi dagur er ekki kominn. Lagaðu dagsetninguna.",
    en="That day has not come. Mend the date.",
    pl="Ten dzień jeszcze nie nadszedł. Popraw datę.",
)


def reopen(*, actor: Actor, uid: UUID, because: str, revision: int) -> Case:
    """Reopen a decided case; the next decision is a new one and the earlier ones stay.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: without a reason, or when the process reopens nothing now.
    """
    if not because.strip():
        raise CaseRefused(SAY_WHY)
    with transaction.atomic():
        row = row_for(locked(uid, revision=revision), Purpose.REOPEN)

        def beside(held: Case, taken: Transition) -> None:
            keep_reason(actor, held, event=taken.event, text=because.strip())

        return advance(actor=actor, uid=uid, event=row.event, revision=revision, beside=beside)


def internal_appeal_until(case: Case) -> LegalDate | None:
    """Return the last day to appeal the latest decision within the municipality.

    ``None`` when nobody hears such an appeal, or the decision has not been served.
    """
    decision, body = _latest(case), settings_of(case).internal_appeal
    if decision is None or body is None:
        return None
    notified = decision.served_at if decision.dispatch else decision.decided_at
    if notified is None:
        return None
    return appeal_deadline(notified_on=notified.astimezone(ICELAND).date(), period=Period.weeks(body.weeks))


def lodge_appeal(
    *,
    actor: Actor,
    uid: UUID,
    grounds: str,
    revision: int | None = None,
    lodged_on: date | None = None,
    late_because: str = "",
) -> Appeal:
    """Appeal the latest decision within the municipality: the party herself, or staff who takes it down for her.

    Args:
        actor: the party, or staff.
        uid: the case.
        grounds: why; may be empty, for an appeal needs no form.
        revision: the case's revision as seen.
        lodged_on: the day it came, when staff enters it; today otherwise.
        late_because: why staff takes it although it came late.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when nothing can be appealed now, nobody hears appeals, or it came late.
    """
    today = clock.today()
    came = lodged_on if lodged_on is not None and actor.is_staff else today
    if came > today:
        raise CaseRefused(NOT_YET)
    with transaction.atomic():
        case = locked(uid, revision=revision)
        found, decision = serving(case, Purpose.APPEAL), _latest(case)
        body = settings_of(case).internal_appeal
        if decision is None:
            raise CaseRefused(NOT_NOW)
        if body is None:
            raise CaseRefused(NO_BODY)
        until = internal_appeal_until(case)
        reason = late_because.strip() if actor.is_staff else ""
        if until is not None and came > until.date and not reason:
            raise CaseRefused(_too_late(until.date, body.name.genitive))
        content = AppealContent(grounds=grounds.strip(), body=body.name.nominative, late_because=reason)
        made: list[Appeal] = []

        def beside(held: Case, _row: Transition) -> None:
            made.append(
                _lodged(
                    held,
                    decision,
                    AppealKind.INTERNAL,
                    content,
                    lodged_on=came,
                    last_day=until.date if until else None,
                )
            )

        advance(
            actor=actor, uid=uid, event=found.row.event, revision=revision, track=found.track, beside=beside
        )
    return made[0]


def settle_appeal(*, actor: Actor, uid: UUID, upheld: bool, outcome: str, revision: int) -> Case:
    """Enter how an appeal within the municipality ended: the decision stands, or the case is taken up again.

    Args:
        actor: the secretary of whoever hears appeals; not the one who made the decision.
        uid: the case.
        upheld: whether the decision stands.
        outcome: what was concluded, and why.
        revision: the case's revision as seen.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when no appeal waits, she made the decision, or nothing is written.
    """
    if not outcome.strip():
        raise CaseRefused(SAY_WHY)
    purpose = Purpose.APPEAL_UPHELD if upheld else Purpose.APPEAL_OVERTURNED
    with transaction.atomic():
        case = locked(uid, revision=revision)
        appeal = _open(case, AppealKind.INTERNAL)
        require(actor, "cases.settle_appeal", case)
        if actor.human == appeal.decision.decided_by:
            raise CaseRefused(DECIDED_IT)
        return _settle(
            actor, case, appeal, purpose, upheld=upheld, outcome=outcome, on=clock.today(), revision=revision
        )


def note_external_appeal(
    *, actor: Actor, uid: UUID, body: str, lodged_on: date, statement_due_on: date | None, revision: int
) -> Appeal:
    """Enter that the latest decision was appealed outside the municipality, and by when a statement is wanted.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the process knows no such appeal now.
    """
    if lodged_on > clock.today():
        raise CaseRefused(NOT_YET)
    made: list[Appeal] = []
    with transaction.atomic():
        case = locked(uid, revision=revision)
        found, decision = serving(case, Purpose.EXTERNAL_APPEAL), _latest(case)
        if decision is None:
            raise CaseRefused(NOT_NOW)

        def beside(held: Case, _row: Transition) -> None:
            appeal = _lodged(
                held, decision, AppealKind.EXTERNAL, AppealContent(body=body.strip()), lodged_on=lodged_on
            )
            appeal.statement_due_on = statement_due_on
            appeal.save(update_fields=["statement_due_on"])
            made.append(appeal)

        advance(
            actor=actor, uid=uid, event=found.row.event, revision=revision, track=found.track, beside=beside
        )
        open_task(
            actor=actor,
            office=case.office,
            municipality=case.municipality,
            kind=STATEMENT_DUE,
            about=made[0].uid,
            case=case.uid,
            title=TO_STATE,
            due_on=statement_due_on,
            reminder_days=(7, 1),
        )
    return made[0]


def statement_sent(*, actor: Actor, uid: UUID) -> Appeal:
    """Enter that the statement has been sent to the committee outside; twice changes nothing.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: when no appeal outside the municipality waits.
    """
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.handle", case)
        appeal = _open(case, AppealKind.EXTERNAL)
        if appeal.statement_sent_on is None:
            appeal.statement_sent_on = clock.today()
            appeal.save(update_fields=["statement_sent_on"])
            close_tasks_about(actor=actor, about=appeal.uid, kind=STATEMENT_DUE)
            record_about(STATEMENT_SENT, actor, case, target=Target("appeal", appeal.uid))
    return appeal


def enter_ruling(
    *, actor: Actor, uid: UUID, upheld: bool, ruled_on: date, reference: str, outcome: str, revision: int
) -> Case:
    """Enter the ruling of the committee outside: the decision stands, or the case is taken up again.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when no such appeal waits, or something is missing.
    """
    if not (outcome.strip() and reference.strip()):
        raise CaseRefused(SAY_WHY)
    if ruled_on > clock.today():
        raise CaseRefused(NOT_YET)
    purpose = Purpose.EXTERNAL_UPHELD if upheld else Purpose.EXTERNAL_OVERTURNED
    with transaction.atomic():
        case = locked(uid, revision=revision)
        appeal = _open(case, AppealKind.EXTERNAL)
        return _settle(
            actor,
            case,
            appeal,
            purpose,
            upheld=upheld,
            outcome=outcome,
            on=ruled_on,
            reference=reference.strip(),
            revision=revision,
        )


def content_of(appeal: Appeal) -> AppealContent:
    """Return what an appeal says and how it ended, opened."""
    case: Case = appeal.case
    return open_document(case.office, AppealContent, appeal.content, about=str(case.uid))


def _settle(
    actor: Actor,
    case: Case,
    appeal: Appeal,
    purpose: Purpose,
    *,
    upheld: bool,
    outcome: str,
    on: date,
    revision: int,
    reference: str = "",
) -> Case:
    found = serving(case, purpose)

    def beside(held: Case, _row: Transition) -> None:
        content = content_of(appeal).model_copy(update={"outcome": outcome.strip(), "reference": reference})
        appeal.content = seal_document(held.office, content, about=str(held.uid))
        appeal.is_upheld, appeal.settled_on = upheld, on
        appeal.save(update_fields=["content", "is_upheld", "settled_on"])
        close_tasks_about(actor=actor, about=appeal.uid)

    return advance(
        actor=actor,
        uid=case.uid,
        event=found.row.event,
        revision=revision,
        track=found.track,
        beside=beside,
    )


def _lodged(
    case: Case,
    decision: Decision,
    kind: AppealKind,
    content: AppealContent,
    *,
    lodged_on: date,
    last_day: date | None = None,
) -> Appeal:
    made: Appeal = Appeal.objects.create(
        case=case,
        decision=decision,
        kind=kind,
        content=seal_document(case.office, content, about=str(case.uid)),
        lodged_on=lodged_on,
        last_day=last_day,
    )
    return made


def _latest(case: Case) -> Decision | None:
    latest: Decision | None = case.decisions.order_by("-number").first()
    return latest


def _open(case: Case, kind: AppealKind) -> Appeal:
    found: Appeal | None = (
        case.appeals.filter(kind=kind, settled_on=None).select_related("decision", "case__office").first()
    )
    if found is None:
        raise CaseRefused(NOT_NOW)
    return found


def _too_late(day: date, genitive: str) -> Text:
    words = day_in_words(day)
    return Text(
        is_=TOO_LATE.is_.format(genitive=genitive, day=words.is_),
        en=TOO_LATE.en.format(day=words.en),
        pl=TOO_LATE.pl.format(day=words.pl),
    )
