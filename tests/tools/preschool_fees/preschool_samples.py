"""Small tariffs and households for the tests of preschool fees, and the shipped tariffs with something changed."""

from __future__ import annotations

from typing import Any

from samveita.tools.preschool_fees.calculate import Result, calculate
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.shelf import shipped_tariffs

HOURLY = {"bands": [{"from": 0, "to": 9, "amount": 1000}]}


def tariff(**rules: Any) -> Tariff:
    """An invented tariff: 1.000 kr. for each daily hour, 4 to 9 hours, unless the test says otherwise."""
    rules.setdefault("time", {"unit": "hours_per_day", "min": 4, "max": 9, "step": 0.5})
    rules.setdefault("care", [HOURLY])
    return Tariff.model_validate(
        {
            "id": "test",
            "municipality": "Prófsveit",
            "valid_from": "2026-01-01",
            "source": {"title": "Prófun"},
            "model": rules,
        }
    )


def changed(name: str, **parts: dict[str, Any]) -> Tariff:
    """A shipped tariff with some keys of some parts changed."""
    raw = shipped_tariffs()[name].model_dump(mode="json")
    for part, keys in parts.items():
        raw["model"][part] = {**raw["model"][part], **keys}
    return Tariff.model_validate(raw)


def pay(of: Tariff, *children: dict[str, Any], **rest: Any) -> Result:
    """What a household pays; children are 40 months old unless the test says otherwise."""
    made = [{"age_months": 40, **child} for child in children]
    return calculate(of, Inputs.model_validate({"children": made, **rest}))


def amounts(result: Result, child: int = 0) -> dict[str, int]:
    """The amounts of one child's lines by code."""
    return {line.code: line.amount for line in result.children[child].lines}
