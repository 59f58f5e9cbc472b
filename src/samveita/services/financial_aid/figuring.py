"""The figures of one case and what they give: what the application suggests, the proposal, what to look at before deciding.

The desk keeps income and deductions as rows (R9): of what kind, for which month, from which source, whether the row
counts and whether the applicant has seen it. The rule itself is in ``rules``; the municipality's table in ``parameters``.
"""

from __future__ import annotations

from typing import Any

from samveita.engines.cases.declaring import Answers, CannotPropose
from samveita.engines.cases.models import Case
from samveita.engines.cases.parts import answers_of_others
from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.parameters import ParameterError
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.dates_in_words import month_in_words
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_means import INCOME_KINDS
from samveita.services.financial_aid.categories import category_of
from samveita.services.financial_aid.cohabiting import belongs, in_force, table_for
from samveita.services.financial_aid.following import months_in_a_row
from samveita.services.financial_aid.handling import (
    IMPOSSIBLE,
    applied_month,
    month_before,
    month_chosen,
    settings_for,
    tax_in_force,
    what_is_missing,
)
from samveita.services.financial_aid.parameters import (
    AidTable,
    ChildrenAidMode,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.proposal import (
    NOT_PAID_HERE,
    Facts,
    Settings,
    estimate_for_applicant,
    propose,
)
from samveita.services.financial_aid.rules import AidInputError, Entry

INCOME_MONTHS = ("this_month", "last_month", "month_before")
"""The months income is named for, newest first."""
SPOUSE = "spouse"

NO_CHILDREN_AID = Text(
    is_="Sveitarfélagið greiðir ekki styrk vegna barna með fjárhagsaðstoð. Hafðu reitinn auðan.",
    en="The municipality pays no aid for children with financial aid. Leave the field empty.",
    pl="Gmina nie wypłaca zasiłku na dzieci razem z pomocą finansową. Pozostaw pole puste.",
)
OF_HOUSEHOLD = Text(is_="Tekjur heimilisins", en="Income of the household", pl="Dochód gospodarstwa")
"""A couple's income on one line: the applicant reads the decision, and of what kind her spouse's income is stays hers."""


def first_figures(case: Case, answers: Answers) -> dict[str, Any]:
    """Return the figures the application itself suggests; the case worker changes any of them.

    Every income they named is a row; those of the newest month with any count. A spouse's counts when the two are a
    household under the municipality's rules (R15).
    """
    month = month_chosen(case.legal_date, answers)
    table = table_for(answers, in_force(case.municipality, month), month)
    spouse = answers_of_others(case).get(SPOUSE, {}) if table is AidTable.COHABITATION else {}
    both = {"applicant": answers, SPOUSE: spouse if belongs(spouse) else {}}
    newest = newest_month(*both.values())
    incomes = [
        {
            "kind": one["kind"],
            "month": one["month"],
            "amount": int(one["amount"]),
            "whose": whose,
            "source": "application",
            "counts": one["month"] == newest,
            "shown": whose != SPOUSE,
        }
        for whose, given in both.items()
        for one in _named(given)
    ]
    figures: dict[str, Any] = {
        "home": answers.get("home", HomeCircumstances.UNKNOWN.value),
        "table": table.value,
        "credit_percent": answers.get("credit_percent", 0),
    }
    if both[SPOUSE]:
        figures["spouse_credit_percent"] = both[SPOUSE].get("credit_percent", 0)
    return {**figures, "incomes": incomes} if incomes else figures


def newest_month(*given: Answers) -> str:
    """Return the newest month for which anyone named income; months apart are never added together."""
    months = {one["month"] for answers in given for one in _named(answers)}
    return next((month for month in INCOME_MONTHS if month in months), INCOME_MONTHS[0])


def _named(answers: Answers) -> list[dict[str, Any]]:
    given = answers.get("incomes")
    rows = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [one for one in rows if {"kind", "month", "amount"} <= set(one)]


def propose_aid(case: Case, answers: Answers, figures: Answers) -> Calculation:
    """Calculate what the municipality's rules give.

    Raises:
        CannotPropose: when settings or figures are missing or impossible.
    """
    month = applied_month(case)
    settings = settings_for(case.municipality, month)
    try:
        facts = _facts(case, settings, answers, figures)
        if facts.children_aid and settings.parameters.children_aid in NOT_PAID_HERE:
            raise CannotPropose(NO_CHILDREN_AID)
        return propose(settings, facts, tax=tax_in_force(month))
    except ParameterError as error:
        raise CannotPropose(what_is_missing(settings)) from error
    except (AidInputError, ValueError) as error:
        raise CannotPropose(IMPOSSIBLE) from error


def _facts(case: Case, settings: Settings, answers: Answers, figures: Answers) -> Facts:
    parameters = settings.parameters
    table = AidTable(figures.get("table", AidTable.INDIVIDUAL.value))
    home = str(figures.get("home", HomeCircumstances.UNKNOWN.value))
    return Facts(
        applied_month=applied_month(case),
        category=category_of(parameters, home).code,
        table=table,
        income=_incomes(case, counted(figures, parameters)),
        deductions=tuple(
            Entry(int(row["amount"]), str(row.get("description", ""))) for row in rows(figures, "deductions")
        ),
        applicant_credit_percent=int(figures.get("credit_percent", 0)),
        spouse_credit_percent=int(figures.get("spouse_credit_percent") or 0),
        children_aid=_children_aid(parameters, answers, figures),
        base_amount=figures.get("base_amount"),
        december_amount=_december(case, parameters, figures),
    )


def _children_aid(parameters: FinancialAidParameters, answers: Answers, figures: Answers) -> int:
    """Return the aid for children: as entered, else the municipality's amount for each child in the application."""
    entered = figures.get("children_aid")
    if entered is not None or parameters.children_aid is not ChildrenAidMode.PER_CHILD:
        return int(entered or 0)
    return len(answers.get("children") or ()) * (parameters.children_aid_amount or 0)


def _december(case: Case, parameters: FinancialAidParameters, figures: Answers) -> int | None:
    """Return the December supplement as entered; none when aid has not lasted as long as the municipality asks."""
    entered = figures.get("december_amount")
    wanted, until = parameters.december_minimum_months, month_before(applied_month(case))
    if entered is not None or not wanted:
        return None if entered is None else int(entered)
    months = months_in_a_row(case.person, municipality=case.municipality, until=until)
    return None if months >= wanted else 0


def rows(figures: Answers, key: str) -> list[dict[str, Any]]:
    """Return the rows of income or of deductions among the figures."""
    return list(figures.get(key) or ())


def counted(figures: Answers, parameters: FinancialAidParameters) -> list[dict[str, Any]]:
    """Return the rows of income that count; a spouse's only where the municipality counts them."""
    return [
        row
        for row in rows(figures, "incomes")
        if row.get("counts") and (row.get("whose") != SPOUSE or parameters.spouse_income_counts)
    ]


def _incomes(case: Case, counting: list[dict[str, Any]]) -> tuple[Entry, ...]:
    """Return income as the calculation has it: row by row for one person, on one line for two."""
    if any(row.get("whose") == SPOUSE for row in counting):
        return (Entry(sum(int(row["amount"]) for row in counting), OF_HOUSEHOLD),)
    return tuple(_income(case, row) for row in counting)


def _income(case: Case, row: dict[str, Any]) -> Entry:
    """Return a row of income with its kind and its month in words, which the applicant reads on the line."""
    month = applied_month(case)
    for _step in range(INCOME_MONTHS.index(row["month"])):
        month = month_before(month)
    kinds, when = {one.key: one.label for one in INCOME_KINDS}, month_in_words(month)
    kind = kinds[row["kind"]]
    words = Text(is_=f"{kind.is_} ({when.is_})", en=f"{kind.en} ({when.en})", pl=f"{kind.pl} ({when.pl})")
    return Entry(int(row["amount"]), words)


def estimate_aid(municipality: Organisation, answers: Answers, *, credit_percent: int) -> Calculation:
    """Estimate the most someone could get in the month she applies for, before anyone has looked at income (3.1).

    Raises:
        CannotPropose: when the municipality's settings don't suffice.
    """
    month = month_chosen(clock.today(), answers)
    settings = settings_for(municipality, month)
    try:
        return estimate_for_applicant(
            settings,
            applied_month=month,
            category=category_of(settings.parameters, str(answers["home"])).code,
            table=table_for(answers, settings.parameters, month),
            credit_percent=credit_percent,
            tax=tax_in_force(month),
        )
    except ParameterError as error:
        raise CannotPropose(what_is_missing(settings)) from error
    except ValueError as error:
        raise CannotPropose(IMPOSSIBLE) from error
