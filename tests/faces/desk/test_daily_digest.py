"""The daily digest to staff: off until asked for and confirmed, once a day, numbers only, stopped by one click."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core import mail
from django.utils import timezone

from factories import people
from samveita.ground.identity.models import Role, RoleGrant
from samveita.ground.notices.subscription_mail import take_turns
from samveita.ground.worklist.deliveries import due_uids
from samveita.ground.worklist.delivering import deliver
from samveita.iceland import clock

pytestmark = pytest.mark.django_db
PAGE = "/dalvogur/vinnubord/tilkynningar/"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture
def at():
    """Stand at an hour of a day in November and December 2026; 23 November is a Monday."""
    stack = []

    def stand(month, day, hour):
        while stack:
            stack.pop().__exit__(None, None, None)
        shift = clock.shifted(datetime(2026, month, day, hour, 5, tzinfo=clock.ICELAND) - timezone.now())
        shift.__enter__()
        stack.append(shift)

    yield stand
    while stack:
        stack.pop().__exit__(None, None, None)


def work():
    take_turns()
    for uid in due_uids():
        deliver(uid)


def link(message, word):
    return next(one for one in LINK.findall(message.body) if word in one)


@pytest.fixture
def asked_for(worker, own_case, at, client):
    """The worker has one case of her own, asked for the digest on a Sunday evening and confirmed it."""
    at(11, 29, 18)
    people.browser_of(worker).post(PAGE, {"skref": "byrja", "email": "ragna@example.is"})
    work()
    client.post(link(mail.outbox[-1], "/stadfesta/"))
    mail.outbox.clear()
    return own_case


def test_nobody_is_written_to_before_asking(own_case, at):
    at(11, 30, 8)
    work()

    assert mail.outbox == []


def test_it_comes_once_on_a_working_day_and_holds_only_numbers(asked_for, at):
    work()
    on_sunday = len(mail.outbox)
    at(11, 30, 6)
    work()
    before_seven = len(mail.outbox)
    at(11, 30, 8)
    work()
    work()
    at(11, 30, 15)
    work()
    (message,) = mail.outbox
    at(12, 1, 8)
    work()

    assert (on_sunday, before_seven, len(mail.outbox)) == (0, 0, 2)
    assert "Opin mál sem þú vinnur að: 1" in message.body
    assert "/dalvogur/vinnubord/" in message.body
    assert asked_for.number not in message.body
    assert asked_for.person.name not in message.body


def test_one_click_in_the_message_stops_it(asked_for, at, client):
    at(11, 30, 8)
    work()
    stop = re.search(r"https?://[^/]+(/[^>]+)", mail.outbox[0].extra_headers["List-Unsubscribe"]).group(1)
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    at(12, 1, 8)
    work()

    assert len(mail.outbox) == 1


def test_it_is_stopped_on_the_page_too(asked_for, worker, at):
    desk = people.browser_of(worker)
    shown = desk.get(PAGE).content.decode()
    desk.post(PAGE, {"skref": "haetta"})
    at(11, 30, 8)
    work()

    assert "Þú færð yfirlitið" in shown
    assert "Fá yfirlitið" in desk.get(PAGE).content.decode()
    assert mail.outbox == []


def test_somebody_who_has_left_gets_nothing(asked_for, worker, at):
    RoleGrant.objects.filter(person=worker).delete()
    at(11, 30, 8)
    work()

    assert mail.outbox == []


def test_an_address_that_is_none_is_refused(desk, as_role):
    answer = desk.post(PAGE, {"skref": "byrja", "email": "ragna"})

    assert answer.status_code == 422
    assert 'value="ragna"' in answer.content.decode()
    assert as_role(Role.VIEWER).get(PAGE).status_code == 403
