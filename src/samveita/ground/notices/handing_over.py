"""Hands one message to the mail server and says what became of it, for the ledger that asks."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMessage

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
        ``SENT``; ``WAITING`` when the server certainly did not take it but may another time; ``FAILED`` when it said no
        for good; ``UNKNOWN`` when the conversation broke off. With it the name of what went wrong.
    """
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
