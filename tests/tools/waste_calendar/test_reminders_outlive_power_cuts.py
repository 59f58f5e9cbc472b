"""SIGKILL of the worker between a reminder's turn and its end: the evening's reminder is written and sent once at most."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime

import pytest
from django.db import connections

from factories.organisations import municipality as make_municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.notices.models import NoticeState, Subscription, SubscriptionMail
from samveita.ground.notices.subscribing import ask
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.reminders import REMINDER, ReminderChoices
from tools.waste_calendar.calendars import real

WORKER = """
import os, sys, django
django.setup()
from datetime import timedelta
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = sys.argv[1]
from dataclasses import replace
from samveita.ground.notices.subscribing import SEND
from samveita.ground.worklist.handlers import KINDS
KINDS[SEND] = replace(KINDS[SEND], lease=timedelta(seconds=0.5), waits=(timedelta(0),))
from samveita.project.worker import work
work(tick_seconds=0.3, idle_seconds=0.1, once=False)
"""
EVENING = datetime(2026, 4, 21, 20, 5, tzinfo=clock.ICELAND)


@pytest.fixture
def subscribed(committed_db):
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
    connections.close_all()
    yield committed_db
    published.forget()


def start(database, folder, *, crash_at=""):
    offset = int((EVENING - datetime.now(tz=clock.ICELAND)).total_seconds())
    environment = {
        **os.environ,
        **database.environment,
        "SAMVEITA_CRASH_AT": crash_at,
        clock.OFFSET_VARIABLE: str(offset),
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


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
    subscribed, tmp_path, crash_at, ends, sent
):
    folder = tmp_path / "mail"
    killed = start(subscribed, folder, crash_at=crash_at)
    assert killed.wait(timeout=60) == -signal.SIGKILL
    killed.communicate()

    second = start(subscribed, folder)
    try:
        deadline = time.monotonic() + 45
        while reminder() != ends and time.monotonic() < deadline:
            time.sleep(0.1)
        reached = reminder()
        time.sleep(1)
    finally:
        second.terminate()
        _, complaints = second.communicate(timeout=20)

    messages = [one for one in folder.glob("*") if b"List-Unsubscribe" in one.read_bytes()]
    assert (reached, len(messages)) == (ends, sent), complaints.decode()
