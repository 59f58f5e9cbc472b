"""A draft is kept page by page, sealed, by one person, and is never lost, doubled or overwritten unseen."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from engines.forms.sample_forms import EVERYTHING, GOOD, NEXT_VERSION, acting
from samveita.engines.forms import drafting
from samveita.engines.forms.answering import as_written
from samveita.engines.forms.discarding import discard
from samveita.engines.forms.drafting import (
    AlreadySubmitted,
    NotReady,
    PageChanged,
    answers_of,
    draft_for_update,
    facts_of,
    mark_submitted,
    missing_in,
    open_draft,
    ready_answers,
    save_step,
    start_draft,
    summary_of,
)
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import FORMS, RegisteredForm, register_form
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.encryption import CannotOpen, open_text


@pytest.fixture
def salka(db, make_resident):
    return make_resident("Salka")


@pytest.fixture
def office(db, make_municipality):
    return make_municipality("dalvogur")


def begin(person, office, **values):
    return start_draft(
        actor=values.pop("actor", acting(person)),
        person=person,
        municipality=office,
        service="sample_service",
        **values,
    )


def save(person, draft, step, raw, *, seen=None, **values):
    return save_step(
        actor=values.pop("actor", acting(person)),
        uid=draft.uid,
        step=step,
        raw=raw,
        seen_revision=draft.revision if seen is None else seen,
        **values,
    )


def only_event(name):
    with crossing("read the event store"):
        return Event.objects.get(type=name)


def fill(person, draft, answers=GOOD):
    for step in EVERYTHING.steps:
        raw = {one.key: as_written(one, answers[one.key]) for one in step.questions if one.key in answers}
        if raw:
            draft = save(person, draft, step.key, raw).draft
    return draft


def test_beginning_makes_a_draft_with_what_is_known_and_leaves_an_event(salka, office, register):
    with person_scope(salka):
        started = begin(salka, office, language="pl")

        assert started.is_new
        assert facts_of(started.draft).known() == {
            "registry.name": "Salka Ýr",
            "account.email": "salka@daemi.is",
        }
        assert facts_of(started.draft).source("registry.name").is_ == "Þjóðskrá"
        assert answers_of(started.draft) == {}
        assert started.draft.language == "pl"
    event = only_event("forms.draft_started")
    assert (event.target, event.municipality, event.human) == (started.draft.uid, office.uid, salka.uid)


def test_beginning_again_goes_on_with_the_same_draft(salka, office, register):
    with person_scope(salka):
        first = begin(salka, office).draft
        save(salka, first, "heimili", {"home": "own"})

        again = begin(salka, office)

        assert (again.draft.uid, again.is_new) == (first.uid, False)
        assert answers_of(again.draft) == {"home": "own"}
        assert register.asked == 1


def test_each_municipality_has_its_own_draft(salka, office, make_municipality):
    other = make_municipality("hlidarbaer")
    with person_scope(salka):
        assert begin(salka, office).draft.uid != begin(salka, other).draft.uid


def test_a_draft_begun_before_a_merger_goes_on_after_it(salka, office, make_municipality):
    successor = make_municipality("nyjabyggd")
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)
        office.successor = successor
        office.save()

        again = begin(salka, successor)

        assert again.draft.uid == draft.uid
        assert answers_of(again.draft) == GOOD


def test_a_page_is_kept_and_read_back(salka, office):
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)

        assert answers_of(draft) == GOOD
        assert missing_in(draft) == ()
        assert ready_answers(draft) == GOOD
        assert summary_of(draft, "en")[2].lines[0].answer == "1 February 2025"


def test_an_answer_that_cannot_be_used_does_not_take_the_others_with_it(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft

        saved = save(salka, draft, "um-thig", {"kennitala": "hæ", "email": "a@b.is", "phone": "5551234"})

        assert set(saved.checked.errors) == {"kennitala"}
        assert answers_of(Draft.objects.get()) == {"name": "Salka Ýr", "email": "a@b.is", "phone": "5551234"}


def test_nothing_readable_is_in_the_database(salka, office):
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)
        with connection.cursor() as cursor:
            cursor.execute("SELECT answers, facts FROM forms_draft")
            answers, facts = (bytes(one) for one in cursor.fetchone())

        assert b"salka@" not in answers + facts
        assert b"0101302399" not in answers
        with pytest.raises(CannotOpen):
            open_text(office, answers, about=str(uuid4()))
        assert "salka@" in open_text(office, answers, about=str(draft.uid))


def test_an_older_tab_of_the_same_page_is_told_and_changes_nothing(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft
        save(salka, draft, "heimili", {"home": "own"})

        with pytest.raises(PageChanged) as told:
            save(salka, draft, "heimili", {"home": "other"}, seen=1)

        assert answers_of(told.value.draft) == {"home": "own"}
        assert answers_of(Draft.objects.get()) == {"home": "own"}


def test_an_older_tab_may_save_again_once_it_has_seen_the_newer_state(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft
        newer = save(salka, draft, "heimili", {"home": "own"}).draft

        save(salka, newer, "heimili", {"home": "other"})

        assert answers_of(Draft.objects.get()) == {"home": "other"}


def test_two_tabs_on_different_pages_do_not_collide(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft
        save(salka, draft, "heimili", {"home": "own"}, seen=1)

        save(salka, draft, "stadfesting", {"agree": "on"}, seen=1)

        assert answers_of(Draft.objects.get()) == {"home": "own", "agree": True}


def test_the_same_page_sent_twice_is_saved_once(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft
        first = save(salka, draft, "heimili", {"home": "own"}).draft

        second = save(salka, draft, "heimili", {"home": "own"}, seen=1).draft

        assert second.revision == first.revision == 2


def test_answers_that_are_no_longer_asked_are_kept_aside_and_not_submitted(salka, office):
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)

        draft = save(salka, draft, "heimili", {"home": "own"}).draft
        assert "rent" not in ready_answers(draft)
        assert [step.step for step in summary_of(draft, "is") if step.step == "leiga"] == []

        draft = save(salka, draft, "heimili", {"home": "rent"}).draft
        assert answers_of(draft)["rent"] == 180_000


def test_a_draft_survives_a_new_version_of_its_form(salka, office, register, monkeypatch):
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)
        monkeypatch.setitem(FORMS, "sample_service", RegisteredForm("sample_service", NEXT_VERSION, register))

        assert set(drafting.asked_again(draft)) == {"home"}
        assert [one.question for one in missing_in(draft)] == ["home"]

        resumed = begin(salka, office)

        assert resumed.again == ("home",)
        assert resumed.draft.form_version == 2
        assert set(drafting.asked_again(resumed.draft)) == {"home"}, "until it is answered"
        assert answers_of(resumed.draft)["income"] == 250_000


def test_registers_that_do_not_answer_do_not_stop_an_application(salka, office, register):
    register.is_down = True
    with person_scope(salka):
        draft = begin(salka, office).draft
        assert facts_of(draft).unavailable
        save(salka, draft, "um-thig", {"name": "Salka", "kennitala": "0101302399", "email": "a@b.is"})

        register.is_down = False
        resumed = begin(salka, office).draft

        assert facts_of(resumed).known()["registry.name"] == "Salka Ýr"
        assert answers_of(resumed)["email"] == "a@b.is"


def test_discarding_leaves_nothing_but_the_event(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft

        discard(actor=acting(salka), uid=draft.uid)

        assert not Draft.objects.exists()
    event = only_event("forms.draft_discarded")
    assert event.data["data"] == {"service": "sample_service"}


def test_a_submitted_draft_names_its_case_and_keeps_no_answers(salka, office):
    case = uuid4()
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)
        with transaction.atomic():
            mark_submitted(draft_for_update(draft.uid), case)
        with transaction.atomic():
            found = draft_for_update(draft.uid)

        assert found.submitted_case == case
        assert answers_of(found) == {}
        assert open_draft(person=salka, municipality=office, service="sample_service") is None
        with pytest.raises(AlreadySubmitted) as told:
            save(salka, draft, "heimili", {"home": "own"})
        assert told.value.case == case
        with pytest.raises(AlreadySubmitted):
            discard(actor=acting(salka), uid=draft.uid)


def test_after_submitting_a_new_application_can_begin(salka, office):
    with person_scope(salka):
        first = begin(salka, office).draft
        with transaction.atomic():
            mark_submitted(draft_for_update(first.uid), uuid4())

        assert begin(salka, office).draft.uid != first.uid


def test_an_unfinished_draft_is_not_ready(salka, office):
    with person_scope(salka):
        draft = begin(salka, office).draft

        with pytest.raises(NotReady) as told:
            ready_answers(draft)

        assert told.value.missing[0].question == "name"


def test_nobody_else_finds_the_draft(salka, office, make_resident):
    other = make_resident("Högni")
    with person_scope(salka):
        draft = begin(salka, office).draft

    with person_scope(other):
        assert not Draft.objects.exists()
        with pytest.raises(Draft.DoesNotExist):
            save(other, draft, "heimili", {"home": "own"})


def test_whoever_holds_a_delegation_fills_in_for_the_one_represented(salka, office, make_resident):
    human = make_resident("Högni")
    with person_scope(salka):
        draft = begin(salka, office, actor=acting(salka, human=human)).draft

        save(salka, draft, "heimili", {"home": "own"}, actor=acting(salka, human=human))

        assert draft.person == salka
    event = only_event("forms.draft_started")
    assert (event.human, event.subject, event.channel) == (human.uid, salka.uid, "delegated")


def test_staff_may_not_write_in_a_residents_draft(salka, office):
    clerk = Actor(uuid4(), None, frozenset({"case_worker"}), office.uid, Channel.STAFF, "Starfsmaður")
    with person_scope(salka):
        draft = begin(salka, office).draft

        with pytest.raises(NotAllowed):
            save(salka, draft, "heimili", {"home": "own"}, actor=clerk)
        with pytest.raises(NotAllowed):
            begin(salka, office, actor=clerk)


def test_a_service_has_one_form(service, register):
    with pytest.raises(ValueError, match="has a form already"):
        register_form("sample_service", replace(EVERYTHING, version=9), register)


def test_saving_asks_the_database_the_same_few_questions_however_long_the_form_is(
    salka, office, django_assert_max_num_queries
):
    with person_scope(salka):
        draft = fill(salka, begin(salka, office).draft)

        with django_assert_max_num_queries(10):
            save(salka, draft, "heimili", {"home": "other"})


def test_two_browsers_that_begin_at_once_share_one_draft(committed_db, make_municipality, make_resident):
    salka, office = make_resident("Salka"), make_municipality("dalvogur")
    found, meeting = [], threading.Barrier(2)

    def browser():
        try:
            meeting.wait(10)
            with person_scope(salka):
                found.append(begin(salka, office).draft.uid)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=browser) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(set(found)) == 1
    with crossing("count the drafts"):
        assert Draft.objects.count() == 1
    assert only_event("forms.draft_started").target == found[0]
