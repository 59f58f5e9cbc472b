"""How decisions are made: the settings of a service's cases in force, changing them, and every earlier version.

A change is entered, shown as before and after, and confirmed. It becomes a new version with its first day; the old one
stays in the history with who made it and when.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.adopting import first_free_day
from samveita.engines.cases.changing_settings import (
    SettingsForm,
    change_settings,
    compared,
    document_of,
    earliest_day,
    open_draft,
    planned_after,
    settings_form,
    settings_from,
)
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Case
from samveita.engines.cases.settings import KIND, CaseSettings, settings_for
from samveita.faces.desk.parameters import state_in_words
from samveita.faces.desk.web.adoption import address, crumbs, place_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.lawful import read_day, written_day
from samveita.ground.catalogue.declaring import Offering
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Person, Role
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import history, in_force
from samveita.ground.sharing.verbs import SharingRefused
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text
from samveita.ui.formats import words
from samveita.ui.parts import FieldError

DAY = "dagur"
NOT_BACKWARDS = Text(
    is_="Stillingar geta ekki tekið gildi aftur í tímann. Veldu dag í dag eða síðar.",
    en="Settings can't take effect in the past. Choose today or later.",
    pl="Ustawienia nie mogą wejść w życie wstecz. Wybierz dzisiejszą lub późniejszą datę.",
)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str
) -> HttpResponse:
    """Show the settings and their history; a POST shows what would change, and the next one confirms it."""
    place, found = place_of(organisation, municipality, offering)
    if found.key not in CASE_SERVICES:
        raise Http404(offering)
    if request.method != "POST":
        return _shown(request, organisation, place, found, settings_form(place, found.key, None))
    form = settings_form(place, found.key, request.POST)
    day, wrong = _day(request)
    errors = [
        FieldError(name, " ".join(map(str, said)))
        for name, said in form.errors.items()
        if not form.is_valid()
    ]
    if wrong is not None:
        errors.append(FieldError(DAY, words(wrong)))
    asked = request.POST.get("skref")
    if errors or day is None or asked == "breyta":
        return _shown(request, organisation, place, found, form, errors=errors)
    first = first_free_day(document_of(place, found.key), day)
    if planned := planned_after(document_of(place, found.key), first):
        return _shown(request, organisation, place, found, form, refusal=planned)
    before = settings_for(place, found.key, on=first)
    after = settings_from(form, before)
    if asked != "stadfesta":
        return _preview(request, organisation, place, found, form, before, after, first)
    return _confirmed(request, organisation, place, found, form, after, first)


def _confirmed(  # noqa: PLR0917  as the preview
    request: HttpRequest,
    organisation: Organisation,
    place: Organisation,
    found: Offering,
    form: SettingsForm,
    after: CaseSettings,
    day: date,
) -> HttpResponse:
    try:
        version = change_settings(
            actor=actor_of(request), owner=place, service=found.key, content=after, valid_from=day
        )
    except SharingRefused as refusal:
        return _shown(request, organisation, place, found, form, refusal=refusal.reason)
    if version.state == VersionState.DRAFT:
        messages.success(request, _("Breytingin er komin í drög. Annar en þú þarf að samþykkja hana."))
        return redirect("desk:shared-document", organisation=organisation.slug, uid=version.document.uid)
    messages.success(
        request,
        _("Breytingin er skráð. Fyrsti gildisdagur: %(day)s.")
        % {"day": words(day_in_words(version.valid_from or day))},
    )
    return redirect(address("case-settings", organisation, place, found))


def _day(request: HttpRequest) -> tuple[date | None, Text | None]:
    day, wrong = read_day(request.POST.get(DAY, ""))
    if day is not None and day < clock.today():
        return None, NOT_BACKWARDS
    return day, wrong


def _shown(
    request: HttpRequest,
    office: Organisation,
    place: Organisation,
    found: Offering,
    form: SettingsForm,
    *,
    errors: list[FieldError] | None = None,
    refusal: Text | None = None,
) -> HttpResponse:
    document = document_of(place, found.key)
    settings = settings_for(place, found.key)
    written = request.POST.get(DAY, "") or written_day(earliest_day(document, clock.today()))
    context = framed(
        request,
        office,
        "services",
        crumbs=crumbs(office, place, found, _("Hvernig ákvarðanir eru teknar")),
        offering=found,
        form=form,
        day=written,
        day_error=next((one.message for one in errors or () if one.name == DAY), ""),
        errors=errors or [],
        refusal=refusal,
        now=compared(settings, settings),
        is_default=in_force(kind=KIND, key=found.key, organisation=place, on=clock.today()) is None,
        draft=open_draft(document),
        document=document,
        versions=_versions(document, found),
        up=address("adoption", office, place, found),
    )
    return render(request, "desk/case_settings.html", context, status=422 if errors or refusal else 200)


def _preview(  # noqa: PLR0917  the page's parts in their order
    request: HttpRequest,
    office: Organisation,
    place: Organisation,
    found: Offering,
    form: SettingsForm,
    before: CaseSettings,
    after: CaseSettings,
    first: date,
) -> HttpResponse:
    reached = Case.objects.filter(
        municipality=place, service=found.key, closed_at=None, is_practice=False
    ).count()
    context = framed(
        request,
        office,
        "services",
        crumbs=crumbs(office, place, found, _("Hvernig ákvarðanir eru teknar")),
        offering=found,
        form=form,
        changed=[one for one in compared(before, after) if one.differs],
        first=first,
        day=written_day(first),
        reached=reached,
    )
    return render(request, "desk/case_settings_preview.html", context)


def _versions(document: SharedDocument | None, found: Offering) -> list[dict[str, Any]]:
    """Return every version, newest first, with who made it, when, and what it changed from the one before."""
    if document is None:
        return []
    versions: list[Version] = list(history(document))
    wrote = {uid for one in versions for uid in (one.author, one.approver) if uid is not None}
    names: dict[UUID | None, str] = dict(Person.objects.filter(uid__in=wrote).values_list("uid", "name"))
    default = CASE_SERVICES[found.key].default_settings or CaseSettings()
    shown = []
    for place, version in enumerate(versions):
        earlier = [one for one in versions[place + 1 :] if one.state == VersionState.VALID]
        before = earlier[0].content if earlier else default
        shown.append(
            {
                "version": version,
                "state": state_in_words(version, clock.today()),
                "author": names.get(version.author, ""),
                "approver": names.get(version.approver, "") if version.approver != version.author else "",
                "at": version.published_at or version.approved_at or version.created_at,
                "changed": [one for one in compared(before, version.content) if one.differs],
            }
        )
    return shown
