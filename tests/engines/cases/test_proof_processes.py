"""Nursing home and building permit as declarations: three authorities, neighbours, opinions, validity, revocation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factories import building_permit, nursing_home, organisations, people, proof_cases
from samveita.engines.cases.declaring import CASE_SERVICES, CaseService
from samveita.engines.cases.models import Case, CaseTerm, LetterOrder, TermState
from samveita.engines.cases.parties import add_party, appoint_authority, end_authority
from samveita.engines.cases.process import CaseRefused, advance, possible_moves
from samveita.engines.cases.reading import open_case, timeline_of
from samveita.engines.cases.terms import act_on_due
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.models import Task
from samveita.iceland import clock

SERVICES = (nursing_home.SERVICE, building_permit.SERVICE, building_permit.NOTIFICATION_SERVICE)


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in SERVICES:
        monkeypatch.setitem(CASE_SERVICES, one.key, one)


@pytest.fixture
def office(db: None) -> Organisation:
    return organisations.municipality()


@pytest.fixture
def worker(office: Organisation) -> Actor:
    return people.staff_actor(people.staff(office), office)


def begun(service: CaseService, office: Organisation, on: date, *, at: str = "") -> Case:
    with clock.standing_on(on):
        return proof_cases.standing(service, office, people.person(), at=at)


def ticked(on: date) -> None:
    with clock.standing_on(on):
        act_on_due()


def now(case: Case) -> Case:
    with crossing("a test looks"):
        return Case.objects.get(pk=case.pk)


def tasks(case: Case, kind: str) -> list[Task]:
    with crossing("a test looks"):
        return list(Task.objects.filter(case=case.uid, kind=kind, state="open"))


def letters(case: Case) -> list[str]:
    with crossing("a test looks"):
        return list(LetterOrder.objects.filter(case=case).order_by("pk").values_list("letter", flat=True))


def moved(actor: Actor, case: Case, *events: str, track: str = "", name: str = "") -> Case:
    with crossing("a test walks through a process"):
        for event in events:
            advance(actor=actor, uid=case.uid, event=event, track=track, name=name)
    return now(case)


def at_other_offices(case: Case, worker: Actor) -> tuple[Actor, Actor]:
    """A committee and a home that take part in the case, each with a member of staff."""
    actors = []
    for key, slug in ((nursing_home.COMMITTEE, "nefndin"), (nursing_home.HOME, "heimilid")):
        place = organisations.municipality(slug)
        Organisation.objects.filter(pk=place.pk).update(kind=Kind.COMMITTEE)
        with crossing("a test appoints an authority"):
            appoint_authority(actor=worker, uid=case.uid, key=key, organisation=place)
        actors.append(people.staff_actor(people.staff(place), place))
    return actors[0], actors[1]


def test_a_placement_goes_through_the_hands_of_three_authorities(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2026, 2, 2))
    committee, home = at_other_offices(case, worker)

    with clock.standing_on(date(2026, 3, 10)):
        moved(committee, case, "collect", "assess", "approve", "put_on_list", "nominate")
        with crossing("a test tries the wrong office"):
            for wrong in (worker, committee):
                with pytest.raises(NotAllowed):
                    advance(actor=wrong, uid=case.uid, event="offer")
        moved(home, case, "offer")
        with person_scope(case.person):
            advance(actor=people.resident_actor(case.person), uid=case.uid, event="accept")
        done = moved(home, case, "move_in")

    assert done.state == "admitted"
    assert letters(case)[-3:] == ["offer", "moving", "moved_in"]


def test_an_authority_sees_the_case_while_it_takes_part_and_no_longer(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2026, 2, 2))
    committee, _home = at_other_offices(case, worker)
    place = Organisation.objects.get(uid=committee.office)

    with office_scope(place):
        seen = [row.event for row in possible_moves(committee, Case.objects.get())]
    with office_scope(office):
        own = [row.event for row in possible_moves(worker, Case.objects.get())]
        end_authority(actor=worker, uid=case.uid, key=nursing_home.COMMITTEE)
    with office_scope(place):
        afterwards = Case.objects.count()

    assert (seen, own, afterwards) == (["check_authority", "collect"], [], 0)


def test_the_delay_is_told_once_when_the_target_day_has_passed(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2023, 11, 15))
    committee, _home = at_other_offices(case, worker)
    with clock.standing_on(date(2023, 11, 20)):
        moved(committee, case, "collect", "assess")

    ticked(date(2023, 12, 27))
    before = letters(case).count("delay")
    ticked(date(2023, 12, 28))
    ticked(date(2023, 12, 29))

    assert (before, letters(case).count("delay"), now(case).state) == (0, 1, "assessing")


def test_an_assessment_is_warned_of_and_a_person_confirms_that_it_has_expired(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2026, 2, 2))
    committee, _home = at_other_offices(case, worker)
    with clock.standing_on(date(2026, 3, 10)):
        moved(committee, case, "collect", "assess", "approve", "put_on_list")
    with crossing("a test looks"):
        days = sorted(
            CaseTerm.objects.filter(case=case, state=TermState.RUNNING).values_list("acts_on", flat=True)
        )

    ticked(date(2027, 1, 9))
    warned = len(tasks(case, "cases.validity_runs_out"))
    ticked(date(2027, 3, 10))
    asked_too_early = len(tasks(case, "cases.confirm_lapse"))
    ticked(date(2027, 3, 11))

    assert days == [date(2027, 1, 9), date(2027, 2, 8), date(2027, 3, 11)]
    assert (warned, asked_too_early, len(tasks(case, "cases.confirm_lapse"))) == (1, 0, 1)
    assert now(case).state == "on_list"
    assert moved(committee, case, "confirm_expired").state == "expired"
    assert tasks(case, "cases.confirm_lapse") == []


def test_respite_lasts_eight_weeks_to_the_day(office):
    case = begun(nursing_home.SERVICE, office, date(2026, 6, 1), at="respite_running")

    with crossing("a test looks"):
        assert {one.last_day for one in CaseTerm.objects.filter(case=case)} == {date(2026, 7, 27)}


def test_the_duty_to_assess_after_six_weeks_in_hospital_runs_beside_the_case(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2026, 3, 2))
    with clock.standing_on(date(2026, 4, 1)):
        moved(worker, case, "admitted_to_hospital", track="hospital_waiting")

    with crossing("a test looks"):
        [term] = CaseTerm.objects.filter(case=case, event="duty_to_assess")
    ticked(date(2026, 5, 14))

    with crossing("a test looks"):
        term.refresh_from_db()
    assert (term.last_day, term.state, now(case).state) == (date(2026, 5, 13), TermState.DONE, "submitted")


def test_an_annulled_refusal_takes_the_case_up_again(office, worker):
    case = begun(nursing_home.SERVICE, office, date(2026, 1, 2), at="refused")

    moved(worker, case, "appeal", track="appealed")
    while_appealed = now(case).state
    moved(worker, case, "ruling_annulled", track="appealed")

    assert (while_appealed, now(case).state) == ("refused", "assessing")


@pytest.mark.parametrize(
    ("served", "last_day"), [(date(2026, 3, 2), date(2026, 3, 30)), (date(2026, 3, 6), date(2026, 4, 7))]
)
def test_neighbours_have_four_weeks_and_the_holidays_after_them(office, worker, served, last_day):
    case = begun(building_permit.SERVICE, office, served, at="at_planning")
    with clock.standing_on(served):
        moved(worker, case, "consult_neighbours")

    ticked(last_day)
    on_the_last_day = now(case).state
    ticked(date.fromordinal(last_day.toordinal() + 1))

    assert (on_the_last_day, now(case).state) == ("neighbour_consultation", "consultation_review")


def test_a_neighbour_replies_sees_her_own_part_and_closes_nothing(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2), at="at_planning")
    neighbour, stranger = people.person("Nanna Nágranni"), people.person("Stefán Ókunni")
    with clock.standing_on(date(2026, 3, 2)):
        moved(worker, case, "consult_neighbours")
        with office_scope(office):
            add_party(actor=worker, uid=case.uid, role="neighbour", person=neighbour)
        with person_scope(neighbour):
            advance(actor=people.resident_actor(neighbour), uid=case.uid, event="reply")
            sees = (Case.objects.count(), CaseTerm.objects.count(), Case.objects.get().parties.count())
        with person_scope(stranger):
            others = Case.objects.count()
        with person_scope(case.person):
            applicant = now(case).parties.count()
        with crossing("the scope would stop her first"), pytest.raises(CaseRefused):
            advance(actor=people.resident_actor(stranger), uid=case.uid, event="reply")

    assert (sees, others, applicant, now(case).state) == ((1, 0, 1), 0, 0, "neighbour_consultation")


def test_consultation_closes_early_when_all_have_signed_and_its_term_falls(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2), at="neighbour_consultation")

    with clock.standing_on(date(2026, 3, 11)):
        moved(worker, case, "all_have_signed")

    with crossing("a test looks"):
        assert [one.state for one in CaseTerm.objects.filter(case=case)] == [TermState.CANCELLED]


def test_opinions_run_at_the_same_time_and_hold_the_decision_back(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2), at="in_review")
    for name in ("fire", "health"):
        moved(worker, case, "ask_opinion", track="opinion", name=name)
    moved(worker, case, "enter_opinion", track="opinion", name="fire")

    with pytest.raises(CaseRefused, match="Umsagnir"):
        moved(worker, case, "prepare_decision")
    moved(worker, case, "enter_opinion", track="opinion", name="health")

    assert moved(worker, case, "prepare_decision").state == "for_decision"


def test_an_approval_lapses_when_a_person_confirms_it_after_two_years(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 2, 18), at="for_decision")
    with clock.standing_on(date(2026, 2, 18)):
        moved(worker, case, "approve_plans")

    ticked(date(2028, 2, 18))
    still = now(case).state
    ticked(date(2028, 2, 19))

    assert (still, now(case).state, len(tasks(case, "cases.confirm_lapse"))) == (
        "plans_approved",
        "plans_approved",
        1,
    )
    assert moved(worker, case, "confirm_approval_lapsed").state == "lapsed"


def test_works_must_have_stood_a_year_before_a_permit_is_revoked(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 8, 10), at="under_construction")
    with clock.standing_on(date(2026, 8, 10)):
        moved(worker, case, "stop")
        with pytest.raises(CaseRefused, match="eitt ár"):
            moved(worker, case, "revoke")

    ticked(date(2027, 8, 11))
    warned = letters(case)[-1]

    assert (warned, moved(worker, case, "revoke").state) == ("warning", "revoked")


def test_signatures_are_asked_for_on_the_seventh_and_the_fourteenth_day(office):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2))

    sent = []
    for day in (8, 9, 15, 16, 17):
        ticked(date(2026, 3, day))
        sent.append(letters(case).count("ask_to_sign"))

    assert sent == [0, 1, 1, 2, 2]


def test_the_final_inspection_is_late_the_day_after_the_free_day_has_rolled(office):
    case = begun(building_permit.SERVICE, office, date(2027, 9, 15), at="in_use")

    with crossing("a test looks"):
        assert CaseTerm.objects.get(case=case).last_day == date(2030, 9, 16)


@pytest.mark.parametrize(
    ("came", "deemed"), [(date(2026, 3, 2), date(2026, 3, 24)), (date(2026, 5, 4), date(2026, 5, 27))]
)
def test_a_notification_nobody_answers_is_deemed_confirmed_the_day_after_day_21(office, came, deemed):
    case = begun(building_permit.NOTIFICATION_SERVICE, office, came)

    ticked(date.fromordinal(deemed.toordinal() - 1))
    before = now(case).state
    ticked(deemed)

    assert (before, now(case).state, letters(case)) == ("received", "deemed_confirmed", ["deemed_confirmed"])


def test_a_comment_stops_the_clock_and_new_papers_begin_a_new_window(office, worker):
    case = begun(building_permit.NOTIFICATION_SERVICE, office, date(2026, 3, 2))
    with clock.standing_on(date(2026, 3, 10)):
        moved(worker, case, "comment")
    with clock.standing_on(date(2026, 3, 20)), person_scope(case.person):
        advance(actor=people.resident_actor(case.person), uid=case.uid, event="resubmit")

    with crossing("a test looks"):
        [running] = CaseTerm.objects.filter(case=case, state=TermState.RUNNING)
    assert (running.last_day, now(case).clock_stopped_days, now(case).clock_stopped_on) == (
        date(2026, 4, 10),
        10,
        None,
    )


def test_two_ticks_at_once_take_a_term_once(committed_db, at_once: Callable[..., list[object]]):
    office = organisations.municipality()
    case = begun(building_permit.NOTIFICATION_SERVICE, office, date(2026, 3, 2))

    with clock.standing_on(date(2026, 3, 24)):
        at_once(act_on_due, act_on_due)

    assert (now(case).state, letters(case)) == ("deemed_confirmed", ["deemed_confirmed"])


def test_the_history_tells_of_tracks_and_of_steps_that_keep_the_state(office, worker):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2), at="neighbour_consultation")
    moved(worker, case, "ask_opinion", track="opinion", name="fire")
    moved(worker, case, "all_have_signed")

    with office_scope(office):
        found = open_case(actor=worker, uid=case.uid)
        told = [entry.sentence.is_ for entry in timeline_of(found, for_resident=False)]

    assert told == ["ask_opinion", "Unnið úr athugasemdum"]


def test_a_case_with_its_history_and_its_next_steps_is_read_with_few_queries(
    office, worker, django_assert_max_num_queries
):
    case = begun(building_permit.SERVICE, office, date(2026, 3, 2), at="in_review")
    for name in ("fire", "health", "heritage"):
        moved(worker, case, "ask_opinion", track="opinion", name=name)

    with office_scope(office), django_assert_max_num_queries(14):
        found = open_case(actor=worker, uid=case.uid)
        timeline_of(found, for_resident=False)
        possible_moves(worker, found)
