"""What a parent tells the calculator: who lives together, which children, how long each stays, what is chosen.

Nothing here names anybody, and nothing is stored: the calculation runs on it and forgets it. Limits are wide enough for
any family and narrow enough that no request can cost much.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from samveita.tools.preschool_fees.model import AgeMonths, Clock, Code, Place, ServiceKind
from samveita.tools.preschool_fees.numbers import Hours, Kronur

MOST_CHILDREN = 12
STATUSES = (
    "single_parent",
    "one_student",
    "both_students",
    "disabled_parent",
    "both_disabled",
    "rehabilitation_pension",
    "preschool_staff",
    "bereaved_or_sudden_disability",
    "priority",
    "income_below_threshold",
    "subsidy40",
    "subsidy20",
)


class Given(BaseModel):
    """Base of everything a parent gives: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Household(Given):
    """The adults of the home. ``income`` is in kr. in the basis (monthly or yearly) that the tariff names."""

    statuses: tuple[Code, ...] = Field(default=(), max_length=20)
    household: Literal["single", "couple"] | None = None
    income: Kronur | None = None
    residence: Place | None = None

    @property
    def kind(self) -> Literal["single", "couple"] | None:
        """One parent or two; a single parent needs not say so twice."""
        if self.household is None and "single_parent" in self.statuses:
            return "single"
        return self.household


class Child(Given):
    """One child. ``hours`` is a day, a week or a month as the tariff counts; ``week`` gives the hours of each day."""

    age_months: AgeMonths | None = None
    born: date | None = None
    service: ServiceKind | None = None
    hours: Hours | None = None
    week: tuple[Hours, ...] | None = Field(default=None, min_length=1, max_length=7)
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] | None = None
    starts: Clock | None = None
    ends: Clock | None = None
    pattern: Code | None = None
    institution: Place | None = None
    residence: Place | None = None
    same_domicile: bool = True
    care_fee: Kronur | None = Field(
        default=None, description="Fee of a child in another service, kr. a month."
    )
    price: Kronur | None = Field(
        default=None, description="What a day parent charges, kr. a month; for the tariff of a subsidy only."
    )
    meals: Annotated[tuple[Code, ...], Field(max_length=20)] | Literal["all"] = ()
    options: tuple[Code, ...] = Field(default=(), max_length=20)
    events: dict[Code, Annotated[int, Field(strict=True, ge=0, le=366)]] = Field(default={}, max_length=20)


class Inputs(Given):
    """A household in one month."""

    household: Household = Household()
    children: tuple[Child, ...] = Field(min_length=1, max_length=MOST_CHILDREN)
    days_in_month: Annotated[int, Field(strict=True, ge=1, le=31)] | None = None
    month: Annotated[int, Field(strict=True, ge=1, le=12)] | None = None
