"""Parts of letters that need no case: the lines of a calculation as a table, and a step of the way to appeal. No Django."""

from __future__ import annotations

from samveita.engines.letters.data import AppealStep, Day, TableLine
from samveita.engines.rulebook.calculation import Calculation


def table_lines(calculation: Calculation) -> tuple[TableLine, ...]:
    """Return the lines of a calculation as a letter prints them, in Icelandic; the last one is the total."""
    last = len(calculation.lines) - 1
    return tuple(
        TableLine(
            label=line.label.is_,
            arithmetic=line.arithmetic.is_ if line.arithmetic else "",
            amount=line.amount,
            is_total=number == last,
        )
        for number, line in enumerate(calculation.lines)
    )


def appeal_step(*, genitive: str, address: str, email: str, period: int, last_day: Day) -> AppealStep:
    """Return a step of the appeal route from what the municipality has set and a day the date rules computed."""
    return AppealStep(
        genitive=genitive,
        address=tuple(part for part in (address, email) if part),
        period=period,
        last_day=last_day,
    )
