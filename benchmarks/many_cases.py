"""Fills an office with a hundred thousand believable cases in a minute or two, for measuring only.

A few cases come by the real verbs: one waits, one is in progress, one is approved, one refused. The others repeat what
the verbs left in the tables – case, submission, arrival, decision, task, and events with hashes of their own – for other
people, days and numbers, written many at a time; what a case page opens is sealed anew for each. Drafts, letters as
files and rows of the mailbox are not repeated: no list and no submission reads those of another case.

Run as a process of its own by ``benchmarks.cases``, as the app role, with the environment of the server to come.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import django
import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from factories import cases, financial_aid, organisations, people  # noqa: E402
from samveita.engines.cases.models import Arrival, Case, Decision, Series, Submission  # noqa: E402
from samveita.ground.audit.models import Event  # noqa: E402
from samveita.ground.audit.recording import HASHED_FIELDS, event_hash  # noqa: E402
from samveita.ground.identity.models import Person, PersonIdentifier  # noqa: E402
from samveita.ground.organisations.models import Organisation  # noqa: E402
from samveita.ground.organisations.scope import crossing  # noqa: E402
from samveita.ground.vault.encryption import _context, open_text  # noqa: E402
from samveita.ground.vault.envelope import close  # noqa: E402
from samveita.ground.vault.keys import active_key  # noqa: E402
from samveita.ground.worklist.models import Task  # noqa: E402
from samveita.iceland import clock  # noqa: E402
from samveita.iceland.addresses import AddressBook  # noqa: E402
from samveita.iceland.alphabet import folded  # noqa: E402
from samveita.iceland.population import population  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

SLUG, SERVICE, CODE = "dalvogur", "financial_aid", "FA"
WORKERS, DESKS = 40, 10
CASES_A_PERSON, CHILDREN = 2.5, 1.45
OPEN_SHARE, NEW_SHARE, REFUSED_SHARE = 0.06, 0.4, 0.15
YEARS, ANSWER_DAYS = 6, 21
TEMPLATES = ("new", "in_progress", "approved", "rejected")
ENDINGS = {"approved": cases.approved, "rejected": cases.refused}
BATCH = 5_000
PAGES_DOWN = 100 * 25

Seal = Callable[[str, uuid.UUID], bytes]


@dataclass(frozen=True, slots=True)
class Template:
    """A case that came by the real verbs, with its rows, its sealed texts opened, and its events in order."""

    case: Case
    submission: Submission
    answers: str
    arrival: Arrival
    decision: Decision | None
    content: str
    task: Task
    events: tuple[Event, ...]


def main() -> int:
    """Make the office at the first run, bring its cases to the number asked for, and print sessions and addresses."""
    parser = ArgumentParser(prog="python -m benchmarks.many_cases")
    parser.add_argument("--cases", type=int, required=True, help="how many the office has afterwards")
    parser.add_argument(
        "--applicants", type=int, required=True, help="how many stand before the button that submits"
    )
    asked = parser.parse_args()
    office = Organisation.objects.filter(slug=SLUG).first()
    office = office or financial_aid.adopted(organisations.municipality(SLUG))
    with override_settings(ALLOWED_HOSTS=["*"]):
        workers = _workers(office)
        first = _invented(len(TEMPLATES) + asked.applicants)
        templates = _templates(office, workers[0], first)
        _fill(office, workers, templates, asked.cases)
        answer = {
            "desk": [_session(worker) for worker in workers[:DESKS]],
            "cases": _some_cases(office),
            "far": _far_down(office),
            "applicants": [_applicant(office, one) for one in first[len(TEMPLATES) :]],
        }
    sys.stdout.write(json.dumps(answer))
    return 0


def _workers(office: Organisation) -> list[Person]:
    found = list(Person.objects.filter(roles__office=office).order_by("pk"))
    return found or [people.staff(office, name=f"Ráðgjafi {number + 1}") for number in range(WORKERS)]


def _templates(office: Organisation, worker: Person, applicants: list[Person]) -> dict[str, Template]:
    """Return one case of each kind, made by the verbs."""
    made = {}
    for kind, applicant in zip(TEMPLATES, applicants, strict=False):
        case = cases.submitted_case(office, applicant)
        if kind != "new":
            case = cases.case_in_progress(case, worker)
        if kind in ENDINGS:
            ENDINGS[kind](case, worker)
        made[kind] = case
    with crossing("a benchmark reads the cases it repeats"):
        return {kind: _read(case) for kind, case in made.items()}


def _read(case: Case) -> Template:
    case.refresh_from_db()
    decision = case.decisions.first()
    about = str(case.uid)
    return Template(
        case=case,
        submission=case.submission,
        answers=open_text(case.office, case.submission.answers, about=about),
        arrival=case.arrival,
        decision=decision,
        content=open_text(case.office, decision.content, about=about) if decision else "",
        task=Task.objects.get(case=case.uid, kind="cases.answer_due"),
        events=tuple(
            Event.objects.filter(case=case.uid, target_kind__in=("case", "task")).order_by("at", "uid")
        ),
    )


def _fill(office: Organisation, workers: list[Person], templates: dict[str, Template], wanted: int) -> None:
    with crossing("a benchmark fills an office"):
        missing = wanted - Case.objects.filter(office=office).count()
        if missing <= 0:
            return
        chance = Random(missing)
        applicants = _invented(max(1, int(missing / CASES_A_PERSON)))
        numbers = Counter({row.year: row.last for row in Series.objects.filter(office=office, code=CODE)})
        days = sorted(_days(chance, missing))
        with ExitStack() as stack:
            owner = _owner(stack)
            for start in range(0, missing, BATCH):
                part = days[start : start + BATCH]
                with transaction.atomic():
                    _write(
                        _made(workers, templates, applicants, part, numbers, chance), _sealing(office), owner
                    )
        for year, last in numbers.items():
            Series.objects.update_or_create(office=office, code=CODE, year=year, defaults={"last": last})


def _days(chance: Random, count: int) -> Iterator[int]:
    """Yield how many days ago each case came, negative: the open ones lately, the others over some years."""
    for _number in range(count):
        is_open = chance.random() < OPEN_SHARE
        yield -chance.randrange(1, 40) if is_open else -chance.randrange(30, 365 * YEARS)


def _invented(count: int) -> list[Person]:
    """Make invented people, each with a kennitala of her own; those who are here already are not made again."""
    there = set(PersonIdentifier.objects.values_list("kennitala", flat=True))
    rows: list[tuple[Person, PersonIdentifier]] = []
    whole = int(count * CHILDREN) + len(there) + 100
    for one in population(
        whole, seed=len(there), book=AddressBook(), weights={"1400": 1}, as_of=clock.today()
    ):
        if len(rows) == count:
            break
        if one.kennitala.digits not in there and one.born < clock.today() - timedelta(days=18 * 366):
            there.add(one.kennitala.digits)
            person = Person(name=one.name, search_key=folded(one.name), created_at=clock.now())
            rows.append(
                (person, PersonIdentifier(kennitala=one.kennitala.digits, valid_from=date(2020, 1, 1)))
            )
    Person.objects.bulk_create([person for person, _identifier in rows], BATCH)
    for person, identifier in rows:
        identifier.person = person
    PersonIdentifier.objects.bulk_create([identifier for _person, identifier in rows], BATCH)
    return [person for person, _identifier in rows]


@dataclass(frozen=True, slots=True)
class Made:
    """A case to write: whose, whose to answer, its number and its days; ``shift`` moves the template's days to them."""

    template: Template
    pk: int
    uid: UUID
    number: str
    person: Person
    worker: Person | None
    closed_at: datetime | None
    shift: timedelta

    def moved(self, at: Any) -> Any:
        """Return a day or a moment of the template as it is in this case."""
        return None if at is None else at + self.shift


