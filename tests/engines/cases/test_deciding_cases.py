"""Deciding: the reasons, the frozen figures, the letter, and two people at once."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import (
    FIGURES_WRONG,
    NOBODY_SIGNS,
    REASONS_MISSING,
    decide,
    figures_of,
    frozen,
    preview,
    save_figures,
)
from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import Case, CaseDocument, Decision
from samveita.engines.cases.process import CaseMoved, CaseRefused, take
from samveita.engines.mailbox.hooks import on_opened
from samveita.engines.mailbox.models import Dispatch
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.files import read
from samveita.ground.vault.models import StoredFile
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock

FIGURES = {"home": "with_parents", "incomes": cases.incomes(10_000), "credit_percent": 50}
ON_ITS_WAY = "Bréfið er á leið í stafræna pósthólfið þitt. Frestur til að kæra byrjar að líða"


@pytest.fixture
def worker(town):
    return people.staff(town)


@pytest.fixture
def case(town, worker):
    return cases.case_in_progress(cases.submitted_case(town), worker)


def decided(case: Case, worker: object, event: str = "approve", **changes: object) -> Decision:
    given = {
        "reasons": {} if event == "approve" else cases.REFUSAL,
        "signed_by": "Ragna Ráðgjafi",
        "revision": case.revision,
        "actor": people.staff_actor(worker, case.office),
        **changes,
    }
    with office_scope(case.office):
        return decide(uid=case.uid, event=event, **given)


def saved(case: Case, worker: object, figures: dict[str, object], **changes: object) -> Case:
    given = {"actor": people.staff_actor(worker, case.office), "revision": case.revision, **changes}
    with office_scope(case.office):
        return save_figures(uid=case.uid, figures=figures, **given)


def rows(*models: type) -> list[int]:
    with crossing("a test counts"):
        return [model.objects.count() for model in models]


def stored(case: Case) -> Case:
    with crossing("a test reads"):
        return Case.objects.select_related("office", "municipality", "person", "submission").get(pk=case.pk)


def test_a_decision_stores_its_letter_and_announces_it_once(case, worker):
    decision = decided(case, worker)

    with crossing("a test reads"):
        file, dispatch, document = (
            StoredFile.objects.get(),
            Dispatch.objects.get(),
            CaseDocument.objects.get(),
        )
        content = read(file)
    assert content.startswith(b"%PDF")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (dispatch.uid, dispatch.source, dispatch.document) == (decision.dispatch, decision.uid, file.uid)
    assert (document.file_id, document.visible_to_resident) == (file.pk, True)
    assert (stored(case).state, stored(case).closed_at is not None) == ("approved", True)


def test_a_decision_closes_what_waits_on_the_desk(case, worker):
    decided(case, worker)

    with office_scope(case.office):
        assert [task.state for task in Task.objects.all()] == [TaskState.DONE]


def test_an_old_decision_shows_the_same_numbers_when_the_amounts_change(town, case, worker):
    decision = decided(case, worker)
    before = frozen(decision).calculation
    financial_aid.published_parameters(
        town, valid_from=case.legal_date.replace(day=1), december_percent="50", compute_with_brackets=True
    )

    with office_scope(town):
        after = frozen(Decision.objects.select_related("case__office").get())
        now = preview(stored(case), figures_of(stored(case)))

    assert after.calculation == before
    assert (after.figures["incomes"][0]["amount"], after.calculation.line("base").amount) == (50_000, 240_000)
    assert now.lines != before.lines


@pytest.mark.parametrize("left_out", [key for key in cases.REFUSAL if key != "hearing_note"])
def test_a_refusal_needs_every_reason(case, worker, left_out):
    reasons = {key: value for key, value in cases.REFUSAL.items() if key != left_out}

    with pytest.raises(CaseRefused) as refused:
        decided(case, worker, "reject", reasons=reasons)

    assert (refused.value.reason, rows(Decision, Dispatch)) == (REASONS_MISSING, [0, 0])


def test_a_refusal_with_its_reasons_keeps_them(case, worker):
    decision = decided(case, worker, "reject")

    assert (frozen(decision).reasons, stored(case).state) == (cases.REFUSAL, "rejected")


def test_a_decision_that_nobody_signs_is_refused(case, worker):
    with pytest.raises(CaseRefused) as refused:
        decided(case, worker, signed_by=" ")

    assert (refused.value.reason, stored(case).state) == (NOBODY_SIGNS, "in_progress")


def test_without_published_settings_the_decision_says_what_is_missing(town, worker, case):
    with clock.shifted(timedelta(days=-3650)):
        early = cases.case_in_progress(cases.submitted_case(town), worker)
        with pytest.raises(CannotPropose, match="ekki birt fjárhæðir og reglur"):
            decided(early, worker)

    assert rows(Decision) == [0]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_a_case_worker_decides(case, worker, role):
    with pytest.raises(NotAllowed):
        decided(case, worker, actor=people.staff_actor(worker, case.office, role))

    assert rows(Decision, Dispatch, StoredFile) == [0, 0, 0]


def test_nobody_decides_her_own_case(town):
    both = people.staff(town)
    own = cases.case_in_progress(cases.submitted_case(town, both), people.staff(town, name="Kolbrún Kollegi"))

    with pytest.raises(NotAllowed):
        decided(own, both)


def test_a_decision_from_an_old_page_is_told_and_changes_nothing(case, worker):
    saved(case, people.staff(case.office, name="Kolbrún Kollegi"), FIGURES)

    with pytest.raises(CaseMoved):
        decided(case, worker)

    assert (rows(Decision, Dispatch, StoredFile), figures_of(stored(case))) == ([0, 0, 0], FIGURES)


def test_figures_saved_by_two_the_second_is_told_and_the_first_are_kept(case, worker):
    colleague = people.staff(case.office, name="Kolbrún Kollegi")
    saved(case, worker, FIGURES)

    with pytest.raises(CaseMoved):
        saved(case, colleague, {**FIGURES, "incomes": cases.incomes(99)})

    assert figures_of(stored(case)) == FIGURES


@pytest.mark.parametrize(
    "figures",
    [{}, {**FIGURES, "incomes": cases.incomes(-1)}, {**FIGURES, "home": "castle"}, {**FIGURES, "unknown": 1}],
)
def test_figures_that_do_not_fit_the_form_are_not_kept(case, worker, figures):
    with pytest.raises(CaseRefused) as refused:
        saved(case, worker, figures)

    assert (refused.value.reason, stored(case).figures) == (FIGURES_WRONG, None)


def test_figures_of_a_closed_case_stay_as_they_are(case, worker):
    decided(case, worker)

    with pytest.raises(CaseRefused):
        saved(stored(case), worker, FIGURES)


def test_a_letter_that_is_served_and_opened_leaves_both_moments_on_the_decision(case, worker):
    decision = decided(case, worker)
    with clock.shifted(timedelta(days=1)):
        served = cases.served(decision)
    with clock.shifted(timedelta(days=2)), crossing("the mailbox"):
        dispatch = Dispatch.objects.get()
        dispatch.opened_at = clock.now()
        on_opened.run(dispatch)
        opened = Decision.objects.get()

    with crossing("a test reads"):
        told = Event.objects.filter(type__startswith="cases.letter").order_by("at")
        assert [event.type for event in told] == ["cases.letter_served", "cases.letter_opened"]
    assert (served.served_at.date() - decision.decided_at.date()).days == 1
    assert (opened.served_at, opened.opened_at) == (served.served_at, dispatch.opened_at)


def test_time_to_appeal_runs_from_the_day_of_service_and_says_why(case, worker):
    with office_scope(case.office):
        terms = case.declaration.appeal_terms(case, date(2026, 11, 25))

    assert [term.last_day.date for term in terms] == [date(2026, 12, 23), date(2027, 2, 25)]
    assert [bool(term.last_day.texts) for term in terms] == [True, True]
    assert [term.address for term in terms] == ["nefnd@example.is", "Katrínartúni 2, 105 Reykjavík"]


def test_until_the_letter_is_served_no_last_day_to_appeal_is_named(case, worker):
    decision = decided(case, worker)
    browser, address = people.browser_of(case.person), f"/dalvogur/mal/{case.uid}/"
    before = browser.get(address).content.decode()
    cases.served(decision)
    after = browser.get(address).content.decode()

    assert ("Síðasti dagur er" in before, ON_ITS_WAY in before) == (False, True)
    assert ("Síðasti dagur er" in after, ON_ITS_WAY in after) == (True, False)


def test_two_take_on_a_case_at_once_and_one_is_told(committed_db, at_once):
    town = financial_aid.adopted(organisations.municipality())
    case = cases.submitted_case(town)
    workers = [people.staff(town, name=name) for name in ("Ragna Ráðgjafi", "Kolbrún Kollegi")]

    def taking(worker: object) -> object:
        def job() -> Case:
            with office_scope(town):
                return take(actor=people.staff_actor(worker, town), uid=case.uid, event="assign", revision=1)

        return job

    ends = at_once(*[taking(worker) for worker in workers])

    (winner,) = [end for end in ends if isinstance(end, Case)]
    assert sorted(type(end).__name__ for end in ends) == ["Case", "CaseMoved"]
    with crossing("a test reads"):
        assert (Case.objects.get().assigned_to, Case.objects.get().revision) == (winner.assigned_to, 2)
        assert Event.objects.filter(type="cases.advanced").count() == 1


def test_a_case_decided_and_withdrawn_at_once_ends_in_one_way(committed_db, at_once):
    town = financial_aid.adopted(organisations.municipality())
    worker = people.staff(town)
    case = cases.case_in_progress(cases.submitted_case(town), worker)

    def withdrawing() -> Case:
        with person_scope(case.person):
            return take(actor=people.resident_actor(case.person), uid=case.uid, event="withdraw")

    ends = at_once(lambda: decided(case, worker), withdrawing)

    (refused,) = [end for end in ends if isinstance(end, CaseRefused)]
    was_decided = rows(Decision) == [1]
    assert stored(case).state == ("approved" if was_decided else "withdrawn")
    assert rows(Dispatch, CaseDocument) == [int(was_decided)] * 2
    assert isinstance(refused, CaseMoved) != was_decided
