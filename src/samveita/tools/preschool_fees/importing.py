"""Reading tariffs and households from JSON: digit by digit, with every slip named by its place.

Repeated keys, binary fractions, unknown words and numbers out of reason are refused. The same reader serves the command
line, the editor's import and the tariffs that come with the program.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import Tariff

MOST_CHARACTERS = 2_000_000
MOST_SLIPS = 20

ModelT = TypeVar("ModelT", bound=BaseModel)


class Unreadable(ValueError):
    """The content can't be read at all."""


class Invalid(ValueError):
    """The content is JSON but not what it should be; ``slips`` are pairs of place and reason."""

    def __init__(self, slips: tuple[tuple[str, str], ...]) -> None:
        super().__init__("\n".join(f"{place}: {reason}" for place, reason in slips))
        self.slips = slips


def read_tariff(content: str) -> Tariff:
    """Read a tariff.

    Raises:
        Unreadable: when it is not one JSON object.
        Invalid: when it is not shaped as a tariff.
    """
    return _validated(Tariff, read_json(content))


def read_inputs(content: str) -> Inputs:
    """Read a household.

    Raises:
        Unreadable: when it is not one JSON object.
        Invalid: when it is not shaped as a household.
    """
    return _validated(Inputs, read_json(content))


def read_json(content: str) -> dict[str, Any]:
    """Read one JSON object, keeping decimals as they are written.

    Raises:
        Unreadable: when it is something else.
    """
    if len(content) > MOST_CHARACTERS:
        raise Unreadable(f"the file is longer than {MOST_CHARACTERS} characters")
    try:
        raw = json.loads(
            content,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_repeated_keys,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the file is not valid JSON: {error}") from error
    if not isinstance(raw, dict):
        raise Unreadable("the file must hold one JSON object")
    return raw


def _validated(kind: type[ModelT], raw: dict[str, Any]) -> ModelT:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise Invalid(slips_of(error)) from error


def slips_of(error: ValidationError) -> tuple[tuple[str, str], ...]:
    """Return place and reason of each slip, the first twenty; a list that is empty only because of them is not told."""
    items = [dict(item) for item in error.errors()]
    told = [item for item in items if item["type"] != "too_short" or not _has_below(item, items)]
    return tuple(_slip(item) for item in told[:MOST_SLIPS])


def _has_below(item: dict[str, Any], items: list[dict[str, Any]]) -> bool:
    place = item["loc"]
    return any(len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in items)


def _slip(item: dict[str, Any]) -> tuple[str, str]:
    place = ".".join(str(part) for part in item["loc"] if not _is_branch(part))
    if item["type"] == "extra_forbidden":
        return place, "this key is not known; check the spelling"
    if item["type"] == "missing":
        return place, "this key is required"
    return place, item["msg"].removeprefix("Value error, ").replace("Tuple", "List").replace("tuple", "list")


def _is_branch(part: Any) -> bool:
    """Say whether a part of the place is pydantic's own name for one of several shapes, not a key of the file."""
    return isinstance(part, str) and ("[" in part or part in {"Words", "Brackets", "str"})


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in pairs:
        if key in read:
            raise ValueError(f"the key {key!r} stands twice")
        read[key] = value
    return read
