"""An invented population is repeatable, whole, and holds every situation a municipality meets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.iceland.addresses import AddressBook, build_address_file
from samveita.iceland.cast import cast
from samveita.iceland.invented_names import last_name_after, name_lists
from samveita.iceland.kennitala import Kind
from samveita.iceland.population import main, population, shares, summary
from samveita.iceland.registry_person import MaritalCode, RegistryPerson
from samveita.iceland.synthetic_ids import IdsUsedUp, SyntheticIds
from samveita.iceland.words import known_word

DAY = date(2026, 11, 22)
COUNT = 4_000


@pytest.fixture(scope="module")
def address_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("population") / "addresses.sqlite3"
    build_address_file(target)
    return target


@pytest.fixture(scope="module")
def book(address_file: Path) -> AddressBook:
    return AddressBook(address_file)


@pytest.fixture(scope="module")
def people(book: AddressBook) -> list[RegistryPerson]:
    return list(population(COUNT, seed=1, book=book, as_of=DAY))


def test_as_many_come_as_were_asked_for_and_no_two_share_an_id(people: list[RegistryPerson]):
    assert len(people) == COUNT
    assert len({person.kennitala for person in people}) == COUNT


def test_nobody_has_the_id_of_somebody_in_the_cast(people: list[RegistryPerson]):
    assert not {person.kennitala for person in people} & cast(DAY).kennitolur


def test_the_same_seed_gives_the_same_people_and_another_seed_others(
    book: AddressBook, people: list[RegistryPerson]
):
    assert list(population(COUNT, seed=1, book=book, as_of=DAY)) == people
    assert list(population(50, seed=2, book=book, as_of=DAY)) != list(
        population(50, seed=1, book=book, as_of=DAY)
    )


def test_ids_carry_the_birth_date_unless_they_are_system_ids(people: list[RegistryPerson]):
    persons = [person for person in people if person.kennitala.kind is Kind.PERSON]

    assert all(person.kennitala.birth_date == person.born for person in persons)
    assert len(people) - len(persons) == sum(person.kennitala.kind is Kind.SYSTEM for person in people)


def test_partners_name_each_other_and_the_living_share_a_home(people: list[RegistryPerson]):
    known = {person.kennitala: person for person in people}
    living = [person for person in people if person.partner is not None and person.died_on is None]

    assert living
    assert all(known[person.partner].partner == person.kennitala for person in living)
    assert all(known[person.partner].house_code == person.house_code for person in living)
    assert all((person.spouse is None) != (person.marital_code is MaritalCode.MARRIED) for person in living)


def test_children_and_custodians_name_each_other_and_parents_are_grown(people: list[RegistryPerson]):
    known = {person.kennitala: person for person in people}
    children = [person for person in people if person.custodians]

    assert children
    for child in children:
        for custodian in child.custodians:
            assert child.kennitala in known[custodian].children_in_custody
            assert known[custodian].born.year + 17 <= child.born.year


def test_split_residence_gives_a_child_two_homes_and_one_domicile(people: list[RegistryPerson]):
    known = {person.kennitala: person for person in people}
    split = [person for person in people if len(person.residence_parents) > len(person.domicile_parents)]

    assert split
    for child in split:
        (domicile,) = child.domicile_parents
        assert known[domicile].house_code == child.house_code
        assert len({known[parent].house_code for parent in child.residence_parents}) == 2


def test_every_situation_turns_up_in_some_thousand_people(people: list[RegistryPerson]):
    counted = summary(iter(people), on=DAY)

    assert [key for key, value in counted.items() if value == 0] == []
    assert counted["persons"] == COUNT
    assert {person.marital_code for person in people} >= {
        MaritalCode.UNMARRIED,
        MaritalCode.MARRIED,
        MaritalCode.WIDOWED,
        MaritalCode.SEPARATED,
        MaritalCode.DIVORCED,
        MaritalCode.UNKNOWN,
    }
    assert any(not p.kennitala.check_digit_is_right for p in people if p.kennitala.kind is Kind.PERSON)


def test_wages_cover_the_last_24_months_before_this_one(people: list[RegistryPerson]):
    working = [person for person in people if person.wages is not None]

    assert {len(person.wages.kronur) for person in working} == {24}
    assert {person.wages.until for person in working} == {date(2026, 10, 1)}
    assert all(type(kronur) is int and kronur >= 0 for person in working for kronur in person.wages.kronur)


def test_another_day_moves_the_wages_and_nothing_else(book: AddressBook):
    now, later = (list(population(200, seed=3, book=book, as_of=day)) for day in (DAY, date(2027, 2, 1)))

    assert [person.kennitala for person in now] == [person.kennitala for person in later]
    assert [p.wages.kronur for p in now if p.wages] == [p.wages.kronur for p in later if p.wages]


def test_people_are_spread_by_the_weights_that_are_given(book: AddressBook):
    weights = {"1400": 3, "6000": 1}

    spread = [p.address for p in population(400, seed=1, book=book, weights=weights, as_of=DAY)]

    assert {address.municipality_number for address in spread if address} == {"1400", "6000"}
    hafnarfjordur = sum(address.municipality_number == "1400" for address in spread if address)
    assert 280 <= hafnarfjordur <= 300


def test_a_weight_for_an_unknown_municipality_is_refused(book: AddressBook):
    with pytest.raises(ValueError, match="No addresses in municipalities numbered 9999"):
        next(population(1, seed=1, book=book, weights={"9999": 1}))


@given(
    count=st.integers(min_value=0, max_value=400_000),
    weights=st.dictionaries(
        st.text("0123456789", min_size=4, max_size=4), st.integers(1, 10**6), min_size=1, max_size=61
    ),
)
def test_shares_add_up_and_are_fair_to_within_one_person(count: int, weights: dict[str, int]):
    divided = shares(count, weights)
    total = sum(weights.values())

    assert sum(divided.values()) == count
    assert all(abs(divided[number] * total - count * weight) < total for number, weight in weights.items())


def test_every_patronymic_and_matronymic_is_known_to_the_word_list():
    lists = name_lists()
    unknown = [
        last
        for names, is_woman in ((lists["women"], True), (lists["men"], False))
        for given in names
        for child_is_woman in (True, False)
        if not known_word(
            last := last_name_after(given, parent_is_woman=is_woman, child_is_woman=child_is_woman)
        )
    ]

    assert unknown == []
    assert last_name_after("Guðrún", parent_is_woman=True, child_is_woman=False) == "Guðrúnarson"
    assert last_name_after("Ólafur", parent_is_woman=False, child_is_woman=True) == "Ólafsdóttir"


def test_a_day_has_ids_with_a_check_digit_first_then_without_and_then_no_more():
    ids = SyntheticIds()
    day = date(2026, 1, 1)

    made = [ids.person(day) for _ in range(198)]
    right = [kennitala.check_digit_is_right for kennitala in made]

    assert len(set(made)) == 198
    assert right == [True] * 18 + [False] * 180
    with pytest.raises(IdsUsedUp, match="2026-01-01"):
        for _ in range(5):
            ids.person(day)


def test_the_command_writes_json_lines_and_tells_of_progress_elsewhere(
    address_file: Path, capsys: pytest.CaptureFixture[str]
):
    code = main(["--count", "30", "--seed", "7", "--as-of", "2026-11-22", "--addresses", str(address_file)])
    written = capsys.readouterr()

    records = [json.loads(line) for line in written.out.splitlines()]
    assert code == 0
    assert len(records) == 30
    assert all(record["synthetic"] for record in records)
    assert written.err.startswith("30 of 30 persons")


def test_the_command_can_write_only_the_counts(address_file: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["--count", "30", "--as-of", "2026-11-22", "--summary", "--addresses", str(address_file)])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["persons"] == 30


def test_the_command_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["--count", "3", "--addresses", str(tmp_path / "none")])

    assert code == 1
    assert "samveita addresses build" in capsys.readouterr().err


def test_a_negative_count_is_refused_in_plain_words(address_file: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["--count", "-1", "--addresses", str(address_file)])

    assert code == 2
    assert "smaller than nobody" in capsys.readouterr().err
