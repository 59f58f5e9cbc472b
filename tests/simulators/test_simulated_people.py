"""Who lives in the simulated nation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samveita.iceland.addresses import DEFAULT_FILE
from samveita.iceland.cast import cast
from samveita.simulators.people import nation_of

TODAY = date(2026, 11, 22)


def test_the_own_people_point_at_each_other_both_ways() -> None:
    nation = nation_of(count=0, seed=1)

    for person in nation.persons.values():
        children = [nation.persons[child.digits] for child in person.children_in_custody]
        assert [person.kennitala in child.custodians for child in children] == [True] * len(children)
        partner = nation.persons[person.partner.digits] if person.partner else None
        assert partner is None or partner.partner == person.kennitala


def test_all_seven_kinds_of_delegation_are_held_by_somebody() -> None:
    nation = nation_of(count=0, seed=1)

    kinds = {
        kind
        for kennitala in nation.persons
        for one in nation.delegations_of(kennitala, TODAY)
        for kind in one.types
    }

    assert kinds == {
        "LegalGuardian",
        "LegalGuardianMinor",
        "ProcurationHolder",
        "PersonalRepresentative",
        "LegalRepresentative",
        "GeneralMandate",
        "Custom",
    }


def test_custody_counts_under_18_and_the_second_kind_under_16() -> None:
    nation = nation_of(count=0, seed=1)

    def types_on(day: date) -> list[tuple[str, ...]]:
        return [one.types for one in nation.delegations_of("2810552089", day)]

    both, one = ("LegalGuardian", "LegalGuardianMinor"), ("LegalGuardian",)
    assert [types_on(date(2027, 5, 4)), types_on(date(2027, 5, 5)), types_on(date(2029, 5, 4))] == [
        [both],
        [one],
        [one],
    ]
    assert types_on(date(2029, 5, 5)) == []


def test_invented_people_are_added_to_the_own_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    if not DEFAULT_FILE.exists():
        pytest.skip("the address file is not built: samveita addresses build")
    monkeypatch.delenv("SAMVEITA_ADDRESS_FILE", raising=False)

    few, more = nation_of(count=0, seed=1), nation_of(count=50, seed=1)

    assert set(few.persons) < set(more.persons)
    assert list(more.persons) == list(nation_of(count=50, seed=1).persons)


def test_without_an_address_file_the_own_people_are_everybody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMVEITA_ADDRESS_FILE", str(tmp_path / "missing.sqlite3"))

    assert nation_of(count=50, seed=1).persons.keys() == nation_of(count=0, seed=1).persons.keys()


def test_the_cast_comes_first_on_the_login_page_and_staff_with_their_office() -> None:
    nation = nation_of(count=0, seed=1)
    played = cast()

    assert list(nation.roles)[: len(played.members)] == [member.kennitala.digits for member in played.members]
    worker = nation.roles[played["case-worker"].kennitala.digits]
    assert worker == ("Ráðgjafi – Hafnarfjörður", "Case worker – Hafnarfjörður")


def test_the_cast_holds_the_delegations_it_says() -> None:
    nation = nation_of(count=0, seed=1)

    for member in cast().members:
        said = sorted((one.subject.digits, one.type) for one in member.delegations)
        held = nation.delegations_of(member.kennitala.digits, TODAY)
        assert sorted((one.subject, kind) for one in held for kind in one.types) == said
