"""Words of a tariff that the calculation, too, goes by: how groups combine, how amounts are rounded, what is left unsaid."""

from __future__ import annotations

from enum import StrEnum


class Silence(StrEnum):
    """Something the tariff does not say; a result shows it as an assumption (``assumptions``)."""

    VALIDITY = "validity"
    STAY_LIMITS = "stay_limits"
    FULL_PRICE = "full_price"
    STACKING = "stacking"
    SIBLING_RULE = "sibling_rule"
    SAME_HOURS = "same_hours"
    SURCHARGE_DISCOUNT = "surcharge_discount"
    INCOME_LIMITS = "income_limits"
    WHO_HAS_PRIORITY = "who_has_priority"
    MEALS_BY_STAY = "meals_by_stay"
    MEAL_PRICE_DERIVED = "meal_price_derived"
    HOURS_OF_MONTH = "hours_of_month"
    FROM_CALCULATOR = "from_calculator"
    AGE_OF_DISCOUNT = "age_of_discount"
    PARTS_DATED_APART = "parts_dated_apart"
    PATTERN_BASE = "pattern_base"
    SHORTER_DAY = "shorter_day"


class RoundingMethod(StrEnum):
    """Which way to a whole króna."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class RoundingPlace(StrEnum):
    """What is rounded."""

    LINE = "line"
    CHILD = "child"
    FAMILY = "family"


class CombineMode(StrEnum):
    """How groups of reductions meet."""

    SEQUENCE = "sequence"
    BEST_SINGLE = "best_single"
    SEQUENCE_EXCLUSIVE = "sequence_exclusive"
