"""The first journey: the house starts with one command and its front page is there for everyone."""

from __future__ import annotations

import json
import urllib.request

import pytest

pytestmark = pytest.mark.journey


def test_the_house_says_that_it_is_ready(house):
    with urllib.request.urlopen(f"{house.web}/heilsa/tilbuin") as answer:
        assert json.load(answer)["status"] == "ready"


def test_each_simulator_answers(house):
    for address in (house.login, house.mailbox, house.xroad):
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
