"""A form as data: steps, questions, conditions and checks, declared once by a service.

From one declaration come the pages a resident fills in, the check of every answer whichever door it came through, the
summary in words, and the JSON Schema for other front doors. This module only declares; it reads no answers and knows
no Django. A declaration that contradicts itself is refused when it is made, that is when the service is imported.

Answers are plain JSON values: text, dates (``2026-12-14``), kennitölur (ten digits), bank accounts (``0133-26-012345``)
and options' keys are ``str``; money is ``int`` in kr., percent ``int``; yes/no and consent are ``bool``. A number is ``int``,
or text such as ``"124.5"`` when it has decimals, so that no binary fraction ever stands in. Several options are a ``list`` of
keys. An address is ``{"text", "point"}`` (``point`` is its number in Staðfangaskrá, or ``None``), a person is
``{"kennitala", "name", "verified"}``, a file ``{"file", "name", "media_type", "size"}``; files are a list of those and a
repeated group is a list of its entries, each a mapping of answers like a small form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from samveita.engines.forms.conditions import (
    And,
    Answer,
    Answers,
    AnyOf,
    Condition,
    Equals,
    HasAtLeast,
    Includes,
    MoreThan,
    Not,
    Or,
)
from samveita.iceland.texts import Text

__all__ = [
    "And",
    "Answer",
    "Answers",
    "AnyOf",
    "Check",
    "Condition",
    "CrossCheck",
    "DeclarationError",
    "Equals",
    "Form",
    "Group",
    "HasAtLeast",
    "Includes",
    "Kind",
    "MoreThan",
    "Not",
    "Option",
    "Or",
    "Question",
    "Step",
    "Upgrade",
    "entry_form",
]

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_STEP_KEY = re.compile(r"[a-z][a-z0-9-]*")
RESERVED_STEPS = frozenset({"yfirlit", "eyda", "vista", "senda", "hefja", "aftur", "stadfong"})


class DeclarationError(ValueError):
    """A form that contradicts itself; the message names the form and the question."""


class Kind(StrEnum):
    """What sort of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    KENNITALA = "kennitala"
    EMAIL = "email"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    CONSENT = "consent"
    NUMBER = "number"
    MULTI_CHOICE = "multi_choice"
    STADFANG = "stadfang"
    PERSON = "person"
    GROUP = "group"
    FILE = "file"


