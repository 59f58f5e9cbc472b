"""How a municipality pays: its settings, and credentials of the accounts, which are written and used but never shown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings as installation
from django.db import transaction

from samveita.engines.payments.adapters import ADAPTERS
from samveita.engines.payments.documents import Credentials, PaymentSettings
from samveita.engines.payments.events import SETUP_CHANGED
from samveita.engines.payments.models import PaymentSetup
from samveita.engines.payments.refusing import NO_SUCH_ADAPTER, NOT_AN_ADDRESS, PaymentRefused
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock


@dataclass(frozen=True, slots=True)
class Access:
    """What an adapter needs to reach the accounts."""

    address: str
    credentials: Credentials
    settings: PaymentSettings


def settings_of(office: Organisation, municipality: Organisation) -> PaymentSettings:
    """Return how an office pays for a municipality; what nobody has set stands as its default."""
    setup = _setup(office, municipality)
    return PaymentSettings() if setup is None else setup.settings


def has_credentials(office: Organisation, municipality: Organisation) -> bool:
    """Whether credentials are kept; the only thing anybody may know of them."""
    setup = _setup(office, municipality)
    return setup is not None and setup.credentials is not None


def access_of(office: Organisation, municipality: Organisation) -> Access | None:
    """Return address and credentials of the accounts, or ``None`` when either is missing."""
    setup = _setup(office, municipality)
    if setup is None or setup.credentials is None:
        return None
    address = setup.settings.address or installation.ACCOUNTS_ADDRESS
    if not address:
        return None
    credentials = open_document(setup.office, Credentials, setup.credentials, about=str(setup.uid))
    return Access(address=address.rstrip("/"), credentials=credentials, settings=setup.settings)


def change_setup(
    *,
    actor: Actor,
    office: Organisation,
    municipality: Organisation,
    settings: PaymentSettings,
    credentials: Credentials | None = None,
) -> PaymentSetup:
    """Set how an office pays for a municipality; credentials left out stay as they were.

    Raises:
        NotAllowed: when the actor does not administer the office.
        PaymentRefused: for an unknown adapter, or an address that is not https (outside production http on this machine).
    """
    require(actor, "payments.connect")
    if settings.adapter and settings.adapter not in ADAPTERS:
        raise PaymentRefused(NO_SUCH_ADAPTER)
    if any(one and not _is_safe(one) for one in (settings.address, settings.token_address)):
        raise PaymentRefused(NOT_AN_ADDRESS)
    with transaction.atomic():
        setup, _made = PaymentSetup.objects.select_for_update(of=("self",)).get_or_create(
            office=office,
            municipality=municipality,
            defaults={"settings": settings, "changed_at": clock.now()},
        )
        setup.settings, setup.changed_at = settings, clock.now()
        if credentials is not None:
            setup.credentials = seal_document(setup.office, credentials, about=str(setup.uid))
        setup.save()
        record(
            SETUP_CHANGED,
            actor=actor,
            target=Target("payment_setup", setup.uid),
            office=office.uid,
            municipality=municipality.uid,
        )
    return setup  # type: ignore[no-any-return]


def _setup(office: Organisation, municipality: Organisation) -> PaymentSetup | None:
    found: PaymentSetup | None = (
        PaymentSetup.objects.select_related("office").filter(office=office, municipality=municipality).first()
    )
    return found


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    if parts.username or parts.password or parts.query or parts.fragment or not parts.hostname:
        return False
    here = parts.hostname in {"127.0.0.1", "localhost"} and installation.MODE != "production"
    return parts.scheme == "https" or (parts.scheme == "http" and here)
