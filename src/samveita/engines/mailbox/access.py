"""Which client speaks to the mailbox for a sender: address and credentials from settings, one client kept per process."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from samveita.engines.mailbox.client import MailboxAccess, MailboxClient
from samveita.ground.identity.client_credentials import ClientCredentials


def client_for_installation() -> MailboxClient:
    """Return the client for the pair that settings name; a change of settings gives another client."""
    return _client(
        MailboxAccess(
            base_url=settings.MAILBOX_ADDRESS,
            credentials=ClientCredentials(
                token_url=settings.MAILBOX_TOKEN_ADDRESS,
                client_id=settings.MAILBOX_CLIENT_ID,
                client_secret=settings.MAILBOX_CLIENT_SECRET,
                scope=settings.MAILBOX_SCOPE,
            ),
        )
    )


@cache
def _client(access: MailboxAccess) -> MailboxClient:
    return MailboxClient(access)
