"""The municipality's own categories of aid as answers: what can be chosen in a month, and which row of its table is meant.

A category is known by the code the municipality gave it and maps to one of the six kinds of home circumstances, by which
conditions of questions and the accounts know it. An answer from another door, or from before the municipality made its
own categories, names the kind itself and means the first category of that kind.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from samveita.engines.forms.declaring import Option
from samveita.engines.rulebook.parameters import ParameterError
from samveita.engines.rulebook.published import nearest
from samveita.ground.organisations.models import Organisation
from samveita.services.financial_aid.parameter_fields import PARAMETERS
from samveita.services.financial_aid.parameters import (
    AidCategory,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.questions import HOME


def options(municipality: Organisation, on: date) -> tuple[Option, ...]:
    """Return the categories of a day's month as options, as calculations use them; something else can always be answered."""
    found = nearest(PARAMETERS, on=on.replace(day=1), municipality=municipality)
    if found is None:
        return ()
    rows = cast("FinancialAidParameters", found.document).categories
    if not rows:
        return ()
    own = tuple(Option(row.code, row.name, stands_for=row.circumstances.value) for row in rows)
    if any(row.circumstances is HomeCircumstances.UNKNOWN for row in rows):
        return own
    return own + tuple(one for one in HOME if one.key == HomeCircumstances.UNKNOWN.value)


def category_of(parameters: FinancialAidParameters, answer: str) -> AidCategory:
    """Return the category an answer means: the one with its code, else the first of the kind it names.

    Raises:
        ValueError: when the answer names neither.
        ParameterError: when the municipality has no category of the kind it names.
    """
    for row in parameters.categories:
        if row.code == answer:
            return row
    return parameters.category_for(HomeCircumstances(answer))


def kind_of(parameters: FinancialAidParameters, answer: str) -> str:
    """Return which of the six kinds an answer means; the answer itself when the municipality has no such category."""
    try:
        return category_of(parameters, answer).circumstances.value
    except (ParameterError, ValueError):
        return answer
