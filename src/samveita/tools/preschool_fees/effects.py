"""What a planned tariff changes: for invented families, and for all the children a municipality counts.

The municipality says how many children there are of each age, how long they stay, and how they divide between price
classes, incomes and places among siblings; nothing is assumed for it, and nothing is kept. Every figure is the
calculation itself, run for one invented household of each sort under both tariffs. A sort is taken to be spread alike
over the ages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Final

from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.editor_grid import DAYS, GENERAL_LABEL, child_of
from samveita.tools.preschool_fees.falling import offered_stays
from samveita.tools.preschool_fees.household import Child, Household, Inputs
from samveita.tools.preschool_fees.labels import STATUS_NAMES, label
from samveita.tools.preschool_fees.model import Bracket, Brackets, Reduction, ServiceKind, Tariff, TimeUnit
from samveita.tools.preschool_fees.refusal import Refused

AGES: Final[dict[ServiceKind, tuple[int, ...]]] = {
    ServiceKind.PRESCHOOL: (1, 2, 3, 4, 5),
    ServiceKind.DAY_PARENT: (0, 1, 2),
    ServiceKind.AFTERSCHOOL: (6, 7, 8, 9),
}
"""Ages in years of the children each service is for."""

RANKS: Final = (1, 2, 3)
FULL_DAY: Final = Decimal(8)
EXAMPLE_AGE: Final = 48
YOUNGEST: Final = 9
MONTHS: Final = 12
NOTHING_SAID: Final = Household()


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of household: a price class, a status, or an income; ``basis`` says what the income is counted in."""

    code: str
    label: Text
    household: Household = NOTHING_SAID
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """All children as the municipality counts them.

    Attributes:
        ages: age in years, stay as the tariff counts it, and how many children.
        sorts: the share of the children in each sort of household; the rest pay the general fee.
        ranks: the share of children who are the second, or the third or later, of their family.
    """

    ages: tuple[tuple[int, Decimal, int], ...]
    sorts: Mapping[str, Fraction]
    ranks: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Effect:
    """One invented family under two tariffs, kr. a month; ``None`` where a tariff refuses."""

    label: Text
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """How much more it becomes."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Group:
    """A number of children together: what is paid for them a month, and for how many it rises or falls."""

    label: Text
    count: int = 0
    before: int = 0
    after: int = 0
    rises: int = 0
    falls: int = 0
    unknown: int = 0

    @property
    def same(self) -> int:
        """For how many nothing changes."""
        return self.count - self.rises - self.falls - self.unknown

    @property
    def change(self) -> int:
        """How much more is paid for them together, kr. a month."""
        return self.after - self.before

    def with_children(self, count: int, before: int | None, after: int | None) -> Group:
        """Return the group with more children, each of whom has these fees; ``None`` where a tariff refuses."""
        if before is None or after is None:
            return replace(self, count=self.count + count, unknown=self.unknown + count)
        return replace(
            self,
            count=self.count + count,
            before=self.before + before * count,
            after=self.after + after * count,
            rises=self.rises + (count if after > before else 0),
            falls=self.falls + (count if after < before else 0),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """All children together, by age and by sort of household."""

    total: Group
    by_age: tuple[Group, ...]
    by_sort: tuple[Group, ...]


def sorts_of(current: Tariff, following: Tariff) -> tuple[Sort, ...]:
    """Return the sorts of households that either tariff tells apart, the general fee not among them."""
    found: dict[str, Sort] = {}
    for tariff in (current, following):
        for one in tariff.model.classes:
            found.setdefault(one.any_of[0], _of_status(one.any_of[0], label(one.code, one.label)))
        for reduction in tariff.model.reductions:
            for status in reduction.any_of[:1]:
                found.setdefault(status, _of_status(status, STATUS_NAMES.get(status, label(status))))
    by_income = (*current.model.reductions, *following.model.reductions)
    stepped = next((one for one in by_income if one.brackets is not None), None)
    incomes = () if stepped is None else tuple(_of_incomes(stepped))
    return (*found.values(), *incomes)


def _of_status(status: str, words: Text) -> Sort:
    return Sort(status, words, Household(statuses=(status,)))


def _of_incomes(reduction: Reduction) -> Iterator[Sort]:
    """Yield a household in the middle of each bracket, and just above the last limit."""
    brackets, basis = reduction.brackets, reduction.basis or "monthly"
    ladders: dict[str, tuple[Bracket, ...]]
    if isinstance(brackets, Brackets):
        ladders = {"single": brackets.single, "couple": brackets.couple}
    else:
        ladders = {"single": brackets or (), "couple": brackets or ()}
    for kind, ladder in ladders.items():
        below = 0
        for number, bracket in enumerate(ladder, start=1):
            income = below + 1 if bracket.to is None else (below + bracket.to) // 2
            yield with_income(kind, number, income, basis)
            below = bracket.to or below


def with_income(kind: str, number: int, income: int, basis: str) -> Sort:
    """Return the sort of households with one parent (``single``) or two (``couple``) and an income in kr."""
    words = _INCOMES[kind, basis].format(income=format_kronur(income))
    household = Household.model_validate({"household": kind, "income": income})
    return Sort(f"{kind}_{number}", words, household, basis)


def examples(current: Tariff, following: Tariff) -> tuple[Effect, ...]:
    """Return invented families under both tariffs: one to three children, and each sort of household."""
    fees = _Fees(current, following)
    stay, age = usual_stay(current), _usual_age(current)
    found = [
        Effect(_FAMILIES[count], *fees.of_family(Sort("", GENERAL_LABEL), age, stay, count))
        for count in _FAMILIES
    ]
    found += [
        Effect(sort.label, *fees.of_family(sort, age, stay, 1)) for sort in sorts_of(current, following)
    ]
    return tuple(found)


def outcome(current: Tariff, following: Tariff, counted: Counted, sorts: Iterable[Sort]) -> Outcome:
    """Return what the planned tariff does to all the children counted.

    Args:
        current: the tariff in force.
        following: the one that is planned.
        counted: the children, as the municipality has counted them.
        sorts: the sorts of households the shares are of.
    """
    fees, total = _Fees(current, following), Group(_ALL)
    listed = (Sort("", GENERAL_LABEL), *sorts)
    shares = {one.code: counted.sorts.get(one.code, Fraction(0)) for one in listed[1:]}
    shares[""] = 1 - sum(shares.values(), Fraction(0))
    ranks = {rank: counted.ranks.get(rank, Fraction(0)) for rank in RANKS[1:]}
    ranks[1] = 1 - sum(ranks.values(), Fraction(0))
    by_sort = {one.code: Group(one.label) for one in listed}
    by_age = []
    for age, stay, count in counted.ages:
        group, cells = Group(_age_in_words(age, stay)), tuple(product(listed, RANKS))
        divided = apportioned(count, [shares[sort.code] * ranks[rank] for sort, rank in cells])
        for (sort, rank), many in zip(cells, divided, strict=True):
            if many:
                paid = fees.of_child(sort, _in_months(age), stay, rank)
                group = group.with_children(many, *paid)
                total = total.with_children(many, *paid)
                by_sort[sort.code] = by_sort[sort.code].with_children(many, *paid)
        by_age.append(group)
    return Outcome(total, tuple(by_age), tuple(one for one in by_sort.values() if one.count))


def apportioned(count: int, shares: Sequence[Fraction]) -> list[int]:
    """Return whole numbers that add up to ``count``, as near the shares as can be (largest remainders)."""
    exact = [share * count for share in shares]
    whole = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda number: (whole[number] - exact[number], number))
    for number in by_rest[: count - sum(whole)]:
        whole[number] += 1
    return whole


class _Fees:
    """What is paid under both tariffs; each household is calculated once."""

    def __init__(self, current: Tariff, following: Tariff) -> None:
        self._tariffs = (current, following)
        self.of_family = cache(self._of_family)

    def _of_family(self, sort: Sort, age: int, stay: Decimal, count: int) -> tuple[int | None, int | None]:
        return (
            _total(self._tariffs[0], sort, age, stay, count),
            _total(self._tariffs[1], sort, age, stay, count),
        )

    def of_child(self, sort: Sort, age: int, stay: Decimal, rank: int) -> tuple[int | None, int | None]:
        """Return what a family pays more because it has its first, second or third child there."""
        (before, after), (less_before, less_after) = (
            self.of_family(sort, age, stay, rank),
            self.of_family(sort, age, stay, rank - 1) if rank > 1 else (0, 0),
        )
        return _less(before, less_before), _less(after, less_after)


def _less(amount: int | None, other: int | None) -> int | None:
    return None if amount is None or other is None else amount - other


def _total(tariff: Tariff, sort: Sort, age: int, stay: Decimal, count: int) -> int | None:
    """Return what a household with so many children of one stay pays; the youngest is of the age asked about."""
    children: tuple[Child, ...] = tuple(
        child_of(tariff, min(age + MONTHS * number, 240), stay) for number in range(count)
    )
    household = sort.household.model_copy(update={"income": _income_for(tariff, sort)})
    try:
        return calculate(tariff, Inputs(household=household, children=children, days_in_month=DAYS)).total
    except Refused:
        return None


def _income_for(tariff: Tariff, sort: Sort) -> int | None:
    """Return the income in the basis the tariff counts it in."""
    income = sort.household.income
    basis = next((one.basis for one in tariff.model.reductions if one.basis is not None), sort.basis)
    if income is None or basis == sort.basis:
        return income
    return income * MONTHS if basis == "yearly" else income // MONTHS


def usual_stay(tariff: Tariff) -> Decimal:
    """Return a full day, counted as the tariff counts, or the nearest stay it offers."""
    times = {TimeUnit.WEEK: 5, TimeUnit.MONTH: DAYS}.get(tariff.model.time.unit, 1)
    wanted = FULL_DAY * times
    return min(offered_stays(tariff), key=lambda hours: (abs(hours - wanted), hours), default=wanted)


def _usual_age(tariff: Tariff) -> int:
    return EXAMPLE_AGE if tariff.service is ServiceKind.PRESCHOOL else _in_months(AGES[tariff.service][1])


def _in_months(age: int) -> int:
    return max(age * MONTHS, YOUNGEST)


def _age_in_words(age: int, hours: Decimal) -> Text:
    stay = format(hours.normalize(), "f").replace(".", ",")
    return Text(is_=f"{age} ára, {stay} klst.", en=f"age {age}, {stay} h", pl=f"wiek {age}, {stay} godz.")


_ALL: Final = Text(is_="Öll börn", en="All children", pl="Wszystkie dzieci")
_FAMILIES: Final = {
    1: Text(is_="Eitt barn", en="One child", pl="Jedno dziecko"),
    2: Text(is_="Tvö systkini", en="Two siblings", pl="Dwoje rodzeństwa"),
    3: Text(is_="Þrjú systkini", en="Three siblings", pl="Troje rodzeństwa"),
}
_INCOMES: Final = {
    ("single", "monthly"): Text(
        is_="Eitt foreldri, tekjur {income} á mánuði",
        en="One parent, income {income} a month",
        pl="Jeden rodzic, dochód {income} miesięcznie",
    ),
    ("single", "yearly"): Text(
        is_="Eitt foreldri, tekjur {income} á ári",
        en="One parent, income {income} a year",
        pl="Jeden rodzic, dochód {income} rocznie",
    ),
    ("couple", "monthly"): Text(
        is_="Tveir foreldrar, tekjur {income} á mánuði",
        en="Two parents, income {income} a month",
        pl="Dwoje rodziców, dochód {income} miesięcznie",
    ),
    ("couple", "yearly"): Text(
        is_="Tveir foreldrar, tekjur {income} á ári",
        en="Two parents, income {income} a year",
        pl="Dwoje rodziców, dochód {income} rocznie",
    ),
}
