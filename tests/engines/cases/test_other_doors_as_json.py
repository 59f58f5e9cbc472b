"""Another front door sends applications as JSON with a key of the office, and asks how they stand."""

from __future__ import annotations

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.models import Case
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.machines import end_key, issue_key
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing

PLATFORM = Actor.system("test")


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


def key_for(office, ability="applications.island_is"):
    return issue_key(actor=PLATFORM, office=office, name="Ísland.is", ability=ability)


def bearer(key):
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


def sending(client, town, key, person, *, external_id="A-1", answers=None, **changes):
    given = cases.as_answered(cases.ANSWERS | {"name": person.name, "domicile": cases.DOMICILE} | changes)
    body = {
        "externalId": external_id,
        "applicant": {"kennitala": kennitala_of(person).digits, "name": person.name},
        "answers": {name: value for name, value in given.items() if value is not None},
    }
    address = f"/api/v1/municipalities/{town.slug}/services/fjarhagsadstod/applications"
    return client.post(address, body, content_type="application/json", **bearer(key))


def test_an_application_becomes_a_case_once_and_its_status_is_given_back(client, town):
    (_machine, key), person = key_for(town), people.person("Guðrún Ösp")

    first, again = sending(client, town, key, person), sending(client, town, key, person)

    with office_scope(town):
        [case] = Case.objects.all()
    assert (first.status_code, again.status_code, case.door) == (201, 200, "island_is")
    assert first.json()["case"] == again.json()["case"] == str(case.uid)
    asked = client.get("/api/v1/applications/A-1", **bearer(key))
    assert (asked.status_code, asked.json()["number"], asked.json()["state"]) == (200, case.number, "new")
    assert person.name not in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]


def test_answers_that_do_not_fit_are_named_by_place_and_leave_nothing(client, town):
    _machine, key = key_for(town)
    refused = sending(client, town, key, people.person(), credit_percent=101)

    with crossing("a test counts"):
        assert Case.objects.count() == 0
    assert refused.status_code == 422
    assert "/credit_percent" in refused.json()["detail"]


def test_whoever_already_applied_this_month_is_told_so(client, town):
    (_machine, key), person = key_for(town), people.person()
    sending(client, town, key, person)
    second = sending(client, town, key, person, external_id="A-2")

    assert second.status_code == 409
    assert "þegar sótt um" in second.json()["detail"]


@pytest.mark.parametrize("whose", ["nobody's", "ended", "another office's", "for something else"])
def test_no_other_key_opens_the_door(client, town, whose):
    elsewhere = organisations.municipality("annarstadar")
    machine, key = key_for(elsewhere if whose == "another office's" else town)
    if whose == "nobody's":
        key = "samveita_" + "x" * 43
    if whose == "ended":
        end_key(actor=PLATFORM, office=town, uid=machine.uid)
    if whose == "for something else":
        machine.ability = "something.else"
        machine.save()

    refused = sending(client, town, key, people.person())

    assert refused.status_code == (401 if whose in {"nobody's", "ended"} else 404)
    with crossing("a test counts"):
        assert Case.objects.count() == 0


def test_a_door_asks_only_about_what_it_sent(client, town):
    (_machine, key), (_other, of_another) = key_for(town), key_for(town, "applications.hms")
    sending(client, town, key, people.person())

    assert client.get("/api/v1/applications/A-1", **bearer(of_another)).status_code == 404
    assert client.get("/api/v1/applications/A-1").status_code == 401