COUNTED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.NUMBER})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
CHOSEN = frozenset({Kind.CHOICE, Kind.MULTI_CHOICE})
SEVERAL = frozenset({Kind.MULTI_CHOICE, Kind.GROUP, Kind.FILE})
"""Kinds whose answer is a list."""
STANDS_ALONE = frozenset({Kind.GROUP, Kind.FILE})
"""Kinds that share no page with others, so that nothing is lost with a file that is refused."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. The key is stored and never renamed; the words may change.

    Attributes:
        key: what is stored.
        label, hint: its words.
        stands_for: of an option somebody else supplied (see ``choosing``): the declared option whose conditions it meets.
    """

    key: str
    label: Text
    hint: Text | None = None
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A demand on one answer beyond its kind. The message says what to do."""

    holds: Callable[[Answer], bool]
    message: Text


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A demand on several answers together; asked once all of ``questions`` are answered.

    Attributes:
        key: names the check in data and tests.
        questions: which answers it looks at.
        holds: gets all the answers.
        message: says what to do; shown at the question ``at``, or at each of several.
    """

    key: str
    questions: tuple[str, ...]
    holds: Callable[[Answers], bool]
    message: Text
    at: str | tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The questions at which the message is shown."""
        return (self.at,) if isinstance(self.at, str) else self.at


@dataclass(frozen=True, slots=True)
class Group:
    """What is asked of each entry of a repeated group (each child, each income). Conditions look within the entry.

    Attributes:
        entry: what one entry is called, in the nominative: "Barn".
        add: the words on the button that adds one: "Bæta við barni".
        questions: as on a page; keys are unique within the group. No group and no file within a group.
        checks: demands on several answers of one entry.
    """

    entry: Text
    add: Text
    questions: tuple[Question, ...]
    checks: tuple[CrossCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: ASCII name under which the answer is stored; never renamed within a form's life.
        kind: what sort of answer it takes.
        label: the question itself, ending with a question mark or naming what to write.
        hint: one line under the question; ``help``: longer, folded away.
        required: whether it must be answered when it is shown.
        options: the answers of a choice. ``options_from`` names who supplies them for a municipality and a day; those
            declared hold where nobody does, and conditions are declared with them.
        shown_when: asked only then; may look at earlier questions alone.
        prefill: name of a known fact (``registry.name``) that answers it beforehand, shown with its source.
        locked: a prefilled answer is stated and cannot be changed; without the fact it is asked (not if ``only_stated``).
        least, most: bounds of an amount (kr.), a percentage or a number; how many options, entries or files; for texts
            ``most`` is the greatest length.
        past, future: a date that may not be later, or earlier, than today.
        checks: further demands on this answer.
        decimals: how many decimals a number may have; ``unit``: what it counts, shown after the field ("m²").
        group: what is asked of each entry of a repeated group.
        accepts: media types taken, of those the vault takes; all of them when empty. ``megabytes``: largest file.
        may_be_left_out: a municipality may decide not to ask it (see ``adjusting``).
    """

    key: str
    kind: Kind
    label: Text
    hint: Text | None = None
    help: Text | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    options_from: str = ""
    shown_when: Condition | None = None
    prefill: str | None = None
    locked: bool = False
    only_stated: bool = False
    least: int | None = None
    most: int | None = None
    past: bool = False
    future: bool = False
    checks: tuple[Check, ...] = ()
    decimals: int = 0
    unit: Text | None = None
    group: Group | None = None
    accepts: tuple[str, ...] = ()
    megabytes: int | None = None
    may_be_left_out: bool = False

    def __post_init__(self) -> None:
        self._demand(_KEY.fullmatch(self.key) is not None, "has a key that is not a lower-case ASCII name")
        keys = [option.key for option in self.options]
        self._demand(
            (self.kind in CHOSEN) == (len(keys) > 1), "needs two options or more if and only if a choice"
        )
        self._demand(len(set(keys)) == len(keys), "has two options with the same key")
        self._demand(
            not self.options_from or self.kind in CHOSEN, "has its options from elsewhere but is no choice"
        )
        self._demand(not self.locked or self.prefill is not None, "is locked to a fact but names none")
        self._demand(self.least is None or self.kind in COUNTED | SEVERAL, "has a least value but no number")
        self._demand(
            self.most is None or self.kind in COUNTED | SEVERAL | WRITTEN,
            "has a limit that its kind cannot keep",
        )
        self._demand(
            self.kind is Kind.NUMBER or not (self.decimals or self.unit),
            "has decimals or a unit but no number",
        )
        self._demand(
            (self.kind is Kind.GROUP) == (self.group is not None), "needs a group if and only if one"
        )
        self._demand(
            self.kind is Kind.FILE or not (self.accepts or self.megabytes),
            "has limits of files but takes none",
        )
        self._demand(
            self.group is None or not any(one.kind in STANDS_ALONE for one in self.group.questions),
            "has a group or a file within its group",
        )
        self._demand(
            not (self.past or self.future) or self.kind is Kind.DATE, "is bound to today but no date"
        )
        self._demand(not (self.past and self.future), "cannot be both past and future")

    def option(self, key: str) -> Option | None:
        """Return the option with a key."""
        return next((option for option in self.options if option.key == key), None)

    def _demand(self, is_so: bool, otherwise: str) -> None:
        if not is_so:
            raise DeclarationError(f"question {self.key!r} {otherwise}")


