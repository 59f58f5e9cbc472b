"""Decision graphs: questions that lead on by their answers to an outcome, with every step explained and sourced.

A graph is a document with three kinds of nodes. A question asks a typed fact; a branch asks nobody but looks at answers
already given; an outcome ends the way. A graph that could go in circles, or leads to a node that isn't there, is refused
when it is made; nodes nobody can come to, and branches that look at answers nobody has been asked for, are listed by
``examine``. Only the engine stands here: no pages, no storage of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from samveita.engines.rulebook.calculation import StoredText
from samveita.engines.rulebook.conditions import (
    Answer,
    ChoiceFact,
    Fact,
    Key,
    Part,
    Test,
    WholeFact,
    YesNoFact,
    checked_answer,
    meets,
    misfit,
    told_apart,
)
from samveita.engines.rulebook.parameters import Source
from samveita.ground.documents.stored import Stored


class Way(Part):
    """One way on from a question: the answers that take it and the node it leads to."""

    test: Test
    to: Key


class Question(Part):
    """A node that asks. Every answer must have exactly one way on."""

    type: Literal["question"] = "question"
    key: Key
    fact: Fact
    help: StoredText | None = None
    ways: tuple[Way, ...] = Field(min_length=1, max_length=200)
    sources: tuple[Source, ...] = ()


class Fork(Part):
    """One way on from a branch: all these tests of earlier answers must be met."""

    when: dict[Key, Test] = Field(min_length=1)
    to: Key
    reason: StoredText


class Branch(Part):
    """A node that looks at earlier answers: the first fork that fits is taken, otherwise the way that is always open."""

    type: Literal["branch"] = "branch"
    key: Key
    forks: tuple[Fork, ...] = Field(min_length=1, max_length=100)
    otherwise: Key
    otherwise_reason: StoredText
    sources: tuple[Source, ...] = ()


class End(Part):
    """A node that answers: what it means, in a title and a text."""

    type: Literal["outcome"] = "outcome"
    key: Key
    title: StoredText
    text: StoredText | None = None
    sources: tuple[Source, ...] = ()


Node: TypeAlias = Annotated[Question | Branch | End, Field(discriminator="type")]


class DecisionGraph(Stored):
    """A decision graph, whole.

    Raises:
        ValueError: when keys repeat, a node is missing, an answer has no way on or two, or the graph goes in circles.
    """

    schema_name: ClassVar[str] = "rulebook.decision_graph"

    title: StoredText
    start: Key
    nodes: tuple[Node, ...] = Field(min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        nodes = {node.key: node for node in self.nodes}
        if len(nodes) != len(self.nodes):
            raise ValueError("two nodes have the same key")
        facts = [node.fact.key for node in self.nodes if isinstance(node, Question)]
        if len(set(facts)) != len(facts):
            raise ValueError("two questions ask for the same fact")
        if self.start not in nodes:
            raise ValueError(f"the graph starts at {self.start}, which is not there")
        for node in self.nodes:
            for target in next_of(node):
                if target not in nodes:
                    raise ValueError(f"{node.key} leads to {target}, which is not there")
            if isinstance(node, Question):
                _check_ways(node)
            if isinstance(node, Branch):
                _check_forks(node, self.nodes)
        _in_order(nodes)
        return self

    def node(self, key: str) -> Node:
        """Return a node.

        Raises:
            KeyError: when there is none.
        """
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)


class Step(Part):
    """One step of the way: at which node, what was answered there, why the branch went as it did, and where it led."""

    node: str
    fact: str = ""
    answer: Answer | None = None
    reason: StoredText | None = None
    to: str
    sources: tuple[Source, ...] = ()


class Path(Part):
    """How far the answers lead: the steps so far, and the node that stands at their end."""

    steps: tuple[Step, ...]
    at: str
    is_ended: bool
    unused: tuple[str, ...] = Field(default=(), description="answers given that this way never asks for")


def walk(graph: DecisionGraph, answers: Mapping[str, object]) -> Path:
    """Follow the answers from the start to an outcome, or to the first question that has none yet.

    Raises:
        AnswerError: when an answer is not one its question can have.
    """
    given: dict[str, Answer] = {}
    steps: list[Step] = []
    node = graph.node(graph.start)
    while not isinstance(node, End):
        if isinstance(node, Question):
            if node.fact.key not in answers:
                break
            answer = checked_answer(node.fact, answers[node.fact.key])
            given[node.fact.key] = answer
            to = next(way.to for way in node.ways if meets(way.test, answer))
            step = Step(node=node.key, fact=node.fact.key, answer=answer, to=to, sources=node.sources)
        else:
            step = _branched(node, given)
        steps.append(step)
        node = graph.node(step.to)
    unused = tuple(key for key in answers if key not in given)
    return Path(steps=tuple(steps), at=node.key, is_ended=isinstance(node, End), unused=unused)


def _branched(node: Branch, given: Mapping[str, Answer]) -> Step:
    for fork in node.forks:
        if all(key in given and meets(test, given[key]) for key, test in fork.when.items()):
            return Step(node=node.key, reason=fork.reason, to=fork.to, sources=node.sources)
    return Step(node=node.key, reason=node.otherwise_reason, to=node.otherwise, sources=node.sources)


class Remarks(Part):
    """What an editor must look at: nodes no way leads to, and answers a branch wants that some way never asked for."""

    unreachable: tuple[str, ...]
    unasked: tuple[tuple[str, str], ...] = Field(description="pairs of branch and fact")


def examine(graph: DecisionGraph) -> Remarks:
    """List unreachable nodes and branches that may look at a fact nobody has answered on some way to them."""
    nodes = {node.key: node for node in graph.nodes}
    always: dict[str, frozenset[str]] = {graph.start: frozenset()}
    for key in _in_order(nodes):
        node = nodes[key]
        if key not in always:
            continue
        known = always[key] | ({node.fact.key} if isinstance(node, Question) else frozenset())
        for target in next_of(node):
            always[target] = always.get(target, known) & known
    unasked = [
        (node.key, fact)
        for node in graph.nodes
        if isinstance(node, Branch) and node.key in always
        for fact in sorted({fact for fork in node.forks for fact in fork.when} - always[node.key])
    ]
    return Remarks(
        unreachable=tuple(node.key for node in graph.nodes if node.key not in always),
        unasked=tuple(unasked),
    )


def next_of(node: Node) -> Iterator[str]:
    """Yield the keys of the nodes a node leads to."""
    if isinstance(node, Question):
        yield from (way.to for way in node.ways)
    elif isinstance(node, Branch):
        yield from (fork.to for fork in node.forks)
        yield node.otherwise


def _check_ways(node: Question) -> None:
    """Refuse a question with an answer that has no way on, or two."""
    for way in node.ways:
        if wrong := misfit(node.fact, way.test):
            raise ValueError(f"{node.key}: {wrong}")
    for answer, written in told_apart(node.fact, [way.test for way in node.ways]):
        found = sum(meets(way.test, answer) for way in node.ways)
        if found != 1:
            raise ValueError(f"{node.key}: the answer {written} has {found} ways on, not one")


def _check_forks(node: Branch, nodes: tuple[Node, ...]) -> None:
    facts: dict[str, ChoiceFact | YesNoFact | WholeFact] = {
        one.fact.key: one.fact for one in nodes if isinstance(one, Question)
    }
    for fork in node.forks:
        for key, test in fork.when.items():
            wrong = misfit(facts[key], test) if key in facts else f"no question asks for {key}"
            if wrong:
                raise ValueError(f"{node.key}: {wrong}")


def _in_order(nodes: Mapping[str, Node]) -> list[str]:
    """Return the nodes so that each stands after all that lead to it.

    Raises:
        ValueError: when some of them lead back to themselves.
    """
    try:
        order = list(
            TopologicalSorter({key: set(next_of(node)) for key, node in nodes.items()}).static_order()
        )
    except CycleError as error:
        raise ValueError(f"the graph goes in circles: {' → '.join(error.args[1][::-1])}") from error
    return order[::-1]
