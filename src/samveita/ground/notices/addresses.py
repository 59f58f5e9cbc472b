"""Verbs on contact points: giving one, and stopping what is sent to it – by herself, or by the signed link in a notice.

The link needs no login: whoever holds the message may stop the messages, and nothing else. It names the contact point
and is signed; giving the address again starts notices again.
"""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person
from samveita.ground.notices.events import ADDRESS_GIVEN, STOPPED
from samveita.ground.notices.models import ContactPoint, NoticeChannel
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_text, seal_text
from samveita.iceland import clock
from samveita.iceland.texts import Text

SALT = "samveita.notices.stop"
BY_LINK = Actor.system("unsubscribe-link")

NOT_AN_ADDRESS = Text(
    is_="Skrifaðu netfangið rétt, með merkinu @ og punkti.",
    en="Write the e-mail address correctly, with an @ sign and a dot.",
    pl="Wpisz poprawny adres e-mail, ze znakiem @ i kropką.",
)


class AddressRefused(ValueError):
    """An address that can't be one; ``reason`` is written for whoever wrote it."""

    def __init__(self) -> None:
        super().__init__(NOT_AN_ADDRESS.is_)
        self.reason = NOT_AN_ADDRESS


def give_email(*, actor: Actor, office: Organisation, person: Person, address: str) -> ContactPoint:
    """Keep where an office may write to a person; replaces what she gave it before and starts notices again.

    Raises:
        AddressRefused: when it isn't an e-mail address.
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise AddressRefused from None
    with transaction.atomic():
        point, _made = ContactPoint.objects.update_or_create(
            office=office,
            person=person,
            channel=NoticeChannel.EMAIL,
            defaults={
                "sealed_address": seal_text(office, address, about=_about(person)),
                "given_at": clock.now(),
                "stopped_at": None,
            },
        )
        record(ADDRESS_GIVEN, actor=actor, target=Target("contact_point", point.uid), office=office.uid)
    return point  # type: ignore[no-any-return]


def address_of(point: ContactPoint) -> str:
    """Return the address a contact point stands for."""
    return open_text(point.office, point.sealed_address, about=_about(point.person))


def stop(*, actor: Actor, point: ContactPoint) -> None:
    """Send nothing more to a contact point; stopping twice changes nothing."""
    with transaction.atomic():
        row = ContactPoint.objects.select_for_update(of=("self",)).select_related("office").get(pk=point.pk)
        if row.stopped_at is None:
            row.stopped_at = clock.now()
            row.save(update_fields=["stopped_at"])
            record(STOPPED, actor=actor, target=Target("contact_point", row.uid), office=row.office.uid)


def stop_token(point: ContactPoint) -> str:
    """Return the signed words that stop notices to a contact point; they don't expire."""
    return signing.Signer(salt=SALT).sign(str(point.uid))


def stop_by_token(token: str) -> bool:
    """Stop notices by the link in one of them; ``False`` when the link was not made here."""
    try:
        uid = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return False
    with crossing("whoever holds a notice may stop notices to that address"):
        point = ContactPoint.objects.filter(uid=uid).first()
        if point is None:
            return False
        stop(actor=BY_LINK, point=point)
    return True


def _about(person: Person) -> str:
    return f"contact:{person.uid}"
