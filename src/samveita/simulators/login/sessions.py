"""What the login simulator keeps: who is logged in, which codes and refresh tokens are out, and for whom.

An IAS session lives 60 minutes after each authentication and at most 8 hours; a code 60 seconds and one use; a refresh
token one use, and using an old one again revokes the whole chain (reference 6.5).
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from samveita.simulators.exchanges import Exchange

if TYPE_CHECKING:
    from samveita.simulators.server import Simulator
    from samveita.simulators.tokens import Signer

SCHEMA = """
CREATE TABLE IF NOT EXISTS requests (id TEXT PRIMARY KEY, asked TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    sid TEXT PRIMARY KEY, cookie TEXT NOT NULL, person TEXT NOT NULL, subject TEXT NOT NULL, types TEXT NOT NULL,
    auth_time INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS session_clients (sid TEXT NOT NULL, client_id TEXT NOT NULL, UNIQUE (sid, client_id));
CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY, asked TEXT NOT NULL, sid TEXT NOT NULL, at REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS refresh_tokens (
    token TEXT PRIMARY KEY, chain TEXT NOT NULL, sid TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0
);
"""
SESSION_SECONDS = 3600
CODE_SECONDS = 60
REQUEST_SECONDS = 1800


class NotGranted(Exception):
    """A code or refresh token that does not hold."""


@dataclass(frozen=True, slots=True)
class Session:
    """One login: the human, whom she acts for, and since when."""

    sid: str
    person: str
    subject: str
    types: tuple[str, ...]
    auth_time: int

    @property
    def delegated(self) -> bool:
        """Whether she acts for another."""
        return self.person != self.subject


class Sessions:
    """Sessions, codes and refresh tokens in the store."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.store = simulator.store

    def keep_request(self, asked: dict[str, str]) -> str:
        """Remember what a client asked for while the person chooses; return its id."""
        number = secrets.token_urlsafe(16)
        self.store.change(
            "INSERT INTO requests VALUES (?, ?, ?)", number, json.dumps(asked), self.simulator.now()
        )
        return number

    def request(self, number: str) -> dict[str, str] | None:
        """Return what was asked for, or None when it is unknown or too old."""
        oldest = self.simulator.now() - REQUEST_SECONDS
        row = self.store.row("SELECT asked FROM requests WHERE id = ? AND at > ?", number, oldest)
        return json.loads(row["asked"]) if row else None

    def begin(self, *, person: str, subject: str, types: tuple[str, ...]) -> tuple[Session, str]:
        """Start a session; return it and the value of the browser's cookie."""
        session = Session(uuid.uuid4().hex.upper(), person, subject, types, int(self.simulator.now()))
        cookie = secrets.token_urlsafe(24)
        self.store.change(
            "INSERT INTO sessions (sid, cookie, person, subject, types, auth_time) VALUES (?, ?, ?, ?, ?, ?)",
            session.sid,
            cookie,
            person,
            subject,
            json.dumps(types),
            session.auth_time,
        )
        return session, cookie

    def of_cookie(self, cookie: str) -> Session | None:
        """Return the live session of a browser, or None."""
        oldest = self.simulator.now() - SESSION_SECONDS
        row = self.store.row(
            "SELECT * FROM sessions WHERE cookie = ? AND cookie != '' AND ended = 0 AND auth_time > ?",
            cookie,
            oldest,
        )
        return _session(row) if row else None

    def live(self, sid: str) -> Session | None:
        """Return a session that has not ended, or None."""
        row = self.store.row("SELECT * FROM sessions WHERE sid = ? AND ended = 0", sid)
        return _session(row) if row else None

    def new_code(self, asked: dict[str, str], session: Session) -> str:
        """Return a code for what was asked for."""
        code = secrets.token_urlsafe(32)
        with self.store.transaction():
            self.store.change(
                "INSERT INTO codes (code, asked, sid, at) VALUES (?, ?, ?, ?)",
                code,
                json.dumps(asked),
                session.sid,
                self.simulator.now(),
            )
            self.store.change(
                "INSERT OR IGNORE INTO session_clients VALUES (?, ?)", session.sid, asked["client_id"]
            )
        return code

    def use_code(self, code: str) -> tuple[dict[str, str], Session]:
        """Redeem a code once.

        Raises:
            NotGranted: when it is unknown, too old or used before; a second use also revokes what the first one gave.
        """
        with self.store.transaction():
            row = self.store.row("SELECT * FROM codes WHERE code = ?", code)
            used_before = row is not None and bool(row["used"])
            self.store.change("UPDATE codes SET used = 1 WHERE code = ?", code)
            if used_before and row is not None:
                self.store.change("UPDATE refresh_tokens SET revoked = 1 WHERE sid = ?", row["sid"])
        session = self.live(row["sid"]) if row else None
        if row is None or session is None or used_before or row["at"] < self.simulator.now() - CODE_SECONDS:
            raise NotGranted("code")
        return json.loads(row["asked"]), session

    def new_refresh_token(self, *, session: Session, client_id: str, scope: str, chain: str = "") -> str:
        """Return a refresh token, the next of a chain or the first of a new one."""
        token = secrets.token_urlsafe(32)
        self.store.change(
            "INSERT INTO refresh_tokens (token, chain, sid, client_id, scope) VALUES (?, ?, ?, ?, ?)",
            token,
            chain or uuid.uuid4().hex,
            session.sid,
            client_id,
            scope,
        )
        return token

    def use_refresh_token(self, token: str, client_id: str) -> tuple[Session, str, str]:
        """Redeem a refresh token; return the session, its scope and the next token.

        Raises:
            NotGranted: when it does not hold; using one a second time revokes its chain.
        """
        with self.store.transaction():
            row = self.store.row(
                "SELECT * FROM refresh_tokens WHERE token = ? AND client_id = ?", token, client_id
            )
            if row is not None and row["used"]:
                self.store.change("UPDATE refresh_tokens SET revoked = 1 WHERE chain = ?", row["chain"])
            self.store.change("UPDATE refresh_tokens SET used = 1 WHERE token = ?", token)
        session = self.live(row["sid"]) if row else None
        if row is None or session is None or row["used"] or row["revoked"]:
            raise NotGranted("refresh token")
        following = self.new_refresh_token(
            session=session, client_id=client_id, scope=row["scope"], chain=row["chain"]
        )
        return session, row["scope"], following

    def revoke(self, token: str) -> None:
        """Revoke a refresh token and its chain; unknown tokens are no error (RFC 7009)."""
        self.store.change(
            "UPDATE refresh_tokens SET revoked = 1 WHERE chain IN (SELECT chain FROM refresh_tokens WHERE token = ?)",
            token,
        )

    def end(self, sid: str, signer: Signer) -> None:
        """End a session and tell every client that was part of it, each in its own time."""
        with self.store.transaction():
            self.store.change("UPDATE sessions SET ended = 1, cookie = '' WHERE sid = ?", sid)
            self.store.change("UPDATE refresh_tokens SET revoked = 1 WHERE sid = ?", sid)
            clients = [
                row["client_id"]
                for row in self.store.rows("SELECT client_id FROM session_clients WHERE sid = ?", sid)
            ]
            self.store.change("DELETE FROM session_clients WHERE sid = ?", sid)
        for client in clients:
            threading.Thread(target=self._tell, args=(client, sid, signer), daemon=True).start()

    def _tell(self, client_id: str, sid: str, signer: Signer) -> None:
        now = int(self.simulator.now())
        token = signer.sign(
            {
                "iss": signer.issuer,
                "aud": client_id,
                "iat": now,
                "nbf": now,
                "exp": now + 120,
                "jti": uuid.uuid4().hex,
                "sid": sid,
                "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            },
            kind="logout+jwt",
        )
        address = self.simulator.configuration.back_channel_logout
        try:
            answer = httpx.post(address, data={"logout_token": token}, timeout=5, trust_env=False)
            status, body = answer.status_code, answer.content
        except httpx.HTTPError as error:
            status, body = None, str(error).encode()
        self.simulator.exchanges.add(
            Exchange("POST", address, status, (), f"logout_token={token}".encode(), (), body, direction="out")
        )


def _session(row: sqlite3.Row) -> Session:
    return Session(
        row["sid"], row["person"], row["subject"], tuple(json.loads(row["types"])), row["auth_time"]
    )
