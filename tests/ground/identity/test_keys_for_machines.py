"""Keys for machines: shown once, kept as a digest, issued by the office's administrator, ended on request."""

from __future__ import annotations

import json

import pytest

from factories import organisations, people
from samveita.ground.audit.models import Event
from samveita.ground.identity.keys_command import main
from samveita.ground.identity.machines import client_of, issue_key
from samveita.ground.identity.models import MachineClient, Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.scope import crossing

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