class Rows:
    """Rows of one table that differ from a template in some columns; each column is made ready for the database once."""

    def __init__(self, template: Model) -> None:
        keyed = isinstance(template, Case | Event)
        self.fields = [f for f in template._meta.concrete_fields if keyed or not f.primary_key]
        self.places = {field.attname: place for place, field in enumerate(self.fields)}
        self.ready = [f.get_db_prep_save(getattr(template, f.attname), connection) for f in self.fields]
        self.table = template._meta.db_table

    def row(self, **changes: Any) -> list[Any]:
        """Return the template's values with some changed."""
        values = self.ready.copy()
        for name, value in changes.items():
            place = self.places[name]
            values[place] = self.fields[place].get_db_prep_save(value, connection)
        return values

    def write(self, rows: list[list[Any]], owner: psycopg.Connection | None) -> None:
        """Insert rows; into PostgreSQL as its owner, since the app role's policies are asked about each row."""
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(field.column) for field in self.fields)
        table = f"{quoted(self.table)} ({columns})"
        if owner is not None:
            with owner.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        elif rows:
            places = ", ".join(["%s"] * len(self.fields))
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _owner(stack: ExitStack) -> psycopg.Connection | None:
    """Return the owner's connection to PostgreSQL; ``None`` on SQLite."""
    if connection.vendor != "postgresql":
        return None
    return stack.enter_context(psycopg.connect(os.environ["SAMVEITA_DATABASE_OWNER_URL"], autocommit=True))


