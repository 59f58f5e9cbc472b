"""What a case's history says to its applicant and to staff, and who looked at it, each look told once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from factories import cases, organisations, people
from samveita.engines.cases.models import Case, CaseDocument
from samveita.engines.cases.reading import looks_of, open_case, open_document, timeline_of
from samveita.engines.registries.events import LOOKED_UP, LookupDetails
from samveita.engines.registries.models import Asked, Lookup, Outcome
from samveita.ground.audit.actors import Channel, Target
from samveita.ground.audit.models import Event
from samveita.ground.audit.recording import record, record_look
from samveita.ground.audit.registry import EVENT_TYPES
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.files import download
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

ROOM = "/dalvogur/mal"


@pytest.fixture
def worker(town):
    return people.staff(town, pseudonym="Ráðgjafi 7")


@pytest.fixture
def case(town):
    return cases.submitted_case(town)


def looked(case: Case, who: object, office: Organisation, *roles: Role) -> None:
    with office_scope(office):
        open_case(actor=people.staff_actor(who, office, *roles), uid=case.uid)


def told(case: Case, *, for_resident: bool) -> list[str]:
    scope = person_scope(case.person) if for_resident else office_scope(case.office)
    with scope:
        return [entry.sentence.is_ for entry in timeline_of(case, for_resident=for_resident)]


def seen(case: Case, *, for_resident: bool = True) -> list[tuple[str, str]]:
    scope = person_scope(case.person) if for_resident else office_scope(case.office)
    with scope:
        return [(look.who.is_, look.type) for look in looks_of(case, for_resident=for_resident)]


def test_the_applicant_reads_what_happened_to_her_in_whole_sentences(case, worker):
    cases.served(cases.approved(cases.case_in_progress(case, worker), worker))

    assert told(case, for_resident=True) == [
        "Við höfum fengið umsóknina þína.",
        "Ráðgjafi tók við málinu þínu.",
        "Umsóknin þín var samþykkt.",
        "Bréf er á leið í stafrænt pósthólf.",
        "Greiðsla var sett á áætlun.",
        "Bréf birtist í stafræna pósthólfinu þínu.",
    ]


def test_staff_reads_states_and_nothing_twice(case, worker):
    cases.served(cases.approved(cases.case_in_progress(case, worker), worker))

    assert told(case, for_resident=False) == [
        "Ný umsókn",
        "Í vinnslu",
        "Samþykkt",
        "Bréf er á leið í stafrænt pósthólf.",
        "Greiðsla var sett á áætlun.",
        "Stafræna pósthólfið tók við bréfinu.",
        "Bréf birtist í stafræna pósthólfinu þínu.",
    ]


def test_what_was_fetched_for_the_application_stands_first_and_once(town):
    person = people.person()
    draft = cases.finished_draft(town, person)
    actor = people.resident_actor(person)
    for asked in (Asked.PERSON, Asked.DOMICILE, Asked.WAGES):
        with crossing("a register is asked"), transaction.atomic():
            lookup = Lookup(
                uid=uuid4(), office=town, person=person, asked=asked, purpose="test", draft=draft.uid,
                actor=person.uid, channel=Channel.SELF.value, outcome=Outcome.FOUND, asked_at=clock.now(),
            )  # fmt: skip
            lookup.save()
            record(
                LOOKED_UP,
                actor=actor,
                target=Target("lookup", lookup.uid),
                data=LookupDetails(asked=asked, purpose="test", outcome=Outcome.FOUND),
            )
    from samveita.engines.cases.intake import submit

    with person_scope(person):
        case = submit(actor=actor, draft_uid=draft.uid, language="is")

    assert told(case, for_resident=True) == [
        f"{person.name} sótti upplýsingar í opinbera skrá vegna málsins.",
        "Við höfum fengið umsóknina þína.",
    ]


def test_names_stand_in_the_history_as_each_reader_may_know_them(case, worker):
    cases.case_in_progress(case, worker)

    with person_scope(case.person):
        to_her = [entry.who.is_ for entry in timeline_of(case, for_resident=True)]
    with office_scope(case.office):
        to_staff = [entry.who.is_ for entry in timeline_of(case, for_resident=False)]

    assert (to_her, to_staff) == (["Þú", "Ráðgjafi 7"], [case.person.name, worker.name])


def test_a_pseudonym_holds_after_the_office_has_merged(town, case):
    new = organisations.municipality("nyja-sveitin")
    Organisation.objects.filter(pk=town.pk).update(successor=new, valid_to=clock.today())
    worker = people.staff(new, pseudonym="Ráðgjafi 7")
    looked(case, worker, new)

    assert seen(Case(**_fields(case))) == [("Ráðgjafi 7", "cases.looked")]


def _fields(case: Case) -> dict[str, object]:
    """The case as it is read anew, with its office's successor."""
    with crossing("a test reads"):
        fresh = Case.objects.select_related("office__successor", "person").get(pk=case.pk)
    return {field.name: getattr(fresh, field.name) for field in Case._meta.concrete_fields}


