"""Pages on which staff asks something of the applicant: for data, to be heard, or for patience.

What is typed is never lost: a mistake or a colleague who was faster shows the page again with everything in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.cases import data_requests, hearings
from samveita.engines.cases.data_requests import ITEMS_AT_MOST, NOTHING_ASKED, Wanted, request_data
from samveita.engines.cases.delaying import tell_of_delay
from samveita.engines.cases.hearings import open_hearing
from samveita.engines.cases.models import Case
from samveita.engines.cases.phrasing import UsualItem, usual_items
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.table import Purpose
from samveita.engines.cases.written import LONGEST_LINE, Wording
from samveita.faces.desk.exchange_forms import DATA_FORM, DELAY_FORM, HEARING_FORM
from samveita.faces.desk.web.frame import READERS, actor_of
from samveita.faces.desk.web.step_pages import Raw, StepPage, show_or_take
from samveita.faces.desk.web.steps import revision_of
from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text

OWN_ROWS = 3


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """A line of the page where things to ask for are chosen: a usual one, or an empty one to write in."""

    key: str
    what: str
    why: str
    is_own: bool
    is_chosen: bool
    is_required: bool


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Ask the applicant for data."""
    return show_or_take(request, organisation, uid, DATA)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Let the applicant be heard."""
    return show_or_take(request, organisation, uid, HEARING)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def delay(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Tell the applicant that her answer is delayed."""
    return show_or_take(request, organisation, uid, DELAY)


def _usual_day(legal: Callable[[Case], Any]) -> Callable[[Case], dict[str, str]]:
    return lambda case: {"due_on": f"{legal(case).date:%d.%m.%Y}"}


def _day(answers: Mapping[str, Any], key: str) -> date:
    return date.fromisoformat(str(answers[key]))


def _ask_for_data(request: HttpRequest, case: Case, answers: Mapping[str, Any], raw: Raw) -> str:
    request_data(
        actor=actor_of(request),
        uid=case.uid,
        items=_chosen(case, raw),
        due_on=_day(answers, "due_on"),
        text=str(answers.get("text", "")),
        revision=revision_of(request),
    )
    return _("Beiðnin er komin á síðu málsins hjá umsækjandanum.")


def _hear(request: HttpRequest, case: Case, answers: Mapping[str, Any], _raw: Raw) -> str:
    open_hearing(
        actor=actor_of(request),
        uid=case.uid,
        ground=str(answers["ground"]),
        facts=str(answers["facts"]),
        rule_article=str(answers["rule_article"]),
        due_on=_day(answers, "due_on"),
        revision=revision_of(request),
    )
    return _("Umsækjandinn getur nú svarað áður en ákvörðun er tekin.")


def _delay(request: HttpRequest, case: Case, answers: Mapping[str, Any], _raw: Raw) -> str:
    tell_of_delay(
        actor=actor_of(request),
        uid=case.uid,
        reason=str(answers["reason"]),
        new_date=_day(answers, "new_date"),
        revision=revision_of(request),
    )
    return _("Umsækjandinn fær að vita að svarið tefst.")


def _offered(case: Case, raw: Raw) -> tuple[OfferedItem, ...]:
    usual = [_usual(item, raw) for item in usual_items(case)]
    return (*usual, *(_own(number, raw) for number in range(1, OWN_ROWS + 1)))


def _usual(item: UsualItem, raw: Raw) -> OfferedItem:
    return OfferedItem(
        key=item.key,
        what=item.what.is_,
        why=item.why.is_,
        is_own=False,
        is_chosen=f"ask-{item.key}" in raw,
        is_required=f"required-{item.key}" in raw if "revision" in raw else item.is_required,
    )


def _own(number: int, raw: Raw) -> OfferedItem:
    key = f"own{number}"
    what = raw.get(f"what-{key}", "")
    return OfferedItem(
        key=key,
        what=what,
        why=raw.get(f"why-{key}", ""),
        is_own=True,
        is_chosen=bool(what.strip()),
        is_required=f"required-{key}" in raw if "revision" in raw else True,
    )


def _chosen(case: Case, raw: Raw) -> list[Wanted]:
    """Return what staff chose and wrote.

    Raises:
        CaseRefused: when it is nothing, or something of her own lacks its reason.
    """
    usual = {item.key: item for item in usual_items(case)}
    wanted = []
    for item in _offered(case, raw):
        if not item.is_chosen:
            continue
        if item.is_own and not item.why.strip():
            raise CaseRefused(WHY_TOO)
        template = usual.get(item.key)
        wanted.append(
            Wanted(
                what=template.what if template else Wording(is_=item.what.strip()[:LONGEST_LINE]),
                why=template.why if template else Wording(is_=item.why.strip()[:LONGEST_LINE]),
                is_required=item.is_required,
            )
        )
    if not wanted:
        raise CaseRefused(NOTHING_ASKED)
    return wanted[: ITEMS_AT_MOST + 1]


WHY_TOO = Text(
    is_="Skrifaðu líka hvers vegna gögnin vantar.",
    en="Write also why the document is needed.",
    pl="Napisz też, dlaczego dokument jest potrzebny.",
)
DATA = StepPage(
    DATA_FORM,
    Purpose.REQUEST_DATA,
    _ask_for_data,
    _usual_day(data_requests.usual_due),
    _offered,
    template="desk/exchange/ask_for_data.html",
)
HEARING = StepPage(
    HEARING_FORM,
    Purpose.REQUEST_HEARING,
    _hear,
    _usual_day(hearings.usual_due),
    template="desk/exchange/ask.html",
)
DELAY = StepPage(DELAY_FORM, None, _delay, template="desk/exchange/ask.html")
