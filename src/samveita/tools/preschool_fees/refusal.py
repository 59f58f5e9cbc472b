"""The one way this tool says no: the place in the data, and the reason in three languages."""

from __future__ import annotations

from samveita.iceland.texts import Text


class Refused(ValueError):
    """Something that can't be calculated with.

    Attributes:
        place: where in the tariff or the household, such as ``children.0.hours``.
        reason: what is wrong and what to do.
    """

    def __init__(self, place: str, reason: Text) -> None:
        super().__init__(f"{place}: {reason.en}" if place else reason.en)
        self.place = place
        self.reason = reason
