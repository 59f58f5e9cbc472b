"""Dates that the law decides: deadlines, service, validity, appeal — each with its reasons attached.

Rules D1–D10 stand in one table, ``RULES``, with their source; a rule that rests on an assumption says so, and so does
every reason made from it. A ``LegalDate`` is the date together with the reasons in three languages, ready to be stored
with the decision and shown to the resident. Sources: stjórnsýslulög 37/1993 and lög um stafrænt pósthólf 105/2021.

Not here: what a period is in a given case (the service declares it), and handling times, which are targets of each
municipality and never a legal deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samveita.iceland.clock import ICELAND
from samveita.iceland.dates_in_words import day_in_words, moment_in_words
from samveita.iceland.free_days import CALENDAR_VERSION, FreeDays
from samveita.iceland.periods import Period, Unit
from samveita.iceland.texts import Text

OPENING_DAYS = FreeDays()
WARNING_DAYS = (90, 30, 7)
REASONS_PERIOD = Period.days(14)


@dataclass(frozen=True, slots=True)
class Rule:
    """One date rule: its id, where it comes from, and whether it is an assumption rather than the letter of the law."""

    id: str
    source: str
    is_assumed: bool = False


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("D1", "Stjórnsýslulög nr. 37/1993, 1. mgr. 8. gr."),
        Rule("D2", "Stjórnsýslulög nr. 37/1993, 2. mgr. 8. gr."),
        Rule("D3", "Talning vikna, mánaða og ára", is_assumed=True),
        Rule("D4", "Lög um stafrænt pósthólf nr. 105/2021, 6. og 7. gr."),
        Rule("D5", "Stjórnsýslulög nr. 37/1993, 2. mgr. 8. gr.; almennir frídagar"),
        Rule("D6", "Gildistími leyfa og samþykkta", is_assumed=True),
        Rule("D7", "Stjórnsýslulög nr. 37/1993, 3. mgr. 21. gr. og 3. mgr. 27. gr."),
        Rule("D8", "Stjórnsýslulög nr. 37/1993, 3. mgr. 9. gr."),
        Rule("D9", "Stjórnsýslulög nr. 37/1993, 2. mgr. 9. gr."),
        Rule("D10", "Stjórnsýslulög nr. 37/1993, 20. gr."),
    )
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way to a date: which rule, what it did, where it is written, and whether it is assumed."""

    rule: str
    text: Text
    source: str
    is_assumed: bool

    def as_dict(self) -> dict[str, str | bool | dict[str, str]]:
        """Return the shape stored with a decision."""
        return {
            "rule": self.rule,
            "text": self.text.as_dict(),
            "source": self.source,
            "assumed": self.is_assumed,
        }


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A date and why it is that date; ``calendar_version`` names the table of holidays it was counted with."""

    date: date
    reasons: tuple[Reason, ...]
    calendar_version: str = CALENDAR_VERSION

    @property
    def rests_on_an_assumption(self) -> bool:
        """Tell whether any step is one that the law does not spell out."""
        return any(reason.is_assumed for reason in self.reasons)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The reasons as sentences, in the order they were applied."""
        return tuple(reason.text for reason in self.reasons)

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules, in the order they were applied."""
        return tuple(reason.rule for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a permit or approval is valid, and the days on which somebody is reminded before it lapses."""

    last_day: LegalDate
    warn_on: tuple[date, ...]


def deadline(*, starts_on: date, period: Period, free_days: FreeDays = OPENING_DAYS) -> LegalDate:
    """Return the last day of a deadline that runs from ``starts_on`` (rules D1, D2, D3, D5).

    The first day is not counted, free days inside the period are, and a last day on a free day moves to the next
    opening day. A period in working days counts opening days only and therefore never has to move.
    """
    reasons = [_first_day_reason(starts_on), _length_reason(period)]
    if period.unit is Unit.WORKING_DAY:
        return LegalDate(free_days.working_days_after(starts_on, period.count), tuple(reasons))
    day = period.after(starts_on)
    while (name := free_days.name_of(day)) is not None:
        reasons.append(_moved_reason(day, name, is_assumed=free_days.is_free_by_assumption(day)))
        day += timedelta(days=1)
    return LegalDate(day, tuple(reasons))


