"""From a draft to a case: once, whole, at the right office, with the questions as they were shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import submitted_answers
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.intake import NOT_ADOPTED, UNANSWERED, submit
from samveita.engines.cases.models import Case, Series, Submission
from samveita.engines.cases.process import CaseRefused
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import FORMS
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import PersonKind
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Agreement, Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.services.financial_aid.declaration import SERVICE


def sent(draft: Draft, actor: Actor | None = None, *, language: str = "is") -> Case:
    with person_scope(draft.person):
        return submit(
            actor=actor or people.resident_actor(draft.person), draft_uid=draft.uid, language=language
        )


def standing() -> dict[str, int]:
    with crossing("a test counts"):
        return {
            "cases": Case.objects.count(),
            "submissions": Submission.objects.count(),
            "events": Event.objects.filter(type="cases.submitted").count(),
            "tasks": Task.objects.count(),
            "numbers": sum(Series.objects.values_list("last", flat=True)),
        }


ONCE = {"cases": 1, "submissions": 1, "events": 1, "tasks": 1, "numbers": 1}
NEVER = dict.fromkeys(ONCE, 0)


def test_the_same_draft_sent_twice_is_one_case(town):
    draft = cases.finished_draft(town, people.person())

    first, second = sent(draft), sent(draft)

    assert (first.uid, standing()) == (second.uid, ONCE)


def test_the_same_draft_sent_from_two_windows_at_once_is_one_case(committed_db, at_once):
    town = financial_aid.adopted(organisations.municipality())
    draft = cases.finished_draft(town, people.person())

    first, second = at_once(lambda: sent(draft), lambda: sent(draft))

    assert (first.uid, standing()) == (second.uid, ONCE)


def test_a_case_begins_with_its_dates_its_number_and_a_task_for_the_answer(town):
    case = cases.submitted_case(town)

    with office_scope(town):
        task = Task.objects.get()
    today = clock.today()
    assert (case.number, case.state, case.legal_date) == (f"{today.year}-FA-000001", "new", today)
    assert (task.case, task.due_on, case.due_on >= today + timedelta(days=14)) == (
        case.uid,
        case.due_on,
        True,
    )


def test_unanswered_questions_are_named_and_nothing_is_written(town):
    draft = cases.finished_draft(town, people.person(), credit_percent=101)

    with pytest.raises(CaseRefused) as refused:
        sent(draft)

    assert (refused.value.reason, standing()) == (UNANSWERED, NEVER)


def test_a_municipality_that_has_not_adopted_the_service_refuses_and_keeps_the_draft(db):
    draft = cases.finished_draft(organisations.municipality(), people.person())

    with pytest.raises(CaseRefused) as refused:
        sent(draft)

    with person_scope(draft.person):
        kept = Draft.objects.get()
    assert (refused.value.reason, kept.submitted_case, standing()) == (NOT_ADOPTED, None, NEVER)


def test_a_company_does_not_apply_for_a_personal_service(town):
    owner, company = people.person(), people.person("Fyrirtækið ehf.", kennitala="4501012060")
    company.kind = PersonKind.LEGAL
    company.save()
    draft = cases.finished_draft(town, company)
    actor = Actor(owner.uid, company.uid, frozenset(), None, Channel.DELEGATED)

    with pytest.raises(NotAllowed, match=r"identity\.apply_as_person"):
        sent(draft, actor)

    assert standing() == NEVER


@pytest.mark.parametrize("who", ["stranger", "staff", "system"])
def test_nobody_sends_the_application_of_another(town, who):
    draft = cases.finished_draft(town, people.person())
    actor = {
        "stranger": people.resident_actor(people.person("Önnur Kona")),
        "staff": people.staff_actor(people.staff(town), town),
        "system": Actor.system("worker"),
    }[who]

    with pytest.raises(NotAllowed):
        sent(draft, actor)

    assert standing() == NEVER


def test_whoever_acts_for_her_sends_it_in_her_name(town):
    herself, helper = people.person(), people.person("Hjálpsamur Vinur")
    actor = Actor(helper.uid, herself.uid, frozenset(), None, Channel.DELEGATED)

    case = sent(cases.finished_draft(town, herself), actor)

    with person_scope(herself):
        submission = Submission.objects.get()
    assert (case.person, submission.submitted_by, submission.channel) == (herself, helper.uid, "delegated")


def test_a_submission_keeps_the_questions_as_shown_when_the_form_changes(town, monkeypatch):
    case = cases.submitted_case(town, language="en")
    step, *others = SERVICE.form.steps
    renamed = replace(step, title=Text(is_="Annað", en="Something else", pl="Coś innego"))
    changed = replace(SERVICE.form, version=3, steps=(renamed, *others))
    monkeypatch.setitem(CASE_SERVICES, SERVICE.key, replace(SERVICE, form=changed))
    monkeypatch.setitem(FORMS, SERVICE.key, replace(FORMS[SERVICE.key], form=changed))

    with office_scope(town):
        kept = submitted_answers(Case.objects.select_related("office", "submission").get())

    assert (kept.form, kept.form_version, kept.language) == ("financial_aid", 2, "en")
    assert [shown.title for shown in kept.shown][:2] == ["Information we fetch", "Your family"]
    assert [(line.label, line.answer) for line in kept.shown[2].lines] == [
        ("How do you live?", "In my own home")
    ]
    assert case.number.endswith("-000001")


def test_where_an_answer_came_from_is_kept_in_the_language_she_applied_in(town):
    cases.submitted_case(town, language="pl")

    with office_scope(town):
        kept = submitted_answers(Case.objects.select_related("office", "submission").get())

    sources = [line.source.partition(",")[0] for step in kept.shown for line in step.lines if line.source]
    assert sources == ["Rejestr ludności", "Rejestr ludności"]


def test_an_agreement_sends_the_case_to_the_joint_office_from_its_first_day(town):
    joint = organisations.joint_office()
    Agreement.objects.create(office=joint, municipality=town, valid_from=clock.today() + timedelta(days=1))
    before = cases.submitted_case(town)
    with clock.shifted(timedelta(days=1)):
        after = cases.submitted_case(town)

    assert [(one.municipality, one.office) for one in (before, after)] == [(town, town), (town, joint)]
    with office_scope(joint):
        assert [one.uid for one in Case.objects.all()] == [after.uid]


def test_a_draft_from_before_a_merger_becomes_a_case_of_the_new_municipality(town):
    draft = cases.finished_draft(town, people.person())
    new = organisations.municipality("nyja-sveitin")
    Organisation.objects.filter(pk=town.pk).update(successor=new, valid_to=clock.today())

    case = sent(draft)

    assert (case.municipality, case.office) == (new, new)


def test_a_second_application_in_the_month_is_refused_also_after_a_merger(town):
    person = people.person()
    cases.submitted_case(town, person)
    new = organisations.municipality("nyja-sveitin")
    Organisation.objects.filter(pk=town.pk).update(successor=new, valid_to=clock.today())

    with pytest.raises(CaseRefused, match="þegar sótt um"):
        cases.submitted_case(new, person)
