"""The municipality's planner: from the published year to the next, by hand and by paste, and out to residents."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import organisations, people
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Role
from samveita.ground.sharing.models import SecondPerson, Version, VersionState
from samveita.iceland import clock
from samveita.iceland.free_days import FreeDays
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.demo import publish_edition
from samveita.tools.waste_calendar.drafting import standing
from samveita.tools.waste_calendar.importing import LARGEST_TABLE
from samveita.tools.waste_calendar.model import ExceptionAction
from tools.waste_calendar.calendars import content, real

pytestmark = pytest.mark.django_db
PLANNER = "/arborg/vinnubord/sorphirdudagatal/"
RESIDENTS = "/arborg/sorphirdudagatal/"
TODAY = date(2026, 11, 22)
FIRST_ZONE = {"straumur": "residual_bio", "svaedi": "zone_1"}


@pytest.fixture(autouse=True)
def november():
    with clock.standing_on(TODAY):
        yield


@pytest.fixture
def arborg():
    published.forget()
    place = organisations.municipality("arborg", number="8200")
    system = Actor.system("test")
    publish_edition(system, place, real("arborg-2026"))
    set_state(actor=system, organisation=place, offering=TOOL.key, state=AdoptionState.LIVE)
    yield place
    published.forget()


@pytest.fixture
def desk(arborg):
    return people.browser_of(people.staff(arborg, Role.ADMINISTRATOR, name="Sigríður Starfsmaður"))


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def step(desk, place, which, **more):
    return desk.post(f"{PLANNER}skref/", {"skref": which, "seen": standing(place).mark, **more})


def edited(desk, place, page="", *, query=None, **form):
    address = f"{PLANNER}{page}" + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
    return desk.post(address, {"seen": standing(place).mark, **form})


def days(place, stream="residual_bio", area="zone_1"):
    return standing(place).edition.stream(stream).zone(area).dates


@pytest.fixture
def drafted(desk, arborg):
    step(desk, arborg, "byrja", fridagar="later", halfir="1")
    return desk


def test_the_next_year_carries_the_rhythm_on_and_moves_what_falls_on_holidays(drafted, arborg):
    edition = standing(arborg).edition
    zone = edition.stream("residual_bio").zone("zone_1")

    assert (edition.year, edition.valid_from, edition.is_proposal) == (2027, date(2027, 1, 1), True)
    assert zone.dates[:3] == (date(2027, 1, 27), date(2027, 1, 28), date(2027, 1, 29))
    assert (date(2027, 6, 17), date(2027, 6, 21)) in [(one.day, one.new_day) for one in zone.exceptions]
    page = text(drafted.get(PLANNER, FIRST_ZONE))
    assert "Drög að dagatali 2027" in page
    assert "17. júní 2027: Færist → 21. júní 2027" in page


def test_a_day_is_clicked_typed_and_dragged_and_each_change_taken_back(drafted, arborg):
    begun = days(arborg)

    edited(drafted, arborg, query=FIRST_ZONE, dagur="2027-01-27", astaeda="contractor")
    assert date(2027, 1, 27) not in days(arborg)
    edited(drafted, arborg, query=FIRST_ZONE, gera="baeta", dagur_skrifadur="þri. 26. jan.")
    assert date(2027, 1, 26) in days(arborg)
    edited(
        drafted, arborg, query=FIRST_ZONE, gera="faera", fra="2027-01-28", til="2027-02-01", astaeda="weather"
    )
    assert date(2027, 2, 1) in days(arborg)
    exceptions = standing(arborg).edition.stream("residual_bio").zone("zone_1").exceptions
    assert [one.action for one in exceptions[:3]] == [
        ExceptionAction.ADD,
        ExceptionAction.DROP,
        ExceptionAction.MOVE,
    ]

    for _ in range(3):
        assert "Afturkalla" in text(drafted.get(PLANNER))
        step(drafted, arborg, "afturkalla")
    assert days(arborg) == begun
    assert "Afturkalla" not in text(drafted.get(PLANNER))


def test_what_cannot_be_read_or_done_is_said_and_nothing_changes(drafted, arborg):
    begun = days(arborg)

    wrong_weekday = edited(drafted, arborg, query=FIRST_ZONE, gera="baeta", dagur_skrifadur="mán. 26. jan.")
    taken = edited(drafted, arborg, query=FIRST_ZONE, gera="faera", fra="2027-01-28", til="2027-01-29")
    outside = edited(drafted, arborg, query=FIRST_ZONE, gera="baeta", dagur_skrifadur="5.1.2028")

    assert (wrong_weekday.status_code, taken.status_code, outside.status_code) == (422, 422, 422)
    assert "er þriðjudagur" in text(wrong_weekday)
    assert "Losun er þegar skráð þann dag" in text(taken)
    assert "utan gildistíma" in text(outside)
    assert days(arborg) == begun


def test_what_somebody_else_has_saved_meanwhile_is_not_overwritten(drafted, arborg):
    seen = standing(arborg).mark
    edited(drafted, arborg, query=FIRST_ZONE, dagur="2027-01-27")

    late = drafted.post(
        f"{PLANNER}?straumur=residual_bio&svaedi=zone_1", {"seen": seen, "dagur": "2027-01-28"}
    )

    assert "Einhver annar hefur breytt drögunum" in text(late)
    assert date(2027, 1, 28) in days(arborg)


def test_rules_give_days_to_a_zone_that_had_none(drafted, arborg):
    edition = standing(arborg).edition
    order = [zone.area for zone in edition.stream("residual_bio").zones].index("zone_4")
    assert days(arborg, area="zone_4") == ()

    edited(
        drafted,
        arborg,
        "reglur/",
        gera="reikna",
        fridagar="earlier",
        halfir="1",
        **{f"first.0-{order}.0": "mán. 4.1.2027", f"interval.0-{order}.0": "10", f"run.0-{order}.0": "1"},
    )

    assert days(arborg, area="zone_4")[:2] == (date(2027, 1, 4), date(2027, 1, 14))
    holidays = [one for one in days(arborg, area="zone_4") if FreeDays(half_days_are_free=True).is_free(one)]
    assert holidays == []
    wrong = edited(
        drafted,
        arborg,
        "reglur/",
        gera="reikna",
        **{f"first.0-{order}.0": "4.1.", f"interval.0-{order}.0": "x"},
    )
    assert "skrifaðu dag og heilar tölur" in text(wrong)
    assert 'value="x"' in wrong.content.decode()


def test_the_plan_is_compared_with_the_year_before(drafted):
    page = text(drafted.get(f"{PLANNER}samanburdur/"))

    assert "Dagatalið 2026 er lagt yfir 2027" in page
    assert "Grá- og brúntunna , Gult hverfi, Selfoss/Stokkseyri" in page


def test_each_finding_leads_to_its_place(drafted, arborg):
    edited(drafted, arborg, query=FIRST_ZONE, gera="baeta", dagur_skrifadur="17. júní")

    page = drafted.get(f"{PLANNER}abendingar/").content.decode()

    assert "Losun er skráð á frídegi: 17. júní 2027" in page
    assert f"{PLANNER}?straumur=residual_bio&amp;svaedi=zone_1#d-2027-06-17" in page
    assert f"{PLANNER}svaedi/?svaedi=zone_1&amp;leit=Tra%C3%B0arh%C3%BAs#gotur" in page


def test_real_defects_are_found_from_the_page_before_and_in_a_correction(desk, arborg):
    assert "Nafnið „Traðarhús“ er á fleiri en einu svæði" in text(desk.get(f"{PLANNER}abendingar/"))
    assert "Dagatalið rennur út 31. desember 2026, eftir 39 daga" in text(desk.get(PLANNER))

    step(desk, arborg, "byrja", leidretta="2026-01-01")
    page = text(desk.get(f"{PLANNER}abendingar/"))

    assert "Drögin leiðrétta dagatal sem hefur verið birt" in page
    for told in ("Nafnið „Traðarhús“ er á fleiri en einu svæði", "7. maí 2026", "„Fífuland“ er skráð oftar"):
        assert told in page


def test_only_confirmed_days_are_approved_and_the_old_edition_stays_until_the_new_begins(drafted, arborg):
    refused = step(drafted, arborg, "samthykkja")
    unread = step(drafted, arborg, "stadfesta")
    assert (refused.status_code, unread.status_code) == (422, 422)

    step(drafted, arborg, "stadfesta", lesid="1")
    assert "Sigríður Starfsmaður staðfesti dagana 22. nóvember 2026" in text(drafted.get(PLANNER))
    step(drafted, arborg, "samthykkja")
    done = step(drafted, arborg, "birta")

    assert done.status_code == 302
    version = Version.objects.get(valid_from=date(2027, 1, 1))
    assert (version.state, version.content.confirmed.at.date()) == (VersionState.VALID, TODAY)
    published.forget()
    found = published.published(arborg)
    assert found.edition_on(TODAY).year == 2026
    assert found.edition_on(date(2027, 1, 1)).year == 2027


def test_after_the_last_edition_residents_are_told_that_the_next_is_not_published(desk, arborg):
    with clock.standing_on(date(2027, 1, 5)):
        published.forget()
        assert "Nýtt dagatal er ekki komið" in text(desk.get(RESIDENTS, {"svaedi": "zone_1"}))
        assert "Dagatalið rann út 31. desember 2026" in text(desk.get(PLANNER))


def test_a_changed_day_has_to_be_confirmed_again_and_a_second_person_may_be_wanted(drafted, arborg):
    SecondPerson.objects.create(owner=arborg, since=clock.now())
    step(drafted, arborg, "stadfesta", lesid="1")
    edited(drafted, arborg, query=FIRST_ZONE, dagur="2027-01-27")
    assert standing(arborg).edition.is_proposal
    step(drafted, arborg, "stadfesta", lesid="1")

    own = step(drafted, arborg, "samthykkja")
    other = people.browser_of(people.staff(arborg, Role.ADMINISTRATOR, name="Jón Annar"))
    step(other, arborg, "samthykkja")

    assert "Annar en sá sem skrifaði drögin þarf að samþykkja þau" in text(own)
    assert standing(arborg).version.state == VersionState.APPROVED


def test_corrections_of_a_running_edition_keep_the_rounds_and_may_be_many_in_a_day(desk, arborg):
    number = real("arborg-2026").stream("residual_bio").zone("zone_1").rounds[-1].number
    for earlier in (1, 2):
        step(desk, arborg, "byrja", leidretta="2026-01-01")
        last = days(arborg)[-1]
        new = last - timedelta(days=10 * earlier)
        edited(desk, arborg, query=FIRST_ZONE, gera="faera", fra=last.isoformat(), til=new.isoformat())
        step(desk, arborg, "stadfesta", lesid="1")
        step(desk, arborg, "samthykkja")
        assert step(desk, arborg, "birta").status_code == 302

    published.forget()
    rounds = published.published(arborg).edition_on(TODAY).stream("residual_bio").zone("zone_1").rounds
    assert max(one.number for one in rounds if one.sequence) >= number
    assert max(one.sequence for one in rounds) == 2


def test_streets_are_edited_in_the_table_and_an_address_tried(drafted, arborg):
    before = drafted.get(f"{PLANNER}svaedi/", {"profa": "Austurvegur 21", "svaedi": "zone_2"})
    assert "Lendir á engu svæði" not in text(before)

    kept = edited(
        drafted,
        arborg,
        "svaedi/",
        query={"svaedi": "zone_4"},
        gera="linur",
        **{
            "n0.name": "Ölfusvegur",
            "n0.first": "1",
            "n0.last": "9",
            "n0.parity": "odd",
            "n1.points": "Austurvegur 2",
        },
    )
    assert kept.status_code == 302
    rules = standing(arborg).edition.area("zone_4").rules
    assert [(one.name, one.first, one.last, one.parity.value) for one in rules[-2:-1]] == [
        ("Ölfusvegur", 1, 9, "odd")
    ]
    assert rules[-1].points
    tried = text(drafted.get(f"{PLANNER}svaedi/", {"profa": "Austurvegur 2"}))
    assert f": {standing(arborg).edition.area('zone_4').name}" in tried

    wrong = edited(
        drafted, arborg, "svaedi/", query={"svaedi": "zone_4"}, gera="linur", **{"n0.points": "Hvergi 99"}
    )
    assert wrong.status_code == 422
    assert "„Hvergi 99“ er ekki heimilisfang í sveitarfélaginu" in text(wrong)
    assert 'value="Hvergi 99"' in wrong.content.decode()


def test_zones_and_bins_are_added_and_removed(drafted, arborg):
    edited(drafted, arborg, "svaedi/", gera="nyjar_tunnur", heiti="Glertunna", flokkar="glass")
    edited(
        drafted, arborg, "svaedi/", gera="nytt_svaedi", heiti="Tjarnabyggð", gerd="rural", tunnur="glertunna"
    )
    edition = standing(arborg).edition
    assert edition.stream("glertunna").zone("tjarnabyggd").dates == ()
    assert "Engir dagar eru skráðir" in text(drafted.get(f"{PLANNER}abendingar/"))

    edited(drafted, arborg, "svaedi/", query={"svaedi": "tjarnabyggd"}, gera="fjarlaegja_svaedi")
    edited(drafted, arborg, "svaedi/", gera="fjarlaegja_tunnur", hvada="glertunna")

    assert [one.id for one in standing(arborg).edition.streams] == ["residual_bio", "paper_plastic", "deep"]


PASTED = """Svæði\tGrá- og brúntunna\tBlá- og fjólublá tunna
Gult hverfi, Selfoss/Stokkseyri\t5.-6. janúar, 2. og 3. feb.\tmán. 11. jan.
Rauða hverfið\t7.1.\t13.1.
Gult hverfi, Selfoss/Stokkseyri\tþri. 6. jan.\t
"""


def test_a_pasted_table_is_looked_at_before_it_is_kept_and_bad_rows_are_named(drafted, arborg):
    begun = days(arborg)
    columns = text(drafted.post(f"{PLANNER}innflutningur/", {"texti": PASTED, "gera": "lesa"}))
    assert "Hvað er í dálkunum?" in columns
    form = {
        "texti": PASTED,
        "fyrirsogn": "1",
        "dalkur-0": "zone",
        "dalkur-1": "days_of_stream",
        "dalkur-2": "days_of_stream",
        "seen": standing(arborg).mark,
    }

    looked = text(drafted.post(f"{PLANNER}innflutningur/", {**form, "gera": "skoda"}))
    refused = drafted.post(f"{PLANNER}innflutningur/", {**form, "gera": "nota"})

    assert "Lína 3: Svæðið „Rauða hverfið“ er ekki í drögunum." in looked
    assert "Lína 4: „þri. 6. jan“ er miðvikudagur." in looked
    assert refused.status_code == 422
    assert days(arborg) == begun

    drafted.post(f"{PLANNER}innflutningur/", {**form, "gera": "nota", "sleppa": "1"})
    assert days(arborg) == tuple(date(2027, m, d) for m, d in ((1, 5), (1, 6), (2, 2), (2, 3)))
    step(drafted, arborg, "afturkalla")
    assert days(arborg) == begun


def test_a_column_that_would_make_too_many_bins_is_refused_in_words(drafted):
    table = "\n".join(f"Tunna {number}\t5.1.2027" for number in range(51))
    answer = drafted.post(
        f"{PLANNER}innflutningur/",
        {"texti": table, "dalkur-0": "stream", "dalkur-1": "days", "svaedi": "zone_1", "bua_til": "1", "gera": "skoda"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Taflan passar ekki í dagatal" in text(answer)
    assert answer.context["text"] == table


def test_a_large_calendar_file_is_carried_whole_to_its_confirmation(drafted):
    large = content("thingeyjarsveit-2022") + " " * LARGEST_TABLE + "\n"

    looked = drafted.post(f"{PLANNER}innflutningur/", {"skra": SimpleUploadedFile("d.json", large.encode())})

    assert looked.context["text"] == large


def test_a_calendar_begins_from_a_file_and_comes_out_again(arborg):
    other = organisations.municipality("thingeyjarsveit", number="6613")
    desk = people.browser_of(people.staff(other, Role.ADMINISTRATOR))
    planner = "/thingeyjarsveit/vinnubord/sorphirdudagatal/"
    file = SimpleUploadedFile("dagatal.json", content("thingeyjarsveit-2022").encode())

    looked = desk.post(f"{planner}innflutningur/", {"skra": file})
    assert "Skráin kemur í stað draganna í heild" in text(looked)
    desk.post(
        f"{planner}innflutningur/", {"texti": content("thingeyjarsveit-2022"), "gera": "nota", "seen": "-"}
    )

    kept = standing(other).edition
    assert kept.streams == real("thingeyjarsveit-2022").streams
    csv_ = desk.get(f"{planner}dagar.csv").content.decode("utf-8-sig")
    assert csv_.splitlines()[0] == "svæði;tunnur;dagur"
    assert len(csv_.splitlines()) == 1 + sum(len(z.dates) for s in kept.streams for z in s.zones)
    assert desk.get(f"{planner}dagatal.json").json()["year"] == 2022
    assert "„Þverá“ er á fleiri en einu svæði" in text(desk.get(f"{planner}abendingar/"))


def test_a_municipality_without_a_calendar_begins_one_and_others_are_kept_out(arborg):
    other = organisations.municipality("akranes", number="3000")
    desk = people.browser_of(people.staff(other, Role.ADMINISTRATOR))
    worker = people.browser_of(people.staff(other, Role.CASE_WORKER))

    assert "Byrja á nýju dagatali" in text(desk.get("/akranes/vinnubord/sorphirdudagatal/"))
    desk.post("/akranes/vinnubord/sorphirdudagatal/skref/", {"skref": "byrja", "ar": "2027"})

    assert standing(other).edition.year == 2027
    for page in ("", "reglur/", "svaedi/", "samanburdur/", "abendingar/", "innflutningur/", "dagar.csv"):
        assert desk.get(f"/akranes/vinnubord/sorphirdudagatal/{page}").status_code == 200
        assert worker.get(f"/akranes/vinnubord/sorphirdudagatal/{page}").status_code == 403
        assert desk.get(f"{PLANNER}{page}").status_code == 403
