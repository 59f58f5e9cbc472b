"""What stands beside the care fee: adjustments, surcharges, meals, other monthly fees and events."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.labels import derived, label
from samveita.tools.preschool_fees.model import Meal, Tariff
from samveita.tools.preschool_fees.pricing import Term
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.rounding import as_line
from samveita.tools.preschool_fees.siblings import percent_for
from samveita.tools.preschool_fees.stays import Stay, fits

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Extra:
    """One line beside the care fee; a credit is taken away."""

    code: str
    label: Text
    terms: tuple[Term, ...]
    place: str
    discountable: bool = False
    is_credit: bool = False

    @property
    def exact(self) -> Fraction:
        """The size of the line in kr."""
        return sum((term.exact for term in self.terms), Fraction(0))


def adjustments_of(tariff: Tariff, stay: Stay) -> list[tuple[Extra, Fraction]]:
    """Return the adjustments that fit, each with its share of the care fee."""
    return [
        (
            Extra(one.code, label(one.code, one.label), (), f"model.adjust.{number}"),
            Fraction(one.percent) / 100,
        )
        for number, one in enumerate(tariff.model.adjust)
        if fits(one.when, stay)
    ]


def surcharges_of(tariff: Tariff, stay: Stay) -> list[Extra]:
    """Return the surcharges the parent chose and those the clock brings."""
    return [
        Extra(
            one.code,
            label(one.code, one.label),
            (Term(ONE, Fraction(one.amount)),),
            f"model.surcharges.{number}",
            discountable=one.discountable,
        )
        for number, one in enumerate(tariff.model.surcharges)
        if one.code in stay.child.options or (one.when is not None and fits(one.when, stay))
    ]


def meals_of(tariff: Tariff, inputs: Inputs, stay: Stay, rank: int) -> list[Extra]:
    """Return the meals with their subsidy and the siblings' discount on them.

    Raises:
        Refused: when a meal was chosen that is not served for this stay, or the days of the month are needed.
    """
    chosen, lines, served = stay.child.meals, [], set()
    for number, meal in enumerate(tariff.model.meals):
        wanted = not meal.optional or chosen == "all" or meal.code in chosen
        if wanted and fits(meal.when, stay):
            served.add(meal.code)
            lines += _meal(tariff, inputs, meal, number, rank)
    if chosen != "all":
        for position, code in enumerate(chosen):
            if code not in served:
                raise Refused(f"{stay.place}.meals.{position}", _NOT_SERVED.format(meal=code))
    return lines


def _meal(tariff: Tariff, inputs: Inputs, meal: Meal, number: int, rank: int) -> list[Extra]:
    rounding, place = tariff.model.rounding, f"model.meals.{number}"
    name = label(meal.code, meal.label)
    term = Term(_days(tariff, inputs) if meal.per == "day" else ONE, Fraction(meal.amount))
    lines, left = [Extra(meal.code, name, (term,), place)], as_line(rounding, term.exact)
    shares = []
    if tariff.model.meal_subsidy_percent:
        shares.append(("_subsidy", Fraction(tariff.model.meal_subsidy_percent) / 100))
    if tariff.model.sibling is not None:
        shares.append(("_sibling", percent_for(tariff.model.sibling.meals_percent, rank)))
    for ending, share in shares:
        if share and left:
            code = meal.code + ending
            words = derived(code, name) or name
            taken = Term(share, left)
            lines.append(Extra(code, words, (taken,), place, is_credit=True))
            left -= as_line(rounding, taken.exact)
    return lines


def _days(tariff: Tariff, inputs: Inputs) -> Fraction:
    days = tariff.model.days_per_month or inputs.days_in_month
    if days is None:
        raise Refused("days_in_month", _DAYS_NEEDED)
    return Fraction(days)


def monthly_fees_of(tariff: Tariff, stay: Stay) -> list[Extra]:
    """Return other monthly fees: those everybody pays, and voluntary ones that were chosen."""
    return [
        Extra(
            one.code,
            label(one.code, one.label),
            (Term(ONE, Fraction(one.amount)),),
            f"model.monthly_fees.{number}",
        )
        for number, one in enumerate(tariff.model.monthly_fees)
        if (not one.optional or one.code in stay.child.options) and fits(one.when, stay)
    ]


def events_of(tariff: Tariff, stay: Stay) -> list[Extra]:
    """Return what happened this month outside the monthly fee; the first free ones cost nothing."""
    lines = []
    for number, one in enumerate(tariff.model.events):
        count = stay.child.events.get(one.code, 0)
        if count:
            charged = Fraction(max(0, count - one.free_first))
            terms = (Term(charged, abs(Fraction(one.amount))),)
            lines.append(
                Extra(
                    one.code,
                    label(one.code, one.label),
                    terms,
                    f"model.events.{number}",
                    is_credit=one.amount < 0,
                )
            )
    return lines


_NOT_SERVED = Text(
    is_="Máltíðin „{meal}“ er ekki í boði fyrir þessa dvöl.",
    en="The meal {meal!r} is not served for this stay.",
    pl="Posiłek „{meal}” nie jest podawany przy tym pobycie.",
)
_DAYS_NEEDED = Text(
    is_="Fæði er greitt fyrir hvern dag; hér vantar fjölda daga í mánuðinum.",
    en="Meals are paid by the day; the number of days in the month is missing here.",
    pl="Za posiłki płaci się za dzień; brakuje liczby dni w miesiącu.",
)