@dataclass(frozen=True, slots=True)
class Step:
    """One page: one question, or a tight group that is answered together. The key stands in the address."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text | None = None
    shown_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. Raise ``version`` when questions change, so that open drafts are brought over.

    Attributes:
        key, version: name and version; both are kept with every submission.
        steps: the pages in order.
        checks: demands on several answers together.
        upgrades: by older version, a function from that version's answers to the next version's. Without one, answers go
            over by key, and those that no longer fit are asked again.
        left_out: questions that this municipality does not ask (see ``adjusting``); nothing depends on their answers.

    Raises:
        DeclarationError: when keys repeat, or a condition or check looks at what is not there (or comes later).
    """

    key: str
    version: int
    steps: tuple[Step, ...]
    checks: tuple[CrossCheck, ...] = ()
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._refuse_repeated("step", [step.key for step in self.steps])
        self._refuse_repeated("question", [question.key for question in self.questions])
        self._refuse_repeated("check", [check.key for check in self.checks])
        earlier: dict[str, Question] = {}
        for step in self.steps:
            if not _STEP_KEY.fullmatch(step.key) or step.key in RESERVED_STEPS or not step.questions:
                raise DeclarationError(
                    f"form {self.key!r}: step {step.key!r} is empty or cannot be an address"
                )
            self._look_back(f"step {step.key!r}", step.shown_when, earlier)
            kinds = {question.kind for question in step.questions}
            if kinds & STANDS_ALONE and (len(kinds) > 1 or (Kind.GROUP in kinds and len(step.questions) > 1)):
                raise DeclarationError(
                    f"form {self.key!r}: step {step.key!r} mixes a group or files with others"
                )
            for question in step.questions:
                if question.group is not None:
                    entry_form(question)
                self._look_back(f"question {question.key!r}", question.shown_when, earlier)
                earlier[question.key] = question
        for check in self.checks:
            for key in (*check.questions, *check.places):
                if key not in earlier:
                    raise DeclarationError(
                        f"form {self.key!r}: check {check.key!r} looks at {key!r}, which is not asked"
                    )

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked."""
        return tuple(question for step in self.steps for question in step.questions)

    def step(self, key: str) -> Step:
        """Return a step.

        Raises:
            KeyError: when there is none.
        """
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def question(self, key: str) -> Question:
        """Return a question.

        Raises:
            KeyError: when it is not asked.
        """
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def _refuse_repeated(self, what: str, keys: list[str]) -> None:
        for key in keys:
            if keys.count(key) > 1:
                raise DeclarationError(f"form {self.key!r} has two of {what} {key!r}")

    def _look_back(self, who: str, condition: Condition | None, earlier: Mapping[str, Question]) -> None:
        for key, values in condition.asks_about() if condition else ():
            asked = earlier.get(key)
            if asked is None:
                raise DeclarationError(
                    f"form {self.key!r}: {who} depends on {key!r}, which is not asked before it"
                )
            for value in values:
                if not _can_answer(asked, value):
                    raise DeclarationError(
                        f"form {self.key!r}: {who} waits for {value!r} from {key!r}, which cannot be its answer"
                    )


@cache
def entry_form(question: Question) -> Form:
    """Return the questions of one entry of a repeated group as a small form of one page; it may contradict itself too."""
    if question.group is None:
        raise ValueError(f"question {question.key!r} is no group")
    step = Step("entry", question.group.entry, question.group.questions)
    return Form(question.key, 1, (step,), question.group.checks)


def _can_answer(question: Question, value: Answer) -> bool:
    if question.kind is Kind.MULTI_CHOICE:
        return isinstance(value, list) and all(question.option(one) is not None for one in value)
    if question.kind is Kind.CHOICE:
        return isinstance(value, str) and question.option(value) is not None
    if question.kind in {Kind.YES_NO, Kind.CONSENT}:
        return isinstance(value, bool)
    counted = question.kind in COUNTED and not question.decimals
    return type(value) is (int if counted else str)
