"""Keys for machines: shown once, kept as a digest, issued by the office's administrator, ended on request."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from factories import organisations, people
from samveita.ground.audit.models import Event
from samveita.ground.identity.keys_command import main
from samveita.ground.identity.machines import client_of, issue_key
from samveita.ground.identity.models import MachineClient, Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db


def test_an_administrator_issues_a_key_of_her_own_office_and_nobody_else_does():
    town, other = organisations.municipality(), organisations.municipality("annarstadar")
    administrator = people.staff_actor(people.staff(town, Role.ADMINISTRATOR), town, Role.ADMINISTRATOR)
    with crossing("a test acts at two offices"):
        client, key = issue_key(
            actor=administrator, office=town, name="Ísland.is", ability="applications.island_is"
        )
        with pytest.raises(NotAllowed):
            issue_key(actor=administrator, office=other, name="x", ability="applications.island_is")
        kinds = list(Event.objects.filter(target=client.uid).values_list("type", flat=True))
    assert client_of(key) == client
    assert kinds == ["identity.machine_key_issued"]
    assert key not in str(MachineClient.objects.values_list())


def test_the_command_issues_lists_and_ends(capsys):
    town = organisations.municipality()
    assert main(["issue", town.slug, "--name", "Ísland.is", "--ability", "applications.island_is"]) == 0
    issued = json.loads(capsys.readouterr().out)
    assert client_of(issued["key"]) is not None

    assert main(["end", town.slug, issued["uid"]]) == 0
    capsys.readouterr()
    assert client_of(issued["key"]) is None
    assert main(["list", town.slug]) == 0
    [listed] = json.loads(capsys.readouterr().out)["keys"]
    assert (listed["uid"], "key" in listed, listed["ended"] is None) == (issued["uid"], False, False)


@pytest.mark.parametrize(
    "asked",
    [
        ["list", "hvergi"],
        ["issue", "{town}", "--name", "x", "--ability", "fljúga"],
        ["issue", "{town}", "--name", " ", "--ability", "applications.hms"],
        ["end", "{town}", "ekki-uid"],
    ],
)
def test_what_the_command_cannot_do_it_says(capsys, asked):
    town = organisations.municipality()
    assert main([word.format(town=town.slug) for word in asked]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def _browser(town):
    return people.browser_of(people.staff(town, Role.ADMINISTRATOR))


def _asked(**more):
    return {"name": "Gátt", "ability": "applications.hms", "expires_on": "", "uid": str(uuid4())} | more


def test_the_page_shows_a_new_key_once():
    town = organisations.municipality()
    browser, asked = _browser(town), _asked()
    first = browser.post(f"/{town.slug}/vinnubord/lyklar/nyr/", asked)
    key = re.search(r"samveita_[\w-]+", first.content.decode()).group()
    again = browser.post(f"/{town.slug}/vinnubord/lyklar/nyr/", asked, follow=True).content.decode()

    assert client_of(key).name == "Gátt"
    assert key not in again
    assert MachineClient.objects.count() == 1
    assert "no-store" in first["Cache-Control"]


def test_a_key_opens_nothing_after_its_last_day():
    town = organisations.municipality()
    day = clock.today() + timedelta(days=3)
    _browser(town).post(f"/{town.slug}/vinnubord/lyklar/nyr/", _asked(expires_on=day.strftime("%d.%m.%Y")))
    key_of = MachineClient.objects.get()
    MachineClient.objects.update(digest=sha256(b"samveita_x").hexdigest())
    with clock.shifted(timedelta(days=3)):
        on_the_last = client_of("samveita_x")
    with clock.shifted(timedelta(days=4)):
        the_day_after = client_of("samveita_x")

    assert (on_the_last, the_day_after) == (key_of, None)


def test_the_page_tells_when_a_key_was_last_used_and_ends_it_after_a_question():
    town = organisations.municipality()
    browser = _browser(town)
    page = browser.post(f"/{town.slug}/vinnubord/lyklar/nyr/", _asked()).content.decode()
    key = re.search(r"samveita_[\w-]+", page).group()
    before = browser.get(f"/{town.slug}/vinnubord/lyklar/").content.decode()
    client = client_of(key)
    after = browser.get(f"/{town.slug}/vinnubord/lyklar/").content.decode()
    asked = browser.get(f"/{town.slug}/vinnubord/lyklar/{client.uid}/").content.decode()
    still = client_of(key)
    browser.post(f"/{town.slug}/vinnubord/lyklar/{client.uid}/")

    assert ("aldrei" in before, "aldrei" in after) == (True, False)
    assert "Fella lykilinn úr gildi" in asked
    assert (still, client_of(key)) == (client, None)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"ability": "fly"}, {"expires_on": "01.01.2020"}])
def test_the_page_says_what_is_missing(wrong):
    town = organisations.municipality()
    answer = _browser(town).post(f"/{town.slug}/vinnubord/lyklar/nyr/", _asked(**wrong))

    assert answer.status_code == 422
    assert MachineClient.objects.count() == 0


def test_an_office_does_not_see_or_end_the_keys_of_another():
    town, other = organisations.municipality(), organisations.municipality("annarstadar")
    _browser(other).post(f"/{other.slug}/vinnubord/lyklar/nyr/", _asked(name="Leynigátt"))
    uid = MachineClient.objects.get().uid
    browser = _browser(town)

    assert "Leynigátt" not in browser.get(f"/{town.slug}/vinnubord/lyklar/").content.decode()
    assert browser.post(f"/{town.slug}/vinnubord/lyklar/{uid}/").status_code == 404
    assert MachineClient.objects.get().ended_at is None
