"""The event of a lookup: what was asked of which register, why, and whether it answered. The resident may read it."""

from __future__ import annotations

from typing import ClassVar

from samveita.engines.registries.models import Asked, Outcome
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class LookupDetails(Stored):
    """Which question, for which purpose, and how it ended."""

    schema_name: ClassVar[str] = "registries.lookup_details"

    asked: Asked
    purpose: str
    outcome: Outcome


LOOKED_UP = register_event(
    EventType(
        name="registries.looked_up",
        sentence=Text(
            is_="{who} sótti upplýsingar í opinbera skrá vegna málsins.",
            en="{who} fetched information from a public register for the case.",
            pl="{who} – pobrano na potrzeby sprawy informacje z rejestru publicznego.",
        ),
        visible_to_resident=True,
        data=LookupDetails,
    )
)
