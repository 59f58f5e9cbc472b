"""Reminders by e-mail before a collection: when one is due for a place, and what it says.

A subscription of ``ground.notices``: this module only answers whose turn brings something and writes the words when it is
sent, so that a disruption told in between is in them. One message an evening holds everything due that day. A round of
several days is told of before its first. The message names no place and no person.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from pydantic import Field

from samveita.ground.documents.stored import Stored
from samveita.ground.notices.topics import Letter, Subscriber, Topic, Turn, register_topic
from samveita.ground.organisations.api_addresses import address_book
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.addresses import DEFAULT_FILE
from samveita.iceland.dates_in_words import day_in_words, weekday_in_words
from samveita.iceland.texts import LANGUAGES, Text
from samveita.tools.waste_calendar.asking import Chosen, Collection, chosen_from, collections
from samveita.tools.waste_calendar.disturbing import Told
from samveita.tools.waste_calendar.places import Ambiguous, Nowhere, Zones
from samveita.tools.waste_calendar.published import PublishedCalendar, published
from samveita.tools.waste_calendar.wording import days_in_words

MOST_DAYS_BEFORE = 3
FIRST_HOUR, LAST_HOUR = 5, 22
USUAL_HOUR = 20
OF_NO_USE_AT = time(7)
"""On the day itself a reminder from the days before no longer helps."""

LATEST_SAME_DAY = time(23)
ENDED, LOST = "ended", "place"


class ReminderChoices(Stored):
    """Where, what and when: the place as in the page's address, streams (all without any), days before, full hour."""

    schema_name: ClassVar[str] = "waste_calendar.reminder_choices"

    place: tuple[tuple[str, str], ...] = Field(min_length=1, max_length=4)
    streams: tuple[str, ...] = Field(default=(), max_length=50)
    days_before: int = Field(default=1, ge=0, le=MOST_DAYS_BEFORE)
    hour: int = Field(default=USUAL_HOUR, ge=FIRST_HOUR, le=LAST_HOUR)


TITLE = Text(
    is_="Áminning um sorphirðu", en="Waste collection reminder", pl="Przypomnienie o odbiorze odpadów"
)
CONSENT = Text(
    is_="Ég vil fá áminningu í tölvupósti áður en tunnurnar eru tæmdar. Netfangið er aðeins notað til þess og því er eytt "
    "þegar ég hætti.",
    en="I want a reminder by e-mail before the bins are emptied. The address is used for nothing else and is deleted when I stop.",
    pl="Chcę otrzymywać e-mail z przypomnieniem przed opróżnieniem pojemników. Adres nie służy do niczego innego i zostanie "
    "usunięty, gdy zrezygnuję.",
)
SUBJECTS = {
    0: Text(is_="Losun í dag: {what}", en="Collection today: {what}", pl="Odbiór dzisiaj: {what}"),
    1: Text(is_="Losun á morgun: {what}", en="Collection tomorrow: {what}", pl="Odbiór jutro: {what}"),
}
SUBJECT_LATER = Text(is_="Losun {day}: {what}", en="Collection on {day}: {what}", pl="Odbiór {day}: {what}")
CHANGED = Text(is_="breyting", en="change", pl="zmiana")
KEEP_CLEAR = Text(
    is_="Hafðu ílátin aðgengileg. Veður, færð og bilanir geta tafið losun.",
    en="Keep the bins accessible. Weather, roads and breakdowns may delay the collection.",
    pl="Zapewnij dostęp do pojemników. Pogoda, drogi i awarie mogą opóźnić odbiór.",
)
PAGE = Text(is_="Dagatalið: {address}", en="The calendar: {address}", pl="Kalendarz: {address}")
ENDED_LETTER = Letter(
    Text(
        is_="Nýtt sorphirðudagatal er ekki komið",
        en="The new waste calendar is not out yet",
        pl="Nie ma jeszcze nowego kalendarza odbioru odpadów",
    ),
    Text(
        is_="Sorphirðudagatalið nær ekki lengra og sveitarfélagið hefur ekki birt nýtt. Við minnum þig aftur á þegar það er komið. "
        "Þú þarft ekkert að gera.",
        en="The waste calendar has ended and the municipality has not published a new one. We will remind you again when it is "
        "out. You need not do anything.",
        pl="Kalendarz odbioru odpadów się skończył, a gmina nie opublikowała nowego. Wznowimy przypomnienia, gdy się ukaże. "
        "Nie musisz nic robić.",
    ),
)
LOST_LETTER = Letter(
    Text(
        is_="Veldu staðinn aftur í sorphirðudagatalinu",
        en="Choose your place in the waste calendar again",
        pl="Wybierz ponownie swoje miejsce w kalendarzu odbioru odpadów",
    ),
    Text(
        is_="Svæðunum í sorphirðudagatalinu hefur verið breytt og við vitum ekki lengur hvaða svæði er þitt. Veldu það aftur með "
        "tenglinum til að breyta.",
        en="The areas of the waste calendar have changed and we no longer know which is yours. Choose it again with the link to "
        "change.",
        pl="Obszary w kalendarzu odbioru odpadów zmieniły się i nie wiemy już, który jest Twój. Wybierz go ponownie za pomocą "
        "linku do zmiany.",
    ),
)


