"""A couple applies: the wait for the spouse, what ends it, one application a household, and what neither sees of the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from house_files import addresses

from factories import cases, couples, financial_aid, organisations, people
from samveita.engines.cases.deciding import figures_of, preview
from samveita.engines.cases.letters import carry_out
from samveita.engines.cases.models import Case, CaseDocument, CaseHold, CasePart, LetterOrder
from samveita.engines.cases.parts import BOTH_APPLIED, PART_LATE, PART_MISSING, missing_from, submit_part
from samveita.engines.cases.process import CaseRefused, take
from samveita.engines.cases.reading import looks_of, queue_counts, timeline_of
from samveita.engines.cases.terms import act_on_due
from samveita.engines.forms.drafting import answers_of
from samveita.engines.forms.models import Draft
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.services.financial_aid import spouse_part
from samveita.services.financial_aid.cohabiting import (
    DOES_NOT_COUNT,
    NOT_ANSWERED,
    NOT_LONG_ENOUGH,
    SAYS_NO,
    table_for,
    warnings,
)
from samveita.services.financial_aid.following import INVITE, months_in_a_row
from samveita.services.financial_aid.handling import ALREADY_APPLIED, applied_month
from samveita.services.financial_aid.parameters import AidTable

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


def now(case: Case) -> Case:
    with crossing("a test looks"):
        return Case.objects.select_related("office", "municipality", "person", "submission").get(pk=case.pk)


def letters(to=None) -> list[str]:
    with crossing("a test reads orders"):
        orders = LetterOrder.objects.filter(**({} if to is None else {"to": to})).order_by("pk")
        return [one.letter.removeprefix("financial_aid.") for one in orders]


def tasks(kind: str) -> int:
    with crossing("a test counts tasks"):
        return Task.objects.filter(kind=kind, closed_at=None).count()


def after(days: int):
    return clock.shifted(START + timedelta(days=days) - clock.now())


# ------------------------------------------------------------------ the wait


def test_the_case_has_its_number_and_legal_date_from_the_applicants_submission(case, anna, bjarni, town):
    assert (case.state, case.legal_date, bool(case.number)) == ("awaiting_spouse", START.date(), True)
    assert (letters(anna), letters(bjarni)) == (["awaiting_spouse"], ["spouse_asked"])
    with office_scope(town):
        counts = queue_counts(people.staff_actor(people.staff(town), town))
        assert (counts["new"], counts["waiting"], counts["open"]) == (0, 1, 1)


def test_the_spouses_letter_names_the_applicant_and_nothing_else_of_her(case, bjarni, anna):
    with crossing("a test reads orders"):
        order = LetterOrder.objects.get(to=bjarni)
    carry_out(order.uid)
    with crossing("a test reads a letter"):
        letter = CaseDocument.objects.get(person=bjarni)
        assert not CaseDocument.objects.filter(person=anna, kind="letter").exists()
    assert (letter.title.is_, letter.visible_to_resident) == ("Beiðni til maka um upplýsingar", True)


def test_the_spouse_is_told_what_of_hers_the_decision_shows(case, bjarni):
    page = people.browser_of(bjarni).get(f"/dalvogur/mal/{case.uid}/").content.decode()
    folder = Path(spouse_part.__file__).parent / "letters"
    letters_to_her = [(folder / f"spouse_{one}.typ").read_text() for one in ("asked", "reminded")]
    told = spouse_part.IN_THE_DECISION

    assert told.is_ in page
    for text in (spouse_part.TOLD.intro, *letters_to_her):
        written = text if isinstance(text, str) else f"{text.is_} {text.en} {text.pl}"
        assert all(one in written for one in (told.is_, told.en, told.pl))


def test_the_spouses_own_part_ends_the_wait_once(case, bjarni, anna):
    draft = couples.part_draft(case, bjarni)
    with person_scope(bjarni):
        part = submit_part(actor=people.resident_actor(bjarni), draft_uid=draft.uid, language="is")
        again = submit_part(actor=people.resident_actor(bjarni), draft_uid=draft.uid, language="is")

    assert (part.pk, now(case).state, letters(anna)[-1]) == (again.pk, "new", "receipt")
    with crossing("a test looks"):
        assert missing_from(now(case)) == ()


def test_a_spouse_who_never_answers_is_reminded_twice_and_the_case_goes_on(case, anna, bjarni):
    states = []
    for day in (3, 4, 7, 10, 11, 12):
        with after(day):
            act_on_due()
            states.append((day, now(case).state, letters(bjarni).count("spouse_reminded")))

    assert states == [
        (3, "awaiting_spouse", 1),
        (4, "awaiting_spouse", 1),
        (7, "awaiting_spouse", 2),
        (10, "awaiting_spouse", 2),
        (11, "new", 2),
        (12, "new", 2),
    ]
    assert (now(case).legal_date, tasks(PART_MISSING), letters(anna)[-1]) == (START.date(), 1, "receipt")
    with crossing("a test looks"):
        assert [part.role for part in missing_from(now(case))] == ["spouse"]


def test_what_comes_after_the_time_out_is_kept_and_put_on_the_desk(case, bjarni):
    with after(11):
        act_on_due()
        couples.answered(case, bjarni)

    assert (now(case).state, tasks(PART_LATE), tasks(PART_MISSING)) == ("new", 1, 0)
    with crossing("a test looks"):
        assert missing_from(now(case)) == ()


@pytest.mark.parametrize("answered", [False, True])
def test_the_applicant_withdraws_while_the_spouse_is_awaited_and_after(case, anna, bjarni, answered):
    couples.answered(case, bjarni) if answered else couples.part_draft(case, bjarni)

    with person_scope(anna):
        take(actor=people.resident_actor(anna), uid=case.uid, event="withdraw")

    with crossing("a test looks"):
        assert not Draft.objects.filter(for_case=case.uid, submitted_case=None).exists()
        assert not CaseHold.objects.filter(case=case, released_at=None).exists()
    assert act_on_due() == 0
    assert now(case).state == "withdrawn"


def test_nobody_else_begins_or_sends_the_part(case, anna, bjarni):
    draft, stranger = couples.part_draft(case, bjarni), people.person("Ókunnug")
    for other in (anna, stranger):
        browser = people.browser_of(other)
        for path in (f"minn-hluti/{draft.uid}/", f"minn-hluti/{draft.uid}/yfirlit/"):
            assert browser.get(f"/dalvogur/{path}").status_code == 404
        assert browser.post(f"/dalvogur/minn-hluti/{draft.uid}/senda/").status_code == 404
        assert browser.post(f"/dalvogur/mal/{case.uid}/minn-hluti/").status_code in {302, 403, 404}
    with crossing("a test looks"):
        assert (CasePart.objects.count(), Draft.objects.filter(for_case=case.uid).count()) == (0, 1)


# ------------------------------------------------------------------ one application a household and month (R11)


def test_a_household_applies_once_for_a_month(case, town, anna, bjarni):
    for person, answers in ((anna, {}), (bjarni, {}), (people.person(), couples.with_spouse(bjarni))):
        with pytest.raises(CaseRefused) as refused:
            cases.submitted_case(town, person, **answers)
        assert refused.value.reason == ALREADY_APPLIED


def test_a_name_that_was_only_typed_holds_nobodys_month_until_she_says_so_herself(town, anna, bjarni):
    waiting = couples.waiting_case(town, anna, bjarni, is_registered=False)
    own = cases.submitted_case(town, bjarni)

    couples.answered(waiting, bjarni)

    assert (own.state, now(waiting).state, tasks(BOTH_APPLIED)) == ("new", "new", 1)


def test_one_who_says_they_are_no_household_holds_no_month(town, anna, bjarni):
    waiting = couples.waiting_case(town, anna, bjarni, is_registered=False)
    couples.answered(waiting, bjarni, is_household=False)

    assert cases.submitted_case(town, bjarni).state == "new"
    assert tasks(BOTH_APPLIED) == 0


def test_a_typed_name_changes_nobodys_registered_name(town, anna, bjarni):
    answers = couples.with_spouse(bjarni, is_registered=False)
    answers["spouse"]["name"] = "Eitthvað Annað"
    cases.submitted_case(town, anna, **answers)
    bjarni.refresh_from_db()

    assert bjarni.name == "Bjarni Maki"


# ------------------------------------------------------------------ the rules of households (R15)


@pytest.mark.parametrize(
    ("answers", "rules", "table", "told"),
    [
        ({"has_spouse": False}, {}, AidTable.INDIVIDUAL, []),
        ({"spouse_registered": True, "is_married": True}, {}, AidTable.COHABITATION, [NOT_ANSWERED]),
        (
            {"spouse_registered": True, "cohabiting_since": "2025-06-01"},
            {"minimum_cohabitation_months": 12},
            AidTable.COHABITATION,
            [NOT_ANSWERED],
        ),
        (
            {"spouse_registered": True, "cohabiting_since": "2025-06-02"},
            {"minimum_cohabitation_months": 12},
            AidTable.INDIVIDUAL,
            [NOT_LONG_ENOUGH.format(months="12"), NOT_ANSWERED],
        ),
        ({}, {}, AidTable.COHABITATION, [NOT_ANSWERED]),
        ({}, {"unregistered_cohabitation_counts": False}, AidTable.INDIVIDUAL, [DOES_NOT_COUNT]),
    ],
)
def test_what_counts_as_a_couple_follows_the_municipality(answers, rules, table, told):
    place = organisations.municipality("eyri")
    financial_aid.published_parameters(place, **rules)
    given = {"has_spouse": True, **answers}
    case = Case(municipality=place, legal_date=START.date())

    assert table_for(given, financial_aid.parameters(**rules), START.date()) is table
    assert list(warnings(case, given, None)) == told


def test_a_spouse_who_says_no_is_told_to_the_desk(town):
    case = Case(municipality=town, legal_date=START.date())

    assert warnings(case, {"has_spouse": True}, {"is_household": False}) == (SAYS_NO,)


def test_no_spouse_is_written_to_where_the_cohabitation_does_not_count(anna, bjarni):
    place = organisations.municipality("eyri")
    financial_aid.set_state(
        actor=financial_aid.SYSTEM, organisation=place, offering="financial_aid", state="live"
    )
    financial_aid.published_parameters(place, unregistered_cohabitation_counts=False)

    assert couples.waiting_case(place, anna, bjarni, is_registered=False).state == "new"
    assert letters(bjarni) == []


# ------------------------------------------------------------------ nothing of the one reaches the other

HERS, HIS = "leyndarmalonnu", "leyndarmalbjarna"
"""Words that stand in what each has answered, written and handed in, and nowhere else."""


@pytest.fixture
def exchanged(town, anna, bjarni):
    """A couple's case in which both have answered, written and handed in."""
    case = couples.waiting_case(town, anna, bjarni, comment=HERS, income=87_654)
    couples.answered(case, bjarni, comment=HIS)
    cases.case_in_progress(now(case), people.staff(town))
    for person, word in ((anna, HERS), (bjarni, HIS)):
        browser = people.browser_of(person)
        there = f"/dalvogur/mal/{case.uid}"
        assert browser.post(f"{there}/skilabod/", {"text": word}).status_code == 302
        paper = SimpleUploadedFile(f"{word}.pdf", b"%PDF-1.7 " + word.encode(), "application/pdf")
        assert browser.post(f"{there}/skjol/", {"documents": paper}).status_code == 302
    return now(case)


