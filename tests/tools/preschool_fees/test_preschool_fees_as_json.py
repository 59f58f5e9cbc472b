"""Tariffs and calculations as JSON: for everyone, for other sites, and bounded."""

import pytest
from django.test import Client

from factories.organisations import municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.tools.preschool_fees.api import FeeForm, PublishedTariff
from samveita.tools.preschool_fees.api_examples import EXAMPLES
from samveita.tools.preschool_fees.declaration import DAY_PARENT, PRESCHOOL
from samveita.tools.preschool_fees.demo import publish_tariff
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.shelf import shipped_neighbours, shipped_tariffs

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/municipalities/eyjar/preschool-fees"
TARIFF = shipped_tariffs()["vestmannaeyjar-2026"]


@pytest.fixture(autouse=True)
def _published(db):
    place, system = municipality("eyjar"), Actor.system("test")
    publish_tariff(system, place, TARIFF)
    set_state(actor=system, organisation=place, offering=PRESCHOOL.tool.key, state=AdoptionState.LIVE)


def calculation(**household):
    return Client().post(f"{ADDRESS}/calculation", household, content_type="application/json")


def test_the_tariff_is_given_as_it_is_imported():
    answer = Client().get(ADDRESS)

    assert Tariff.model_validate(answer.json()["tariff"]) == TARIFF
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_tariff_is_not_sent_again():
    mark = Client().get(ADDRESS)["ETag"]

    assert Client().get(ADDRESS, headers={"If-None-Match": mark}).status_code == 304


def test_a_day_before_the_first_tariff_has_none():
    assert Client().get(ADDRESS, {"asOf": "2025-12-31"}).status_code == 404


def test_a_household_is_calculated_and_not_kept():
    answer = calculation(children=[{"age_months": 40, "hours": 6.5, "meals": ["lunch"]}])
    told = answer.json()

    assert told["total"] == 24_317 + 7_513
    assert [(line["code"], line["amount"], line["rule"]) for line in told["children"][0]["lines"]] == [
        ("care", 24_317, "model.care.1"),
        ("lunch", 7_513, "model.meals.1"),
    ]
    assert told["nearestStays"] == [
        {"child": 1, "hours": 6.0, "difference": -24_317},
        {"child": 1, "hours": 7.0, "difference": 1_871},
    ]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_stay_without_a_fee_is_refused_with_its_place():
    answer = calculation(children=[{"age_months": 40, "hours": 12}])

    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "children.0.hours: 12 h is longer than any stay offered; the longest is 9 h.",
    )


def test_a_household_that_is_not_one_is_not_understood():
    assert calculation(children=[{"hours": "many"}]).status_code == 400


def test_a_browser_may_ask_whether_another_site_may_send():
    answer = Client().options(f"{ADDRESS}/calculation")

    assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, POST")


def form(**answers):
    return Client().post(f"{ADDRESS}/form", {"answers": answers}, content_type="application/json")


def test_a_form_on_another_site_begins_with_an_ordinary_child_already_calculated():
    told = form().json()
    first = told["groups"][0]["fields"]

    assert (told["children"], told["fees"]["total"]) == (1, 42_063)
    assert {"b1-age", "b1-hours"} <= {field["name"] for field in first}


def test_a_form_on_another_site_adds_a_child_and_tells_what_is_not_understood():
    more = form(children=["1"], add=["1"]).json()
    wrong = form(children=["1"], **{"b1-hours": ["margar"]}).json()

    assert [group["number"] for group in more["groups"]][:2] == [1, 2]
    assert wrong["fees"] is None
    assert [field["name"] for group in wrong["groups"] for field in group["fields"] if field["error"]] == [
        "b1-hours"
    ]


def test_the_examples_in_the_description_are_what_the_operations_take_and_answer():
    asked = Client().post(f"{ADDRESS}/form", EXAMPLES["answers"], content_type="application/json").json()
    example = FeeForm.model_validate(EXAMPLES["form"])

    assert calculation(**EXAMPLES["household"]).json() == EXAMPLES["fees"]
    assert asked["fees"] == EXAMPLES["form"]["fees"]
    assert example.groups[0].fields[0].name in [field["name"] for field in asked["groups"][0]["fields"]]
    told = PublishedTariff.model_validate(EXAMPLES["tariff"])
    assert Tariff.model_validate(told.tariff).model.care[0].table == {"6": 0, "8": 29_930}


def test_a_neighbouring_service_is_asked_for_by_its_name():
    assert Client().get(ADDRESS, {"service": "day_parent"}).status_code == 404
    assert Client().get(ADDRESS, {"service": "school"}).status_code == 400

    place, system = municipality("gardur"), Actor.system("test")
    publish_tariff(system, place, shipped_neighbours()["grindavik-dagforeldrar-2019"])
    set_state(actor=system, organisation=place, offering=DAY_PARENT.tool.key, state=AdoptionState.LIVE)
    answer = Client().post(
        "/api/v1/municipalities/gardur/preschool-fees/calculation?service=day_parent",
        {"children": [{"hours": 6, "price": 100_000}], "household": {"statuses": ["single_parent"]}},
        content_type="application/json",
    )

    assert answer.json()["shares"] == [{"child": 1, "price": 100_000, "subsidy": 51_000, "pays": 49_000}]


def test_a_price_of_a_day_parent_is_nothing_to_a_preschool():
    answer = calculation(children=[{"age_months": 40, "hours": 6, "price": 1}])

    assert (answer.status_code, answer.json()["detail"].partition(":")[0]) == (422, "children.0.price")
