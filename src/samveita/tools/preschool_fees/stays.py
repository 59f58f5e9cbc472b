"""A child's stay in the tariff's own terms: normalised hours, days, clock; and whether a condition fits it.

A stay the tariff does not offer is refused with the place and what is offered. A condition that asks for something nobody
told (an age, a clock time) refuses too: the fee would be a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.household import Child, Household, Inputs
from samveita.tools.preschool_fees.model import (
    GENERAL,
    Averaging,
    Condition,
    ServiceKind,
    Tariff,
    Time,
    TimeUnit,
)
from samveita.tools.preschool_fees.numbers import icelandic
from samveita.tools.preschool_fees.refusal import Refused

DAYS_OF_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Stay:
    """One child, priced or not, as the rules see it.

    Attributes:
        number: the child's number in the household, from 1.
        hours: in the tariff's unit; ``None`` when a fixed pattern asks for none.
    """

    number: int
    child: Child
    household: Household
    service: ServiceKind
    class_code: str
    hours: Fraction | None
    days_per_week: int | None

    @property
    def place(self) -> str:
        """Where the child stands in the input."""
        return f"children.{self.number - 1}"

    def at(self, hours: Fraction) -> Stay:
        """Return the same stay with other hours."""
        return replace(self, hours=hours)


def read_stays(tariff: Tariff, inputs: Inputs) -> tuple[Stay, ...]:
    """Return the stay of each child, in the order given.

    Raises:
        Refused: when a stay is not one the tariff offers, or something needed is missing.
    """
    class_code = class_of(tariff, inputs.household)
    return tuple(
        _stay(tariff, inputs.household, child, number, class_code)
        for number, child in enumerate(inputs.children, start=1)
    )


def class_of(tariff: Tariff, household: Household) -> str:
    """Return the price class of the household: the first that fits, else the general one."""
    held = set(household.statuses)
    return next((one.code for one in tariff.model.classes if held & set(one.any_of)), GENERAL)


def _stay(tariff: Tariff, household: Household, child: Child, number: int, class_code: str) -> Stay:
    service = child.service or tariff.service
    place = f"children.{number - 1}"
    time = tariff.model.time
    days = child.days_per_week
    if child.week is not None:
        days = sum(1 for hours in child.week if hours > 0)
    stay = Stay(
        number=number,
        child=child,
        household=household,
        service=service,
        class_code=class_code,
        hours=_hours(time, child, place),
        days_per_week=days,
    )
    if service is tariff.service:
        _refuse_unoffered(tariff, stay)
    return stay


def _hours(time: Time, child: Child, place: str) -> Fraction | None:
    """Return the hours in the tariff's unit, from the week, the clock or the number given."""
    clock = _clock_hours(child, place)
    if child.week is not None:
        if child.hours is not None:
            raise Refused(f"{place}.hours", _text("both_hours"))
        return _from_week(time, child.week)
    if child.hours is None:
        return clock if time.unit is TimeUnit.DAY else None
    hours = Fraction(child.hours)
    if time.unit is TimeUnit.DAY and clock is not None and clock != hours:
        raise Refused(f"{place}.ends", _text("clock_differs", hours=icelandic(hours), clock=icelandic(clock)))
    return hours