def resident_addresses(case: Case) -> list[str]:
    """Every address of the house filled in with a couple's case, its documents and its parts, in three languages."""
    with crossing("a test fills in addresses"):
        documents = list(CaseDocument.objects.filter(case=case).values_list("uid", flat=True))
        drafts = list(Draft.objects.values_list("uid", flat=True))
    given = {"organisation": "dalvogur", "slug": "dalvogur", "service": "fjarhagsadstod", "uid": case.uid}
    found = []
    for address in addresses():
        route = address.route
        if "<" not in route or "vinnubord" in route:
            continue
        for document in documents:
            for draft in drafts:
                parts = {**given, "document": document, "draft": draft, "step": "tekjur", "entry": 1}
                path = route
                for name, value in parts.items():
                    for kind in ("slug", "uuid", "int", "str"):
                        path = path.replace(f"<{kind}:{name}>", str(value)).replace(f"<{name}>", str(value))
                if "<" not in path and "(" not in path:
                    found.append("/" + path.removeprefix("^"))
    return sorted(set(found))


@pytest.mark.parametrize("reader", ["anna", "bjarni"])
def test_neither_reads_anything_of_the_other_at_any_address(exchanged, anna, bjarni, reader):
    person, others_word, others_sum = {
        "anna": (anna, HIS, "71.000"),
        "bjarni": (bjarni, HERS, "87.654"),
    }[reader]
    browser, walked, leaks = people.browser_of(person), 0, []
    browser.raise_request_exception = False

    for path in resident_addresses(exchanged):
        answer = browser.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = f"{answer.headers} {content.decode(errors='replace')}"
        walked += answer.status_code == 200
        if others_word in said or others_sum in said:
            leaks.append((path, answer.status_code))

    assert leaks == []
    assert walked > 5


