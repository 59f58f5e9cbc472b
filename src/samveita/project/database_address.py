"""The address of a database, taken apart; only SQLite and PostgreSQL are known."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict


class DatabaseAddress(BaseModel):
    """One database address, taken apart: ``sqlite:///var/samveita.sqlite3`` or ``postgresql://user:password@host/name``."""

    model_config = ConfigDict(frozen=True)

    engine: Literal["sqlite", "postgresql"]
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: int | None = None

    @classmethod
    def parse(cls, url: str) -> DatabaseAddress:
        """Read a database address.

        Raises:
            ValueError: when the address is neither SQLite nor PostgreSQL, or names no database.
        """
        parts = urlsplit(url)
        if parts.scheme == "sqlite":
            name = unquote(parts.path.removeprefix("/"))
            if not name:
                raise ValueError(
                    "A SQLite address names its file, for example sqlite:///var/samveita.sqlite3"
                )
            return cls(engine="sqlite", name=name)
        if parts.scheme in {"postgresql", "postgres"}:
            name = unquote(parts.path.removeprefix("/"))
            if not name:
                raise ValueError(
                    "A PostgreSQL address names its database: postgresql://user:password@host/name"
                )
            return cls(
                engine="postgresql",
                name=name,
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                host=unquote(parts.hostname or ""),
                port=parts.port,
            )
        raise ValueError(f"A database address begins with sqlite:/// or postgresql://, not {parts.scheme!r}")
