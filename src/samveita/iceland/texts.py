"""Text in the three languages the platform speaks: Icelandic first, then English and Polish.

Declarations (questions, processes, events, policies, services) carry their sentences as ``Text`` beside the rule they
explain, so that a lawyer and a programmer read the same lines. Interface chrome in templates uses gettext instead.
A missing language is never filled from another one: ``Text`` refuses to be made without all three.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("is", "en", "pl")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in Icelandic, English and Polish.

    Raises:
        ValueError: when one of the three is empty.
    """

    is_: str
    en: str
    pl: str

    def __post_init__(self) -> None:
        for code, words in self.as_dict().items():
            if not words.strip():
                raise ValueError(f"Text is missing its {code!r} wording: {self!r}")

    def in_language(self, code: str) -> str:
        """Return the wording for a language code such as ``is``, ``en-gb`` or ``pl``; unknown codes get Icelandic."""
        return self.as_dict().get(code.split("-", maxsplit=1)[0], self.is_)

    def format(self, **values: str) -> Text:
        """Fill ``{named}`` places in all three wordings with values that are already written for people."""
        return Text(is_=self.is_.format(**values), en=self.en.format(**values), pl=self.pl.format(**values))

    def as_dict(self) -> dict[str, str]:
        """Return the shape stored in data: ``{"is": …, "en": …, "pl": …}``."""
        return {"is": self.is_, "en": self.en, "pl": self.pl}

    @classmethod
    def from_dict(cls, value: dict[str, str]) -> Text:
        """Read the stored shape back.

        Raises:
            KeyError: when a language is missing.
        """
        return cls(is_=value["is"], en=value["en"], pl=value["pl"])

    def __str__(self) -> str:
        return self.is_
