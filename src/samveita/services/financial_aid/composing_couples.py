"""The letters about a spouse's part, and the invitation to an interview, written from a case."""

from __future__ import annotations

from samveita.engines.cases import terms
from samveita.engines.cases.declaring import CaseLetter, LetterContext
from samveita.engines.cases.envelopes import address_of, rendered
from samveita.engines.cases.process import CaseRefused
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.services.financial_aid.composing import NOTHING_TO_TELL, envelope
from samveita.services.financial_aid.following import months_in_a_row
from samveita.services.financial_aid.handling import applied_month
from samveita.services.financial_aid.letters.of_couples import (
    AWAITING_SPOUSE,
    MEETING,
    SPOUSE_ASKED,
    SPOUSE_REMINDED,
    AwaitingSpouseData,
    MeetingData,
    SpouseAskedData,
)
from samveita.services.financial_aid.process import SPOUSE_OVERDUE


def awaiting_spouse(context: LetterContext) -> Letter:
    """Write to the applicant that her application is registered and her spouse's answer awaited.

    Raises:
        CaseRefused: when nothing is awaited any more.
    """
    case, until = context.case, terms.last_day_of(context.case, SPOUSE_OVERDUE)
    if until is None:
        raise CaseRefused(NOTHING_TO_TELL)
    data = AwaitingSpouseData(
        **envelope(context), registered_on=case.legal_date, spouse_by=until, case_url=address_of(case)
    )
    return rendered(AWAITING_SPOUSE, data, context)


def spouse_asked(context: LetterContext) -> Letter:
    """Write to the spouse what is asked; of the applicant only name and month."""
    return _to_spouse(SPOUSE_ASKED, context)


def spouse_reminded(context: LetterContext) -> Letter:
    """Write to the spouse once more."""
    return _to_spouse(SPOUSE_REMINDED, context)


def _to_spouse(template: LetterTemplate, context: LetterContext) -> Letter:
    case, until = context.case, terms.last_day_of(context.case, SPOUSE_OVERDUE)
    if until is None or context.to == case.person:
        raise CaseRefused(NOTHING_TO_TELL)
    data = SpouseAskedData(
        **envelope(context), applicant_name=case.person.name, due_on=until, case_url=address_of(case)
    )
    return rendered(template, data, context)


def meeting(context: LetterContext) -> Letter:
    """Write that she is invited to an interview."""
    case = context.case
    months = months_in_a_row(case.person, municipality=case.municipality, until=applied_month(case))
    data = MeetingData(**envelope(context), months=max(months, 1), case_url=address_of(case))
    return rendered(MEETING, data, context)


LETTERS = {
    AWAITING_SPOUSE.key: CaseLetter(
        compose=awaiting_spouse, title=AWAITING_SPOUSE.name, mailbox_type="Umsókn móttekin"
    ),
    SPOUSE_ASKED.key: CaseLetter(
        compose=spouse_asked, title=SPOUSE_ASKED.name, mailbox_type="Beiðni um gögn"
    ),
    SPOUSE_REMINDED.key: CaseLetter(
        compose=spouse_reminded, title=SPOUSE_REMINDED.name, mailbox_type="Áminning"
    ),
    MEETING.key: CaseLetter(compose=meeting, title=MEETING.name, mailbox_type="Tilkynning"),
}
"""By key, how each of these letters is written."""
