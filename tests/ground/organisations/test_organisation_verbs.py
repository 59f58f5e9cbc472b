"""Entering, correcting and merging organisations on live data: no row moves, and everything is found through succession."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person, Role, RoleGrant
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.identity.roles import grant_role, offices_of, roles_at
from samveita.ground.organisations import demo
from samveita.ground.organisations.changing import (
    OrganisationNotPossible,
    change,
    end_agreement,
    enter,
    make_agreement,
    merge,
)
from samveita.ground.organisations.documents import Fact
from samveita.ground.organisations.loading import load_register, read_register
from samveita.ground.organisations.models import Agreement, Kind, Organisation
from samveita.ground.organisations.queries import (
    by_slug,
    municipalities,
    municipality_by_number,
    office_for,
    office_scope,
)
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> None:
    load_register(SYSTEM)


@pytest.fixture
def person() -> Person:
    return Person.objects.create(name="Halla Ingadóttir", created_at=clock.now())


def test_loading_twice_enters_everything_once() -> None:
    assert (load_register(SYSTEM), load_register(SYSTEM)) == (82, 0)


def test_loading_again_keeps_what_an_administrator_corrected(register: None) -> None:
    akureyri = by_slug("akureyri")
    facts = akureyri.facts.model_copy(update={"population": Fact(value=20_100, source="Þjóðskrá")})
    change(actor=SYSTEM, organisation=akureyri, facts=facts)
    load_register(SYSTEM)
    assert by_slug("akureyri").facts.population == Fact(value=20_100, source="Þjóðskrá")


def test_a_change_names_the_parts_that_changed_and_nothing_else(register: None) -> None:
    akureyri = by_slug("akureyri")
    facts = akureyri.facts.model_copy(update={"number": Fact(value="6001", source="Byggðastofnun")})
    changed = change(actor=SYSTEM, organisation=akureyri, facts=facts)
    with crossing("test"):
        event = Event.objects.get(type="organisations.changed")
    assert (changed.number, event.data["data"], event.target) == (
        "6001",
        {"parts": ["facts.number"]},
        akureyri.uid,
    )


def test_a_change_that_changes_nothing_leaves_no_event(register: None) -> None:
    akureyri = by_slug("akureyri")
    change(actor=SYSTEM, organisation=akureyri, facts=akureyri.facts)
    with crossing("test"):
        assert Event.objects.filter(type="organisations.changed").count() == 0


def test_a_resident_changes_no_organisation(register: None) -> None:
    resident = Actor(UUID(int=1), UUID(int=1), frozenset(), None, Channel.SELF)
    akureyri = by_slug("akureyri")
    with pytest.raises(NotAllowed):
        change(actor=resident, organisation=akureyri, facts=akureyri.facts)


def test_an_address_of_the_platform_is_no_name_for_a_municipality() -> None:
    names = read_register().municipalities[0].names
    with pytest.raises(OrganisationNotPossible):
        enter(actor=SYSTEM, kind=Kind.MUNICIPALITY, slug="en", names=names)


def test_every_merger_of_the_register_leads_to_todays_municipality(register: None) -> None:
    led = {
        entry.slug: by_slug(entry.slug).slug for entry in read_register().municipalities if entry.successor
    }
    wanted = {e.slug: e.successor for e in read_register().municipalities if e.successor}
    assert led == wanted


def test_numbers_from_before_a_merger_and_disputed_ones_find_todays_municipality(register: None) -> None:
    found = {
        number: getattr(municipality_by_number(number), "slug", None)
        for number in ("4604", "4607", "5200", "7708")
    }
    assert found == {
        "4604": "vesturbyggd",
        "4607": "vesturbyggd",
        "5200": "skagafjordur",
        "7708": "hornafjordur",
    }


def test_todays_municipalities_come_in_icelandic_order(register: None) -> None:
    names = [str(organisation) for organisation in municipalities()]
    assert (len(names), names[:3], names[-2:]) == (
        61,
        ["Akranes", "Akureyri", "Árborg"],
        ["Þingeyjarsveit", "Ölfus"],
    )


def test_after_a_merger_rows_stay_and_scope_addresses_and_roles_resolve_through_it(
    register: None, person: Person
) -> None:
    ending, successor = by_slug("kjosarhreppur"), by_slug("mosfellsbaer")
    grant = grant_role(actor=SYSTEM, person=person, office=ending, role=Role.CASE_WORKER)

    merge(actor=SYSTEM, ending=ending, successor=successor, on=clock.today())

    assert RoleGrant.objects.get(pk=grant.pk).office_id == ending.pk
    assert by_slug("kjosarhreppur") == successor
    assert municipality_by_number("1606") == successor
    assert roles_at(person, successor) == {Role.CASE_WORKER}
    assert offices_of(person) == [successor]
    with office_scope(successor) as scope:
        assert scope is not None
        assert scope.offices == {ending.pk, successor.pk}
        told = Event.objects.filter(type="identity.role_granted", office=ending.uid)
        assert told.count() == 1


def test_a_chain_of_mergers_is_followed_to_its_end(register: None) -> None:
    first, second, third = (by_slug(slug) for slug in ("arneshreppur", "kaldrananeshreppur", "strandabyggd"))
    merge(actor=SYSTEM, ending=first, successor=second, on=date(2026, 1, 1))
    merge(actor=SYSTEM, ending=second, successor=third, on=date(2026, 6, 1))
    with office_scope(third) as scope:
        assert scope is not None
        assert scope.offices == {first.pk, second.pk, third.pk}
    assert by_slug("arneshreppur") == third


def test_a_merger_ends_the_agreements_of_the_one_that_ends(register: None) -> None:
    office = demo.load_joint_office(SYSTEM)
    ending, successor = by_slug("asahreppur"), by_slug("floahreppur")
    merge(actor=SYSTEM, ending=ending, successor=successor, on=date(2026, 6, 1))
    agreement = Agreement.objects.get(office=office, municipality=ending)
    assert agreement.valid_to == date(2026, 5, 31)
    assert office_for(successor, service="financial_aid", on=date(2026, 6, 1)) == successor


@pytest.mark.parametrize(
    ("ending", "successor", "on"),
    [
        ("akureyri", "akureyri", date(2026, 1, 1)),
        ("samband", "akureyri", date(2026, 1, 1)),
        ("akureyri", "horgarsveit", date(2999, 1, 1)),
    ],
)
def test_a_merger_that_cannot_be_is_refused(register: None, ending: str, successor: str, on: date) -> None:
    with pytest.raises(OrganisationNotPossible):
        merge(actor=SYSTEM, ending=by_slug(ending), successor=by_slug(successor), on=on)


def test_what_has_merged_merges_no_more(register: None) -> None:
    ended = Organisation.objects.get(slug="akrahreppur")
    with pytest.raises(OrganisationNotPossible):
        merge(actor=SYSTEM, ending=ended, successor=by_slug("akureyri"), on=date(2026, 1, 1))


def test_the_joint_office_handles_for_each_municipality_it_has_an_agreement_with(register: None) -> None:
    demo.load(lambda _line: None)
    demo.load(lambda _line: None)
    on = date(2026, 12, 14)
    offices = {slug: office_for(by_slug(slug), service="financial_aid", on=on).slug for slug in demo.SERVED}
    assert offices == dict.fromkeys(demo.SERVED, demo.JOINT_OFFICE_SLUG)
    assert office_for(by_slug("akureyri"), service="financial_aid", on=on).slug == "akureyri"
    assert by_slug(demo.JOINT_OFFICE_SLUG).facts.is_demo


def test_an_agreement_that_has_ended_sends_cases_home(register: None) -> None:
    office, municipality = demo.load_joint_office(SYSTEM), by_slug("asahreppur")
    agreement = Agreement.objects.get(office=office, municipality=municipality)
    end_agreement(actor=SYSTEM, agreement=agreement, last_day=date(2026, 6, 30))
    assert office_for(municipality, service="financial_aid", on=date(2026, 6, 30)) == office
    assert office_for(municipality, service="financial_aid", on=date(2026, 7, 1)) == municipality


def test_an_agreement_on_one_service_says_nothing_of_another(register: None) -> None:
    office, municipality = by_slug("akureyri"), by_slug("horgarsveit")
    make_agreement(
        actor=SYSTEM,
        office=office,
        municipality=municipality,
        valid_from=date(2026, 1, 1),
        services=["financial_aid"],
    )
    handlers = {
        s: office_for(municipality, service=s, on=date(2026, 2, 1)).slug
        for s in ("financial_aid", "nursing_home")
    }
    assert handlers == {"financial_aid": "akureyri", "nursing_home": "horgarsveit"}
