"""Addresses, persons, numbers, several options, groups and files: read from pages and from other doors alike."""

from __future__ import annotations

import base64
from uuid import UUID, uuid4

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.forms.sample_forms import PARTS, text
from samveita.engines.forms import places, wording
from samveita.engines.forms.adjusting import FormAdjustments, adjusted
from samveita.engines.forms.answering import carried_over, check_step, in_words, missing, prefilled, summary
from samveita.engines.forms.declaring import (
    DeclarationError,
    Form,
    Group,
    Kind,
    Option,
    Question,
    Step,
    entry_form,
)
from samveita.engines.forms.json_schema import json_schema
from samveita.engines.forms.reading import AS_TYPED
from samveita.engines.forms.submission import as_payload, check_submission, with_stored_files
from samveita.iceland.addresses import Address

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SCHEMA = jsonschema_rs.validator_for(json_schema(PARTS), validate_formats=True)
FILE = {"file": str(uuid4()), "name": "t.pdf", "media_type": "application/pdf", "size": 12}
STORED = {
    "site": {"text": "Lækjargata 30, 220 Hafnarfjörður", "point": 30},
    "designer": {"kennitala": "0101302399", "name": "Ævar Hönnuður", "verified": False},
    "area": "124.5",
    "floors": 2,
    "parts": ["own"],
    "children": [{"child_name": "Una", "kinship": "child"}],
    "school": "Lækjarskóli",
    "drawings": [FILE],
}


def address(point: int, town: str, postcode: str, number: int = 30) -> Address:
    return Address(
        point, "Lækjargata", "Lækjargötu", number, "", "", postcode, town, town, "1400", 64.0, -21.9
    )


class Book:
    """Three addresses that stand for the register."""

    all = (
        address(30, "Hafnarfjörður", "220"),
        address(2, "Hafnarfjörður", "220", 2),
        address(3, "Akureyri", "600", 2),
    )

    def search(self, typed, *, municipality_number=None, limit=10):
        from samveita.iceland.alphabet import folded

        return [one for one in self.all if folded(one.in_one_line).startswith(folded(typed))][:limit]

    def by_point_number(self, point):
        return next((one for one in self.all if one.point_number == point), None)


@pytest.fixture(autouse=True, scope="module")
def register():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_book", Book)
        yield


def page(step, raw, answers=None, **more):
    return check_step(PARTS, PARTS.step(step), raw, answers or {}, **more)


def test_an_address_that_can_mean_one_place_is_stored_with_its_number():
    assert page("stadur", {"site": "lækjargata 30"}).answers["site"] == STORED["site"]


def test_an_address_that_can_mean_several_places_is_asked_about_and_then_taken():
    asked = page("stadur", {"site": "Lækjargata 2"})

    assert asked.errors == {"site": wording.ADDRESS_UNCLEAR}
    assert [one.point_number for one in asked.candidates["site"]] == [2, 3]
    chosen = page("stadur", {"site": "Lækjargata 2", "site_point": "3"})
    assert chosen.answers["site"] == {"text": "Lækjargata 2, 600 Akureyri", "point": 3}
    none = page("stadur", {"site": "Lækjargata 2", "site_point": AS_TYPED})
    assert none.answers["site"] == {"text": "Lækjargata 2", "point": None}


def test_a_picked_number_does_not_stick_to_another_address():
    assert page("stadur", {"site": "Lækjargata 30", "site_point": "3"}).answers["site"]["point"] == 30


def test_an_address_the_register_does_not_know_is_kept_and_asked_about_once():
    checked = page("stadur", {"site": "Sumarhús við Vatn"})

    assert checked.answers["site"] == {"text": "Sumarhús við Vatn", "point": None}
    assert "Sumarhús við Vatn" in checked.hints["site"].is_


