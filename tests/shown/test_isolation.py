"""Every address and every operation of the API, asked for by everyone it does not belong to: nothing leaks, nothing changes.

Tenants have a word of their own in names, answers, file names and sealed texts. Raw SQL and single tables are shown in
tests/ground/test_every_scoped_table.py and tests/ground/organisations/test_isolation_of_tenants.py; here it is done on
houses with real cases, in every tenant's table at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from house_files import addresses
from pytest_django.plugin import DjangoDbBlocker

from databases import is_postgresql
from factories import people
from samveita.engines.cases.models import Case
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.sessions import KEY
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import ScopeMissing, crossing
from samveita.ground.organisations.scope_rule import SCOPED_MODELS
from shown.every_address import Call, body, calls, question
from shown.two_tenants import Tenant, Three, holder, three_tenants

ENDS_THE_SESSION = {
    "identity:logout",
    "identity:end-delegation",
    "identity:start",
    "identity:callback",
    "identity:ticket",
}
ASKS_THE_LOGIN_SERVICE = {"identity:start": 503, "identity:back-channel-logout": 503}
"""The login service does not run in these tests, and these addresses say so."""


OWN_QUESTIONS = {"registries.Lookup"}
"""Beginning an application of one's own at the municipality asks the registers about oneself, on its behalf."""
NOTHING_LISTENS = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Intruder:
    """Somebody to whom the tenant's things do not belong: how she logs in, and the office she knows best."""

    person: Person | None
    own: Organisation | None
    acts_for: Person | None = None

    def browser(self) -> Client:
        if self.person is None:
            client = Client()
        elif self.acts_for is None:
            client = people.browser_of(self.person)
        else:
            client = people.browser_of(self.person, delegations=("ProcurationHolder",))
            session = client.session
            session[KEY] = {**session[KEY], "subject": str(self.acts_for.uid)}
            session.save()
        client.raise_request_exception = False
        return client


def staff_of(office: Organisation, *roles: Role) -> Intruder:
    return Intruder(holder(office, *roles), office)


SERVED = "a case worker of a municipality whose cases a joint office handles"
INTRUDERS: dict[str, Callable[[Three, Tenant], Intruder]] = {
    "nobody": lambda _all, _victim: Intruder(None, None),
    "a neighbour in the same municipality": lambda _all, _victim: Intruder(people.person("Jón"), None),
    "an applicant of another municipality": lambda all_, _victim: Intruder(
        all_.second.resident, all_.second.office
    ),
    "a case worker of another municipality": lambda all_, _victim: Intruder(
        all_.second.worker, all_.second.office
    ),
    "a viewer of another municipality": lambda all_, _victim: staff_of(all_.second.office, Role.VIEWER),
    "an administrator of another municipality": lambda all_, _victim: staff_of(
        all_.second.office, Role.ADMINISTRATOR
    ),
    "an auditor of another municipality": lambda all_, _victim: staff_of(all_.second.office, Role.AUDITOR),
    "a case worker of an office without an agreement": lambda all_, victim: (
        Intruder(all_.joint.worker, all_.joint.office)
        if victim is all_.first
        else Intruder(all_.first.worker, all_.first.office)
    ),
    SERVED: lambda _all, victim: staff_of(victim.municipality, Role.CASE_WORKER),
    "the tenant's own case worker while she acts for somebody else": lambda all_, victim: Intruder(
        holder(victim.office, Role.CASE_WORKER), victim.office, acts_for=all_.second.resident
    ),
}

