"""The port to a municipality's accounts: what an adapter must do, and the registry of adapters.

An adapter speaks one accounting system's language over the network. It decides nothing: attempts, waits and what a person
is asked stand in ``sending``. Each says after a call, as exactly as it can, whether the accounts have the payment, certainly
do not, or may have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from samveita.engines.payments.documents import FrozenRecord, PaymentSettings
from samveita.iceland.texts import Text

if TYPE_CHECKING:
    from samveita.engines.payments.setup import Access


@dataclass(frozen=True, slots=True)
class Taken:
    """The accounts have the payment, under a number of their own."""

    external_id: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """Asked by our id, the accounts do not know the payment."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """Certainly nothing happened; another time it may. ``code`` says why without a word about anyone."""

    code: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The accounts may or may not have done the work."""

    code: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The accounts refused the payment for good; trying the same again does not help."""

    code: str


Outcome = Taken | NotThere | NotNow | Unclear | Declined


class AccountingAdapter(Protocol):
    """What an adapter does. It is shared between threads and keeps nothing but tokens."""

    name: str
    title: Text
    takes_corrections: bool

    def missing(self, record: FrozenRecord, settings: PaymentSettings) -> tuple[Text, ...]:
        """Return what the accounts would lack of a record."""
        ...

    def send(self, access: Access, record: FrozenRecord, settings: PaymentSettings) -> Outcome:
        """Hand one payment over; never ``NotThere``."""
        ...

    def ask(self, access: Access, uid: str) -> Outcome:
        """Ask whether the accounts have a payment: ``Taken``, ``NotThere``, ``NotNow`` or ``Unclear``."""
        ...


ADAPTERS: dict[str, AccountingAdapter] = {}

NO_CORRECTIONS = Text(
    is_="Bókhaldið tekur ekki við mótfærslum; sæktu keyrsluna sem skrá.",
    en="The accounts take no counter-entries; download the run as a file.",
    pl="Księgowość nie przyjmuje korekt; pobierz listę jako plik.",
)


def register_adapter(adapter: AccountingAdapter) -> None:
    """Make an adapter known under its name.

    Raises:
        ValueError: when the name is taken by another.
    """
    known = ADAPTERS.get(adapter.name)
    if known is not None and type(known) is not type(adapter):
        raise ValueError(f"accounting adapter {adapter.name!r} is registered twice")
    ADAPTERS[adapter.name] = adapter


def adapter_for(settings: PaymentSettings) -> AccountingAdapter | None:
    """Return the adapter a municipality has chosen, or ``None``."""
    return ADAPTERS.get(settings.adapter)


def missing_in(
    adapter: AccountingAdapter, records: Iterable[FrozenRecord], settings: PaymentSettings
) -> tuple[Text, ...]:
    """Return everything the accounts would lack of these records, each thing once."""
    found: list[Text] = []
    for record in records:
        lacking = adapter.missing(record, settings)
        if record.amount < 0 and not adapter.takes_corrections:
            lacking = (*lacking, NO_CORRECTIONS)
        found.extend(one for one in lacking if one not in found)
    return tuple(found)
