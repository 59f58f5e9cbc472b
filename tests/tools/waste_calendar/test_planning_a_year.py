"""Proposals, typed days, steps back, comparison and tables: the parts of the planner that need no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samveita.iceland.free_days import FreeDays
from samveita.tools.waste_calendar.checking import check
from samveita.tools.waste_calendar.comparing import compared
from samveita.tools.waste_calendar.editing import day_moved, days_listed, streams_served
from samveita.tools.waste_calendar.exporting import days_table, streets_table
from samveita.tools.waste_calendar.finding_places import where_of
from samveita.tools.waste_calendar.importing import Mapping, Role, guessed, read_table, taken_in
from samveita.tools.waste_calendar.model import CalendarEdition, CycleRule, ExceptionReason
from samveita.tools.waste_calendar.own_calendars import NAMES
from samveita.tools.waste_calendar.proposing import (
    HolidayRule,
    Holidays,
    first_edition,
    next_edition,
    proposed_zone,
)
from samveita.tools.waste_calendar.rounds import materialised
from samveita.tools.waste_calendar.typed_days import NotADay, read_days
from samveita.tools.waste_calendar.undoing import put_back, step_back
from tools.waste_calendar.calendars import made, real

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mán. 5. jan.", ["2026-01-05"]),
        ("Mánudagur 5. janúar 2026", ["2026-01-05"]),
        ("5.1.2026", ["2026-01-05"]),
        ("5.1.", ["2026-01-05"]),
        ("5/1/26", ["2026-01-05"]),
        ("2026-01-05", ["2026-01-05"]),
        ("5.-9. janúar", [f"2026-01-0{day}" for day in range(5, 10)]),
        ("5.–7. jan. 2026", [f"2026-01-0{day}" for day in range(5, 8)]),
        ("22. og 24. apríl", ["2026-04-22", "2026-04-24"]),
        ("5., 12. og 19. janúar", ["2026-01-05", "2026-01-12", "2026-01-19"]),
        ("30. mars - 1. apríl", ["2026-03-30", "2026-03-31", "2026-04-01"]),
        ("30. des. – 2. jan. 2027", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]),
        ("6. júní 2026, 7. júlí 2026", ["2026-06-06", "2026-07-07"]),
    ],
)
def test_days_are_read_as_people_write_them(written, days):
    assert [day.isoformat() for day in read_days(written, **YEAR)] == days


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("þri. 5. jan.", "mánudagur"),
        ("32.1.2026", "ekki til í dagatalinu"),
        ("5.", "Mánuðinn vantar"),
        ("bráðum", "er ekki dagur"),
        ("9.-5. janúar", "endar áður en það byrjar"),
        ("1. janúar - 1. apríl", "lengra en mánuður"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(written, reason):
    with pytest.raises(NotADay) as refused:
        read_days(written, **YEAR)

    assert reason in refused.value.reason.is_


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_reading_of_days(written):
    try:
        found = read_days(written, **YEAR)
    except NotADay:
        return
    assert all(isinstance(day, date) for day in found)


@settings(max_examples=40)
@given(
    anchor=st.dates(date(2027, 1, 1), date(2027, 2, 28)),
    interval=st.integers(5, 56),
    run=st.integers(1, 5),
    rule=st.sampled_from([HolidayRule.EARLIER, HolidayRule.LATER, HolidayRule.NEAREST, HolidayRule.DROP]),
)
def test_a_proposal_never_drives_on_a_free_day_and_agrees_with_its_rule(anchor, interval, run, rule):
    zone = made({"stops": {"residual": []}}).streams[0].zones[0]
    last = date(2027, 12, 31)

    found = proposed_zone(
        zone,
        [CycleRule(anchor=anchor, interval_days=interval, days_in_round=run)],
        Holidays(rule=rule),
        until=last,
    )

    assert not any(FreeDays(half_days_are_free=True).is_free(day) for day in found.dates)
    assert list(found.dates) == materialised(found.cycles, found.exceptions, until=last)
    assert all(day <= last for day in found.dates)


def test_the_municipality_chooses_where_a_holiday_goes():
    zone = made({"stops": {"residual": []}}).streams[0].zones[0]
    rule = [CycleRule(anchor=date(2027, 4, 22), interval_days=365)]
    moved = {
        choice: proposed_zone(zone, rule, Holidays(rule=choice), until=date(2027, 12, 31)).dates
        for choice in HolidayRule
    }

    assert moved == {
        HolidayRule.EARLIER: (date(2027, 4, 21),),
        HolidayRule.LATER: (date(2027, 4, 23),),
        HolidayRule.NEAREST: (date(2027, 4, 21),),
        HolidayRule.DROP: (),
        HolidayRule.LEAVE: (date(2027, 4, 22),),
    }


def test_a_proposal_of_the_next_year_has_no_findings_about_its_rule():
    planned = next_edition(real("arborg-2026"), Holidays(), on=ON)
    codes = {one.code for one in check(planned, on=ON, book=None)}

    assert not codes & {"not_as_planned", "public_holiday", "outside_edition", "off_cycle", "gap"}
    assert "empty_stream" in codes, "a zone without a rhythm has to be planned by hand"


def test_two_zones_pushed_onto_one_day_are_told_of():
    rules = [
        {"anchor": day, "interval_days": 14, "until": "2026-12-31"} for day in ("2026-01-07", "2026-01-08")
    ]
    plan = made(*({"stops": {"residual": []}, "rules": {"residual": [rule]}} for rule in rules))
    for zone in plan.streams[0].zones:
        days = materialised(zone.cycles, until=date(2026, 12, 31))
        plan = days_listed(plan, "residual", zone.area, days, reason=ExceptionReason.OTHER)

    moved = day_moved(
        plan, "residual", "z1", date(2026, 1, 7), date(2026, 1, 8), reason=ExceptionReason.OTHER
    )

    shared = [one for one in check(moved, on=ON, book=None) if one.code == "same_truck_same_day"]
    assert [(one.place, one.days) for one in shared] == [("z1, z2 residual 2026-01-08", (date(2026, 1, 8),))]


def test_a_step_back_gives_what_was_before():
    before = real("arborg-2026")
    day = before.stream("deep").zones[0].dates[0]
    changes = [
        day_moved(before, "deep", "zone_4", day, day + timedelta(days=1), reason=ExceptionReason.OTHER),
        streams_served(before, "zone_4", ()),
        next_edition(before, Holidays(), on=ON),
        first_edition("Árborg", "8200", 2027, on=ON),
    ]

    plain = CalendarEdition.model_validate(before.model_dump())
    assert [put_back(after, step_back(before, after)) for after in changes] == [plain] * len(changes)


def test_a_plan_beside_last_year_shows_what_moved_is_missing_and_new():
    weeks = ["2026-01-05", "2026-02-02", "2026-03-02", "2026-03-30"]
    before = made({"stops": {"residual": weeks}})
    after = made(
        {"stops": {"residual": ["2027-01-04", "2027-02-03", "2027-03-29", "2027-12-06"]}},
        year=2027,
    )

    (one,) = compared(before, after)

    assert (one.before, one.after, one.more) == (4, 4, 0)
    assert [pair.shift for pair in one.shifted] == [2]
    assert [pair.before for pair in one.missing] == [(date(2026, 3, 2),)]
    assert [pair.after for pair in one.added] == [(date(2027, 12, 6),)]


@pytest.mark.parametrize("name", NAMES)
def test_real_calendars_come_back_from_their_tables(name):
    known = real(name)
    bare = known.model_copy(
        update={
            "areas": tuple(area.model_copy(update={"rules": ()}) for area in known.areas),
            "streams": tuple(
                stream.model_copy(
                    update={
                        "zones": tuple(
                            zone.model_copy(update={"dates": (), "rounds": ()}) for zone in stream.zones
                        )
                    }
                )
                for stream in known.streams
            ),
        }
    )
    days, streets = read_table(days_table(known)), read_table(streets_table(known))

    with_days = taken_in(bare, days, guessed(days, bare))
    assert with_days.problems == []
    read = with_days
    if len(streets.rows) > 1:
        read = taken_in(with_days.edition, streets, guessed(streets, bare))
        assert read.problems == []

    assert [area.rules for area in read.edition.areas] == [area.rules for area in known.areas]
    assert [[zone.dates for zone in stream.zones] for stream in read.edition.streams] == [
        [zone.dates for zone in stream.zones] for stream in known.streams
    ]


def test_a_table_without_headings_and_with_formulas_is_read_safely():
    plan = made({"name_is": "=Svæði", "stops": {"residual": ["2026-01-05"]}})

    assert '"' not in days_table(plan)
    assert "\n'=Svæði;residual;5.1.2026" in days_table(plan)
    table = read_table("mán. 5. jan.\nmið. 7. jan.\nekkert\n")
    mapping = guessed(table, plan)
    read = taken_in(
        plan, table, Mapping(roles=mapping.roles, has_heading=False, stream="residual", zone="z1")
    )

    assert mapping.roles == (Role.DAYS,)
    assert read.days == {("residual", "z1"): [date(2026, 1, 5), date(2026, 1, 7)]}
    assert [line for line, _reason in read.problems] == [3]


def test_names_in_cells_of_two_lines_are_kept_in_one():
    plan = made({"name_is": "Svæði", "stops": {"residual": ["2026-01-05"]}})
    table = read_table('Hverfi\tTunnur\tDagur\n"Efra\nhverfi"\t"Almennt\r\nsorp"\t5.1.2026\n')

    read = taken_in(plan, table, Mapping(roles=(Role.ZONE, Role.STREAM, Role.DAYS), makes_missing=True))

    assert (read.edition.areas[-1].name, read.edition.streams[-1].name.is_) == ("Efra hverfi", "Almennt sorp")


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_of_a_real_calendar_has_a_place_to_lead_to(name):
    edition = real(name)

    lost = [
        one.place
        for one in check(edition, on=ON, book=None)
        if one.place not in {"edition", "streets"} and not where_of(edition, one).areas
    ]

    assert lost == []
