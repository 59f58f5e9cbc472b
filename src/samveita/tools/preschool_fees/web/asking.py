"""From what a form holds to a household, and back to fields with their errors: only what this tariff asks for is asked.

Names of fields are ``b1-hours`` for the first child's hours, ``income`` for the home; refusals of the calculation name a
place in the household and are shown at the field of that place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from samveita.iceland.money import parse_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.choosing import conditions, known_patterns, known_statuses
from samveita.tools.preschool_fees.falling import offered_stays
from samveita.tools.preschool_fees.household import MOST_CHILDREN, Inputs
from samveita.tools.preschool_fees.labels import STATUS_NAMES, label
from samveita.tools.preschool_fees.model import EventUnit, ServiceKind, Status, Tariff, TimeUnit
from samveita.tools.preschool_fees.numbers import icelandic
from samveita.tools.preschool_fees.wording import AGES, WORDS, age_in_words
from samveita.ui.parts import Choice, FieldError

MOST_LISTED_STAYS = 60
USUAL = Decimal(8)
OPENS = "08:00"
USUAL_AGE = {ServiceKind.PRESCHOOL: "36", ServiceKind.DAY_PARENT: "18", ServiceKind.AFTERSCHOOL: "84"}
SEEN = "seen"
DAYS_OF_A_MONTH = "21"
UNEVEN, EVEN = "nei", "ja"
IN_KRONUR = frozenset({"income", "price"})
WEEKDAYS = (1, 2, 3, 4, 5)
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form, ready for the component of its kind: select, radio, checkboxes or text."""

    kind: str
    name: str
    label: Text
    choices: tuple[Choice, ...] = ()
    value: str = ""
    values: tuple[str, ...] = ()
    hint: Text | str = ""
    error: Text | str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of the home or of one child."""

    number: int
    title: Text
    fields: tuple[Field, ...]
    remove: Text | None = None


@dataclass(slots=True)
class Answers:
    """What a form held: for each field its values; empty for a first visit."""

    raw: Mapping[str, Sequence[str]]
    errors: dict[str, Text] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Return the value of a field with one value."""
        values = self.raw.get(name)
        return values[0].strip()[:40] if values else default

    def many(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the values of a field with several; the default when its child or the whole form is new."""
        child, is_of_child, _part = name.partition("-")
        is_new = f"{child}-{SEEN}" not in self.raw if is_of_child else not self.raw
        if is_new and name not in self.raw:
            return default
        return tuple(value[:40] for value in self.raw.get(name, ()))

    @property
    def children(self) -> int:
        """How many children the form has, after what was asked to be added or taken out."""
        return min(MOST_CHILDREN, max(1, int(self.one("children", "1") or 1) if self._is_count() else 1))

    def is_uneven(self, number: int) -> bool:
        """Say whether a child's days were told to be of different length."""
        return self.one(f"b{number}-even") == UNEVEN

    def tell(self, place: str, reason: Text) -> None:
        """Keep what is wrong at the field of a place in the household; hours of an uneven week at its first day."""
        name = field_at(place)
        number, _, part = name[1:].partition("-")
        is_hours = part == "hours" and number.isdecimal() and self.is_uneven(int(number))
        self.errors[f"b{number}-day1" if is_hours else name] = reason

    def _is_count(self) -> bool:
        return self.one("children", "1").isdecimal()


def resized(raw: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the form with a child added or taken out, when one of those buttons was pressed."""
    made = {name: values for name, values in raw.items() if name not in {"add", "remove"}}
    count = Answers(raw).children
    if "add" in raw and count < MOST_CHILDREN:
        made["children"] = [str(count + 1)]
    gone = Answers(raw).one("remove")
    if gone.isdecimal() and 1 <= int(gone) <= count and count > 1:
        made = {name: values for name, values in made.items() if not name.startswith(f"b{gone}-")}
        for number in range(int(gone) + 1, count + 1):
            for name in [name for name in made if name.startswith(f"b{number}-")]:
                made[f"b{number - 1}-{name.partition('-')[2]}"] = made.pop(name)
        made["children"] = [str(count - 1)]
    return made


def read(tariff: Tariff, answers: Answers) -> Inputs | None:
    """Return the household a form holds; ``None`` when something is not understood, with its errors in ``answers``."""
    children = [_child(tariff, answers, number) for number in range(1, answers.children + 1)]
    home: dict[str, Any] = {"statuses": answers.many("statuses")}
    if answers.one("household") in {"single", "couple"}:
        home["household"] = answers.one("household")
    if answers.one("income"):
        try:
            home["income"] = parse_kronur(answers.one("income"))
        except ValueError:
            answers.errors["income"] = WORDS["not_kronur"]
    days = answers.one("days_in_month", DAYS_OF_A_MONTH if asks_days_of_month(tariff) else "")
    raw: dict[str, Any] = {"household": home, "children": children}
    if days.isdecimal():
        raw["days_in_month"] = int(days)
    if answers.errors:
        return None
    try:
        return Inputs.model_validate(raw)
    except ValidationError as error:
        for slip in error.errors():
            reason = WORDS["not_kronur" if slip["loc"][-1] in IN_KRONUR else "check_this"]
            answers.tell(".".join(str(part) for part in slip["loc"]), reason)
        return None


def _child(tariff: Tariff, answers: Answers, number: int) -> dict[str, Any]:
    def name(part: str) -> str:
        return f"b{number}-{part}"

    age = answers.one(name("age"), USUAL_AGE[tariff.service])
    child: dict[str, Any] = {"age_months": int(age) if age.isdecimal() else None}
    service = answers.one(name("service"), str(tariff.service))
    if service != tariff.service:
        return {**child, "service": service}
    child |= _price_of_child(tariff, answers, name("price"))
    is_uneven = may_be_uneven(tariff) and answers.is_uneven(number)
    hours = _hours_of_child(tariff, answers, number, child)
    usual = {"starts": OPENS if asks_clock(tariff) else ""}
    for part in ("institution", "pattern", "starts"):
        value = answers.one(name(part), usual.get(part, ""))
        if value:
            child[part] = value
    days = answers.one(name("days"), days_offered(tariff)[0] if asks_days(tariff) else "")
    if days.isdecimal() and not is_uneven:
        child["days_per_week"] = int(days)
    if hours is not None and re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", child.get("starts", "")):
        child["ends"] = _after(child["starts"], hours)
    served = {meal.code for meal in tariff.model.meals if meal.optional}
    child["meals"] = tuple(
        code for code in answers.many(name("meals"), tuple(sorted(served))) if code in served
    )
    child["options"] = answers.many(name("options"))
    return child


def _price_of_child(tariff: Tariff, answers: Answers, name: str) -> dict[str, int]:
    if not asks_price(tariff) or not answers.one(name):
        return {}
    try:
        return {"price": parse_kronur(answers.one(name))}
    except ValueError:
        answers.errors[name] = WORDS["not_kronur"]
        return {}


def _hours_of_child(tariff: Tariff, answers: Answers, number: int, child: dict[str, Any]) -> Decimal | None:
    """Put the hours, or those of each day, where they belong; return the longest day, for the clock."""
    if not (may_be_uneven(tariff) and answers.is_uneven(number)):
        hours = _number(answers, f"b{number}-hours", tariff)
        if hours is not None:
            child["hours"] = hours
        return hours
    week = [_number(answers, f"b{number}-day{day}", tariff) for day in WEEKDAYS]
    child["week"] = [hours for hours in week if hours is not None]
    return max(child["week"], default=None)


def asks_clock(tariff: Tariff) -> bool:
    """Say whether the fee depends on when the day begins."""
    held = (condition for _place, condition in conditions(tariff))
    return tariff.model.time.clock or any(one.ends_after or one.starts_before for one in held)


def asks_price(tariff: Tariff) -> bool:
    """Say whether somebody else sets the price and the tariff is what the municipality pays of it."""
    return tariff.service is ServiceKind.DAY_PARENT


def may_be_uneven(tariff: Tariff) -> bool:
    """Say whether the days of a week may be of different length: where a stay is counted by the day or the week."""
    return tariff.model.time.unit in {TimeUnit.DAY, TimeUnit.WEEK}


def asks_days(tariff: Tariff) -> bool:
    """Say whether the fee depends on the number of days a week."""
    held = (condition for _place, condition in conditions(tariff))
    return tariff.model.time.unit is TimeUnit.WEEK or any(one.days_per_week for one in held)


def days_offered(tariff: Tariff) -> tuple[str, ...]:
    """Return the numbers of days a week to choose from, most first."""
    return tuple(str(count) for count in sorted(tariff.model.time.days_per_week or (5, 4, 3), reverse=True))


def asks_days_of_month(tariff: Tariff) -> bool:
    """Say whether meals are paid by the day without the tariff saying how many days there are."""
    return any(meal.per == "day" for meal in tariff.model.meals) and not tariff.model.days_per_month


def _number(answers: Answers, name: str, tariff: Tariff) -> Decimal | None:
    """Return a number of hours written with comma or point; the usual stay on a first visit."""
    if tariff.model.time.unit is TimeUnit.PATTERN:
        return None
    written = answers.one(name)
    if not written:
        if answers.raw.get(name) is not None:
            answers.errors[name] = WORDS["not_a_number"]
        return _usual_day(tariff) if "-day" in name else usual_stay(tariff)
    if not _NUMBER.fullmatch(written):
        answers.errors[name] = WORDS["not_a_number"]
        return None
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        answers.errors[name] = WORDS["not_a_number"]
        return None


def _after(starts: str, hours: Decimal) -> str:
    minutes = min(int(starts[:2]) * 60 + int(starts[3:]) + int(hours * 60), 24 * 60 - 1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _usual_day(tariff: Tariff) -> Decimal:
    """Return the length of a day shown first when the days of a week are told one by one."""
    stay = usual_stay(tariff)
    return stay / len(WEEKDAYS) if tariff.model.time.unit is TimeUnit.WEEK else stay


def usual_stay(tariff: Tariff) -> Decimal:
    """Return the stay shown first: eight hours a day, or the longest offered below that."""
    factor = {TimeUnit.WEEK: 5, TimeUnit.MONTH: 20}.get(tariff.model.time.unit, 1)
    below = [hours for hours in offered_stays(tariff) if hours <= USUAL * factor]
    return USUAL * factor if tariff.model.time.unit is TimeUnit.MONTH or not below else below[-1]


def field_at(place: str) -> str:
    """Return the name of the field that stands for a place in the household."""
    parts = place.split(".")
    if parts[0] == "children" and len(parts) > 3 and parts[2] == "week":
        return f"b{int(parts[1]) + 1}-day{int(parts[3]) + 1}"
    if parts[0] == "children" and len(parts) > 2:
        part = {"age_months": "age", "days_per_week": "days", "ends": "starts"}.get(parts[2], parts[2])
        return f"b{int(parts[1]) + 1}-{part}"
    if parts[0] == "children":
        return f"b{int(parts[1]) + 1}-hours" if len(parts) > 1 else "b1-hours"
    return parts[1] if len(parts) > 1 else parts[0]


def groups(tariff: Tariff, answers: Answers, others: Iterable[Tariff]) -> tuple[Group, ...]:
    """Return the whole form: each child, then the home."""
    count = answers.children
    children = [
        Group(
            number,
            WORDS["child"].format(number=str(number)),
            tuple(_fields_of_child(tariff, answers, number)),
            WORDS["remove"].format(number=str(number)) if count > 1 else None,
        )
        for number in range(1, count + 1)
    ]
    home = tuple(_fields_of_home(tariff, answers, others))
    return (*children, Group(0, WORDS["home"], home)) if home else tuple(children)


def _fields_of_child(tariff: Tariff, answers: Answers, number: int) -> Iterable[Field]:
    def name(part: str) -> str:
        return f"b{number}-{part}"

    model = tariff.model
    ages = tuple(Choice(str(months), age_in_words(months)) for months in AGES)
    yield _select(answers, name("age"), WORDS["age"], ages, USUAL_AGE[tariff.service])
    service = str(tariff.service)
    if model.sibling is not None and len(model.sibling.counts) > 1 and number > 1:
        kinds = tuple(Choice(str(kind), WORDS[str(kind)]) for kind in model.sibling.counts)
        yield _select(answers, name("service"), WORDS["service"], kinds, service)
        service = answers.one(name("service"), service)
    if service != tariff.service:
        return
    held = [condition.institution for _place, condition in conditions(tariff)]
    institutions = tuple(dict.fromkeys(one for one in held if one))
    if institutions:
        named = tuple(Choice(one, one.capitalize()) for one in institutions)
        rest = (Choice("", WORDS["any_institution"]), *named)
        yield _select(answers, name("institution"), WORDS["institution"], rest, "")
    yield from _fields_of_stay(tariff, answers, number)
    if asks_price(tariff):
        yield _text(answers, name("price"), WORDS["price"], "")
    if asks_days(tariff) and not answers.is_uneven(number):
        days = tuple(Choice(count, count) for count in days_offered(tariff))
        yield _select(answers, name("days"), WORDS["days"], days, days[0].value)
    if asks_clock(tariff):
        quarters = ((hour, minute) for hour in (7, 8, 9) for minute in (0, 15, 30, 45))
        times = tuple(
            Choice(time, time) for time in (f"{hour:02d}:{minute:02d}" for hour, minute in quarters)
        )
        yield _select(answers, name("starts"), WORDS["starts"], times, OPENS)
    yield from _choices_of_child(tariff, answers, name)


def _choices_of_child(tariff: Tariff, answers: Answers, name: Any) -> Iterable[Field]:
    model = tariff.model
    meals = {meal.code: label(meal.code, meal.label) for meal in model.meals if meal.optional}
    if meals:
        yield _checkboxes(answers, name("meals"), WORDS["meals"], meals, tuple(meals))
    options = {one.code: label(one.code, one.label) for one in model.surcharges}
    options |= {one.code: label(one.code, one.label) for one in model.monthly_fees if one.optional}
    if options:
        yield _checkboxes(answers, name("options"), WORDS["options"], options, ())
    patterns = [code for code in known_patterns(tariff) if code not in model.time.patterns]
    if patterns:
        kinds = tuple(Choice(code, WORDS.get(code, label(code))) for code in patterns)
        rest = (Choice("", WORDS["ordinary"]), *kinds)
        yield _select(answers, name("pattern"), WORDS["pattern"], rest, "")


def _hours(tariff: Tariff, answers: Answers, name: str) -> Field:
    stays, words = offered_stays(tariff), WORDS[str(tariff.model.time.unit)]
    usual = icelandic_hours(usual_stay(tariff))
    if tariff.model.time.unit is TimeUnit.MONTH or len(stays) > MOST_LISTED_STAYS:
        return Field("text", name, words, value=answers.one(name, usual), error=answers.errors.get(name, ""))
    listed = tuple(Choice(icelandic_hours(hours), icelandic_hours(hours)) for hours in stays if hours)
    return _select(answers, name, words, listed, usual)


def _fields_of_stay(tariff: Tariff, answers: Answers, number: int) -> Iterable[Field]:
    if may_be_uneven(tariff):
        kinds = (Choice(EVEN, WORDS["even"]), Choice(UNEVEN, WORDS["uneven"]))
        yield _select(answers, f"b{number}-even", WORDS["every_day"], kinds, EVEN)
    if may_be_uneven(tariff) and answers.is_uneven(number):
        yield from _days(tariff, answers, number)
    elif tariff.model.time.unit is not TimeUnit.PATTERN:
        yield _hours(tariff, answers, f"b{number}-hours")


def _days(tariff: Tariff, answers: Answers, number: int) -> Iterable[Field]:
    """Yield the hours of each day from Monday to Friday; nought on a day the child is not there."""
    usual = icelandic_hours(_usual_day(tariff))
    for day in WEEKDAYS:
        name = f"b{number}-day{day}"
        error = answers.errors.get(name, "")
        yield Field("text", name, WORDS[f"day{day}"], value=answers.one(name, usual), error=error)


def icelandic_hours(hours: Decimal) -> str:
    """Write a number of hours for people: ``7,25``."""
    return icelandic(Fraction(hours))


def _fields_of_home(tariff: Tariff, answers: Answers, others: Iterable[Tariff]) -> Iterable[Field]:
    model = tariff.model
    statuses = {code: STATUS_NAMES.get(code, label(code)) for code in known_statuses(tariff)}
    if statuses:
        yield _checkboxes(answers, "statuses", WORDS["statuses"], statuses, ())
    by_income = [one for one in model.reductions if one.basis is not None]
    if by_income:
        parents = (Choice("couple", WORDS["couple"]), Choice("single", WORDS["single"]))
        yield Field(
            "radio",
            "household",
            WORDS["household"],
            parents,
            answers.one("household", "couple"),
            error=answers.errors.get("household", ""),
        )
        yield Field(
            "text",
            "income",
            WORDS[f"income_{by_income[0].basis}"],
            value=answers.one("income"),
            hint=WORDS["income_hint"],
            error=answers.errors.get("income", ""),
            is_optional=True,
        )
    if asks_days_of_month(tariff):
        yield _text(answers, "days_in_month", WORDS["days_in_month"], DAYS_OF_A_MONTH)
    for event in yearly_events(tariff):
        words = WORDS["year_days"]
        name = label(event, next(one.label for one in model.events if one.code == event))
        asked = Text(
            is_=words.is_.format(event=name.is_),
            en=words.en.format(event=name.en),
            pl=words.pl.format(event=name.pl),
        )
        yield _text(answers, f"year-{event}", asked, "0")
    listed = [other for other in others if other.id != tariff.id]
    if listed:
        kinds = (Choice("", WORDS["no_versus"]), *(Choice(other.id, name_of(other)) for other in listed))
        yield _select(answers, "versus", WORDS["versus"], kinds, "")


def yearly_events(tariff: Tariff) -> tuple[str, ...]:
    """Return the events counted in days that a family can plan for a year, such as registration days."""
    return tuple(one.code for one in tariff.model.events if one.per is EventUnit.DAY and not one.window)


def days_of_year(tariff: Tariff, answers: Answers) -> dict[str, int]:
    """Return how many days of each such event the family expects."""
    given = {code: answers.one(f"year-{code}", "0") for code in yearly_events(tariff)}
    return {code: min(int(count), 366) for code, count in given.items() if count.isdecimal()}


def name_of(tariff: Tariff) -> str:
    """Return what a version is called in a list: its first day, and that it is only proposed when it is."""
    day: date | None = tariff.valid_from
    written = "" if day is None else f"{day.day}.{day.month}.{day.year}"
    return f"{written} *" if tariff.status is Status.PROPOSED else written


def _select(answers: Answers, name: str, words: Text, choices: tuple[Choice, ...], default: str) -> Field:
    return Field(
        "select",
        name,
        words,
        choices,
        answers.one(name, default),
        error=answers.errors.get(name, ""),
    )


def _checkboxes(
    answers: Answers, name: str, words: Text, choices: dict[str, Text], default: tuple[str, ...]
) -> Field:
    listed = tuple(Choice(code, text) for code, text in choices.items())
    error = answers.errors.get(name, "")
    return Field(
        "checkboxes", name, words, listed, values=answers.many(name, default), error=error, is_optional=True
    )


def _text(answers: Answers, name: str, words: Text, default: str) -> Field:
    return Field(
        "text",
        name,
        words,
        value=answers.one(name, default),
        error=answers.errors.get(name, ""),
        is_optional=True,
    )


def errors_of(answers: Answers) -> list[FieldError]:
    """Return what the error summary lists."""
    return [FieldError(name, message) for name, message in answers.errors.items()]
