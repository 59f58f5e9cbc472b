"""Which columns of a row decide who may touch it, said once for the ORM and for PostgreSQL's row-level policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from samveita.ground.organisations.scope import Scope

SCOPED_MODELS: list[type[Model]] = []

CROSSING = "(SELECT current_setting('samveita.crossing', true)) = 'on'"
OFFICES = "((SELECT coalesce(nullif(current_setting('samveita.offices', true), ''), '{}'))::bigint[])"
PERSON = "(SELECT nullif(current_setting('samveita.person', true), ''))::bigint"


@dataclass(frozen=True, slots=True)
class Through:
    """Another table that opens rows to whoever is named there: an authority that takes part, a party of a case.

    That table's own rule must not lead back here, or PostgreSQL would go round in circles.

    Attributes:
        model: label of the model, such as ``cases.CaseParty``.
        link: its foreign key to the thing that is opened.
        office: its foreign key to an office that is let in.
        person: its foreign key to a person who is let in; she sees the row, and of its children those that are shared.
        ended: its column that is empty while it holds.
        here: the column here that the link points at; the row's own key when left out.
    """

    model: str
    link: str
    office: str = ""
    person: str = ""
    ended: str = "ended_on"
    here: str = "pk"

    def condition(self, scope: Scope, prefix: str) -> Q:
        """Return the ORM filter for rows opened to the scope."""
        named: dict[str, Any] = {}
        if self.office and scope.offices:
            named = {f"{self.office}__in": scope.offices}
        elif self.person and scope.person is not None:
            named = {self.person: scope.person}
        if not named:
            return Q(pk__in=[])
        opened = apps.get_model(self.model)._base_manager.filter(**named, **{f"{self.ended}__isnull": True})
        return Q(**{f"{prefix}{self.here}__in": opened.values(self.link)})

    def sql(self, model: type[Model]) -> str:
        """Return the same as a part of a row-level policy."""
        other = apps.get_model(self.model)
        link, ended = (other._meta.get_field(name).column for name in (self.link, self.ended))
        named = other._meta.get_field(self.office or self.person).column
        allowed = f"= ANY {OFFICES}" if self.office else f"= {PERSON}"
        key: Any = model._meta.pk if self.here == "pk" else model._meta.get_field(self.here)
        # Table and column names are Django's own, never a person's words.
        return (
            f'"{model._meta.db_table}"."{key.column}" IN (SELECT "{link}" FROM "{other._meta.db_table}" '  # noqa: S608
            f'WHERE "{named}" {allowed} AND "{ended}" IS NULL)'
        )


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """Who may touch a row.

    Attributes:
        office: name of the foreign key to the office that owns the row.
        person: name of the foreign key to the resident whose row it is, if residents may see it at all.
        parent: name of the foreign key to a scoped row that decides instead; a child is seen with its parent.
        other_office: name of a foreign key to one more office that may see it.
        through: other tables that open the row to offices and persons named there.
        shared: whether a child is also seen by persons to whom its parent was opened through another table.
    """

    office: str = ""
    person: str = ""
    parent: str = ""
    other_office: str = ""
    through: tuple[Through, ...] = ()
    shared: bool = False

    def __post_init__(self) -> None:
        if bool(self.parent) == bool(self.office or self.person):
            raise ValueError("a scope rule names either a parent, or an office and/or a person")

    def condition(
        self, model: type[Model], scope: Scope, prefix: str = "", *, with_persons: bool = True
    ) -> Q:
        """Return the ORM filter of the rule for a scope; the empty scope matches nothing."""
        if scope.crossing:
            return Q()
        if self.parent:
            parent: Any = model._meta.get_field(self.parent).related_model
            rule: ScopeRule = parent.scope_rule
            wide = with_persons and self.shared
            return rule.condition(parent, scope, f"{prefix}{self.parent}__", with_persons=wide)
        condition = Q(pk__in=[])
        for office in filter(None, (self.office, self.other_office)):
            if scope.offices:
                condition |= Q(**{f"{prefix}{office}__in": scope.offices})
        if self.person and scope.person is not None:
            condition |= Q(**{f"{prefix}{self.person}": scope.person})
        for through in self._opened(with_persons=with_persons):
            condition |= through.condition(scope, prefix)
        return condition

    def policy_sql(self, model: type[Model], *, with_persons: bool = True) -> str:
        """Return the same rule as a PostgreSQL row-level policy expression."""
        table = model._meta.db_table
        if self.parent:
            field: Any = model._meta.get_field(self.parent)
            parent, rule = field.related_model, field.related_model.scope_rule
            upper = rule.policy_sql(parent, with_persons=with_persons and self.shared)
            # Table and column names are Django's own, never a person's words.
            above = parent._meta.db_table
            return (
                f'EXISTS (SELECT 1 FROM "{above}" '  # noqa: S608
                f'WHERE "{above}".id = "{table}"."{field.column}" AND ({upper}))'
            )
        offices = (model._meta.get_field(name) for name in (self.office, self.other_office) if name)
        parts = [CROSSING, *(f'"{field.column}" = ANY {OFFICES}' for field in offices)]  # type: ignore[union-attr]
        if self.person:
            parts.append(f'"{model._meta.get_field(self.person).column}" = {PERSON}')  # type: ignore[union-attr]
        parts += [through.sql(model) for through in self._opened(with_persons=with_persons)]
        return " OR ".join(parts)

    def _opened(self, *, with_persons: bool) -> tuple[Through, ...]:
        return tuple(one for one in self.through if with_persons or not one.person)
