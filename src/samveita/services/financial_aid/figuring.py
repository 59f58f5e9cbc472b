"""The figures of one case and what they give: what the application suggests, the proposal, what to look at before deciding.

The desk keeps income and deductions as rows (R9): of what kind, for which month, from which source, whether the row
counts and whether the applicant has seen it. The rule itself is in ``rules``; the municipality's table in ``parameters``.
"""

from __future__ import annotations

from typing import Any

from samveita.engines.cases.declaring import Answers, CannotPropose
from samveita.engines.cases.models import Case
from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.parameters import ParameterError
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.dates_in_words import month_in_words
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_means import INCOME_KINDS
from samveita.services.financial_aid.categories import category_of
from samveita.services.financial_aid.handling import (
    IMPOSSIBLE,
    applied_month,
    month_before,
    month_chosen,
    settings_for,
    tax_in_force,
    what_is_missing,
)
from samveita.services.financial_aid.parameters import AidTable, ChildrenAidMode, HomeCircumstances
from samveita.services.financial_aid.proposal import Facts, Settings, estimate_for_applicant, propose
from samveita.services.financial_aid.rules import AidInputError, Entry

INCOME_MONTHS = ("this_month", "last_month", "month_before")
"""The months income is named for, newest first."""
SPOUSE = "spouse"

NO_CHILDREN_AID = Text(
    is_="Sveitarfélagið greiðir ekki styrk vegna barna með fjárhagsaðstoð. Hafðu reitinn auðan.",
    en="The municipality pays no aid for children with financial aid. Leave the field empty.",
    pl="Gmina nie wypłaca zasiłku na dzieci razem z pomocą finansową. Pozostaw pole puste.",
)
OF_SPOUSE = Text(is_="{words}, maki", en="{words}, spouse", pl="{words}, małżonek")


def first_figures(_case: Case, answers: Answers) -> dict[str, Any]:
    """Return the figures the application itself suggests; the case worker changes any of them.

    Every income she named is a row; those of the newest month with any count.
    """
    rows, newest = _named(answers), newest_month(answers)
    incomes = [
        {
            "kind": one["kind"],
            "month": one["month"],
            "amount": int(one["amount"]),
            "whose": "applicant",
            "source": "application",
            "counts": one["month"] == newest,
            "shown": True,
        }
        for one in rows
    ]
    figures: dict[str, Any] = {
        "home": answers.get("home", HomeCircumstances.UNKNOWN.value),
        "table": table_of(answers).value,
        "credit_percent": answers.get("credit_percent", 0),
    }
    return {**figures, "incomes": incomes} if incomes else figures


def table_of(answers: Answers) -> AidTable:
    """Return which of a category's two amounts the answers point to."""
    return AidTable.COHABITATION if answers.get("has_spouse") else AidTable.INDIVIDUAL


def newest_month(answers: Answers) -> str:
    """Return the newest month for which she named income; months apart are never added together."""
    months = {one["month"] for one in _named(answers)}
    return next((month for month in INCOME_MONTHS if month in months), INCOME_MONTHS[0])


def _named(answers: Answers) -> list[dict[str, Any]]:
    given = answers.get("incomes")
    rows = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [one for one in rows if {"kind", "month", "amount"} <= set(one)]


def propose_aid(case: Case, _answers: Answers, figures: Answers) -> Calculation:
    """Calculate what the municipality's rules give.

    Raises:
        CannotPropose: when settings or figures are missing or impossible.
    """
    month = applied_month(case)
    settings = settings_for(case.municipality, month)
    try:
        facts = _facts(case, settings, figures)
        if facts.children_aid and settings.parameters.children_aid is ChildrenAidMode.NONE:
            raise CannotPropose(NO_CHILDREN_AID)
        return propose(settings, facts, tax=tax_in_force(month))
    except ParameterError as error:
        raise CannotPropose(what_is_missing(settings)) from error
    except (AidInputError, ValueError) as error:
        raise CannotPropose(IMPOSSIBLE) from error


def _facts(case: Case, settings: Settings, figures: Answers) -> Facts:
    table = AidTable(figures.get("table", AidTable.INDIVIDUAL.value))
    home = str(figures.get("home", HomeCircumstances.UNKNOWN.value))
    return Facts(
        applied_month=applied_month(case),
        category=category_of(settings.parameters, home).code,
        table=table,
        income=tuple(_income(case, row) for row in counted(figures)),
        deductions=tuple(
            Entry(int(row["amount"]), str(row.get("description", ""))) for row in rows(figures, "deductions")
        ),
        applicant_credit_percent=int(figures.get("credit_percent", 0)),
        spouse_credit_percent=int(figures.get("spouse_credit_percent") or 0),
        children_aid=int(figures.get("children_aid") or 0),
        base_amount=figures.get("base_amount"),
        december_amount=figures.get("december_amount"),
    )


def rows(figures: Answers, key: str) -> list[dict[str, Any]]:
    """Return the rows of income or of deductions among the figures."""
    return list(figures.get(key) or ())


def counted(figures: Answers) -> list[dict[str, Any]]:
    """Return the rows of income that count."""
    return [row for row in rows(figures, "incomes") if row.get("counts")]


def _income(case: Case, row: dict[str, Any]) -> Entry:
    """Return a row of income with its kind and its month in words, which the applicant reads on the line."""
    month = applied_month(case)
    for _step in range(INCOME_MONTHS.index(row["month"])):
        month = month_before(month)
    kinds, when = {one.key: one.label for one in INCOME_KINDS}, month_in_words(month)
    kind = kinds[row["kind"]]
    words = Text(is_=f"{kind.is_} ({when.is_})", en=f"{kind.en} ({when.en})", pl=f"{kind.pl} ({when.pl})")
    return Entry(int(row["amount"]), _of_spouse(words) if row.get("whose") == SPOUSE else words)


def _of_spouse(words: Text) -> Text:
    return Text(
        is_=OF_SPOUSE.is_.format(words=words.is_),
        en=OF_SPOUSE.en.format(words=words.en),
        pl=OF_SPOUSE.pl.format(words=words.pl),
    )


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
            table=table_of(answers),
            credit_percent=credit_percent,
            tax=tax_in_force(month),
        )
    except ParameterError as error:
        raise CannotPropose(what_is_missing(settings)) from error
    except ValueError as error:
        raise CannotPropose(IMPOSSIBLE) from error
