"""Adopting a service or a tool: the states and their lawful order, who may lead through them, and who has adopted what.

Residents use what is ``live``. In ``practice`` a service runs for synthetic people only, inside the same municipality.
"Ready" and "live" are reached when nothing is outstanding in ``steps``; no one can say it by hand. Each change is an
event, and the events are the history.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.catalogue.declaring import SERVICES, TOOLS, Service, Tool
from samveita.ground.catalogue.models import Adoption, AdoptionState
from samveita.ground.catalogue.steps import Phase, outstanding
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.own_policies import is_system
from samveita.ground.identity.policies import Policy, register_policy, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import handles, with_predecessors
from samveita.iceland import clock
from samveita.iceland.texts import Text

OPEN_STATES = (AdoptionState.LIVE,)
"""The states in which residents can use a service."""

NEXT: dict[AdoptionState, tuple[AdoptionState, ...]] = {
    AdoptionState.NOT_USED: (AdoptionState.PREPARING,),
    AdoptionState.PREPARING: (AdoptionState.READY, AdoptionState.PRACTICE, AdoptionState.NOT_USED),
    AdoptionState.READY: (AdoptionState.LIVE, AdoptionState.PRACTICE, AdoptionState.PREPARING),
    AdoptionState.PRACTICE: (AdoptionState.READY, AdoptionState.PREPARING),
    AdoptionState.LIVE: (AdoptionState.PAUSED, AdoptionState.ENDED),
    AdoptionState.PAUSED: (AdoptionState.LIVE, AdoptionState.ENDED),
    AdoptionState.ENDED: (AdoptionState.PREPARING,),
}
"""The lawful order: to which states each leads."""

NEEDS: dict[AdoptionState, tuple[Phase, ...]] = {
    AdoptionState.READY: (Phase.READY,),
    AdoptionState.LIVE: (Phase.READY, Phase.LIVE),
}
"""Which steps must be done before a state is reached."""


class AdoptionDetails(Stored):
    """Which offering reached which state."""

    schema_name: ClassVar[str] = "catalogue.adoption_details"

    offering: str
    state: str


class AdoptionRefused(ValueError):
    """A state that can't be reached now; ``reason`` says why to the administrator."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


NOT_IN_ORDER = Text(
    is_="Þjónustan kemst ekki þangað úr þeirri stöðu sem hún er í. Opnaðu síðuna aftur og skoðaðu stöðuna.",
    en="The service can't get there from where it stands. Open the page again and look at the status.",
    pl="Z obecnego stanu nie można tam przejść. Otwórz stronę ponownie i sprawdź stan.",
)
STEPS_LEFT = Text(
    is_="Þessu er ekki lokið: {steps}.",
    en="This is not done yet: {steps}.",
    pl="To nie jest jeszcze gotowe: {steps}.",
)

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


def _administers(actor: Actor, target: Organisation | tuple[Organisation, str]) -> bool:
    """Her own office's; with an offering named, also that of a municipality whose service her office handles."""
    organisation, offering = target if isinstance(target, tuple) else (target, "")
    if is_system(actor, organisation):
        return True
    if not actor.is_staff or Role.ADMINISTRATOR not in actor.roles:
        return False
    if actor.office == organisation.uid:
        return True
    return bool(offering) and handles(actor.office, organisation, service=offering, on=clock.today())


ADOPT = register_policy(
    Policy(
        name="catalogue.adopt",
        sentence=Text(
            is_="Stjórnandi tekur þjónustu í notkun fyrir eigið sveitarfélag eða þau sem skrifstofan sér um hana fyrir.",
            en="An administrator adopts services for her own municipality, or those her office handles them for.",
            pl="Administrator wprowadza usługi w swojej gminie lub w gminach, dla których urząd je prowadzi.",
        ),
        allows=_administers,
    )
)


def move(*, actor: Actor, organisation: Organisation, offering: str, state: AdoptionState) -> Adoption:
    """Bring an offering at an organisation one lawful step on.

    Raises:
        NotAllowed: when the actor may not.
        KeyError: when nothing of that key is in the catalogue.
        AdoptionRefused: when the order doesn't lead there, or steps are outstanding.
    """
    require(actor, "catalogue.adopt", (organisation, offering))
    require_known(offering)
    with transaction.atomic():
        adoption = locked_adoption(organisation, offering)
        before = AdoptionState(adoption.state)
        if before == state:
            return adoption
        if state not in NEXT[before]:
            raise AdoptionRefused(NOT_IN_ORDER)
        left = [step for phase in NEEDS.get(state, ()) for step in outstanding(organisation, offering, phase)]
        if left:
            raise AdoptionRefused(_naming([step.title for step in left]))
        return _written(actor, adoption, state)


