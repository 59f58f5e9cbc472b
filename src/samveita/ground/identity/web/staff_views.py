"""An office's staff: who holds which role, giving a role and taking it, each confirmed once before it happens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role, RoleGrant
from samveita.ground.identity.role_names import ROLE_NAMES
from samveita.ground.identity.roles import (
    RoleNotPossible,
    choose_pseudonym,
    end_role,
    grant_role,
    staff_of,
)
from samveita.ground.identity.web.staff_forms import GrantForm
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.formats import day_short, words
from samveita.ui.parts import Column, Crumb, FieldError, Row, Table

GRANT_QUESTION = Text(
    is_="{person} fær hlutverkið „{role}“ frá og með deginum í dag.",
    en="{person} gets the role “{role}” from today.",
    pl="{person} otrzymuje rolę „{role}” od dzisiaj.",
)
END_QUESTION = Text(
    is_="{person} missir hlutverkið „{role}“ strax.",
    en="{person} loses the role “{role}” at once.",
    pl="{person} natychmiast traci rolę „{role}”.",
)


@staff(Role.ADMINISTRATOR)
@require_safe
def staff_list(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List who holds which role today."""
    table = Table(
        caption=_("Starfsfólk og hlutverk"),
        columns=[
            Column(_("Nafn")),
            Column(_("Hlutverk")),
            Column(_("Nafn sem íbúar sjá")),
            Column(_("Frá")),
            Column(_("Síðasti dagur")),
        ],
        rows=[_row(grant, organisation) for grant in staff_of(organisation)],
    )
    return render(
        request,
        "identity/staff.html",
        {"table": table, "grant_url": reverse("identity:grant-role", args=[organisation.slug])},
    )


def _row(grant: RoleGrant, office: Organisation) -> Row:
    return Row(
        cells=[
            grant.person.name,
            ROLE_NAMES[Role(grant.role)],
            grant.pseudonym or grant.person.name,
            day_short(grant.valid_from),
            day_short(grant.valid_to) if grant.valid_to else _("ótímabundið"),
        ],
        url=reverse("identity:pseudonym", args=[office.slug, grant.uid]),
    )


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Ask who gets which role, show what will happen, and do it on the second yes."""
    form = GrantForm(request.POST or None, office=organisation)
    crumbs = _crumbs(organisation, _("Veita hlutverk"))
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "identity/grant_role.html",
            {"form": form, "errors": _errors(form), "crumbs": crumbs},
            status=422 if form.errors else 200,
        )
    given = form.cleaned_data
    if "confirmed" not in request.POST:
        role = ROLE_NAMES[Role(given["role"])]
        question = _filled(GRANT_QUESTION, given["name"], role)
        return render(
            request,
            "identity/grant_role_confirm.html",
            {"form": form, "question": question, "hint": given["kennitala"].hint, "crumbs": crumbs},
        )
    try:
        grant_role(
            actor=request.actor,  # type: ignore[attr-defined]
            person=form.person_or_new(),
            office=organisation,
            role=Role(given["role"]),
            pseudonym=given["pseudonym"].strip(),
            valid_to=given["valid_to"],
        )
    except RoleNotPossible as refusal:
        messages.error(request, words(refusal.reason))
    else:
        messages.success(request, _("Hlutverkið hefur verið veitt."))
    return _to_list(organisation)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def pseudonym(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Choose what residents see of a staff member; leads on to taking the role away."""
    held = _grant_or_404(organisation, uid)
    if request.method == "POST":
        chosen = request.POST.get("pseudonym", "")[:80]
        choose_pseudonym(actor=request.actor, grant=held, pseudonym=chosen)  # type: ignore[attr-defined]
        messages.success(request, _("Nafnið hefur verið vistað."))
        return _to_list(organisation)
    return render(
        request,
        "identity/staff_member.html",
        {
            "grant": held,
            "role": ROLE_NAMES[Role(held.role)],
            "end_url": reverse("identity:end-role", args=[organisation.slug, held.uid]),
            "crumbs": _crumbs(organisation, held.person.name),
        },
    )


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show what will happen, and take the role away on yes."""
    held = _grant_or_404(organisation, uid)
    if request.method == "POST":
        try:
            end_role(actor=request.actor, grant=held)  # type: ignore[attr-defined]
        except RoleNotPossible as refusal:
            messages.error(request, words(refusal.reason))
        else:
            messages.success(request, _("Hlutverkið hefur verið tekið af."))
        return _to_list(organisation)
    return render(
        request,
        "identity/end_role_confirm.html",
        {
            "question": _filled(END_QUESTION, held.person.name, ROLE_NAMES[Role(held.role)]),
            "back_url": reverse("identity:staff", args=[organisation.slug]),
            "crumbs": _crumbs(organisation, _("Ljúka hlutverki")),
        },
    )


def _grant_or_404(office: Organisation, uid: UUID) -> RoleGrant:
    held = next((grant for grant in staff_of(office) if grant.uid == uid), None)
    if held is None:
        raise Http404("no such grant at this office")
    return held


def _filled(question: Text, person: str, role: Text) -> Text:
    """Fill a question with a name and with the role in each language."""
    return Text(
        is_=question.is_.format(person=person, role=role.is_),
        en=question.en.format(person=person, role=role.en),
        pl=question.pl.format(person=person, role=role.pl),
    )


def _errors(form: GrantForm) -> list[FieldError]:
    return [FieldError(name, " ".join(map(str, problems))) for name, problems in form.errors.items()]


def _crumbs(office: Organisation, here: str) -> list[Crumb]:
    return [Crumb(_("Starfsfólk"), reverse("identity:staff", args=[office.slug])), Crumb(here)]


def _to_list(office: Organisation) -> HttpResponse:
    return HttpResponseRedirect(reverse("identity:staff", args=[office.slug]))
