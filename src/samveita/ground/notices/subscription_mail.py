"""Messages to subscribers: whose turn it is, and sending what stands in the ledger, at most once.

A turn writes the message down, schedules it and sets the next turn in one transaction, so a crash leaves either nothing or
all of it. A message is *sending* before the mail server is called; found *sending* afterwards it is *unknown* and never
sent again. Nobody is asked about it: a reminder of yesterday helps no one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from samveita.ground.notices.handing_over import hand_over
from samveita.ground.notices.models import NoticeState, Subscription, SubscriptionMail
from samveita.ground.notices.subscribing import (
    CONFIRM,
    SEND,
    address_of_subscription,
    confirm_token,
    own_token,
    subscriber_of,
    write_down,
)
from samveita.ground.notices.topics import TOPICS, Letter, Topic
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.handlers import Lost, TryAgain, register_handler
from samveita.ground.worklist.tick import register_tick
from samveita.iceland import clock
from samveita.iceland.texts import Text

EVERY_TENANT = "the worker writes to subscribers of every tenant"
MOST_TURNS = 500
"""How many turns one tick takes; the next one goes on."""

AFTER_TROUBLE = timedelta(hours=1)
OVER = frozenset({NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN, NoticeState.SUPPRESSED})
log = structlog.get_logger("samveita.notices")

ASK_SUBJECT = Text(is_="Staðfestu áskriftina: {title}", en="Confirm: {title}", pl="Potwierdź: {title}")
ASK_BODY = Text(
    is_="Einhver, líklega þú, bað um þetta á þetta netfang: {title}.\n\nStaðfestu hér ef þú vilt það:\n{confirm}\n\n"
    "Tengillinn gildir í þrjá daga. Ef þú baðst ekki um þetta þarftu ekkert að gera og við eyðum netfanginu.",
    en="Somebody, probably you, asked for this at this e-mail address: {title}.\n\nConfirm here if you want it:\n{confirm}\n\n"
    "The link is valid for three days. If you did not ask for this, do nothing, and we will delete the address.",
    pl="Ktoś, prawdopodobnie Ty, poprosił o to na ten adres e-mail: {title}.\n\nPotwierdź tutaj, jeśli tego chcesz:\n{confirm}\n\n"
    "Link jest ważny przez trzy dni. Jeśli to nie Ty, nie rób nic, a my usuniemy adres.",
)
ALREADY_SUBJECT = Text(is_="{title}", en="{title}", pl="{title}")
ALREADY_BODY = Text(
    is_="Þetta netfang er þegar skráð. Þú getur breytt áskriftinni eða hætt með tenglunum hér fyrir neðan.",
    en="This e-mail address is signed up already. You can change or stop with the links below.",
    pl="Ten adres e-mail jest już zapisany. Za pomocą poniższych linków możesz zmienić ustawienia lub zrezygnować.",
)
ASK_FRAME = Text(
    is_="{body}\n\nSendandi: {sender}\nÞetta er sjálfvirkur póstur. Ekki er hægt að svara honum.\n",
    en="{body}\n\nSender: {sender}\nThis is an automatic message. It cannot be answered.\n",
    pl="{body}\n\nNadawca: {sender}\nTo jest automatyczna wiadomość. Nie można na nią odpowiedzieć.\n",
)
FRAME = Text(
    is_="{body}\n\nBreyta: {change}\nHætta: {stop}\n\nSendandi: {sender}\n"
    "Þetta er sjálfvirkur póstur. Ekki er hægt að svara honum.\n",
    en="{body}\n\nChange: {change}\nStop: {stop}\n\nSender: {sender}\n"
    "This is an automatic message. It cannot be answered.\n",
    pl="{body}\n\nZmiana: {change}\nRezygnacja: {stop}\n\nNadawca: {sender}\n"
    "To jest automatyczna wiadomość. Nie można na nią odpowiedzieć.\n",
)


def take_turns() -> int:
    """Ask each topic about the subscribers whose turn has come; for the tick. Returns how many messages were written."""
    now = clock.now()
    with crossing(EVERY_TENANT):
        due = Subscription.objects.filter(
            next_turn_at__lte=now, stopped_at=None, confirmed_at__isnull=False, topic__in=list(TOPICS)
        )
        keys = list(due.order_by("next_turn_at", "pk").values_list("pk", flat=True)[:MOST_TURNS])
        return sum(_turn(key, now) for key in keys)


def _turn(key: int, now: datetime) -> int:
    try:
        with transaction.atomic():
            row = _due(key, now)
            if row is None:
                return 0
            turn = TOPICS[row.topic].turn(subscriber_of(row), now)
            row.next_turn_at = turn.looks_at
            row.save(update_fields=["next_turn_at"])
            written = bool(turn.about) and write_down(row, turn.about, until=turn.until or turn.looks_at)
            crash_point("notices.turn_taken")
            return int(written)
    except Exception:
        # One subscriber whose choices can't be read must not keep the others from hearing.
        log.exception("a subscriber's turn failed")
        Subscription.objects.filter(pk=key).update(next_turn_at=now + AFTER_TROUBLE)
        return 0


def _due(key: int, now: datetime) -> Subscription | None:
    rows = Subscription.objects.select_related("office").select_for_update(of=("self",), skip_locked=True)
    found: Subscription | None = rows.filter(pk=key, next_turn_at__lte=now, stopped_at=None).first()
    return found


def send(uid: UUID) -> None:
    """Send one message; called for its delivery. What was sent, or may have been, is left alone.

    Raises:
        TryAgain: when the mail server certainly did not take it.
    """
    with crossing(EVERY_TENANT):
        mail = _claimed(uid)
        if mail is None:
            return
        message = message_of(mail)
        if message is None:
            _settle(mail, NoticeState.SUPPRESSED)
            return
        crash_point("notices.subscription_sending")
        state, code = hand_over(message)
        crash_point("notices.subscription_sent")
        _settle(mail, state)
    if state == NoticeState.WAITING:
        raise TryAgain(code)


def _claimed(uid: UUID) -> SubscriptionMail | None:
    """Mark the message as being sent and return it; ``None`` when there is nothing to send any more."""
    with transaction.atomic():
        rows = SubscriptionMail.objects.select_related("subscription__office")
        mail: SubscriptionMail | None = rows.select_for_update(of=("self",)).filter(uid=uid).first()
        if mail is None or mail.state in OVER:
            return None
        if mail.state == NoticeState.SENDING:
            mail.state = NoticeState.UNKNOWN
        elif mail.subscription.stopped_at is not None or mail.until <= clock.now():
            mail.state = NoticeState.SUPPRESSED
        else:
            mail.state = NoticeState.SENDING
        mail.save(update_fields=["state"])
        return mail if mail.state == NoticeState.SENDING else None


def message_of(mail: SubscriptionMail) -> EmailMessage | None:
    """Return the e-mail a message becomes; ``None`` when there is nothing to tell after all."""
    row = mail.subscription
    topic, code = TOPICS[row.topic], row.language
    subscriber = subscriber_of(row)
    if row.confirmed_at is None:
        return _asking(row, topic)
    if mail.about.startswith(f"{CONFIRM}-"):
        title = topic.title.in_language(code)
        letter: Letter | None = Letter(ALREADY_SUBJECT.format(title=title), ALREADY_BODY)
    else:
        letter = topic.compose(subscriber, mail.about)
    if letter is None:
        return None
    token = own_token(row.uid)
    with translation.override(code):
        stop = settings.PUBLIC_ADDRESS + reverse("notices:stop-subscription", kwargs={"token": token})
        change = settings.PUBLIC_ADDRESS + topic.change_address(subscriber.office, token)
    words = FRAME.format(body=letter.body.in_language(code), change=change, stop=stop, sender=_sender(row))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _message(row, letter.subject.in_language(code), words.in_language(code), headers)


def _asking(row: Subscription, topic: Topic) -> EmailMessage:
    code = row.language
    with translation.override(code):
        path = reverse("notices:confirm-subscription", kwargs={"token": confirm_token(row)})
    title = topic.title.in_language(code)
    body = ASK_BODY.in_language(code).format(title=title, confirm=settings.PUBLIC_ADDRESS + path)
    words = ASK_FRAME.in_language(code).format(body=body, sender=_sender(row))
    return _message(row, ASK_SUBJECT.in_language(code).format(title=title), words, {})


def _message(row: Subscription, subject: str, body: str, headers: dict[str, str]) -> EmailMessage:
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[address_of_subscription(row)],
        headers={**headers, "Auto-Submitted": "auto-generated"},
    )


def _sender(row: Subscription) -> str:
    return str(row.office.names.official.nominative)


def _settle(mail: SubscriptionMail, state: NoticeState) -> None:
    with transaction.atomic():
        mail.state = state
        if state == NoticeState.SENT:
            mail.sent_at = clock.now()
        mail.save(update_fields=["state", "sent_at"])


register_handler(SEND, send, lost=Lost.AGAIN)
register_tick("notices.take_turns", take_turns)
