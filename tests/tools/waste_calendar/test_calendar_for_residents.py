"""What a resident meets: her next collections, the question when a name is not enough, the year, the feed, what goes where."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import icalendar
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from factories.organisations import municipality as make_municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.iceland import clock
from samveita.iceland.addresses import AddressBook
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.fractions import FRACTIONS
from samveita.tools.waste_calendar.reading import read_calendar
from samveita.tools.waste_calendar.revising import carried_over
from tools.waste_calendar.calendars import content, real

pytestmark = pytest.mark.django_db
PAGE = "/arborg/sorphirdudagatal/"
API = "/api/v1/municipalities/arborg/waste-calendar"
APRIL = date(2026, 4, 20)


@pytest.fixture
def arborg():
    """Árborg with its published calendar of 2026, open to residents."""
    published.forget()
    place = make_municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    yield place
    published.forget()


def page_of(client: Client, address: str, **query: object) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def point_of(written: str) -> int:
    return AddressBook().search(written, municipality_number="8200", limit=1)[0].point_number


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("", ["Eftir 2 daga 22. og 24. apríl 2026", "Eftir 16 daga 6.–8. maí 2026"]),
        ("/en", ["In 2 days 22 and 24 April 2026", "In 16 days 6–8 May 2026"]),
        ("/pl", ["Za 2 dni 22 i 24 kwietnia 2026", "Za 16 dni 6–8 maja 2026"]),
    ],
)
def test_an_address_shows_the_next_collection_of_each_stream(client, language, sentences):
    with clock.standing_on(APRIL):
        page = page_of(client, language + PAGE, stadfang=point_of("Tryggvagata 2"))

    assert [one for one in sentences if one not in page] == []


@pytest.mark.usefixtures("arborg")
def test_the_village_of_an_address_answers_what_the_name_alone_cannot(client):
    with clock.standing_on(APRIL):
        asked = page_of(client, PAGE, gata="Garðabær")
        answered = page_of(client, PAGE, gata="Garðabær - Eyrarbakki")

    assert "Hvor staðurinn er þetta?" in asked
    assert "Eftir" not in asked.split("Hvor staðurinn")[1]
    assert "Blátt hverfi, Selfoss/Eyrarbakki" in answered


@pytest.mark.usefixtures("arborg")
def test_flats_with_large_containers_are_chosen_beside_the_street(client):
    with clock.standing_on(date(2026, 6, 17)):
        page = page_of(client, PAGE, stadfang=point_of("Tryggvagata 2"), ilat="stor")

    assert "Djúpgámar" in page
    assert "fimmtudagur, 18. júní 2026" in page


@pytest.mark.usefixtures("arborg")
def test_after_the_edition_the_page_says_that_the_next_is_not_published(client):
    with clock.standing_on(date(2027, 1, 3)):
        page = page_of(client, PAGE, svaedi="zone_2")

    assert "Nýtt dagatal er ekki komið" in page
    assert "gilti til 31. desember 2026" in page


@pytest.mark.usefixtures("arborg")
def test_what_is_typed_leads_on_without_scripts_and_suggests_with_them(client):
    single = client.get(PAGE, {"leit": "tryggvagata 2a"})
    several = page_of(client, PAGE + "tillogur/", leit="trygg")
    own_name = client.get(PAGE + "tillogur/", {"leit": "traðarh"}).content.decode()

    assert re.fullmatch(re.escape(PAGE) + r"\?stadfang=[0-9]+", single.headers.get("Location", "")) or (
        "Tryggvagata 2" in single.content.decode()
    )
    assert "Tryggvagata" in several
    assert "?gata=Tra%C3%B0arh%C3%BAs" in own_name


@pytest.mark.usefixtures("arborg")
def test_the_sheet_shows_every_day_of_the_year_with_its_letter(client):
    with clock.standing_on(APRIL):
        sheet = client.get(PAGE + "blad/", {"svaedi": "zone_1"}).content.decode()

    assert sheet.count('<table class="wc-month">') == 12
    assert sheet.count('class="wc-chip wc-residual"><span aria-hidden="true">A') == 38
    assert sheet.count('class="wc-chip wc-paper"><span aria-hidden="true">B') == 40


@pytest.mark.usefixtures("arborg")
def test_the_feed_is_kept_by_those_who_subscribe(client):
    with clock.standing_on(APRIL):
        first = client.get(PAGE + "dagatal.ics", {"svaedi": "zone_1", "flokkar": "paper"})
        again = client.get(
            PAGE + "dagatal.ics",
            {"svaedi": "zone_1", "flokkar": "paper"},
            headers={"If-None-Match": first.headers["ETag"]},
        )

    read = icalendar.Calendar.from_ical(first.content).walk("VEVENT")
    assert (first.headers["Content-Type"], len(read)) == ("text/calendar; charset=utf-8", 14)
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert (again.status_code, again.content) == (304, b"")


def test_a_correction_reaches_the_feed_and_keeps_its_uids(client, arborg):
    with clock.standing_on(APRIL):
        before = client.get(PAGE + "dagatal.ics", {"svaedi": "zone_4"})
        corrected = read_calendar(
            content("arborg-2026").replace('"2026-06-18", "2026-07-01"', '"2026-06-19", "2026-07-01"')
        )
        edition = carried_over(real("arborg-2026"), corrected)
        _publish_from(arborg, edition, date(2026, 4, 20))
        after = client.get(PAGE + "dagatal.ics", {"svaedi": "zone_4"})

    def by_uid(answer):
        return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}

    old, new = by_uid(before), by_uid(after)
    changed = [uid for uid in old if old[uid].decoded("DTSTART") != new[uid].decoded("DTSTART")]
    assert set(old) == set(new)
    assert [(new[uid].decoded("DTSTART"), int(new[uid]["SEQUENCE"])) for uid in changed] == [
        (date(2026, 6, 19), 1)
    ]


def _publish_from(place, edition, day):
    from samveita.ground.sharing.kinds import SourceNote
    from samveita.ground.sharing.verbs import approve, publish, save_draft, start
    from samveita.tools.waste_calendar.declaration import CALENDARS, KEY

    system = Actor.system("test")
    document = start(actor=system, kind=CALENDARS.name, key=KEY, owner=place, title=CALENDARS.title)
    draft = save_draft(actor=system, document=document, content=edition, source=SourceNote(title="Prófun"))
    publish(actor=system, version=approve(actor=system, version=draft), valid_from=day)
    published.forget()


@pytest.mark.usefixtures("arborg")
def test_other_sites_read_the_next_days_as_json(client):
    answer = client.get(API + "/next", {"street": "Tryggvagata", "asOf": "2026-04-20"})
    ambiguous = client.get(API + "/next", {"street": "Traðarhús", "asOf": "2026-04-20"}).json()
    over = client.get(API + "/next", {"zone": "zone_2", "asOf": "2026-12-24"}).json()

    days = {one["stream"]["id"]: (one["zone"], one["next"]) for one in answer.json()["collections"]}
    assert days["residual_bio"] == ("zone_1", ["2026-04-22", "2026-04-24"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["ETag"]
    assert (ambiguous["status"], ambiguous["zones"]) == ("ambiguous", ["zone_1", "zone_2"])
    assert [one["next"] for one in over["collections"]] == [None, None]


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize("query", [{"street": "Hvergigata"}, {"zone": "zone_9"}, {"pointNumber": "1"}, {}])
def test_a_place_that_is_not_there_answers_404(client, query):
    assert client.get(API + "/next", query).status_code == 404


def test_a_municipality_without_a_calendar_says_so(client):
    published.forget()
    make_municipality("hrepp")

    answer = client.get("/hrepp/sorphirdudagatal/")

    assert answer.status_code == 404
    assert "hefur ekki birt sorphirðudagatal" in answer.content.decode()


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("pizzukassana", "Pizzukassi Pappír og pappi"),
        ("rafhlöðum", "Rafhlaða Spilliefni"),
        ("mjolkurfernur", "Mjólkurferna Pappír og pappi"),
        ("battery", "Rafhlaða Spilliefni"),
    ],
)
def test_what_goes_where_is_found_in_any_inflection(client, question, thing):
    answer = client.get(PAGE + "flokkun/", {"leit": question}, headers={"HX-Request": "true"})

    assert " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).startswith(thing)


def test_colours_on_pages_are_those_of_the_kinds_of_waste():
    styles = Path(finders.find("waste_calendar/waste.css")).read_text(encoding="utf-8")
    labels = Path(finders.find("waste_calendar/labels.svg")).read_text(encoding="utf-8")
    written = dict(re.findall(r"\.wc-(\w+) \{ --wc: (#[0-9a-f]{6}); \}", styles))
    drawn = set(re.findall(r'<symbol id="(\w+)"', labels))

    assert written == {kind.code.value: kind.colour for kind in FRACTIONS.values()}
    assert drawn == {kind.picture for kind in FRACTIONS.values()}


@pytest.mark.usefixtures("arborg")
@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2026-13"])
def test_a_month_no_calendar_has_still_shows_the_page(client, month):
    assert "Mánuðurinn" in page_of(client, PAGE, svaedi="zone_1", manudur=month)
