"""Who may decide and what follows: committees and their minutes, two persons, conflicts, reopening and appeals."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import case_settings, full_process, organisations, people, proof_cases
from samveita.engines.cases.appealing import (
    enter_ruling,
    lodge_appeal,
    note_external_appeal,
    reopen,
    settle_appeal,
    statement_sent,
)
from samveita.engines.cases.assigning import (
    DISQUALIFIED,
    NO_CASE_WORKER,
    assign,
    assign_many,
    declare_conflict,
)
from samveita.engines.cases.committee import agenda_of, enter_minutes, export_agenda, minutes_of, refer
from samveita.engines.cases.deciding import decide, frozen
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import AgendaItem, Case, CaseConflict, Decision, LinkKind
from samveita.engines.cases.parties import add_party, link_cases
from samveita.engines.cases.practice import wipe
from samveita.engines.cases.process import CaseMoved, CaseRefused, take
from samveita.engines.cases.proposing import approve_proposed, propose_decision, send_back
from samveita.engines.cases.settings import settings_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.ground.worklist.models import Task
from samveita.iceland import clock

SERVICE = replace(full_process.SERVICE, amount_of=lambda draft: 300_000 if draft.event == "approve" else 0)


class Desk:
    """An office with a case and two case workers; the scope is the office's."""

    def __init__(self) -> None:
        self.office = organisations.municipality()
        self.first, self.second = (people.staff(self.office, name=name) for name in ("Fyrri", "Seinni"))
        self.one, self.two = (people.staff_actor(who, self.office) for who in (self.first, self.second))
        self.case = proof_cases.standing(SERVICE, self.office, people.person(), at="in_progress")

    def now(self) -> Case:
        return Case.objects.get(pk=self.case.pk)

    def decide(self, event: str, actor: Actor | None = None) -> Decision:
        return decide(
            actor=actor or self.one,
            uid=self.case.uid,
            event=event,
            reasons={},
            signed_by="Fyrri",
            revision=self.now().revision,
        )

    def minutes(self, event: str, **values: object) -> Case:
        given = {"text": "Nefndin samþykkir.", "meeting_number": "12", "signed_by": "Nefndin"} | values
        return enter_minutes(
            actor=self.one, uid=self.case.uid, event=event, revision=self.now().revision, **given
        )

    def refer(self, **values: object) -> AgendaItem:
        given = {
            "meeting_on": clock.today(),
            "heading": "Umsókn",
            "text": "Lagt er til að samþykkja.",
        } | values
        return refer(actor=self.one, uid=self.case.uid, revision=self.now().revision, **given)


@pytest.fixture
def desk(db, monkeypatch):
    monkeypatch.setitem(CASE_SERVICES, SERVICE.key, SERVICE)
    one = Desk()
    with office_scope(one.office):
        yield one


@pytest.fixture
def committee_decides(desk):
    return case_settings.published(
        desk.office,
        SERVICE.key,
        decided_by="committee",
        committee=case_settings.COMMITTEE,
        internal_appeal=case_settings.APPEAL_BODY,
    )


def test_without_settings_of_its_own_staff_decides_in_the_default_days(desk):
    settings = settings_of(desk.case)

    assert (settings.decided_by, settings.data_due_days, settings.target_days) == ("staff", 7, 14)
    assert desk.decide("approve").decided_by == desk.first.uid


def test_where_a_committee_decides_staff_is_told_to_refer(desk, committee_decides):
    with pytest.raises(CaseRefused, match=r"á fundi \(velferðarnefnd\)"):
        desk.decide("approve")

    assert (desk.now().state, Decision.objects.count()) == ("in_progress", 0)


def test_the_minutes_make_the_decision_and_stay_with_it(desk, committee_decides):
    item = desk.refer()
    agenda = export_agenda(
        actor=desk.one, office=desk.office, meeting_on=item.meeting_on, is_confidential=True
    )
    desk.minutes("approve")

    item.refresh_from_db()
    decision = Decision.objects.select_related("case__office").get()
    kept = frozen(decision).minutes
    assert json.loads(agenda.as_json())["items"][0]["case"] == desk.case.number
    assert agenda.as_text().splitlines()[0].startswith("Trúnaðarmál – velferðarnefnd")
    assert (desk.now().state, item.state, minutes_of(item).event) == ("approved", "decided", "approve")
    assert (kept.meeting_number, kept.text) == ("12", "Nefndin samþykkir.")


def test_a_committee_may_send_a_case_back_without_deciding(desk, committee_decides):
    item = desk.refer()
    desk.minutes("return", text="Frestað.")

    item.refresh_from_db()
    assert (desk.now().state, item.state, Decision.objects.count()) == ("in_progress", "returned", 0)


def test_nothing_is_decided_before_the_meeting_nor_by_staff_while_it_is_on_the_agenda(desk):
    case_settings.published(desk.office, SERVICE.key, committee=case_settings.COMMITTEE)
    desk.refer(meeting_on=clock.today() + timedelta(days=3))

    with pytest.raises(CaseRefused, match="hefur ekki verið haldinn"):
        desk.minutes("approve")
    with pytest.raises(CaseRefused, match="á fundi"):
        desk.decide("approve")


