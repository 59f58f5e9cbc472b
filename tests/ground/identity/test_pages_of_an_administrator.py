"""Staff and office pages: an administrator gives and takes roles and corrects what is known; nobody else can."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.identity import people
from samveita.ground.identity.login import entering
from samveita.ground.identity.models import Account, Person, Role, RoleGrant
from samveita.ground.identity.roles import RoleNotPossible, end_role, grant_role, roles_at, staff_of
from samveita.ground.identity.sessions import Login, actor_for_staff, remember
from samveita.ground.organisations.documents import Fact
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala

SYSTEM = Actor.system("test")
STAFF, DETAILS = "/hafnarfjordur/vinnubord/starfsfolk/", "/hafnarfjordur/vinnubord/upplysingar/"
NEW = {
    "kennitala": "0509622029",
    "name": "Fjóla Gísladóttir",
    "role": "case_worker",
    "pseudonym": "",
    "valid_to": "",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register() -> None:
    load_register(SYSTEM)


@pytest.fixture
def office() -> Organisation:
    return by_slug("hafnarfjordur")


@pytest.fixture
def administrator(office: Organisation) -> Person:
    person = people.find_or_create(kennitala=Kennitala("1111782089"), name="Halla Ingadóttir")
    grant_role(actor=SYSTEM, person=person, office=office, role=Role.ADMINISTRATOR)
    return person


@pytest.fixture
def client(administrator: Person) -> Client:
    return logged_in(administrator)


def logged_in(person: Person, *delegations: str) -> Client:
    """A browser with a session as the login leaves it."""
    client = Client()
    client.force_login(
        Account.objects.get_or_create(person=person, defaults={"created_at": clock.now()})[0],
        backend=entering.BACKEND,
    )
    session = client.session
    remember(session, Login(str(person.uid), tuple(delegations), int(time.time())))
    session.save()
    return client


def words_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_list_shows_who_holds_which_role(client: Client) -> None:
    page = words_of(client.get(STAFF))
    assert ("Halla Ingadóttir" in page, "stjórnandi" in page, "ótímabundið" in page) == (True, True, True)


def test_a_role_is_given_on_the_second_yes(client: Client, office: Organisation) -> None:
    asked = client.post(f"{STAFF}veita/", NEW)
    assert "Fjóla Gísladóttir fær hlutverkið „ráðgjafi“" in words_of(asked)
    assert people.find_by_kennitala(Kennitala("0509622029")) is None

    done = client.post(f"{STAFF}veita/", NEW | {"confirmed": "1"})

    given = people.find_by_kennitala(Kennitala("0509622029"))
    assert given is not None
    assert (done.headers["Location"], roles_at(given, office)) == (STAFF, {"case_worker"})
    with crossing("test"):
        assert Event.objects.filter(type="identity.role_granted", target=given.uid).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kennitala": "123"}, "Kennitala er tíu tölustafir"),
        ({"kennitala": "4501012060"}, "Þetta er kennitala fyrirtækis"),
        ({"kennitala": "1111782089"}, "Nafnið á ekki við þessa kennitölu"),
        ({"role": "manager"}, "role"),
        ({"valid_to": "hinn daginn"}, "valid_to"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client: Client, wrong: dict[str, str], said: str) -> None:
    answer = client.post(f"{STAFF}veita/", NEW | wrong)
    assert (answer.status_code, said in words_of(answer)) == (422, True)


def test_a_mistyped_number_is_asked_about_and_not_refused(client: Client) -> None:
    answer = client.post(f"{STAFF}veita/", NEW | {"kennitala": "0509622039"})
    assert (answer.status_code, "gæti verið rangt slegin inn" in words_of(answer)) == (200, True)


def test_a_role_is_taken_on_yes_and_stays_as_history(client: Client, office: Organisation) -> None:
    person = people.find_or_create(kennitala=Kennitala("0509622029"), name="Fjóla Gísladóttir")
    grant = grant_role(actor=SYSTEM, person=person, office=office, role=Role.VIEWER)
    address = f"{STAFF}{grant.uid}/ljuka/"
    assert "missir hlutverkið „lesandi“" in words_of(client.get(address))
    client.post(address)
    assert (roles_at(person, office), RoleGrant.objects.filter(pk=grant.pk).exists()) == (frozenset(), True)


def test_the_last_administrator_stays(administrator: Person, office: Organisation) -> None:
    with pytest.raises(RoleNotPossible):
        end_role(actor=SYSTEM, grant=staff_of(office)[0])
    assert roles_at(administrator, office) == {"administrator"}


def test_a_role_taken_and_given_again_the_same_day_is_one_grant(office: Organisation) -> None:
    person = Person.objects.create(name="Fjóla", created_at=clock.now())
    first = grant_role(actor=SYSTEM, person=person, office=office, role=Role.VIEWER)
    end_role(actor=SYSTEM, grant=first)
    again = grant_role(actor=SYSTEM, person=person, office=office, role=Role.VIEWER)
    assert (again.pk, roles_at(person, office)) == (first.pk, {"viewer"})


def test_a_role_ends_by_itself_after_its_last_day(office: Organisation) -> None:
    person = Person.objects.create(name="Fjóla", created_at=clock.now())
    today = clock.today()
    grant_role(actor=SYSTEM, person=person, office=office, role=Role.VIEWER, valid_to=today)
    assert roles_at(person, office) == {"viewer"}
    with clock.shifted(timedelta(days=1)):
        assert roles_at(person, office) == frozenset()


def test_the_associations_roles_are_held_there_alone(office: Organisation) -> None:
    person = Person.objects.create(name="Fjóla", created_at=clock.now())
    with pytest.raises(RoleNotPossible):
        grant_role(actor=SYSTEM, person=person, office=office, role=Role.MANAGER)
    assert (
        grant_role(actor=SYSTEM, person=person, office=by_slug("samband"), role=Role.MANAGER).role
        == "manager"
    )


def test_residents_see_the_pseudonym_that_was_chosen(
    client: Client, administrator: Person, office: Organisation
) -> None:
    client.post(f"{STAFF}{staff_of(office)[0].uid}/", {"pseudonym": "Ráðgjafi 3"})
    actor = actor_for_staff(Account.objects.get(person=administrator), Login(str(administrator.uid)), office)
    assert actor is not None
    assert actor.display == "Ráðgjafi 3"


@pytest.mark.parametrize(
    "address", [STAFF, f"{STAFF}veita/", DETAILS, f"{DETAILS}samband/", f"{DETAILS}population/"]
)
def test_only_an_administrator_of_this_office_opens_these_pages(address: str, administrator: Person) -> None:
    elsewhere = Person.objects.create(name="Fjóla", created_at=clock.now())
    grant_role(actor=SYSTEM, person=elsewhere, office=by_slug("akureyri"), role=Role.ADMINISTRATOR)
    worker = Person.objects.create(name="Gunnar", created_at=clock.now())
    grant_role(actor=SYSTEM, person=worker, office=by_slug("hafnarfjordur"), role=Role.CASE_WORKER)
    answers = {
        "nobody": Client().get(address).status_code,
        "elsewhere": logged_in(elsewhere).get(address).status_code,
        "case worker": logged_in(worker).get(address).status_code,
        "delegated": logged_in(administrator, "LegalGuardian").get(address).status_code,
    }
    assert answers == {"nobody": 302, "elsewhere": 403, "case worker": 403, "delegated": 403}


def test_another_offices_grant_is_not_found(client: Client) -> None:
    person = Person.objects.create(name="Fjóla", created_at=clock.now())
    theirs = grant_role(actor=SYSTEM, person=person, office=by_slug("akureyri"), role=Role.VIEWER)
    assert client.post(f"{STAFF}{theirs.uid}/ljuka/").status_code == 404


def test_what_is_unknown_shows_as_unknown(administrator: Person) -> None:
    vesturbyggd = by_slug("vesturbyggd")
    grant_role(actor=SYSTEM, person=administrator, office=vesturbyggd, role=Role.ADMINISTRATOR)
    page = words_of(logged_in(administrator).get("/vesturbyggd/vinnubord/upplysingar/"))
    assert ("Óþekkt" in page, "4604" in page) == (True, True)


def test_a_figure_is_corrected_with_its_source_and_date(client: Client) -> None:
    filled = {"value": "31.900", "source": "Hagstofa Íslands", "as_of": "01.01.2026"}
    answer = client.post(f"{DETAILS}population/", filled)
    assert (answer.status_code, by_slug("hafnarfjordur").facts.population) == (
        302,
        Fact(value=31_900, source="Hagstofa Íslands", as_of=date(2026, 1, 1), verified=True),
    )


@pytest.mark.parametrize(
    ("name", "filled", "said"),
    [
        ("population", {"value": "31.900"}, "Segðu hvaðan upplýsingarnar koma."),
        ("population", {"value": "margir", "source": "x", "as_of": "01.01.2026"}, "Sláðu inn heila tölu"),
        (
            "number",
            {"value": "14", "source": "x", "as_of": "01.01.2026"},
            "Sveitarfélagsnúmer er fjórir tölustafir.",
        ),
        (
            "website",
            {"value": "javascript:x", "source": "x", "as_of": "01.01.2026"},
            "Vefslóð byrjar á https://",
        ),
        ("population", {"value": "1", "source": "x", "as_of": "01.01.2999"}, "Dagsetningin er ekki komin."),
    ],
)
def test_a_figure_without_source_or_sense_is_not_taken(
    client: Client, name: str, filled: dict[str, str], said: str
) -> None:
    answer = client.post(f"{DETAILS}{name}/", filled)
    assert (answer.status_code, said in words_of(answer)) == (422, True)


def test_an_emptied_figure_is_unknown_again(client: Client) -> None:
    client.post(f"{DETAILS}website/", {"value": ""})
    assert by_slug("hafnarfjordur").facts.website == Fact()


def test_contact_and_colours_are_changed_together(client: Client) -> None:
    filled = {
        "phone": "585 5500",
        "postcode": "220",
        "place": "Hafnarfirði",
        "colour": "#1D5B8F",
        "second_colour": "",
    }
    client.post(f"{DETAILS}samband/", filled)
    changed = by_slug("hafnarfjordur")
    assert (changed.contact.phone, changed.brand.colour) == ("585 5500", "#1d5b8f")


@pytest.mark.parametrize("prefix", ["", "/en", "/pl"])
@pytest.mark.parametrize(
    "address", [STAFF, f"{STAFF}veita/", DETAILS, f"{DETAILS}samband/", "/innskraning/umbod/"]
)
def test_every_page_is_shown_in_each_language(client: Client, prefix: str, address: str) -> None:
    with override_settings(SECURE_SSL_REDIRECT=False):
        assert client.get(f"{prefix}{address}").status_code == 200
