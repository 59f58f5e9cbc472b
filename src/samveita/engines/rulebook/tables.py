"""Decision tables: rules in rows, facts in columns, and a proof that no combination of answers is forgotten.

A table is a document. Its hit policy says what several matching rows mean: the first one counts, there may never be
more than one, or all of them count together. ``examine`` walks the whole space of answers (spans of numbers that no
rule tells apart are one answer) and lists combinations without a rule, and combinations where rules contradict. The
result of a table names the row that gave it, why, and its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from samveita.engines.rulebook.calculation import StoredText
from samveita.engines.rulebook.conditions import (
    Answer,
    AnswerError,
    Fact,
    Key,
    Part,
    Test,
    checked_answer,
    meets,
    misfit,
    told_apart,
)
from samveita.engines.rulebook.parameters import Source
from samveita.ground.documents.stored import Stored

MOST_FOUND = 100


class NoRuleError(ValueError):
    """No row of the table fits these answers, or several do where only one may."""


class HitPolicy(StrEnum):
    """What it means when rows match."""

    FIRST = "first"
    UNIQUE = "unique"
    COLLECT = "collect"


class Rule(Part):
    """One row: the tests (a fact left out may be anything), the outcome, and what it rests on."""

    key: Key
    when: dict[Key, Test] = {}
    outcome: Key
    reason: StoredText
    source: Source | None = None

    def fits(self, answers: Mapping[str, Answer]) -> bool:
        """Say whether every test is met."""
        return all(meets(test, answers[fact]) for fact, test in self.when.items())


class Outcome(Part):
    """Something the table can answer."""

    key: Key
    label: StoredText


class DecisionTable(Stored):
    """A decision table, whole.

    Raises:
        ValueError: when keys repeat, a rule tests an unknown fact or can never be met, or names an unknown outcome.
    """

    schema_name: ClassVar[str] = "rulebook.decision_table"

    title: StoredText
    policy: HitPolicy
    facts: tuple[Fact, ...] = Field(min_length=1, max_length=40)
    outcomes: tuple[Outcome, ...] = Field(min_length=1, max_length=200)
    rules: tuple[Rule, ...] = Field(max_length=500)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        for what, parts in (("facts", self.facts), ("outcomes", self.outcomes), ("rules", self.rules)):
            keys = [part.key for part in parts]
            if len(set(keys)) != len(keys):
                raise ValueError(f"two of the {what} have the same key")
        facts = {fact.key: fact for fact in self.facts}
        outcomes = {outcome.key for outcome in self.outcomes}
        for rule in self.rules:
            if rule.outcome not in outcomes:
                raise ValueError(f"rule {rule.key}: there is no outcome {rule.outcome}")
            for key, test in rule.when.items():
                wrong = misfit(facts[key], test) if key in facts else f"there is no fact {key}"
                if wrong:
                    raise ValueError(f"rule {rule.key}: {wrong}")
        return self


class Answered(Part):
    """What a table answered: the rows that count, in the table's order, with their outcomes and reasons."""

    answers: dict[str, Answer]
    rules: tuple[Rule, ...]
    passed_over: tuple[str, ...] = Field(description="rows before the first hit, which did not fit")

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the outcomes, each once, in the table's order."""
        return tuple(dict.fromkeys(rule.outcome for rule in self.rules))


class Findings(Part):
    """What is wrong with a table: combinations nobody thought of, and rows that contradict or can never count.

    Attributes:
        gaps: combinations no row fits; a fact that doesn't matter is left out.
        overlaps: pairs of rows with different outcomes that fit the same combination (not asked of ``collect``).
        idle: rows that never count because rows above always fit first.
    """

    gaps: tuple[dict[str, str], ...]
    overlaps: tuple[tuple[str, str, dict[str, str]], ...]
    idle: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Say whether the table answers every combination, and one way only."""
        return not (self.gaps or self.overlaps or self.idle)


def ask(table: DecisionTable, answers: Mapping[str, object]) -> Answered:
    """Answer one person's question.

    Raises:
        AnswerError: when a fact's answer is missing or impossible, or an answer belongs to no fact.
        NoRuleError: when no row fits, or several do in a table where only one may.
    """
    known = {fact.key for fact in table.facts}
    if extra := set(answers) - known:
        raise AnswerError(f"the table has no fact {', '.join(sorted(extra))}")
    given: dict[str, Answer] = {}
    for fact in table.facts:
        if fact.key not in answers:
            raise AnswerError(f"{fact.key} has not been answered")
        given[fact.key] = checked_answer(fact, answers[fact.key])
    hits = [rule for rule in table.rules if rule.fits(given)]
    if not hits and table.policy is not HitPolicy.COLLECT:
        raise NoRuleError("no rule of the table fits these answers")
    if table.policy is HitPolicy.UNIQUE and len(hits) > 1:
        raise NoRuleError(f"the rules {', '.join(rule.key for rule in hits)} all fit these answers")
    counting = hits[:1] if table.policy is HitPolicy.FIRST else hits
    before = table.rules[: table.rules.index(counting[0])] if counting else table.rules
    return Answered(answers=given, rules=tuple(counting), passed_over=tuple(rule.key for rule in before))


def examine(table: DecisionTable) -> Findings:
    """Walk every combination of answers and list gaps, contradictions and idle rows; at most 100 of each.

    For ``first`` only gaps and idle rows are faults; for ``unique`` any two rows that meet are; ``collect`` has neither
    contradictions nor idle rows, and a combination without a row is a gap there too.
    """
    gaps: list[dict[str, str]] = []
    overlaps: dict[tuple[str, str], dict[str, str]] = {}
    counted: set[str] = set()
    for combination, rules in _combinations(table, 0, table.rules, {}):
        if not rules:
            gaps.append(combination)
        elif table.policy is HitPolicy.UNIQUE:
            counted |= {rule.key for rule in rules}
            for other in rules[1:]:
                overlaps.setdefault((rules[0].key, other.key), combination)
        else:
            counting = rules[:1] if table.policy is HitPolicy.FIRST else rules
            counted |= {rule.key for rule in counting}
    idle = tuple(rule.key for rule in table.rules if rule.key not in counted)
    return Findings(
        gaps=tuple(gaps[:MOST_FOUND]),
        overlaps=tuple((one, other, where) for (one, other), where in list(overlaps.items())[:MOST_FOUND]),
        idle=idle,
    )


def _combinations(
    table: DecisionTable, place: int, rules: tuple[Rule, ...], path: dict[str, str]
) -> Iterator[tuple[dict[str, str], tuple[Rule, ...]]]:
    """Yield each distinguishable combination with the rows that fit; facts that no remaining row tests are skipped."""
    if not rules or place == len(table.facts):
        yield path, rules
        return
    fact = table.facts[place]
    tests = [rule.when[fact.key] for rule in rules if fact.key in rule.when]
    if not tests:
        yield from _combinations(table, place + 1, rules, path)
        return
    for answer, written in told_apart(fact, tests):
        left = tuple(
            rule for rule in rules if fact.key not in rule.when or meets(rule.when[fact.key], answer)
        )
        yield from _combinations(table, place + 1, left, {**path, fact.key: written})