def test_neither_is_told_what_the_other_has_done_or_opened(exchanged, anna, bjarni):
    with crossing("a test looks"):
        his = CaseDocument.objects.get(case=exchanged, person=bjarni, kind="other")
    people.browser_of(bjarni).get(f"/dalvogur/mal/{exchanged.uid}/skjal/{his.uid}/")
    with person_scope(anna):
        told = timeline_of(now(exchanged), for_resident=True)
        seen = looks_of(now(exchanged))

    assert [one.sentence.is_ for one in told if one.who and one.who.is_ == "Bjarni Maki"] == [
        "Maki þinn skilaði sínum hluta."
    ]
    assert [one for one in seen if one.who.is_ == "Bjarni Maki"] == []


def test_the_spouse_reads_what_is_hers_and_not_how_the_case_stands(exchanged, bjarni):
    page = people.browser_of(bjarni).get(f"/dalvogur/mal/{exchanged.uid}/").content.decode()

    for said in ("Umsækjandi: Anna Umsækjandi", HIS, "71.000", "Þú hefur skilað þínum hluta"):
        assert said in page
    for unsaid in (
        "Ráðgjafi vinnur að málinu þínu",
        "Við stefnum að svari",
        "Gangur málsins",
        "draga-til-baka",
    ):
        assert unsaid not in page


