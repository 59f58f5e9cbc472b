"""A municipality with live cases merges into another: nothing moves, and nobody loses what was hers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, organisations, people
from samveita.engines.cases.models import Case
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.changing import merge
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.scope import crossing
from samveita.ground.organisations.scope_rule import SCOPED_MODELS
from samveita.ground.vault.files import read
from samveita.iceland import clock
from shown.two_tenants import PDF, Tenant, tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(db: None) -> Tenant:
    return tenant("qzxalfa", organisations.municipality("dalvogur"))


@pytest.fixture
def successor(db: None) -> Tenant:
    return tenant("qzxbeta", organisations.municipality("fjardarvik"))


def merged(ended: Tenant, successor: Tenant) -> None:
    merge(
        actor=Actor.system("test"),
        ending=ended.office,
        successor=successor.office,
        on=clock.today() - timedelta(days=1),
    )


def test_a_merger_moves_no_row_and_changes_no_number(ended: Tenant, successor: Tenant) -> None:
    before = {model._meta.label: ended.rows(model) for model in SCOPED_MODELS}
    merged(ended, successor)

    assert {model._meta.label: ended.rows(model) for model in SCOPED_MODELS} == before
    with crossing("a test reads"):
        numbers = Case.objects.filter(uid__in=ended.case_uids).values_list("office__slug", "number")
        assert set(numbers) == {
            ("dalvogur", ended.decided.number),
            ("dalvogur", ended.waiting.number),
        }


def test_staff_of_the_successor_reaches_the_cases_and_works_on_them(ended: Tenant, successor: Tenant) -> None:
    desk = people.browser_of(successor.worker)
    page = f"/fjardarvik/vinnubord/mal/{ended.waiting.uid}/"
    assert desk.get(page).status_code == 404
    merged(ended, successor)

    listed = desk.get("/fjardarvik/vinnubord/mal/?listi=opin").content.decode()
    assert (ended.waiting.number in listed, ended.applicant.name in listed) == (True, True)
    assert desk.get(page).status_code == 200
    assert desk.get(f"/fjardarvik/vinnubord/skjol/{ended.document.uid}/").content == PDF
    day = clock.today() + timedelta(days=3)
    decided = desk.post(
        f"{page}akvordun/approve/",
        {
            "pay_day": f"{day.day}.{day.month}.{day.year}",
            "pay_day_reason": "Samið við umsækjanda.",
            "signed_by": "Ragna",
            "revision": ended.waiting.revision,
        },
    )
    assert decided.status_code == 302
    with crossing("a test reads"):
        case = Case.objects.get(uid=ended.waiting.uid)
        assert (case.state, case.office.slug, case.municipality.slug) == ("approved", "dalvogur", "dalvogur")


def test_staff_of_the_one_that_ended_works_on_at_the_successor(ended: Tenant, successor: Tenant) -> None:
    merged(ended, successor)
    desk = people.browser_of(ended.worker)

    assert desk.get(f"/fjardarvik/vinnubord/mal/{ended.waiting.uid}/").status_code == 200
    assert desk.get("/fjardarvik/vinnubord/").status_code == 200


def test_old_addresses_lead_to_the_successor(ended: Tenant, successor: Tenant) -> None:
    merged(ended, successor)
    at_home, desk = people.browser_of(ended.resident), people.browser_of(successor.worker)

    for browser, address in (
        (at_home, f"mal/{ended.decided.uid}/"),
        (at_home, "fjarhagsadstod/"),
        (desk, f"vinnubord/mal/{ended.decided.uid}/"),
        (at_home, ""),
    ):
        answer = browser.get(f"/dalvogur/{address}")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/fjardarvik/{address}")
    assert by_slug("dalvogur") == successor.office


def test_the_resident_still_sees_her_case_and_opens_her_letters(ended: Tenant, successor: Tenant) -> None:
    merged(ended, successor)
    at_home = people.browser_of(ended.resident)
    with crossing("a test reads"):
        letter = ended.decided.documents.select_related("file__office").get(kind="letter")
        assert read(letter.file).startswith(b"%PDF")

    page = at_home.get(f"/fjardarvik/mal/{ended.decided.uid}/")
    assert (page.status_code, ended.decided.number in page.content.decode()) == (200, True)
    base = f"/fjardarvik/mal/{ended.decided.uid}/skjal"
    assert at_home.get(f"{base}/{letter.uid}/").content.startswith(b"%PDF")
    assert at_home.get(f"{base}/{ended.document.uid}/").content == PDF
    mine = at_home.get("/fjardarvik/malin-min/").content.decode()
    assert ended.decided.number in mine


def test_a_new_case_at_the_successor_takes_its_own_next_number(ended: Tenant, successor: Tenant) -> None:
    merged(ended, successor)
    case = cases.submitted_case(by_slug("dalvogur"), people.person())

    assert (case.office.slug, case.municipality.slug) == ("fjardarvik", "fjardarvik")
    with crossing("a test reads"):
        assert Case.objects.filter(office=successor.office, number=case.number).count() == 1
