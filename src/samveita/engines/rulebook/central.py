"""Central parameters that hold for the whole country: withholding tax and personal credit, 2021–2026.

They are data (``data/tax.json``), each value with its source. A year that is not in the file has no value and whatever
needs it refuses; next year's values are added to the file or imported by an editor at the association, never copied
from the year before.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from samveita.engines.rulebook.parameters import ParameterSet, read_parameters

WITHHOLDING_RATE = "tax.withholding.rate_1"
HIGHER_RATES = ("tax.withholding.rate_2", "tax.withholding.rate_3")
BRACKET_LIMITS = ("tax.withholding.limit_1", "tax.withholding.limit_2")
PERSONAL_CREDIT = "tax.personal_credit"


@cache
def tax_parameters() -> ParameterSet:
    """Return the tax parameters of all known years.

    Raises:
        ParameterError: when the file shipped with the program has a gap or an overlap.
    """
    content = (
        resources.files("samveita.engines.rulebook").joinpath("data/tax.json").read_text(encoding="utf-8")
    )
    return read_parameters(content)