def test_the_spouse_neither_withdraws_nor_reads_the_case_over_the_api(exchanged, bjarni):
    browser = people.browser_of(bjarni)
    browser.raise_request_exception = False

    assert browser.get(f"/dalvogur/mal/{exchanged.uid}/draga-til-baka/").status_code == 403
    assert browser.post(f"/dalvogur/mal/{exchanged.uid}/draga-til-baka/").status_code == 403
    assert browser.get(f"/api/v1/cases/{exchanged.uid}").status_code in {403, 404}
    assert now(exchanged).state == "in_progress"


# ------------------------------------------------------------------ the calculation for two


def figures_and_lines(case: Case):
    with office_scope(case.office):
        fresh = Case.objects.select_related("office", "municipality", "submission").get(pk=case.pk)
        figures = figures_of(fresh)
        return figures, preview(fresh, figures)


def test_both_incomes_and_both_credits_count_and_the_kinds_stay_between_her_and_the_office(
    town, anna, bjarni
):
    case = couples.waiting_case(town, anna, bjarni, income=62_000)
    couples.answered(case, bjarni)

    figures, calculation = figures_and_lines(now(case))

    assert (figures["table"], figures["spouse_credit_percent"]) == ("cohabitation", 30)
    assert [(one["whose"], one["amount"]) for one in figures["incomes"]] == [
        ("applicant", 62_000),
        ("spouse", 71_000),
    ]
    assert calculation.figures["taxable"] == 384_000 - 62_000 - 71_000
    words = calculation.model_dump_json()
    assert ("Tekjur heimilisins" in words, "71.000" in words, "71000" in words) == (True, False, False)


