"""Client of the mailbox's sending side (Skjalatilkynning): one call, and an outcome for every item of it.

Nothing is remembered here but tokens and the vocabulary; rows, attempts and legal moments belong to ``dispatching``.
An item is accepted only when the answer says so at its position. Whenever the mailbox may have done the work without
our learning of it, the outcome is unknown – never retryable, which means that certainly nothing happened. See
national-infrastructure sections 3.1–3.7.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from samveita.engines.mailbox.wire import (
    BATCH_LIMIT,
    Accepted,
    CredentialFault,
    Item,
    OpenedElsewhere,
    Outcome,
    Reference,
    Rejected,
    Repointing,
    Retryable,
    Unknown,
    Withdrawal,
)
from samveita.ground.identity.client_credentials import ClientCredentials, TokenFault, token_source
from samveita.iceland import clock

INDEXES = "/api/v1/documentindexes"
CONNECT_TIMEOUT = 10.0
ANSWER_TIMEOUT = 35.0
VOCABULARY_LIFE = timedelta(days=1)
ERROR_TEXT_LIMIT = 500

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class MailboxAccess:
    """One sender's way in: the mailbox's address and the client pair issued to that municipality."""

    base_url: str
    credentials: ClientCredentials


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The category and type names the mailbox knows, exactly as it spells them."""

    categories: frozenset[str]
    kinds: frozenset[str]
    fetched_at: datetime = field(compare=False)


class MailboxUnavailable(Exception):
    """A question to the mailbox got no usable answer; ``outcome`` says of which kind."""

    def __init__(self, outcome: Unknown | CredentialFault | Retryable) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class MailboxClient:
    """The sending side of the mailbox for one sender; safe to share between threads."""

    def __init__(self, access: MailboxAccess) -> None:
        self._tokens = token_source(access.credentials)
        self._http = httpx.Client(
            base_url=access.base_url.rstrip("/"),
            timeout=httpx.Timeout(ANSWER_TIMEOUT, connect=CONNECT_TIMEOUT),
            follow_redirects=False,
            trust_env=False,
        )
        self._vocabulary: Vocabulary | None = None
        self._vocabulary_lock = threading.Lock()

    def close(self) -> None:
        """Close the kept connections."""
        self._http.close()

    def register(self, references: Sequence[Reference]) -> tuple[Outcome, ...]:
        """Announce documents; returns one outcome for each reference, in order.

        Raises:
            ValueError: none, or more than 200 references.
        """
        return self._change("POST", INDEXES, references)

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> tuple[Outcome, ...]:
        """Withdraw references; they stay in the resident's list, shown as withdrawn. Errors as ``register``."""
        return self._change("POST", f"{INDEXES}/withdraw", withdrawals)

    def mark_read(self, opened: Sequence[OpenedElsewhere]) -> tuple[Outcome, ...]:
        """Tell the mailbox that residents have opened documents with us. Errors as ``register``."""
        return self._change("POST", f"{INDEXES}/read", opened)

    def update(self, changes: Sequence[Repointing]) -> tuple[Outcome, ...]:
        """Point references at other documents of ours. Errors as ``register``."""
        return self._change("PUT", INDEXES, changes)

    def vocabulary(self) -> Vocabulary:
        """Return the mailbox's categories and types, fetched at most once a day.

        Raises:
            MailboxUnavailable: they could not be fetched and none are kept.
        """
        with self._vocabulary_lock:
            kept, now = self._vocabulary, clock.now()
            if kept is None or now - kept.fetched_at >= VOCABULARY_LIFE:
                self._vocabulary = kept = self._fetch_vocabulary(now)
            return kept

    def wants_paper(self, national_id: str) -> bool | None:
        """Return whether a resident has asked for letters on paper too; None when the mailbox did not say.

        None never means "no": the caller holds the letter's paper copy back or sends it.
        """
        answer = self._call("GET", f"/api/v1/{national_id}/paper")
        if not isinstance(answer, httpx.Response) or answer.status_code != httpx.codes.OK:
            return None
        told = _json_or_none(answer)
        wish = told.get("wantsPaper") if isinstance(told, dict) else None
        return wish if isinstance(wish, bool) else None

    def _fetch_vocabulary(self, now: datetime) -> Vocabulary:
        categories, kinds = (self._names(f"{INDEXES}/{what}") for what in ("categories", "types"))
        return Vocabulary(categories=categories, kinds=kinds, fetched_at=now)

    def _names(self, path: str) -> frozenset[str]:
        answer = self._call("GET", path)
        if not isinstance(answer, httpx.Response):
            raise MailboxUnavailable(answer)
        if answer.status_code != httpx.codes.OK:
            fault = _fault_of_status(answer)
            if isinstance(fault, Rejected):
                fault = CredentialFault(reason="the mailbox refused a question")
            raise MailboxUnavailable(fault)
        names = _json_or_none(answer)
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise MailboxUnavailable(Retryable(reason="the mailbox did not answer with a list of names"))
        return frozenset(names)

    def _change(self, method: str, path: str, items: Sequence[Item]) -> tuple[Outcome, ...]:
        """Send one array and return an outcome for each item by its position."""
        if not 1 <= len(items) <= BATCH_LIMIT:
            raise ValueError(f"a call carries 1 to {BATCH_LIMIT} items, not {len(items)}")
        answer = self._call(method, path, [item.payload() for item in items])
        if not isinstance(answer, httpx.Response):
            return (answer,) * len(items)
        if answer.status_code != httpx.codes.OK:
            return (_fault_of_status(answer),) * len(items)
        return outcomes_of(items, _json_or_none(answer))

    def _call(
        self, method: str, path: str, payload: list[dict[str, object]] | None = None
    ) -> httpx.Response | Unknown | CredentialFault | Retryable:
        """Make one call with a token; a refused token is replaced and the call repeated exactly once."""
        answer = self._attempt(method, path, payload)
        if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget(answer.request.headers["Authorization"].removeprefix("Bearer "))
            answer = self._attempt(method, path, payload)
        return answer

    def _attempt(
        self, method: str, path: str, payload: list[dict[str, object]] | None
    ) -> httpx.Response | Unknown | CredentialFault | Retryable:
        try:
            headers = {"Authorization": f"Bearer {self._tokens.token()}", "Accept": "application/json"}
        except TokenFault as fault:
            return CredentialFault(str(fault)) if fault.credentials else Retryable(str(fault))
        try:
            return self._http.request(method, path, json=payload, headers=headers)
        except _NOTHING_SENT as fault:
            return Retryable(reason=type(fault).__name__)
        except httpx.RequestError as fault:
            return Unknown(reason=type(fault).__name__)


