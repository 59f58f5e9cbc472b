"""Verbs of subscriptions by e-mail: asking, confirming by the link, changing, stopping, and forgetting what was never confirmed.

Nothing about an address is told on a page: asking always answers the same, and only whoever reads the mailbox can go on.
Links hold a signed random uid; the one that confirms expires. How often anyone may ask is limited by address, by where
the request came from (a keyed digest, gone within the hour) and by office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.documents.stored import Stored
from samveita.ground.notices.addresses import AddressRefused
from samveita.ground.notices.events import STOPPED, SUBSCRIPTION_CHANGED, SUBSCRIPTION_CONFIRMED
from samveita.ground.notices.models import Consent, Subscription, SubscriptionMail
from samveita.ground.notices.topics import TOPICS, Subscriber, Topic
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, open_text, seal_document, seal_text
from samveita.ground.worklist.deliveries import schedule
from samveita.ground.worklist.tick import register_tick
from samveita.iceland import clock
from samveita.iceland.texts import Text

SEND = "notices.subscription_email"
BY_LINK = Actor.system("subscriber-link")
WITHOUT_LOGIN = "a subscriber is known by an address or a link, not by a login"
CONFIRM_SALT, OWN_SALT, MARK_SALT = (f"samveita.notices.{one}" for one in ("confirm", "subscription", "mark"))
CONFIRM = "confirm"
"""What a message is about that asks for a confirmation, or says that there is a subscription already."""

LINK_LASTS = timedelta(days=3)
MAIL_USEFUL = timedelta(days=1)
COUNTED = timedelta(hours=1)
MOST_FROM_ONE_PLACE, MOST_FROM_OFFICE = 10, 300
MOST_TO_ADDRESS, ADDRESS_COUNTED = 3, timedelta(days=1)

NOT_NOW = Text(
    is_="Það er ekki hægt að skrá sig núna. Reyndu aftur eftir klukkustund.",
    en="It is not possible to sign up now. Try again in an hour.",
    pl="Teraz nie można się zapisać. Spróbuj ponownie za godzinę.",
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a link is about, for whoever holds it: what the subscription is called, whose it is, and where it is changed."""

    title: Text
    office: Organisation
    change_address: str


class TooMany(ValueError):
    """Somebody asks too often; ``reason`` is written for people."""

    def __init__(self) -> None:
        super().__init__(NOT_NOW.is_)
        self.reason = NOT_NOW


def ask(
    *, topic: Topic, office: Organisation, address: str, choices: Stored, language: str, origin: str = ""
) -> None:
    """Keep what was asked for and send a message to the address with the link that confirms it.

    An address that has a subscription already gets the link to change it instead. One that has been written to often
    enough today gets nothing; whoever asked is not told.

    Args:
        topic: what is subscribed to.
        office: whose it is.
        address: the e-mail address.
        choices: what was chosen, of the topic's schema.
        language: the language the page was read in.
        origin: where the request came from, such as a network address; kept for an hour as a keyed digest.

    Raises:
        AddressRefused: when it isn't an e-mail address.
        TooMany: when one place, or everybody together, asks too often.
    """
    address = email_address(address)
    asked_from = salted_hmac(MARK_SALT, origin, algorithm="sha256").hexdigest() if origin else ""
    consent = Consent(sentence=topic.consent.in_language(language), language=language)
    with crossing(WITHOUT_LOGIN), transaction.atomic():
        _not_too_many(office, asked_from)
        row, made = Subscription.objects.select_for_update(of=("self",)).get_or_create(
            office=office,
            topic=topic.name,
            address_mark=_mark(office, topic, address),
            defaults={"language": language, "consent": consent, "asked_at": clock.now()},
        )
        if row.confirmed_at is None:
            row.sealed_address = seal_text(row.office, address, about=_about(row))
            row.sealed_choices = seal_document(row.office, choices, about=_about(row))
            row.language, row.consent, row.asked_at = language, consent, clock.now()
            row.save()
        if made or _may_write_again(row):
            number = row.mails.filter(about__startswith=f"{CONFIRM}-").count() + 1
            write_down(row, f"{CONFIRM}-{number}", until=clock.now() + MAIL_USEFUL, asked_from=asked_from)


def email_address(written: str) -> str:
    """Return an e-mail address as it is kept.

    Raises:
        AddressRefused: when it isn't an e-mail address.
    """
    address = written.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise AddressRefused from None
    return address


def write_down(row: Subscription, about: str, *, until: object, asked_from: str = "") -> bool:
    """Put a message into the ledger and have it sent, in the caller's transaction; ``False`` when it stands there already."""
    mail, made = SubscriptionMail.objects.get_or_create(
        subscription=row,
        about=about,
        defaults={"until": until, "created_at": clock.now(), "asked_from": asked_from},
    )
    if made:
        schedule(SEND, target=mail.uid, office=row.office)
    return bool(made)


def confirm(token: str) -> Subscriber | None:
    """Start a subscription by the link in the message; ``None`` when the link is too old or was not made here."""
    uid = _asked_uid(token)
    with crossing(WITHOUT_LOGIN), transaction.atomic():
        row = None if uid is None else _live(uid)
        if row is None:
            return None
        if row.confirmed_at is None:
            row.confirmed_at = row.next_turn_at = clock.now()
            row.save(update_fields=["confirmed_at", "next_turn_at"])
            record(SUBSCRIPTION_CONFIRMED, actor=BY_LINK, target=_target(row), office=row.office.uid)
        return subscriber_of(row)


