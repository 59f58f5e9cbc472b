"""Whose page a request asks for: the address, the official form, a merged municipality, and a municipality's own host."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils import translation

from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.changing import change
from samveita.ground.organisations.context import brand
from samveita.ground.organisations.documents import Contact
from samveita.ground.organisations.loading import load_register, read_register
from samveita.ground.organisations.middleware import MunicipalityMiddleware
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.reserved import reserved_words
from samveita.ui import parts

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
OWN_HOST = override_settings(MUNICIPALITY_HOSTS={"hafnarfjordur.localhost": "hafnarfjordur"})


@pytest.fixture(autouse=True)
def _register() -> None:
    load_register(SYSTEM)


def asked(path: str, host: str = "testserver") -> tuple[HttpRequest, HttpResponse]:
    request = RequestFactory().get(path, headers={"host": host})
    answer = MunicipalityMiddleware(lambda _request: HttpResponse())(request)
    return request, answer


def slug_of(request: HttpRequest) -> str | None:
    organisation: Organisation | None = request.organisation  # type: ignore[attr-defined]
    return None if organisation is None else organisation.slug


@pytest.mark.parametrize(
    "path", ["/hafnarfjordur/", "/hafnarfjordur/umsokn/", "/en/hafnarfjordur/", "/pl/hafnarfjordur"]
)
def test_the_first_word_names_the_municipality_in_each_language(path: str) -> None:
    request, answer = asked(path)
    assert (slug_of(request), answer.status_code) == ("hafnarfjordur", 200)


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/heilsa/lifandi", "/static/ui/samveita.css", "/borgin-mikla/"]
)
def test_other_addresses_belong_to_nobody(path: str) -> None:
    request, answer = asked(path)
    assert (slug_of(request), answer.status_code) == (None, 200)


def test_the_official_form_redirects_for_good_and_keeps_the_rest() -> None:
    _request, answer = asked("/en/hafnarfjardarkaupstadur/umsokn/?skref=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/hafnarfjordur/umsokn/?skref=2")


def test_the_name_of_a_municipality_that_merged_redirects_to_its_successor() -> None:
    _request, answer = asked("/akrahreppur/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/skagafjordur/")


@OWN_HOST
@pytest.mark.parametrize(
    ("path", "completed"),
    [
        ("/", "/hafnarfjordur/"),
        ("/umsokn/", "/hafnarfjordur/umsokn/"),
        ("/en/umsokn/", "/en/hafnarfjordur/umsokn/"),
        ("/hafnarfjordur/umsokn/", "/hafnarfjordur/umsokn/"),
        ("/heilsa/lifandi", "/heilsa/lifandi"),
    ],
)
def test_on_its_own_host_the_name_drops(path: str, completed: str) -> None:
    request, _answer = asked(path, "hafnarfjordur.localhost")
    assert (request.path_info, request.path) == (completed, path)


@OWN_HOST
def test_another_municipality_is_not_found_on_that_host() -> None:
    request, _answer = asked("/akureyri/", "hafnarfjordur.localhost")
    assert (slug_of(request), request.path_info) == ("hafnarfjordur", "/hafnarfjordur/akureyri/")


def test_no_municipality_is_called_what_the_platform_uses() -> None:
    names = {word for entry in read_register().municipalities for word in (entry.slug, entry.official_slug)}
    assert names & reserved_words() == set()


def test_words_are_reserved_by_being_used() -> None:
    assert {"heilsa", "vidmot", "innskraning", "auth", "en", "pl", "static"} - reserved_words() == set()


def test_pages_get_the_name_the_colours_and_the_way_to_the_office() -> None:
    contact = Contact(address="Strandgötu 6", postcode="220", place="Hafnarfirði", phone="585 5500")
    change(actor=SYSTEM, organisation=by_slug("hafnarfjordur"), contact=contact)
    request, _answer = asked("/hafnarfjordur/")
    with translation.override("is"):
        shown = brand(request)
    assert (shown["organisation_name"], shown["organisation_url"], shown["contact"]) == (
        "Hafnarfjörður",
        "/hafnarfjordur/",
        parts.Contact(phone="585 5500", address="Strandgötu 6, 220 Hafnarfirði"),
    )


def test_links_to_the_front_page_keep_the_language() -> None:
    request, _answer = asked("/pl/akureyri/")
    with translation.override("pl"):
        assert brand(request)["organisation_url"] == "/pl/akureyri/"


@OWN_HOST
def test_on_its_own_host_the_front_page_is_the_root() -> None:
    request, _answer = asked("/en/", "hafnarfjordur.localhost")
    with translation.override("en"):
        assert brand(request)["organisation_url"] == "/en/"


def test_a_page_of_the_platform_itself_wears_no_municipality() -> None:
    request, _answer = asked("/heilsa/lifandi")
    assert brand(request) == {}
