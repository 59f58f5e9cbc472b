"""Finding cases by kennitala, and taking a list out as a file: both leave a trace of their own.

A kennitala is never in an address and is kept nowhere: the event names the person it belongs to, or the office when it
belongs to nobody here. Each case found counts as looked at, and its applicant can read so.
"""

from __future__ import annotations

import csv
from io import StringIO

from django.db import transaction
from django.db.models import QuerySet

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Case
from samveita.engines.cases.reading import cases_in
from samveita.faces.desk.events import (
    FOUND_BY_KENNITALA,
    LIST_EXPORTED,
    SEARCHED_BY_KENNITALA,
    ExportDetails,
    SearchDetails,
)
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record, record_look
from samveita.ground.identity.people import find_by_kennitala
from samveita.ground.identity.policies import may, require
from samveita.ground.organisations.models import Organisation
from samveita.iceland.clock import ICELAND
from samveita.iceland.kennitala import Kennitala

MOST_FOUND, MOST_EXPORTED = 100, 10_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cases_of(*, actor: Actor, office: Organisation, kennitala: Kennitala) -> list[Case]:
    """Return the office's cases of the person with a kennitala, newest first, at most 100; recorded.

    Raises:
        NotAllowed: when the actor may not read cases.
    """
    require(actor, "cases.read")
    person = find_by_kennitala(kennitala)
    with transaction.atomic():
        rows: QuerySet[Case] = Case.objects.filter(person=person).select_related(
            "person", "municipality", "assigned_to", "office"
        )
        found = list(rows.order_by("-submitted_at", "-pk")[:MOST_FOUND]) if person else []
        record(
            SEARCHED_BY_KENNITALA,
            actor=actor,
            target=Target("person", person.uid) if person and found else Target("office", office.uid),
            office=office.uid,
            data=SearchDetails(found=len(found)),
        )
        for case in found:
            record_look(
                FOUND_BY_KENNITALA,
                actor=actor,
                target=Target("case", case.uid),
                case=case.uid,
                office=case.office.uid,
                municipality=case.municipality.uid,
            )
    return found


def exported(*, actor: Actor, office: Organisation, queue: str, headings: list[str]) -> str:
    """Return a queue as CSV with semicolons, as spreadsheets in Iceland read it; recorded with its number of rows.

    Args:
        actor: who takes it out; names are only in it for those who read cases.
        office: whose list.
        queue: one of ``reading.QUEUES``.
        headings: nine headings in the page's language; the last is that of the name.

    Raises:
        NotAllowed: when the actor may not.
        KeyError: for an unknown queue.
    """
    require(actor, "desk.export")
    with_names = may(actor, "cases.read")
    cases = list(cases_in(queue, actor).order_by("submitted_at", "pk")[:MOST_EXPORTED])
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings if with_names else headings[:-1])
    for case in cases:
        cells = [*_cells(case), *([case.person.name] if with_names else [])]
        writer.writerow([_harmless(cell) for cell in cells])
    with transaction.atomic():
        record(
            LIST_EXPORTED,
            actor=actor,
            target=Target("office", office.uid),
            office=office.uid,
            data=ExportDetails(queue=queue, rows=len(cases), with_names=with_names),
        )
    return sheet.getvalue()


def _cells(case: Case) -> list[str]:
    service = CASE_SERVICES[case.service]
    return [
        case.number,
        service.name.is_,
        case.process.state(case.state).label.is_,
        case.municipality.names.short.nominative,
        case.legal_date.isoformat(),
        case.due_on.isoformat() if case.due_on else "",
        case.closed_at.astimezone(ICELAND).date().isoformat() if case.closed_at else "",
        case.assigned_to.name if case.assigned_to else "",
    ]


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
