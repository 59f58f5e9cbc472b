"""Notices: who is told, what the message says, that it is sent at most once, and how it is stopped."""

from __future__ import annotations

import smtplib
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import transaction

from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.notices.addresses import AddressRefused, address_of, give_email, stop, stop_token
from samveita.ground.notices.kinds import NOTICE_KINDS, Category, NoticeKind
from samveita.ground.notices.models import ContactPoint, Notice, NoticeState
from samveita.ground.notices.notifying import notify
from samveita.ground.notices.sending import find_lost, stop_address
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.deliveries import claim_due, rescue_lost
from samveita.ground.worklist.delivering import deliver
from samveita.ground.worklist.handlers import LEASE
from samveita.ground.worklist.models import Delivery, DeliveryState
from samveita.ground.worklist.queries import open_tasks
from samveita.iceland import clock
from samveita.iceland.texts import Text

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")
WAITS = "notices.letter_waits"


@pytest.fixture
def office(make_office):
    return make_office("dalvogur")


@pytest.fixture
def anna(make_person):
    return make_person("Anna Þórsdóttir", language="pl")


@pytest.fixture
def point(office, anna):
    with person_scope(anna):
        return give_email(actor=SYSTEM, office=office, person=anna, address=" anna@example.is ")


def told(office, person, **values):
    with transaction.atomic():
        return notify(person=person, office=office, **{"kind": WAITS, "about": uuid4(), **values})


def carried_out(notice):
    """Attempt the notice's delivery; return what notice and delivery then say."""
    with crossing("a test looks"):
        delivery = Delivery.objects.filter(target=notice.uid).first()
        if delivery is not None:
            deliver(delivery.uid)
            delivery.refresh_from_db()
        notice = Notice.objects.get(pk=notice.pk)
        return notice.state, delivery and delivery.state


def test_the_notice_says_that_something_waits_and_nothing_about_anyone(office, anna, point):
    notice = told(office, anna)

    assert carried_out(notice) == (NoticeState.SENT, DeliveryState.DONE)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["anna@example.is"], "Czeka na Ciebie pismo")
    assert "Anna" not in message.body + message.subject
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop_address(point, 'pl')}>"
    assert "/pl/tilkynningar/afthakka/" in message.body


def test_the_address_is_sealed(point):
    with crossing("a test looks"):
        row = ContactPoint.objects.select_related("office", "person").get(pk=point.pk)
        assert (address_of(row), b"anna" in row.sealed_address) == ("anna@example.is", False)


@pytest.mark.parametrize("address", ["anna", "anna@", "a b@example.is", "anna@example.is\nBcc: x@example.is"])
def test_what_is_no_address_is_refused(office, anna, address):
    with person_scope(anna), pytest.raises(AddressRefused):
        give_email(actor=SYSTEM, office=office, person=anna, address=address)


def test_the_same_letter_is_told_of_once(office, anna, point):
    about = uuid4()
    first, second = told(office, anna, about=about), told(office, anna, about=about)
    carried_out(first)
    carried_out(second)

    assert (first.pk, len(mail.outbox)) == (second.pk, 1)


def test_without_an_address_the_ledger_says_so_and_nothing_is_sent(office, anna):
    assert carried_out(told(office, anna)) == (NoticeState.SUPPRESSED, None)


def test_an_address_given_to_one_office_is_not_used_by_another(anna, point, make_office):
    assert told(make_office("hlidarbaer"), anna).state == NoticeState.SUPPRESSED


def test_the_successor_uses_the_address_given_to_a_merged_municipality(office, anna, point, make_office):
    office.successor = make_office("storabyggd")
    office.save()

    assert carried_out(told(office.successor, anna))[0] == NoticeState.SENT


def test_who_declined_while_the_notice_waited_is_left_alone(office, anna, point):
    notice = told(office, anna)
    with person_scope(anna):
        stop(actor=SYSTEM, point=point)

    assert (carried_out(notice)[0], mail.outbox) == (NoticeState.SUPPRESSED, [])


