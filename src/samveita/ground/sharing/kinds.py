"""Kinds of shared documents: each fixes the schema of its content. Rooms register theirs when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.models import Organisation
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
    """One kind of shared document, such as ``financial_aid.parameters``.

    Attributes:
        name: stable; stored with every document.
        title: what people call it.
        content: the schema of its content.
        names: what a part of the content is called where versions are compared, by the name of its field.
        is_overlay: a local version holds only what differs; what it leaves out follows the original by itself.
        may_be_copied: whether others see what is published and may take it as their own draft.
        adapted: makes the content fit another owner when it is copied (such as the municipality's name in it).
        refusals: what keeps a content from being approved, in words.
        days: the first and last day the content itself names; a version then holds on those days and no others.
        editor: the name of the address where a draft is written, which takes the office's word in addresses.
    """

    name: str
    title: Text
    content: type[Stored]
    names: Mapping[str, Text] = field(default_factory=dict)
    is_overlay: bool = False
    may_be_copied: bool = False
    adapted: Callable[[Any, Organisation], Stored] | None = None
    refusals: Callable[[Any], Sequence[Text]] | None = None
    days: Callable[[Any], tuple[date | None, date | None]] | None = None
    editor: str = ""


def register_kind(kind: SharedKind) -> SharedKind:
    """Add a kind.

    Raises:
        ValueError: when the name is taken.
    """
    if kind.name in KINDS and KINDS[kind.name] != kind:
        raise ValueError(f"shared kind {kind.name!r} is registered twice")
    KINDS[kind.name] = kind
    return kind
