"""Which child is first, second, third: the ranks the sibling rule works on.

All counted services count, also those this tariff does not price. Ties go to the younger child, then to the order given.
Where the fee of a child in another service decides and nobody told it, the priced children come first: this is said in
the result's assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import FullPrice, Sibling, Tariff
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.stays import Stay

FIRST = 1


def ranks(
    tariff: Tariff, stays: tuple[Stay, ...], gross: Mapping[int, Fraction], paying: Mapping[int, Fraction]
) -> dict[int, int]:
    """Return the rank of each child, from 1; a child that does not count ranks first and gets nothing.

    Args:
        tariff: the tariff with its sibling rule.
        stays: every child of the household.
        gross: child's number → gross care fee in kr., for the children this tariff prices.
        paying: child's number → what is paid beyond meals before reductions, for the same children.

    Raises:
        Refused: when ages decide and one is missing.
    """
    rule = tariff.model.sibling
    counted = [stay for stay in stays if rule is None or _counts(rule, stay, paying)]
    if len(counted) > 1:
        counted.sort(key=lambda stay: _order(rule, stay, gross))
    ranked = {stay.number: number for number, stay in enumerate(counted, start=FIRST)}
    return {stay.number: ranked.get(stay.number, FIRST) for stay in stays}


def _counts(rule: Sibling, stay: Stay, paying: Mapping[int, Fraction]) -> bool:
    if stay.service not in rule.counts:
        return False
    if rule.same_domicile and not stay.child.same_domicile:
        return False
    if not rule.only_paying:
        return True
    elsewhere = stay.child.care_fee is None or stay.child.care_fee > 0
    return paying[stay.number] > 0 if stay.number in paying else elsewhere


def _order(rule: Sibling | None, stay: Stay, gross: Mapping[int, Fraction]) -> tuple[int, Fraction, int, int]:
    """Return what children are sorted by: known before unknown, the deciding figure, age, place in the input."""
    age = stay.child.age_months
    if age is None:
        raise Refused(f"{stay.place}.age_months", _AGE_DECIDES)
    how = FullPrice.YOUNGEST if rule is None else rule.full_price
    if how is FullPrice.HIGHEST_FEE:
        fee = gross.get(stay.number, stay.child.care_fee)
        return (fee is None, -Fraction(fee or 0), age, stay.number)
    if how is FullPrice.LONGEST_STAY:
        return (stay.hours is None, -(stay.hours or Fraction(0)), age, stay.number)
    return (0, Fraction(0), -age if how is FullPrice.OLDEST else age, stay.number)


def percent_for(ladder: Mapping[str, Decimal], rank: int) -> Fraction:
    """Return the percentage of a rank as a fraction of one; the last rank given holds for more children."""
    reached = [int(key) for key in ladder if int(key) <= rank]
    return Fraction(ladder[str(max(reached))]) / 100 if reached else Fraction(0)


def hours_in_common(stays: tuple[Stay, ...], rank: Mapping[int, int], stay: Stay) -> Fraction | None:
    """Return the longest stay among the siblings ranked before this child; ``None`` when none of them is known."""
    before = [
        other.hours for other in stays if rank[other.number] < rank[stay.number] and other.hours is not None
    ]
    return max(before, default=None)


_AGE_DECIDES = Text(
    is_="Aldur systkina ræður gjaldinu; hér vantar aldur barnsins í mánuðum.",
    en="The ages of siblings decide the fee; the child's age in months is missing here.",
    pl="O opłacie decyduje wiek rodzeństwa; brakuje wieku dziecka w miesiącach.",
)