def _made(
    workers: list[Person],
    templates: dict[str, Template],
    applicants: list[Person],
    days: list[int],
    numbers: Counter[int],
    chance: Random,
) -> dict[str, list[Made]]:
    """Return a batch of cases to write, by their templates."""
    made: dict[str, list[Made]] = {kind: [] for kind in TEMPLATES}
    for key, ago in zip(_keys(len(days)), days, strict=True):
        kind = _kind(chance, ago)
        case, shift = templates[kind].case, timedelta(days=ago, minutes=-chance.randrange(600))
        year = (case.submitted_at + shift).year
        numbers[year] += 1
        closed_at = case.closed_at and case.closed_at + shift + timedelta(
            days=chance.randrange(1, ANSWER_DAYS)
        )
        made[kind].append(
            Made(
                template=templates[kind],
                pk=key,
                uid=uuid.uuid4(),
                number=f"{year}-{CODE}-{numbers[year]:06d}",
                person=chance.choice(applicants),
                worker=None if kind == "new" else chance.choice(workers),
                closed_at=closed_at,
                shift=shift,
            )
        )
    return made


def _write(made: dict[str, list[Made]], seal: Seal, owner: psycopg.Connection | None) -> None:
    """Write a batch, of each kind every case first, then what hangs on it."""
    for rows, values in (
        part for cases_made in made.values() if cases_made for part in _rows(cases_made, seal)
    ):
        rows.write(values, owner)


def _rows(made: list[Made], seal: Seal) -> Iterator[tuple[Rows, list[list[Any]]]]:
    """Yield the rows of each table for cases of one kind."""
    template = made[0].template
    rows = Rows(template.case)
    yield rows, [rows.row(**_case(one)) for one in made]
    rows = Rows(template.submission)
    answers = ((one, seal(template.answers, one.uid)) for one in made)
    yield rows, [rows.row(case_id=one.pk, answers=it, submitted_by=one.person.uid) for one, it in answers]
    rows = Rows(template.arrival)
    received = template.arrival.received_on
    yield rows, [rows.row(case_id=one.pk, received_on=one.moved(received)) for one in made]
    if template.decision is not None:
        rows = Rows(template.decision)
        yield rows, [rows.row(**_decision(one, seal)) for one in made]
    rows, tasks = Rows(template.task), [uuid.uuid4() for _one in made]
    yield rows, [rows.row(uid=uid, **_task(one)) for uid, one in zip(tasks, made, strict=True)]
    for event in template.events:
        rows = Rows(event)
        yield rows, [rows.row(**_event(event, one, uid)) for uid, one in zip(tasks, made, strict=True)]


