"""Which columns of a row decide who may touch it, said once for the ORM and for PostgreSQL's row-level policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from samveita.ground.organisations.scope import Scope

SCOPED_MODELS: list[type[Model]] = []

CROSSING = "(SELECT current_setting('samveita.crossing', true)) = 'on'"
OFFICES = "((SELECT coalesce(nullif(current_setting('samveita.offices', true), ''), '{}'))::bigint[])"
PERSON = "(SELECT nullif(current_setting('samveita.person', true), ''))::bigint"


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """Who may touch a row.

    Attributes:
        office: name of the foreign key to the office that owns the row.
        person: name of the foreign key to the resident whose row it is, if residents may see it at all.
        parent: name of the foreign key to a scoped row that decides instead; a child is seen with its parent.
    """

    office: str = ""
    person: str = ""
    parent: str = ""

    def __post_init__(self) -> None:
        if bool(self.parent) == bool(self.office or self.person):
            raise ValueError("a scope rule names either a parent, or an office and/or a person")

    def condition(self, model: type[Model], scope: Scope, prefix: str = "") -> Q:
        """Return the ORM filter of the rule for a scope; the empty scope matches nothing."""
        if scope.crossing:
            return Q()
        if self.parent:
            parent: Any = model._meta.get_field(self.parent).related_model
            rule: ScopeRule = parent.scope_rule
            return rule.condition(parent, scope, f"{prefix}{self.parent}__")
        condition = Q(pk__in=[])
        if self.office and scope.offices:
            condition |= Q(**{f"{prefix}{self.office}__in": scope.offices})
        if self.person and scope.person is not None:
            condition |= Q(**{f"{prefix}{self.person}": scope.person})
        return condition

    def policy_sql(self, model: type[Model]) -> str:
        """Return the same rule as a PostgreSQL row-level policy expression."""
        table = model._meta.db_table
        if self.parent:
            field: Any = model._meta.get_field(self.parent)
            parent = field.related_model._meta.db_table
            # Table and column names are Django's own, never a person's words.
            return f'EXISTS (SELECT 1 FROM "{parent}" up WHERE up.id = "{table}"."{field.column}")'  # noqa: S608
        parts = [CROSSING]
        if self.office:
            parts.append(f'"{model._meta.get_field(self.office).column}" = ANY {OFFICES}')  # type: ignore[union-attr]
        if self.person:
            parts.append(f'"{model._meta.get_field(self.person).column}" = {PERSON}')  # type: ignore[union-attr]
        return " OR ".join(parts)