AT_THE_JOINT_OFFICE = (
    "nobody",
    "an applicant of another municipality",
    "a case worker of another municipality",
    "a case worker of an office without an agreement",
    SERVED,
)


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Three]:
    """Build the tenants once, which takes longer than most walks; nothing of them is ever committed."""
    outside = ("XROAD_ADDRESS", "TAX_REGISTRY_ADDRESS", "REGISTRIES_TOKEN_ADDRESS", "LOGIN_ISSUER")
    changed = override_settings(
        VAULT_DIRECTORY=tmp_path_factory.mktemp("vault"), **dict.fromkeys(outside, NOTHING_LISTENS)
    )
    with django_db_blocker.unblock(), changed:
        with transaction.atomic():
            yield three_tenants()
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def tenants(built: Three) -> Iterator[Three]:
    """The tenants as they were built: what a test does to them is rolled back."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


def asked_by(intruder: Intruder, victim: Tenant) -> Iterator[tuple[Call, str, HttpResponseBase]]:
    """Every address filled with the victim's things, read and posted to by the intruder."""
    slugs = {victim.municipality.slug, victim.office.slug}
    if intruder.own is not None:
        slugs.add(intruder.own.slug)
    browser = intruder.browser()
    for call in calls(victim, *sorted(slugs)):
        for method, given in (("GET", question(victim)), ("POST", body(victim, intruder.own))):
            if call.name in ENDS_THE_SESSION:
                intruder.browser().generic(method, call.path)
            answer = browser.get(call.path, given) if method == "GET" else browser.post(call.path, given)
            yield call, method, answer
            if call.name in ENDS_THE_SESSION:
                browser = intruder.browser()


def shown_by(answer: HttpResponseBase) -> str:
    """All that an answer says, head and body."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return f"{answer.headers}\n{content.decode(errors='replace')}".casefold()


def is_a_leak(answer: HttpResponseBase, victim: Tenant) -> bool:
    return victim.word in shown_by(answer) or answer.headers.get("Content-Type", "") == "application/pdf"


def recorded(victim: Tenant) -> int:
    """How many events there are on the victim's cases."""
    with crossing("a test counts"):
        return Event.objects.filter(case__in=victim.case_uids).count()


# ------------------------------------------------------------------ over HTTP


@pytest.mark.parametrize(
    ("who", "owner"),
    [(who, "first") for who in INTRUDERS if who != SERVED] + [(who, "joint") for who in AT_THE_JOINT_OFFICE],
)
def test_nobody_else_sees_or_changes_anything_at_any_address(tenants: Three, who: str, owner: str) -> None:
    victim = tenants.victim(owner)
    intruder = INTRUDERS[who](tenants, victim)
    before, events = victim.everything(), recorded(victim)

    walked = set()
    leaks, broken = set(), set()
    for call, method, answer in asked_by(intruder, victim):
        walked.add(call.name)
        if is_a_leak(answer, victim):
            leaks.add(f"{method} {call.name} {call.path} answered {answer.status_code}")
        if answer.status_code >= 500 and answer.status_code != ASKS_THE_LOGIN_SERVICE.get(call.name):
            broken.add(f"{method} {call.name} {call.path} answered {answer.status_code}")

    assert (sorted(leaks), sorted(broken)) == ([], [])
    after = victim.everything()
    assert {table: {key: after[table].get(key) for key in rows} for table, rows in before.items()} == before
    assert {table for table in after if len(after[table]) > len(before[table])} <= OWN_QUESTIONS
    assert recorded(victim) == events
    assert walked == {address.name for address in addresses()}


OWN_PLACES = {
    "the resident": {
        "api:get_own_case_timeline",
        "cases:case",
        "cases:document",
        "cases:whole-case",
        "forms:review",
        "forms:step",
    },
    "the case worker": {
        "api:list_cases_of_office",
        "desk:ask-for-data",
        "desk:case",
        "desk:decide",
        "desk:decided",
        "desk:delay",
        "desk:document",
        "desk:hear",
        "desk:payments",
        "desk:relations",
        "desk:start",
    },
}
"""Addresses at which each of them reads the tenant's word, her own name on top of every page left out."""


def seen_at(browser: Client, tenant: Tenant, slug: str) -> set[str]:
    """Names of the addresses at which the tenant's word is read."""
    found = set()
    for call in calls(tenant, slug):
        if call.name not in ENDS_THE_SESSION and is_a_leak(browser.get(call.path, question(tenant)), tenant):
            found.add(call.name)
    return found


