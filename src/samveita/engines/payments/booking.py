"""Booking keys: to which accounts a payment is booked, and the entry that follows; changed one key at a time.

An entry debits what the payment costs and credits tax withheld and what is paid out, so that it comes to nought. A
counter-entry has the signs the other way. Which accounts a municipality uses is its own matter: there are no defaults.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from samveita.engines.payments.documents import BookingKey, FrozenRecord, PaymentSettings
from samveita.engines.payments.models import PaymentSetup
from samveita.engines.payments.refusing import NO_SUCH_KEY, NOT_A_KEY, TOO_MANY_KEYS, PaymentRefused
from samveita.engines.payments.setup import change_setup, settings_of
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text

MOST_KEYS = 200
NO_KEY = Text(
    is_="Bókunarlykil vantar fyrir tegundina „{kind}“.",
    en="There is no booking key for the kind “{kind}”.",
    pl="Brakuje klucza księgowania dla rodzaju „{kind}”.",
)
NO_TAX_ACCOUNT = Text(
    is_="Lykil fyrir staðgreiðslu vantar í bókunarlykil tegundarinnar „{kind}“.",
    en="The booking key of the kind “{kind}” lacks an account for tax withheld.",
    pl="W kluczu księgowania rodzaju „{kind}” brakuje konta dla podatku.",
)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of an entry: account, kr. (debit positive, credit negative), and dimensions where they apply."""

    account: str
    amount: int
    department: str = ""
    project: str = ""


def key_for(settings: PaymentSettings, kind: str, day: date) -> BookingKey | None:
    """Return the key that holds for a kind on a pay day: its own before the one for all kinds, the latest begun."""
    begun = sorted(
        (key for key in settings.booking_keys if key.valid_from <= day), key=lambda key: key.valid_from
    )
    own = [key for key in begun if key.kind == kind]
    every = [key for key in begun if not key.kind]
    found = own or every
    return found[-1] if found else None


def document_number(uid: str) -> str:
    """Return the document number of a payment: 20 capital letters and digits from the first 96 bits of our id."""
    return base64.b32encode(UUID(uid).bytes[:12]).decode().rstrip("=")


def entry_of(record: FrozenRecord, key: BookingKey) -> tuple[EntryLine, ...]:
    """Return the entry of a payment; its amounts come to nought, and only the last line makes them do so."""
    tax = record.tax_withheld or 0
    lines = [EntryLine(key.expense, record.amount + tax, key.department, key.project)]
    if tax:
        lines.append(EntryLine(key.tax, -tax))
    return (*lines, EntryLine(key.clearing, -record.amount))


def missing_keys(record: FrozenRecord, settings: PaymentSettings) -> tuple[Text, ...]:
    """Return what keeps a payment from being booked."""
    key = key_for(settings, record.kind, record.pay_date)
    if key is None:
        return (NO_KEY.format(kind=record.kind),)
    if record.tax_withheld and not key.tax:
        return (NO_TAX_ACCOUNT.format(kind=record.kind),)
    return ()


def set_key(
    *, actor: Actor, office: Organisation, municipality: Organisation, values: dict[str, object]
) -> PaymentSetup:
    """Set a key; one of the same kind and day is replaced.

    Args:
        actor: an administrator of the office.
        office: who pays.
        municipality: whose money.
        values: the fields of a ``BookingKey`` as typed.

    Raises:
        NotAllowed: when the actor does not administer the office.
        PaymentRefused: when the values are no key, or there are too many.
    """
    try:
        key = BookingKey.model_validate(values)
    except ValidationError as error:
        raise PaymentRefused(NOT_A_KEY) from error
    settings = settings_of(office, municipality)
    others = [
        one for one in settings.booking_keys if (one.kind, one.valid_from) != (key.kind, key.valid_from)
    ]
    if len(others) >= MOST_KEYS:
        raise PaymentRefused(TOO_MANY_KEYS)
    return _keep(actor, office, municipality, settings, [*others, key])


def remove_key(
    *, actor: Actor, office: Organisation, municipality: Organisation, kind: str, valid_from: date
) -> PaymentSetup:
    """Take a key away.

    Raises:
        NotAllowed: when the actor does not administer the office.
        PaymentRefused: when there is no such key.
    """
    settings = settings_of(office, municipality)
    others = [one for one in settings.booking_keys if (one.kind, one.valid_from) != (kind, valid_from)]
    if len(others) == len(settings.booking_keys):
        raise PaymentRefused(NO_SUCH_KEY)
    return _keep(actor, office, municipality, settings, others)


def _keep(
    actor: Actor,
    office: Organisation,
    municipality: Organisation,
    settings: PaymentSettings,
    keys: list[BookingKey],
) -> PaymentSetup:
    ordered = tuple(sorted(keys, key=lambda key: (key.kind, key.valid_from)))
    changed = settings.model_copy(update={"booking_keys": ordered})
    return change_setup(actor=actor, office=office, municipality=municipality, settings=changed)
