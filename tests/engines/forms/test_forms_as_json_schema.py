"""The schema for other front doors says the same as our own check."""

from __future__ import annotations

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from engines.forms.sample_forms import EVERYTHING, GOOD
from samveita.engines.forms.answering import validate
from samveita.engines.forms.json_schema import json_schema

SCHEMA = jsonschema_rs.validator_for(json_schema(EVERYTHING))


def test_titles_are_in_the_language_asked_for():
    schema = json_schema(EVERYTHING, "en")

    assert schema["$id"] == "urn:samveita:form:sample:1"
    assert schema["properties"]["rent"] == {
        "title": "Hver er leigan á mánuði? (en)", "type": "integer", "minimum": 0, "maximum": 900_000,
    }  # fmt: skip


def test_a_finished_form_is_valid():
    assert SCHEMA.is_valid(GOOD)


def test_a_hidden_question_may_not_be_answered():
    assert not SCHEMA.is_valid({**GOOD, "home": "own"})


VALUES = {
    "name": st.just("A"),
    "kennitala": st.sampled_from(["0101302399", "010130-2399", 3]),
    "email": st.just("a@b.is"),
    "phone": st.sampled_from(["5551234", "+48600700800", "12"]),
    "home": st.sampled_from(["own", "rent", "other", "cave"]),
    "lease_from": st.just("2025-02-01"),
    "rent": st.sampled_from([0, 1000, 900_001, "1000", True]),
    "has_income": st.booleans(),
    "income": st.sampled_from([1000, 500_000, 500_001]),
    "why_much": st.just("B"),
    "percent": st.sampled_from([0, 100, 101, -1]),
    "account": st.just("0133-26-012345"),
    "note": st.just("C"),
    "agree": st.booleans(),
    "surprise": st.just(1),
}


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_what_the_schema_accepts_our_check_accepts_too(submitted):
    errors = dict(validate(EVERYTHING, submitted).errors)
    if "rent" in submitted and "income" in submitted and type(submitted["rent"]) is int:
        # JSON Schema has no word for the check across these two.
        submitted = {**submitted, "income": 500_000} if submitted["income"] == 1000 else submitted
        errors = dict(validate(EVERYTHING, submitted).errors)

    if SCHEMA.is_valid(submitted):
        assert errors == {}


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_what_our_check_accepts_in_stored_shape_the_schema_accepts_too(submitted):
    checked = validate(EVERYTHING, submitted)

    if checked.is_good:
        assert SCHEMA.is_valid(checked.answers)
