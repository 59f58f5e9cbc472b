"""A case of financial aid from receipt to appeal: every letter is written from the case itself, and money follows decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.appealing import lodge_appeal, reopen, settle_appeal
from samveita.engines.cases.data_requests import Wanted, request_data, waive, wake_requests
from samveita.engines.cases.deciding import decide, frozen
from samveita.engines.cases.delaying import tell_of_delay
from samveita.engines.cases.hearings import answer, open_hearing
from samveita.engines.cases.letters import carry_out
from samveita.engines.cases.models import Case, DataRequestItem, Decision, LetterOrder
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.written import Wording
from samveita.engines.payments.models import PaymentLine
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock
from samveita.services.financial_aid.composing import CHILDREN_AID_OPEN, NOT_HEARD

pytestmark = pytest.mark.django_db
ITEM = Wanted(what=Wording(is_="Launaseðlar"), why=Wording(is_="Við þurfum að sjá tekjur þínar."))
PART = {
    "refused": "Aðstoð fyrir maí.",
    "facts": "Umsóknin barst í júní.",
    "rule_article": "7. gr.",
}


@pytest.fixture(autouse=True)
def in_june():
    with clock.shifted(datetime(2026, 6, 15, 12, tzinfo=clock.ICELAND) - clock.now()):
        yield


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def worker(town):
    return people.staff(town)


@pytest.fixture
def case(town, worker):
    return cases.case_in_progress(cases.submitted_case(town), worker)


def now(case):
    with crossing("a test looks"):
        return Case.objects.select_related("office", "municipality", "person").get(pk=case.pk)


def ordered():
    """The letters ordered so far, each written and sent as the worker does it."""
    with crossing("a test reads orders"):
        orders = list(LetterOrder.objects.order_by("pk"))
    for one in orders:
        carry_out(one.uid)
    with crossing("a test reads orders"):
        rows = LetterOrder.objects.order_by("pk").select_related("document")
        return [(one.letter.removeprefix("financial_aid."), one.document is not None) for one in rows]


def made(case, worker, event, **reasons):
    with office_scope(case.office):
        return decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event=event,
            reasons=reasons,
            signed_by=worker.name,
            revision=now(case).revision,
        )


def test_the_letters_on_the_way_to_a_decision_are_written_from_the_case(case, worker):
    office, staff = case.office, people.staff_actor(worker, case.office)
    with office_scope(office):
        request_data(actor=staff, uid=case.uid, items=[ITEM])
    first = ordered()
    with clock.shifted(timedelta(days=9)):
        wake_requests()
        reminded = (now(case).state, ordered()[-1])
    with clock.shifted(timedelta(days=14)):
        wake_requests()
        overdue = now(case).state
        with office_scope(office):
            tell_of_delay(
                actor=staff,
                uid=case.uid,
                reason="Við bíðum eftir vottorði.",
                new_date=clock.today() + timedelta(days=30),
            )
            open_hearing(
                actor=staff,
                uid=case.uid,
                ground="Synjun.",
                facts="Laun voru 300.000 kr.",
                rule_article="12. gr.",
            )
        last = ordered()

    assert first == [("receipt", True), ("data_needed", True)]
    assert (reminded, overdue) == (("data_needed", ("reminder", True)), "in_progress")
    assert (last[-2:], now(case).state) == ([("delay", True), ("hearing", True)], "hearing")


def test_a_refusal_says_why_she_was_not_heard_or_she_was(case, worker):
    refusal = {key: value for key, value in cases.REFUSAL.items() if key != "hearing_note"}
    with pytest.raises(CaseRefused) as unheard:
        made(case, worker, "reject", **refusal)
    with office_scope(case.office):
        hearing = open_hearing(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            ground="Synjun.",
            facts="Laun voru 300.000 kr.",
            rule_article="12. gr.",
        )
    with person_scope(case.person):
        answer(actor=people.resident_actor(case.person), uid=hearing.uid)
    made(case, worker, "reject", **refusal)

    assert (unheard.value.reason, now(case).state) == (NOT_HEARD, "rejected")


@pytest.mark.parametrize(
    ("event", "stands", "uphold"),
    [
        ("approve_in_part", "appealed_internal_granted", "approved"),
        ("reject", "appealed_internal", "rejected"),
    ],
)
def test_an_upheld_decision_stays_what_it_was_and_an_overturned_one_is_made_anew(
    town, case, worker, event, stands, uphold
):
    reasons = PART if event == "approve_in_part" else cases.REFUSAL
    made(case, worker, event, **reasons)
    secretary = people.staff_actor(people.staff(town), town)
    seen = []
    for upheld in (True, False):
        with person_scope(case.person):
            lodge_appeal(actor=people.resident_actor(case.person), uid=case.uid, grounds="Rangar tekjur.")
        seen.append(now(case).state)
        with office_scope(town):
            settle_appeal(
                actor=secretary,
                uid=case.uid,
                upheld=upheld,
                outcome="Farið var yfir málið.",
                revision=now(case).revision,
            )
        seen.append(now(case).state)
        assert ordered()[-1] == ("appeal_outcome", True)

    assert seen == [stands, uphold, stands, "in_progress"]


def test_a_reopened_case_gets_a_new_decision_and_the_old_one_stays(case, worker):
    old = made(case, worker, "approve")
    before = frozen(old).calculation
    with office_scope(case.office):
        reopen(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            because="Ný gögn bárust.",
            revision=now(case).revision,
        )
    letters = ordered()
    made(case, worker, "approve_in_part", **PART)

    with office_scope(case.office):
        decisions = list(Decision.objects.select_related("case__office").order_by("number"))
        assert [one.event for one in decisions] == ["approve", "approve_in_part"]
        assert frozen(decisions[0]).calculation == before
    assert letters[-1] == ("reopening", True)


def test_an_approval_in_part_pays(case, worker):
    made(case, worker, "approve_in_part", **PART)

    with office_scope(case.office):
        assert [line.amount for line in PaymentLine.objects.all()] == [190_000]


def test_aid_for_children_is_settled_before_an_approval_where_it_is_paid():
    place = organisations.municipality("eyri")
    financial_aid.set_state(
        actor=financial_aid.SYSTEM, organisation=place, offering="financial_aid", state="live"
    )
    financial_aid.published_parameters(place, children_aid="case_worker")
    financial_aid.handled(place)
    worker = people.staff(place)
    children = [
        {
            "child_name": "Barn Dæmi",
            "child_kennitala": "0101154550",
            "school": "enginn",
            "lives_with_me": True,
            "lives_with_both": False,
        }
    ]
    case = cases.case_in_progress(cases.submitted_case(place, has_children=True, children=children), worker)

    with pytest.raises(CaseRefused) as refused:
        made(case, worker, "approve")

    assert refused.value.reason == CHILDREN_AID_OPEN


def test_an_approval_without_an_account_waits_for_it_and_the_letter_says_so(town, worker):
    case = cases.case_in_progress(cases.submitted_case(town, account=None), worker)

    made(case, worker, "approve")

    with office_scope(town):
        assert PaymentLine.objects.count() == 1


def test_a_request_that_is_waived_is_complete(case, worker):
    with office_scope(case.office):
        request_data(actor=people.staff_actor(worker, case.office), uid=case.uid, items=[ITEM])
        waive(actor=people.staff_actor(worker, case.office), item=DataRequestItem.objects.get().uid)

    assert now(case).state == "in_progress"
