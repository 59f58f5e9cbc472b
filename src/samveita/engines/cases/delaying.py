"""Telling the applicant that her answer is delayed, why, and when it can be expected: act 37/1993, article 9 (rule D8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.exchange import require_open, tell, written
from samveita.engines.cases.exchange_events import DELAY_TOLD, DayDetails
from samveita.engines.cases.letters import order, submitted_answers
from samveita.engines.cases.messaging import post
from samveita.engines.cases.models import Case, MessageKind
from samveita.engines.cases.process import ANSWER_DUE, CaseRefused, locked
from samveita.engines.cases.recording import keep_reason
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import RULES, delayed_until
from samveita.iceland.texts import Text

NOT_LATER = Text(
    is_="Nýi dagurinn þarf að vera seinna en sá sem umsækjandinn væntir nú.",
    en="The new day has to be later than the one the applicant expects now.",
    pl="Nowy dzień musi być późniejszy niż ten, którego wnioskodawca oczekuje teraz.",
)
ANSWER_EXPECTED = Text(
    is_="Við stefnum nú að svari {day}.",
    en="We now aim to answer on {day}.",
    pl="Planujemy teraz odpowiedzieć {day}.",
)
DELAY = "delay"
"""The event a letter of delay is written for; why is kept as the reason of it."""
ANSWER_LATER = Text(
    is_="Svara máli sem tafðist", en="Answer a case that was delayed", pl="Odpowiedz w opóźnionej sprawie"
)


def tell_of_delay(
    *, actor: Actor, uid: UUID, reason: str, new_date: date, revision: int | None = None
) -> Case:
    """Move the day an answer is expected, and tell the applicant why and until when: a message with its notice, and a letter.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the case is closed, no reason is given, or the day is not a later one.
    """
    with transaction.atomic():
        case = locked(uid, revision=revision)
        require(actor, "cases.handle", case)
        require_open(case)
        cause = written(reason)
        try:
            expected = delayed_until(
                expected_on=max(case.due_on or clock.today(), clock.today()), new_date=new_date
            )
        except ValueError as error:
            raise CaseRefused(NOT_LATER) from error
        case.due_on, case.revision, case.changed_at = expected.date, case.revision + 1, clock.now()
        case.save(update_fields=["due_on", "revision", "changed_at"])
        language = submitted_answers(case).language
        day = day_in_words(new_date).in_language(language)
        sentence = ANSWER_EXPECTED.in_language(language).format(day=day)
        post(actor=actor, case=case, party=case.person, text=f"{cause}\n\n{sentence}", kind=MessageKind.DELAY)
        keep_reason(actor, case, event=DELAY, text=cause)
        if case.declaration.delay_letter:
            order(case, case.declaration.delay_letter, event=DELAY)
        tell(DELAY_TOLD, actor, case, kind="case", uid=case.uid, data=DayDetails(day=new_date))
        open_task(
            actor=actor,
            office=case.office,
            municipality=case.municipality,
            kind=ANSWER_DUE,
            about=case.uid,
            case=case.uid,
            title=ANSWER_LATER,
            due_on=new_date,
            legal_basis=RULES["D8"].source,
            assigned_to=case.assigned_to,
        )
    return case
