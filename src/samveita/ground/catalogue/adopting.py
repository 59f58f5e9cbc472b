"""Adopting a service or a tool, and asking who has."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.catalogue.declaring import SERVICES, TOOLS, Service, Tool
from samveita.ground.catalogue.models import Adoption, AdoptionState
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.own_policies import is_system
from samveita.ground.identity.policies import Policy, register_policy, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.iceland import clock
from samveita.iceland.texts import Text

OPEN_STATES = (AdoptionState.PRACTICE, AdoptionState.LIVE)


class AdoptionDetails(Stored):
    """Which offering reached which state."""

    schema_name: ClassVar[str] = "catalogue.adoption_details"

    offering: str
    state: str


ADOPTION_CHANGED = register_event(
    EventType(
        name="catalogue.adoption_changed",
        sentence=Text(
            is_="{who} breytti stöðu þjónustu hjá sveitarfélaginu.",
            en="{who} changed the status of a service at the municipality.",
            pl="{who} – zmieniono status usługi w gminie.",
        ),
        visible_to_resident=False,
        data=AdoptionDetails,
    )
)


def _administers(actor: Actor, organisation: Any) -> bool:
    own = actor.office == organisation.uid and Role.ADMINISTRATOR in actor.roles
    return is_system(actor, organisation) or (actor.is_staff and own)


ADOPT = register_policy(
    Policy(
        name="catalogue.adopt",
        sentence=Text(
            is_="Stjórnandi sveitarfélags tekur þjónustu í notkun.",
            en="A municipality's administrator adopts services.",
            pl="Administrator gminy wprowadza usługi.",
        ),
        allows=_administers,
    )
)


def set_state(*, actor: Actor, organisation: Organisation, offering: str, state: AdoptionState) -> Adoption:
    """Bring an offering at an organisation to a state.

    Raises:
        NotAllowed: when the actor may not.
        KeyError: when nothing of that key is in the catalogue.
    """
    require(actor, "catalogue.adopt", organisation)
    if offering not in SERVICES and offering not in TOOLS:
        raise KeyError(offering)
    with transaction.atomic():
        adoption, made = Adoption.objects.select_for_update().get_or_create(
            organisation=organisation, offering=offering, defaults={"state": state, "since": clock.today()}
        )
        if not made and adoption.state == state:
            return adoption
        adoption.state, adoption.since = state, clock.today()
        adoption.save()
        record(
            ADOPTION_CHANGED,
            actor=actor,
            target=Target("adoption", adoption.uid),
            municipality=organisation.uid,
            office=organisation.uid,
            data=AdoptionDetails(offering=offering, state=state),
        )
    return adoption


def adopted(organisation: Organisation) -> tuple[list[Service], list[Tool]]:
    """Return what residents of the organisation can use today, as declared, in the order of the catalogue."""
    keys = {key for key, state in _states(organisation).items() if state in OPEN_STATES}
    services = [service for key, service in SERVICES.items() if key in keys]
    return services, [tool for key, tool in TOOLS.items() if key in keys]


def state_of(organisation: Organisation, offering: str) -> AdoptionState:
    """Return how far an organisation has come with an offering."""
    return _states(organisation).get(offering, AdoptionState.NOT_USED)


def _states(organisation: Organisation) -> dict[str, AdoptionState]:
    """Return the state of every offering; in a merger the furthest of those inherited, unless it has its own."""
    order = list(AdoptionState)
    rows = Adoption.objects.filter(organisation__in=with_predecessors(organisation))
    deciding_last = sorted(
        rows, key=lambda row: (row.organisation_id == organisation.pk, order.index(AdoptionState(row.state)))
    )
    return {row.offering: AdoptionState(row.state) for row in deciding_last}
