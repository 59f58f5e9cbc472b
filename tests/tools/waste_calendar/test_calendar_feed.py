"""The iCalendar text: read by another program it holds the published days, and corrections reach those who subscribe."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import feed
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import Round, RoundStatus
from samveita.tools.waste_calendar.places import of_area
from samveita.tools.waste_calendar.revising import carried_over, followed
from tools.waste_calendar.calendars import made, real

MADE_AT = datetime(2026, 2, 26, tzinfo=UTC)


def text_of(edition, area, **more):
    return feed.written([(edition, of_area(edition, area))], made_at=MADE_AT, place="Tryggvagata", **more)


def events(text):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def days_of(event):
    first, after = event.decoded("DTSTART"), event.decoded("DTEND")
    return [first + timedelta(days=number) for number in range((after - first).days)]


@pytest.mark.parametrize(
    ("calendar", "area"),
    [("arborg-2026", "zone_1"), ("arborg-2026", "zone_4"), ("mosfellsbaer-2025", "nbh_hlíðar")],
)
def test_another_program_reads_exactly_the_published_days(calendar, area):
    edition = real(calendar)

    read = events(text_of(edition, area))

    listed = sorted(day for stream in edition.streams if (zone := stream.zone(area)) for day in zone.dates)
    assert sorted(day for event in read for day in days_of(event)) == listed
    assert len({str(event["UID"]) for event in read}) == len(read)


def test_the_text_follows_the_rules_that_programs_trip_over():
    text = text_of(real("arborg-2026"), "zone_1")
    lines = text.split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[-1] == ""
    assert "\n" not in text.replace("\r\n", "")
    assert not {"RRULE", "EXDATE", "TZID"} & {line.split(":")[0].split(";")[0] for line in lines}
    assert {str(event["TRANSP"]) for event in events(text)} == {"TRANSPARENT"}
    assert str(events(text)[0]["UID"]).isascii()


def test_a_round_with_a_hole_is_two_events_of_one_round():
    april = [one for one in events(text_of(real("arborg-2026"), "zone_1")) if days_of(one)[0].month == 4]
    residual = [one for one in april if "grá" in str(one["SUMMARY"])]

    assert [days_of(one) for one in residual] == [[date(2026, 4, 22)], [date(2026, 4, 24)]]
    assert [str(one["UID"]).split("@")[0].rpartition("-")[2] for one in residual] == ["5", "5.2"]


def test_the_subscriber_chooses_language_kinds_and_a_reminder():
    options = feed.FeedOptions(language="pl", fractions=frozenset({FractionCode.PAPER}), with_alarm=True)

    read = events(text_of(real("arborg-2026"), "zone_1", options=options))

    assert {str(one["SUMMARY"]) for one in read} == {"Odbiór: papier i tektura, Opakowania z plastiku"}
    assert {str(alarm["TRIGGER"].to_ical(), "ascii") for one in read for alarm in one.walk("VALARM")} == {
        "-PT4H"
    }


def test_a_moved_round_keeps_its_uid_and_raises_its_sequence():
    before = made({"stops": {"residual": ["2026-01-05", "2026-02-02", "2026-03-02"]}})
    after = made({"stops": {"residual": ["2026-01-05", "2026-02-04", "2026-03-02", "2026-03-30"]}})

    read = events(text_of(carried_over(before, after), "z1"))

    told = {str(one["UID"]).split("@")[0][-1]: (days_of(one)[0], int(one["SEQUENCE"])) for one in read}
    assert told == {
        "1": (date(2026, 1, 5), 0),
        "2": (date(2026, 2, 4), 1),
        "3": (date(2026, 3, 2), 0),
        "4": (date(2026, 3, 30), 0),
    }


def test_a_round_that_is_gone_stays_as_cancelled_for_six_weeks():
    before = made({"stops": {"residual": ["2026-01-05", "2026-02-02", "2026-03-02"]}})
    after = made({"stops": {"residual": ["2026-01-05", "2026-03-02"]}})
    corrected = carried_over(before, after)

    soon = events(text_of(corrected, "z1", as_of=date(2026, 2, 10)))
    later = events(text_of(corrected, "z1", as_of=date(2026, 4, 1)))

    assert [str(one["STATUS"]) for one in soon] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [str(one["STATUS"]) for one in later] == ["CONFIRMED", "CONFIRMED"]


def test_a_round_inserted_in_the_middle_pushes_no_other_along():
    before = [
        Round(number=number, days=(date(2026, month, 2),)) for number, month in ((1, 1), (2, 3), (3, 5))
    ]

    after = followed(before, [date(2026, 1, 2), date(2026, 2, 2), date(2026, 3, 2), date(2026, 5, 2)])

    assert [(one.number, one.sequence, one.status) for one in after] == [
        (1, 0, RoundStatus.CONFIRMED),
        (4, 0, RoundStatus.CONFIRMED),
        (2, 0, RoundStatus.CONFIRMED),
        (3, 0, RoundStatus.CONFIRMED),
    ]


def test_a_notice_moves_the_event_and_says_why():
    message = Text(is_="Tefst um dag vegna veðurs.", en="A day late because of weather.", pl="Dzień później.")
    notice = feed.Disturbance(
        edition=date(2026, 1, 1),
        stream="residual",
        area="z1",
        round_number=2,
        message=message,
        version=1,
        days=(date(2026, 2, 3),),
    )
    edition = made({"stops": {"residual": ["2026-01-05", "2026-02-02"]}})

    second = events(text_of(edition, "z1", disturbances=[notice]))[1]

    assert (days_of(second), int(second["SEQUENCE"])) == ([date(2026, 2, 3)], 1)
    assert str(second["DESCRIPTION"]).startswith("Tefst um dag vegna veðurs.\n")
