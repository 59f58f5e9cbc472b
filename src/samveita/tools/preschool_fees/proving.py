"""Does the model give the printed tariff? Every printed figure is calculated anew and compared, to the króna."""

from __future__ import annotations

from dataclasses import dataclass

from samveita.tools.preschool_fees.calculate import Line, calculate
from samveita.tools.preschool_fees.household import Child, Household, Inputs
from samveita.tools.preschool_fees.model import GENERAL, PrintedCell, Tariff
from samveita.tools.preschool_fees.refusal import Refused

OLD_ENOUGH = 48
DAYS = 20


@dataclass(frozen=True, slots=True)
class Proof:
    """One printed figure beside what the model gives; ``refusal`` says why it gives none."""

    number: int
    cell: PrintedCell
    amount: int | None
    refusal: Refused | None = None

    @property
    def holds(self) -> bool:
        """Whether the model gives the printed figure."""
        return self.amount == self.cell.amount


def prove(tariff: Tariff) -> tuple[Proof, ...]:
    """Return every printed figure with what the model gives for it."""
    return tuple(_proof(tariff, cell, number) for number, cell in enumerate(tariff.printed))


def _proof(tariff: Tariff, cell: PrintedCell, number: int) -> Proof:
    try:
        lines = calculate(tariff, inputs_of(tariff, cell)).children[0].lines
    except Refused as refused:
        return Proof(number, cell, None, refused)
    return Proof(number, cell, sum(line.amount for line in lines if _belongs(line, cell)))


def _belongs(line: Line, cell: PrintedCell) -> bool:
    is_meal = line.place.startswith("model.meals.")
    if cell.what == "total":
        return True
    return is_meal if cell.what == "meals" else not is_meal


def inputs_of(tariff: Tariff, cell: PrintedCell) -> Inputs:
    """Return the household a printed figure is for."""
    held = [one.any_of[0] for one in tariff.model.classes if one.code == cell.class_ != GENERAL]
    held += [one.any_of[0] for one in tariff.model.reductions if one.code == cell.reduction and one.any_of]
    child = Child(
        age_months=cell.age_months if cell.age_months is not None else OLD_ENOUGH,
        hours=cell.hours,
        starts=cell.starts,
        ends=cell.ends,
        days_per_week=cell.days_per_week,
        institution=cell.institution,
        meals=cell.meals,
    )
    return Inputs(household=Household(statuses=tuple(held)), children=(child,), days_in_month=DAYS)