def test_a_confidential_item_is_hidden_from_those_who_only_read(desk, committee_decides):
    item = desk.refer()
    viewer = people.staff_actor(people.staff(desk.office, Role.VIEWER), desk.office, Role.VIEWER)

    def seen(actor: Actor) -> int:
        return len(
            agenda_of(actor=actor, office=desk.office, meeting_on=item.meeting_on, is_confidential=True)
        )

    assert (seen(desk.two), seen(viewer)) == (1, 0)


def test_a_withdrawn_case_leaves_the_agenda(desk, committee_decides):
    item = desk.refer()
    with person_scope(desk.case.person):
        take(actor=people.resident_actor(desk.case.person), uid=desk.case.uid, event="withdraw")

    item.refresh_from_db()
    assert item.state == "returned"


def test_above_the_limit_a_second_person_approves_what_the_first_wrote(desk):
    case_settings.published(desk.office, SERVICE.key, second_approver_above=250_000)
    with pytest.raises(CaseRefused, match="annar starfsmaður"):
        desk.decide("approve")
    wanted = {"event": "approve", "reasons": {}, "signed_by": "Fyrri", "revision": desk.now().revision}
    proposal = propose_decision(actor=desk.one, uid=desk.case.uid, **wanted)

    with pytest.raises(CaseRefused, match="Annar starfsmaður"):
        approve_proposed(actor=desk.one, uid=proposal.uid)
    decision = approve_proposed(actor=desk.two, uid=proposal.uid)

    kept = frozen(Decision.objects.select_related("case__office").get(pk=decision.pk))
    assert (desk.now().state, kept.signed_by, kept.second) == ("approved", "Fyrri", desk.second.uid)
    assert not Task.objects.filter(kind="cases.approve_proposal", state="open").exists()


def test_a_proposal_is_void_when_the_case_has_changed_and_can_be_sent_back(desk):
    wanted = {"event": "approve", "reasons": {}, "signed_by": "Fyrri"}
    proposal = propose_decision(actor=desk.one, uid=desk.case.uid, revision=desk.now().revision, **wanted)
    assign(actor=desk.one, uid=desk.case.uid, to=desk.second)

    with pytest.raises(CaseMoved):
        approve_proposed(actor=desk.two, uid=proposal.uid)
    assert send_back(actor=desk.two, uid=proposal.uid, because="Vantar rök.").state == "sent_back"


def test_a_small_or_refused_amount_needs_one_person_only(desk):
    case_settings.published(desk.office, SERVICE.key, second_approver_above=250_000)

    assert desk.decide("reject").event == "reject"


def test_whoever_is_disqualified_neither_gets_nor_handles_nor_decides_the_case(desk):
    assign(actor=desk.one, uid=desk.case.uid, to=desk.second)
    declare_conflict(
        actor=desk.two, uid=desk.case.uid, person=desk.second, reason="Umsækjandi er frænka mín."
    )

    with pytest.raises(NotAllowed, match=r"cases\.decide"):
        desk.decide("approve", desk.two)
    with pytest.raises(CaseRefused) as refused:
        assign(actor=desk.one, uid=desk.case.uid, to=desk.second)
    assert (refused.value.reason, desk.now().assigned_to) == (DISQUALIFIED, None)
    assert "frænka".encode() not in bytes(CaseConflict.objects.get().reason)


def test_cases_are_handed_over_many_at_once_and_each_says_what_became_of_it(desk):
    fresh = proof_cases.standing(SERVICE, desk.office, people.person("Nýr Maður"))
    closed = proof_cases.standing(SERVICE, desk.office, people.person("Lok Ið"), at="rejected")
    hers = proof_cases.standing(SERVICE, desk.office, desk.second)

    outcomes = assign_many(
        actor=desk.one, uids=[fresh.uid, desk.case.uid, closed.uid, hers.uid], to=desk.second
    )

    assert [one.refusal is None for one in outcomes] == [True, True, False, False]
    assert Case.objects.get(pk=fresh.pk).state == "in_progress"
    assert set(Case.objects.filter(assigned_to=desk.second)) == {fresh, desk.case}


def test_a_case_goes_to_a_case_worker_of_the_office_only(desk):
    viewer: Person = people.staff(desk.office, Role.VIEWER, name="Lesandi")

    with pytest.raises(CaseRefused) as refused:
        assign(actor=desk.one, uid=desk.case.uid, to=viewer)
    assert refused.value.reason == NO_CASE_WORKER


def test_a_reopened_case_gets_a_new_decision_and_keeps_the_old_one(desk):
    first = desk.decide("reject")
    reopen(actor=desk.one, uid=desk.case.uid, because="Ný gögn bárust.", revision=desk.now().revision)
    second = desk.decide("approve")

    kept = Decision.objects.select_related("case__office").order_by("number")
    assert [(one.number, frozen(one).event) for one in kept] == [(1, "reject"), (2, "approve")]
    assert (first.number, second.number, desk.now().state) == (1, 2, "approved")


