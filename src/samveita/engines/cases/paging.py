"""Long lists of cases, a page at a time: a page begins where another ended, so that the last one costs as the first.

A place in a list is named by the uid of a case, which tells nothing about anybody; what the list is ordered by is looked
up from it here. A case that has moved since is looked for where it stands now, and one that is gone names no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samveita.engines.cases.models import Case

COLUMNS = {
    "due": "due_on",
    "number": "number",
    "name": "person__search_key",
    "submitted": "submitted_at",
    "closed": "closed_at",
}
ORDERS = tuple(COLUMNS)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list, and the uids of the cases that the pages before and after it end and begin at, if there are any."""

    cases: list[Case]
    before: UUID | None
    after: UUID | None


def ordered(found: QuerySet[Case], order: str, *, descending: bool) -> QuerySet[Case]:
    """Return cases in an order, those without a due day last.

    Raises:
        KeyError: when the order is none of ``ORDERS``.
    """
    return _sorted(found, COLUMNS[order], descending=descending, nulls_last=True if order == "due" else None)


def beyond(found: QuerySet[Case], last: Case, order: str, *, descending: bool) -> QuerySet[Case]:
    """Return those of the cases that come after one of them in an order."""
    column, step = COLUMNS[order], "lt" if descending else "gt"
    value: Any = last.person.search_key if order == "name" else getattr(last, column)
    beside = Q(**{column: value, f"pk__{step}": last.pk})
    if value is None:
        return found.filter(beside)
    # Said twice, so that an index finds where to begin.
    rest = Q(**{f"{column}__{step}e": value}) & (Q(**{f"{column}__{step}": value}) | beside)
    return found.filter(rest | Q(**{column: None}) if order == "due" else rest)


def page_of(
    found: QuerySet[Case],
    order: str,
    *,
    descending: bool,
    size: int,
    after: UUID | None = None,
    before: UUID | None = None,
) -> CasePage:
    """Return the page of a list that begins after a case, or ends before one; the first when that names no place.

    Args:
        found: the cases of the list.
        order: one of ``ORDERS``.
        descending: whether the order is turned round.
        size: how many a page holds.
        after: uid of the last case of the page before.
        before: uid of the first case of the page after.
    """
    listed, named = ordered(found, order, descending=descending), after or before
    place = None if named is None else Case.objects.select_related("person").filter(uid=named).first()
    if place is not None and after is not None:
        rows = list(beyond(listed, place, order, descending=descending)[: size + 1])
        if rows:
            return CasePage(rows[:size], rows[0].uid, _last(rows, size))
    elif place is not None:
        nearest = list(_preceding(found, place, order, descending=descending)[: size + 1])
        shown = nearest[:size][::-1]
        if shown:
            return CasePage(shown, shown[0].uid if len(nearest) > size else None, shown[-1].uid)
    rows = list(listed[: size + 1])
    return CasePage(rows[:size], None, _last(rows, size))


def _last(rows: list[Case], size: int) -> UUID | None:
    """Return the last case of a page when there is more."""
    return rows[size - 1].uid if len(rows) > size else None


def _preceding(found: QuerySet[Case], first: Case, order: str, *, descending: bool) -> QuerySet[Case]:
    """Return the cases that come before one of them, the nearest first."""
    column = COLUMNS[order]
    turned = _sorted(found, column, descending=not descending, nulls_last=False if order == "due" else None)
    if order != "due":
        return beyond(turned, first, order, descending=not descending)
    step = "gt" if descending else "lt"
    beside = Q(due_on=first.due_on, **{f"pk__{step}": first.pk})
    if first.due_on is None:
        return turned.filter(beside | Q(due_on__isnull=False))
    return turned.filter(beside | Q(**{f"due_on__{step}": first.due_on}))


def _sorted(
    found: QuerySet[Case], column: str, *, descending: bool, nulls_last: bool | None
) -> QuerySet[Case]:
    """Return cases sorted; only a due day may be missing, and without a word on that an index gives the order."""
    words = {} if nulls_last is None else {"nulls_last": True} if nulls_last else {"nulls_first": True}
    by = F(column).desc(**words) if descending else F(column).asc(**words)
    return found.order_by(by, "-pk" if descending else "pk")