def _keys(count: int) -> list[int]:
    """Return as many free keys of cases."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "nextval(pg_get_serial_sequence('cases_case', 'id'))"
            cursor.execute(f"SELECT {sequence} FROM generate_series(1, %s)", [count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(id), 0) FROM cases_case")
        last = int(cursor.fetchone()[0])
    return list(range(last + 1, last + 1 + count))


def _sealing(office: Organisation) -> Seal:
    """Return what seals a text for a case under the office's key, asked for once and not for each text."""
    uid, key = active_key(office)
    return lambda text, case: close(key, uid, text.encode(), _context(office, str(case)))


def _kind(chance: Random, ago: int) -> str:
    if ago > -40 and chance.random() < 0.9:
        return "new" if chance.random() < NEW_SHARE else "in_progress"
    return "rejected" if chance.random() < REFUSED_SHARE else "approved"


def _case(made: Made) -> dict[str, Any]:
    case = made.template.case
    moved = {name: made.moved(getattr(case, name)) for name in ("submitted_at", "legal_date", "due_on")}
    return {
        **moved,
        "id": made.pk,
        "uid": made.uid,
        "number": made.number,
        "draft": None,
        "person_id": made.person.pk,
        "assigned_to_id": made.worker and made.worker.pk,
        "closed_at": made.closed_at,
        "changed_at": made.closed_at or made.moved(case.changed_at),
    }


def _decision(made: Made, seal: Seal) -> dict[str, Any]:
    return {
        "case_id": made.pk,
        "uid": uuid.uuid4(),
        "content": seal(made.template.content, made.uid),
        "decided_by": made.worker and made.worker.uid,
        "decided_at": made.closed_at,
        "dispatch": None,
    }


def _task(made: Made) -> dict[str, Any]:
    return {
        "about": made.uid,
        "case": made.uid,
        "due_on": made.moved(made.template.case.due_on),
        "opened_at": made.moved(made.template.case.submitted_at),
        "opened_by": made.person.uid,
        "closed_at": made.closed_at,
        "closed_by": made.worker.uid if made.worker and made.closed_at else None,
    }


def _event(event: Event, made: Made, task: UUID) -> dict[str, Any]:
    """Return the template's event as it would be of this case: its people, its days, a hash of its own."""
    old = made.template.case
    now: dict[UUID | None, UUID | None] = {
        old.uid: made.uid,
        old.person.uid: made.person.uid,
        made.template.task.uid: task,
    }
    if old.assigned_to is not None and made.worker is not None:
        now[old.assigned_to.uid] = made.worker.uid
    is_ending = old.closed_at is not None and event.at >= old.closed_at
    values = {name: getattr(event, name) for name in HASHED_FIELDS}
    values |= {name: now.get(values[name], values[name]) for name in ("human", "subject", "target", "case")}
    values |= {"uid": uuid.uuid4(), "at": made.closed_at if is_ending else made.moved(event.at)}
    values["hash"] = event_hash(cast("Event", SimpleNamespace(**values)))
    return values


def _some_cases(office: Organisation) -> dict[str, str]:
    """Return the address of an open and of a decided case."""
    with crossing("a benchmark looks for pages to ask for"):
        found = Case.objects.filter(office=office)
        chosen = {
            "in_progress": found.filter(state="in_progress").latest("pk"),
            "decided": found.filter(state="approved").latest("pk"),
        }
    return {name: f"/{office.slug}/vinnubord/mal/{case.uid}/" for name, case in chosen.items()}


def _far_down(office: Organisation) -> str:
    """Return the uid of a decided case some way down the list."""
    with crossing("a benchmark looks for a page to ask for"):
        decided = Case.objects.filter(office=office, closed_at__isnull=False).order_by("-closed_at", "-pk")
        return str(decided.values_list("uid", flat=True)[min(PAGES_DOWN, decided.count() // 2)])


def _applicant(office: Organisation, person: Person) -> dict[str, str]:
    """Return the session of somebody who has answered everything and has only to send it."""
    draft = cases.finished_draft(office, person)
    return {"cookie": _session(person), "draft": str(draft.uid)}


def _session(person: Person) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={people.browser_of(person).cookies[name].value}"


if __name__ == "__main__":
    sys.exit(main())
