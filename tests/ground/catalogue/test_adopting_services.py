"""What is in the catalogue, who has adopted it, and who may say so."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from tests.factories import people

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.adopting import (
    NEXT,
    AdoptionRefused,
    adopted,
    in_practice,
    move,
    set_state,
    state_of,
)
from samveita.ground.catalogue.confirming import confirm, latest
from samveita.ground.catalogue.declaring import (
    SERVICES,
    TOOLS,
    Service,
    Tool,
    register_service,
    register_tool,
    service_by_slug,
)
from samveita.ground.catalogue.models import Adoption, AdoptionState
from samveita.ground.catalogue.steps import STEPS, AdoptionStep, Phase, Standing, register
from samveita.ground.catalogue.taking import Taking, taking
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Agreement
from samveita.ground.organisations.scope import crossing
from samveita.iceland.texts import Text

WORDS = Text(is_="Orð", en="Words", pl="Słowa")
MACHINE = Actor.system("test")


def service(key: str, slug: str) -> Service:
    return Service(
        key=key,
        slug=slug,
        name=WORDS,
        summary=WORDS,
        code="PR",
        for_whom=WORDS,
        takes=WORDS,
        legal_basis=WORDS,
    )


def tool(key: str, slug: str) -> Tool:
    return Tool(key=key, slug=slug, name=WORDS, summary=WORDS)


@pytest.fixture(autouse=True)
def _own_catalogue():
    """An empty catalogue for each test."""
    kept = [(registry, dict(registry)) for registry in (SERVICES, TOOLS, STEPS)]
    for registry, _ in kept:
        registry.clear()
    yield
    for registry, before in kept:
        registry.clear()
        registry.update(before)


def step(key: str, phase: Phase, *, done: bool = True) -> AdoptionStep:
    return AdoptionStep(
        key=key,
        title=Text(is_=f"Skref {key}", en=key, pl=key),
        help=WORDS,
        phase=phase,
        place=1,
        standing=lambda _organisation, _offering: Standing(done=done, sentence=WORDS),
    )


def administrator_of(office, role=Role.ADMINISTRATOR):
    return Actor(uuid4(), None, frozenset({str(role)}), office.uid, Channel.STAFF, "Stjórnandi")


def test_a_service_is_found_by_its_word_in_addresses():
    grants = register_service(service("grants", "styrkir"))

    assert service_by_slug("styrkir") is grants
    assert service_by_slug("annad") is None


def test_registering_the_same_service_again_changes_nothing():
    register_service(service("grants", "styrkir"))
    register_service(service("grants", "styrkir"))

    assert list(SERVICES) == ["grants"]


def test_two_services_cannot_share_a_word_in_addresses():
    register_service(service("grants", "styrkir"))

    with pytest.raises(ValueError, match="'styrkir' is taken by 'grants'"):
        register_service(service("other", "styrkir"))


def test_a_tool_cannot_take_a_services_word_or_key():
    register_service(service("grants", "styrkir"))

    with pytest.raises(ValueError, match="is taken"):
        register_tool(tool("calculator", "styrkir"))
    with pytest.raises(ValueError, match="registered twice"):
        register_tool(tool("grants", "reiknivel"))


def test_one_key_cannot_mean_two_services():
    register_service(service("grants", "styrkir"))

    with pytest.raises(ValueError, match="registered twice"):
        register_service(service("grants", "adrir-styrkir"))


@pytest.mark.django_db
def test_nothing_is_adopted_until_someone_says_so(make_office):
    register_service(service("grants", "styrkir"))
    office = make_office("dalvogur")

    assert state_of(office, "grants") == AdoptionState.NOT_USED
    assert adopted(office) == ([], [])


@pytest.mark.django_db
def test_an_administrator_adopts_for_her_own_office_and_leaves_an_event(make_office):
    grants = register_service(service("grants", "styrkir"))
    office = make_office("dalvogur")
    actor = administrator_of(office)
    register(step("ready", Phase.READY))
    register(step("lawful", Phase.LIVE))

    for state in (AdoptionState.PREPARING, AdoptionState.READY, AdoptionState.LIVE):
        move(actor=actor, organisation=office, offering="grants", state=state)

    assert adopted(office) == ([grants], [])
    with crossing("read the event store"):
        event = Event.objects.filter(type="catalogue.adoption_changed").order_by("at").last()
    assert (event.human, event.municipality, event.data["data"]) == (
        actor.human,
        office.uid,
        {"offering": "grants", "state": "live"},
    )


@pytest.mark.django_db
def test_saying_the_same_twice_leaves_one_event(make_office):
    register_service(service("grants", "styrkir"))
    office = make_office("dalvogur")

    for _ in range(2):
        set_state(actor=MACHINE, organisation=office, offering="grants", state=AdoptionState.READY)

    with crossing("read the event store"):
        assert Event.objects.filter(type="catalogue.adoption_changed").count() == 1


@pytest.mark.django_db
def test_residents_can_use_what_is_live_and_practise_apart(make_office):
    for number, _state in enumerate(AdoptionState):
        register_tool(tool(f"tool{number}", f"taeki-{number}"))
    office = make_office("dalvogur")

    for number, state in enumerate(AdoptionState):
        set_state(actor=MACHINE, organisation=office, offering=f"tool{number}", state=state)

    by_state = {state: f"tool{number}" for number, state in enumerate(AdoptionState)}
    assert [one.key for one in adopted(office)[1]] == [by_state[AdoptionState.LIVE]]
    assert [one.key for one in in_practice(office)[1]] == [by_state[AdoptionState.PRACTICE]]


@pytest.mark.django_db
def test_nobody_adopts_for_another_office_or_without_the_role(make_office):
    register_service(service("grants", "styrkir"))
    office, other = make_office("dalvogur"), make_office("hlidarbaer")

    for actor in (administrator_of(other), administrator_of(office, Role.CASE_WORKER)):
        with pytest.raises(NotAllowed):
            move(actor=actor, organisation=office, offering="grants", state=AdoptionState.PREPARING)

    assert not Adoption.objects.exists()


@pytest.mark.django_db
def test_what_is_not_in_the_catalogue_cannot_be_adopted(make_office):
    with pytest.raises(KeyError):
        set_state(
            actor=MACHINE, organisation=make_office("dalvogur"), offering="nothing", state=AdoptionState.LIVE
        )


@pytest.mark.django_db
def test_what_a_municipality_had_adopted_before_a_merger_stays_in_use_after_it(make_office):
    grants = register_service(service("grants", "styrkir"))
    before, after = make_office("dalvogur"), make_office("nyjabyggd")
    set_state(actor=MACHINE, organisation=before, offering="grants", state=AdoptionState.LIVE)

    before.successor = after
    before.save()

    assert adopted(after) == ([grants], [])


@pytest.mark.django_db
def test_asking_what_is_adopted_is_as_quick_with_many_services(make_office, django_assert_num_queries):
    for number in range(3):
        register_service(service(f"grants{number}", f"styrkir-{number}"))
    office = make_office("dalvogur")
    for number in range(3):
        set_state(actor=MACHINE, organisation=office, offering=f"grants{number}", state=AdoptionState.LIVE)

    with django_assert_num_queries(2):
        assert len(adopted(office)[0]) == 3


@pytest.mark.django_db
def test_the_successors_own_state_decides_after_a_merger(make_office):
    register_service(service("grants", "styrkir"))
    before, after = make_office("dalvogur"), make_office("nyjabyggd")
    set_state(actor=MACHINE, organisation=before, offering="grants", state=AdoptionState.LIVE)
    before.successor = after
    before.save()

    assert state_of(after, "grants") == AdoptionState.LIVE
    set_state(actor=MACHINE, organisation=after, offering="grants", state=AdoptionState.NOT_USED)

    assert state_of(after, "grants") == AdoptionState.NOT_USED
    assert adopted(after) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("start", list(AdoptionState))
def test_only_the_lawful_order_leads_on(make_office, start):
    register_service(service("grants", "styrkir"))
    reached = set()
    for target in AdoptionState:
        office = make_office(f"stadur-{start}-{target}".replace("_", "-"))
        set_state(actor=MACHINE, organisation=office, offering="grants", state=start)
        try:
            move(actor=administrator_of(office), organisation=office, offering="grants", state=target)
        except AdoptionRefused:
            continue
        reached.add(target)

    assert reached == {start, *NEXT[start]}


@pytest.mark.django_db
def test_what_is_not_done_is_named_and_stops_the_way_to_live(make_office):
    register_service(service("grants", "styrkir"))
    register(step("ready", Phase.READY))
    register(step("lawful", Phase.LIVE, done=False))
    office = make_office("dalvogur")
    actor = administrator_of(office)
    for state in (AdoptionState.PREPARING, AdoptionState.READY):
        move(actor=actor, organisation=office, offering="grants", state=state)

    with pytest.raises(AdoptionRefused) as refusal:
        move(actor=actor, organisation=office, offering="grants", state=AdoptionState.LIVE)

    assert refusal.value.reason.is_ == "Þessu er ekki lokið: Skref lawful."
    assert state_of(office, "grants") == AdoptionState.READY


@pytest.mark.django_db
def test_an_office_adopts_for_a_municipality_whose_service_it_handles_and_no_other_service(make_office):
    register_service(service("grants", "styrkir"))
    register_service(service("other", "annad"))
    town, office = make_office("dalvogur"), make_office("byggdasamlag")
    Agreement.objects.create(
        office=office, municipality=town, services=["grants"], valid_from=date(2020, 1, 1)
    )
    actor = administrator_of(office)

    move(actor=actor, organisation=town, offering="grants", state=AdoptionState.PREPARING)

    with pytest.raises(NotAllowed):
        move(actor=actor, organisation=town, offering="other", state=AdoptionState.PREPARING)


@pytest.mark.django_db
def test_practice_takes_invented_people_only_and_live_takes_everyone(make_office):
    register_service(service("grants", "styrkir"))
    office = make_office("dalvogur")
    invented, real = people.person(), people.person(kennitala="0101302979")
    found = {}
    for state in (AdoptionState.PRACTICE, AdoptionState.LIVE, AdoptionState.PAUSED):
        set_state(actor=MACHINE, organisation=office, offering="grants", state=state)
        found[state] = [taking(office, "grants", one) for one in (invented, real)]

    assert found == {
        AdoptionState.PRACTICE: [Taking.PRACTICE, Taking.NOTHING],
        AdoptionState.LIVE: [Taking.REAL, Taking.REAL],
        AdoptionState.PAUSED: [Taking.NOTHING, Taking.NOTHING],
    }


@pytest.mark.django_db
def test_a_signature_is_for_what_was_read_and_refuses_what_changed_meanwhile(make_office):
    register_service(service("grants", "styrkir"))
    office = make_office("dalvogur")
    signing = {
        "actor": administrator_of(office),
        "organisation": office,
        "offering": "grants",
        "step": "lawful",
        "name": "Ragna",
        "role": "Sveitarstjóri",
    }

    confirm(**signing, digest="a", current_digest="a")
    with pytest.raises(AdoptionRefused):
        confirm(**signing, digest="a", current_digest="b")
    with pytest.raises(AdoptionRefused):
        confirm(**(signing | {"name": " "}), digest="a", current_digest="a")

    signed = latest(office, "grants", "lawful")
    assert (signed.digest, signed.signed_name, signed.signed_role) == ("a", "Ragna", "Sveitarstjóri")
