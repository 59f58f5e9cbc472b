"""What a page shows of each question: the value to start from, where a prefilled one comes from, errors and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samveita.engines.forms import wording
from samveita.engines.forms.answering import as_written, in_words, locked_answer, prefilled
from samveita.engines.forms.declaring import Answer, Answers, Kind, Question
from samveita.engines.forms.documents import FactsDocument
from samveita.engines.forms.reading import AS_TYPED, NO, YES, how_many, longest
from samveita.engines.forms.wording import NO as NO_WORD
from samveita.engines.forms.wording import YES as YES_WORD
from samveita.ground.vault.file_types import ENDINGS
from samveita.iceland.addresses import Address
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text
from samveita.ui.formats import language
from samveita.ui.parts import Choice, Fact

RADIOS_UP_TO = 7
NOT_SENT_WHEN_EMPTY = frozenset({Kind.CONSENT, Kind.CHOICE, Kind.YES_NO, Kind.MULTI_CHOICE})
"""Kinds a browser leaves out when nothing is chosen; any other field left out of a page was not on it."""
PREFILLED = Text(
    is_="Heimild: {source}, sótt {day}. Þú getur breytt svarinu.",
    en="Source: {source}, fetched {day}. You can change the answer.",
    pl="Źródło: {source}, pobrano {day}. Możesz zmienić odpowiedź.",
)
STATED = Text(
    is_="{source}, sótt {day}",
    en="{source}, fetched {day}",
    pl="{source}, pobrano {day}",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One question as its page draws it.

    Attributes:
        question: what is asked.
        draw: with which component.
        value: what stands in its field.
        hint: the line under the question; ``error``: what to do about it.
        as_heading: whether the question is the heading of its page.
        choices: the answers of a choice, or the places a typed address may mean.
        beside: what stands in the field beside it: the point number of an address, the name of a person.
        asks_beside: whether the field beside it is shown.
    """

    question: Question
    draw: str
    value: str
    hint: str
    error: Text | str
    as_heading: bool
    choices: tuple[Choice, ...] = ()
    beside: str = ""
    asks_beside: bool = False

    @property
    def values(self) -> list[str]:
        """The options chosen, of a question that takes several."""
        return self.value.split("\n") if self.value else []

    @property
    def unit(self) -> Text | str:
        """What a number counts."""
        return self.question.unit or ""

    @property
    def beside_name(self) -> str:
        """The name of the field beside it."""
        return f"{self.question.key}_{_BESIDE[self.question.kind]}"

    @property
    def accept(self) -> str:
        """The endings of files that are taken, as a file field says them."""
        types = self.question.accepts or tuple(ENDINGS)
        return ",".join(ending for one in types for ending in ENDINGS[one])

    @property
    def takes_several(self) -> bool:
        """Whether more than one file may be put in."""
        return how_many(self.question)[1] > 1

    @property
    def optional(self) -> bool:
        """Whether it may be left unanswered."""
        return not self.question.required

    @property
    def checked(self) -> bool:
        """Whether a statement is agreed to."""
        return bool(self.value)

    @property
    def most(self) -> int | None:
        """Greatest length of a text, in characters."""
        return longest(self.question) if self.question.kind in {Kind.TEXT, Kind.LONG_TEXT} else None


_DRAWN = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "long",
    Kind.YES_NO: "radios",
    Kind.DATE: "date",
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.KENNITALA: "kennitala",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.BANK_ACCOUNT: "account",
    Kind.CONSENT: "consent",
    Kind.NUMBER: "number",
    Kind.MULTI_CHOICE: "checkboxes",
    Kind.STADFANG: "stadfang",
    Kind.PERSON: "person",
    Kind.FILE: "file",
}


def fields(
    questions: tuple[Question, ...],
    answers: Answers,
    facts: FactsDocument,
    *,
    raw: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
    candidates: Mapping[str, tuple[Address, ...]] | None = None,
    people_are_looked_up: bool = False,
) -> list[Field]:
    """Return the fields of a page; what was just written (``raw``) wins over what is stored."""
    asked = [
        question
        for question in questions
        if locked_answer(question, facts.known()) is None and not question.only_stated
    ]
    return [
        Field(
            question=question,
            draw=_drawn(question),
            value=_value(question, answers, facts, raw),
            hint=_hint(question, answers, facts),
            error=(errors or {}).get(question.key, ""),
            as_heading=len(questions) == 1 and question.kind is not Kind.CONSENT,
            choices=_places((candidates or {}).get(question.key)) or _choices(question),
            beside=_beside(question, answers, raw),
            asks_beside=_asks_beside(question, answers, raw, errors or {}, people_are_looked_up),
        )
        for question in asked
    ]


