"""Reminders by e-mail: nothing before they are confirmed, one an evening whatever breaks, and none after they are stopped."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from factories.organisations import municipality as make_municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.notices.models import NoticeState, Subscription, SubscriptionMail
from samveita.ground.notices.subscribing import LINK_LASTS, MOST_FROM_ONE_PLACE, forget
from samveita.ground.notices.subscription_mail import take_turns
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.deliveries import claim_due, due_uids, rescue_lost
from samveita.ground.worklist.delivering import deliver
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.models import Disruption, DisruptionContent, DisturbedRound
from tools.waste_calendar.calendars import real

pytestmark = pytest.mark.django_db
PAGE = "/arborg/sorphirdudagatal/aminning/"
EVERY_BIN = ["residual_bio", "paper_plastic", "deep"]
FORM = {
    "netfang": "anna@example.is", "flokkar": EVERY_BIN, "dagar": "1", "klukkan": "20", "samthykki": "ja",
}  # fmt: skip
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture
def arborg():
    published.forget()
    place = make_municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    yield place
    published.forget()


@pytest.fixture
def at():
    """Stand at a moment of 2026: month, day, hour."""
    stack = []

    def stand(month, day, hour, minute=0, year=2026):
        while stack:
            stack.pop().__exit__(None, None, None)
        wanted = datetime(year, month, day, hour, minute, tzinfo=clock.ICELAND)
        shift = clock.shifted(wanted - timezone.now())
        shift.__enter__()
        stack.append(shift)
        published.forget()

    yield stand
    while stack:
        stack.pop().__exit__(None, None, None)


def work():
    """What the minute tick and the worker do."""
    take_turns()
    for uid in due_uids():
        deliver(uid)


def link(message, word):
    """The path of the link a message gives."""
    return next(one for one in LINK.findall(message.body) if word in one)


def subscribed(client, prefix="", zone="zone_1", **form):
    answer = client.post(f"{prefix}{PAGE}?svaedi={zone}", {**FORM, **form})
    assert answer.status_code == 200
    work()
    client.post(link(mail.outbox[-1], "/stadfesta/"))
    mail.outbox.clear()


def rows():
    with crossing("a test looks"):
        return list(Subscription.objects.all())


def states():
    with crossing("a test looks"):
        return list(
            SubscriptionMail.objects.exclude(about__startswith="confirm").values_list("about", "state")
        )


@pytest.mark.usefixtures("arborg")
def test_nothing_is_sent_before_the_link_in_the_message_is_confirmed(client, at):
    at(4, 20, 12)
    page = client.post(f"{PAGE}?svaedi=zone_1", FORM)
    work()
    (asked,) = mail.outbox
    confirm = link(asked, "/stadfesta/")
    client.get(confirm)
    at(4, 21, 20, 5)
    work()
    opened = len(mail.outbox)
    client.post(confirm)
    work()

    assert "anna" not in page.content.decode()
    assert (asked.to, opened) == (["anna@example.is"], 1)
    reminder = mail.outbox[1]
    assert reminder.subject == "Losun á morgun: Grá- og brúntunna"
    assert "Miðvikudagur, 22. apríl 2026" in reminder.body
    assert reminder.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with crossing("a test looks"):
        assert Event.objects.filter(type="notices.subscription_confirmed").count() == 1
    (row,) = rows()
    assert row.consent.sentence.startswith("Ég vil fá áminningu")
    assert b"anna" not in row.sealed_address


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize(
    ("prefix", "subject"),
    [("/en", "Collection tomorrow: "), ("/pl", "Odbiór jutro: ")],
)
def test_the_reminder_speaks_the_language_it_was_asked_for_in(client, at, prefix, subject):
    at(4, 20, 12)
    subscribed(client, prefix)
    at(4, 21, 20, 1)
    work()

    (message,) = mail.outbox
    assert message.subject.startswith(subject)
    assert link(message, "/haetta/").startswith(f"{prefix}/tilkynningar/")


@pytest.mark.usefixtures("arborg")
def test_it_comes_at_the_chosen_hour_once_and_only_for_what_was_chosen(client, at):
    at(4, 20, 12)
    subscribed(client, flokkar="residual_bio", dagar="2", klukkan="18")
    told = []
    for day, hour in ((20, 17), (20, 18), (20, 19), (21, 18), (22, 18), (23, 18)):
        at(4, day, hour, 30)
        work()
        work()
        told.append(len(mail.outbox))

    assert told == [0, 1, 1, 1, 1, 1]
    assert mail.outbox[0].subject == "Losun 22. apríl 2026: Grá- og brúntunna"


@pytest.mark.usefixtures("arborg")
def test_a_reminder_the_night_has_overtaken_is_not_sent(client, at):
    at(4, 20, 12)
    subscribed(client)
    at(4, 22, 8)
    work()

    assert (mail.outbox, states()) == ([], [])


@pytest.mark.usefixtures("arborg")
def test_one_click_stops_and_takes_the_address_away(client, at):
    at(4, 20, 12)
    subscribed(client)
    at(4, 21, 20, 1)
    work()
    stop = link(mail.outbox[0], "/haetta/")
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].endswith(f"{stop}>")
    client.get(stop)
    (still,) = rows()
    posted = client.post(stop, {"List-Unsubscribe": "One-Click"})
    again = client.post(stop)
    at(5, 5, 20, 1)
    work()

    (row,) = rows()
    assert (still.stopped_at, posted.status_code, again.status_code) == (None, 200, 200)
    assert (row.sealed_address, row.sealed_choices, row.address_mark) == (None, None, None)
    assert (row.confirmed_at is None, row.stopped_at is None, len(mail.outbox)) == (False, False, 1)


@pytest.mark.usefixtures("arborg")
def test_the_link_to_change_moves_the_reminder_to_another_place_and_hour(client, at):
    at(4, 20, 12)
    subscribed(client)
    at(4, 21, 20, 1)
    work()
    change = link(mail.outbox[0], "/sorphirdudagatal/aminning/")
    shown = client.get(change, {"svaedi": "zone_4"}).content.decode()
    done = client.post(f"{change}?svaedi=zone_4", {"flokkar": EVERY_BIN, "dagar": "0", "klukkan": "6"})
    foreign = client.get(change[:-4] + "xxx/")

    (row,) = rows()
    assert ("anna" in shown, done.status_code, foreign.status_code) == (False, 200, 404)
    assert row.next_turn_at is not None
    at(4, 22, 6, 1)
    mail.outbox.clear()
    work()
    assert [about for about, _state in states()] != []


@pytest.mark.usefixtures("arborg")
def test_an_address_is_written_to_three_times_a_day_at_most_and_nobody_learns_of_it(client, at):
    at(4, 20, 12)
    answers = {client.post(f"{PAGE}?svaedi=zone_1", FORM).content for _ in range(5)}
    work()

    assert (len(answers), len(mail.outbox), len(rows())) == (1, 3, 1)


@pytest.mark.usefixtures("arborg")
def test_one_place_may_not_sign_up_without_end_and_is_forgotten_after_an_hour(client, at):
    at(4, 20, 12)
    codes = [
        client.post(f"{PAGE}?svaedi=zone_1", {**FORM, "netfang": f"a{number}@example.is"}).status_code
        for number in range(MOST_FROM_ONE_PLACE + 1)
    ]
    at(4, 20, 13, 5)
    forget()
    later = client.post(f"{PAGE}?svaedi=zone_1", {**FORM, "netfang": "b@example.is"}).status_code

    assert (set(codes[:-1]), codes[-1], later) == ({200}, 429, 200)
    with crossing("a test looks"):
        assert SubscriptionMail.objects.exclude(asked_from="").count() == 1


@pytest.mark.usefixtures("arborg")
def test_what_was_never_confirmed_is_forgotten_and_its_link_with_it(client, at):
    at(4, 20, 12)
    client.post(f"{PAGE}?svaedi=zone_1", FORM)
    work()
    at(4, 20 + LINK_LASTS.days, 12, 1)
    answer = client.post(link(mail.outbox[0], "/stadfesta/"))
    forget()

    assert (answer.status_code, rows()) == (404, [])


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize("form", [{"netfang": "anna"}, {"samthykki": ""}])
def test_without_an_address_or_consent_nothing_is_kept(client, at, form):
    at(4, 20, 12)

    assert client.post(f"{PAGE}?svaedi=zone_1", {**FORM, **form}).status_code == 422
    assert rows() == []


@pytest.mark.usefixtures("arborg")
def test_after_the_edition_it_is_told_once_that_the_next_is_not_out(client, at):
    at(12, 1, 12)
    subscribed(client)
    at(12, 1, 21)
    work()
    mail.outbox.clear()
    for day in (1, 2, 3, 4):
        at(1, day, 20, 1, year=2027)
        work()

    assert [one.subject for one in mail.outbox] == ["Nýtt sorphirðudagatal er ekki komið"]


def disturbed(arborg, **outcome):
    """Tell that the round of 22 April goes otherwise."""
    number = next(
        one.number
        for one in real("arborg-2026").stream("residual_bio").zone("zone_1").rounds
        if date(2026, 4, 22) in one.days
    )
    with crossing("a test tells"):
        Disruption.objects.create(
            municipality=arborg,
            content=DisruptionContent(
                edition=date(2026, 1, 1),
                day=date(2026, 4, 22),
                rounds=(DisturbedRound(stream="residual_bio", area="zone_1", number=number),),
                reason="weather",
                **outcome,
            ),
            ends_on=date(2026, 4, 23),
            written_at=clock.now(),
        )


def test_a_disruption_is_in_the_reminder_and_the_new_day_has_its_own(client, arborg, at):
    at(4, 20, 12)
    subscribed(client)
    disturbed(arborg, outcome="moved", moved_to=date(2026, 4, 23))
    for day in (21, 22):
        at(4, day, 20, 1)
        work()

    first, second = mail.outbox
    assert "færist til 23. apríl 2026. Ástæðan er veður." in first.body
    assert second.subject == "Losun á morgun: Grá- og brúntunna"
    assert ["Hafðu ílátin aðgengileg" in one.body for one in (first, second)] == [False, True]


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize(("day", "hour", "subject"), [(21, 12, "Losun á morgun: "), (22, 6, "Losun í dag: ")])
def test_a_reminder_that_waited_says_the_day_as_it_is_when_it_is_sent(
    client, at, monkeypatch, day, hour, subject
):
    def away(_self):
        raise TimeoutError

    at(4, 20, 12)
    subscribed(client, flokkar="residual_bio", dagar="2", klukkan="18")
    at(4, 20, 18, 1)
    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "open", away)
        work()
    at(4, day, hour)
    work()

    assert [one.subject for one in mail.outbox] == [f"{subject}Grá- og brúntunna"]


@pytest.mark.usefixtures("arborg")
def test_a_message_whose_sender_died_is_never_sent_again_and_asks_nobody(client, at):
    at(4, 20, 12)
    subscribed(client)
    at(4, 21, 20, 1)
    take_turns()
    with crossing("a test breaks off"):
        (uid,) = due_uids()
        claim_due(uid)
        SubscriptionMail.objects.exclude(about__startswith="confirm").update(state=NoticeState.SENDING)
    at(4, 21, 20, 30)
    rescue_lost()
    at(4, 21, 23)
    work()

    assert (mail.outbox, states()) == ([], [("2026-04-22", NoticeState.UNKNOWN)])
    with crossing("a test looks"):
        assert Task.objects.count() == 0


@pytest.mark.usefixtures("arborg")
def test_a_mail_server_that_is_away_is_asked_again_until_it_is_of_no_use(client, at, monkeypatch):
    def away(_self, _messages):
        raise ConnectionRefusedError

    at(4, 20, 12)
    subscribed(client)
    at(4, 21, 20, 1)
    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", away)
        work()
        waiting = states()
        at(4, 22, 7, 1)
        work()

    assert waiting == [("2026-04-22", NoticeState.WAITING)]
    assert states() == [("2026-04-22", NoticeState.SUPPRESSED)]


@pytest.mark.usefixtures("arborg")
def test_everything_to_put_right_is_told_at_once_and_nothing_is_kept(client):
    answer = client.post(f"{PAGE}?svaedi=zone_1", {"netfang": "anna@"})

    assert answer.status_code == 422
    assert [one.name for one in answer.context["errors"]] == ["netfang", "flokkar", "samthykki"]
    assert 'value="anna@"' in answer.content.decode()
    assert rows() == []


@pytest.mark.usefixtures("arborg")
def test_the_links_say_what_they_are_about_and_a_change_without_bins_is_refused(client):
    client.post(f"{PAGE}?svaedi=zone_1", FORM)
    work()
    confirming = link(mail.outbox[0], "/stadfesta/")
    asked = client.get(confirming).content.decode()
    confirmed = client.post(confirming).content.decode()
    change = re.search(r'href="(/arborg/sorphirdudagatal/aminning/[^"]+)"', confirmed)
    assert change is not None
    own = change[1].split("/")[-2]
    stopping = client.get(f"/tilkynningar/askrift/{own}/haetta/").content.decode()

    assert all("Áminning um sorphirðu" in page for page in (asked, confirmed, stopping))
    assert client.post(change[1], {"dagar": "0", "klukkan": "6"}).status_code == 422
    assert "Áminning um sorphirðu" not in client.get("/tilkynningar/askrift/x/stadfesta/").content.decode()
