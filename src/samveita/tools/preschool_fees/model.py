"""The tariff (gjaldskrá) as data: one municipality, one service, one period, with its whole set of rules.

The structure itself is dated, not only the amounts, so a version carries everything: which stays are offered, what they
cost, who pays less, meals, what comes on top, in which order it is applied and where it is rounded. The same shape is
written by the editor, read from JSON and given as open data. What the tariff leaves unsaid is named in ``not_stated``
and shown to parents as an assumption; nothing here is a rule of law.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.numbers import Hours, Kronur, Number, Percent, Price, read_hours
from samveita.tools.preschool_fees.terms import CombineMode, RoundingMethod, RoundingPlace, Silence

GENERAL = "general"
SIBLING = "sibling"

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Place = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]
Rank = Annotated[str, Field(pattern=r"^[1-9]$")]
AgeMonths = Annotated[int, Field(strict=True, ge=0, le=240)]


class Part(BaseModel):
    """Base of every part of a tariff: frozen, nothing unknown, JSON names as written in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Words(Part):
    """A label in Icelandic, English and Polish."""

    is_: Sentence = Field(alias="is")
    en: Sentence
    pl: Sentence

    @property
    def text(self) -> Text:
        """The label as the rest of the house knows it."""
        return Text(is_=self.is_, en=self.en, pl=self.pl)


Label = Words | Sentence


class ServiceKind(StrEnum):
    """Services whose children count together for a sibling discount; the first three may have a tariff."""

    PRESCHOOL = "preschool"
    DAY_PARENT = "day_parent"
    AFTERSCHOOL = "afterschool"
    EXTENDED_STAY = "extended_stay"


class Status(StrEnum):
    """How far the tariff has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    PROPOSED = "proposed"
    SUPERSEDED = "superseded"


class TimeUnit(StrEnum):
    """What the stay is counted in."""

    DAY = "hours_per_day"
    WEEK = "hours_per_week"
    MONTH = "hours_per_month"
    PATTERN = "fixed_pattern"


class Averaging(StrEnum):
    """What an uneven week becomes: its exact average, or the nearest stay offered that is not shorter."""

    EXACT = "exact"
    NEAREST_ROW = "nearest_row"


class Between(StrEnum):
    """What a stay between two rows of a table costs."""

    REFUSE = "refuse"
    NEXT_UP = "next_up"
    LINEAR = "linear"


class ReductionKind(StrEnum):
    """Why somebody pays less."""

    STATUS = "status"
    INCOME = "income"
    CHOICE = "choice"
    CAP_OF_INCOME = "cap_of_income"


class FullPrice(StrEnum):
    """Which child pays the full price; the others follow in the same order."""

    YOUNGEST = "youngest"
    OLDEST = "oldest"
    HIGHEST_FEE = "highest_fee"
    LONGEST_STAY = "longest_stay"


class Basis(StrEnum):
    """Whether a percentage is of what is left, or of the whole fee."""

    NET = "net"
    GROSS = "gross"


class Condition(Part):
    """What must hold for a part to apply; everything that is written must hold. Ages: from inclusive, to exclusive."""

    class_: Code | None = Field(default=None, alias="class")
    institution: Place | None = None
    age_from_months: AgeMonths | None = None
    age_to_months: AgeMonths | None = None
    born_from: date | None = None
    born_to: date | None = None
    residence: Place | None = None
    min_hours: Hours | None = None
    gt_hours: Hours | None = None
    max_hours: Hours | None = None
    hours_in: tuple[Hours, ...] = Field(default=(), max_length=50)
    pattern: Code | None = None
    ends_after: Clock | None = None
    starts_before: Clock | None = None
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] | None = None


class Time(Part):
    """Which stays are offered."""

    unit: TimeUnit
    min: Hours | None = None
    max: Hours | None = None
    step: Annotated[Number, Field(gt=0, le=24)] | None = None
    offered: tuple[Hours, ...] = Field(default=(), max_length=200)
    days_per_week: tuple[Annotated[int, Field(strict=True, ge=1, le=7)], ...] = Field(
        default=(), max_length=7
    )
    latest_start: Clock | None = None
    clock: bool = False
    averaging: Averaging = Averaging.EXACT
    patterns: tuple[Code, ...] = Field(default=(), max_length=20)


class PriceClass(Part):
    """A group of families with prices of its own; the first class that fits is the family's."""

    code: Code
    label: Label
    any_of: tuple[Code, ...] = Field(min_length=1, max_length=30)


class Band(Part):
    """A price for the part of the stay between two numbers of hours; ``flat`` costs the same whatever the part."""

    from_: Hours = Field(alias="from")
    to: Hours | None
    amount: Price | None = None
    per: Annotated[Number, Field(gt=0, le=744)] = Decimal(1)
    flat: Price | None = None
    discountable: bool = True

    @model_validator(mode="after")
    def _one_price(self) -> Band:
        if (self.amount is None) == (self.flat is None):
            raise ValueError("a band has either an amount or a flat price")
        return self