def _clock_hours(child: Child, place: str) -> Fraction | None:
    if child.starts is None or child.ends is None:
        return None
    minutes = _minutes(child.ends) - _minutes(child.starts)
    if minutes <= 0:
        raise Refused(f"{place}.ends", _text("ends_before"))
    return Fraction(minutes, 60)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _from_week(time: Time, week: tuple[Decimal, ...]) -> Fraction:
    total = sum((Fraction(hours) for hours in week), Fraction(0))
    if time.unit is not TimeUnit.DAY:
        return total
    average = total / DAYS_OF_A_WEEK
    if time.averaging is Averaging.EXACT:
        return average
    if time.offered:
        rows = sorted(Fraction(hours) for hours in time.offered)
        return next((row for row in rows if row >= average), average)
    if time.step is not None:
        step = Fraction(time.step)
        return -(-average // step) * step
    return average


def _refuse_unoffered(tariff: Tariff, stay: Stay) -> None:
    time, child = tariff.model.time, stay.child
    if time.clock and (child.starts is None) != (child.ends is None):
        raise Refused(f"{stay.place}.ends", _text("clock_halved"))
    if time.latest_start is not None and child.starts is not None and child.starts > time.latest_start:
        raise Refused(f"{stay.place}.starts", _text("late_start", latest=time.latest_start))
    if time.days_per_week and stay.days_per_week is not None and stay.days_per_week not in time.days_per_week:
        raise Refused(f"{stay.place}.days_per_week", _text("days_not_offered"))
    if stay.hours is None:
        if time.unit is not TimeUnit.PATTERN:
            raise Refused(f"{stay.place}.hours", _text("hours_missing"))
        return
    _refuse_hours(tariff, stay, stay.hours)


def _refuse_hours(tariff: Tariff, stay: Stay, hours: Fraction) -> None:
    """Refuse hours outside the limits or between the steps, unless a week's exact average is what they are."""
    time, place = tariff.model.time, f"{stay.place}.hours"
    if time.min is not None and hours < Fraction(time.min):
        raise Refused(place, _text("too_short", hours=icelandic(hours), least=icelandic(Fraction(time.min))))
    if time.max is not None and hours > Fraction(time.max):
        raise Refused(place, _text("too_long", hours=icelandic(hours), most=icelandic(Fraction(time.max))))
    if stay.child.week is not None and time.averaging is Averaging.EXACT:
        return
    if time.offered:
        bridged = any(rule.table is not None and rule.between != "refuse" for rule in tariff.model.care)
        if not bridged and hours not in {Fraction(row) for row in time.offered}:
            raise Refused(place, _text("not_offered", hours=icelandic(hours)))
    elif time.step is not None and hours % Fraction(time.step):
        raise Refused(place, _text("off_step", hours=icelandic(hours), step=icelandic(Fraction(time.step))))


def fits(condition: Condition, stay: Stay) -> bool:
    """Say whether a condition holds for a stay.

    Raises:
        Refused: when the condition asks for an age, a birth date, hours, days or a clock time that was not given.
    """
    child = stay.child
    if condition.class_ is not None and condition.class_ != stay.class_code:
        return False
    if condition.institution is not None and condition.institution != child.institution:
        return False
    residence = child.residence or stay.household.residence
    if condition.residence is not None and condition.residence != residence:
        return False
    if condition.pattern is not None and condition.pattern != child.pattern:
        return False
    return _age_fits(condition, stay) and _hours_fit(condition, stay) and _clock_fits(condition, stay)


def _age_fits(condition: Condition, stay: Stay) -> bool:
    child = stay.child
    if condition.age_from_months is not None or condition.age_to_months is not None:
        if child.age_months is None:
            raise Refused(f"{stay.place}.age_months", _text("age_missing"))
        if condition.age_from_months is not None and child.age_months < condition.age_from_months:
            return False
        if condition.age_to_months is not None and child.age_months >= condition.age_to_months:
            return False
    if condition.born_from is not None or condition.born_to is not None:
        if child.born is None:
            raise Refused(f"{stay.place}.born", _text("born_missing"))
        if condition.born_from is not None and child.born < condition.born_from:
            return False
        if condition.born_to is not None and child.born > condition.born_to:
            return False
    return True


def _hours_fit(condition: Condition, stay: Stay) -> bool:
    limits = (condition.min_hours, condition.gt_hours, condition.max_hours)
    if any(limit is not None for limit in limits) or condition.hours_in:
        if stay.hours is None:
            raise Refused(f"{stay.place}.hours", _text("hours_missing"))
        least, above, most = (None if limit is None else Fraction(limit) for limit in limits)
        if (least is not None and stay.hours < least) or (above is not None and stay.hours <= above):
            return False
        if most is not None and stay.hours > most:
            return False
        if condition.hours_in and stay.hours not in {Fraction(hours) for hours in condition.hours_in}:
            return False
    if condition.days_per_week is not None:
        if stay.days_per_week is None:
            raise Refused(f"{stay.place}.days_per_week", _text("days_missing"))
        return stay.days_per_week == condition.days_per_week
    return True


def _clock_fits(condition: Condition, stay: Stay) -> bool:
    child = stay.child
    if condition.ends_after is not None:
        if child.ends is None:
            raise Refused(f"{stay.place}.ends", _text("clock_missing"))
        if child.ends <= condition.ends_after:
            return False
    if condition.starts_before is not None:
        if child.starts is None:
            raise Refused(f"{stay.place}.starts", _text("clock_missing"))
        return child.starts < condition.starts_before
    return True


_TEXTS = {
    "both_hours": Text(
        is_="Gefðu annaðhvort upp tíma hvers dags eða einn tíma, ekki hvort tveggja.",
        en="Give either the hours of each day or one number of hours, not both.",
        pl="Podaj albo godziny na każdy dzień, albo jedną liczbę godzin, nie obie.",
    ),
    "clock_differs": Text(
        is_="Frá upphafi til loka eru {clock} klst. en ekki {hours}.",
        en="From start to end it is {clock} h, not {hours}.",
        pl="Od początku do końca jest {clock} godz., a nie {hours}.",
    ),
    "ends_before": Text(
        is_="Dvölinni lýkur áður en hún hefst.",
        en="The stay ends before it begins.",
        pl="Pobyt kończy się, zanim się zacznie.",
    ),
    "clock_halved": Text(
        is_="Gefðu upp bæði hvenær dvölin hefst og hvenær henni lýkur.",
        en="Give both when the stay begins and when it ends.",
        pl="Podaj godzinę rozpoczęcia i zakończenia pobytu.",
    ),
    "late_start": Text(
        is_="Dvölin þarf að hefjast í síðasta lagi kl. {latest}.",
        en="The stay must begin at {latest} at the latest.",
        pl="Pobyt musi się zacząć najpóźniej o {latest}.",
    ),
    "days_not_offered": Text(
        is_="Þessi fjöldi daga í viku er ekki í boði.",
        en="This number of days a week is not offered.",
        pl="Taka liczba dni w tygodniu nie jest oferowana.",
    ),
    "hours_missing": Text(
        is_="Hér vantar dvalartíma barnsins.",
        en="The child's hours are missing here.",
        pl="Brakuje liczby godzin pobytu dziecka.",
    ),
    "too_short": Text(
        is_="{hours} klst. er styttri dvöl en er í boði; stysta dvöl er {least} klst.",
        en="{hours} h is shorter than any stay offered; the shortest is {least} h.",
        pl="{hours} godz. to mniej, niż jest oferowane; najkrótszy pobyt to {least} godz.",
    ),
    "too_long": Text(
        is_="{hours} klst. er lengri dvöl en er í boði; lengsta dvöl er {most} klst.",
        en="{hours} h is longer than any stay offered; the longest is {most} h.",
        pl="{hours} godz. to więcej, niż jest oferowane; najdłuższy pobyt to {most} godz.",
    ),
    "not_offered": Text(
        is_="{hours} klst. dvöl er ekki í boði samkvæmt gjaldskránni.",
        en="A stay of {hours} h is not offered in this tariff.",
        pl="Pobyt {hours} godz. nie występuje w tym cenniku.",
    ),
    "off_step": Text(
        is_="{hours} klst. stendur ekki á heilu þrepi; hvert þrep er {step} klst.",
        en="{hours} h is between two steps; each step is {step} h.",
        pl="{hours} godz. wypada między stopniami; jeden stopień to {step} godz.",
    ),
    "age_missing": Text(
        is_="Gjaldið fer eftir aldri; hér vantar aldur barnsins í mánuðum.",
        en="The fee depends on age; the child's age in months is missing here.",
        pl="Opłata zależy od wieku; brakuje wieku dziecka w miesiącach.",
    ),
    "born_missing": Text(
        is_="Gjaldið fer eftir fæðingardegi; hér vantar fæðingardag barnsins.",
        en="The fee depends on the date of birth, which is missing here.",
        pl="Opłata zależy od daty urodzenia, której tu brakuje.",
    ),
    "days_missing": Text(
        is_="Gjaldið fer eftir fjölda daga í viku; hér vantar hann.",
        en="The fee depends on the number of days a week, which is missing here.",
        pl="Opłata zależy od liczby dni w tygodniu, której tu brakuje.",
    ),
    "clock_missing": Text(
        is_="Gjaldið fer eftir því hvenær dvölin hefst og hvenær henni lýkur; hér vantar það.",
        en="The fee depends on when the stay begins and ends, which is missing here.",
        pl="Opłata zależy od godziny rozpoczęcia i zakończenia pobytu, której tu brakuje.",
    ),
}


def _text(key: str, **values: str) -> Text:
    return _TEXTS[key].format(**values)
