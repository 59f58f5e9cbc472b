"""The letters about a spouse's part: to the applicant that it is awaited, to the spouse what is asked, and once more.

The spouse's letters name the applicant and the month and nothing else of her: no income, no health, no reason.
"""

from __future__ import annotations

from samveita.engines.letters.data import Day, LetterData, Month, Short
from samveita.engines.letters.template import LetterTemplate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.letters import HERE


class AwaitingSpouseData(LetterData):
    """The application is registered since this day, and the spouse has until that day."""

    applied_month: Month
    registered_on: Day
    spouse_by: Day
    case_url: Short


class SpouseAskedData(LetterData):
    """Who has applied, for which month, and by when the spouse is asked to answer."""

    applied_month: Month
    applicant_name: Short
    due_on: Day
    case_url: Short


class MeetingData(LetterData):
    """After so many months of aid in a row she is called to an interview."""

    applied_month: Month
    months: int
    case_url: Short


AWAITING_SPOUSE = LetterTemplate(
    key="financial_aid.awaiting_spouse",
    version=1,
    name=Text(is_="Beðið eftir maka", en="Waiting for the spouse", pl="Oczekiwanie na małżonka"),
    path=HERE / "awaiting_spouse.typ",
    data=AwaitingSpouseData,
    local=("help",),
)
SPOUSE_ASKED = LetterTemplate(
    key="financial_aid.spouse_asked",
    version=1,
    name=Text(
        is_="Beiðni til maka um upplýsingar",
        en="Request to a spouse for information",
        pl="Prośba do małżonka o informacje",
    ),
    path=HERE / "spouse_asked.typ",
    data=SpouseAskedData,
    local=("help",),
)
SPOUSE_REMINDED = LetterTemplate(
    key="financial_aid.spouse_reminded",
    version=1,
    name=Text(is_="Áminning til maka", en="Reminder to a spouse", pl="Przypomnienie dla małżonka"),
    path=HERE / "spouse_reminded.typ",
    data=SpouseAskedData,
    local=("help",),
)
MEETING = LetterTemplate(
    key="financial_aid.meeting",
    version=1,
    name=Text(is_="Boð í viðtal", en="Invitation to an interview", pl="Zaproszenie na rozmowę"),
    path=HERE / "meeting.typ",
    data=MeetingData,
    local=("when",),
)
TEMPLATES = (AWAITING_SPOUSE, SPOUSE_ASKED, SPOUSE_REMINDED, MEETING)
