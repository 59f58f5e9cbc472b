"""The real tariffs that come with the program, and which version holds on a day.

They are data (``tariffs/*.json``) read from what municipalities have published, each with its source; a tariff that a
municipality publishes here itself takes its place. Levels of different years say nothing about each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.importing import read_tariff
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.refusal import Refused


@cache
def shipped_tariffs() -> dict[str, Tariff]:
    """Return the preschool tariffs that come with the program by their id."""
    return _of_folder("tariffs")


@cache
def shipped_neighbours() -> dict[str, Tariff]:
    """Return the tariffs of neighbouring services that come with the program by their id."""
    return _of_folder("neighbouring")


def _of_folder(name: str) -> dict[str, Tariff]:
    folder = resources.files("samveita.tools.preschool_fees").joinpath(name)
    read = (
        read_tariff(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".json")
    )
    return {tariff.id: tariff for tariff in read}


def version_on(tariffs: Iterable[Tariff], day: date) -> Tariff:
    """Return the one version that is valid on a day of Iceland's civil calendar.

    Raises:
        Refused: when none is valid, or more than one.
    """
    valid = [
        tariff
        for tariff in tariffs
        if tariff.valid_from is not None
        and tariff.valid_from <= day
        and (tariff.valid_to is None or day <= tariff.valid_to)
    ]
    if len(valid) == 1:
        return valid[0]
    raise Refused("", (_NONE if not valid else _MANY).format(day=day.isoformat()))


_NONE = Text(
    is_="Engin gjaldskrá er í gildi {day}.",
    en="No tariff is valid on {day}.",
    pl="Żaden cennik nie obowiązuje dnia {day}.",
)
_MANY = Text(
    is_="Fleiri en ein gjaldskrá er í gildi {day}.",
    en="More than one tariff is valid on {day}.",
    pl="Dnia {day} obowiązuje więcej niż jeden cennik.",
)
