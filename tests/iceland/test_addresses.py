"""Addresses are found from any keyboard, within one municipality, and by point number."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from samveita.iceland.addresses import AddressBook, AddressFileMissing, build_address_file, main

HAFNARFJORDUR = "1400"


@pytest.fixture(scope="module")
def address_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("addresses") / "addresses.sqlite3"
    build_address_file(target)
    return target


@pytest.fixture(scope="module")
def book(address_file: Path) -> AddressBook:
    return AddressBook(address_file)


@pytest.mark.parametrize("typed", ["laekj", "Lækj", "LÆKJ", "lækj "])
def test_the_beginning_of_a_street_finds_it_from_any_keyboard(book: AddressBook, typed: str):
    streets = book.streets(typed, municipality_number=HAFNARFJORDUR)

    assert [street.name for street in streets] == ["Lækjargata", "Lækjarberg", "Lækjarhvammur", "Lækjarkinn"]


def test_laekj_finds_laekjargata_in_the_whole_country(book: AddressBook):
    assert "Lækjargata" in {address.street for address in book.search("laekj")}


def test_the_dative_finds_the_same_street(book: AddressBook):
    dative = book.search("lækjargötu 30", municipality_number=HAFNARFJORDUR)

    assert dative == book.search("laekjargata 30", municipality_number=HAFNARFJORDUR)


def test_streets_share_the_answer_so_that_none_hides_another(book: AddressBook):
    found = book.search("laekj", municipality_number=HAFNARFJORDUR, limit=8)

    assert [address.street for address in found] == [
        "Lækjargata", "Lækjargata", "Lækjarberg", "Lækjarberg",
        "Lækjarhvammur", "Lækjarhvammur", "Lækjarkinn", "Lækjarkinn",
    ]  # fmt: skip


def test_a_house_number_comes_first_and_then_the_numbers_it_begins(book: AddressBook):
    found = book.search("lækjargata 3", municipality_number=HAFNARFJORDUR)

    assert [address.label for address in found][:3] == ["Lækjargata 3", "Lækjargata 30", "Lækjargata 32"]


def test_an_address_knows_its_cases_place_and_point(book: AddressBook):
    (address,) = book.search("Lækjargata 30, 220 Hafnarfjörður")

    assert address.label == "Lækjargata 30"
    assert address.label_dative == "Lækjargötu 30"
    assert address.in_one_line == "Lækjargata 30, 220 Hafnarfjörður"
    assert address.place_dative == "Hafnarfirði"
    assert address.municipality_number == HAFNARFJORDUR
    assert address.point_number == 10000819
    assert (round(address.latitude, 3), round(address.longitude, 3)) == (64.067, -21.946)


def test_an_address_is_found_by_its_point_number(book: AddressBook):
    address = book.by_point_number(10000819)

    assert address is not None
    assert address.label == "Lækjargata 30"
    assert book.by_point_number(1) is None


def test_a_place_after_the_number_narrows_the_answer(book: AddressBook):
    assert {address.place for address in book.search("strandgata 6 735 esk")} == {"Eskifjörður"}
    assert {address.place for address in book.search("strandgata 6 eskif")} == {"Eskifjörður"}


def test_houses_on_a_street_are_in_the_order_of_their_numbers(book: AddressBook):
    (street,) = book.streets("Lækjargata", municipality_number=HAFNARFJORDUR)

    houses = [(address.house_number, address.house_letter) for address in book.on_street(street)]

    assert houses == sorted(houses, key=lambda house: (house[0] or 0, house[1]))
    assert len(houses) == street.houses


def test_a_street_that_begins_with_a_number_is_found(book: AddressBook):
    assert {address.street for address in book.search("17. jún")} == {"17. Júnítorg"}


def test_an_exact_name_comes_before_longer_streets(book: AddressBook):
    assert book.streets("á")[0].name == "Á"


@pytest.mark.parametrize("typed", ["", "   ", "!!", "xyzw 3", "qqqq", "'; DROP TABLE street --"])
def test_what_is_no_address_finds_nothing(book: AddressBook, typed: str):
    assert book.search(typed) == []


def test_every_one_of_the_61_municipalities_has_houses(book: AddressBook):
    numbers = book.municipality_numbers()

    assert len(numbers) == 61
    assert all(book.houses_in(number) for number in ("0000", HAFNARFJORDUR, "8613"))


def test_every_thread_asks_over_its_own_connection(book: AddressBook):
    answers: list[int] = []

    def ask() -> None:
        answers.append(len(book.search("lækjargata 3")))
        book.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [10] * 8


def test_the_file_cannot_be_written_through_the_book(book: AddressBook):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        book._connection().execute("DELETE FROM address")


def test_every_search_is_a_range_query_on_an_index(book: AddressBook):
    plan = book._connection().execute(
        "EXPLAIN QUERY PLAN SELECT street FROM street_name n WHERE n.municipality = ? AND n.key >= ? AND n.key <= ?",
        (HAFNARFJORDUR, "a", "b"),
    )

    assert [row[3] for row in plan] == [
        "SEARCH n USING COVERING INDEX street_name_in_municipality (municipality=? AND key>? AND key<?)"
    ]


def test_a_missing_file_names_the_command_that_makes_it(tmp_path: Path):
    with pytest.raises(AddressFileMissing, match="samveita addresses build"):
        AddressBook(tmp_path / "none.sqlite3")


def test_a_file_of_another_version_names_the_command_as_well(tmp_path: Path):
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE about (key TEXT, value TEXT)")
    old.close()

    with pytest.raises(AddressFileMissing, match="another version"):
        AddressBook(path)


def test_the_command_reports_how_many_addresses_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["--file", str(tmp_path / "made" / "addresses.sqlite3"), "build"])

    assert code == 0
    count, _, rest = capsys.readouterr().out.partition(" ")
    assert int(count) > 130_000
    assert rest == f"addresses written to {tmp_path}/made/addresses.sqlite3\n"
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["addresses.sqlite3"]


def test_a_folder_that_cannot_be_used_is_told_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "file").write_text("")

    code = main(["--file", str(tmp_path / "file" / "addresses.sqlite3"), "build"])

    assert code == 1
    assert capsys.readouterr().err.endswith(f"{str(tmp_path / 'file')!r}\n")


def test_the_command_looks_an_address_up(address_file: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["--file", str(address_file), "find", "laekjargata 30", "--municipality", HAFNARFJORDUR])

    assert code == 0
    assert (
        capsys.readouterr().out
        == '{"point_number": 10000819, "address": "Lækjargata 30, 220 Hafnarfjörður"}\n'
    )


def test_a_street_declined_for_some_of_its_houses_is_declined_for_all(book: AddressBook):
    (address,) = book.search("selvogsgata 5", municipality_number=HAFNARFJORDUR)

    assert address.label_dative == "Selvogsgötu 5"