@pytest.mark.parametrize("answers", [None, {"is_household": False}])
def test_without_a_spouses_word_nothing_of_hers_is_counted(town, anna, bjarni, answers):
    case = couples.waiting_case(town, anna, bjarni, income=62_000)
    if answers is not None:
        couples.answered(case, bjarni, **answers)

    figures, _calculation = figures_and_lines(now(case))

    assert {one["whose"] for one in figures["incomes"]} == {"applicant"}
    assert "spouse_credit_percent" not in figures


def test_the_desk_shows_both_side_by_side_and_says_what_is_missing(town, anna, bjarni):
    case = couples.waiting_case(town, anna, bjarni, comment=HERS)
    desk = people.browser_of(people.staff(town))
    before = desk.get(f"/dalvogur/vinnubord/mal/{case.uid}/").content.decode()
    couples.answered(case, bjarni, comment=HIS)
    after_it = desk.get(f"/dalvogur/vinnubord/mal/{case.uid}/").content.decode()

    assert (NOT_ANSWERED.is_ in before, "Ekkert svar hefur borist." in before, HIS in before) == (
        True,
        True,
        False,
    )
    assert (NOT_ANSWERED.is_ in after_it, HERS in after_it, HIS in after_it) == (False, True, True)


# ------------------------------------------------------------------ months in a row


def test_an_interview_is_offered_when_the_months_are_as_many_as_the_municipality_has_set():
    place = organisations.municipality("eyri")
    financial_aid.set_state(
        actor=financial_aid.SYSTEM, organisation=place, offering="financial_aid", state="live"
    )
    financial_aid.published_parameters(place, meeting_after_months=2)
    financial_aid.handled(place)
    person, worker, offered = people.person(), people.staff(place), []
    for month in (3, 5, 6):
        with clock.shifted(datetime(2026, month, 10, 12, tzinfo=clock.ICELAND) - START):
            cases.approved(cases.case_in_progress(cases.submitted_case(place, person), worker), worker)
            offered.append((tasks(INVITE), letters(person).count("meeting")))

    assert offered == [(0, 0), (0, 0), (1, 1)]
    assert months_in_a_row(person, municipality=place, until=START.date()) == 2
    with crossing("a test reads orders"):
        order = LetterOrder.objects.get(letter="financial_aid.meeting")
    carry_out(order.uid)


@pytest.mark.parametrize(
    ("state", "months"),
    [("appealed_internal_granted", 1), ("appealed_external_granted", 1), ("appealed_internal", 0)],
)
def test_a_month_counts_while_what_granted_it_is_appealed(town, anna, state, months):
    case, worker = cases.submitted_case(town, anna), people.staff(town)
    cases.approved(cases.case_in_progress(case, worker), worker)
    with crossing("a test appeals"):
        Case.objects.filter(pk=case.pk).update(state=state)

    assert months_in_a_row(anna, municipality=town, until=applied_month(case)) == months


def test_an_application_begins_as_the_last_one_and_the_desk_sees_what_changed(town, anna):
    with clock.shifted(timedelta(days=-20)):
        first = cases.submitted_case(town, anna, home="with_parents", income=50_000)
    browser = people.browser_of(anna)

    assert "Sækja um eins og síðast" in browser.get("/dalvogur/fjarhagsadstod/umsokn/").content.decode()
    browser.post("/dalvogur/fjarhagsadstod/umsokn/hefja/", {"eins": "1"})

    with person_scope(anna):
        begun = answers_of(Draft.objects.get(submitted_case=None))
        assert (begun["home"], begun["account"], begun["email"]) == (
            "with_parents",
            "0133-26-012345",
            "anna@example.is",
        )
        assert not {"informed", "incomes", "has_income", "name", "domicile"} & set(begun)
        Draft.objects.filter(submitted_case=None).delete()
    second = cases.submitted_case(town, anna, home="with_others", income=50_000)
    page = (
        people.browser_of(people.staff(town)).get(f"/dalvogur/vinnubord/mal/{second.uid}/").content.decode()
    )
    assert f"Þetta hefur breyst frá umsókninni {first.number}" in page
