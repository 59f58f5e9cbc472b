"""Carries a login from the central host to a municipality's own host: one ticket, one use, thirty seconds.

The ticket's secret travels in the address; only its digest is stored. It opens the door for one browser alone: the one
that keeps, in its session on the municipality's host, the secret whose digest the ticket carries. A ticket presented
wrongly is burnt.
"""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from samveita.ground.identity.login.asking import Asked, digest_of, new_secret
from samveita.ground.identity.login.problems import LoginFailed, Problem
from samveita.ground.identity.models import Account, LoginTicket
from samveita.ground.identity.sessions import Login, login_from

LIFETIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What a ticket was worth."""

    account: Account
    login: Login
    hint: str
    next_path: str


def issue(*, account: Account, login: Login, hint: str, asked: Asked) -> str:
    """Write a ticket and return its secret; tickets that nobody came for are swept on the way."""
    forget_expired()
    secret = new_secret()
    LoginTicket.objects.create(
        digest=digest_of(secret),
        account=account,
        login=asdict(login),
        hint=hint,
        host=asked.host,
        browser_state=asked.browser_state,
        next_path=asked.next_path,
        expires_at=_now() + LIFETIME,
    )
    return secret


def redeem(*, secret: str, host: str, browser_secret: str) -> Redeemed:
    """Take a ticket; it is gone afterwards, whatever the outcome.

    Args:
        secret: what stood in the address.
        host: where it was presented.
        browser_secret: what this browser keeps on that host; empty when it keeps none.

    Raises:
        LoginFailed: ``EXPIRED`` when there is no such ticket any more; ``NOT_TRUSTED`` for another browser or host.
    """
    with transaction.atomic():
        ticket = LoginTicket.objects.select_for_update().filter(digest=digest_of(secret)).first()
        if ticket is not None:
            ticket.delete()
    if ticket is None or ticket.expires_at < _now():
        raise LoginFailed(Problem.EXPIRED, "no such ticket")
    same_browser = bool(browser_secret) and hmac.compare_digest(
        ticket.browser_state, digest_of(browser_secret)
    )
    if ticket.host != host or not same_browser:
        raise LoginFailed(Problem.NOT_TRUSTED, "a ticket in the wrong hands")
    return Redeemed(ticket.account, login_from(ticket.login), ticket.hint, ticket.next_path)


def forget_expired() -> int:
    """Delete tickets that nobody came for; returns how many."""
    deleted, _ = LoginTicket.objects.filter(expires_at__lt=_now()).delete()
    return deleted


def _now() -> datetime:
    return datetime.now(UTC)
