"""One household under many municipalities' tariffs, for comparing what the same days cost.

A household is told in hours a day, days a week and what the adults are; each tariff counts in its own unit, so hours are
converted and every conversion is named. Full board means every meal that goes with the stay. A tariff that does not offer
the stay says so instead of giving a figure. Tariffs of different years are shown with their dates: levels of different
years say nothing about each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.calculate import Result, calculate
from samveita.tools.preschool_fees.choosing import conditions, known_statuses
from samveita.tools.preschool_fees.household import MOST_CHILDREN, Child, Given, Household, Inputs
from samveita.tools.preschool_fees.model import AgeMonths, Code, Tariff, TimeUnit
from samveita.tools.preschool_fees.numbers import Hours
from samveita.tools.preschool_fees.refusal import Refused

DAYS_OF_A_WEEK = 5
DAYS_OF_A_MONTH = 21
OPENS_MINUTES = 8 * 60


class ProfileChild(Given):
    """One child of the household that is compared."""

    age_months: AgeMonths
    hours_a_day: Hours = Field(le=12)


class Profile(Given):
    """A household told the same way to every tariff. Income is left out: limits and their basis differ too much."""

    children: tuple[ProfileChild, ...] = Field(min_length=1, max_length=MOST_CHILDREN)
    statuses: tuple[Code, ...] = Field(default=(), max_length=20)
    with_meals: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality's answer: the result with what was assumed, or why there is none."""

    tariff: Tariff
    result: Result | None
    refusal: Text | None
    assumed: tuple[Text, ...]


def compare_everywhere(tariffs: Iterable[Tariff], profile: Profile) -> tuple[Row, ...]:
    """Return a row for each tariff, cheapest first, those without an answer last."""
    rows = [_row(tariff, profile) for tariff in tariffs]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.result is None,
                row.result.total if row.result is not None else 0,
                row.tariff.municipality,
            ),
        )
    )


def _row(tariff: Tariff, profile: Profile) -> Row:
    inputs, assumed = inputs_for(tariff, profile)
    try:
        result = calculate(tariff, inputs)
    except Refused as refused:
        return Row(tariff, None, refused.reason, assumed)
    return Row(tariff, result, None, (*assumed, *result.assumptions))


def inputs_for(tariff: Tariff, profile: Profile) -> tuple[Inputs, tuple[Text, ...]]:
    """Return the household in a tariff's own terms, and what was assumed on the way."""
    unit, assumed = tariff.model.time.unit, []
    factor = {
        TimeUnit.DAY: 1,
        TimeUnit.WEEK: DAYS_OF_A_WEEK,
        TimeUnit.MONTH: DAYS_OF_A_MONTH,
        TimeUnit.PATTERN: 1,
    }[unit]
    by_day = any(meal.per == "day" for meal in tariff.model.meals) and not tariff.model.days_per_month
    if unit is TimeUnit.WEEK:
        assumed.append(_WEEK)
    if unit is TimeUnit.MONTH or (by_day and profile.with_meals):
        assumed.append(_MONTH)
    if unit is TimeUnit.PATTERN:
        assumed.append(_PATTERN)
    if any(condition.ends_after or condition.starts_before for _place, condition in conditions(tariff)):
        assumed.append(_CLOCK)
    known = set(known_statuses(tariff))
    household = Household(statuses=tuple(one for one in profile.statuses if one in known))
    children = tuple(_child(child, factor, unit, with_meals=profile.with_meals) for child in profile.children)
    return Inputs(household=household, children=children, days_in_month=DAYS_OF_A_MONTH), tuple(assumed)


def _child(child: ProfileChild, factor: int, unit: TimeUnit, *, with_meals: bool) -> Child:
    ends = OPENS_MINUTES + int(child.hours_a_day * 60)
    return Child(
        age_months=child.age_months,
        hours=Decimal(child.hours_a_day * factor),
        days_per_week=DAYS_OF_A_WEEK,
        starts="08:00" if unit is TimeUnit.DAY else None,
        ends=f"{ends // 60:02d}:{ends % 60:02d}" if unit is TimeUnit.DAY else None,
        meals="all" if with_meals else (),
    )


_WEEK = Text(
    is_="Reiknað er með fimm jafn löngum dögum í viku.",
    en="Five days a week of equal length are assumed.",
    pl="Przyjęto pięć równych dni w tygodniu.",
)
_MONTH = Text(
    is_="Reiknað er með {days} degi í mánuði; gjaldskráin segir ekkert um það.",
    en="{days} days a month are assumed; the tariff does not say.",
    pl="Przyjęto {days} dni w miesiącu; cennik tego nie podaje.",
).format(days=str(DAYS_OF_A_MONTH))
_PATTERN = Text(
    is_="Gjaldið er fyrir ákveðnar vikustundir og breytist ekki með dvalartíma.",
    en="The fee is for a fixed week and does not change with the hours.",
    pl="Opłata jest za stały tydzień i nie zależy od liczby godzin.",
)
_CLOCK = Text(
    is_="Reiknað er með að dvölin hefjist kl. 8.",
    en="The stay is assumed to begin at 8.",
    pl="Przyjęto, że pobyt zaczyna się o 8.",
)
