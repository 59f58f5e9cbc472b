"""Committees, two persons, appeals, handing over and disqualification on the desk, in a process that has all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import case_settings, full_process, people, proof_cases
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import AgendaItem, Appeal, Case, CaseConflict, Decision, ProposedDecision
from samveita.faces.desk.web.around import PAGES
from samveita.faces.desk.web.case import STEP_WORDS
from samveita.ground.catalogue.declaring import SERVICES
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

SERVICE = replace(full_process.SERVICE, amount_of=lambda draft: 300_000 if draft.event == "approve" else 0)
DESK = "/dalvogur/vinnubord"
MOST_QUESTIONS = 34
"""Ten of the frame around every page, and one for each part of a case."""


def decided_by(worker, case):
    """A decision that the worker made today, without its letter."""
    content = FrozenDecision(
        event="reject",
        figures={},
        reasons={},
        calculation=None,
        decided_on=clock.today(),
        signed_by=worker.name,
    )
    with crossing("a test makes a decision"):
        Case.objects.filter(pk=case.pk).update(state="rejected", closed_at=clock.now())
        return Decision.objects.create(
            case=case,
            number=1,
            event="reject",
            content=seal_document(case.office, content, about=str(case.uid)),
            decided_by=worker.uid,
            decided_at=clock.now(),
        )


@pytest.fixture
def standing(office, monkeypatch):
    """Make a case of the whole process stand in a state."""
    monkeypatch.setitem(CASE_SERVICES, SERVICE.key, SERVICE)
    monkeypatch.setitem(SERVICES, SERVICE.key, SERVICE)
    return lambda at="in_progress": proof_cases.standing(SERVICE, office, people.person(), at=at)


@pytest.fixture
def colleague(office):
    return people.staff(office, name="Unnur Ráðgjafi")


@pytest.fixture
def other_desk(colleague):
    return people.browser_of(colleague)


@pytest.fixture
def committee_decides(office):
    return case_settings.published(
        office,
        SERVICE.key,
        decided_by="committee",
        committee=case_settings.COMMITTEE,
        internal_appeal=case_settings.APPEAL_BODY,
    )


def address(case, *parts):
    return "/".join([DESK, "mal", str(case.uid), *map(str, parts), ""])


def step(case, word):
    return address(case, "ferli", word)


def day(days=0):
    return f"{clock.today() + timedelta(days=days):%d.%m.%Y}"


def now(model):
    with crossing("a test reads"):
        return model.objects.get()


def said(page):
    return page.content.decode()


def revision():
    return now(Case).revision


def referral(**values):
    return {
        "revision": revision(),
        "meeting_on": day(),
        "register": "confidential",
        "heading": "Umsókn um aðstoð",
        "text": "Lagt er til að samþykkja.",
    } | values


def minutes(**values):
    return {
        "revision": revision(),
        "minutes_on": day(),
        "minutes_number": "112",
        "minutes_text": "Nefndin samþykkir tillöguna.",
        "signed_by": "Velferðarnefnd",
    } | values


def test_every_step_around_a_decision_has_its_page():
    assert set(STEP_WORDS.values()) <= set(PAGES)
    assert {PAGES[word].purpose for word in STEP_WORDS.values()} == set(STEP_WORDS)


def test_a_committee_gets_the_case_and_its_minutes_decide_it(desk, standing, committee_decides):
    case = standing()
    before = [move.row.event for move in desk.get(address(case)).context["moves"]]
    offered = desk.get(step(case, "visa-til-nefndar"))
    referred = desk.post(step(case, "visa-til-nefndar"), referral(), follow=True)
    agenda = f"{DESK}/nefnd/{clock.today().isoformat()}/trunadarmal/"
    listed, read = desk.get(f"{DESK}/nefnd/"), desk.get(agenda)
    file = desk.post(f"{agenda}skra/", {"snid": "txt"})
    decided = desk.post(address(case, "akvordun", "approve"), minutes(), follow=True)

    assert before == ["refer"]
    assert case.number in said(offered) and "Í trúnaðarmálabók" in said(offered)
    assert "Málið er á dagskrá nefndarinnar." in said(referred)
    assert "1 mál á dagskrá" in said(listed)
    assert "Umsókn um aðstoð" in said(read)
    assert said(file).startswith("Trúnaðarmál – velferðarnefnd")
    assert "Bókunin er skráð og ákvörðunin tekin." in said(decided)
    assert (now(Case).state, now(AgendaItem).state, now(Decision).number) == ("approved", "decided", 1)
    assert "Tekin á fundi nr. 112" in said(desk.get(address(case)))


def test_minutes_can_send_a_case_back_without_a_decision(desk, standing, committee_decides):
    case = standing()
    desk.post(step(case, "visa-til-nefndar"), referral())

    done = desk.post(step(case, "bokun-an-akvordunar"), minutes(), follow=True)

    assert "Bókunin er skráð og málið er aftur hjá skrifstofunni." in said(done)
    assert (now(Case).state, now(AgendaItem).state) == ("in_progress", "returned")


def test_incomplete_minutes_decide_nothing_and_keep_what_was_typed(desk, standing, committee_decides):
    case = standing()
    desk.post(step(case, "visa-til-nefndar"), referral())

    page = desk.post(address(case, "akvordun", "approve"), minutes(minutes_number=""))

    assert (page.status_code, now(Case).state) == (422, "at_committee")
    assert "Nefndin samþykkir tillöguna." in said(page)


def test_who_only_reads_does_not_see_the_confidential_register(desk, as_role, standing, committee_decides):
    case = standing()
    desk.post(step(case, "visa-til-nefndar"), referral())
    reader = as_role(Role.VIEWER)

    assert reader.get(f"{DESK}/nefnd/{clock.today().isoformat()}/trunadarmal/").status_code == 404
    assert "Ekkert mál er á dagskrá" in said(reader.get(f"{DESK}/nefnd/"))
    assert "Lagt er til" not in said(reader.get(address(case)))


def proposed(desk, case):
    given = {"revision": revision(), "signed_by": "Ragna Ráðgjafi", "act": "propose"}
    return desk.post(address(case, "akvordun", "approve"), given, follow=True)


def test_a_large_amount_waits_for_a_second_person(desk, other_desk, office, standing):
    case_settings.published(office, SERVICE.key, second_approver_above=200_000)
    case = standing()
    alone = desk.post(
        address(case, "akvordun", "approve"), {"revision": revision(), "signed_by": "Ragna Ráðgjafi"}
    )
    own = proposed(desk, case)
    waiting = address(case, "tillaga", now(ProposedDecision).uid)
    to_oneself = desk.post(waiting, {"act": "approve"})
    page = other_desk.get(waiting)
    done = other_desk.post(waiting, {"act": "approve"}, follow=True)

    assert (alone.status_code, to_oneself.status_code) == (409, 409)
    assert "Annar starfsmaður þarf að fara yfir hana" in said(own)
    assert "Samþykkja og taka ákvörðun" in said(page)
    assert "Ákvörðunin er samþykkt og tekin." in said(done)
    assert (now(Case).state, now(ProposedDecision).state) == ("approved", "approved")


def test_a_proposal_comes_back_with_what_to_mend(desk, other_desk, office, standing):
    case_settings.published(office, SERVICE.key, second_approver_above=200_000)
    case = standing()
    proposed(desk, case)
    waiting = address(case, "tillaga", now(ProposedDecision).uid)

    empty = other_desk.post(waiting, {"act": "send_back", "because": ""})
    other_desk.post(waiting, {"act": "send_back", "because": "Tekjur vantar."})

    assert empty.status_code == 422
    assert "Tekjur vantar." in said(desk.get(address(case)))
    assert now(Case).state == "in_progress"


def decided(desk, case, event="reject"):
    given = {"revision": revision(), "signed_by": "Ragna Ráðgjafi"}
    return desk.post(address(case, "akvordun", event), given)


def test_a_case_is_reopened_with_a_reason(desk, standing):
    case = standing()
    decided(desk, case)

    without = desk.post(step(case, "endurupptaka"), {"revision": revision(), "because": ""})
    done = desk.post(
        step(case, "endurupptaka"), {"revision": revision(), "because": "Ný gögn bárust."}, follow=True
    )

    assert without.status_code == 422
    assert "Málið er opið að nýju." in said(done)
    assert "Ný gögn bárust." in said(done).partition('id="rok-skrefa"')[2]
    assert now(Case).state == "in_progress"


def test_staff_takes_down_an_appeal_and_another_settles_it(
    desk, other_desk, worker, standing, committee_decides
):
    case = standing("at_committee")
    decided_by(worker, case)
    appeal = {"revision": revision(), "lodged_on": day(), "grounds": "Tekjur eru rangar.", "late_because": ""}
    desk.post(step(case, "afryjun"), appeal)
    settled = {"revision": revision(), "outcome": "Ákvörðunin stendur."}
    refused = desk.post(step(case, "afryjun-stendur"), settled)
    done = other_desk.post(step(case, "afryjun-stendur"), settled, follow=True)

    assert (refused.status_code, done.status_code) == (409, 200)
    assert "Sá sem tók ákvörðunina afgreiðir ekki áfrýjun hennar." in said(refused)
    assert now(Appeal).is_upheld
    assert "Tekjur eru rangar." in said(done)


def test_an_appeal_outside_the_municipality_is_noted_until_its_ruling(desk, standing):
    case = standing()
    decided(desk, case)
    desk.post(
        step(case, "kaera"),
        {
            "revision": revision(),
            "body": "úrskurðarnefnd velferðarmála",
            "lodged_on": day(),
            "statement_due_on": day(14),
        },
    )
    sent = desk.post(address(case, "greinargerd"), follow=True)
    ruled = {"revision": revision(), "ruled_on": day(), "reference": "12/2026", "outcome": "Felld úr gildi."}
    done = desk.post(step(case, "urskurdur-felldur"), ruled, follow=True)

    assert "Greinargerð var send" in said(sent)
    assert "12/2026" in said(done)
    assert (now(Case).state, now(Appeal).is_upheld) == ("in_progress", False)


def test_a_case_is_handed_to_a_colleague(desk, standing, worker, colleague):
    case = standing()

    done = desk.post(
        step(case, "afhenda"), {"revision": revision(), "person": str(colleague.uid)}, follow=True
    )

    assert "Unnur Ráðgjafi" in said(done)
    with crossing("a test reads"):
        assert Case.objects.get().assigned_to == colleague


def test_nobody_else_can_take_the_case_where_one_works_alone(desk, standing):
    page = desk.get(step(standing(), "afhenda"))

    assert page.status_code == 409
    assert "Enginn annar ráðgjafi" in said(page)


def test_who_is_disqualified_loses_the_case_and_its_steps(desk, standing, worker, colleague):
    case = standing()

    done = desk.post(
        step(case, "vanhaefi"), {"person": str(worker.uid), "reason": "Systir umsækjanda."}, follow=True
    )

    assert "Vanhæf í málinu:" in said(done)
    assert done.context["moves"] == []
    assert now(CaseConflict).person_id == worker.pk
    assert "Systir" not in said(done)


def test_the_page_of_a_case_costs_few_questions(desk, standing, committee_decides):
    case = standing()
    desk.get(address(case))

    with CaptureQueriesContext(connection) as asked:
        desk.get(address(case))

    assert len(asked) <= MOST_QUESTIONS, [one["sql"] for one in asked]


def test_several_cases_are_handed_over_at_once_and_a_refusal_is_told(desk, standing, office, colleague):
    one, two = standing("new"), standing("in_progress")
    closed = standing("rejected")
    ticked = {"mal": [str(case.uid) for case in (one, two, closed)], "radgjafi": str(colleague.uid)}

    listed = desk.get(f"{DESK}/mal/?listi=opin")
    done = desk.post(f"{DESK}/mal/afhenda/", ticked | {"listi": "opin"}, follow=True)
    nothing = desk.post(f"{DESK}/mal/afhenda/", {"radgjafi": str(colleague.uid)}, follow=True)

    with crossing("a test reads"):
        had = set(Case.objects.filter(assigned_to=colleague).values_list("pk", flat=True))
    assert f'value="{one.uid}"' in said(listed)
    assert had == {one.pk, two.pk}
    assert "2 mál afhent: Unnur Ráðgjafi." in said(done)
    assert "Þetta er ekki hægt eins og málið stendur núna." in said(done)
    assert "Merktu við mál í listanum og veldu ráðgjafa." in said(nothing)
