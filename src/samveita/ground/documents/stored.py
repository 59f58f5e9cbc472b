"""Versioned JSON documents: pydantic models that know their schema name, their version and how to be upgraded.

A row written years ago must still be read. So each document says which schema and version it was written in, and a
schema that changes keeps one small upgrade function per older version. A reader never sees an old shape: ``unpack``
walks the upgrades first and validates afterwards. Schemas are registered when their class is made, so that a test can
hold every one of them against its golden file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Raw = dict[str, Any]
Upgrade = Callable[[Raw], Raw]

SCHEMAS: dict[str, type[Stored]] = {}


class DocumentError(ValueError):
    """A stored document that can't be read or written as declared; the message names schema and place."""


class Stored(BaseModel):
    """Base class of every document stored as JSON.

    A subclass names its schema (``schema_name``), its current version and, from version 2 on, the upgrade of each older
    version: ``upgrades = {1: from_1_to_2}``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    schema_name: ClassVar[str] = ""
    schema_version: ClassVar[int] = 1
    upgrades: ClassVar[dict[int, Upgrade]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the schema under its name.

        Raises:
            TypeError: when the name is taken, or an upgrade from some older version is missing.
        """
        super().__pydantic_init_subclass__(**kwargs)
        if "schema_name" not in cls.__dict__:
            return
        known = SCHEMAS.get(cls.schema_name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"schema name {cls.schema_name!r} is taken by {known.__qualname__}")
        missing = set(range(1, cls.schema_version)) - set(cls.upgrades)
        if missing:
            raise TypeError(f"{cls.schema_name}: no upgrade from version {sorted(missing)}")
        SCHEMAS[cls.schema_name] = cls


DocumentT = TypeVar("DocumentT", bound=Stored)


def pack(document: Stored) -> Raw:
    """Return the stored shape of a document: ``{"schema", "version", "data"}`` with plain JSON values."""
    if not document.schema_name:
        raise DocumentError(f"{type(document).__qualname__} has no schema name and can't be stored")
    return {
        "schema": document.schema_name,
        "version": document.schema_version,
        "data": document.model_dump(mode="json"),
    }


def unpack(kind: type[DocumentT], value: Raw) -> DocumentT:
    """Read a stored document, upgrading it step by step to the current version.

    Raises:
        DocumentError: when the schema is another one, the version is newer than this program, or the data don't fit.
    """
    if not isinstance(value, dict) or set(value) != {"schema", "version", "data"}:
        raise DocumentError(f"not a stored {kind.schema_name!r} document: expected schema, version and data")
    if value["schema"] != kind.schema_name:
        raise DocumentError(f"expected schema {kind.schema_name!r}, found {value['schema']!r}")
    version, data = int(value["version"]), value["data"]
    if version > kind.schema_version:
        raise DocumentError(
            f"{kind.schema_name} was written in version {version}; this program reads up to {kind.schema_version}"
        )
    while version < kind.schema_version:
        data = kind.upgrades[version](data)
        version += 1
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        places = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'document'}: {e['msg']}" for e in error.errors()
        )
        raise DocumentError(
            f"{kind.schema_name} version {kind.schema_version} doesn't fit: {places}"
        ) from error