def test_a_person_is_named_by_the_register_or_else_by_hand():
    known = page("honnudur", {"designer": "010130-2399"}, people={"0101302399": "Ævar Hönnuður"})
    assert known.answers["designer"]["verified"]
    assert "Ævar Hönnuður" in known.hints["designer"].is_

    nobody = page("honnudur", {"designer": "010130-2399"}, people={"0101302399": None})
    assert nobody.errors == {"designer": wording.PERSON_UNKNOWN}

    down = page("honnudur", {"designer": "010130-2399"})
    assert down.errors == {"designer": wording.PERSON_NAME_NEEDED}
    typed = page("honnudur", {"designer": "010130-2399", "designer_name": "Ævar Hönnuður"})
    assert typed.answers["designer"] == STORED["designer"]
    assert "óstaðfest" in in_words(PARTS.question("designer"), typed.answers["designer"]).is_


@pytest.mark.parametrize(
    ("written", "stored"),
    [("124,5", "124.5"), ("1.240,0", "1240"), ("7", "7")],
)
def test_a_number_with_decimals_is_never_a_binary_fraction(written, stored):
    raw = {"area": written, "floors": "2", "parts": "own"}
    assert page("husid", raw).answers["area"] == stored


def test_numbers_and_options_out_of_bounds_are_refused_with_what_to_do():
    checked = page("husid", {"area": "124,55", "floors": "1,5", "parts": "own\nrent\nother"})

    assert set(checked.errors) == {"area", "floors", "parts"}
    assert checked.errors["parts"] == wording.TOO_MANY_CHOSEN.format(most="2")
    assert page("husid", {"area": "0,5", "floors": "51", "parts": "x"}).errors.keys() == {
        "area",
        "floors",
        "parts",
    }


def test_a_chosen_option_brings_its_question_into_sight():
    checked = page("husid", {"area": "10", "floors": "1", "parts": "own\nother"})

    assert set(checked.errors) == {"what_else"}


def test_entries_that_are_not_whole_are_named():
    answers = {**STORED, "children": [{"child_name": "Una", "kinship": "other"}]}

    (lack,) = missing(PARTS, answers)

    assert (lack.step, lack.question) == ("born", "children")
    assert lack.message.is_ == "Barn 1: Svaraðu spurningunni „Hver þá?“."


def test_a_check_across_an_entrys_answers_is_told_at_each_of_them():
    form = entry_form(PARTS.question("children"))
    raw = {"child_name": "Una", "kinship": "child", "born": "2.2.2020", "moved_in": "1.1.2020"}

    assert set(check_step(form, form.steps[0], raw, {}).errors) == {"born", "moved_in"}


def test_entries_may_be_known_in_part():
    known = {"registry.children": [{"child_name": "Una", "born": "not a day", "secret": 1}]}

    assert prefilled(PARTS.question("children"), known) == [{"child_name": "Una"}]


def test_a_summary_tells_each_entry():
    lines = [line for step in summary(PARTS, STORED, "is") for line in step.lines]

    found = {line.label: line.answer for line in lines}
    assert found["Barn 1: Hvað heitir barnið?"] == "Una"
    assert found["Stærð"] == "124,5 m²"
    assert found["Teikningar"] == "t.pdf"


def test_a_declared_upgrade_is_walked_before_answers_are_carried_over():
    def joined(answers):
        return {**answers, "site": {"text": answers["street"], "point": None}}

    from dataclasses import replace

    form = replace(PARTS, version=3, upgrades={2: joined})

    carried = carried_over(form, {"street": "Bær", "floors": "two"}, version=1)

    assert carried.answers == {"site": {"text": "Bær", "point": None}}
    assert set(carried.again) == {"floors"}


def test_a_municipality_leaves_out_only_what_may_be_left_out_and_adds_its_own_help():
    form = adjusted(PARTS, FormAdjustments(frozenset({"why"}), {"area": text("Mælt að utan.")}))

    assert "why" not in json_schema(form)["properties"]
    assert form.question("area").help == text("Mælt að utan.")
    assert check_submission(form, {**as_payload(PARTS, STORED), "why": "x"}).errors.keys() >= {"/why"}
    with pytest.raises(DeclarationError, match="may not be left out"):
        adjusted(PARTS, FormAdjustments(frozenset({"area"})))