def stated(questions: tuple[Question, ...], facts: FactsDocument) -> list[Fact]:
    """Return the facts a page states and does not ask about."""
    found = []
    for question in questions:
        answer = locked_answer(question, facts.known())
        if answer is not None and question.prefill:
            found.append(
                Fact(question.label, in_words(question, answer), _source(STATED, facts, question.prefill))
            )
    return found


def source_of(question: Question, answer: Answer | None, facts: FactsDocument) -> str:
    """Return where an answer comes from, when it is a known fact left as it was."""
    if question.prefill is None or answer is None or prefilled(question, facts.known()) != answer:
        return ""
    return _source(STATED, facts, question.prefill)


def _drawn(question: Question) -> str:
    if question.kind is Kind.CHOICE:
        return "radios" if len(question.options) <= RADIOS_UP_TO else "select"
    return _DRAWN[question.kind]


def _value(question: Question, answers: Answers, facts: FactsDocument, raw: Mapping[str, str] | None) -> str:
    if raw is not None and (question.key in raw or question.kind in NOT_SENT_WHEN_EMPTY):
        return raw.get(question.key, "")
    answer = answers.get(question.key)
    if answer is None:
        answer = prefilled(question, facts.known())
    if answer is None or question.kind is Kind.FILE:
        return ""
    return as_written(question, answer).removesuffix(" kr.").removesuffix("%")


def _beside(question: Question, answers: Answers, raw: Mapping[str, str] | None) -> str:
    """Return what stands beside an address or a kennitala: the point number picked, the name."""
    part = _BESIDE.get(question.kind)
    if part is None:
        return ""
    if raw is not None and question.key in raw:
        return raw.get(f"{question.key}_{part}", "")
    answer = answers.get(question.key)
    return str(answer.get(part) or "") if isinstance(answer, dict) else ""


def _asks_beside(
    question: Question,
    answers: Answers,
    raw: Mapping[str, str] | None,
    errors: Mapping[str, Text],
    people_are_looked_up: bool,
) -> bool:
    """Tell whether the name is asked for: nobody looks it up, it could not be looked up, or it was typed before."""
    if question.kind is not Kind.PERSON:
        return False
    answer = answers.get(question.key)
    was_typed = isinstance(answer, dict) and not answer["verified"]
    was_asked = errors.get(question.key) == wording.PERSON_NAME_NEEDED or bool(
        raw and raw.get(f"{question.key}_name")
    )
    return not people_are_looked_up or was_typed or was_asked


def _places(found: tuple[Address, ...] | None) -> tuple[Choice, ...]:
    if not found:
        return ()
    known = (Choice(str(one.point_number), one.in_one_line) for one in found)
    return (*known, Choice(AS_TYPED, wording.NONE_OF_THESE))


def _hint(question: Question, answers: Answers, facts: FactsDocument) -> str:
    parts = [question.hint.in_language(language())] if question.hint else []
    answer = answers.get(question.key)
    if question.kind is Kind.PERSON and isinstance(answer, dict) and answer["verified"]:
        parts.append(wording.PERSON_FOUND.format(name=answer["name"]).in_language(language()))
    known = prefilled(question, facts.known())
    if question.prefill and known is not None and answers.get(question.key, known) == known:
        parts.append(_source(PREFILLED, facts, question.prefill))
    if question.kind is Kind.DATE and parts:
        parts.append(_("Dagur, mánuður og ár, til dæmis 14.12.2026"))
    return " ".join(parts)


def _source(sentence: Text, facts: FactsDocument, name: str) -> str:
    fact = facts.facts[name]
    day = day_in_words(fact.as_of).in_language(language())
    return sentence.in_language(language()).format(
        source=Text.from_dict(fact.source).in_language(language()), day=day
    )


_BESIDE = {Kind.STADFANG: "point", Kind.PERSON: "name"}


def _choices(question: Question) -> tuple[Choice, ...]:
    if question.kind is Kind.YES_NO:
        return (Choice(YES, YES_WORD), Choice(NO, NO_WORD))
    return tuple(Choice(option.key, option.label, option.hint or "") for option in question.options)
