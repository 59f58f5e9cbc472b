"""The database wrapper that keeps PostgreSQL's session settings equal to the scope in force.

The settings ``samveita.*`` are what the row-level policies read. They are brought up to date each time a cursor is
made and cleared when a connection goes back to the pool, so that no connection carries a scope to its next user. A
rollback undoes settings made inside the transaction; after one, what the session holds counts as unknown and is set
anew. Anything unknown or missing is an empty setting, through which no policy lets a row.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from samveita.ground.organisations.scope import Scope, current_scope

UNKNOWN: Any = object()

SET_SCOPE = (
    "SELECT set_config('samveita.offices', %s, false), set_config('samveita.office_uids', %s, false), "
    "set_config('samveita.person', %s, false), set_config('samveita.person_uid', %s, false), "
    "set_config('samveita.crossing', %s, false)"
)


def _settings_of(scope: Scope | None) -> list[str]:
    if scope is None:
        return ["", "", "", "", ""]
    return [
        "{" + ",".join(str(key) for key in sorted(scope.offices)) + "}" if scope.offices else "",
        "{" + ",".join(sorted(str(uid) for uid in scope.office_uids)) + "}" if scope.office_uids else "",
        "" if scope.person is None else str(scope.person),
        "" if scope.person_uid is None else str(scope.person_uid),
        "on" if scope.crossing else "",
    ]


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with the scope applied at every cursor."""

    _scope_applied: Any = UNKNOWN
    _rolling_back: bool = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Take a connection whose settings count as unknown."""
        self._scope_applied = UNKNOWN
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor, having first told the session whose rows it may see."""
        scope = current_scope()
        if not self._rolling_back and (self._scope_applied is UNKNOWN or scope != self._scope_applied):
            self._scope_applied = UNKNOWN
            self.connection.execute(SET_SCOPE, _settings_of(scope))
            self._scope_applied = scope
        return super().create_cursor(name)

    def _rollback(self) -> Any:
        self._scope_applied = UNKNOWN
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        # A failed transaction accepts nothing but the rollback itself.
        self._rolling_back = True
        try:
            super()._savepoint_rollback(sid)  # type: ignore[misc]
        finally:
            self._rolling_back = False
            self._scope_applied = UNKNOWN

    def _close(self) -> Any:
        """Clear the scope before the connection goes back to the pool; what can't be cleared is thrown away."""
        self._scope_applied = UNKNOWN
        if self.connection is not None and self.pool is not None and not self.connection.closed:
            try:
                self.connection.rollback()
                self.connection.autocommit = True
                self.connection.execute(SET_SCOPE, _settings_of(None))
            except psycopg.Error:
                self.connection.close()
        return super()._close()  # type: ignore[misc]
