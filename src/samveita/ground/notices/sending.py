"""Sending what the ledger says is to be sent, at most once.

The notice is *sending* in the database before the mail server is called. A crash or a broken conversation after that
leaves it *unknown*, and a person decides; only what the server certainly did not take is tried again.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.notices.addresses import address_of, stop_token
from samveita.ground.notices.events import SENT
from samveita.ground.notices.handing_over import hand_over
from samveita.ground.notices.kinds import NOTICE_KINDS
from samveita.ground.notices.models import ContactPoint, Notice, NoticeState
from samveita.ground.notices.notifying import SEND_EMAIL
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.handlers import Lost, OutcomeUnknown, Refused, TryAgain, register_handler
from samveita.ground.worklist.models import Delivery, DeliveryState
from samveita.ground.worklist.tick import register_tick
from samveita.iceland import clock
from samveita.iceland.texts import Text

MACHINE = Actor.system("notices")
EVERY_TENANT = "the worker sends notices of every tenant"
PROBLEMS = {
    NoticeState.WAITING: TryAgain,
    NoticeState.FAILED: Refused,
    NoticeState.UNKNOWN: OutcomeUnknown,
}

FOR_A_PERSON = Text(
    is_="Tilkynning í tölvupósti barst ekki eða óvíst er hvort hún barst. Láttu viðtakandann vita á annan hátt eða sendu aftur.",
    en="A notice by e-mail did not arrive, or may not have. Tell the recipient another way, or send it again.",
    pl="Powiadomienie e-mail nie dotarło lub nie ma pewności, że dotarło. Powiadom odbiorcę inaczej lub wyślij ponownie.",
)
FRAME = Text(
    is_="{body}\n\n{address}\n\nSendandi: {sender}\nÞetta er sjálfvirk tilkynning. Ekki er hægt að svara henni.\n\n"
    "Afþakka tilkynningar: {stop}\n",
    en="{body}\n\n{address}\n\nSender: {sender}\nThis is an automatic notice. It cannot be answered.\n\n"
    "Stop notices: {stop}\n",
    pl="{body}\n\n{address}\n\nNadawca: {sender}\nTo jest automatyczne powiadomienie. Nie można na nie odpowiedzieć.\n\n"
    "Rezygnacja z powiadomień: {stop}\n",
)


def send_email(uid: UUID) -> None:
    """Send one notice; called for its delivery. A notice that was already sent is left alone.

    Raises:
        DeliveryProblem: what became of it, for the delivery.
    """
    with crossing(EVERY_TENANT):
        notice = _claimed(uid)
        if notice is None:
            return
        message = message_of(notice)
        crash_point("notices.sending")
        state, code = hand_over(message)
        crash_point("notices.sent")
        _settle(notice, state)
    if state != NoticeState.SENT:
        raise PROBLEMS[state](code)


def message_of(notice: Notice) -> EmailMessage:
    """Return the e-mail a notice becomes: that something waits and where, and the way to stop."""
    kind, code = NOTICE_KINDS[notice.kind], notice.language
    point = notice.contact_point
    if point is None:
        raise Refused("no_address")
    stop = stop_address(point, code)
    words = FRAME.format(
        body=kind.body.in_language(code),
        address=settings.PUBLIC_ADDRESS,
        sender=notice.office.names.official.nominative,
        stop=stop,
    )
    return EmailMessage(
        subject=kind.subject.in_language(code),
        body=words.in_language(code),
        to=[address_of(point)],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def stop_address(point: ContactPoint, language: str) -> str:
    """Return the full address of the link that stops notices, in the person's language."""
    with translation.override(language):
        path = reverse("notices:stop", kwargs={"token": stop_token(point)})
    return f"{settings.PUBLIC_ADDRESS}{path}"


def find_lost() -> int:
    """Mark as unknown what was being sent when its process died; its delivery has already gone to a person."""
    with crossing(EVERY_TENANT), transaction.atomic():
        under_way = Delivery.objects.filter(kind=SEND_EMAIL, state=DeliveryState.SENDING).values("target")
        return int(
            Notice.objects.filter(state=NoticeState.SENDING)
            .exclude(uid__in=under_way)
            .update(state=NoticeState.UNKNOWN)
        )


def _claimed(uid: UUID) -> Notice | None:
    """Mark the notice as being sent and return it; ``None`` when it was sent, or she has declined meanwhile."""
    with transaction.atomic():
        rows = Notice.objects.select_for_update(of=("self",))
        notice: Notice = rows.select_related("office", "contact_point__office", "contact_point__person").get(
            uid=uid
        )
        if notice.state in {NoticeState.SENT, NoticeState.SUPPRESSED}:
            return None
        if notice.contact_point is None or notice.contact_point.stopped_at is not None:
            notice.state = NoticeState.SUPPRESSED
            notice.save(update_fields=["state"])
            return None
        notice.state = NoticeState.SENDING
        notice.save(update_fields=["state"])
        return notice


def _settle(notice: Notice, state: NoticeState) -> None:
    with transaction.atomic():
        notice.state = state
        if state == NoticeState.SENT:
            notice.sent_at = clock.now()
            record(
                SENT,
                actor=MACHINE,
                target=Target("notice", notice.uid),
                case=notice.case,
                office=notice.office.uid,
            )
        notice.save(update_fields=["state", "sent_at"])


register_handler(SEND_EMAIL, send_email, lost=Lost.FOR_A_PERSON, title=FOR_A_PERSON)
register_tick("notices.find_lost", find_lost)