@pytest.mark.parametrize("who", list(OWN_PLACES))
def test_the_walk_finds_what_it_looks_for_where_it_belongs(tenants: Three, who: str) -> None:
    ours = tenants.first
    own = {"the resident": ours.resident, "the case worker": ours.worker}[who]
    Person.objects.filter(pk=own.pk).update(name="Ragna")
    assert seen_at(people.browser_of(own), ours, "dalvogur") == OWN_PLACES[who]


# ------------------------------------------------------------------ raw SQL


def keys_read(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{table}"')
        return {key for (key,) in cursor.fetchall()}


RESIDENTS_OWN = {"cases_complaintdraft", "forms_draft", "forms_draftfile"}
"""Tables of what a resident has not sent yet, which no office reads."""


@pytest.mark.skipif(not is_postgresql(), reason="row-level policies are PostgreSQL's")
def test_raw_sql_reads_nothing_without_a_scope_and_one_tenants_rows_within_its_own(tenants: Three) -> None:
    everyone = (tenants.first, tenants.second, tenants.joint)
    without_scope = {model._meta.db_table: keys_read(model._meta.db_table) for model in SCOPED_MODELS}
    by_office: dict[str, list[set[int]]] = {}
    for tenant in everyone:
        with office_scope(tenant.office):
            for model in SCOPED_MODELS:
                by_office.setdefault(model._meta.db_table, []).append(keys_read(model._meta.db_table))

    assert {table: keys for table, keys in without_scope.items() if keys} == {}
    for table, (first, second, joint) in by_office.items():
        assert first & second == second & joint == first & joint == set(), table
        is_an_offices = table not in RESIDENTS_OWN
        assert (bool(first), bool(second), bool(joint)) == (is_an_offices,) * 3, table


def test_the_orm_reads_the_same_rows_as_the_policies_let_through(tenants: Three) -> None:
    for model in SCOPED_MODELS:
        rows = model.objects  # type: ignore[attr-defined]
        with pytest.raises(ScopeMissing):
            rows.count()
        with office_scope(tenants.first.office):
            found = set(rows.values_list("pk", flat=True))
            if is_postgresql():
                assert found == keys_read(model._meta.db_table), model
        with crossing("a test looks at all"):
            assert found < set(rows.values_list("pk", flat=True)), model


@pytest.mark.skipif(not is_postgresql(), reason="row-level policies are PostgreSQL's")
def test_raw_sql_reads_events_of_the_office_in_scope_alone(tenants: Three) -> None:
    def cases_read() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute('SELECT DISTINCT "case" FROM audit_event WHERE "case" IS NOT NULL')
            return {str(case) for (case,) in cursor.fetchall()}

    assert cases_read() == set()
    for tenant in (tenants.first, tenants.second, tenants.joint):
        with crossing("a test knows whose cases are whose"):
            own = set(Case.objects.filter(office=tenant.office).values_list("uid", flat=True))
        with office_scope(tenant.office):
            assert cases_read() == {str(uid) for uid in own}


@pytest.mark.skipif(not is_postgresql(), reason="row-level policies are PostgreSQL's")
def test_raw_sql_changes_and_deletes_nothing_of_another_tenant(tenants: Three) -> None:
    for model in SCOPED_MODELS:
        theirs, table = tenants.first.rows(model), model._meta.db_table
        keys = ",".join(map(str, theirs))
        with office_scope(tenants.second.office), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET id = id WHERE id IN ({keys})')
            changed = cursor.rowcount
            cursor.execute(f'DELETE FROM "{table}" WHERE id IN ({keys})')
            assert (table, changed, cursor.rowcount) == (table, 0, 0)
        assert tenants.first.rows(model) == theirs


def test_every_tenants_table_is_filled_so_that_the_walk_means_something(tenants: Three) -> None:
    empty = [model._meta.label for model in SCOPED_MODELS if not tenants.first.rows(model)]
    assert empty == []
    assert re.fullmatch(r"qzx\w+", tenants.first.word)
