"""The people of the demonstration fit together: ids, families, addresses, names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samveita.iceland import clock
from samveita.iceland.addresses import AddressBook, build_address_file
from samveita.iceland.cast import ASSOCIATION, HAFNARFJORDUR, JOINT_OFFICE, cast
from samveita.iceland.cast_homes import HOMES
from samveita.iceland.kennitala import Kind
from samveita.iceland.registry_person import MaritalCode

DAY = date(2026, 11, 22)


def test_everybody_has_an_id_of_their_own():
    demo = cast(DAY)

    assert len(demo.kennitolur) == len(demo.persons) + len(demo.companies)
    assert all(p.kennitala.check_digit_is_right for p in demo.persons if p.kennitala.kind is Kind.PERSON)


def test_ids_carry_the_birth_dates_of_their_holders():
    for person in cast(DAY).persons:
        if person.kennitala.kind is Kind.PERSON:
            assert person.kennitala.birth_date == person.born


def test_the_same_people_come_on_any_day_and_only_their_wages_move():
    one, later = cast(date(2026, 11, 22)), cast(date(2027, 3, 1))

    assert [m.kennitala for m in one.members] == [m.kennitala for m in later.members]
    assert one["low-income"].person.wages.until == date(2026, 10, 1)
    assert later["low-income"].person.wages.until == date(2027, 2, 1)
    assert cast(date(2027, 1, 31))["low-income"].person.wages.until == date(2026, 12, 1)


def test_today_is_the_day_when_none_is_given():
    with clock.standing_on(DAY):
        assert cast() == cast(DAY)


def test_wages_are_told_by_month():
    wages = cast(DAY)["low-income"].person.wages

    assert next(iter(wages.by_month())) == date(2024, 11, 1)
    assert len(wages.by_month()) == 24
    assert (wages.in_month(date(2026, 2, 28)), wages.in_month(date(2026, 10, 31))) == (512_000, 96_000)
    assert wages.in_month(date(2026, 11, 1)) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("married-wife", "married-husband"), ("cohabiting-woman", "cohabiting-man")]
)
def test_couples_name_each_other_and_share_a_home(one: str, other: str):
    demo = cast(DAY)
    left, right = demo[one].person, demo[other].person

    assert (left.partner, right.partner) == (right.kennitala, left.kennitala)
    assert left.house_code == right.house_code
    assert (left.marital_code is MaritalCode.MARRIED) == (left.spouse is not None)


def test_the_guardian_may_act_for_the_child_in_her_custody():
    demo = cast(DAY)
    (child,) = demo.others
    guardian = demo["guardian"]

    assert guardian.person.children_in_custody == (child.kennitala,)
    assert child.custodians == (guardian.kennitala,)
    assert [(d.type, d.subject) for d in guardian.delegations] == [
        ("LegalGuardian", child.kennitala),
        ("LegalGuardianMinor", child.kennitala),
    ]
    assert not child.is_adult_on(DAY)


def test_the_procuration_holder_may_act_for_the_company():
    demo = cast(DAY)
    (company,) = demo.companies
    holder = demo["procuration-holder"]

    assert company.kennitala.kind is Kind.COMPANY
    assert company.procuration_holders == (holder.kennitala,)
    assert [(d.type, d.subject_name) for d in holder.delegations] == [("ProcurationHolder", company.name)]


def test_staff_hold_one_role_at_one_organisation():
    staff = {(m.organisation, *m.roles) for m in cast(DAY).members if m.is_staff}

    assert staff == {
        (HAFNARFJORDUR, "case_worker"),
        (HAFNARFJORDUR, "administrator"),
        (HAFNARFJORDUR, "viewer"),
        (HAFNARFJORDUR, "auditor"),
        ("akureyri", "case_worker"),
        ("grundarfjordur", "administrator"),
        ("arborg", "administrator"),
        (JOINT_OFFICE, "case_worker"),
        (ASSOCIATION, "editor"),
        (ASSOCIATION, "manager"),
    }


def test_the_special_situations_are_there():
    demo = cast(DAY)

    assert demo["protected-address"].person.has_protected_address
    assert demo["system-id"].kennitala.kind is Kind.SYSTEM
    assert demo["system-id"].person.municipality_number is None


def test_nobody_answers_to_an_unknown_key():
    with pytest.raises(KeyError, match="Nobody in the cast"):
        cast(DAY)["santa"]


def test_every_icelandic_name_of_the_cast_is_declined():
    for member in cast(DAY).members:
        if member.person.citizenship == "IS":
            cases = member.name_in_cases
            assert cases.genitive != cases.nominative, member.name
            assert cases.dative != cases.nominative, member.name


def test_homes_are_those_of_the_address_file(tmp_path: Path):
    build_address_file(tmp_path / "addresses.sqlite3")
    book = AddressBook(tmp_path / "addresses.sqlite3")

    assert {label: book.by_point_number(home.point_number) for label, home in HOMES.items()} == HOMES
