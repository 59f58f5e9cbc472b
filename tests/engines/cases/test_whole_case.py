"""Everything of a case in one file: what its page shows, whole, recorded, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from factories import cases, couples, financial_aid, organisations, people
from samveita.engines.cases.models import CaseDocument
from samveita.engines.cases.web import whole_case
from samveita.engines.cases.whole_case import WholeCase
from samveita.ground.audit.models import Event
from samveita.ground.documents.stored import unpack
from samveita.ground.organisations.scope import crossing

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


def bundle(person, case):
    """What this person gets at the address, opened."""
    answer = people.browser_of(person).get(f"/dalvogur/mal/{case.uid}/oll-gogn/")
    assert answer.status_code == 200, answer.status_code
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def everything(opened):
    return unpack(WholeCase, json.loads(opened.read("mal.json")))


def decided(town):
    person, worker = people.person(), people.staff(town)
    case = cases.submitted_case(town, person)
    cases.served(cases.refused(cases.case_in_progress(case, worker), worker))
    return person, case


def test_it_holds_the_letter_as_sent_the_answers_the_decision_and_who_looked(town):
    person, case = decided(town)

    opened = bundle(person, case)

    told, page = everything(opened), opened.read("mal.html").decode()
    (document,) = told.documents
    assert opened.testzip() is None
    assert opened.read(document.path).startswith(b"%PDF")
    assert told.number == case.number
    assert any(one.answer == "0133-26-012345" for one in told.answers)
    assert told.decisions[0].rule_article == cases.REFUSAL["rule_article"]
    assert len(told.decisions[0].appeal) == 2
    assert told.timeline and told.looks
    assert cases.REFUSAL["facts"] in page and document.path in page
    assert cases.REFUSAL["hearing_note"] not in page


def test_taking_it_is_told_among_the_looks_once(town):
    person, case = decided(town)

    bundle(person, case), bundle(person, case)

    with crossing("a test reads"):
        assert Event.objects.filter(type="cases.whole_taken", case=case.uid).count() == 1
    assert (
        "Öll gögn málsins í einni skrá"
        in people.browser_of(person).get(f"/dalvogur/mal/{case.uid}/").content.decode()
    )


def test_what_does_not_fit_is_named_and_left_where_it_is(town, monkeypatch):
    person, case = decided(town)
    monkeypatch.setattr(whole_case, "LARGEST", 10)

    opened = bundle(person, case)

    assert everything(opened).documents[0].path == ""
    assert not [name for name in opened.namelist() if name.startswith("skjol/")]
    assert "Skjalið komst ekki fyrir hér." in opened.read("mal.html").decode()


def test_neither_of_a_couple_gets_anything_of_the_other(town):
    anna, bjarni = people.person(), people.person("Bjarni Bjarnason")
    case = couples.waiting_case(town, anna, bjarni, account="0133-26-099999")
    couples.answered(case, bjarni, email="bjarni-einn@example.is")

    hers, his = (
        "".join(opened.read(name).decode() for name in ("mal.html", "mal.json"))
        for opened in (bundle(anna, case), bundle(bjarni, case))
    )

    assert "0133-26-099999" in hers and "bjarni-einn" not in hers
    assert "bjarni-einn" in his and "099999" not in his
    assert everything(bundle(bjarni, case)).decisions == ()


def test_nobody_else_finds_it(town):
    _person, case = decided(town)

    other = people.browser_of(people.person("Önnur Kona")).get(f"/dalvogur/mal/{case.uid}/oll-gogn/")

    assert other.status_code == 404
    with crossing("a test reads"):
        assert CaseDocument.objects.filter(case=case).exists()