def test_looks_within_ten_minutes_are_one(case, worker, town):
    looked(case, worker, town)
    looked(case, worker, town)
    with clock.shifted(timedelta(minutes=11)):
        looked(case, worker, town)

    assert seen(case) == [("Ráðgjafi 7", "cases.looked")] * 2


def test_staff_reads_the_names_of_those_who_looked(case, worker, town):
    looked(case, worker, town)

    assert seen(case, for_resident=False) == [(worker.name, "cases.looked")]


def test_the_role_that_let_her_look_is_the_one_told(case, worker, town):
    looked(case, worker, town, Role.ADMINISTRATOR, Role.CASE_WORKER)

    with person_scope(case.person):
        assert [look.role for look in looks_of(case)] == [Role.CASE_WORKER]


def test_handing_out_a_letter_is_told_once(case, worker, town):
    cases.approved(cases.case_in_progress(case, worker), worker)
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        letter = open_document(actor=actor, uid=CaseDocument.objects.get().uid)
        download(letter.file, actor=actor, case=case.uid)

    assert seen(case) == [("Ráðgjafi 7", "cases.document_looked")]


@pytest.mark.parametrize("kind", sorted(name for name, kind in EVENT_TYPES.items() if kind.is_look))
def test_no_look_is_told_with_an_empty_place_in_its_sentence(case, worker, town, kind):
    with crossing("a test records"):
        record_look(
            EVENT_TYPES[kind],
            actor=people.staff_actor(worker, town),
            target=Target("case", case.uid),
            case=case.uid,
            office=town.uid,
        )

    page = people.browser_of(case.person).get(f"{ROOM}/{case.uid}/").content.decode()

    assert "{who}" not in page


def test_someone_who_may_not_read_leaves_no_look(case, town):
    auditor = people.staff(town, Role.AUDITOR)

    with pytest.raises(NotAllowed):
        looked(case, auditor, town, Role.AUDITOR)

    assert seen(case) == []


def test_asking_to_withdraw_and_withdrawing_is_no_look(case):
    browser = people.browser_of(case.person)

    browser.get(f"{ROOM}/{case.uid}/draga-til-baka/")
    browser.post(f"{ROOM}/{case.uid}/draga-til-baka/")

    assert (seen(case), told(case, for_resident=True)[-1]) == ([], "Þú dróst umsóknina til baka.")


def test_a_letter_asked_for_in_another_case_is_not_found_and_leaves_no_look(case, worker, town):
    cases.approved(cases.case_in_progress(case, worker), worker)
    with clock.shifted(timedelta(days=40)):
        other = cases.submitted_case(town, case.person)
    with person_scope(case.person):
        letter = CaseDocument.objects.get()

    answer = people.browser_of(case.person).get(f"{ROOM}/{other.uid}/skjal/{letter.uid}/")

    assert (answer.status_code, seen(case), seen(other)) == (404, [], [])


def test_a_document_that_is_not_for_the_applicant_is_not_found_by_her(case, worker, town):
    cases.approved(cases.case_in_progress(case, worker), worker)
    with office_scope(town):
        CaseDocument.objects.update(visible_to_resident=False)
        letter = CaseDocument.objects.get()

    assert people.browser_of(case.person).get(f"{ROOM}/{case.uid}/skjal/{letter.uid}/").status_code == 404


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("event", ["approve", "reject"])
def test_a_decided_case_speaks_the_language_of_its_address(case, worker, language, event):
    taken = cases.case_in_progress(case, worker)
    decision = cases.approved(taken, worker) if event == "approve" else cases.refused(taken, worker)
    cases.served(decision)

    page = people.browser_of(case.person).get(f"/{language}{ROOM}/{case.uid}/").content.decode()

    ours = (
        "Málsatvik",
        "Mat<",
        "Síðasti dagur",
        "Umsóknin",
        "Umsókninni",
        "Bréf",
        "Ákvörðun",
        "Grunnfjárhæð",
    )
    assert [words for words in ours if words in page] == []


@pytest.mark.parametrize("count", [1, 3])
def test_history_and_looks_cost_the_same_for_few_and_for_many(
    town, case, worker, count, django_assert_max_num_queries
):
    for number in range(count):
        with clock.shifted(timedelta(hours=number)):
            looked(case, people.staff(town, name=f"Ragna {number}."), town)

    with person_scope(case.person), django_assert_max_num_queries(13):
        timeline_of(case, for_resident=True)
        found = looks_of(case)

    assert len(found) == count


def test_the_newest_looks_are_given_when_only_some_are_asked_for(case, worker, town):
    for hours in (0, 1, 2):
        with clock.shifted(timedelta(hours=hours)):
            looked(case, worker, town)

    with person_scope(case.person):
        every, newest = looks_of(case), looks_of(case, at_most=1)
    with crossing("a test counts"):
        recorded = Event.objects.filter(type="cases.looked").count()
    assert (len(every), recorded, newest) == (3, 3, every[:1])