def test_news_goes_only_to_those_who_confirmed(office, anna, point, monkeypatch):
    words = Text(is_="Fréttir", en="News", pl="Aktualności")
    monkeypatch.setitem(NOTICE_KINDS, "test.news", NoticeKind("test.news", Category.NEWS, words, words))
    unconfirmed = told(office, anna, kind="test.news")
    with crossing("a test confirms"):
        ContactPoint.objects.update(news_confirmed_at=clock.now())

    assert (unconfirmed.state, told(office, anna, kind="test.news").state) == (
        NoticeState.SUPPRESSED, NoticeState.WAITING
    )  # fmt: skip


def test_giving_the_address_again_starts_notices_again(office, anna, point):
    with person_scope(anna):
        stop(actor=SYSTEM, point=point)
        give_email(actor=SYSTEM, office=office, person=anna, address="ny@example.is")

    assert carried_out(told(office, anna))[0] == NoticeState.SENT
    assert mail.outbox[0].to == ["ny@example.is"]


@pytest.mark.parametrize(
    ("fault", "notice_state", "delivery_state"),
    [
        (ConnectionRefusedError(), NoticeState.WAITING, DeliveryState.FAILED),
        (smtplib.SMTPAuthenticationError(535, b"no"), NoticeState.WAITING, DeliveryState.FAILED),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"later")}), NoticeState.WAITING, DeliveryState.FAILED),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no")}), NoticeState.FAILED, DeliveryState.FOR_A_PERSON),
        (smtplib.SMTPDataError(554, b"no"), NoticeState.FAILED, DeliveryState.FOR_A_PERSON),
        (smtplib.SMTPServerDisconnected(), NoticeState.UNKNOWN, DeliveryState.FOR_A_PERSON),
        (TimeoutError(), NoticeState.UNKNOWN, DeliveryState.FOR_A_PERSON),
    ],
)
def test_only_what_the_server_certainly_did_not_take_is_tried_again(
    office, anna, point, monkeypatch, fault, notice_state, delivery_state
):
    def broken(_self, _messages):
        raise fault

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", broken)

    assert carried_out(told(office, anna)) == (notice_state, delivery_state)


@pytest.mark.parametrize("fault", [TimeoutError(), smtplib.SMTPServerDisconnected(), OSError("no such name")])
def test_a_server_that_was_never_reached_is_tried_again(office, anna, point, monkeypatch, fault):
    def broken(_self):
        raise fault

    monkeypatch.setattr(locmem.EmailBackend, "open", broken)

    assert carried_out(told(office, anna)) == (NoticeState.WAITING, DeliveryState.FAILED)


def test_a_message_that_was_taken_stays_sent_though_the_farewell_fails(office, anna, point, monkeypatch):
    def broken(_self):
        raise TimeoutError

    monkeypatch.setattr(locmem.EmailBackend, "close", broken)

    assert carried_out(told(office, anna))[0] == NoticeState.SENT


def test_a_notice_whose_sender_died_is_unknown_and_waits_for_a_person(office, anna, point):
    notice = told(office, anna)
    with crossing("a test breaks off"):
        claim_due(Delivery.objects.get(target=notice.uid).uid)
        Notice.objects.update(state=NoticeState.SENDING)
    assert find_lost() == 0
    with clock.shifted(LEASE * 2):
        rescue_lost()

    assert find_lost() == 1
    assert carried_out(notice) == (NoticeState.UNKNOWN, DeliveryState.FOR_A_PERSON)
    with office_scope(office):
        assert [task.kind for task in open_tasks()] == ["worklist.delivery_given_up"]
    assert mail.outbox == []


def test_opening_the_link_changes_nothing_and_posting_stops(client, point):
    path = f"/tilkynningar/afthakka/{stop_token(point)}/"

    asked = client.get(path)
    with crossing("a test looks"):
        before = ContactPoint.objects.get(pk=point.pk).stopped_at
    posted = client.post(path, {"List-Unsubscribe": "One-Click"})
    client.post(path)
    with crossing("a test looks"):
        after = ContactPoint.objects.get(pk=point.pk).stopped_at
        events = Event.objects.filter(type="notices.stopped").count()

    assert (asked.status_code, before, posted.status_code, after is None, events) == (
        200,
        None,
        200,
        False,
        1,
    )


def test_a_link_that_was_not_made_here_stops_nothing(client, point):
    assert client.post(f"/tilkynningar/afthakka/{stop_token(point)[:-2]}xx/").status_code == 404
