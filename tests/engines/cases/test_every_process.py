"""Every declared service and the two proofs: in each state of each table only its rows happen, and only by whom they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from factories import building_permit, nursing_home, organisations, people, proof_cases
from samveita.engines.cases.declaring import CASE_SERVICES, CaseService, Table, Transition, Who
from samveita.engines.cases.models import Case, CaseParty, CaseTrack
from samveita.engines.cases.process import CaseRefused, advance
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

PROOFS = (nursing_home.SERVICE, building_permit.SERVICE, building_permit.NOTIFICATION_SERVICE)
SERVICES = sorted({**CASE_SERVICES, **{one.key: one for one in PROOFS}}.items())


def tables(service: CaseService) -> Iterator[tuple[str, Table]]:
    """The main table and the overlays beside it."""
    yield "", service.process
    for overlay in service.process.overlays:
        yield overlay.key, overlay


def happens(actor: Actor, case: Case, event: str, track: str) -> str:
    """The state of the table an event leads to, or nothing; all of it is taken back."""
    with transaction.atomic():
        try:
            moved = advance(actor=actor, uid=case.uid, event=event, track=track)
        except (CaseRefused, NotAllowed):
            return ""
        state = CaseTrack.objects.get(case=case, key=track).state if track else moved.state
        transaction.set_rollback(True)
        return str(state)


def stand(case: Case, track: str, table: Table, state: str) -> None:
    """Put a case, or a track of it, into a state."""
    if not track:
        Case.objects.filter(pk=case.pk).update(state=state)
        return
    CaseTrack.objects.update_or_create(
        case=case, key=track, name="", defaults={"state": state, "changed_at": clock.now()}
    )


def lets(row: Transition | None, who: Who) -> bool:
    """Whether the row names this kind of actor."""
    return row is not None and who in row.who


@pytest.fixture
def actors(db: None) -> dict[Who, Actor]:
    """One actor of each kind; the other party holds every role there is."""
    worker, office = people.person("Ragna Ráðgjafi"), organisations.municipality()
    herself, other = people.person(), people.person("Önnur Hlið")
    return {
        Who.APPLICANT: people.resident_actor(herself),
        Who.PARTY: people.resident_actor(other),
        Who.STAFF: people.staff_actor(worker, office),
        Who.SYSTEM: Actor.system("test"),
    }


@pytest.mark.parametrize(("key", "service"), SERVICES, ids=[key for key, _service in SERVICES])
def test_only_the_rows_of_each_table_happen_and_only_by_those_they_name(key, service, actors, monkeypatch):
    monkeypatch.setitem(CASE_SERVICES, key, service)
    wrong, tried = [], 0
    with crossing("a test tries everyone"):
        office = Organisation.objects.get(uid=actors[Who.STAFF].office)
        people_by_uid = {one.uid: one for one in Person.objects.all()}
        case = proof_cases.standing(service, office, people_by_uid[actors[Who.APPLICANT].subject])
        for track, table in tables(service):
            roles = {role for row in table.transitions for role in row.roles}
            for role in roles:
                CaseParty.objects.get_or_create(
                    case=case,
                    role=role,
                    person=people_by_uid[actors[Who.PARTY].subject],
                    defaults={"office": office, "since": clock.today()},
                )
            events = sorted({row.event for row in table.transitions})
            for state in table.states:
                stand(case, track, table, state.key)
                for event in events:
                    row = table.find(state.key, event)
                    # What has no row is refused before anyone is asked about, so one actor stands for all.
                    for who in Who if row else (Who.SYSTEM,):
                        if row and row.then:
                            continue
                        held_back = row is not None and row.guard is not None and row.guard(case) is not None
                        wanted = row.leads_to(state.key) if row and lets(row, who) and not held_back else ""
                        got = happens(actors[who], case, event, track)
                        tried += 1
                        if got != wanted:
                            wrong.append((track, state.key, event, who, got, wanted))
    assert wrong == []
    assert tried >= sum(len(table.states) for _track, table in tables(service))
