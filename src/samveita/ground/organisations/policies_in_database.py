"""Row-level policies and the app role's rights on PostgreSQL, installed after every migration.

The owner migrates; the app role serves and is held by the policies. Policies fail closed: with no scope set, no row
passes. Events may be appended by anyone and read only by the office concerned, by the human who acted and by those
the action concerned. SQLite has neither roles nor policies; there ``ScopedManager`` alone stands guard, which is why
production runs on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections

from samveita.ground.organisations.scope_rule import CROSSING, SCOPED_MODELS, ScopeRule

OFFICE_UIDS = "((SELECT coalesce(nullif(current_setting('samveita.office_uids', true), ''), '{}'))::uuid[])"
PERSON_UID = "(SELECT nullif(current_setting('samveita.person_uid', true), ''))::uuid"

EVENTS_READABLE = (
    f"{CROSSING} OR office = ANY {OFFICE_UIDS} OR actor_office = ANY {OFFICE_UIDS} "
    f"OR human = {PERSON_UID} OR subject = {PERSON_UID}"
)


def install_policies(using: str = "default", **_: Any) -> None:
    """Bring policies and rights up to date; does nothing on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in SCOPED_MODELS:
            rule: ScopeRule = model.scope_rule  # type: ignore[attr-defined]
            if model._meta.db_table in existing:
                for statement in _policy(model._meta.db_table, rule.policy_sql(model)):
                    cursor.execute(statement)
        if "audit_event" in existing:
            for statement in _event_policies():
                cursor.execute(statement)
        role = settings.DATABASE_APP_ROLE
        if role:
            for statement in _rights(role):
                cursor.execute(statement)


def _policy(table: str, expression: str) -> list[str]:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS samveita_scope ON "{table}"',
        f'CREATE POLICY samveita_scope ON "{table}" USING ({expression}) WITH CHECK ({expression})',
    ]


def _event_policies() -> list[str]:
    return [
        "ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY",
        "DROP POLICY IF EXISTS samveita_append ON audit_event",
        "CREATE POLICY samveita_append ON audit_event FOR INSERT WITH CHECK (true)",
        "DROP POLICY IF EXISTS samveita_read ON audit_event",
        f"CREATE POLICY samveita_read ON audit_event FOR SELECT USING ({EVENTS_READABLE})",
    ]


def _rights(role: str) -> list[str]:
    name = f'"{role}"'
    return [
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE UPDATE, DELETE ON audit_event, audit_seal FROM {name}",
    ]
