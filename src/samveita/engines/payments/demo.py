"""Demo data of payments: two municipalities connected to the simulated accounts, with sample codes nobody has verified."""

from __future__ import annotations

from collections.abc import Callable

from samveita.engines.payments.documents import KNOWN_EMPLOYMENT, Code, Credentials, PaymentSettings
from samveita.engines.payments.setup import change_setup
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.people import find_or_create
from samveita.ground.organisations.queries import by_slug, office_scope
from samveita.iceland.cast import cast

CONNECTED = {"hafnarfjordur": "case-worker", "akureyri": "akureyri-case-worker"}
USER, PASSWORD = "samveita", "development-only-login-secret"
"""The simulator's own, in the open."""
HOMES = ("own_home", "registered_lease", "unregistered_lease", "with_others", "with_parents", "unknown")


def load(say: Callable[[str], None]) -> None:
    """Connect the accounts where payments are to be sent to the simulator."""
    for slug, member in CONNECTED.items():
        office, person = by_slug(slug), cast()[member]
        actor = Actor(
            human=find_or_create(kennitala=person.kennitala, name=person.name).uid,
            subject=None,
            roles=frozenset({Role.ADMINISTRATOR.value}),
            office=office.uid,
            channel=Channel.STAFF,
            display=person.name,
        )
        settings = PaymentSettings(
            adapter="record_service",
            employment_codes=KNOWN_EMPLOYMENT,
            housing_codes={home: Code(code=str(place)) for place, home in enumerate(HOMES, start=1)},
        )
        with office_scope(office):
            change_setup(
                actor=actor,
                office=office,
                municipality=office,
                settings=settings,
                credentials=Credentials(username=USER, password=PASSWORD),
            )
        say(f"{office}: accounts connected to the simulator")
