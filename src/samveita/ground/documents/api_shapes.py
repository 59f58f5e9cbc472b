"""What every JSON answer of the public API is made of: camelCase objects, pages with cursors, problems.

Follows the design guide for APIs of Icelandic public bodies (Viskuausan, draft 4 of 2023): an object at the top, lists
page by page with ``limit`` and ``after``, errors as problem documents (RFC 9457, before RFC 7807), times in RFC 3339. One
rule of the guide is not taken over: a single thing that is missing answers 404, not 204, because 404 is what clients and
caches understand. Rooms build their own answers on these shapes; which room answers where is decided in ``project.api``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from ninja.params import functions as params
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from samveita.iceland.texts import Text

MOST_ON_A_PAGE = 100
ON_A_PAGE = 50
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Row = TypeVar("Row")

Limit = Annotated[int, params.Query(ge=1, le=MOST_ON_A_PAGE, description="How many at most on one page.")]
After = Annotated[
    str | None,
    params.Query(
        min_length=4,
        max_length=200,
        pattern=r"^[A-Za-z0-9_=-]+$",
        description="`endCursor` of the page before; the first page without it.",
    ),
]
Slug = Annotated[
    str,
    params.Path(
        max_length=80, pattern=SLUG, description="The name people say, as in addresses: `hafnarfjordur`."
    ),
]


class Shape(BaseModel):
    """Base of every object the API gives: camelCase outside, nothing unknown, frozen."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class InThreeLanguages(Shape):
    """A sentence or name in Icelandic, English and Polish."""

    is_: str = Field(alias="is")
    en: str
    pl: str


class PageInfo(Shape):
    """Whether more follows, and the cursor to ask for it with."""

    has_next_page: bool
    end_cursor: str | None


class Problem(Shape):
    """What went wrong, as ``application/problem+json`` (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[str] = Field(
        default=[], max_length=50, description="Each parameter that was not understood, and why."
    )


class CursorUnknown(ValueError):
    """A cursor that this list never gave out."""


def texts(text: Text) -> InThreeLanguages:
    """Return a text as the API gives it."""
    return InThreeLanguages(**text.as_dict())


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """Return the documented problem answers of an operation, for its ``response``."""
    return dict.fromkeys(statuses, Problem)


def cursor_for(key: str) -> str:
    """Return the cursor that stands for a row with this key."""
    return base64.urlsafe_b64encode(key.encode()).decode()


def key_of(cursor: str) -> str:
    """Return the key a cursor stands for.

    Raises:
        CursorUnknown: when it is no cursor of ours.
    """
    try:
        return base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise CursorUnknown(cursor) from error


def page_info(rows: Sequence[Row], limit: int, key: Any) -> tuple[Sequence[Row], PageInfo]:
    """Return the rows of a page and what follows, from ``limit + 1`` rows that were fetched.

    Args:
        rows: the rows of the page and, if there is one, the first of the next page.
        limit: how many the caller wants.
        key: function from a row to the key its cursor stands for.
    """
    shown = rows[:limit]
    end = cursor_for(str(key(shown[-1]))) if shown else None
    return shown, PageInfo(has_next_page=len(rows) > limit, end_cursor=end)
