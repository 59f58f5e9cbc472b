"""A spouse who is taken out of a case, says no, or was only typed: whose month is held, whose draft goes, who is written to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from factories import cases, couples, financial_aid, organisations, people
from samveita.engines.cases.letters import carry_out
from samveita.engines.cases.models import Case, CaseHold, CaseParty, LetterOrder
from samveita.engines.cases.parties import end_party
from samveita.engines.cases.parts import submit_part
from samveita.engines.cases.terms import act_on_due
from samveita.engines.forms.models import Draft
from samveita.ground.identity.models import Person
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock
from samveita.services.financial_aid.cohabiting import NOT_ANSWERED, NOT_LONG_ENOUGH, spouse_named, warnings

pytestmark = pytest.mark.django_db
START = datetime(2026, 6, 1, 12, tzinfo=clock.ICELAND)


@pytest.fixture(autouse=True)
def in_june():
    with clock.shifted(START - clock.now()):
        yield


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def anna():
    return people.person("Anna Umsækjandi")


@pytest.fixture
def bjarni():
    return people.person("Bjarni Maki")


@pytest.fixture
def case(town, anna, bjarni):
    return couples.waiting_case(town, anna, bjarni)


def holders(case: Case) -> set[Person]:
    with crossing("a test looks"):
        return {one.person for one in CaseHold.objects.filter(case=case, released_at=None)}


def take_out(case: Case, town) -> None:
    with office_scope(town):
        end_party(
            actor=people.staff_actor(people.staff(town), town),
            party=CaseParty.objects.select_related("case", "person").get(case=case),
        )


def test_one_registered_who_says_they_are_no_household_holds_no_month(case, anna, bjarni, town):
    assert holders(case) == {anna, bjarni}

    couples.answered(case, bjarni, is_household=False)

    assert holders(case) == {anna}
    assert cases.submitted_case(town, bjarni).state == "new"


def test_one_who_is_taken_out_holds_no_month_and_has_no_draft_to_send(case, anna, bjarni, town):
    draft = couples.part_draft(case, bjarni)

    take_out(case, town)

    assert holders(case) == {anna}
    with crossing("a test looks"):
        assert not Draft.objects.filter(for_case=case.uid).exists()
    sent = people.browser_of(bjarni).post(f"/dalvogur/minn-hluti/{draft.uid}/senda/")
    assert sent.status_code == 404


def test_a_draft_that_outlived_her_part_is_not_found_when_it_is_sent(case, bjarni):
    draft = couples.part_draft(case, bjarni)
    with crossing("a draft begun while she was taken out"):
        CaseParty.objects.filter(case=case).update(ended_on=clock.today())

    with person_scope(bjarni), pytest.raises(Draft.DoesNotExist):
        submit_part(actor=people.resident_actor(bjarni), draft_uid=draft.uid, language="is")


def test_nobody_is_reminded_for_one_who_is_taken_out(case, town):
    take_out(case, town)

    with clock.shifted(START + timedelta(days=3) - clock.now()):
        act_on_due()

    with crossing("a test reads orders"):
        assert not LetterOrder.objects.filter(letter="financial_aid.spouse_reminded").exists()


def test_a_typed_spouse_is_not_the_one_whom_the_register_did_not_name(town, anna, bjarni):
    answers = couples.with_spouse(bjarni)
    answers["spouse"]["verified"] = False

    waiting = cases.submitted_case(town, anna, **answers)

    assert (waiting.state, holders(waiting)) == ("awaiting_spouse", {anna})
    del answers["spouse"]["verified"]
    named = spouse_named(town, START.date(), answers)
    assert named is not None
    assert not named.is_registered


def test_the_desk_is_told_by_the_month_that_the_calculation_counts():
    place = organisations.municipality("eyri")
    financial_aid.published_parameters(place, minimum_cohabitation_months=12)
    answers = {"has_spouse": True, "spouse_registered": True, "cohabiting_since": "2025-06-10"}
    case = Case(municipality=place, legal_date=date(2026, 6, 20))

    told = warnings(case, answers, None)

    assert told == (NOT_LONG_ENOUGH.format(months="12"), NOT_ANSWERED)


def test_a_typed_name_fills_one_that_nobody_knew_so_that_the_letter_is_written(town, anna, bjarni):
    answers = couples.with_spouse(bjarni, is_registered=False)
    Person.objects.filter(pk=bjarni.pk).update(name="", search_key="")

    cases.submitted_case(town, anna, **answers)

    bjarni.refresh_from_db()
    assert bjarni.name == "Bjarni Maki"
    with crossing("a test reads orders"):
        order = LetterOrder.objects.get(to=bjarni)
    carry_out(order.uid)
