"""SIGKILL of the worker between a reminder's turn and its end: the evening's reminder is written and sent once at most."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.urls import get_resolver

from factories.organisations import municipality as make_municipality
from forked_worker import died, start_worker, stop_worker
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.notices.models import NoticeState, Subscription, SubscriptionMail
from samveita.ground.notices.subscribing import SEND, ask
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.handlers import KINDS
from samveita.iceland import clock
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.reminders import REMINDER, ReminderChoices
from tools.waste_calendar.calendars import real

EVENING = datetime(2026, 4, 21, 20, 5, tzinfo=clock.ICELAND)


@pytest.fixture
def subscribed(committed_db):
    get_resolver().url_patterns  # noqa: B018 - imports every page here, so that no worker has to
    published.forget()
    place = make_municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    with clock.standing_on(date(2026, 4, 20)):
        choices = ReminderChoices(place=(("svaedi", "zone_1"),))
        ask(topic=REMINDER, office=place, address="anna@example.is", choices=choices, language="is")
        with crossing("a test confirms"):
            SubscriptionMail.objects.update(state=NoticeState.SENT)
            Subscription.objects.update(confirmed_at=clock.now(), next_turn_at=clock.now())
    yield committed_db
    published.forget()


@pytest.fixture
def sent_to(tmp_path, settings, monkeypatch):
    """The folder in which every worker's mail ends up; a lost turn is taken again at once."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    at_once = replace(KINDS[SEND], lease=timedelta(seconds=0.5), waits=(timedelta(0),))
    monkeypatch.setitem(KINDS, SEND, at_once)
    return tmp_path / "mail"


def reminder():
    with crossing("a test looks"):
        mail = SubscriptionMail.objects.filter(about="2026-04-22").first()
        return mail.state if mail else ""


@pytest.mark.parametrize(
    ("crash_at", "ends", "sent"),
    [
        ("notices.turn_taken", NoticeState.SENT, 1),
        ("notices.subscription_sending", NoticeState.UNKNOWN, 0),
        ("notices.subscription_sent", NoticeState.UNKNOWN, 1),
    ],
)
def test_the_evenings_reminder_outlives_its_worker_and_comes_once_at_most(
    subscribed, sent_to, crash_at, ends, sent
):
    evening = EVENING - clock.now()
    assert died(start_worker(crash_at=crash_at, later=evening))

    second = start_worker(later=evening)
    try:
        deadline = time.monotonic() + 45
        while reminder() != ends and time.monotonic() < deadline:
            time.sleep(0.1)
        assert reminder() == ends
        time.sleep(1)
    finally:
        stop_worker(second)

    messages = [one for one in sent_to.glob("*") if b"List-Unsubscribe" in one.read_bytes()]
    assert len(messages) == sent
