"""The validator finds the slips that were really published, says which departures a holiday explains, and stays quiet otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from samveita.iceland.addresses import AddressBook
from samveita.tools.waste_calendar.checking import check
from tools.waste_calendar.calendars import made, real

READ_ON = date(2026, 11, 22)
IN_THE_LISTS = [
    ("arborg-2024", "duplicate_name", "zone_1 Hraunbakki"),
    ("arborg-2024", "duplicate_name", "zone_1 Grænumörk"),
    ("arborg-2024", "far_outside_edition", "zone_4 paper_plastic 2023-01-11"),
    ("arborg-2026", "duplicate_name", "zone_1 Fífuland"),
    ("arborg-2026", "duplicate_name", "zone_2 Fossvík"),
    ("arborg-2026", "name_in_two_zones", "zone_1, zone_2 Traðarhús"),
    ("arborg-2026", "off_cycle", "zone_3 paper_plastic 2026-05-07"),
    ("arborg-2026", "published_late", "edition"),
    ("arborg-2026", "edition_ends_soon", "edition"),
    ("thingeyjarsveit-2022", "out_of_order", "zone_5 residual 2022-02-01"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_5 residual 2022-02-01"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_5 paper 2022-02-01"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_5 residual 2022-08-15"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_5 paper 2022-08-15"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_1 residual 2022-04-26"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_1 plastic 2022-04-26"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_2 residual 2022-04-27"),
    ("thingeyjarsveit-2022", "off_cycle", "zone_2 plastic 2022-04-27"),
    ("thingeyjarsveit-2022", "same_truck_same_day", "zone_1, zone_3 residual 2022-04-26"),
    ("thingeyjarsveit-2022", "same_truck_same_day", "zone_2, zone_4 residual 2022-04-27"),
    ("thingeyjarsveit-2022", "duplicate_name", "zone_1 Langholt"),
    ("thingeyjarsveit-2022", "duplicate_name", "zone_4 Vaglir"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_1, zone_5 Víðihlíð"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_1, zone_4 Þverá"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_1, zone_5 Hella"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_1, zone_3 Halldórsstaðir"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_2, zone_5 Garður"),
    ("thingeyjarsveit-2022", "name_in_two_zones", "zone_3, zone_4 Háls"),
]
INSTEAD_OF = {
    ("arborg-2026", "zone_3 paper_plastic 2026-05-07"): (date(2026, 5, 4), date(2026, 5, 5)),
    ("thingeyjarsveit-2022", "zone_5 residual 2022-02-01"): (date(2022, 3, 1),),
    ("thingeyjarsveit-2022", "zone_5 paper 2022-02-01"): (date(2022, 3, 1),),
    ("thingeyjarsveit-2022", "zone_5 residual 2022-08-15"): (date(2022, 8, 16),),
    ("thingeyjarsveit-2022", "zone_1 plastic 2022-04-26"): (date(2022, 4, 19),),
    ("thingeyjarsveit-2022", "zone_2 residual 2022-04-27"): (date(2022, 4, 20),),
}


@pytest.fixture(scope="module")
def found():
    book = AddressBook()
    names = ("arborg-2024", "arborg-2026", "mosfellsbaer-2025", "thingeyjarsveit-2022")
    return {name: check(real(name), on=READ_ON, book=book) for name in names}


@pytest.mark.parametrize(("calendar", "code", "place"), IN_THE_LISTS)
def test_a_slip_that_was_really_published_is_found(found, calendar, code, place):
    assert (code, place) in [(one.code, one.place) for one in found[calendar]]


@pytest.mark.parametrize(("calendar", "place"), INSTEAD_OF)
def test_a_day_off_the_cycle_names_the_day_the_cycle_has(found, calendar, place):
    departure = next(one for one in found[calendar] if one.code == "off_cycle" and one.place == place)

    assert departure.instead_of == INSTEAD_OF[calendar, place]


def test_departures_that_a_holiday_explains_are_told_as_notices(found):
    explained = {one.place: one.message.en for one in found["arborg-2026"] if one.code == "moved_for_holiday"}

    assert explained["zone_2 paper_plastic 2026-03-30"].endswith(
        "because of a holiday (Maundy Thursday). The cycle gives 2 April 2026, 3 April 2026."
    )
    assert "zone_4 paper_plastic 2026-06-18" in explained
    assert [one.place for one in found["arborg-2026"] if one.code == "off_cycle"] == [
        "zone_3 paper_plastic 2026-05-07"
    ]


def test_a_calendar_without_slips_is_only_told_that_it_has_ended(found):
    assert [one.code for one in found["mosfellsbaer-2025"]] == ["edition_ended"]


def test_names_are_compared_with_the_register_of_addresses(found):
    told = {one.place: one for one in found["thingeyjarsveit-2022"]}
    villages = {one.place: one.message.en for one in found["arborg-2024"] if one.code == "unknown_village"}

    assert told["zone_2 Jarlstaðir"].message.en.endswith("→ Jarlsstaðir?")
    assert told["zone_5 Tjarnarbrekka"].code == "foreign_name"
    assert told["streets"].code == "addresses_in_no_zone"
    assert "zone_1 Jaðar - Stokkseyri" in villages


def test_a_list_copied_from_another_municipality_is_recognised():
    streets = [rule.name for rule in real("arborg-2026").areas[1].rules if not rule.place]
    copied = made(
        {"streets": streets, "stops": {"residual": ["2026-01-05"]}},
        municipality={"name": "Hafnarfjörður", "svfnr": "1400"},
    )

    wrong = [one for one in check(copied, on=READ_ON, book=AddressBook()) if one.code == "wrong_municipality"]

    assert [one.message.en.split(" (")[0] for one in wrong] == [
        "More names are found in municipality no. 8200"
    ]


WEEKS = [f"2026-{month:02d}-{day:02d}" for month, day in ((1, 5), (1, 19), (2, 2), (2, 16), (3, 2), (3, 16))]


@pytest.mark.parametrize(
    ("stops", "code", "place"),
    [
        ([*WEEKS, "2026-03-16"], "duplicate_date", "z1 residual 2026-03-16"),
        ([*WEEKS, "2027-03-16"], "outside_edition", "z1 residual 2027-03-16"),
        ([*WEEKS, "2026-03-28"], "weekend", "z1 residual 2026-03-28"),
        ([*WEEKS, "2026-04-06"], "public_holiday", "z1 residual 2026-04-06"),
        ([*WEEKS, "2026-12-24"], "half_holiday", "z1 residual 2026-12-24"),
        ([*WEEKS, "2026-04-13"], "gap", "z1 residual 2026-04-13"),
        (WEEKS, "stream_ends_early", "z1 residual 2026-03-16"),
        ([], "empty_stream", "z1 residual"),
    ],
)
def test_each_slip_of_typing_has_its_finding(stops, code, place):
    found = check(made({"stops": {"residual": stops}}), on=READ_ON, book=None, why_no_book="none here")

    assert (code, place) in [(one.code, one.place) for one in found]


def test_days_that_depart_from_the_given_rule_are_found():
    rule = {"anchor": "2026-01-05", "interval_days": 14, "rounds": 6}
    calendar = made({"stops": {"residual": [*WEEKS[:5], "2026-03-17"]}, "rules": {"residual": [rule]}})

    found = check(calendar, on=READ_ON, book=None)

    assert [one.place for one in found if one.code == "not_as_planned"] == [
        "z1 residual 2026-03-16",
        "z1 residual 2026-03-17",
    ]