@pytest.mark.parametrize(("upheld", "state"), [(True, "rejected"), (False, "in_progress")])
def test_an_appeal_within_the_municipality_is_settled_by_another_than_decided(desk, upheld, state):
    case_settings.published(desk.office, SERVICE.key, internal_appeal=case_settings.APPEAL_BODY)
    desk.decide("reject")
    with person_scope(desk.case.person):
        herself = people.resident_actor(desk.case.person)
        lodge_appeal(actor=herself, uid=desk.case.uid, grounds="Ég er ósammála.")
    settled = {"upheld": upheld, "outcome": "Rökin standa.", "revision": desk.now().revision}

    with pytest.raises(CaseRefused, match="tók ákvörðunina"):
        settle_appeal(actor=desk.one, uid=desk.case.uid, **settled)
    settle_appeal(actor=desk.two, uid=desk.case.uid, **settled)

    assert (desk.now().state, desk.case.appeals.get().is_upheld) == (state, upheld)


def test_an_appeal_that_comes_late_is_taken_by_staff_with_a_reason_alone(desk):
    case_settings.published(desk.office, SERVICE.key, internal_appeal=case_settings.APPEAL_BODY)
    with clock.standing_on(date(2026, 1, 5)):
        desk.decide("reject")
    uid, herself = desk.case.uid, people.resident_actor(desk.case.person)
    with clock.standing_on(date(2026, 2, 3)):
        with person_scope(desk.case.person), pytest.raises(CaseRefused, match=r"rann út 2\. febrúar 2026"):
            lodge_appeal(actor=herself, uid=uid, grounds="", late_because="Ég var veik.")
        with pytest.raises(CaseRefused, match="rann út"):
            lodge_appeal(actor=desk.one, uid=uid, grounds="")
        appeal = lodge_appeal(actor=desk.one, uid=uid, grounds="", late_because="Hún lá á sjúkrahúsi.")

    assert (appeal.last_day, desk.now().state) == (date(2026, 2, 2), "appealed")


def test_an_appeal_outside_the_municipality_waits_for_a_statement_and_then_a_ruling(desk):
    desk.decide("reject")
    due = clock.today() + timedelta(days=30)
    note_external_appeal(
        actor=desk.one,
        uid=desk.case.uid,
        body="úrskurðarnefnd velferðarmála",
        lodged_on=clock.today(),
        statement_due_on=due,
        revision=desk.now().revision,
    )
    task = Task.objects.get(kind="cases.statement_due")
    statement_sent(actor=desk.one, uid=desk.case.uid)
    task.refresh_from_db()
    ruling = {
        "upheld": False,
        "ruled_on": clock.today(),
        "reference": "123/2026",
        "outcome": "Felld úr gildi.",
    }
    enter_ruling(actor=desk.one, uid=desk.case.uid, revision=desk.now().revision, **ruling)

    assert (task.due_on, task.state, desk.now().state) == (due, "done", "in_progress")


def test_two_cases_that_belong_together_are_linked_once(desk):
    other = proof_cases.standing(SERVICE, desk.office, desk.case.person)
    for _again in range(2):
        link_cases(actor=desk.one, uid=desk.case.uid, other=other.uid, kind=LinkKind.ACCOMPANIES)

    assert [(one.other, one.kind) for one in desk.case.links.all()] == [(other, "accompanies")]


def test_a_case_stays_in_the_version_of_the_process_it_began_under(desk, monkeypatch):
    newer = replace(
        full_process.PROCESS,
        version=3,
        transitions=(
            *tuple(row for row in full_process.PROCESS.transitions if row.event != "refer"),
            replace(full_process.PROCESS.transitions[1], event="refer_on"),
        ),
    )
    renewed = replace(SERVICE, process=newer, retired_processes=(full_process.PROCESS,))
    monkeypatch.setitem(CASE_SERVICES, SERVICE.key, renewed)
    fresh = proof_cases.standing(renewed, desk.office, people.person("Nýr Maður"), at="in_progress")

    assert (desk.now().process.version, fresh.process.version) == (2, 3)
    assert desk.now().process.find("in_progress", "refer") is not None
    assert fresh.process.find("in_progress", "refer") is None


def test_wiping_practice_takes_everything_along_that_hangs_on_a_case(desk):
    practice = proof_cases.standing(SERVICE, desk.office, people.person("Æfing"), at="in_progress")
    Case.objects.filter(pk=practice.pk).update(is_practice=True)
    add_party(actor=desk.one, uid=practice.uid, role="spouse", person=people.person("Maki"))
    link_cases(actor=desk.one, uid=practice.uid, other=desk.case.uid, kind=LinkKind.FOLLOWS)
    declare_conflict(actor=desk.one, uid=practice.uid, person=desk.second, reason="Frænka.")
    administrator = people.staff_actor(desk.first, desk.office, Role.ADMINISTRATOR)

    wiped = wipe(actor=administrator, municipality=desk.office, service=SERVICE.key)

    assert (wiped, [one.pk for one in Case.objects.all()]) == (1, [desk.case.pk])
