"""The documents an organisation's row holds: its declined names, what is known of it, how to reach it, its brand.

What is not known is ``None`` and shows as unknown; it is never filled with a guess.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from samveita.ground.documents.stored import Stored
from samveita.ui.brand import DEFAULT_BRAND


class Plain(BaseModel):
    """Part of a document: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cases(Plain):
    """A name in its four Icelandic cases (nefnifall, þolfall, þágufall, eignarfall)."""

    nominative: str
    accusative: str
    dative: str
    genitive: str


class OrganisationNames(Stored):
    """The name people say (Hafnarfjörður), the official one (Hafnarfjarðarkaupstaður), and other languages."""

    schema_name: ClassVar[str] = "organisations.names"

    short: Cases
    official: Cases
    en: str
    pl: str


class Fact(Plain):
    """One known figure or address with where and when it was read; ``value`` is ``None`` when unknown."""

    value: str | int | None = None
    source: str = ""
    as_of: date | None = None
    verified: bool = False


class OrganisationFacts(Stored):
    """What is known of a municipality. Every figure is a ``Fact``, so that it names its source.

    ``merged_year`` is the year a former municipality merged, where the day itself isn't known.
    """

    schema_name: ClassVar[str] = "organisations.facts"

    number: Fact = Fact()
    population: Fact = Fact()
    children_0_5: Fact = Fact()
    residents_6_18: Fact = Fact()
    website: Fact = Fact()
    mail_domain: Fact = Fact()
    regional_association: Fact = Fact()
    merged_year: Fact = Fact()
    other_numbers: tuple[str, ...] = Field(
        default=(), description="numbers that sources also attach to it; addresses may still carry them"
    )
    note: str = ""
    is_demo: bool = Field(default=False, description="made up for demonstrations; no such office need exist")


class Contact(Stored):
    """How a resident reaches the office; empty fields show as unknown and can be edited."""

    schema_name: ClassVar[str] = "organisations.contact"

    kennitala: str = ""
    address: str = ""
    postcode: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""


class BrandDocument(Stored):
    """Colours and arms; an empty document gives the platform's own calm colours and a neutral shield."""

    schema_name: ClassVar[str] = "organisations.brand"

    colour: str = Field(default=DEFAULT_BRAND.primary, pattern=r"^#[0-9a-f]{6}$")
    second_colour: str = Field(default="", pattern=r"^(#[0-9a-f]{6})?$")
    arms: str = Field(default="", description="path of a static file, as supplied by the municipality")
