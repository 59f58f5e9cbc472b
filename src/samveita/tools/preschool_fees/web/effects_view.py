"""The page of what a planned tariff changes: invented families, and all children as the municipality counts them.

Everything is entered by the municipality, calculated with and forgotten. A number that can't be read, or shares that
come to more than everybody, are told at the field; nothing is filled in for anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.money import parse_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.editor_words import WORDS
from samveita.tools.preschool_fees.effects import (
    AGES,
    RANKS,
    Counted,
    Effect,
    Group,
    Sort,
    examples,
    outcome,
    sorts_of,
    usual_stay,
    with_income,
)
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.numbers import icelandic
from samveita.tools.preschool_fees.published import tariff_on
from samveita.tools.preschool_fees.web.editor import WRITERS, address, desk_of, standing
from samveita.ui.parts import FieldError

CHART_WIDTH: Final = 300
MOST_CHILDREN: Final = 100_000
LONGEST_STAY: Final = 744
_COUNT = re.compile(r"[0-9]{1,6}")
_SHARE = re.compile(r"([0-9]{1,6}(?:,[0-9]{1,4})?) ?(%?)")
_HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of the form."""

    name: str
    label: Text
    value: str
    error: Text | str = ""
    hint: Text | str = ""


@dataclass(slots=True)
class Form:
    """What was entered, and what of it can't be read."""

    raw: Mapping[str, str]
    errors: dict[str, Text] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Return what stands in a field."""
        return self.raw.get(name, default).strip()[:20]

    def entry(self, name: str, label: Text, default: str = "", hint: Text | str = "") -> Entry:
        """Return the field as it is drawn."""
        return Entry(name, label, self.one(name, default), self.errors.get(name, ""), hint)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def effects_page(request: HttpRequest, *, organisation: Organisation, service: ServiceKind) -> HttpResponse:
    """Show what the draft changes for invented families and, for the numbers entered, for all children."""
    desk = desk_of(organisation, service)
    stand, current = standing(desk), tariff_on(desk.place, clock.today(), of=desk.of)
    context: dict[str, Any] = {
        "office": desk.place,
        "words": WORDS,
        "title": desk.title,
        "editor_url": address(desk, "editor"),
    }
    if current is not None and stand.tariff is not None and stand.seen != "-":
        form = Form({name: str(value) for name, value in request.POST.items()})
        context |= _effects(current, stand.tariff, form)
    status = 422 if context.get("errors") else 200
    return render(request, "preschool_fees/effects.html", context, status=status)


def _effects(current: Tariff, following: Tariff, form: Form) -> dict[str, Any]:
    suggested = sorts_of(current, following)
    sorts = [_with_entered_income(form, sort) for sort in suggested]
    found: dict[str, Any] = {}
    if form.raw:
        counted = _counted(current, form, sorts)
        if counted is not None:
            result = outcome(current, following, counted, sorts)
            found = {
                "total": result.total,
                "by_age": _bars_of(result.by_age),
                "by_sort": _bars_of(result.by_sort),
            }
    return {
        **found,
        "examples": _bars(examples(current, following)),
        "ages": _of_ages(current, form),
        "sorts": _of_sorts(form, sorts),
        "ranks": [
            form.entry(f"rod-{rank}", WORDS[f"rank_{rank}"], hint=WORDS["share_hint"]) for rank in RANKS[1:]
        ],
        "errors": [FieldError(name, sentence) for name, sentence in form.errors.items()],
        "is_subsidy": current.service is ServiceKind.DAY_PARENT,
    }


def _of_ages(current: Tariff, form: Form) -> list[Entry]:
    stay = icelandic(Fraction(usual_stay(current)))
    return [
        entry
        for age in AGES[current.service]
        for entry in (
            form.entry(f"fjoldi-{age}", WORDS["count"].format(age=str(age))),
            form.entry(f"dvol-{age}", WORDS["hours"].format(age=str(age)), stay),
        )
    ]


def _of_sorts(form: Form, sorts: Sequence[Sort]) -> list[tuple[Entry, Entry | None]]:
    """Return for each sort the field of how many, and of its income when it has one."""
    pairs: list[tuple[Entry, Entry | None]] = []
    for sort in sorts:
        many = form.entry(f"hopur-{sort.code}", sort.label, hint=WORDS["share_hint"])
        income = sort.household.income
        if income is None:
            pairs.append((many, None))
        else:
            words = WORDS[f"income_of_{sort.code.partition('_')[0]}"]
            pairs.append((many, form.entry(f"tekjur-{sort.code}", words, icelandic(Fraction(income)))))
    return pairs


def _with_entered_income(form: Form, sort: Sort) -> Sort:
    """Return a sort of income with the income the municipality wrote in place of the middle of the bracket."""
    name = f"tekjur-{sort.code}"
    if sort.household.income is None or not form.one(name):
        return sort
    try:
        income = parse_kronur(form.one(name))
    except ValueError:
        income = -1
    if not 0 <= income < 1_000_000_000:
        form.errors[name] = WORDS["not_an_amount"]
        return sort
    kind, _, number = sort.code.partition("_")
    return with_income(kind, int(number), income, sort.basis)


def _counted(current: Tariff, form: Form, sorts: Iterable[Sort]) -> Counted | None:
    """Return what was entered; ``None`` when nothing was, or when something can't be read."""
    ages = [one for age in AGES[current.service] if (one := _age(form, age)) is not None]
    children = sum(count for _age_, _stay, count in ages)
    of_sorts = {sort.code: _share(form, f"hopur-{sort.code}", children) for sort in sorts}
    of_ranks = {rank: _share(form, f"rod-{rank}", children) for rank in RANKS[1:]}
    named = (
        {f"hopur-{code}": share for code, share in of_sorts.items()},
        {f"rod-{rank}": share for rank, share in of_ranks.items()},
    )
    for shares in named:
        if sum(shares.values()) > 1:
            last = next(name for name in reversed(shares) if shares[name])
            form.errors[last] = WORDS["too_many"]
    if not ages and not form.errors:
        form.errors[f"fjoldi-{AGES[current.service][0]}"] = WORDS["no_children"]
    return None if form.errors else Counted(tuple(ages), of_sorts, of_ranks)


