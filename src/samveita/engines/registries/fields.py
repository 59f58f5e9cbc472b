"""Reading one JSON answer of a register, field by field, without guessing.

Every reader raises ``RegistryError`` (programming) when a field has another form than agreed. The error names the field
and never its value, because errors are logged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from samveita.engines.registries.answers import Answer, national_id_text

NO_DATA = frozenset({204, 400, 404})
"""Statuses by which the register says "nothing on this person": 204 today, 404 and even 400 in older services."""


class Fields:
    """One object of an answer."""

    def __init__(self, answer: Answer, values: Mapping[str, object]) -> None:
        self._answer = answer
        self._values = values

    @classmethod
    def of(cls, answer: Answer) -> Fields | None:
        """Return the object of an answer, or None when the register has no data.

        Raises:
            RegistryError: the register failed, or answered with something that is not an object.
        """
        if answer.status in NO_DATA:
            return None
        answer.require_success()
        try:
            values = json.loads(answer.content)
        except ValueError:
            raise answer.unreadable("the answer is not JSON") from None
        if not isinstance(values, dict):
            raise answer.unreadable("the answer is not an object")
        return cls(answer, values)

    def text(self, name: str) -> str:
        """Return a text, stripped; empty when missing or null. Numbers (codes, postcodes) are written as text."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self._answer.unreadable(f"{name} is not text")
        return str(value).strip()

    def yes(self, name: str) -> bool:
        """Return a truth value; false when missing or null."""
        value = self._values.get(name)
        if not isinstance(value, bool | None):
            raise self._answer.unreadable(f"{name} is not true or false")
        return bool(value)

    def whole(self, name: str) -> int | None:
        """Return a whole number, or None when missing or null."""
        value = self._values.get(name)
        if isinstance(value, str) and value.strip().isdigit():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int | None):
            raise self._answer.unreadable(f"{name} is not a whole number")
        return value

    def day(self, name: str) -> date | None:
        """Return a date, also when the register sends a moment; None when missing, null or empty."""
        text = self.text(name)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            raise self._answer.unreadable(f"{name} is not a date") from None

    def national_id(self, name: str) -> str:
        """Return a kennitala as ten digits of text; empty when missing or null."""
        value = self._values.get(name)
        if value is None or value == "":
            return ""
        try:
            return national_id_text(value)
        except ValueError:
            raise self._answer.unreadable(f"{name} is not a national identifier") from None

    def part(self, name: str) -> Fields | None:
        """Return an inner object, or None when missing or null."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._answer.unreadable(f"{name} is not an object")
        return Fields(self._answer, value)

    def parts(self, name: str) -> tuple[Fields, ...]:
        """Return a list of inner objects; empty when missing or null."""
        value = self._values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._answer.unreadable(f"{name} is not a list of objects")
        return tuple(Fields(self._answer, one) for one in value)

    def require_subject(self, name: str, asked: str) -> None:
        """Refuse an answer about somebody else than the person asked about.

        Raises:
            RegistryError: the field is filled and differs.
        """
        if self.national_id(name) not in {"", asked}:
            raise self._answer.unreadable(f"{name} is not the person asked about")
