"""The matrix of rights: every policy asked about every kind of actor, compared with a table that people have reviewed.

A new policy fails here until its row stands in matrix.csv; the test prints the row as the code has it, to be judged and
not merely copied. Rows are about a thing of the actor's own office that concerns the resident; columns name the actor.
"""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.delegation import Delegation
from samveita.ground.identity.models import Account, Person, PersonKind, Role
from samveita.ground.identity.policies import POLICIES, NotAllowed, may, require
from samveita.ground.identity.rights_table import rights_table
from samveita.ground.identity.sessions import Login, actor_for_resident

MATRIX = Path(__file__).with_name("matrix.csv")
HANDBOOK = Path(__file__).resolve().parents[3] / "docs" / "operator" / "rights.md"

HERSELF = Person(uid=UUID(int=1), name="Anna", kind=PersonKind.NATURAL)
STRANGER = Person(uid=UUID(int=2), name="Björn", kind=PersonKind.NATURAL)
OFFICE = SimpleNamespace(uid=UUID(int=10), pk=10, successor=None)
OTHER_OFFICE = SimpleNamespace(uid=UUID(int=11), pk=11, successor=None)
ASSOCIATION = SimpleNamespace(uid=UUID(int=12), pk=12, successor=None)
THING = SimpleNamespace(
    uid=UUID(int=20),
    office=OFFICE,
    municipality=OFFICE,
    person=HERSELF,
    applicant=HERSELF,
    about=HERSELF,
    subject=HERSELF,
    process=SimpleNamespace(authorities=()),
    barred=frozenset({HERSELF.uid}),
    party_uids=frozenset(),
    offices_by_authority={"": frozenset({OFFICE.uid})},
    acting_offices=lambda _authority: frozenset({OFFICE.uid}),
)
ABOUT_AN_OFFICE = {
    "forms.take_down",
    "identity.grant_role",
    "identity.issue_key",
    "catalogue.adopt",
    "financial_aid.simulate",
    "sharing.write",
    "waste_calendar.tell",
} | {f"organisations.{v}" for v in ("edit", "enter", "merge", "agree")}
ABOUT_A_PERSON = {"identity.apply_as_person", "forms.write_draft"}


def resident(human: Person, subject: Person, *delegations: Delegation) -> Actor:
    login = Login(subject=str(subject.uid), delegations=tuple(map(str, delegations)))
    return actor_for_resident(Account(person=human), login)


def at(office: SimpleNamespace, role: Role) -> Actor:
    return Actor(UUID(int=3), None, frozenset({str(role)}), office.uid, Channel.STAFF)


def actors() -> dict[str, Actor | None]:
    local = [Role.CASE_WORKER, Role.ADMINISTRATOR, Role.VIEWER, Role.AUDITOR]
    return {
        "anonymous": None,
        "herself": resident(HERSELF, HERSELF),
        "stranger": resident(STRANGER, STRANGER),
        **{str(kind): resident(STRANGER, HERSELF, kind) for kind in Delegation},
        **{f"{role}_here": at(OFFICE, role) for role in local},
        **{f"{role}_elsewhere": at(OTHER_OFFICE, role) for role in local},
        **{f"{role}_association": at(ASSOCIATION, role) for role in (Role.EDITOR, Role.MANAGER)},
        "system": Actor.system("worker"),
    }


def target_of(policy: str) -> object:
    if policy in ABOUT_AN_OFFICE:
        return OFFICE
    return HERSELF if policy in ABOUT_A_PERSON else THING


def as_the_code_has_it(policy: str) -> dict[str, str]:
    return {name: "x" if may(actor, policy, target_of(policy)) else "" for name, actor in actors().items()}


def reviewed() -> dict[str, dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as table:
        return {row.pop("policy"): row for row in csv.DictReader(table)}


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_policy_allows_exactly_whom_the_reviewed_table_says(policy: str) -> None:
    row = as_the_code_has_it(policy)
    assert reviewed().get(policy) == row, f"{policy},{','.join(row.values())}"


def test_the_reviewed_table_holds_no_policy_that_is_gone() -> None:
    assert set(reviewed()) - set(POLICIES) == set()


def test_nobody_unknown_may_do_anything() -> None:
    assert [policy for policy, row in reviewed().items() if row["anonymous"]] == []


def test_staff_elsewhere_may_do_nothing_to_a_thing_that_belongs_here() -> None:
    elsewhere = [name for name in actors() if name.endswith("_elsewhere")]
    leaks = {policy for policy, row in reviewed().items() if any(row[name] for name in elsewhere)}
    assert leaks - {"audit.read", "desk.export"} == set(), "these two ask about the actor's own office alone"


def test_a_company_may_not_open_a_personal_application() -> None:
    company = Person(uid=UUID(int=4), name="Smíðaverk ehf.", kind=PersonKind.LEGAL)
    holder = resident(HERSELF, company, Delegation.PROCURATION_HOLDER)
    assert not may(holder, "identity.apply_as_person", company)
    assert not may(holder, "identity.apply_as_person", HERSELF)


def test_a_refusal_carries_the_sentence_of_its_policy() -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(None, "identity.grant_role", OFFICE)
    assert refusal.value.policy is POLICIES["identity.grant_role"]


def test_a_resident_never_carries_a_role() -> None:
    with pytest.raises(ValueError, match="roles"):
        Actor(UUID(int=1), UUID(int=1), frozenset({"administrator"}), None, Channel.DELEGATED)


def test_the_handbook_lists_the_rights_as_the_code_has_them() -> None:
    page = HANDBOOK.read_text(encoding="utf-8")
    assert rights_table() in page, (
        "run `samveita rights-table` and put the table into docs/operator/rights.md"
    )
