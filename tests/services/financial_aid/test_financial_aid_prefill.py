"""What is known of an applicant beforehand, asked of simulated registers in a process of their own: up and down."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from factories import organisations, people
from samveita.engines.forms.registry import FactsUnavailable
from samveita.engines.registries.models import Asked, Lookup
from samveita.ground.audit.models import Event
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock
from samveita.services.financial_aid.prefill import ASSESS_RIGHT, known_facts
from simulators.simulated_nation import MOTHER, OUTSIDE, SECRET, Nation, free_ports, make_nation

pytestmark = pytest.mark.django_db
FAMILY = {
    *("registry.name", "registry.domicile", "registry.domicile_elsewhere"),
    *("registry.has_spouse", "registry.has_children", "registry.children"),
    *("registry.spouse", "registry.spouse_registered", "registry.is_married"),
}
"""What Þjóðskrá knows of someone with a spouse and children who lives elsewhere than she applies."""


@pytest.fixture(scope="module")
def running_nation() -> Iterator[Nation]:
    with tempfile.TemporaryDirectory(prefix="samveita-nation-") as folder:
        nation = make_nation(folder, "http://127.0.0.1:9")
        process = nation.start()
        yield nation
        process.terminate()
        assert process.wait(timeout=10) == 0


@pytest.fixture
def registers(running_nation: Nation, settings: object) -> Nation:
    """The registers, answering without faults, as settings name them."""
    OUTSIDE.post(f"{running_nation.xroad}/faults/clear")
    settings.XROAD_ADDRESS = running_nation.xroad
    settings.REGISTRIES_TOKEN_ADDRESS = f"{running_nation.authority}/connect/token"
    settings.REGISTRIES_CLIENT_SECRET = SECRET
    settings.TAX_REGISTRY_ADDRESS = f"{running_nation.xroad}/ws/Ums/USStadgreidslaFramtalGogn.svc"
    return running_nation


@pytest.fixture
def anna():
    return people.person("Anna", kennitala=MOTHER)


def facts(person: object, town: object) -> dict[str, object]:
    with person_scope(person):
        found = known_facts(people.resident_actor(person), person, town, uuid4())
    return {name: (fact.value, fact.source.is_) for name, fact in found.items()}


def asked() -> list[tuple[str, str, str]]:
    with crossing("a test reads what was asked"):
        rows = Lookup.objects.order_by("asked_at", "pk").values_list("asked", "outcome", "purpose")
        return [tuple(row) for row in rows]


def test_what_the_registers_know_comes_with_its_source(registers, anna):
    found = facts(anna, organisations.municipality())

    assert {name: source for name, (_value, source) in found.items()} == {
        **dict.fromkeys(FAMILY, "Þjóðskrá"),
        **dict.fromkeys(("tax.wages_fetched", "tax.incomes", "tax.return_fetched"), "Skatturinn"),
    }
    assert {entry["month"] for entry in found["tax.incomes"][0]} <= {"last_month", "month_before"}
    assert all(set(child) == {"child_name", "child_kennitala"} for child in found["registry.children"][0])


def test_only_children_under_eighteen_are_named(registers, anna):
    with clock.shifted(timedelta(days=25 * 366)):
        found = facts(anna, organisations.municipality())

    assert (found["registry.has_children"][0], "registry.children" in found) == (False, False)


def test_every_question_states_its_purpose_and_leaves_an_event_for_her(registers, anna):
    facts(anna, organisations.municipality())

    assert asked() == [
        (what, "found", ASSESS_RIGHT.key)
        for what in (
            *(Asked.PERSON, Asked.DOMICILE, Asked.SPOUSE, Asked.CHILDREN),
            *(Asked.WAGES, Asked.TAX_RETURN),
        )
    ]
    with crossing("a test counts"):
        told = Event.objects.filter(type="registries.looked_up", visible_to_resident=True)
        assert told.count() == 6


def test_the_office_that_handles_the_service_keeps_the_answers(registers, anna):
    town = organisations.municipality()
    joint = organisations.joint_office(town)

    facts(anna, town)

    with crossing("a test reads"):
        assert {lookup.office for lookup in Lookup.objects.select_related("office")} == {joint}


def test_without_skatturinn_she_is_told_of_all_but_wages(registers, anna, settings):
    settings.TAX_REGISTRY_ADDRESS = f"http://127.0.0.1:{free_ports(1)[0]}/"

    found = facts(anna, organisations.municipality())

    assert set(found) == {*FAMILY, "tax.wages_fetched", "tax.return_fetched"}
    assert (found["tax.wages_fetched"][0], found["tax.return_fetched"][0]) == (False, False)
    assert [outcome for _what, outcome, _why in asked()] == [*["found"] * 4, *["failed"] * 2]


def test_without_thjodskra_she_applies_without_facts_and_the_attempt_is_kept(registers, anna, settings):
    settings.XROAD_ADDRESS = f"http://127.0.0.1:{free_ports(1)[0]}"

    with pytest.raises(FactsUnavailable):
        facts(anna, organisations.municipality())

    assert [(what, outcome) for what, outcome, _why in asked()] == [(Asked.PERSON, "failed")]


def test_somebody_the_register_does_not_know_has_no_facts(registers):
    unknown = people.person("Enginn Þekktur", kennitala="0101302989")

    assert facts(unknown, organisations.municipality()) == {}
