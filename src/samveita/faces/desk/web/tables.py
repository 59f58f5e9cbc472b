"""Cases and tasks as rows of a dense table: what they are, whose, where they stand, and how late they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Case
from samveita.faces.desk.web.task_pages import page_of
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.ui.components.feedback import status_tag
from samveita.ui.formats import day_short, words
from samveita.ui.parts import Column, Row, Table, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

SOON = 3


def overdue(due_on: date) -> str:
    """Say how long ago a day passed."""
    days = (clock.today() - due_on).days
    return ngettext("%(days)s dag fram yfir", "%(days)s daga fram yfir", days) % {"days": days}


def due_cell(due_on: date | None, *, is_open: bool) -> Words:
    """Write a due day; one that has passed is loud, one within three days is marked."""
    if due_on is None:
        return "–"
    left = (due_on - clock.today()).days
    if not is_open or left > SOON:
        return day_short(due_on)
    if left < 0:
        tag = status_tag(overdue(due_on), "danger")
    elif left == 0:
        tag = status_tag(_("í dag"), "warning")
    else:
        tag = status_tag(
            ngettext("%(days)s dagur eftir", "%(days)s dagar eftir", left) % {"days": left}, "warning"
        )
    return format_html('<span class="desk-due">{} {}</span>', day_short(due_on), tag)


def case_table(
    cases: Iterable[Case],
    office: Organisation,
    *,
    caption: str,
    sorting: Mapping[str, tuple[str, str]],
    query: str = "",
    picked_in: str = "",
) -> Table:
    """Return cases as a table.

    Args:
        cases: with person, municipality and case worker at hand.
        office: whose desk; a joint office also sees whose case it is.
        caption: read by screen readers.
        sorting: for each column that sorts, the address that does and how it is sorted now.
        query: put after a case's address, so that its page knows the list it was opened from.
        picked_in: id of the form that takes the cases which are ticked; empty when none can be.
    """
    is_joint = office.kind == Kind.JOINT_OFFICE

    def column(key: str, label: str, *, unbroken: bool = False) -> Column:
        url, order = sorting.get(key, ("", ""))
        return Column(label, unbroken=unbroken, sort_url=url, sorted=order)

    columns = [
        column("number", pgettext("column", "Mál"), unbroken=True),
        column("name", _("Umsækjandi")),
        Column(pgettext("column", "Þjónusta")),
        Column(_("Staða")),
        *([Column(_("Sveitarfélag"))] if is_joint else []),
        column("submitted", _("Barst"), unbroken=True),
        column("due", _("Svar í síðasta lagi")),
        Column(_("Ráðgjafi")),
        *([Column(_("Velja"))] if picked_in else []),
    ]
    rows = [
        Row(
            cells=(
                _numbered(case),
                case.person.name,
                CASE_SERVICES[case.service].name,
                case.process.state(case.state).label,
                *([case.municipality.names.short.nominative] if is_joint else []),
                day_short(case.submitted_at),
                due_cell(case.due_on, is_open=case.closed_at is None),
                case.assigned_to.name if case.assigned_to else "–",
                *([_tick(case, picked_in)] if picked_in else []),
            ),
            url=reverse("desk:case", args=[office.slug, case.uid]) + query,
        )
        for case in cases
    ]
    return Table(caption=caption, columns=columns, rows=rows, caption_hidden=True)


def _numbered(case: Case) -> Words:
    """Return the number of a case; one to practise on is marked wherever it is listed."""
    if not case.is_practice:
        return case.number
    return format_html("{} {}", case.number, status_tag(pgettext("banner", "Æfing"), "warning"))


def _tick(case: Case, form: str) -> Words:
    """Return the box that ticks a case for the form under the table."""
    label = _("Velja mál %(number)s") % {"number": case.number}
    return format_html(
        '<input class="ds-input desk-pick" type="checkbox" form="{}" name="mal" value="{}" aria-label="{}">',
        form,
        case.uid,
        label,
    )


def neighbour_table(
    cases: Iterable[Case], office: Organisation, *, caption: str, here: Case, query: str
) -> Table:
    """Return the list a case was opened from, small enough to stand beside it."""
    rows = [
        Row(
            cells=(
                case.person.name,
                words(due_cell(case.due_on, is_open=case.closed_at is None)),
            ),
            url=reverse("desk:case", args=[office.slug, case.uid]) + query,
            current=case.pk == here.pk,
        )
        for case in cases
    ]
    columns = (Column(_("Umsækjandi")), Column(_("Svar í síðasta lagi")))
    return Table(caption=caption, columns=columns, rows=rows, caption_hidden=True)


def task_table(
    tasks: Iterable[Task], office: Organisation, *, caption: str, cases: Mapping[UUID, Case]
) -> Table:
    """Return tasks as a table; a task of a case leads to the case when ``cases`` holds it."""
    is_joint = office.kind == Kind.JOINT_OFFICE
    columns = (
        Column(_("Verkefni")),
        Column(_("Umsækjandi")),
        Column(pgettext("column", "Mál"), unbroken=True),
        *([Column(_("Sveitarfélag"))] if is_joint else []),
        Column(_("Frestur")),
    )
    rows = []
    for task in tasks:
        case = cases.get(task.case) if task.case else None
        cells = (
            task.title,
            case.person.name if case else "–",
            _numbered(case) if case else "–",
            *([task.municipality.names.short.nominative] if is_joint else []),
            due_cell(task.due_on, is_open=True),
        )
        to_case = reverse("desk:case", args=[office.slug, case.uid]) if case else ""
        rows.append(Row(cells, url=page_of(task, office) or to_case))
    return Table(caption=caption, columns=columns, rows=rows, caption_hidden=True)