def set_state(*, actor: Actor, organisation: Organisation, offering: str, state: AdoptionState) -> Adoption:
    """Put an offering in a state without walking there; the platform's own, for demonstrations and transfers.

    Raises:
        NotAllowed: when anyone but the platform asks.
        KeyError: when nothing of that key is in the catalogue.
    """
    require(actor, "catalogue.place", organisation)
    require_known(offering)
    with transaction.atomic():
        adoption = locked_adoption(organisation, offering)
        return adoption if adoption.state == state else _written(actor, adoption, state)


PLACE = register_policy(
    Policy(
        name="catalogue.place",
        sentence=Text(
            is_="Kerfið sjálft setur þjónustu í stöðu við uppsetningu.",
            en="The system itself puts a service in a state when it is set up.",
            pl="System sam ustawia stan usługi przy instalacji.",
        ),
        allows=is_system,
    )
)


def adoption_of(organisation: Organisation, offering: str) -> Adoption | None:
    """Return the organisation's own row for an offering, if anything has happened to it there."""
    found: Adoption | None = Adoption.objects.filter(organisation=organisation, offering=offering).first()
    return found


def adopted(organisation: Organisation) -> tuple[list[Service], list[Tool]]:
    """Return what residents of the organisation can use today, as declared, in the order of the catalogue."""
    return _standing(organisation, OPEN_STATES)


def in_practice(organisation: Organisation) -> tuple[list[Service], list[Tool]]:
    """Return what runs for synthetic people at the organisation today."""
    return _standing(organisation, (AdoptionState.PRACTICE,))


def state_of(organisation: Organisation, offering: str) -> AdoptionState:
    """Return how far an organisation has come with an offering."""
    return states_at(organisation).get(offering, AdoptionState.NOT_USED)


def states_at(organisation: Organisation) -> dict[str, AdoptionState]:
    """Return the state of every offering; in a merger the furthest of those inherited, unless it has its own."""
    order = list(AdoptionState)
    rows = Adoption.objects.filter(organisation__in=with_predecessors(organisation))
    deciding_last = sorted(
        rows, key=lambda row: (row.organisation_id == organisation.pk, order.index(AdoptionState(row.state)))
    )
    return {row.offering: AdoptionState(row.state) for row in deciding_last}


def _standing(
    organisation: Organisation, wanted: tuple[AdoptionState, ...]
) -> tuple[list[Service], list[Tool]]:
    keys = {key for key, state in states_at(organisation).items() if state in wanted}
    services = [service for key, service in SERVICES.items() if key in keys]
    return services, [tool for key, tool in TOOLS.items() if key in keys]


def require_known(offering: str) -> None:
    """Refuse what is not in the catalogue.

    Raises:
        KeyError: when nothing has that key.
    """
    if offering not in SERVICES and offering not in TOOLS:
        raise KeyError(offering)


def locked_adoption(organisation: Organisation, offering: str) -> Adoption:
    """Return the organisation's row under a lock, made now in the state it has or inherited."""
    adoption, _made = Adoption.objects.select_for_update().get_or_create(
        organisation=organisation,
        offering=offering,
        defaults={"state": state_of(organisation, offering), "since": clock.today()},
    )
    return adoption


def _written(actor: Actor, adoption: Adoption, state: AdoptionState) -> Adoption:
    adoption.state, adoption.since = state, clock.today()
    adoption.save(update_fields=["state", "since"])
    organisation = adoption.organisation
    record(
        ADOPTION_CHANGED,
        actor=actor,
        target=Target("adoption", adoption.uid),
        municipality=organisation.uid,
        office=organisation.uid,
        data=AdoptionDetails(offering=adoption.offering, state=state),
    )
    return adoption


def _naming(titles: list[Text]) -> Text:
    return Text(
        is_=STEPS_LEFT.is_.format(steps="; ".join(title.is_ for title in titles)),
        en=STEPS_LEFT.en.format(steps="; ".join(title.en for title in titles)),
        pl=STEPS_LEFT.pl.format(steps="; ".join(title.pl for title in titles)),
    )
