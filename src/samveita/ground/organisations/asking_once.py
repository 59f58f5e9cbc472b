"""What a page that only reads needs again and again, such as which offices merged into this one, is asked for once.

An answer is remembered within a block (``asking_once``), which the access decorators open for requests that change
nothing; outside of one every question goes to the database. Only for what does not depend on the scope in force.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("samveita_answers", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Remember answers within the block; not for work that changes what it asks about."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer to a question, asked now or earlier in the block; the question names everything it depends on."""
    known = _answers.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    answer: Answer = known[question]
    return answer


def remember(question: Hashable, answer: object) -> None:
    """Remember the answer to another question that came with this one, when none is remembered yet."""
    known = _answers.get()
    if known is not None:
        known.setdefault(question, answer)
