"""She disagrees with a decision: what she can dispute, to whom and by when, a draft of her own, and the PDF."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.appealing import lodge_appeal, settle_appeal
from samveita.engines.cases.complaining import (
    begun_text,
    latest_decision,
    points_of,
    route_of,
    save_complaint,
    text_of,
)
from samveita.engines.cases.deciding import frozen
from samveita.engines.cases.models import Appeal, Case, ComplaintDraft
from samveita.engines.cases.process import NOT_NOW, CaseRefused
from samveita.engines.cases.web import appealing
from samveita.ground.audit.models import Event
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def anna(db):
    return people.person()


def approved(town, anna):
    worker = people.staff(town)
    case = cases.submitted_case(town, anna)
    cases.served(cases.approved(cases.case_in_progress(case, worker), worker))
    return now(case)


def refused(town, anna):
    worker = people.staff(town)
    case = cases.submitted_case(town, anna)
    cases.served(cases.refused(cases.case_in_progress(case, worker), worker))
    return now(case)


def now(case):
    with crossing("a test reads"):
        return Case.objects.select_related("person", "office", "municipality").get(pk=case.pk)


def page_of(case):
    return f"/dalvogur/mal/{case.uid}/afryjun/"


def taken_up(case, town):
    """The same case once the internal appeal was heard and the decision stood."""
    with person_scope(case.person):
        lodge_appeal(actor=people.resident_actor(case.person), uid=case.uid, grounds="")
    hearer = people.staff(town, name="Hrefna")
    with office_scope(town):
        settle_appeal(
            actor=people.staff_actor(hearer, town),
            uid=case.uid,
            upheld=True,
            outcome="Stendur.",
            revision=now(case).revision,
        )
    return now(case)


def route(case):
    with person_scope(case.person):
        return route_of(people.resident_actor(case.person), case)


def test_a_tapped_line_begins_the_text_with_its_amount_arithmetic_and_rule(town, anna):
    case, browser = approved(town, anna), people.browser_of(anna)
    with person_scope(anna):
        line = next(one.line for one in points_of(frozen(latest_decision(case))) if one.line.arithmetic)

    own = browser.get(f"/dalvogur/mal/{case.uid}/").content.decode()
    page = browser.get(page_of(case), {"lidur": line.key}).content.decode()

    assert f"{page_of(case)}?lidur={line.key}" in own and "Ósammála?" in own
    assert f"Ég er ósammála þessum lið: {line.label.is_}" in page
    assert line.arithmetic.is_ in page
    assert case.number in page


def test_a_reason_of_a_refusal_is_quoted_in_the_language_of_the_page(town, anna):
    case = refused(town, anna)
    with person_scope(anna):
        decision = latest_decision(case)
        facts = next(one for one in points_of(frozen(decision)) if one.key == "facts")

        texts = {language: begun_text(decision, facts, language) for language in ("is", "en", "pl")}

    assert all(cases.REFUSAL["facts"] in text for text in texts.values())
    assert "I disagree with this (Facts of the case)" in texts["en"]
    assert "Nie zgadzam się" in texts["pl"]


def test_what_she_saves_is_hers_alone_and_told_on_no_timeline(town, anna):
    case, browser = refused(town, anna), people.browser_of(anna)

    saved = browser.post(page_of(case), {"grounds": "Mín orð", "lidur": "facts", "do": "save"}, follow=True)
    again = browser.get(page_of(case), {"lidur": "assessment"}).content.decode()

    assert "Mín orð" in saved.content.decode()
    assert "Mín orð" in again and cases.REFUSAL["assessment"] in again
    with office_scope(town):
        assert not ComplaintDraft.objects.exists()
    with crossing("a test reads"):
        assert Event.objects.get(type="cases.complaint_saved").case is None
        assert now(case).state == "rejected"


def test_sending_within_the_municipality_makes_an_appeal_and_ends_the_draft(town, anna):
    case, browser = refused(town, anna), people.browser_of(anna)
    browser.post(page_of(case), {"grounds": "Drög", "do": "save"})

    browser.post(page_of(case), {"grounds": "Mín orð", "do": "send"})

    with crossing("a test reads"):
        assert (Appeal.objects.count(), ComplaintDraft.objects.count()) == (1, 0)


def test_the_right_body_comes_with_its_own_last_day(town, anna):
    case = refused(town, anna)

    inside = route(case)
    outside = route(taken_up(case, town))

    assert (inside.is_internal, inside.last_day.date > clock.today()) == (True, True)
    assert (outside.is_internal, outside.genitive) == (False, "úrskurðarnefndar velferðarmála")
    assert not outside.is_passed_over
    assert outside.last_day.date >= clock.today() + timedelta(days=85)


def test_after_the_last_day_within_the_municipality_the_committee_outside_is_left(town, anna):
    case = refused(town, anna)
    later = clock.now() - timedelta(days=40)
    with crossing("a test lets time pass"):
        case.decisions.update(served_at=later)

    left = route(case)

    assert (left.is_internal, left.is_passed_over) == (False, True)
    assert left.last_day.date <= clock.today() + timedelta(days=60)


def test_a_complaint_to_a_committee_outside_is_printed_and_never_sent_from_here(town, anna):
    case, browser = taken_up(refused(town, anna), town), people.browser_of(anna)

    page = browser.get(page_of(case)).content.decode()
    sent = browser.post(page_of(case), {"grounds": "Mín orð", "do": "send"})
    pdf = browser.post(page_of(case), {"grounds": "Mín orð\n\nog önnur", "do": "print", "lidur": "facts"})

    assert "Katrínartúni 2" in page and "Senda áfrýjun" not in page
    assert sent.status_code == 302
    assert pdf.content.startswith(b"%PDF") and pdf.headers["Content-Disposition"].startswith("attachment")
    with crossing("a test reads"):
        assert Appeal.objects.filter(kind="external").count() == 0


def test_when_every_last_day_has_passed_nothing_is_offered_or_saved(town, anna):
    case, browser = refused(town, anna), people.browser_of(anna)
    with crossing("a test lets time pass"):
        case.decisions.update(served_at=clock.now() - timedelta(days=200))

    answer = browser.post(page_of(case), {"grounds": "x", "do": "save"})

    assert route(now(case)) is None
    assert answer.status_code == 302
    assert "Ósammála?" not in browser.get(f"/dalvogur/mal/{case.uid}/").content.decode()


def test_nobody_else_sees_saves_or_prints_it(town, anna):
    case, other = refused(town, anna), people.person("Önnur Kona")

    browser = people.browser_of(other)

    assert browser.get(page_of(case)).status_code == 404
    for wanted in ("save", "print", "send"):
        assert browser.post(page_of(case), {"grounds": "x", "do": wanted}).status_code == 404


def test_an_unknown_line_stands_for_the_whole_decision(town, anna):
    case = refused(town, anna)
    with person_scope(anna):
        save_complaint(actor=people.resident_actor(anna), case=case, grounds="x", point="no-such-line")

        assert ComplaintDraft.objects.get().point == ""


def test_what_can_no_longer_be_saved_is_told_on_the_page_of_the_case(town, anna, monkeypatch):
    case, browser = refused(town, anna), people.browser_of(anna)

    def too_late(**_given):
        raise CaseRefused(NOT_NOW)

    monkeypatch.setattr(appealing, "save_complaint", too_late)
    answer = browser.post(page_of(case), {"grounds": "Mín orð", "do": "save"})

    assert answer.status_code < 500
    assert NOT_NOW.is_ in answer.content.decode()


def test_saving_twice_keeps_one_draft(town, anna):
    case, browser = refused(town, anna), people.browser_of(anna)

    for words in ("Fyrst", "Svo"):
        browser.post(page_of(case), {"grounds": words, "do": "save"})

    with person_scope(anna):
        assert text_of(ComplaintDraft.objects.get()) == "Svo"
