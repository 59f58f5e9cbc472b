"""What a case worker is to look at before deciding, and other figures worth comparing with; nothing here decides anything.

Warnings name what the figures, the calculation and the case show: income over the base, rows the applicant has not seen,
assets over the municipality's limit, data that has not come, an answer that is due, an account that is missing.
"""

from __future__ import annotations

from datetime import timedelta

from samveita.engines.cases.declaring import Answers
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case, DataRequestItem, ItemState
from samveita.engines.rulebook.calculation import Calculation
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.services.financial_aid.figuring import counted, rows
from samveita.services.financial_aid.handling import applied_month, parameters_on
from samveita.services.financial_aid.parameters import FinancialAidParameters
from samveita.services.financial_aid.rules import NO_AID_OVER_INCOME

SOON = timedelta(days=2)

OVER_INCOME = Text(
    is_="Tekjur og frádráttur eru ekki lægri en grunnfjárhæðin. Ekki er hægt að samþykkja; synjun þarf rök.",
    en="Income and deductions are not below the base amount. This can't be approved; a refusal needs reasons.",
    pl="Dochód i odliczenia nie są niższe niż kwota bazowa. Nie można przyznać pomocy; odmowa wymaga uzasadnienia.",
)
NOT_SEEN = Text(
    is_="Umsækjandinn hefur ekki séð allar tölur sem teljast með. Sýndu honum þær áður en þú ákveður gegn honum.",
    en="The applicant has not seen every figure that counts. Show them before you decide against the applicant.",
    pl="Wnioskodawca nie widział wszystkich wliczanych kwot. Pokaż mu je przed niekorzystną decyzją.",
)
ASSETS_OVER = Text(
    is_="Eignir fara yfir mörk sveitarfélagsins, {limit}.",
    en="Assets pass the municipality's limit, {limit}.",
    pl="Majątek przekracza limit gminy: {limit}.",
)
DATA_MISSING = Text(
    is_="Gögn sem beðið var um hafa ekki borist.",
    en="Documents that were asked for have not come.",
    pl="Nie wpłynęły dokumenty, o które proszono.",
)
DUE_SOON = Text(
    is_="Svar á að liggja fyrir {day}.", en="An answer is due on {day}.", pl="Termin odpowiedzi: {day}."
)
NO_ACCOUNT = Text(
    is_="Bankareikning vantar. Án hans er ekki hægt að greiða.",
    en="The bank account is missing. Nothing can be paid without it.",
    pl="Brakuje numeru konta. Bez niego nie można nic wypłacić.",
)
OUTSIDE_WINDOW = Text(
    is_="Umsóknin barst utan þeirra daga sem sveitarfélagið tekur við umsóknum.",
    en="The application came outside the days on which the municipality takes applications.",
    pl="Wniosek wpłynął poza dniami przyjmowania wniosków przez gminę.",
)
NO_INCOME = Text(is_="Engar tekjur", en="No income", pl="Brak dochodów")
WHOLE_CREDIT = Text(
    is_="Allur persónuafsláttur nýttur", en="All of the personal tax credit used", pl="Cała ulga wykorzystana"
)
NO_CREDIT = Text(
    is_="Enginn persónuafsláttur nýttur", en="None of the personal tax credit used", pl="Ulga niewykorzystana"
)
EVERYTHING_COUNTS = Text(
    is_="Allar tekjur á listanum teljast með",
    en="All income on the list counts",
    pl="Liczą się wszystkie dochody z listy",
)


def warnings(case: Case, figures: Answers, calculation: Calculation | None) -> tuple[Text, ...]:
    """Return what to look at before deciding, the gravest first."""
    parameters = parameters_on(case.municipality, applied_month(case))
    found = []
    if calculation is not None and calculation.outcome == NO_AID_OVER_INCOME:
        found.append(OVER_INCOME)
    if parameters is not None:
        found += _by_settings(case, figures, parameters)
    if DataRequestItem.objects.filter(request__case=case, state=ItemState.WAITING, is_required=True).exists():
        found.append(DATA_MISSING)
    if case.due_on is not None and case.due_on <= clock.today() + SOON:
        found.append(_due(case))
    if not submitted_answers(case).answers.get("account"):
        found.append(NO_ACCOUNT)
    return tuple(found)


def _by_settings(case: Case, figures: Answers, parameters: FinancialAidParameters) -> list[Text]:
    found = []
    counting = [*counted(figures, parameters), *rows(figures, "deductions")]
    if any(row.get("shown") is False for row in counting):
        found.append(NOT_SEEN)
    limit = parameters.asset_limit
    if limit is not None and int(figures.get("assets") or 0) > limit:
        found.append(ASSETS_OVER.format(limit=format_kronur(limit)))
    first, last = parameters.window_from_day or 1, parameters.window_to_day or 31
    if not first <= case.legal_date.day <= last:
        found.append(OUTSIDE_WINDOW)
    return found


def _due(case: Case) -> Text:
    assert case.due_on is not None
    day = day_in_words(case.due_on)
    return Text(
        is_=DUE_SOON.is_.format(day=day.is_),
        en=DUE_SOON.en.format(day=day.en),
        pl=DUE_SOON.pl.format(day=day.pl),
    )


def alternatives(_case: Case, figures: Answers) -> tuple[tuple[Text, Answers], ...]:
    """Return other figures to compare with; those that would change nothing are left out."""
    incomes = rows(figures, "incomes")
    found: list[tuple[Text, Answers]] = [
        (NO_INCOME, {**figures, "incomes": []}),
        (EVERYTHING_COUNTS, {**figures, "incomes": [{**row, "counts": True} for row in incomes]}),
        (WHOLE_CREDIT, {**figures, "credit_percent": 100}),
        (NO_CREDIT, {**figures, "credit_percent": 0}),
    ]
    return tuple(one for one in found if one[1] != figures and not (one[0] is NO_INCOME and not incomes))
