"""Enters the municipalities of Iceland and their association, once; what an administrator has corrected stays hers.

The register (``data/municipalities.json``) holds 61 municipalities and 20 that merged into them in 2018–2026, gathered
from Hagstofa Íslands, Árbók sveitarfélaga and others named at each figure. What no source told is ``null`` and shows as
unknown. Only the year of each merger is known, so no day is stored: the successor alone says that one has ended.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import ClassVar

from django.db import transaction

from samveita.ground.audit.actors import Actor
from samveita.ground.documents.stored import Stored, unpack
from samveita.ground.organisations.changing import enter
from samveita.ground.organisations.documents import Cases, OrganisationFacts, OrganisationNames, Plain
from samveita.ground.organisations.models import Kind, Organisation

ASSOCIATION_SLUG = "samband"
ASSOCIATION = OrganisationNames(
    short=Cases(nominative="Samband", accusative="Samband", dative="Sambandi", genitive="Sambands"),
    official=Cases(
        nominative="Samband íslenskra sveitarfélaga",
        accusative="Samband íslenskra sveitarfélaga",
        dative="Sambandi íslenskra sveitarfélaga",
        genitive="Sambands íslenskra sveitarfélaga",
    ),
    en="Icelandic Association of Local Authorities",
    pl="Związek Gmin Islandzkich",
)


class RegisterEntry(Plain):
    """One municipality as the register has it; ``successor`` is the slug of the one it merged into."""

    slug: str
    official_slug: str
    number: str | None
    region_code: int | None
    names: OrganisationNames
    facts: OrganisationFacts
    successor: str | None


class Register(Stored):
    """The whole register."""

    schema_name: ClassVar[str] = "organisations.register"

    structure_as_of: str
    municipalities: tuple[RegisterEntry, ...]


def read_register() -> Register:
    """Return the register that comes with the platform.

    Raises:
        DocumentError: when the file doesn't fit its schema.
    """
    path = files("samveita.ground.organisations").joinpath("data/municipalities.json")
    return unpack(Register, json.loads(path.read_text(encoding="utf-8")))


def load_register(actor: Actor) -> int:
    """Enter what isn't there yet and return how many that were; a second run enters none.

    Today's municipalities come before former ones in the file, so that each successor exists when it is named.

    Raises:
        NotAllowed: when the actor may not enter organisations.
    """
    with transaction.atomic():
        known = {organisation.slug: organisation for organisation in Organisation.objects.all()}
        before = len(known)
        for entry in read_register().municipalities:
            if entry.slug not in known:
                known[entry.slug] = enter(
                    actor=actor,
                    kind=Kind.MUNICIPALITY,
                    slug=entry.slug,
                    official_slug=entry.official_slug,
                    number=entry.number or "",
                    region_code=entry.region_code,
                    names=entry.names,
                    facts=entry.facts,
                    successor=known[entry.successor] if entry.successor else None,
                )
        if ASSOCIATION_SLUG not in known:
            known[ASSOCIATION_SLUG] = enter(
                actor=actor, kind=Kind.ASSOCIATION, slug=ASSOCIATION_SLUG, names=ASSOCIATION
            )
    return len(known) - before