def named_by(token: str) -> Named | None:
    """Return what a link is about, the one that confirms or the subscriber's own; ``None`` when it leads to nothing any more."""
    uid = _asked_uid(token) or _own_uid(token)
    with crossing(WITHOUT_LOGIN):
        row = None if uid is None else _live(uid, locked=False)
        if row is None:
            return None
        topic, office = TOPICS[row.topic], successor_of(row.office)
        return Named(topic.title, office, topic.change_address(office, own_token(row.uid)))


def with_token(token: str) -> Subscriber | None:
    """Return the subscriber whose own link this is; ``None`` when it was not made here or has been stopped."""
    uid = _own_uid(token)
    with crossing(WITHOUT_LOGIN):
        row = None if uid is None else _live(uid, locked=False)
        return None if row is None or row.confirmed_at is None else subscriber_of(row)


def change(token: str, *, choices: Stored, language: str) -> bool:
    """Take up other choices by a subscriber's own link; ``False`` when there is no such subscription."""
    uid = _own_uid(token)
    with crossing(WITHOUT_LOGIN), transaction.atomic():
        row = None if uid is None else _live(uid)
        if row is None or row.confirmed_at is None:
            return False
        row.sealed_choices = seal_document(row.office, choices, about=_about(row))
        row.language, row.next_turn_at = language, clock.now()
        row.save(update_fields=["sealed_choices", "language", "next_turn_at"])
        record(SUBSCRIPTION_CHANGED, actor=BY_LINK, target=_target(row), office=row.office.uid)
    return True


def stop_subscription(token: str) -> bool:
    """End a subscription by its own link: address and choices go. Twice changes nothing; ``False`` for a foreign link."""
    uid = _own_uid(token)
    if uid is None:
        return False
    with crossing(WITHOUT_LOGIN), transaction.atomic():
        row = _live(uid)
        if row is not None:
            row.stopped_at = clock.now()
            row.address_mark = row.sealed_address = row.sealed_choices = row.next_turn_at = None
            row.save()
            record(STOPPED, actor=BY_LINK, target=_target(row), office=row.office.uid)
    return True


def forget() -> int:
    """Remove what was asked for and never confirmed, and where requests came from an hour ago; for the tick."""
    now = clock.now()
    with crossing(WITHOUT_LOGIN), transaction.atomic():
        SubscriptionMail.objects.exclude(asked_from="").filter(created_at__lt=now - COUNTED).update(
            asked_from=""
        )
        gone = Subscription.objects.filter(confirmed_at=None, stopped_at=None, asked_at__lt=now - LINK_LASTS)
        return int(gone.delete()[0])


def confirm_token(row: Subscription) -> str:
    """Return the signed words that confirm a subscription, for as long as ``LINK_LASTS``."""
    return signing.Signer(salt=CONFIRM_SALT).sign(f"{row.uid}.{int(clock.now().timestamp())}")


def own_token(uid: UUID) -> str:
    """Return the signed words by which a subscriber changes and stops; they don't expire."""
    return signing.Signer(salt=OWN_SALT).sign(str(uid))


def address_of_subscription(row: Subscription) -> str:
    """Return the address of a subscription that has not been stopped."""
    return open_text(row.office, row.sealed_address, about=_about(row))


def subscriber_of(row: Subscription) -> Subscriber:
    """Return what a topic may know of a subscription that has not been stopped."""
    choices = open_document(row.office, TOPICS[row.topic].choices, row.sealed_choices, about=_about(row))
    return Subscriber(row.uid, successor_of(row.office), row.language, choices, row.confirmed_at)


def _not_too_many(office: Organisation, asked_from: str) -> None:
    lately = SubscriptionMail.objects.filter(
        about__startswith=f"{CONFIRM}-", created_at__gt=clock.now() - COUNTED
    )
    if asked_from and lately.filter(asked_from=asked_from).count() >= MOST_FROM_ONE_PLACE:
        raise TooMany
    if lately.filter(subscription__office=office).count() >= MOST_FROM_OFFICE:
        raise TooMany


def _may_write_again(row: Subscription) -> bool:
    lately = clock.now() - ADDRESS_COUNTED
    return bool(
        row.mails.filter(about__startswith=f"{CONFIRM}-", created_at__gt=lately).count() < MOST_TO_ADDRESS
    )


def _asked_uid(token: str) -> UUID | None:
    try:
        written = signing.Signer(salt=CONFIRM_SALT).unsign(token)
    except signing.BadSignature:
        return None
    uid, _dot, moment = written.partition(".")
    return None if clock.now().timestamp() > int(moment) + LINK_LASTS.total_seconds() else UUID(uid)


def _own_uid(token: str) -> UUID | None:
    try:
        return UUID(signing.Signer(salt=OWN_SALT).unsign(token))
    except signing.BadSignature:
        return None


def _live(uid: UUID, *, locked: bool = True) -> Subscription | None:
    rows = Subscription.objects.select_related("office").filter(uid=uid, stopped_at=None)
    found: Subscription | None = (rows.select_for_update(of=("self",)) if locked else rows).first()
    return found


def _mark(office: Organisation, topic: Topic, address: str) -> str:
    words = f"{office.uid}:{topic.name}:{address.casefold()}"
    return salted_hmac(MARK_SALT, words, algorithm="sha256").hexdigest()


def _about(row: Subscription) -> str:
    return f"subscription:{row.uid}"


def _target(row: Subscription) -> Target:
    return Target("subscription", row.uid)


register_tick("notices.forget_unconfirmed", forget)
