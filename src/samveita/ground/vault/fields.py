"""A column for sealed bytes. It refuses anything that is not an envelope of the vault, so nothing gets in unsealed.

The field does not open what it holds: opening needs the owner, and reading a secret should be visible in the code that
does it. See ``encryption.open_document`` and ``encryption.open_text``.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from samveita.ground.vault.envelope import MAGIC


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Holds one envelope as ``bytes``, on both databases."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        """Return plain ``bytes``; PostgreSQL's adapter hands out a memoryview."""
        return None if value is None else bytes(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Let only envelopes through.

        Raises:
            ValueError: for bytes that were not sealed.
        """
        if value is not None and not bytes(value).startswith(MAGIC):
            raise ValueError(
                f"{self.name} holds sealed bytes only; seal them with samveita.ground.vault.encryption"
            )
        return super().get_db_prep_value(value, connection, prepared)
