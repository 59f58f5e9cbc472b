"""The day aid is paid, by the municipality's own rules: the usual day of the month, and a later weekday for late data.

Whether a municipality pays at the month's end or its turn, until which day data may come, and on which weekday it pays
what comes later are settings; none of them is a rule of law. A pay day is always an opening day, and never before the
decision. What is counted here the case worker may change, with a reason that the decision keeps.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import Case, Origin
from samveita.iceland import clock
from samveita.iceland.free_days import FreeDays
from samveita.services.financial_aid.handling import applied_month, settings_for
from samveita.services.financial_aid.parameters import FinancialAidParameters, PayRule
from samveita.services.financial_aid.process import GRANTING

DAY = timedelta(days=1)
OPENING_DAYS = FreeDays()
FROM_PARTIES = (Origin.PARTY, Origin.PAPER)
ASKED_FOR = "data"
"""The kind of a document that was handed in because a request for data asked for it."""


def first_reasons(case: Case, event: str) -> dict[str, Any]:
    """Return what the reasons of a decision begin with: of an approval, the pay day by the municipality's rules."""
    if event not in GRANTING:
        return {}
    try:
        return {"pay_day": pay_day_of(case).isoformat()}
    except CannotPropose:
        return {}


def pay_day_of(case: Case) -> date:
    """Return the day a case decided today is paid by the rules of its municipality.

    Raises:
        CannotPropose: when no settings are published for the month.
    """
    month = applied_month(case)
    parameters = settings_for(case.municipality, month).parameters
    return pay_day(parameters, month, complete_on=complete_on(case), decided_on=clock.today())


def complete_on(case: Case) -> date:
    """Return the day the last thing asked for came in; that of the application when nothing came later.

    What came with a message, an answer to a hearing or unasked postpones nothing.
    """
    handed_in = case.documents.filter(kind=ASKED_FOR, origin__in=FROM_PARTIES).exclude(about=None)
    came = handed_in.order_by("-created_at").first()
    if came is None:
        return case.legal_date
    return max(case.legal_date, came.created_at.astimezone(clock.ICELAND).date())


def pay_day(parameters: FinancialAidParameters, month: date, *, complete_on: date, decided_on: date) -> date:
    """Return the day aid for a month is paid.

    The usual day, when the data were complete by the last day for them and the usual day has not passed; otherwise the
    first of the weekdays set for late data after both the decision and the usual day, or the next opening day when no
    weekday is set.

    Args:
        parameters: the municipality's settings.
        month: first day of the month aid is for.
        complete_on: the day the last data came.
        decided_on: the day of the decision.
    """
    usual = usual_day(parameters.pay_rule, month)
    last = parameters.data_until_day
    is_late = last is not None and complete_on > _day_of(month, last)
    if not is_late and decided_on <= usual:
        return usual
    day = max(usual, decided_on) + DAY
    weekday = parameters.late_pay_weekday
    while weekday is not None and day.isoweekday() != weekday:
        day += DAY
    return OPENING_DAYS.opening_day_on_or_after(day)


def usual_day(rule: PayRule, month: date) -> date:
    """Return the usual pay day: the last opening day of the month aid is for, or the first of the month after."""
    following = (month.replace(day=28) + 4 * DAY).replace(day=1)
    if rule is PayRule.FIRST_OF_NEXT_MONTH:
        return OPENING_DAYS.opening_day_on_or_after(following)
    return OPENING_DAYS.opening_day_on_or_before(following - DAY)


def _day_of(month: date, day: int) -> date:
    """Return a day of a month, or its last when it has fewer."""
    last = (month.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    return month.replace(day=min(day, last.day))