def test_files_and_groups_have_their_pages_to_themselves():
    other = Question("other", Kind.TEXT, text("x"))
    with pytest.raises(DeclarationError, match="mixes"):
        Form("f", 1, (Step("s", text("x"), (PARTS.question("drawings"), other)),))
    with pytest.raises(DeclarationError, match="within its group"):
        Question("g", Kind.GROUP, text("x"), group=Group(text("x"), text("x"), (PARTS.question("drawings"),)))
    with pytest.raises(DeclarationError, match="two options or more"):
        Question("m", Kind.MULTI_CHOICE, text("x"), options=(Option("one", text("x")),))


def resolved(uid: UUID):
    return FILE if str(uid) == FILE["file"] else None


def test_another_door_is_told_each_error_at_its_place():
    payload = {
        **as_payload(PARTS, STORED),
        "designer": {"kennitala": "0101302399", "name": "X", "verified": True},
        "children": [{"child_name": "Una", "kinship": "other"}],
        "drawings": [
            {"name": "a.pdf", "content": base64.b64encode(b"<html><script>").decode()},
            {"name": "a.pdf", "content": "not base64"},
        ],
    }

    errors = check_submission(PARTS, payload, "en", resolve=resolved).errors

    assert errors.keys() == {"/designer", "/children/0/kinship_other", "/drawings/0", "/drawings/1"}
    assert check_submission(PARTS, [], "en").errors.keys() == {""}


def test_a_file_from_another_door_is_handed_over_to_be_stored():
    payload = {
        **as_payload(PARTS, STORED),
        "drawings": [{"name": "a.pdf", "content": base64.b64encode(PDF).decode()}],
    }

    submitted = check_submission(PARTS, payload, resolve=resolved)

    assert submitted.errors == {}
    (file,) = submitted.files
    assert (file.question, file.name, file.content) == ("drawings", "a.pdf", PDF)
    stored = uuid4()
    answers = with_stored_files(submitted.answers, {file.uid: stored})
    assert answers["drawings"][0]["file"] == str(stored)


RAW = st.fixed_dictionaries(
    {
        "site": st.sampled_from(["Lækjargata 30", "Lækjargata 2", "Bær", ""]),
        "site_point": st.sampled_from(["", "3", AS_TYPED]),
        "designer": st.sampled_from(["010130-2399", "hæ", ""]),
        "designer_name": st.sampled_from(["Ævar", ""]),
        "area": st.sampled_from(["124,5", "0,05", "7", "1.240", ""]),
        "floors": st.sampled_from(["2", "51", "-1", ""]),
        "parts": st.sampled_from(["own", "own\nother", "own\nrent\nother", ""]),
        "what_else": st.sampled_from(["x", ""]),
        "school": st.sampled_from(["Skóli", ""]),
        "child_name": st.sampled_from(["Una", ""]),
        "kinship": st.sampled_from(["child", "other"]),
        "kinship_other": st.sampled_from(["Frændi", ""]),
    }
)


@given(RAW, st.booleans(), st.booleans())
def test_what_the_pages_accept_the_other_door_accepts_and_the_reverse(raw, has_child, has_file):
    form = entry_form(PARTS.question("children"))
    entry = check_step(form, form.steps[0], raw, {}).answers
    answers = {
        **({"children": [entry]} if has_child else {}),
        **({"drawings": [FILE]} if has_file else {}),
    }
    for step in PARTS.steps:
        answers = check_step(PARTS, step, raw, answers).answers

    payload = as_payload(PARTS, answers)
    submitted = check_submission(PARTS, payload, resolve=resolved)

    assert submitted.is_good == (missing(PARTS, answers) == ())
    if submitted.is_good:
        assert submitted.answers == answers
    assert SCHEMA.is_valid(payload) == submitted.is_good
