from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from samveita.engines.rulebook.conditions import AnswerError
from samveita.engines.rulebook.tables import DecisionTable, NoRuleError, ask, examine
from samveita.ground.documents.stored import pack, unpack

SOURCE = {"title": "Sýnigögn Samveitu"}


def text(words):
    return {"is": words, "en": words, "pl": words}


def rule(key, outcome, **when):
    return {"key": key, "when": when, "outcome": outcome, "reason": text(key), "source": SOURCE}


def table(*rules, policy="first", most=1000):
    return DecisionTable.model_validate(
        {
            "title": text("Hvaða pakki?"),
            "policy": policy,
            "facts": [
                {"type": "choice", "key": "place", "label": text("Vinnustaður"), "options": OPTIONS},
                {"type": "yes_no", "key": "device", "label": text("Eigin tölva")},
                {"type": "whole", "key": "seats", "label": text("Sæti"), "least": 1, "most": most},
            ],
            "outcomes": [{"key": key, "label": text(key)} for key in ("small", "large", "school")],
            "rules": list(rules),
        }
    )


OPTIONS = [{"key": key, "label": text(key)} for key in ("office", "school")]
SCHOOL = rule("s", "school", place={"type": "one_of", "values": ["school"]})
UP_TO_300 = rule("a", "small", seats={"type": "between", "most": 300})
ABOVE_300 = rule("b", "large", seats={"type": "between", "least": 301})
OFFICE = {"type": "one_of", "values": ["office"]}


def test_the_first_rule_that_fits_counts_and_says_why():
    found = ask(table(SCHOOL, UP_TO_300, ABOVE_300), {"place": "office", "device": True, "seats": 301})

    assert (found.outcomes, found.passed_over) == (("large",), ("s", "a"))
    assert (found.rules[0].reason.en, found.rules[0].source.title) == ("b", "Sýnigögn Samveitu")


def test_a_whole_table_has_neither_gaps_nor_idle_rows():
    assert examine(table(SCHOOL, UP_TO_300, ABOVE_300)).is_sound


def test_a_forgotten_combination_is_named_with_its_span():
    findings = examine(table(SCHOOL, UP_TO_300))

    assert findings.gaps == ({"place": "office", "seats": "301–1000"},)


def test_a_row_that_can_never_count_is_named():
    assert examine(table(UP_TO_300, ABOVE_300, SCHOOL)).idle == ("s",)


def test_rows_that_contradict_are_named_where_only_one_may_fit():
    contradicting = table(SCHOOL, UP_TO_300, ABOVE_300, policy="unique")

    assert {found[:2] for found in examine(contradicting).overlaps} == {("s", "a"), ("s", "b")}
    with pytest.raises(NoRuleError, match="s, a all fit"):
        ask(contradicting, {"place": "school", "device": False, "seats": 1})


def test_collecting_gives_every_outcome_once():
    collecting = table(SCHOOL, UP_TO_300, rule("again", "school"), policy="collect")

    assert ask(collecting, {"place": "school", "device": False, "seats": 3}).outcomes == ("school", "small")


@pytest.mark.parametrize(
    "answers",
    [
        {"place": "office", "device": True},
        {"place": "moon", "device": True, "seats": 1},
        {"place": "office", "device": 1, "seats": 1},
        {"place": "office", "device": True, "seats": 0},
        {"place": "office", "device": True, "seats": 1, "more": 1},
    ],
)
def test_answers_that_the_facts_can_not_have_are_refused(answers):
    with pytest.raises(AnswerError):
        ask(table(UP_TO_300, ABOVE_300), answers)


@pytest.mark.parametrize(
    "faulty",
    [
        rule("x", "nothing"),
        rule("x", "small", colour={"type": "is", "value": True}),
        rule("x", "small", device={"type": "between", "least": 1}),
        rule("x", "small", place={"type": "one_of", "values": ["moon"]}),
        rule("x", "small", seats={"type": "between", "least": 5000}),
    ],
)
def test_an_unsound_rule_is_refused_when_the_table_is_made(faulty):
    with pytest.raises(ValidationError):
        table(faulty)


def test_a_table_survives_being_stored():
    whole = table(SCHOOL, UP_TO_300, ABOVE_300)

    assert unpack(DecisionTable, pack(whole)) == whole


spans = st.tuples(st.integers(1, 6), st.integers(0, 5)).map(
    lambda pair: {"type": "between", "least": pair[0], "most": min(6, pair[0] + pair[1])}
)
tests = st.fixed_dictionaries(
    {},
    optional={
        "place": st.sets(st.sampled_from(["office", "school"]), min_size=1).map(
            lambda values: {"type": "one_of", "values": sorted(values)}
        ),
        "device": st.booleans().map(lambda value: {"type": "is", "value": value}),
        "seats": spans,
    },
)
rows = st.lists(st.tuples(st.sampled_from(["small", "large", "school"]), tests), max_size=6)


@given(rows, st.sampled_from(["first", "unique", "collect"]))
def test_examining_finds_exactly_what_trying_every_combination_finds(drawn, policy):
    made = table(*(rule(f"r{n}", out, **when) for n, (out, when) in enumerate(drawn)), policy=policy, most=6)
    unanswered, contradicted, counted = False, set(), set()
    for place, device, seats in product(("office", "school"), (True, False), range(1, 7)):
        given_ = {"place": place, "device": device, "seats": seats}
        fitting = [one.key for one in made.rules if one.fits(given_)]
        unanswered |= not fitting
        contradicted |= {(fitting[0], other) for other in fitting[1:]} if policy == "unique" else set()
        counted |= set(fitting[:1] if policy == "first" else fitting)

    found = examine(made)

    assert bool(found.gaps) == unanswered
    assert {pair[:2] for pair in found.overlaps} == contradicted
    assert set(found.idle) == {one.key for one in made.rules} - counted