def turn(subscriber: Subscriber, now: datetime) -> Turn:
    """Say what is to be told at the chosen hour that passed last, unless it is too late for it, and when the next one is."""
    choices = _choices(subscriber)
    at = time(choices.hour)
    day = timezone.localtime(now).date()
    if _moment(day, at) > now:
        day -= timedelta(days=1)
    target = day + timedelta(days=choices.days_before)
    until = _moment(target, OF_NO_USE_AT) if choices.days_before else _moment(target, LATEST_SAME_DAY)
    about = _about(subscriber, target) if now < until else ""
    return Turn(looks_at=_moment(day + timedelta(days=1), at), about=about, until=until)


def _about(subscriber: Subscriber, target: date) -> str:
    calendar = published(subscriber.office)
    if calendar is None:
        return ""
    chosen = _chosen(subscriber, calendar)
    edition = calendar.edition_on(target)
    answer = None if chosen is None else collections(calendar, chosen, target)
    if chosen is None or answer is None or isinstance(answer, Ambiguous | Nowhere):
        return f"{LOST}-{edition.valid_from:%Y-%m-%d}"
    wanted = _wanted(subscriber, answer)
    if any(one.days and one.days[0] == target for one in wanted) or _told(
        calendar, chosen, subscriber, target
    ):
        return f"{target:%Y-%m-%d}"
    is_over = target > edition.valid_to and all(one.days is None for one in wanted)
    since = subscriber.confirmed_at
    if is_over and since is not None and timezone.localtime(since).date() <= edition.valid_to:
        return f"{ENDED}-{edition.valid_to:%Y-%m-%d}"
    return ""


def compose(subscriber: Subscriber, about: str) -> Letter | None:
    """Write the reminder about a day; nothing when the day is no longer one, and nothing was told about it."""
    if about.startswith(ENDED):
        return ENDED_LETTER
    if about.startswith(LOST):
        return LOST_LETTER
    target = date.fromisoformat(about)
    calendar = published(subscriber.office)
    chosen = None if calendar is None else _chosen(subscriber, calendar)
    if calendar is None or chosen is None:
        return None
    answer = collections(calendar, chosen, target)
    if isinstance(answer, Ambiguous | Nowhere):
        return None
    due = [one for one in _wanted(subscriber, answer) if one.days and one.days[0] == target]
    told = _told(calendar, chosen, subscriber, target)
    return _letter(subscriber, target, due, told) if due or told else None


def _letter(subscriber: Subscriber, target: date, due: list[Collection], told: list[Told]) -> Letter:
    before = (target - clock.today()).days
    subjects, bodies = {}, {}
    for code in LANGUAGES:
        names = [one.stream.name.in_language(code) for one in due] or [CHANGED.in_language(code)]
        day = day_in_words(target).in_language(code)
        subject = SUBJECTS.get(before, SUBJECT_LATER).in_language(code)
        subjects[code] = subject.format(what=", ".join(names), day=day)
        weekday = weekday_in_words(target).in_language(code)
        lines = [f"{weekday[:1].upper()}{weekday[1:]}, {day}", ""]
        lines += [f"– {one.stream.name.in_language(code)}{_window(one, code)}" for one in due]
        lines += [""] if due else []
        for one in told:
            lines += [one.message.in_language(code), ""]
        lines += [KEEP_CLEAR.in_language(code)] if due else []
        lines += [PAGE.in_language(code).format(address=_page(subscriber, code))]
        bodies[code] = "\n".join(lines)
    return Letter(Text.from_dict(subjects), Text.from_dict(bodies))


def _window(one: Collection, code: str) -> str:
    days = one.days or ()
    return f" ({days_in_words(days).in_language(code)})" if len(days) > 1 else ""


def _told(calendar: PublishedCalendar, chosen: Chosen, subscriber: Subscriber, target: date) -> list[Told]:
    """Return the notices in force about this very day, the place and the streams that were chosen."""
    found, streams = [], _choices(subscriber).streams
    for one in calendar.told:
        if one.is_withdrawn or one.content.day != target:
            continue
        for edition in calendar.editions:
            zones = chosen.zones_in(edition)
            if not isinstance(zones, Zones):
                continue
            here = {
                stream: area for stream, area in zones.by_stream.items() if stream in (streams or (stream,))
            }
            if one.concerns(edition, Zones(here)):
                found.append(one)
    return found


def _wanted(subscriber: Subscriber, answer: list[Collection]) -> list[Collection]:
    """Return the chosen streams; all of them when a new edition has none that were chosen."""
    chosen = set(_choices(subscriber).streams)
    return [one for one in answer if one.stream.id in chosen] or answer


def _choices(subscriber: Subscriber) -> ReminderChoices:
    if not isinstance(subscriber.choices, ReminderChoices):
        raise TypeError("these are no choices of a reminder")
    return subscriber.choices


def _chosen(subscriber: Subscriber, calendar: PublishedCalendar) -> Chosen | None:
    book = address_book(settings.ADDRESS_FILE or DEFAULT_FILE)
    return chosen_from(dict(_choices(subscriber).place), book, subscriber.office.number, calendar)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _page(subscriber: Subscriber, code: str) -> str:
    with translation.override(code):
        path = reverse("waste-calendar:page", kwargs={"organisation": subscriber.office.slug})
    return f"{settings.PUBLIC_ADDRESS}{path}"


def change_address(office: Organisation, token: str) -> str:
    """Return the path of the page where a subscriber changes what she chose."""
    return reverse("waste-calendar:change-reminder", kwargs={"organisation": office.slug, "token": token})


REMINDER = register_topic(
    Topic(
        name="waste_calendar.reminder",
        choices=ReminderChoices,
        title=TITLE,
        consent=CONSENT,
        turn=turn,
        compose=compose,
        change_address=change_address,
    )
)
