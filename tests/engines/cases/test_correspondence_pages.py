"""The resident's pages of what is asked of her, of messages, documents and being heard; without any script."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import exchange, people
from samveita.engines.cases.messaging import send_message
from samveita.engines.cases.models import Case, CaseMessage
from samveita.ground.audit.models import Event
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing

pytestmark = pytest.mark.django_db

OF_THE_FRAME = ("django_session", "identity_account", "SAVEPOINT")


@pytest.fixture
def worker(town):
    return people.staff(town, pseudonym="Ráðgjafi 7")


@pytest.fixture
def case(town, worker):
    return exchange.in_progress(town, worker)


@pytest.fixture
def hers(case):
    return people.browser_of(case.person)


def address(case, *parts):
    return "/".join(["", "dalvogur", "mal", str(case.uid), *map(str, parts), ""])


def payslip(name="launaseðill.pdf", content=b"%PDF-1.7\nlaun"):
    return SimpleUploadedFile(name, content)


def state_of(case):
    with crossing("a test reads"):
        return Case.objects.get(pk=case.pk).state


def said(page):
    return page.content.decode()


def test_what_is_asked_stands_on_top_with_its_last_day_and_among_her_cases(case, worker, hers):
    request = exchange.asked(case, worker)

    page = hers.get(address(case))
    mine = said(hers.get("/dalvogur/malin-min/"))

    asked = page.context["asked"]
    assert [one.url for one in asked] == [address(case, "gogn", request.uid)]
    assert asked[0].sentence.startswith("Skilaðu gögnunum í síðasta lagi ")
    assert asked[0].sentence in mine
    assert "Við bíðum eftir þér" in mine


def test_she_hands_in_one_thing_at_a_time_and_sees_how_much_is_left(case, worker, hers):
    request = exchange.asked(case, worker)
    payslips, lease, _other = exchange.items(request)
    page = address(case, "gogn", request.uid)

    first = hers.post(
        page, {"item": payslips.uid, f"files-{payslips.uid}": [payslip(), payslip("b.pdf")]}, follow=True
    )
    second = hers.post(
        page, {"item": lease.uid, f"explain-{lease.uid}": "Ég á engan.", "act": "explain"}, follow=True
    )

    assert "1 af 3 komið." in said(first)
    assert "launaseðill.pdf" in said(first)
    assert "Við höfum fengið svör við öllu sem við báðum um." in said(second)
    assert state_of(case) == "in_progress"


def test_a_refused_file_says_why_at_its_own_field_and_in_the_summary(case, worker, hers):
    request = exchange.asked(case, worker)
    item, *_rest = exchange.items(request)
    bad = payslip("laun.pdf", b"%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>")

    page = hers.post(address(case, "gogn", request.uid), {"item": item.uid, f"files-{item.uid}": bad})

    assert page.status_code == 422
    assert said(page).count("Skráin inniheldur kóða") == 2
    assert f'href="#id_files-{item.uid}"' in said(page)


def test_a_reason_that_is_empty_is_asked_for_again(case, worker, hers):
    request = exchange.asked(case, worker)
    item, *_rest = exchange.items(request)

    page = hers.post(address(case, "gogn", request.uid), {"item": item.uid, "act": "explain"})

    assert page.status_code == 422
    assert "Skrifaðu textann áður en þú sendir." in said(page)


@pytest.mark.parametrize("item", ["", "rubbish", "00000000-0000-0000-0000-000000000000"])
def test_a_thing_nobody_asked_for_is_not_found(case, worker, hers, item):
    request = exchange.asked(case, worker)

    assert hers.post(address(case, "gogn", request.uid), {"item": item}).status_code == 404


def test_she_reads_what_is_proposed_and_answers(case, worker, hers):
    hearing = exchange.heard(case, worker)
    page = address(case, "andmaeli", hearing.uid)

    read = said(hers.get(page))
    empty = hers.post(page, {"text": " "})
    answered = hers.post(page, {"text": "Ég missti vinnuna.", "files": payslip()}, follow=True)

    for words in ("Fyrirhugað er að synja", "400.000 kr.", "10. gr. reglna", "rétt á að sjá gögn málsins"):
        assert words in read
    assert (empty.status_code, state_of(case)) == (422, "in_progress")
    assert "Við höfum fengið svarið þitt." in said(answered)
    assert "Ég missti vinnuna." in said(hers.get(page))


def test_no_comment_is_one_button(case, worker, hers):
    hearing = exchange.heard(case, worker)

    hers.post(address(case, "andmaeli", hearing.uid), {"act": "no_comment"})

    assert "Þú sagðist ekki hafa athugasemdir." in said(hers.get(address(case, "andmaeli", hearing.uid)))


def test_messages_go_both_ways_on_the_case_page_and_opening_it_reads_them(case, worker, town, hers):
    with office_scope(town):
        send_message(actor=people.staff_actor(worker, town), uid=case.uid, text="Hvenær hentar þér?")
    waiting = said(hers.get("/dalvogur/malin-min/"))

    first, second = said(hers.get(address(case))), said(hers.get(address(case)))
    sent = hers.post(address(case, "skilabod"), {"text": "Á morgun.", "files": payslip()}, follow=True)

    assert "1 ný skilaboð" in waiting
    assert ("Ný skilaboð" in first, "Ný skilaboð" in second) == (True, False)
    assert "Hvenær hentar þér?" in first
    assert "Á morgun." in said(sent)
    with crossing("a test reads"):
        assert CaseMessage.objects.get(from_office=True).read_at is not None


def test_a_message_that_is_refused_stays_in_its_field(case, hers):
    page = hers.post(
        address(case, "skilabod"), {"text": "Halló", "files": payslip("a.exe", b"MZ" + b"\0" * 90)}
    )

    assert page.status_code == 422
    assert "Halló</textarea>" in said(page)
    assert "Við getum ekki tekið við þessari skráartegund." in said(page)


def test_she_adds_a_document_and_opening_it_is_a_look(case, hers):
    added = hers.post(address(case, "skjol"), {"documents": payslip()}, follow=True)
    (document,) = added.context["exchanged"].documents

    served = hers.get(address(case, "skjal", document.uid))

    assert "Skjalið er komið í málið." in said(added)
    assert served.headers["Content-Disposition"].startswith("attachment")
    with crossing("a test reads"):
        assert Event.objects.filter(type="cases.document_looked", target=document.uid).count() == 1


def test_what_belongs_to_somebody_else_is_not_found(case, worker, town):
    request, stranger = exchange.asked(case, worker), people.browser_of(people.person("Önnur Kona"))

    for parts in (("gogn", request.uid), ("andmaeli", request.uid)):
        assert stranger.get(address(case, *parts)).status_code == 404
    assert stranger.post(address(case, "skilabod"), {"text": "Hæ"}).status_code == 404
    assert stranger.post(address(case, "skjol"), {"documents": payslip()}).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Hand in the documents by"), ("pl", "Dostarcz dokumenty")]
)
def test_the_pages_speak_three_languages(case, worker, hers, language, words):
    request = exchange.asked(case, worker)

    assert words in said(hers.get(f"/{language}{address(case, 'gogn', request.uid)}"))


def test_the_case_page_needs_few_queries_however_much_was_exchanged(case, worker, town, hers):
    for number in range(3):
        with office_scope(town):
            send_message(actor=people.staff_actor(worker, town), uid=case.uid, text=f"Skilaboð {number}")
        hers.post(address(case, "skjol"), {"documents": payslip()})
    exchange.asked(case, worker)
    hers.get(address(case))

    with CaptureQueriesContext(connection) as queries:
        hers.get(address(case))

    own = [one["sql"] for one in queries if not any(name in one["sql"] for name in OF_THE_FRAME)]
    of_the_case = [
        one
        for one in own
        if 'FROM "identity_person"' not in one and 'FROM "organisations_organisation"' not in one
    ]
    assert len(of_the_case) <= 16
