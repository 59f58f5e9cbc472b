"""An example of each letter about a spouse's part and of the invitation to an interview; never sent."""

from __future__ import annotations

from datetime import date

from samveita.engines.letters.data import LetterData, Sender
from samveita.engines.letters.shelf import Example, shelve
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.services.financial_aid.letter_examples import CASE_URL, envelope
from samveita.services.financial_aid.letters.of_couples import (
    AWAITING_SPOUSE,
    MEETING,
    SPOUSE_ASKED,
    SPOUSE_REMINDED,
    TEMPLATES,
    AwaitingSpouseData,
    MeetingData,
    SpouseAskedData,
)
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.parameters import FinancialAidParameters

USUAL = FinancialAidParameters()


def _until(dated: date) -> date:
    return deadline(starts_on=dated, period=Period.days(USUAL.spouse_timeout_days)).date


def _awaiting(sender: Sender, dated: date) -> LetterData:
    return AwaitingSpouseData(
        **envelope(sender, dated), registered_on=dated, spouse_by=_until(dated), case_url=CASE_URL
    )


def _asked(sender: Sender, dated: date) -> LetterData:
    return SpouseAskedData(
        **envelope(sender, dated),
        applicant_name="Sýni Dæmason",
        due_on=_until(dated),
        case_url=CASE_URL,
    )


def _meeting(sender: Sender, dated: date) -> LetterData:
    return MeetingData(**envelope(sender, dated), months=USUAL.meeting_after_months, case_url=CASE_URL)


EXAMPLES: dict[str, Example] = {
    AWAITING_SPOUSE.key: _awaiting,
    SPOUSE_ASKED.key: _asked,
    SPOUSE_REMINDED.key: _asked,
    MEETING.key: _meeting,
}
for _template in TEMPLATES:
    shelve(KEY, _template, EXAMPLES[_template.key])
