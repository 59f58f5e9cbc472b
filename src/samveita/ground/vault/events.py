"""Events of the vault: files stored, keys made and wrapped anew."""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class KeyDetails(Stored):
    """Which master key wraps a data key now; an id, never a key."""

    schema_name: ClassVar[str] = "vault.key_details"

    master_key_id: str


FILE_STORED = register_event(
    EventType(
        name="vault.file_stored",
        sentence=Text(
            is_="{who} vistaði skjal.", en="{who} stored a document.", pl="{who} – zapisano dokument."
        ),
        visible_to_resident=True,
    )
)
FILE_READ = register_event(
    EventType(
        name="vault.file_read",
        sentence=Text(
            is_="{who} opnaði skjal.", en="{who} opened a document.", pl="{who} – otwarto dokument."
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
FILE_REMOVED = register_event(
    EventType(
        name="vault.file_removed",
        sentence=Text(
            is_="{who} fjarlægði skjal.", en="{who} removed a document.", pl="{who} – usunięto dokument."
        ),
        visible_to_resident=True,
    )
)
KEY_MADE = register_event(
    EventType(
        name="vault.key_made",
        sentence=Text(
            is_="Dulkóðunarlykill varð til fyrir skrifstofuna.",
            en="An encryption key was made for the office.",
            pl="Utworzono klucz szyfrowania dla urzędu.",
        ),
        visible_to_resident=False,
        data=KeyDetails,
    )
)
KEY_REWRAPPED = register_event(
    EventType(
        name="vault.key_rewrapped",
        sentence=Text(
            is_="Skipt var um aðallykil sem ver dulkóðunarlykil skrifstofunnar.",
            en="The master key that protects the office's encryption key was replaced.",
            pl="Wymieniono klucz główny chroniący klucz szyfrowania urzędu.",
        ),
        visible_to_resident=False,
        data=KeyDetails,
    )
)
