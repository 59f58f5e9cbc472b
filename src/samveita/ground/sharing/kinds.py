"""Kinds of shared documents: each fixes the schema of its content. Rooms register theirs when Django starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text

KINDS: dict[str, SharedKind] = {}


class SourceNote(Stored):
    """Where the content comes from: a title, an address and the day it was read or decided; all shown to readers."""

    schema_name: ClassVar[str] = "sharing.source"

    title: str
    url: str = ""
    as_of: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class SharedKind:
    """One kind of shared document, such as ``financial_aid.parameters``."""

    name: str
    title: Text
    content: type[Stored]


def register_kind(kind: SharedKind) -> SharedKind:
    """Add a kind.

    Raises:
        ValueError: when the name is taken.
    """
    if kind.name in KINDS and KINDS[kind.name] != kind:
        raise ValueError(f"shared kind {kind.name!r} is registered twice")
    KINDS[kind.name] = kind
    return kind