def _age(form: Form, age: int) -> tuple[int, Decimal, int] | None:
    count, hours = form.one(f"fjoldi-{age}").replace(".", ""), form.one(f"dvol-{age}")
    if not count:
        return None
    if not _COUNT.fullmatch(count) or int(count) > MOST_CHILDREN:
        form.errors[f"fjoldi-{age}"] = WORDS["not_a_count"]
        return None
    if not _HOURS.fullmatch(hours) or not 0 < Decimal(hours.replace(",", ".")) <= LONGEST_STAY:
        form.errors[f"dvol-{age}"] = WORDS["not_hours"]
        return None
    return (age, Decimal(hours.replace(",", ".")), int(count)) if int(count) else None


def _share(form: Form, name: str, children: int) -> Fraction:
    """Return a share of all the children, written as a percentage or as how many they are.

    A dot in a percentage is a decimal mark; in how many it stands between thousands.
    """
    written = form.one(name)
    written = written.replace(".", "," if written.endswith("%") else "")
    if not written:
        return Fraction(0)
    found = _SHARE.fullmatch(written)
    if found is None or (not found[2] and "," in found[1]):
        form.errors[name] = WORDS["not_a_share"]
        return Fraction(0)
    number = Fraction(found[1].replace(",", "."))
    if found[2]:
        return number / 100
    return number / children if children else Fraction(0)


def _bars(effects: Sequence[Effect]) -> list[dict[str, Any]]:
    """Return invented families with the lengths of their bars."""
    return [
        {"effect": one, **bars}
        for one, bars in zip(effects, _widths([(one.before, one.after) for one in effects]), strict=True)
    ]


def _bars_of(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return groups of children with the lengths of their bars."""
    return [
        {"group": one, **bars}
        for one, bars in zip(groups, _widths([(one.before, one.after) for one in groups]), strict=True)
    ]


def _widths(pairs: Sequence[tuple[int | None, int | None]]) -> list[dict[str, str | int]]:
    most = max((value for pair in pairs for value in pair if value), default=1)
    return [
        {
            "before_width": f"{max(before or 0, 0) * CHART_WIDTH / most:.1f}",
            "after_width": f"{max(after or 0, 0) * CHART_WIDTH / most:.1f}",
            "y_before": number * 34 + 2,
            "y_after": number * 34 + 16,
        }
        for number, (before, after) in enumerate(pairs)
    ]
