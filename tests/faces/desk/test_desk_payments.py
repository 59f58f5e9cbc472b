"""Month-end on the desk: what waits, runs from draft to done, lines that need a person, and the connection to accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from factories import payments
from samveita.engines.payments.models import PaymentSetup
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.models import Delivery, DeliveryState
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock

BASE = "/dalvogur/vinnubord/greidslur"


@pytest.fixture
def paid_case(office: Any, worker: Any) -> Any:
    return payments.approved_case(office, worker)


def new_run(desk: Any) -> str:
    day = clock.today() + timedelta(days=2)
    answer = desk.post(
        f"{BASE}/ny-keyrsla/",
        {"sveitarfelag": "dalvogur", "greidsludagur": f"{day.day}.{day.month}.{day.year}"},
    )
    assert answer.status_code == 302
    return str(answer["Location"])


def test_month_end_goes_from_what_waits_to_a_file_the_accounts_have_taken(desk: Any, paid_case: Any) -> None:
    shown = desk.get(f"{BASE}/").content.decode()
    assert paid_case.number in shown
    assert "Tilbúið til greiðslu" in shown

    run = new_run(desk)
    page = desk.get(run)
    approved = desk.post(f"{run}samthykkja/", {"revision": page.context["run"].revision})
    file = desk.post(f"{run}skra/", {"snid": "csv"})
    again = desk.post(f"{run}skra/", {"snid": "csv"})
    desk.post(f"{run}stadfesta/")

    assert (approved.status_code, file.status_code) == (302, 200)
    assert file.content == again.content
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert payments.the_run().status == "closed"
    assert desk.get(run).status_code == 200


def test_an_approval_from_an_old_page_is_refused_and_says_so(desk: Any, paid_case: Any) -> None:
    run = new_run(desk)

    refused = desk.post(f"{run}samthykkja/", {"revision": "99"})

    assert refused.status_code == 409
    assert "Keyrslan breyttist" in refused.content.decode()


def test_a_line_is_held_and_released_on_its_own_page(desk: Any, paid_case: Any) -> None:
    line = payments.lines()[0]
    page = f"{BASE}/lina/{line.uid}/"

    desk.post(f"{page}bid/")
    assert "Starfsmaður setti greiðsluna í bið." in desk.get(page).content.decode()
    assert "Ekki er allt tilbúið" in desk.get(f"{BASE}/").content.decode()
    desk.post(f"{page}losa/")
    assert payments.lines()[0].held_at is None
    assert desk.post(f"{page}fella-nidur/", follow=True).status_code == 200
    assert payments.lines()[0].status == "planned"


def test_the_resident_reads_when_and_where_she_is_paid(paid_case: Any) -> None:
    from factories import people

    page = people.browser_of(paid_case.person).get(f"/dalvogur/mal/{paid_case.uid}/").content.decode()

    assert "inn á reikning sem endar á 345." in page


def test_the_desk_shows_the_payments_of_a_case(desk: Any, paid_case: Any) -> None:
    shown = desk.get(f"/dalvogur/vinnubord/mal/{paid_case.uid}/").content.decode()

    assert f"{BASE}/lina/{payments.lines()[0].uid}/" in shown


@pytest.mark.parametrize(
    ("role", "answers"), [(Role.VIEWER, 200), (Role.ADMINISTRATOR, 403), (Role.AUDITOR, 403)]
)
def test_only_those_who_handle_or_read_cases_see_payments(
    as_role: Callable[..., Any], paid_case: Any, role: Role, answers: int
) -> None:
    browser = as_role(role)

    assert browser.get(f"{BASE}/").status_code == answers
    assert browser.post(f"{BASE}/ny-keyrsla/").status_code == 403


def test_a_neighbour_finds_nothing(neighbour: Any, paid_case: Any) -> None:
    from factories import people

    browser = people.browser_of(people.staff(neighbour))
    line = payments.lines()[0]

    assert browser.get(f"/fjardarvik/vinnubord/greidslur/lina/{line.uid}/").status_code == 404
    assert browser.get(f"{BASE}/").status_code == 403


def test_the_connection_is_set_by_an_administrator_and_its_password_is_never_shown(
    as_role: Callable[..., Any], desk: Any
) -> None:
    administrator = as_role(Role.ADMINISTRATOR)
    form = {
        "adapter": "record_service",
        "can_be_asked": "on",
        "second_person": "on",
        "username": "samveita",
        "password": "mjog-leynt",
        "employment": "working = 1\nunemployed = 4 staðfest",
        "housing": "own_home = 10",
        "types": "",
    }

    assert administrator.post(f"{BASE}/tenging/", form).status_code == 302
    shown = administrator.get(f"{BASE}/tenging/").content.decode()
    wrong = administrator.post(f"{BASE}/tenging/", form | {"address": "http://annars.stadar.is"})

    with crossing("a test reads"):
        kept = PaymentSetup.objects.get().settings
    assert (kept.second_person, kept.employment_codes["unemployed"].verified) == (True, True)
    assert "mjog-leynt" not in shown
    assert wrong.status_code == 422
    assert desk.get(f"{BASE}/tenging/").status_code == 403


def test_a_delivery_that_was_given_up_has_a_page_where_a_person_settles_it(
    desk: Any, office: Any, case: Any, worker: Any
) -> None:
    with crossing("a test gives up"):
        stuck = Delivery.objects.create(
            kind="notices.email",
            target=case.uid,
            office=office,
            municipality=office,
            case=case.uid,
            state=DeliveryState.FOR_A_PERSON,
            attempts=8,
            last_error="SMTPServerDisconnected",
            scheduled_at=clock.now(),
        )
        from samveita.ground.audit.actors import Actor
        from samveita.ground.worklist.handlers import GIVEN_UP

        open_task(
            actor=Actor.system("test"),
            office=office,
            kind="worklist.delivery_given_up",
            about=stuck.uid,
            case=case.uid,
            title=GIVEN_UP,
        )
    page = f"/dalvogur/vinnubord/sendingar/{stuck.uid}/"

    assert page in desk.get("/dalvogur/vinnubord/").content.decode()
    assert "SMTPServerDisconnected" in desk.get(page).content.decode()
    assert desk.post(page, {"gert": "barst"}).status_code == 302
    with crossing("a test reads"):
        stuck.refresh_from_db()
    assert stuck.state == DeliveryState.DONE
    assert page not in desk.get("/dalvogur/vinnubord/").content.decode()


def test_a_letter_the_mailbox_refused_has_a_page_where_a_person_takes_it_off_the_desk(
    desk: Any, paid_case: Any
) -> None:
    from samveita.engines.mailbox.attention import ask_for_a_person
    from samveita.engines.mailbox.events import Trouble
    from samveita.engines.mailbox.models import Dispatch, State

    with crossing("the mailbox refuses"):
        letter = Dispatch.objects.select_related("office", "sender").latest("pk")
        letter.state, letter.next_attempt_at, letter.errors = State.REJECTED, None, ["Kennitala fannst ekki"]
        letter.save()
        ask_for_a_person(Trouble.REJECTED, letter)
    page = f"/dalvogur/vinnubord/sendingar/bref/{letter.uid}/"

    assert page in desk.get("/dalvogur/vinnubord/").content.decode()
    assert "Kennitala fannst ekki" in desk.get(page).content.decode()
    assert desk.post(page, {"gert": "annad"}).status_code == 302
    assert page not in desk.get("/dalvogur/vinnubord/").content.decode()


def test_month_end_says_what_does_not_agree_and_leads_to_it(desk: Any, paid_case: Any) -> None:
    line = payments.lines()[0]
    month = f"{line.month:%Y-%m}"
    page = f"{BASE}/manadamot/?manudur={month}"

    shown = desk.get(page).content.decode()
    file = desk.get(f"{BASE}/manadamot/skra/?manudur={month}").content.decode("utf-8-sig")
    refused = desk.post(f"{BASE}/manadamot/loka/", {"manudur": month})
    closed = desk.post(f"{BASE}/manadamot/loka/", {"manudur": month, "skyring": "Bíður bréfs."}, follow=True)
    reopened = desk.post(f"{BASE}/manadamot/opna/", {"manudur": month, "astaeda": "Villa."}, follow=True)

    assert "Ekki stemmir allt" in shown
    assert f"{BASE}/lina/{line.uid}/" in shown
    assert file.splitlines()[0].startswith("Samanburður;Á að vera;Er;")
    assert paid_case.number in file
    assert refused.status_code == 409
    assert "Bíður bréfs." in closed.content.decode()
    assert "Loka mánuðinum" in reopened.content.decode()


def test_booking_keys_are_set_with_a_day_survive_the_settings_form_and_are_taken_away(
    as_role: Callable[..., Any], desk: Any
) -> None:
    administrator = as_role(Role.ADMINISTRATOR)
    page = f"{BASE}/bokunarlyklar/"
    form = {"tegund": "aid", "gildir_fra": "1.1.2026", "expense": "5610", "clearing": "2310", "tax": "2520"}

    saved = administrator.post(page, form)
    refused = administrator.post(page, form | {"expense": ""})
    without_day = administrator.post(page, form | {"gildir_fra": ""})
    connection = {
        "adapter": "business_central",
        "company": "aa",
        "journal": "bb",
        "username": "s",
        "password": "leynt-x",
    }
    administrator.post(f"{BASE}/tenging/", connection)
    shown = administrator.get(page).content.decode()
    both = shown + administrator.get(f"{BASE}/tenging/").content.decode()
    removed = administrator.post(f"{page}burt/", {"lykill": "2026-01-01 aid"}, follow=True)

    assert (saved.status_code, refused.status_code, without_day.status_code) == (302, 422, 422)
    assert "5610" in shown
    assert "leynt-x" not in both
    assert "Enginn bókunarlykill er skráður." in removed.content.decode()
    assert administrator.post(f"{page}burt/", {"lykill": "x"}).status_code == 302
    assert desk.get(page).status_code == 403