def served_on(accessible_at: datetime) -> LegalDate:
    """Return the day a document counts as served: when it became accessible in the digital mailbox (rule D4).

    Not when it was opened, not when the recipient was nudged. With an unknown outcome there is no such moment, so
    callers have nothing to pass.

    Raises:
        ValueError: when the moment has no zone.
    """
    words = moment_in_words(accessible_at)
    text = Text(
        is_="Skjalið varð aðgengilegt í stafrænu pósthólfi {moment} og telst þá birt viðtakanda.",
        en="The document became accessible in the digital mailbox on {moment} and counts as served from then.",
        pl="Dokument stał się dostępny w cyfrowej skrzynce {moment} i od tej chwili uznaje się go za doręczony.",
    )
    return LegalDate(accessible_at.astimezone(ICELAND).date(), (_reason("D4", _fill(text, moment=words)),))


def accessible_at(*, accepted_at: datetime, publication_at: datetime | None = None) -> datetime:
    """Return when an accepted document becomes accessible: on acceptance, or at its later moment of publication."""
    return accepted_at if publication_at is None else max(accepted_at, publication_at)


def validity(*, starts_on: date, period: Period, warning_days: tuple[int, ...] = WARNING_DAYS) -> Validity:
    """Return the last day something is valid, which never moves off a free day, and when to warn (rule D6).

    A lapse is confirmed by a person; this only says when it would be.
    """
    last = period.after(starts_on)
    text = Text(
        is_="Gildistíminn er {period} og lýkur {day}. Hann færist ekki til þótt lokadagurinn sé frídagur.",
        en="It is valid for {period}, until {day}. The last day does not move even if it is a holiday.",
        pl="Okres ważności: {period}, do {day}. Ostatni dzień nie ulega przesunięciu, nawet jeśli jest wolny od pracy.",
    )
    reason = _reason("D6", _fill(text, period=period.in_words, day=day_in_words(last)))
    warn_on = tuple(last - timedelta(days=days) for days in sorted(warning_days, reverse=True))
    return Validity(LegalDate(last, (reason,)), warn_on)


def reasons_request_deadline(*, notified_on: date, free_days: FreeDays = OPENING_DAYS) -> LegalDate:
    """Return the last day a party may ask for the reasons of a decision: 14 days from notice (rule D7)."""
    text = Text(
        is_="Biðja má um rökstuðning innan 14 daga frá því að tilkynnt var um ákvörðunina.",
        en="Reasons may be asked for within 14 days of being told of the decision.",
        pl="O uzasadnienie można wystąpić w ciągu 14 dni od zawiadomienia o decyzji.",
    )
    return _led_by(
        _reason("D7", text), deadline(starts_on=notified_on, period=REASONS_PERIOD, free_days=free_days)
    )


def reasons_answer_deadline(*, requested_on: date, free_days: FreeDays = OPENING_DAYS) -> LegalDate:
    """Return the last day on which asked-for reasons are given: 14 days from the request (rule D7)."""
    text = Text(
        is_="Beiðni um rökstuðning er svarað innan 14 daga frá því að hún barst.",
        en="A request for reasons is answered within 14 days of its arrival.",
        pl="Na wniosek o uzasadnienie odpowiada się w ciągu 14 dni od jego wpłynięcia.",
    )
    return _led_by(
        _reason("D7", text), deadline(starts_on=requested_on, period=REASONS_PERIOD, free_days=free_days)
    )


def appeal_deadline(
    *,
    notified_on: date,
    period: Period,
    reasons_requested_on: date | None = None,
    reasons_delivered_on: date | None = None,
    free_days: FreeDays = OPENING_DAYS,
) -> LegalDate | None:
    """Return the last day to appeal; None while reasons asked for in time have not been delivered (rule D7).

    A request for reasons after its own deadline does not move the appeal.

    Raises:
        ValueError: when reasons were delivered that nobody asked for, or before they were asked for.
    """
    if reasons_delivered_on is not None and (
        reasons_requested_on is None or reasons_delivered_on < reasons_requested_on
    ):
        raise ValueError("Reasons are delivered on or after the day they were asked for.")
    request_ends = reasons_request_deadline(notified_on=notified_on, free_days=free_days).date
    if reasons_requested_on is None or reasons_requested_on > request_ends:
        return deadline(starts_on=notified_on, period=period, free_days=free_days)
    if reasons_delivered_on is None:
        return None
    text = Text(
        is_="Beðið var um rökstuðning í tæka tíð og því hefst kærufresturinn þegar rökstuðningurinn berst.",
        en="Reasons were asked for in time, so the time to appeal starts when they are delivered.",
        pl="O uzasadnienie wystąpiono w terminie, więc termin na odwołanie biegnie od jego doręczenia.",
    )
    counted = deadline(starts_on=reasons_delivered_on, period=period, free_days=free_days)
    return _led_by(_reason("D7", text), counted)


