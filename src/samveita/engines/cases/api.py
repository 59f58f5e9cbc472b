"""Cases as JSON: a resident's own, and the list of an office for its staff.

The same verbs as the pages, so every reading is recorded and the resident can see it. No address carries a kennitala:
a case is asked for by its uid. Answers, figures and letters are not given here; the pages show them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params import functions as params

from samveita.engines.cases.events import LIST_LOOKED
from samveita.engines.cases.models import Case
from samveita.engines.cases.paging import beyond
from samveita.engines.cases.reading import cases_of_subject, desk_list, looks_of, open_case, timeline_of
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record_look
from samveita.ground.documents.api_shapes import (
    ON_A_PAGE,
    After,
    CursorUnknown,
    InThreeLanguages,
    Limit,
    PageInfo,
    Shape,
    Slug,
    key_of,
    page_info,
    problems,
    texts,
)
from samveita.ground.identity.api_access import as_resident, as_staff, logged_in
from samveita.ground.identity.models import Role

router = Router(tags=["Cases"], by_alias=True, auth=logged_in)

MOST_LOOKS = 500

Queue = Annotated[
    Literal["new", "mine", "open", "late", "decided"], params.Query(description="Which of the desk's lists.")
]
CaseUid = Annotated[UUID, params.Path(alias="uid", description="The case's own identifier.")]


class CaseSummary(Shape):
    """A case as its resident sees it in a list."""

    uid: UUID
    number: str
    service: str
    service_name: InThreeLanguages
    municipality: str
    office: str
    state: str
    status: InThreeLanguages
    is_open: bool
    created_timestamp: datetime
    changed_timestamp: datetime
    closed_timestamp: datetime | None
    legal_date: date
    due_date: date | None


class CasePage(Shape):
    """One page of cases."""

    cases: list[CaseSummary]
    page_info: PageInfo
    total_count: int


class DeskCase(CaseSummary):
    """A case as staff sees it in a list."""

    applicant_name: str
    assigned_to: str | None


class DeskPage(Shape):
    """One page of an office's list."""

    office: str
    queue: str
    cases: list[DeskCase]
    page_info: PageInfo
    total_count: int


class HistoryEntry(Shape):
    """One thing that happened; ``who`` as the office lets residents see her."""

    timestamp: datetime
    sentence: InThreeLanguages
    who: InThreeLanguages | None


class LookEntry(Shape):
    """One look at the case: when, by whom and in what role."""

    timestamp: datetime
    sentence: InThreeLanguages
    who: InThreeLanguages
    role: str


class CaseHistory(Shape):
    """What happened in a case, oldest first, and who looked, newest first (at most 500)."""

    uid: UUID
    timeline: list[HistoryEntry]
    looks: list[LookEntry]


@router.get(
    "/cases",
    operation_id="listOwnCases",
    summary="Cases of the person who is logged in, newest first",
    response={200: CasePage, **problems(400, 401)},
)
def list_own_cases(request: HttpRequest, limit: Limit = ON_A_PAGE, after: After = None) -> CasePage:
    """In a delegated session these are the cases of the one acted for."""
    with as_resident(request) as actor:
        _record_own_list(actor)
        found = cases_of_subject().order_by("-submitted_at", "-pk")
        rows = list(_further(found, after, newest_first=True)[: limit + 1])
        shown, info = page_info(rows, limit, lambda case: case.uid)
        return CasePage(
            cases=[CaseSummary.model_validate(_values(case)) for case in shown],
            page_info=info,
            total_count=found.count(),
        )


@router.get(
    "/cases/{uid}",
    operation_id="getOwnCase",
    summary="One case of the person who is logged in",
    response={200: CaseSummary, **problems(400, 401, 404)},
)
def get_own_case(request: HttpRequest, uid: CaseUid) -> CaseSummary:
    """Reading it is recorded as a look."""
    with as_resident(request) as actor:
        return CaseSummary.model_validate(_values(_opened(actor, uid)))


@router.get(
    "/cases/{uid}/timeline",
    operation_id="getOwnCaseTimeline",
    summary="What happened in a case, and who looked at it",
    response={200: CaseHistory, **problems(400, 401, 404)},
)
def get_own_case_timeline(request: HttpRequest, uid: CaseUid) -> CaseHistory:
    """The same sentences and names as on the case's page."""
    with as_resident(request) as actor:
        case = _opened(actor, uid)
        return CaseHistory(
            uid=case.uid,
            timeline=[
                HistoryEntry(
                    timestamp=entry.at,
                    sentence=texts(entry.sentence),
                    who=None if entry.who is None else texts(entry.who),
                )
                for entry in timeline_of(case, for_resident=True)
            ],
            looks=[
                LookEntry(
                    timestamp=look.at,
                    sentence=texts(look.sentence),
                    who=texts(look.who),
                    role=look.role or "",
                )
                for look in looks_of(case, at_most=MOST_LOOKS)
            ],
        )


@router.get(
    "/offices/{slug}/cases",
    operation_id="listCasesOfOffice",
    summary="A list of the desk, for staff of the office",
    response={200: DeskPage, **problems(400, 401, 403, 404)},
)
def list_cases_of_office(
    request: HttpRequest, slug: Slug, queue: Queue = "open", limit: Limit = ON_A_PAGE, after: After = None
) -> DeskPage:
    """In the order in which applications came; reading it is recorded."""
    with as_staff(request, slug, Role.CASE_WORKER, Role.VIEWER) as (actor, office):
        found = desk_list(actor=actor, office=office, queue=queue, order="submitted").select_related("office")
        rows = list(_further(found, after, newest_first=False)[: limit + 1])
        shown, info = page_info(rows, limit, lambda case: case.uid)
        return DeskPage(
            office=office.slug,
            queue=queue,
            cases=[DeskCase.model_validate(_values(case) | _for_staff(case)) for case in shown],
            page_info=info,
            total_count=found.count(),
        )


def _record_own_list(actor: Actor) -> None:
    subject = actor.subject
    if subject is not None:
        record_look(LIST_LOOKED, actor=actor, target=Target("person", subject))


def _opened(actor: Actor, uid: UUID) -> Case:
    try:
        return open_case(actor=actor, uid=uid)
    except Case.DoesNotExist as error:
        raise Http404 from error


def _further(found: QuerySet[Case], cursor: str | None, *, newest_first: bool) -> QuerySet[Case]:
    """Return the cases after the one a cursor names, which the same scope must hold."""
    if cursor is None:
        return found
    try:
        last: Case = Case.objects.get(uid=UUID(key_of(cursor)))
    except (ValueError, Case.DoesNotExist) as error:
        raise CursorUnknown(cursor) from error
    return beyond(found, last, "submitted", descending=newest_first)


def _values(case: Case) -> dict[str, object]:
    state = case.process.state(case.state)
    return {
        "uid": case.uid,
        "number": case.number,
        "service": case.service,
        "service_name": texts(case.declaration.name),
        "municipality": case.municipality.slug,
        "office": case.office.slug,
        "state": case.state,
        "status": texts(state.sentence),
        "is_open": state.is_open,
        "created_timestamp": case.submitted_at,
        "changed_timestamp": case.changed_at,
        "closed_timestamp": case.closed_at,
        "legal_date": case.legal_date,
        "due_date": case.due_on,
    }


def _for_staff(case: Case) -> dict[str, object]:
    assigned = case.assigned_to
    return {"applicant_name": case.person.name, "assigned_to": None if assigned is None else assigned.name}
