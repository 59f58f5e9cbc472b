"""The waste calendar as JSON: what other sites may read, keep and ask again, and that its description shows an example of each."""

from __future__ import annotations

import json
from datetime import date

import pytest

from factories.organisations import municipality as make_municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.iceland import clock
from samveita.tools.waste_calendar import api, published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from tools.waste_calendar.calendars import real

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/municipalities/arborg/waste-calendar"
SHAPES = {
    "getWasteCalendar": api.WasteCalendar,
    "suggestWastePlaces": api.SuggestedPlaces,
    "getNextWasteCollections": api.NextCollections,
}


@pytest.fixture(autouse=True)
def arborg(db):
    published.forget()
    place = make_municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    with clock.standing_on(date(2026, 4, 20)):
        yield
    published.forget()


@pytest.mark.parametrize(
    ("path", "query"),
    [("", {}), ("/places", {"q": "austurv"}), ("/next", {"zone": "zone_1"})],
)
def test_any_site_may_read_keep_and_ask_again(client, path, query):
    answer = client.get(ROOT + path, query)
    again = client.get(ROOT + path, query, headers={"If-None-Match": answer["ETag"]})
    asked = client.options(ROOT + path)

    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert answer["Access-Control-Allow-Origin"] == asked["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies


def test_what_is_typed_finds_addresses_and_names_only_the_calendar_has(client):
    addresses = client.get(ROOT + "/places", {"q": "austurvegur 2"}).json()["places"]
    named = client.get(ROOT + "/places", {"q": "tradarh"}).json()["places"]

    assert addresses[0]["label"].startswith("Austurvegur 2")
    assert addresses[0]["pointNumber"] is not None
    assert {(one["street"], one["pointNumber"]) for one in named} >= {("Traðarhús", None)}


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/places", {}, 400),
        ("/places", {"q": "x" * 81}, 400),
        ("/next", {"pointNumber": "0"}, 400),
        ("/next", {"zone": "../x"}, 400),
        ("/next", {"zone": "zone_1", "asOf": "2026-02-30"}, 400),
        ("/next", {}, 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(client, path, query, status):
    answer = client.get(ROOT + path, query)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_next_answers_for_an_address_a_street_and_a_dwelling(client):
    point = client.get(ROOT + "/places", {"q": "austurvegur 2"}).json()["places"][0]["pointNumber"]
    by_point = client.get(ROOT + "/next", {"pointNumber": point}).json()
    by_street = client.get(ROOT + "/next", {"street": "Austurvegur"}).json()
    flats = client.get(ROOT + "/next", {"pointNumber": point, "dwelling": "large"}).json()

    assert by_point["place"] == "Austurvegur 2"
    assert [one["next"] for one in by_point["collections"]] == [
        one["next"] for one in by_street["collections"]
    ]
    assert {one["zone"] for one in flats["collections"]} != {one["zone"] for one in by_point["collections"]}


def test_every_operation_shows_an_example_of_its_answer(client):
    described = json.loads(client.get("/api/v1/openapi.json").content)
    shown = {}
    for operations in described["paths"].values():
        for operation in operations.values():
            if operation["operationId"] in SHAPES:
                answer = operation["responses"]["200"]["content"]["application/json"]
                shown[operation["operationId"]] = answer["example"]

    assert set(shown) == set(SHAPES)
    for name, shape in SHAPES.items():
        assert shape.model_validate(shown[name]).model_dump(mode="json", by_alias=True) == shown[name]