def outcomes_of(items: Sequence[Item], told: object) -> tuple[Outcome, ...]:
    """Match the results of a call to its items by position, with the echoed keys as a cross-check.

    When any echo contradicts its position, positions cannot be trusted, and only items whose own echo agrees keep
    their result; the others are unknown, and somebody must look.
    """
    if not isinstance(told, list) or len(told) != len(items):
        size = len(told) if isinstance(told, list) else "no list"
        reason = f"{len(items)} items were answered with {size}"
        return (Unknown(reason=reason, alarm=isinstance(told, list) and bool(told)),) * len(items)
    echoes = [_echo(item, result) for item, result in zip(items, told, strict=True)]
    shuffled = any(echo is False for echo in echoes)
    return tuple(
        Unknown(reason="the results are not in the order of the items", alarm=True)
        if shuffled and not echo
        else _outcome_of_result(result)
        for echo, result in zip(echoes, told, strict=True)
    )


def _echo(item: Item, result: object) -> bool | None:
    """Compare the keys a result echoes: True they agree, False one differs, None not all are echoed."""
    if not isinstance(result, dict):
        return None
    sent = item.payload()
    echoed = [(key, result.get(key)) for key in ("kennitala", "documentId")]
    if any(value is not None and value != sent[key] for key, value in echoed):
        return False
    return True if all(value is not None for _, value in echoed) else None


def _outcome_of_result(result: object) -> Outcome:
    if not isinstance(result, dict) or not isinstance(result.get("success"), bool):
        return Unknown(reason="a result without success")
    if result["success"]:
        wish = result.get("wantsPaper")
        return Accepted(wants_paper=wish if isinstance(wish, bool) else None)
    errors = result.get("errors")
    return Rejected(errors=tuple(str(error) for error in errors) if isinstance(errors, list) else ())


def _fault_of_status(answer: httpx.Response) -> Rejected | Unknown | CredentialFault | Retryable:
    """Class an answer other than 200 to a call that carried a token."""
    status = answer.status_code
    if status == httpx.codes.BAD_REQUEST:
        return Rejected(errors=(answer.text[:ERROR_TEXT_LIMIT],), whole_call=True)
    if status in {408, 429}:
        return Retryable(reason=f"status {status}", after_seconds=_retry_after(answer))
    if status >= 500 or 200 < status < 300:
        return Unknown(reason=f"status {status}")
    return CredentialFault(reason=f"status {status}")


def _retry_after(answer: httpx.Response) -> int | None:
    told = answer.headers.get("Retry-After", "")
    return int(told) if told.isascii() and told.isdigit() else None


def _json_or_none(answer: httpx.Response) -> object:
    try:
        told: object = answer.json()
    except ValueError:
        return None
    return told
