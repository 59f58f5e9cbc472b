"""Database fields that hold documents and three-language texts, validated both on the way in and on the way out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from samveita.ground.documents.stored import SCHEMAS, DocumentError, Stored, pack, unpack
from samveita.iceland.texts import Text


class DocumentField(models.JSONField):
    """A JSON column that holds one ``Stored`` document; Python code only ever sees the validated model."""

    def __init__(self, document: type[Stored] | None = None, **options: Any) -> None:
        self.document = document
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Describe the field for migrations; the document class stays out, since it may move without a migration."""
        name, _path, args, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Stored | None:
        """Read and upgrade the document."""
        raw = super().from_db_value(value, expression, connection)
        return None if raw is None or self.document is None else unpack(self.document, raw)

    def get_prep_value(self, value: Any) -> Any:
        """Write the document in its stored shape.

        Raises:
            DocumentError: when something else than the declared document is given.
        """
        if value is None:
            return super().get_prep_value(None)
        if self.document is not None and not isinstance(value, self.document):
            raise DocumentError(f"{self.name} holds {self.document.__name__}, not {type(value).__name__}")
        return super().get_prep_value(pack(value))

    def value_to_string(self, obj: models.Model) -> Any:
        """Return the stored shape for serializers."""
        value = self.value_from_object(obj)
        return None if value is None else pack(value)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Skip JSONField's own check, which would refuse a pydantic model; the model has validated itself."""


class AnyDocumentField(DocumentField):
    """A JSON column that holds any registered document; which one is told by the stored schema name."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Stored | None:
        """Read the document by its schema name.

        Raises:
            DocumentError: when no such schema is registered.
        """
        raw = models.JSONField.from_db_value(self, value, expression, connection)
        if raw is None:
            return None
        kind = SCHEMAS.get(raw.get("schema", ""))
        if kind is None:
            raise DocumentError(f"no schema {raw.get('schema')!r} is registered")
        return unpack(kind, raw)


class ThreeLanguageField(models.JSONField):
    """A JSON column that holds a ``Text``: Icelandic, English and Polish, none of them empty."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text | None:
        """Read the text."""
        raw = super().from_db_value(value, expression, connection)
        return None if raw is None else Text.from_dict(raw)

    def get_prep_value(self, value: Any) -> Any:
        """Write the text as ``{"is", "en", "pl"}``."""
        return super().get_prep_value(value.as_dict() if isinstance(value, Text) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Hand the plain shape to the database adapter."""
        return super().get_db_prep_value(
            value.as_dict() if isinstance(value, Text) else value, connection, prepared
        )

    def to_python(self, value: Any) -> Any:
        """Turn form and fixture input into a ``Text``.

        Raises:
            ValidationError: when a language is missing.
        """
        if isinstance(value, dict):
            try:
                return Text.from_dict(value)
            except (KeyError, ValueError) as error:
                raise ValidationError("Textann vantar á íslensku, ensku eða pólsku.") from error
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Skip JSONField's own check; ``Text`` has validated itself."""
