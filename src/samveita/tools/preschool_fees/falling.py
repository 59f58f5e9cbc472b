"""Where a longer stay costs less: every kind of family the tariff knows, along every stay it offers.

A council may have decided so (a discount for choosing a shorter day makes the next quarter of an hour dear, a discount
that begins at eight hours makes the eighth cheap); the editor is told where, so that it is never a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product

from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.choosing import conditions, known_patterns, known_statuses
from samveita.tools.preschool_fees.household import Child, Household, Inputs
from samveita.tools.preschool_fees.model import CareRule, Tariff, TimeUnit
from samveita.tools.preschool_fees.refusal import Refused

MOST_STAYS = 200
OLD_ENOUGH = 48
DAYS = 20
LAST_CLOCK_HOUR = 24
BESIDE_CARE = ("model.meals.", "model.monthly_fees.", "model.surcharges.")


def offered_stays(tariff: Tariff) -> tuple[Decimal, ...]:
    """Return the stays a parent can choose, rising; where nothing is said, the edges of bands and rows of tables."""
    time = tariff.model.time
    if time.offered:
        return tuple(sorted(time.offered))
    edges = {hours for rule in tariff.model.care for hours in _edges(rule)}
    least = time.min if time.min is not None else min(edges, default=Decimal(0))
    most = time.max if time.max is not None else max(edges, default=Decimal(0))
    if time.step is None or (most - least) / time.step > MOST_STAYS:
        return tuple(sorted(hours for hours in edges | {least, most} if least <= hours <= most))
    first = -(-least // time.step) * time.step
    return tuple(first + number * time.step for number in range(int((most - first) // time.step) + 1))


def _edges(rule: CareRule) -> Iterator[Decimal]:
    yield from (hours for hours, _amount in rule.rows)
    for band in rule.bands:
        yield band.from_
        if band.to is not None:
            yield band.to


def falling_stays(tariff: Tariff) -> list[tuple[str, Decimal]]:
    """Return each place where a longer stay costs less, with the first such stay in hours.

    Meals that come with the stay are counted; chosen ones and events are the same for every stay.
    """
    found: dict[str, Decimal] = {}
    for household, child in _families(tariff):
        for (_low, below), (high, above) in pairwise(_costs(tariff, household, child)):
            if any(after < before for before, after in zip(below, above, strict=True)):
                place = _place_of(tariff, household)
                found[place] = min(high, found.get(place, high))
    return sorted(found.items())


def _place_of(tariff: Tariff, household: Household) -> str:
    """Point at the reduction that makes it fall, or else at the care fee."""
    for number, reduction in enumerate(tariff.model.reductions):
        held = not reduction.any_of or set(reduction.any_of) & set(household.statuses)
        if held and reduction.when.model_dump(exclude_defaults=True):
            return f"model.reductions.{number}"
    return "model.care"


def _costs(tariff: Tariff, household: Household, child: Child) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """Return each stay with its total and what is paid beside the care fee, which a discount on care would leave."""
    for hours in offered_stays(tariff):
        stay = child.model_copy(update={"hours": hours, **_clock(tariff, hours)})
        inputs = Inputs.model_construct(household=household, children=(stay,), days_in_month=DAYS, month=None)
        try:
            result = calculate(tariff, inputs)
        except Refused:
            continue
        lines = result.children[0].lines
        beside = sum(line.amount for line in lines if line.place.startswith(BESIDE_CARE))
        yield hours, (result.total, beside)


def _clock(tariff: Tariff, hours: Decimal) -> dict[str, str]:
    """Return a stay from eight o'clock, for tariffs that look at the clock."""
    asks = tariff.model.time.clock or any(
        condition.ends_after or condition.starts_before for _place, condition in conditions(tariff)
    )
    minutes = 8 * 60 + int(hours * 60)
    if not asks or tariff.model.time.unit is not TimeUnit.DAY or minutes >= LAST_CLOCK_HOUR * 60:
        return {}
    return {"starts": "08:00", "ends": f"{minutes // 60:02d}:{minutes % 60:02d}"}


def _families(tariff: Tariff) -> Iterator[tuple[Household, Child]]:
    """Return one child in every kind of family the tariff tells apart."""
    held = [condition for _place, condition in conditions(tariff)]
    ages = {OLD_ENOUGH, *(one.age_from_months for one in held), *(one.age_to_months for one in held)} - {None}
    places = {None, *(one.institution for one in held)}
    homes = {None, *(one.residence for one in held)}
    days = {5, *(one.days_per_week for one in held)} - {None}
    born = {None, *(one.born_from for one in held), *(one.born_to for one in held)}
    if len(born) > 1:
        born.discard(None)
    for household, age, place, home, count, birth, pattern in product(
        _households(tariff), ages, places, homes, days, born, (None, *known_patterns(tariff))
    ):
        yield (
            household,
            Child(
                age_months=age,
                institution=place,
                residence=home,
                days_per_week=count,
                born=birth,
                pattern=pattern,
            ),
        )


def _households(tariff: Tariff) -> Iterator[Household]:
    yield Household()
    for status in known_statuses(tariff):
        yield Household(statuses=(status,))
    if any(reduction.brackets is not None or reduction.basis for reduction in tariff.model.reductions):
        yield Household(household="single", income=0)
        yield Household(household="couple", income=0)