def delayed_until(*, expected_on: date, new_date: date) -> LegalDate:
    """Return the new expected day of a decision, about which the party must be told with the cause (rule D8).

    Raises:
        ValueError: when the new day is not later than the one promised before.
    """
    if new_date <= expected_on:
        raise ValueError("A delay moves the expected day to a later one.")
    text = Text(
        is_="Málið tefst. Búast má við ákvörðun {day}, og segja skal frá ástæðum tafarinnar.",
        en="The case is delayed. A decision is expected on {day}, and the cause of the delay must be given.",
        pl="Sprawa się opóźnia. Decyzji można się spodziewać {day}; należy podać przyczynę opóźnienia.",
    )
    return LegalDate(new_date, (_reason("D8", _fill(text, day=day_in_words(new_date))),))


def opinion_deadline(*, requested_on: date, period: Period, free_days: FreeDays = OPENING_DAYS) -> LegalDate:
    """Return the day an opinion is due; opinions are asked for together and each with a stated day (rule D9)."""
    text = Text(
        is_="Umsagna er leitað samtímis og tilgreint hvenær svars er óskað.",
        en="Opinions are asked for at the same time, each with a stated day for the reply.",
        pl="O opinie występuje się jednocześnie, podając termin odpowiedzi.",
    )
    return _led_by(_reason("D9", text), deadline(starts_on=requested_on, period=period, free_days=free_days))


def guidance_is_required(*, granted_in_full: bool, has_conditions: bool = False) -> bool:
    """Tell whether a decision must be sent with guidance on reasons and appeal (rule D10)."""
    return has_conditions or not granted_in_full


def _reason(rule_id: str, text: Text, *, is_assumed: bool | None = None) -> Reason:
    rule = RULES[rule_id]
    return Reason(rule.id, text, rule.source, rule.is_assumed if is_assumed is None else is_assumed)


def _fill(text: Text, **values: Text) -> Text:
    """Fill each language with the wording of the same language."""
    return Text(
        is_=text.is_.format(**{name: value.is_ for name, value in values.items()}),
        en=text.en.format(**{name: value.en for name, value in values.items()}),
        pl=text.pl.format(**{name: value.pl for name, value in values.items()}),
    )


def _led_by(reason: Reason, counted: LegalDate) -> LegalDate:
    return LegalDate(counted.date, (reason, *counted.reasons), counted.calendar_version)


def _first_day_reason(starts_on: date) -> Reason:
    text = Text(
        is_="Fresturinn byrjar að líða eftir {day}; sá dagur telst ekki með.",
        en="The time starts after {day}; that day is not counted.",
        pl="Termin biegnie po dniu {day}; tego dnia nie wlicza się.",
    )
    return _reason("D1", _fill(text, day=day_in_words(starts_on)))


def _length_reason(period: Period) -> Reason:
    """Days are counted as the law says; how weeks, months, years and working days are counted is assumed."""
    text = Text(is_="Fresturinn er {period}.", en="The time is {period}.", pl="Termin wynosi {period}.")
    return _reason("D3", _fill(text, period=period.in_words), is_assumed=period.unit is not Unit.DAY)


def _moved_reason(day: date, name: Text, *, is_assumed: bool) -> Reason:
    text = Text(
        is_="{day} er {name} og því lokað. Fresturinn færist á næsta dag.",
        en="{day} is {name}, when offices are closed. The deadline moves to the next day.",
        pl="{day} to {name} i urzędy są nieczynne. Termin przechodzi na następny dzień.",
    )
    filled = _fill(text, day=day_in_words(day), name=name)
    return _reason("D5" if is_assumed else "D2", filled, is_assumed=is_assumed)
