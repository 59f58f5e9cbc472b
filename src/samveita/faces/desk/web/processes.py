"""The page of a service's process: what can happen in its cases, by whom and on what ground, drawn and in a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samveita.engines.cases.declaring import CASE_SERVICES, Table, Transition, Who
from samveita.engines.cases.drawing import drawing
from samveita.faces.desk.web.frame import EVERYONE, framed
from samveita.ground.catalogue.declaring import service_by_slug
from samveita.ground.identity.access import staff
from samveita.ground.identity.policies import POLICIES
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.formats import words


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words."""

    number: int
    sources: list[Text]
    row: Transition
    target: Text | None
    who: list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table: its heading, its drawing and its rows."""

    heading: str
    svg: str
    rows: list[Row]


@staff(*EVERYONE)
@require_safe
def process_page(request: HttpRequest, *, organisation: Organisation, service: str) -> HttpResponse:
    """Show the process of a service as it is enforced, with the tables that run beside it."""
    found = service_by_slug(service)
    declared = CASE_SERVICES.get(found.key) if found else None
    if declared is None:
        raise Http404(service)
    process = declared.process
    tables = [
        _drawn("main", pgettext("process", "Ferli máls"), process),
        *(_drawn(one.key, words(one.label), one) for one in process.overlays),
    ]
    context = framed(request, organisation, "cases", service=declared, tables=tables)
    return render(request, "desk/process.html", context)


def _drawn(name: str, heading: str, table: Table) -> Drawn:
    svg = drawing(
        table,
        title=heading,
        description=_("Sama stendur í töflunni fyrir neðan, með sömu númerum."),
        language=get_language() or "is",
        name=f"process-{name}",
    )
    rows = [
        Row(
            number=number,
            sources=[table.state(source).label for source in row.sources],
            row=row,
            target=None if row.same_state else table.state(row.target).label,
            who=_who(row),
        )
        for number, row in enumerate(table.transitions, start=1)
    ]
    # The drawing is made of numbers and of declared words, which it escapes; nothing a person wrote is in it.
    return Drawn(heading, mark_safe(svg), rows)  # noqa: S308


def _who(row: Transition) -> list[str]:
    others = {
        Who.APPLICANT: _("Umsækjandi"),
        Who.PARTY: _("Annar aðili máls"),
        Who.SYSTEM: _("Kerfið"),
    }
    told = [said for who, said in others.items() if who in row.who]
    return [*told, words(POLICIES[row.policy].sentence)] if Who.STAFF in row.who else told
