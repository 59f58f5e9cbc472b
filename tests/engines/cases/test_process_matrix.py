"""Every state × every event × everyone: what the table allows happens, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from factories import cases, organisations, people
from samveita.engines.cases.declaring import Process, Waiting
from samveita.engines.cases.models import Case
from samveita.engines.cases.parties import add_party
from samveita.engines.cases.process import CaseRefused, advance, possible_moves, take
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.scope import crossing
from samveita.services.financial_aid.declaration import SERVICE

pytestmark = pytest.mark.django_db

WORKERS, PARTY = {"case_worker", "for_applicant"}, {"herself", "delegate"}
ALLOWED = {
    ("awaiting_spouse", "spouse_submits"): {"spouse"},
    ("awaiting_spouse", "remind_spouse"): {"system"},
    ("awaiting_spouse", "spouse_overdue"): {"system"},
    ("awaiting_spouse", "withdraw"): PARTY,
    ("new", "assign"): WORKERS,
    ("new", "withdraw"): PARTY,
    ("in_progress", "unassign"): WORKERS,
    ("in_progress", "withdraw"): PARTY,
    ("in_progress", "request_data"): WORKERS,
    ("in_progress", "request_hearing"): WORKERS,
    ("in_progress", "refer"): WORKERS,
    ("data_needed", "remind"): {"system"},
    ("data_needed", "data_complete"): {"system"},
    ("data_needed", "data_overdue"): {"system"},
    ("data_needed", "withdraw"): PARTY,
    ("hearing", "hearing_answered"): {"system"},
    ("hearing", "hearing_overdue"): {"system"},
    ("at_committee", "return"): WORKERS,
    ("at_committee", "withdraw"): PARTY,
    **{
        (state, event): WORKERS
        for state in ("in_progress", "at_committee")
        for event in ("approve", "approve_in_part", "reject")
    },
    **{
        (f"{stage}{suffix}", event): WORKERS
        for suffix in ("", "_granted")
        for stage, event in (
            ("appealed_internal", "uphold"),
            ("appealed_internal", "overturn"),
            ("appealed_external", "ruling_upholds"),
            ("appealed_external", "ruling_overturns"),
        )
    },
    **{(state, "reopen"): WORKERS for state in ("approved", "rejected")},
    **{(state, "appeal"): WORKERS | PARTY for state in ("approved", "rejected")},
    **{(state, "appeal_outside"): WORKERS for state in ("approved", "rejected")},
}
LEADS_TO = {
    "spouse_submits": "new",
    "remind_spouse": "awaiting_spouse",
    "spouse_overdue": "new",
    "assign": "in_progress",
    "unassign": "new",
    "approve": "approved",
    "approve_in_part": "approved",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "request_data": "data_needed",
    "remind": "data_needed",
    "data_complete": "in_progress",
    "data_overdue": "in_progress",
    "request_hearing": "hearing",
    "hearing_answered": "in_progress",
    "hearing_overdue": "in_progress",
    "refer": "at_committee",
    "return": "in_progress",
    "reopen": "in_progress",
    "overturn": "in_progress",
    "ruling_overturns": "in_progress",
}
BY_DECISION = {
    ("rejected", "appeal"): "appealed_internal",
    ("approved", "appeal"): "appealed_internal_granted",
    ("rejected", "appeal_outside"): "appealed_external",
    ("approved", "appeal_outside"): "appealed_external_granted",
    ("appealed_internal", "uphold"): "rejected",
    ("appealed_internal_granted", "uphold"): "approved",
    ("appealed_external", "ruling_upholds"): "rejected",
    ("appealed_external_granted", "ruling_upholds"): "approved",
}
"""Where the same event leads depends on whether the decision granted something."""
STATES = (
    "awaiting_spouse",
    *("new", "in_progress", "data_needed", "hearing", "at_committee", "approved", "rejected", "withdrawn"),
    *("appealed_internal", "appealed_internal_granted", "appealed_external", "appealed_external_granted"),
)


def target(state: str, event: str) -> str:
    """Where an allowed event leads."""
    return BY_DECISION.get((state, event)) or LEADS_TO[event]


@pytest.fixture
def case(town):
    return cases.submitted_case(town)


@pytest.fixture
def everyone(town, case):
    """Each kind of actor there is, by name."""
    worker, elsewhere = people.staff(town), organisations.municipality("eyri")
    stranger, spouse = people.person("Önnur Kona"), people.person("Maki")
    with crossing("a test adds a party"):
        add_party(actor=Actor.system("test"), uid=case.uid, role="spouse", person=spouse)
    at_desk = people.staff_actor(worker, town)
    return {
        "herself": people.resident_actor(case.person),
        "delegate": Actor(stranger.uid, case.person.uid, frozenset(), None, Channel.DELEGATED),
        "stranger": people.resident_actor(stranger),
        "spouse": people.resident_actor(spouse),
        "case_worker": at_desk,
        "for_applicant": replace(at_desk, channel=Channel.STAFF_FOR_APPLICANT),
        "viewer": people.staff_actor(worker, town, Role.VIEWER),
        "administrator": people.staff_actor(worker, town, Role.ADMINISTRATOR),
        "auditor": people.staff_actor(worker, town, Role.AUDITOR),
        "case_worker_elsewhere": people.staff_actor(worker, elsewhere),
        "case_worker_in_her_own_case": people.staff_actor(case.person, town),
        "system": Actor.system("worker"),
    }


def in_state(case: Case, state: str) -> Case:
    with crossing("a test puts a case into a state"):
        Case.objects.filter(pk=case.pk).update(state=state)
        return Case.objects.select_related("office", "person").get(pk=case.pk)


def led_to(actor: Actor, case: Case, event: str) -> str:
    """The state an event leads to, or nothing when it is refused; everything is taken back."""
    with crossing("a test tries everyone, also those whom the scope would stop first"), transaction.atomic():
        try:
            moved = advance(actor=actor, uid=case.uid, event=event)
        except (CaseRefused, NotAllowed):
            return ""
        transaction.set_rollback(True)
        return str(moved.state)


@pytest.mark.parametrize("state", STATES)
def test_what_the_table_allows_happens_and_nothing_else(case, everyone, state):
    stands, wrong = in_state(case, state), []

    for event in sorted({event for _state, event in ALLOWED}):
        wanted = ALLOWED.get((state, event), set())
        for name, actor in everyone.items():
            got = led_to(actor, stands, event)
            if got != (target(state, event) if name in wanted else ""):
                wrong.append((name, event, got))

    assert wrong == []


@pytest.mark.parametrize("state", STATES)
def test_the_buttons_are_the_moves_that_would_be_allowed(case, everyone, state):
    stands = in_state(case, state)

    with crossing("a test asks for everyone"):
        shown = {
            name: sorted(row.event for row in possible_moves(actor, stands))
            for name, actor in everyone.items()
        }

    assert shown == {
        name: sorted(event for (of, event), who in ALLOWED.items() if of == state and name in who)
        for name in everyone
    }


def test_the_table_has_these_states_and_rows_and_no_others():
    rows = {(source, row.event) for row in SERVICE.process.transitions for source in row.sources}

    assert ([state.key for state in SERVICE.process.states], rows) == (list(STATES), set(ALLOWED))


@pytest.mark.parametrize("event", ["approve", "reject"])
def test_a_decision_is_no_plain_move(town, case, event):
    worker = people.staff(town)
    with crossing("a test"), pytest.raises(CaseRefused):
        take(actor=people.staff_actor(worker, town), uid=in_state(case, "in_progress").uid, event=event)


def test_a_refused_move_leaves_no_trace(town, case, everyone):
    with crossing("a test counts"):
        before = Event.objects.count()

    assert led_to(everyone["viewer"], case, "assign") == ""

    with crossing("a test counts"):
        assert (Event.objects.count(), Case.objects.get().revision) == (before, case.revision)


def test_taking_on_and_giving_back_changes_who_has_the_case(town, case):
    worker = people.staff(town)
    actor = people.staff_actor(worker, town)

    with crossing("a test"):
        taken = take(actor=actor, uid=case.uid, event="assign", revision=1)
        given_back = take(actor=actor, uid=case.uid, event="unassign", revision=2)

    assert (taken.assigned_to, given_back.assigned_to, given_back.revision) == (worker, None, 3)


def test_a_state_that_nothing_leads_to_is_refused_at_declaration():
    lonely = replace(SERVICE.process.states[0], key="lonely", waiting=Waiting.NOBODY)

    with pytest.raises(ValueError, match="nothing leads to lonely"):
        replace(SERVICE.process, states=(*SERVICE.process.states, lonely))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": "nowhere"}, "unknown state"),
        ({"policy": ""}, "no policy says who"),
        ({"sources": ("new", "new")}, "starts twice"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_at_declaration(change, said):
    process: Process = SERVICE.process
    assign = next(row for row in process.transitions if row.event == "assign")
    broken, others = replace(assign, **change), [row for row in process.transitions if row is not assign]

    with pytest.raises(ValueError, match=said):
        replace(process, transitions=(broken, *others))


def test_what_a_retired_row_told_falls_back_on_its_state():
    process = SERVICE.process

    assert process.told("assign", "in_progress").is_ == "Ráðgjafi tók við málinu þínu."
    assert process.told("moved_on_long_ago", "in_progress") == process.state("in_progress").sentence
