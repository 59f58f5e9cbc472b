"""Disruptions: what is told is seen at once on the page, in the feed and in the JSON, ends by itself, and can be put back."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from factories import people
from factories.organisations import municipality as make_municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.disrupting import DisruptionRefused, tell, withdraw
from samveita.tools.waste_calendar.models import Outcome, Reason
from tools.waste_calendar.calendars import real

pytestmark = pytest.mark.django_db
PAGE = "/arborg/sorphirdudagatal/"
DESK = "/arborg/vinnubord/sorphirda/roskun/"
NEXT = "/api/v1/municipalities/arborg/waste-calendar/next"
APRIL = date(2026, 4, 20)
FIRST, SECOND, MOVED = date(2026, 4, 22), date(2026, 4, 24), date(2026, 4, 25)


@pytest.fixture
def arborg():
    published.forget()
    place = make_municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    with clock.standing_on(APRIL):
        yield place
    published.forget()


@pytest.fixture
def chief(arborg):
    return people.staff(arborg, Role.ADMINISTRATOR)


@pytest.fixture
def actor(arborg, chief):
    with office_scope(arborg):
        yield people.staff_actor(chief, arborg, Role.ADMINISTRATOR)


def moved(actor, place, **more):
    asked = {"day": FIRST, "reason": Reason.WEATHER, "outcome": Outcome.MOVED, "moved_to": MOVED, **more}
    return tell(actor=actor, municipality=place, **asked)


def the_round(client):
    """UID, days, sequence and status of the events of the round of 22 and 24 April, waste of zone 1."""
    feed = client.get(PAGE + "dagatal.ics", {"svaedi": "zone_1", "flokkar": "residual"})
    found = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    number = next(str(one["UID"]) for one in found if one.decoded("DTSTART") in {FIRST, SECOND, MOVED})
    stem = number.split("@")[0].split(".")[0]
    return [
        (one.decoded("DTSTART"), one.decoded("DTEND"), int(one["SEQUENCE"]), str(one["STATUS"]))
        for one in found
        if str(one["UID"]).split("@")[0].split(".")[0] == stem
    ]


def test_a_moved_day_is_seen_on_the_page_in_the_json_and_in_the_feed(client, arborg, actor):
    before = the_round(client)
    moved(actor, arborg)

    page = client.get(PAGE, {"svaedi": "zone_1"}).content.decode()
    told = client.get(NEXT, {"zone": "zone_1"}).json()
    assert "Losun sem átti að vera 22. apríl 2026 færist til 25. apríl 2026. Ástæðan er veður." in page
    assert "24. og 25. apríl" in page or "24.–25. apríl 2026" in page
    assert [(one["outcome"], one["movedTo"]) for one in told["disruptions"]] == [("moved", "2026-04-25")]
    assert told["collections"][0]["next"] == ["2026-04-24", "2026-04-25"]
    assert [one[2:] for one in before] == [(0, "CONFIRMED"), (0, "CONFIRMED")]
    # The round was two events; now it is one run of days, and the second event is taken away.
    assert the_round(client) == [
        (SECOND, date(2026, 4, 26), 1, "CONFIRMED"),
        (SECOND, date(2026, 4, 26), 1, "CANCELLED"),
    ]


def test_what_is_withdrawn_is_put_back_as_something_newer(client, arborg, actor):
    told = moved(actor, arborg)
    withdraw(actor=actor, municipality=arborg, uid=told.uid)
    withdraw(actor=actor, municipality=arborg, uid=told.uid)

    assert "færist til" not in client.get(PAGE, {"svaedi": "zone_1"}).content.decode()
    assert [(one[0], one[2], one[3]) for one in the_round(client)] == [
        (FIRST, 2, "CONFIRMED"),
        (SECOND, 2, "CONFIRMED"),
    ]
    with crossing("a test counts"):
        kinds = Event.objects.filter(type__startswith="waste_calendar.").order_by("at")
        assert list(kinds.values_list("type", flat=True)) == [
            "waste_calendar.disruption_written",
            "waste_calendar.disruption_withdrawn",
        ]


def test_a_round_left_without_a_day_is_cancelled_and_the_next_one_comes_up(client, arborg, actor):
    for day in (FIRST, SECOND):
        tell(actor=actor, municipality=arborg, day=day, reason=Reason.ROAD, outcome=Outcome.CANCELLED)

    assert {one[3] for one in the_round(client)} == {"CANCELLED"}
    answer = client.get(NEXT, {"zone": "zone_1"}).json()["collections"]
    assert all(one["next"] > ["2026-04-25"] for one in answer)


def test_a_notice_ends_by_itself_and_the_days_stay_as_they_were_driven(client, arborg, actor):
    moved(actor, arborg)
    with clock.standing_on(date(2026, 4, 26)):
        published.forget()
        page = client.get(PAGE, {"svaedi": "zone_1"}).content.decode()

        assert "Röskun á sorphirðu" not in page
        assert the_round(client)[0][:2] == (SECOND, date(2026, 4, 26))


def test_a_notice_is_told_only_where_and_for_what_it_was_written(client, arborg, actor):
    moved(actor, arborg, areas=["zone_1"], streams=["residual_bio"])

    def told(zone):
        return len(client.get(NEXT, {"zone": zone}).json()["disruptions"])

    assert (told("zone_1"), told("zone_2"), told("zone_4")) == (1, 0, 0)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"day": date(2026, 4, 26), "moved_to": date(2026, 4, 27)}, "day"),
        ({"day": date(2026, 4, 1)}, "day"),
        ({"moved_to": FIRST}, "moved_to"),
        ({"moved_to": None}, "moved_to"),
        ({"moved_to": date(2026, 9, 1)}, "moved_to"),
        ({"ends_on": date(2026, 4, 19)}, "ends_on"),
        ({"areas": ["zone_9"]}, "day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_to_mend(arborg, actor, more, field):
    with pytest.raises(DisruptionRefused) as refused:
        moved(actor, arborg, **more)

    assert refused.value.field == field


def test_only_an_administrator_there_tells(arborg, actor):
    worker = people.staff_actor(people.staff(arborg, Role.CASE_WORKER), arborg, Role.CASE_WORKER)

    for one in (worker, Actor.system("test"), people.resident_actor(people.person())):
        with pytest.raises(NotAllowed):
            moved(one, arborg)


def test_the_desk_tells_and_withdraws(arborg, chief):
    browser = people.browser_of(chief)
    form = {
        "dagur": "22.4.",
        "astaeda": "road",
        "utkoma": "moved",
        "nyr_dagur": "25. apríl",
        "svaedi": "zone_1",
        "vidbot_is": "Bílarnir byrja fyrr.",
        "vidbot_en": "The trucks start earlier.",
        "vidbot_pl": "Śmieciarki zaczynają wcześniej.",
    }

    half = browser.post(DESK, {**form, "vidbot_en": ""})
    done = browser.post(DESK, form, follow=True)
    english = browser.get("/en" + DESK).content.decode()
    uid = done.context["shown"][0]["uid"]
    back = browser.post(f"{DESK}{uid}/afturkalla/", follow=True)

    assert (half.status_code, "öllum þremur tungumálunum" in half.content.decode()) == (422, True)
    assert "Ástæðan er færð. Bílarnir byrja fyrr." in done.content.decode()
    assert "The reason is road conditions. The trucks start earlier." in english
    assert (back.context["shown"], len(back.context["past"])) == ([], 1)


def test_a_note_is_written_in_three_languages(arborg, actor):
    told = moved(actor, arborg, note=Text(is_="Já.", en="Yes.", pl="Tak."))

    assert published.published(arborg).told[0].message.pl.endswith("Powodem jest pogoda. Tak.")
    assert told.ends_on == MOVED