def _numeric_rows(rows: dict[str, int]) -> dict[str, int]:
    for hours in rows:
        if not 0 <= read_hours(hours) <= 744:
            raise ValueError(f"{hours!r} is not a number of hours")
    if len({read_hours(hours) for hours in rows}) != len(rows):
        raise ValueError("two rows are for the same number of hours")
    return rows


Table = Annotated[dict[str, Kronur], Field(min_length=1, max_length=400), AfterValidator(_numeric_rows)]


class CareRule(Part):
    """The fee for the stay of those the condition fits: bands, or the printed table. The first rule that fits is used."""

    when: Condition = Condition()
    bands: tuple[Band, ...] = Field(default=(), max_length=50)
    table: Table | None = None
    between: Between = Between.REFUSE

    @model_validator(mode="after")
    def _one_way(self) -> CareRule:
        if bool(self.bands) == (self.table is not None):
            raise ValueError("a care rule has either bands or a table")
        return self

    @property
    def rows(self) -> tuple[tuple[Decimal, int], ...]:
        """The printed table by rising hours."""
        return tuple(sorted((read_hours(hours), amount) for hours, amount in (self.table or {}).items()))


class Adjustment(Part):
    """A percentage on top of the care fee, such as a surcharge for one birth cohort."""

    code: Code
    label: Label
    percent: Annotated[Number, Field(ge=-100, le=500)]
    when: Condition = Condition()


class Surcharge(Part):
    """A monthly amount for time outside the ordinary: chosen by the parent, or by the clock when ``when`` says so."""

    code: Code
    label: Label
    amount: Price
    per: Literal["month"] = "month"
    when: Condition | None = None
    discountable: bool = False


class Bracket(Part):
    """Income up to and including ``to`` gives ``percent`` off; the last bracket has no upper limit."""

    to: Kronur | None
    percent: Percent


Ladder = Annotated[tuple[Bracket, ...], Field(min_length=1, max_length=30)]


class Brackets(Part):
    """Brackets that differ between one parent and two."""

    single: Ladder
    couple: Ladder


class Reduction(Part):
    """One reason to pay less of the care fee. Of several in one group a child gets the largest."""

    code: Code
    label: Label
    kind: ReductionKind
    group: Code
    percent: Percent | None = None
    any_of: tuple[Code, ...] = Field(default=(), max_length=30)
    brackets: Brackets | Ladder | None = None
    basis: Literal["monthly", "yearly"] | None = None
    income_year: Sentence | None = None
    when: Condition = Condition()
    first_child_only: bool = False
    months_excluded: tuple[Annotated[int, Field(strict=True, ge=1, le=12)], ...] = Field(
        default=(), max_length=12
    )
    apply_by_day: Annotated[int, Field(strict=True, ge=1, le=31)] | None = None
    renew_by: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")] | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Reduction:
        if self.kind is ReductionKind.INCOME:
            if self.brackets is None or self.basis is None or self.percent is not None:
                raise ValueError("a reduction by income has brackets and a basis, and no percent of its own")
        elif self.percent is None or self.brackets is not None:
            raise ValueError("this kind of reduction has a percent and no brackets")
        if self.kind is ReductionKind.STATUS and not self.any_of:
            raise ValueError("a reduction by status names the statuses (any_of)")
        if self.kind is ReductionKind.CAP_OF_INCOME and self.basis is None:
            raise ValueError("a cap of income has a basis: monthly or yearly")
        if self.group == SIBLING:
            raise ValueError("the group 'sibling' belongs to the sibling rule")
        return self


RankPercents = Annotated[dict[Rank, Percent], Field(max_length=9)]


class Sibling(Part):
    """The sibling rule: who counts, who pays in full, and what the others get. The last rank holds for more children."""

    counts: tuple[ServiceKind, ...] = Field(min_length=1, max_length=4)
    full_price: FullPrice
    percent: RankPercents
    only_paying: bool = False
    same_hours_only: bool = False
    same_hours_excess: Literal["marginal", "average"] = "marginal"
    same_domicile: bool = False
    meals_percent: RankPercents = {}
    family_cap_percent: Annotated[Number, Field(ge=100, le=1000)] | None = None
    basis: Basis = Basis.NET


class Combine(Part):
    """In which order groups apply and which exclude each other; ties go to the earlier group."""

    mode: CombineMode = CombineMode.SEQUENCE
    order: tuple[Code, ...] = Field(max_length=20)
    exclusive: tuple[Code, ...] = Field(default=(), max_length=20)
    choose_per: Literal["child", "family"] = "child"
    basis: Basis = Basis.NET


class Meal(Part):
    """One meal; ``optional`` ones are charged when the parent chooses them."""

    code: Code
    label: Label
    amount: Price
    per: Literal["month", "day"] = "month"
    when: Condition = Condition()
    optional: bool = False


class MonthlyFee(Part):
    """Another monthly fee; a voluntary one is charged only when it is chosen."""

    code: Code
    label: Label
    amount: Price
    when: Condition = Condition()
    optional: bool = False


class EventUnit(StrEnum):
    """What one of an event is."""

    DAY = "day"
    OCCURRENCE = "occurrence"
    STARTED_15_MIN = "started_15_min"
    HOUR = "hour"


