"""What a household may choose under a tariff: statuses, meals, options, events and patterns; anything else is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.household import STATUSES, Inputs
from samveita.tools.preschool_fees.model import Condition, ServiceKind, Tariff
from samveita.tools.preschool_fees.refusal import Refused


def known_statuses(tariff: Tariff) -> tuple[str, ...]:
    """Return the statuses that make a difference in this tariff, in its order."""
    named = [code for one in tariff.model.classes for code in one.any_of]
    named += [code for one in tariff.model.reductions for code in one.any_of]
    return tuple(dict.fromkeys(named))


def conditions(tariff: Tariff) -> Iterator[tuple[str, Condition]]:
    """Return every condition of a tariff with its place."""
    model = tariff.model
    parts: dict[str, Iterable[Any]] = {
        "care": model.care,
        "adjust": model.adjust,
        "surcharges": model.surcharges,
        "reductions": model.reductions,
        "meals": model.meals,
        "monthly_fees": model.monthly_fees,
    }
    for name, rows in parts.items():
        for number, row in enumerate(rows):
            if row.when is not None:
                yield f"model.{name}.{number}.when", row.when


def known_patterns(tariff: Tariff) -> tuple[str, ...]:
    """Return the patterns of a week the tariff knows."""
    asked = [condition.pattern for _place, condition in conditions(tariff) if condition.pattern is not None]
    return tuple(dict.fromkeys([*tariff.model.time.patterns, *asked]))


def options_of(tariff: Tariff) -> tuple[str, ...]:
    """Return the surcharges and voluntary fees a parent may choose."""
    fees = [one.code for one in tariff.model.monthly_fees if one.optional]
    return tuple(dict.fromkeys([*(one.code for one in tariff.model.surcharges), *fees]))


def refuse_unknown_choices(tariff: Tariff, inputs: Inputs) -> None:
    """Refuse a household that asks for something the tariff does not have.

    Raises:
        Refused: with the place of the first thing that is unknown or stands twice.
    """
    statuses = {*STATUSES, *known_statuses(tariff)}
    _refuse(inputs.household.statuses, statuses, "household.statuses")
    meals = {one.code for one in tariff.model.meals}
    events = {one.code for one in tariff.model.events}
    options, patterns = set(options_of(tariff)), set(known_patterns(tariff))
    for number, child in enumerate(inputs.children):
        if (child.service or tariff.service) is not tariff.service:
            continue
        place = f"children.{number}"
        _refuse(child.meals if child.meals != "all" else (), meals, f"{place}.meals")
        _refuse(child.options, options, f"{place}.options")
        for code in child.events:
            if code not in events:
                raise Refused(f"{place}.events.{code}", _UNKNOWN.format(code=code))
        if child.price is not None and tariff.service is not ServiceKind.DAY_PARENT:
            raise Refused(f"{place}.price", _NO_PRICE)
        if child.pattern is not None and child.pattern not in patterns:
            raise Refused(f"{place}.pattern", _UNKNOWN.format(code=child.pattern))


def _refuse(given: Iterable[str], known: set[str], place: str) -> None:
    seen: set[str] = set()
    for position, code in enumerate(given):
        if code not in known:
            raise Refused(f"{place}.{position}", _UNKNOWN.format(code=code))
        if code in seen:
            raise Refused(f"{place}.{position}", _TWICE.format(code=code))
        seen.add(code)


_UNKNOWN = Text(
    is_="Gjaldskráin þekkir ekki „{code}“.",
    en="The tariff does not know {code!r}.",
    pl="Cennik nie zna pozycji „{code}”.",
)
_NO_PRICE = Text(
    is_="Verð dagforeldris á aðeins við um niðurgreiðslu dagforeldra.",
    en="A day parent's price belongs to the tariff of a day-parent subsidy only.",
    pl="Cena opiekuna dziennego dotyczy tylko cennika dofinansowania.",
)
_TWICE = Text(
    is_="„{code}“ stendur tvisvar.",
    en="{code!r} stands twice.",
    pl="„{code}” występuje dwa razy.",
)
