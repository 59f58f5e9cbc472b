import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from samveita.engines.rulebook.conditions import AnswerError
from samveita.engines.rulebook.graphs import DecisionGraph, examine, walk
from samveita.ground.documents.stored import pack, unpack


def text(words):
    return {"is": words, "en": words, "pl": words}


def yes_no(key, yes, no, fact=""):
    return {
        "type": "question",
        "key": key,
        "fact": {"type": "yes_no", "key": fact or key, "label": text(f"{key}?")},
        "ways": [
            {"test": {"type": "is", "value": True}, "to": yes},
            {"test": {"type": "is", "value": False}, "to": no},
        ],
        "sources": [{"title": "Sýnigögn Samveitu"}],
    }


def number(key, limit, below, above):
    return {
        "type": "question",
        "key": key,
        "fact": {"type": "whole", "key": key, "label": text(key), "least": 0, "most": 500},
        "ways": [
            {"test": {"type": "between", "most": limit}, "to": below},
            {"test": {"type": "between", "least": limit + 1}, "to": above},
        ],
    }


def end(key):
    return {"type": "outcome", "key": key, "title": text(key)}


def branch(key, fact, to, otherwise):
    return {
        "type": "branch",
        "key": key,
        "forks": [{"when": {fact: {"type": "is", "value": True}}, "to": to, "reason": text("af því")}],
        "otherwise": otherwise,
        "otherwise_reason": text("annars"),
    }


def graph(start, *nodes):
    return DecisionGraph.model_validate({"title": text("Tré"), "start": start, "nodes": list(nodes)})


WHOLE = (
    yes_no("own", "seats", "web"),
    number("seats", 300, "fork", "large"),
    branch("fork", "own", "small", "web"),
    *(end(key) for key in ("small", "large", "web")),
)


def test_the_answers_lead_to_an_outcome_and_every_step_is_explained():
    path = walk(graph("own", *WHOLE), {"own": True, "seats": 12})

    assert (path.at, path.is_ended) == ("small", True)
    assert [(step.node, step.answer, step.to) for step in path.steps] == [
        ("own", True, "seats"),
        ("seats", 12, "fork"),
        ("fork", None, "small"),
    ]
    assert (path.steps[0].sources[0].title, path.steps[2].reason.en) == ("Sýnigögn Samveitu", "af því")


def test_the_way_stops_at_the_first_question_without_an_answer():
    path = walk(graph("own", *WHOLE), {"own": True})

    assert (path.at, path.is_ended) == ("seats", False)


def test_answers_the_way_never_asks_for_are_named():
    assert walk(graph("own", *WHOLE), {"own": False, "seats": 5}).unused == ("seats",)


@pytest.mark.parametrize("answers", [{"own": "yes"}, {"own": 1}, {"own": True, "seats": 501}])
def test_answers_are_typed(answers):
    with pytest.raises(AnswerError):
        walk(graph("own", *WHOLE), answers)


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((yes_no("own", "own", "web"), end("web")), "circles: own → own"),
        ((yes_no("own", "again", "web"), yes_no("again", "own", "web"), end("web")), "circles"),
        ((yes_no("own", "nowhere", "web"), end("web")), "leads to nowhere, which is not there"),
        ((yes_no("own", "web", "web"), end("web"), end("web")), "same key"),
        ((yes_no("own", "b", "web"), yes_no("b", "web", "web", fact="own"), end("web")), "same fact"),
        ((branch("own", "other", "web", "web"), end("web")), "no question asks for other"),
        (
            ({**yes_no("own", "web", "web"), "ways": yes_no("own", "web", "web")["ways"][:1]}, end("web")),
            "0 ways",
        ),
        (
            (
                {**number("own", 3, "web", "web"), "ways": number("own", 3, "web", "web")["ways"] * 2},
                end("web"),
            ),
            "2 ways",
        ),
    ],
)
def test_an_unsound_graph_is_refused_when_it_is_made(nodes, message):
    with pytest.raises(ValidationError, match=message):
        graph("own", *nodes)


def test_unreachable_nodes_and_unasked_answers_are_found():
    made = graph(
        "own",
        yes_no("own", "fork", "later"),
        yes_no("later", "fork", "web"),
        branch("fork", "later", "web", "small"),
        *(end(key) for key in ("web", "small", "forgotten")),
    )

    assert (examine(made).unreachable, examine(made).unasked) == (("forgotten",), (("fork", "later"),))


def test_a_graph_survives_being_stored():
    assert unpack(DecisionGraph, pack(graph("own", *WHOLE))) == graph("own", *WHOLE)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), min_size=1, max_size=8), st.data())
def test_every_walk_ends_and_only_reachable_nodes_are_met(jumps, data):
    last = len(jumps)
    nodes = [
        yes_no(f"q{n}", f"q{min(last, n + first)}", f"q{min(last, n + second)}")
        for n, (first, second) in enumerate(jumps)
    ]
    made = graph("q0", *nodes, end(f"q{last}"))
    answers = {f"q{n}": data.draw(st.booleans()) for n in range(last)}

    path = walk(made, answers)

    met = {step.node for step in path.steps} | {path.at}
    assert (path.is_ended, met & set(examine(made).unreachable)) == (True, set())
