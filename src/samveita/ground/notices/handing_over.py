"""Hands one message to the mail server and says what became of it, for the ledger that asks."""

from __future__ import annotations

import smtplib
from contextlib import suppress

from django.core.mail import EmailMessage, get_connection

from samveita.ground.notices.models import NoticeState

CERTAINLY_NOT_TAKEN = (
    ConnectionRefusedError,
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)
OUR_OWN_FAULT = (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)
LASTING = 500


def hand_over(message: EmailMessage) -> tuple[NoticeState, str]:
    """Call the mail server once.

    Returns:
        ``SENT``; ``WAITING`` when the server was not reached, or certainly did not take it but may another time;
        ``FAILED`` when it said no for good; ``UNKNOWN`` when the conversation broke off after it began. With it the
        name of what went wrong.
    """
    connection = get_connection()
    message.connection = connection
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as fault:
        return NoticeState.WAITING, type(fault).__name__
    else:
        return _sent(message)
    finally:
        # Taking leave badly does not change what became of the message.
        with suppress(smtplib.SMTPException, OSError):
            connection.close()


def _sent(message: EmailMessage) -> tuple[NoticeState, str]:
    """Hand the message over on the open connection."""
    try:
        message.send()
    except CERTAINLY_NOT_TAKEN as refusal:
        state = NoticeState.FAILED if _is_lasting(refusal) else NoticeState.WAITING
        return state, type(refusal).__name__
    except (smtplib.SMTPException, OSError) as broken:
        return NoticeState.UNKNOWN, type(broken).__name__
    return NoticeState.SENT, ""


def _is_lasting(refusal: Exception) -> bool:
    """Whether the server said no for good (5xx), and not because of how we are set up."""
    codes = [code for code, _words in getattr(refusal, "recipients", {}).values()]
    codes += [getattr(refusal, "smtp_code", 0)]
    return not isinstance(refusal, OUR_OWN_FAULT) and max(codes) >= LASTING
