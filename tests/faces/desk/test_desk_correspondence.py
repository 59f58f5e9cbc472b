"""What staff asks, writes, notes and checks on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import exchange, people
from samveita.engines.cases.messaging import send_message
from samveita.engines.cases.models import (
    Case,
    CaseDocument,
    CaseMessage,
    CaseNote,
    DataRequest,
    DataRequestItem,
    Hearing,
)
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_case(office, worker):
    return exchange.in_progress(office, worker)


def address(case, *parts):
    return "/".join(["", "dalvogur", "vinnubord", "mal", str(case.uid), *map(str, parts), ""])


def day(days):
    return f"{clock.today() + timedelta(days=days):%d.%m.%Y}"


def only(model):
    with crossing("a test reads"):
        return model.objects.get()


def said(page):
    return page.content.decode()


def pdf():
    return SimpleUploadedFile("samningur.pdf", b"%PDF-1.7\nleiga")


def test_asking_for_usual_and_own_things(desk, own_case):
    page = address(own_case, "gogn")
    offered = desk.get(page).context["items"]

    done = desk.post(
        page,
        {
            "revision": own_case.revision,
            "ask-payslips": "on",
            "required-payslips": "on",
            "what-own1": "Staðfesting á skólavist",
            "why-own1": "Þú ert í námi.",
            "due_on": day(10),
            "text": "",
        },
        follow=True,
    )

    assert [one.key for one in offered if not one.is_own][:2] == ["payslips", "lease"]
    with crossing("a test reads"):
        items = list(DataRequestItem.objects.order_by("number").values_list("is_required", flat=True))
    assert (items, only(DataRequest).due_on) == ([True, False], clock.today() + timedelta(days=10))
    for words in ("Launaseðlar", "Staðfesting á skólavist", "Beðið eftir gögnum"):
        assert words in said(done)


@pytest.mark.parametrize(
    ("given", "words", "status"),
    [
        ({"due_on": "rugl", "ask-payslips": "on"}, "Staðfesting", 422),
        ({"due_on": "+9"}, "Veldu eða skrifaðu að minnsta kosti eitt", 409),
        ({"due_on": "+9", "why-own1": ""}, "Skrifaðu líka hvers vegna", 409),
    ],
)
def test_a_mistake_keeps_everything_that_was_typed(desk, own_case, given, words, status):
    own = {} if "Veldu" in words else {"what-own1": "Staðfesting"}
    due = day(9) if given["due_on"] == "+9" else given["due_on"]

    page = desk.post(
        address(own_case, "gogn"),
        {"revision": own_case.revision, "text": "Sæl", **own, **given, "due_on": due},
    )

    assert page.status_code == status
    assert words in said(page)
    assert "Sæl</textarea>" in said(page)


def test_somebody_faster_shows_the_case_as_it_stands(desk, own_case, worker):
    exchange.asked(own_case, worker)

    page = desk.post(
        address(own_case, "gogn"),
        {"revision": own_case.revision, "ask-lease": "on", "due_on": day(9)},
    )

    assert (page.status_code, page.templates[0].name) == (409, "desk/case.html")


def test_extending_waiving_and_paper_on_the_case_page(desk, own_case, worker):
    request = exchange.asked(own_case, worker)
    first, second, _third = exchange.items(request)

    longer = desk.post(
        address(own_case, "gogn", request.uid), {"due_on": day(20), "reason": "Þú baðst um það."}, follow=True
    )
    desk.post(address(own_case, "gogn", "hlutur", first.uid), {"act": "waive"})
    done = desk.post(
        address(own_case, "gogn", "hlutur", second.uid), {f"files-{second.uid}": pdf()}, follow=True
    )

    assert "Fresturinn er lengdur." in said(longer)
    assert "Öllu hefur verið svarað" in said(done)
    assert (only(CaseDocument).origin, only(Case).state) == ("paper", "in_progress")


def test_a_refused_change_tells_why_and_keeps_the_request(desk, own_case, worker):
    request = exchange.asked(own_case, worker)

    wrong = desk.post(address(own_case, "gogn", request.uid), {"due_on": "á morgun", "reason": "x"})
    silent = desk.post(address(own_case, "gogn", request.uid), {"act": "cancel", "reason": ""})

    assert (wrong.status_code, silent.status_code, only(DataRequest).state) == (422, 409, "open")


def test_a_hearing_is_opened_and_its_answer_read(desk, own_case):
    page = address(own_case, "andmaeli")
    given = {"ground": "Synjun", "facts": "Tekjur 400.000 kr.", "rule_article": "10. gr.", "due_on": day(8)}

    lacking = desk.post(page, {**given, "facts": "", "revision": own_case.revision})
    done = desk.post(page, {**given, "revision": own_case.revision}, follow=True)

    assert lacking.status_code == 422
    assert "Beðið eftir andmælum" in said(done)
    assert only(Hearing).due_on == clock.today() + timedelta(days=8)


def test_a_delay_moves_the_day_and_reaches_her(desk, own_case):
    done = desk.post(
        address(own_case, "tof"),
        {"reason": "Beðið er eftir umsögn.", "new_date": day(40), "revision": own_case.revision},
        follow=True,
    )

    assert "Umsækjandinn fær að vita að svarið tefst." in said(done)
    assert (only(Case).due_on, only(CaseMessage).kind) == (clock.today() + timedelta(days=40), "delay")


def test_a_message_may_begin_with_a_usual_text_with_the_case_filled_in(desk, own_case):
    page = desk.get(address(own_case) + "?snid=working_on_it")
    sent = desk.post(address(own_case, "skilabod"), {"text": page.context["message_text"]}, follow=True)

    assert own_case.number in page.context["message_text"]
    assert "{" not in page.context["message_text"]
    assert "Skilaboðin eru send." in said(sent)
    assert only(CaseMessage).from_office


def test_opening_the_case_reads_her_messages(desk, own_case):
    with person_scope(own_case.person):
        send_message(
            actor=people.resident_actor(own_case.person), uid=own_case.uid, text="Er eitthvað að frétta?"
        )

    page = said(desk.get(address(own_case)))

    assert "Er eitthvað að frétta?" in page
    assert only(CaseMessage).read_at is not None


def test_a_note_is_kept_and_an_empty_one_refused(desk, own_case):
    refused = desk.post(address(own_case, "minnispunktar"), {"note": " "})
    kept = desk.post(address(own_case, "minnispunktar"), {"note": "Hringja á mánudag."}, follow=True)

    assert refused.status_code == 409
    assert "Hringja á mánudag." in said(kept)
    assert only(CaseNote).visible_to_resident is False


def test_documents_are_added_and_checked(desk, own_case):
    added = desk.post(address(own_case, "skjol"), {"documents": pdf(), "on_paper": "on"}, follow=True)
    document = only(CaseDocument)
    checked = desk.post(address(own_case, "skjol", document.uid, "yfirfarid"), follow=True)

    assert "aðeins fyrir starfsfólk" in said(added)
    assert document.person_id is None
    assert only(CaseDocument).checked_at is not None
    assert "yfirfarið" in said(checked)


def test_a_reader_reads_and_writes_nothing(as_role, own_case, worker):
    exchange.asked(own_case, worker)
    viewer = as_role(Role.VIEWER)

    page = said(viewer.get(address(own_case)))

    assert "Leigusamningur" in page
    assert "Senda skilaboð" not in page
    for parts in (("skilabod",), ("minnispunktar",), ("skjol",), ("tof",)):
        assert (
            viewer.post(address(own_case, *parts), {"text": "x", "note": "x", "documents": pdf()}).status_code
            == 403
        )


def test_the_page_needs_no_more_queries_for_more_correspondence(desk, own_case, worker, office):
    def count():
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(own_case))
        return len([one for one in queries if "SAVEPOINT" not in one["sql"]])

    desk.post(address(own_case, "skilabod"), {"text": "1"})
    desk.post(address(own_case, "skjol"), {"documents": pdf()})
    desk.post(address(own_case, "minnispunktar"), {"note": "1"})
    exchange.asked(own_case, worker)
    desk.get(address(own_case))
    before = count()
    for number in range(4):
        desk.post(address(own_case, "skilabod"), {"text": str(number)})
        desk.post(address(own_case, "skjol"), {"documents": pdf()})
        desk.post(address(own_case, "minnispunktar"), {"note": str(number)})

    assert count() == before
