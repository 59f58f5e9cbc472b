"""The public API as other people's programs meet it: data, pages, problems, caches, and nothing about anyone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from factories import financial_aid, organisations
from samveita.iceland import address_file

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "developer" / "openapi.json"
PROBLEM = "application/problem+json"

needs_addresses = pytest.mark.skipif(
    not address_file.DEFAULT_FILE.is_file(), reason="make the address file with `samveita addresses build`"
)


@pytest.mark.django_db
def test_municipalities_come_page_by_page_in_order(client):
    for slug in ("bakki", "alda", "dalur"):
        organisations.municipality(slug)

    first = client.get("/api/v1/municipalities?limit=2").json()
    second = client.get(f"/api/v1/municipalities?limit=2&after={first['pageInfo']['endCursor']}").json()

    assert [one["slug"] for one in first["municipalities"]] == ["alda", "bakki"]
    assert first["pageInfo"]["hasNextPage"] is True
    assert [one["slug"] for one in second["municipalities"]] == ["dalur"]
    assert second["pageInfo"]["hasNextPage"] is False
    assert second["totalCount"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_municipalities_costs_the_same_for_one_and_for_three(
    client, count, django_assert_num_queries
):
    for number in range(count):
        organisations.municipality(f"sveit-{number}")

    with django_assert_num_queries(1):
        client.get("/api/v1/municipalities")


@pytest.mark.django_db
def test_a_municipality_that_merged_names_its_successor(client):
    new = organisations.municipality("nyr", number="9001")
    organisations.municipality("gamall", number="9000", successor=new, valid_to=date(2022, 6, 1))

    old = client.get("/api/v1/municipalities/gamall").json()
    grown = client.get("/api/v1/municipalities/nyr").json()

    assert (old["isCurrent"], old["validTo"]) == (False, "2022-06-01")
    assert old["successor"] == {"slug": "nyr", "name": "Nyr"}
    assert grown["predecessors"] == [{"slug": "gamall", "name": "Gamall"}]


@pytest.mark.django_db
def test_a_number_from_before_a_merger_leads_to_the_municipality_of_today(client):
    new = organisations.municipality("nyr", number="9001")
    organisations.municipality("gamall", number="9000", successor=new, valid_to=date(2022, 6, 1))

    found = client.get("/api/v1/municipalities?number=9000").json()

    assert [one["slug"] for one in found["municipalities"]] == ["nyr"]


@pytest.mark.django_db
def test_an_unknown_figure_is_null_and_not_zero(client):
    organisations.municipality("alda")

    population = client.get("/api/v1/municipalities/alda").json()["population"]

    assert population == {"value": None, "source": "", "asOf": None, "isVerified": False}


@pytest.mark.django_db
def test_only_what_a_municipality_has_adopted_is_offered(client):
    organisations.municipality("alda")
    financial_aid.adopted(organisations.municipality("bakki"))

    without = client.get("/api/v1/municipalities/alda/services").json()
    having = client.get("/api/v1/municipalities/bakki/services").json()

    assert without["services"] == []
    assert [service["key"] for service in having["services"]] == ["financial_aid"]
    assert set(having["services"][0]["name"]) == {"is", "en", "pl"}


@pytest.mark.django_db
def test_a_joint_office_is_no_municipality(client):
    organisations.joint_office(organisations.municipality("alda"), slug="skrifstofa")

    assert client.get("/api/v1/municipalities/skrifstofa").status_code == 404
    assert client.get("/api/v1/municipalities/skrifstofa/services").status_code == 404


def test_a_form_is_given_as_a_schema_in_the_language_asked_for(client):
    icelandic = client.get("/api/v1/services/fjarhagsadstod/form").json()
    english = client.get("/api/v1/services/fjarhagsadstod/form?language=en").json()

    assert icelandic["service"] == "financial_aid"
    assert icelandic["answersSchema"]["additionalProperties"] is False
    assert icelandic["answersSchema"]["required"] == english["answersSchema"]["required"]
    assert icelandic["answersSchema"]["properties"] != english["answersSchema"]["properties"]


@needs_addresses
def test_an_address_is_found_without_its_accents(client):
    found = client.get(
        "/api/v1/addresses", {"q": "laekjargata 3", "municipalityNumber": "1400", "limit": 1}
    ).json()

    assert [one["municipalityNumber"] for one in found["addresses"]] == ["1400"]
    assert found["addresses"][0]["label"].startswith("Lækjargata 3")


def test_without_the_address_file_it_says_so(client, tmp_path):
    with override_settings(ADDRESS_FILE=tmp_path / "none.sqlite3"):
        answer = client.get("/api/v1/addresses?q=a")

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, PROBLEM)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/municipalities?limit=0", 400),
        ("/api/v1/municipalities?limit=101", 400),
        ("/api/v1/municipalities?limit=9999999999999999999999", 400),
        ("/api/v1/municipalities?after=bull!", 400),
        ("/api/v1/municipalities?after=abcde", 400),
        ("/api/v1/municipalities?after=aGVpbWE=", 400),
        ("/api/v1/municipalities/Not%20a%20slug", 400),
        ("/api/v1/municipalities/%00", 400),
        ("/api/v1/municipalities/hvergi", 404),
        ("/api/v1/municipalities/hvergi/services", 404),
        ("/api/v1/services/hvergi/form", 404),
        ("/api/v1/services/fjarhagsadstod/form?language=de", 400),
        ("/api/v1/addresses", 400),
        ("/api/v1/addresses?q=" + "a" * 81, 400),
        ("/api/v1/", 404),
        ("/api/v1/nothing/here", 404),
        ("/api/v1/cases", 401),
        ("/api/v1/cases/6f0ab6a4-3f5c-4f5d-9a2f-2b8a54f0f6ac", 401),
        ("/api/v1/cases/6f0ab6a4-3f5c-4f5d-9a2f-2b8a54f0f6ac/timeline", 401),
        ("/api/v1/offices/dalvogur/cases", 401),
    ],
)
def test_what_goes_wrong_is_told_as_a_problem(client, address, status):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    told = json.loads(answer.content)
    assert (told["status"], told["type"]) == (status, "about:blank")


def test_a_parameter_that_was_not_understood_is_named(client):
    told = json.loads(client.get("/api/v1/addresses?q=a&limit=21").content)

    assert [one.partition(":")[0] for one in told["errors"]] == ["limit"]


def test_the_api_is_read_with_get(client):
    answer = client.post("/api/v1/municipalities")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


@pytest.mark.django_db
def test_a_public_answer_is_not_sent_again_when_it_has_not_changed(client):
    organisations.municipality("alda")
    first = client.get("/api/v1/municipalities")

    again = client.get("/api/v1/municipalities", headers={"If-None-Match": first.headers["ETag"]})
    organisations.municipality("bakki")
    changed = client.get("/api/v1/municipalities", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.django_db
def test_head_answers_like_get(client):
    assert client.head("/api/v1/municipalities").status_code == 200


@pytest.mark.django_db
def test_no_other_site_may_read_answers(client):
    answer = client.get("/api/v1/municipalities", headers={"Origin": "https://example.is"})

    assert [name for name in answer.headers if name.lower().startswith("access-control")] == []


def test_a_refusal_is_kept_by_nobody(client):
    assert client.get("/api/v1/cases").headers["Cache-Control"] == "private, no-store"


def test_the_description_kept_in_the_handbook_is_the_one_that_is_served(client):
    served = client.get("/api/v1/openapi.json").json()

    assert served == json.loads(CONTRACT.read_text(encoding="utf-8")), "run `make docs`"


def test_every_operation_documents_its_refusals(client):
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    for address, operations in described["paths"].items():
        for operation in operations.values():
            refusals = {status for status in operation["responses"] if int(status) >= 400}
            assert refusals >= {"400"}, address
            assert ("401" in refusals) == ("security" in operation), address
            for status in refusals:
                assert list(operation["responses"][status]["content"]) == [PROBLEM], address


def test_no_parameter_asks_for_a_national_id(client):
    described = client.get("/api/v1/openapi.json").json()
    parameters = [
        parameter
        for operations in described["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
    ]
    asked = json.dumps([parameters, list(described["paths"])]).lower()

    assert parameters
    assert [word for word in ("kennitala", "nationalid", "ssn") if word in asked] == []
