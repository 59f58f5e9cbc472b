"""Who counts as a couple: marriage, registered and unregistered cohabitation, and what each municipality makes of it (R15).

Marriage and registered cohabitation are what Þjóðskrá says; the applicant tells of an unregistered one herself. Registered
cohabitation shorter than the municipality demands, and unregistered where it does not count, give the table for a single
person; the case worker is told and decides.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from samveita.engines.cases.declaring import Answers, Named
from samveita.engines.cases.models import Case
from samveita.engines.rulebook.published import nearest
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.legal_dates import LegalDate, deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.handling import month_chosen
from samveita.services.financial_aid.parameter_fields import PARAMETERS
from samveita.services.financial_aid.parameters import AidTable, FinancialAidParameters

NOT_LONG_ENOUGH = Text(
    is_="Skráð sambúð hefur ekki staðið í {months} mánuði eins og sveitarfélagið miðar við. Fjárhæð einstaklings er "
    "valin í útreikninginn.",
    en="The registered cohabitation has not lasted {months} months as the municipality demands. The amount for a single "
    "person is chosen in the calculation.",
    pl="Zarejestrowane wspólne pożycie trwa krócej, niż wymaga gmina (w miesiącach: {months}). Do wyliczenia wybrano "
    "kwotę dla osoby samotnej.",
)
DOES_NOT_COUNT = Text(
    is_="Óskráð sambúð telst ekki sambúð hjá sveitarfélaginu. Fjárhæð einstaklings er valin í útreikninginn.",
    en="Unregistered cohabitation does not count in this municipality. The amount for a single person is chosen in the "
    "calculation.",
    pl="W tej gminie niezarejestrowane wspólne pożycie się nie liczy. Do wyliczenia wybrano kwotę dla osoby samotnej.",
)
SAYS_NO = Text(
    is_="Sá sem umsækjandinn nefndi segist hvorki vera í hjúskap né sambúð með honum. Kannaðu málið.",
    en="The person the applicant named says they are neither married nor cohabiting. Look into it.",
    pl="Osoba wskazana przez wnioskodawcę mówi, że nie są małżeństwem ani nie mieszkają razem. Wyjaśnij to.",
)
NOT_ANSWERED = Text(
    is_="Gögn maka vantar. Hann hefur ekki svarað.",
    en="The spouse's information is missing. The spouse has not answered.",
    pl="Brakuje danych małżonka. Małżonek nie odpowiedział.",
)


class Bond(StrEnum):
    """How two people are a household; ``NONE`` for somebody alone."""

    MARRIED = "married"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    NONE = "none"


def bond_of(answers: Answers) -> Bond:
    """Return how an applicant lives, from the registers' word and her own."""
    if not answers.get("has_spouse"):
        return Bond.NONE
    if not answers.get("spouse_registered"):
        return Bond.UNREGISTERED
    return Bond.MARRIED if answers.get("is_married") else Bond.REGISTERED


def in_force(municipality: Organisation, on: date) -> FinancialAidParameters:
    """Return the municipality's settings on a day; those it has not published are what they are unless changed."""
    held = nearest(PARAMETERS, on=on, municipality=municipality)
    found = None if held is None else held.document
    return found if isinstance(found, FinancialAidParameters) else FinancialAidParameters()


def is_too_short(answers: Answers, parameters: FinancialAidParameters, on: date) -> bool:
    """Tell whether a registered cohabitation is known to have begun too late for a month to count as one."""
    since = answers.get("cohabiting_since")
    if bond_of(answers) is not Bond.REGISTERED or not since:
        return False
    began = date.fromisoformat(str(since))
    months = (on.year - began.year) * 12 + on.month - began.month - (on.day < began.day)
    return months < parameters.minimum_cohabitation_months


def table_for(answers: Answers, parameters: FinancialAidParameters, on: date) -> AidTable:
    """Return which of a category's two amounts the household points to (R15)."""
    bond = bond_of(answers)
    alone = (
        bond is Bond.NONE
        or (bond is Bond.UNREGISTERED and not parameters.unregistered_cohabitation_counts)
        or is_too_short(answers, parameters, on)
    )
    return AidTable.INDIVIDUAL if alone else AidTable.COHABITATION


def spouse_named(municipality: Organisation, on: date, answers: Answers) -> Named | None:
    """Return the spouse whose own part is needed: nobody where the cohabitation doesn't count.

    The register may say that she has a spouse and not who it is. Only a spouse it named stands as verified: the form asks
    nobody about a kennitala that was typed, and what another door sends is never verified.
    """
    spouse, bond = answers.get("spouse"), bond_of(answers)
    if bond is Bond.NONE or not isinstance(spouse, dict):
        return None
    parameters = in_force(municipality, month_chosen(on, answers))
    if bond is Bond.UNREGISTERED and not parameters.unregistered_cohabitation_counts:
        return None
    return Named(
        kennitala=str(spouse["kennitala"]),
        name=str(spouse["name"]),
        is_registered=bond is not Bond.UNREGISTERED and spouse.get("verified") is True,
    )


def belongs(answers: Answers) -> bool:
    """Tell from a spouse's own answers whether the two are a household."""
    return answers.get("is_household") is True


def spouse_has_until(case: Case) -> LegalDate:
    """Return the last day on which a case waits for a spouse: the municipality's own time, counted from today."""
    days = in_force(case.municipality, case.legal_date).spouse_timeout_days
    return deadline(starts_on=clock.today(), period=Period.days(days))


def warnings(case: Case, answers: Answers, spouse: Answers | None) -> tuple[Text, ...]:
    """Return what the case worker is told about a household in the month applied for, from both persons' answers."""
    month = month_chosen(case.legal_date, answers)
    parameters = in_force(case.municipality, month)
    if spouse is not None and not belongs(spouse):
        return (SAYS_NO,)
    told = []
    if is_too_short(answers, parameters, month):
        told.append(NOT_LONG_ENOUGH.format(months=str(parameters.minimum_cohabitation_months)))
    if bond_of(answers) is Bond.UNREGISTERED and not parameters.unregistered_cohabitation_counts:
        told.append(DOES_NOT_COUNT)
    elif bond_of(answers) is not Bond.NONE and spouse is None:
        told.append(NOT_ANSWERED)
    return tuple(told)