class Event(Part):
    """Something outside the monthly fee, such as a registration day (skráningardagur); a credit is negative."""

    code: Code
    label: Label
    amount: Annotated[Number, Field(ge=-9_999_999, le=9_999_999)]
    per: EventUnit
    free_first: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
    window: Annotated[str, Field(max_length=40)] | None = None


class Billing(Part):
    """Which months are charged."""

    billed_months: Annotated[int, Field(strict=True, ge=1, le=12)] | None = None
    free_months: tuple[Annotated[int, Field(strict=True, ge=1, le=12)], ...] = Field(
        default=(), max_length=11
    )
    absence_credits: Sentence | None = None
    due_day: Annotated[int, Field(strict=True, ge=1, le=31)] | None = None


class PrintedException(Part):
    """A printed net care fee of one exact combination that no rule gives."""

    hours: Hours
    net_care: Kronur
    when_reduction: Code | None = None
    class_: Code | None = Field(default=None, alias="class")
    note: Sentence | None = None

    @model_validator(mode="after")
    def _says_for_whom(self) -> PrintedException:
        if (self.when_reduction is None) == (self.class_ is None):
            raise ValueError("an exception names either a reduction or a class")
        return self


class Rounding(Part):
    """Where and how amounts become whole; groups in ``net_ceil`` leave a net fee that is rounded up."""

    method: RoundingMethod = RoundingMethod.HALF_UP
    at: RoundingPlace = RoundingPlace.LINE
    net_ceil: tuple[Code, ...] = Field(default=(), max_length=20)


class Indexation(Part):
    """How amounts follow an index: information only, new amounts are stored and never computed here."""

    index: Sentence
    months: tuple[Annotated[int, Field(strict=True, ge=1, le=12)], ...] = Field(default=(), max_length=12)
    last_factor: Number | None = None


class Rules(Part):
    """Everything the fee depends on."""

    time: Time
    classes: tuple[PriceClass, ...] = Field(default=(), max_length=20)
    care: tuple[CareRule, ...] = Field(min_length=1, max_length=100)
    adjust: tuple[Adjustment, ...] = Field(default=(), max_length=20)
    surcharges: tuple[Surcharge, ...] = Field(default=(), max_length=30)
    reductions: tuple[Reduction, ...] = Field(default=(), max_length=30)
    sibling: Sibling | None = None
    combine: Combine | None = None
    meals: tuple[Meal, ...] = Field(default=(), max_length=60)
    days_per_month: Annotated[int, Field(strict=True, ge=1, le=31)] | None = None
    meal_subsidy_percent: Percent | None = None
    monthly_fees: tuple[MonthlyFee, ...] = Field(default=(), max_length=20)
    events: tuple[Event, ...] = Field(default=(), max_length=30)
    billing: Billing | None = None
    exceptions: tuple[PrintedException, ...] = Field(default=(), max_length=50)
    rounding: Rounding = Rounding()
    indexation: Indexation | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups of reductions in the order they apply; the sibling rule is one of them."""
        if self.combine is not None:
            return self.combine.order
        return (*dict.fromkeys(reduction.group for reduction in self.reductions), SIBLING)


class TariffSource(Part):
    """Where the tariff was read."""

    title: Sentence
    url: Annotated[str, Field(max_length=500)] = ""
    as_of: Sentence | None = None


class PrintedCell(Part):
    """One figure of the printed tariff that the model must give: for this stay, this much."""

    hours: Hours | None = None
    amount: Kronur
    what: Literal["care", "meals", "total"] = "care"
    class_: Code = Field(default=GENERAL, alias="class")
    institution: Place | None = None
    age_months: AgeMonths | None = None
    starts: Clock | None = None
    ends: Clock | None = None
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] | None = None
    meals: Annotated[tuple[Code, ...], Field(max_length=20)] | Literal["all"] = ()
    reduction: Code | None = None


SERVICE_NAMES = {"leikskóli": "preschool", "dagforeldri": "day_parent", "frístund": "afterschool"}


def _service(value: Any) -> Any:
    return SERVICE_NAMES.get(value, value) if isinstance(value, str) else value


class Tariff(Stored):
    """One version of one municipality's tariff for one service."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_name: ClassVar[str] = "preschool_fees.tariff"

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    municipality: Sentence
    service: Annotated[ServiceKind, BeforeValidator(_service)] = ServiceKind.PRESCHOOL
    currency: Literal["ISK"] = "ISK"
    title: Label | None = None
    valid_from: date | None
    valid_to: date | None = None
    status: Status = Status.APPROVED
    source: TariffSource
    source_kind: Annotated[str, Field(max_length=60)] = "published_page"
    approved_by: Sentence | None = None
    approved_on: date | None = None
    published: dict[str, Any] = Field(default={}, description="Figures as somebody noted them; not used.")
    printed: tuple[PrintedCell, ...] = Field(default=(), max_length=500)
    model: Rules
    not_stated: tuple[Silence, ...] = Field(default=(), max_length=20)
    uncertain: tuple[Sentence, ...] = Field(default=(), max_length=50)
    note: Sentence | None = None
