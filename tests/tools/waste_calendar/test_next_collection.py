"""Which day the truck comes: the published calendars of three municipalities, and what happens at their edges."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.tools.waste_calendar.command import main
from samveita.tools.waste_calendar.model import CycleException, CycleRule
from samveita.tools.waste_calendar.places import Ambiguous, Container, Nowhere, Place, Zones, find
from samveita.tools.waste_calendar.rounds import driven, grouped, materialised, next_days
from tools.waste_calendar.calendars import DATA, made, real

APRIL_ROUND = ["2026-04-22", "2026-04-24"]
ANSWERS = [
    (
        "arborg-2026",
        ("--street", "Tryggvagata"),
        "2026-04-20",
        "zone_1",
        {"residual_bio": APRIL_ROUND, "paper_plastic": ["2026-05-06", "2026-05-07", "2026-05-08"]},
    ),
    ("arborg-2026", ("--street", "Tryggvagata"), "2026-04-23", "zone_1", {"residual_bio": APRIL_ROUND}),
    (
        "arborg-2026",
        ("--street", "tryggvagata"),
        "2026-04-25",
        "zone_1",
        {"residual_bio": ["2026-05-20", "2026-05-21", "2026-05-22"]},
    ),
    (
        "arborg-2026",
        ("--street", "Fossheiði"),
        "2026-12-20",
        "zone_2",
        {"residual_bio": ["2026-12-21", "2026-12-22", "2026-12-23"]},
    ),
    (
        "arborg-2026",
        ("--street", "Fossheiði"),
        "2026-12-24",
        "zone_2",
        {"residual_bio": None, "paper_plastic": None},
    ),
    (
        "arborg-2026",
        ("--zone", "zone_4"),
        "2026-06-17",
        "zone_4",
        {"paper_plastic": ["2026-06-18"], "residual_bio": ["2026-06-19"], "deep": ["2026-06-30"]},
    ),
    (
        "mosfellsbaer-2025",
        ("--zone", "nbh_helgafell"),
        "2025-02-06",
        "nbh_helgafell",
        {"residual_bio": ["2025-02-19"]},
    ),
    (
        "mosfellsbaer-2025",
        ("--zone", "Helgafell"),
        "2025-02-05",
        "nbh_helgafell",
        {"paper_plastic": ["2025-02-17", "2025-02-18"]},
    ),
    (
        "thingeyjarsveit-2022",
        ("--street", "ranga"),
        "2022-03-01",
        "zone_3",
        {"residual": ["2022-03-15"], "paper": ["2022-04-05"], "plastic": ["2022-03-15"]},
    ),
]


def asked(capsys, *words: str) -> tuple[int, str, str]:
    code = main([*words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize(("calendar", "where", "day", "zone", "streams"), ANSWERS)
def test_the_next_round_is_the_first_that_is_not_over(capsys, calendar, where, day, zone, streams):
    code, out, _err = asked(capsys, "next", str(DATA / f"{calendar}.json"), *where, "--as-of", day)

    answer = json.loads(out)
    assert (code, answer["zone"]) == (0, zone)
    assert {key: answer["streams"][key] for key in streams} == streams


def test_the_end_of_an_edition_is_told_and_is_no_empty_answer(capsys):
    calendar = str(DATA / "arborg-2026.json")

    code, out, err = asked(capsys, "next", calendar, "--zone", "zone_2", "--as-of", "2027-03-01")

    assert (code, json.loads(out)["streams"]) == (0, {"residual_bio": None, "paper_plastic": None})
    assert err.count("not published yet after 2026-12-31") == 2


@pytest.mark.parametrize(
    ("calendar", "street", "zones"),
    [
        ("arborg-2026", "Traðarhús", ["zone_1", "zone_2"]),
        ("arborg-2026", "Garðabær", ["zone_1", "zone_2"]),
        ("thingeyjarsveit-2022", "Hella", ["zone_1", "zone_5"]),
    ],
)
def test_a_name_in_two_zones_is_asked_about(capsys, calendar, street, zones):
    _code, out, _err = asked(
        capsys, "next", str(DATA / f"{calendar}.json"), "--street", street, "--as-of", "2026-01-01"
    )

    assert json.loads(out) == {"zones": zones}


@pytest.mark.parametrize(
    ("street", "village", "zone"),
    [
        ("Garðabær - Stokkseyri", "", "zone_1"),
        ("Garðabær", "Eyrarbakki", "zone_2"),
        ("Miðtún", "", "zone_2"),
        ("Miðtún", "Stokkseyri", "zone_1"),
    ],
)
def test_the_village_tells_streets_of_one_name_apart(street, village, zone):
    found = find(real("arborg-2026"), Place(street=street, village=village))

    assert found == Zones({"residual_bio": zone, "paper_plastic": zone})


def test_every_listed_name_finds_its_zone_in_any_case():
    edition = real("thingeyjarsveit-2022")

    for area in edition.areas:
        for rule in area.rules:
            found = find(edition, Place(street=rule.name.lower()))
            areas = set(found.candidates) if isinstance(found, Ambiguous) else set(found.by_stream.values())
            assert area.id in areas


def test_large_containers_and_rural_life_override_the_street():
    edition = real("arborg-2026")

    flats = find(edition, Place(street="Tryggvagata", container=Container.LARGE))
    rural = find(edition, Place(street="Tryggvagata", is_rural=True))

    assert flats == Zones({"residual_bio": "zone_4", "paper_plastic": "zone_4", "deep": "zone_4"})
    assert rural == Zones({"residual_bio": "zone_3", "paper_plastic": "zone_3"})


def test_house_numbers_odd_even_and_points_decide_within_a_street():
    edition = made(
        {
            "streets": [
                {"name": "Langagata", "last": 20},
                {"name": "Langagata", "first": 21, "parity": "odd"},
            ],
            "stops": {"residual": ["2026-01-05"]},
        },
        {
            "streets": [{"name": "Langagata", "first": 22, "parity": "even"}, {"points": [77]}],
            "stops": {"residual": ["2026-01-06"]},
        },
    )

    def zone(**place):
        found = find(edition, Place(street="Langagata", **place))
        return found.by_stream["residual"] if isinstance(found, Zones) else found

    assert [zone(number=one) for one in (7, 20, 21, 22)] == ["z1", "z1", "z1", "z2"]
    assert zone(number=7, point=77) == "z2"
    assert zone() == Ambiguous(("z1", "z2"))


def test_streams_may_belong_to_different_zones(tmp_path, capsys):
    zones = (
        {"streets": ["Gata"], "stops": {"residual": ["2026-01-05"]}},
        {"streets": ["Gata"], "stops": {"paper": ["2026-01-06"]}},
    )
    path = tmp_path / "calendar.json"
    from tools.waste_calendar.calendars import small

    path.write_text(json.dumps(small(*zones, streams=("residual", "paper"))), encoding="utf-8")

    _code, out, _err = asked(capsys, "next", str(path), "--street", "Gata", "--as-of", "2026-01-01")

    assert json.loads(out) == {
        "zone": {"residual": "z1", "paper": "z2"},
        "streams": {"residual": ["2026-01-05"], "paper": ["2026-01-06"]},
    }


def test_an_unknown_street_is_refused_with_names_that_look_alike(capsys):
    calendar = str(DATA / "arborg-2026.json")

    code, out, err = asked(capsys, "next", calendar, "--street", "Trygvagata", "--as-of", "2026-01-01")

    assert (code, out) == (2, "")
    assert err == "--street: 'Trygvagata' is in no zone; perhaps Tryggvagata\n"
    assert isinstance(find(real("mosfellsbaer-2025"), Place(street="Gata")), Nowhere)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"year": "2026"}, "year: "),
        ({"schema": "other/1"}, "schema: "),
        ({"zones": []}, "zones: "),
        ({"zones": [{"id": "z", "name_is": "Z", "kind": "urban", "stops": {"residual": ["2026-02-30"]}}]},
         "zones.0.stops.residual.0: 2026-02-30 is not a day"),
        ({"zones": [{"id": "z", "name_is": "Z", "kind": "urban", "stops": {"bio": ["2026-02-03"]}}]},
         "zones.0.stops.bio: no stream has the id 'bio'"),
    ],
)  # fmt: skip
def test_bad_data_are_refused_with_the_place(tmp_path, capsys, change, place):
    from tools.waste_calendar.calendars import small

    path = tmp_path / "calendar.json"
    path.write_text(json.dumps({**small({"stops": {"residual": []}}), **change}), encoding="utf-8")

    code, out, err = asked(capsys, "check", str(path))

    assert (code, out) == (2, "")
    assert place in err


def test_a_script_with_a_missing_comma_is_refused_with_line_and_column(tmp_path, capsys):
    path = tmp_path / "calendar.json"
    path.write_text('{"schema": "samveita-waste-calendar/1"\n "year": 2022}', encoding="utf-8")

    code, _out, err = asked(capsys, "check", str(path))

    assert code == 2
    assert "Expecting ',' delimiter: line 2 column 2" in err


COUNTS = {
    ("zone_1", "residual_bio"): (38, 14),
    ("zone_1", "paper_plastic"): (40, 13),
    ("zone_2", "residual_bio"): (38, 13),
    ("zone_2", "paper_plastic"): (39, 13),
    ("zone_3", "residual_bio"): (26, 13),
    ("zone_3", "paper_plastic"): (26, 13),
    ("zone_4", "residual_bio"): (35, 35),
    ("zone_4", "paper_plastic"): (27, 27),
    ("zone_4", "deep"): (26, 26),
}


def test_days_group_into_the_rounds_that_were_counted_by_hand():
    edition = real("arborg-2026")

    found = {
        (zone.area, stream.id): (len(zone.dates), len(driven(zone)))
        for stream in edition.streams
        for zone in stream.zones
    }

    assert found == COUNTS


@pytest.mark.parametrize(
    ("zone", "stream", "rule", "exceptions"),
    [
        ("zone_4", "deep", {"anchor": "2026-01-13", "interval_days": 14, "rounds": 26}, []),
        (
            "zone_1",
            "paper_plastic",
            {"anchor": "2026-01-14", "interval_days": 28, "days_in_round": 3, "rounds": 13},
            [("drop", "2026-04-08"), ("add", "2026-04-13"), ("add", "2026-04-14")],
        ),
    ],
)
def test_a_rule_with_its_exceptions_gives_the_published_list(zone, stream, rule, exceptions):
    edition = real("arborg-2026")
    departing = [CycleException(action=action, day=day) for action, day in exceptions]

    days = materialised([CycleRule.model_validate(rule)], departing, until=edition.valid_to)

    assert tuple(days) == edition.stream(stream).zone(zone).dates


def test_the_turn_of_the_year_is_answered_by_days_the_list_carries_over():
    edition = real("arborg-2026")
    zone = edition.stream("residual_bio").zone("zone_2")

    assert next_days(edition, zone, date(2025, 12, 20)) == (date(2025, 12, 22), date(2025, 12, 23))


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60), st.integers(-5, 370))
def test_the_next_round_is_never_over_and_nothing_is_skipped(days, offset):
    edition = made({"stops": {"residual": [day.isoformat() for day in days]}})
    on = date(2026, 1, 1) + timedelta(days=offset)

    found = next_days(edition, edition.streams[0].zones[0], on)

    later = [group for group in grouped(days) if group[-1] >= on]
    assert found == (later[0] if later else None)
