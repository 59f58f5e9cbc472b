"""Database triggers that refuse to change history, on PostgreSQL and SQLite alike.

They are installed after every migration and are the same however often they are installed. The database owner can of
course drop them; the hash chain (``sealing.py``) is what makes that visible.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

PROTECTED_TABLES = ("audit_event", "audit_seal")

REFUSE = "EXECUTE FUNCTION audit_refuse_change()"
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit: % is append-only (% refused)', TG_TABLE_NAME, TG_OP;
END $$
"""


def install_triggers(using: str = "default", **_: Any) -> None:
    """Install the append-only triggers on every audit table that exists."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in PROTECTED_TABLES:
            if table in existing:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_rows ON {table}",
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {REFUSE}",
            f"DROP TRIGGER IF EXISTS {table}_whole ON {table}",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {REFUSE}",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'audit: {table} is append-only ({verb} refused)'); END"
        for verb in ("UPDATE", "DELETE")
    ]
