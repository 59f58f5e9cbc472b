"""What is known of an office, for its administrator: unknown shows as unknown and can be filled in, with its source."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.web.office_forms import COUNTS, FACT_NAMES, ContactForm, FactForm
from samveita.ground.organisations.changing import change
from samveita.ground.organisations.documents import Fact
from samveita.ground.organisations.models import Organisation
from samveita.ui import parts
from samveita.ui.formats import icelandic, in_words, number


@staff(Role.ADMINISTRATOR)
@require_safe
def details(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List what is known, where it comes from, and what isn't known."""
    facts = [_shown(name, organisation) for name in FACT_NAMES]
    contact, brand = organisation.contact, organisation.brand
    unknown = _("Óþekkt")
    place = " ".join(filter(None, [contact.postcode, contact.place]))
    address = ", ".join(filter(None, [contact.address, place]))
    reach = [
        parts.Fact(_("Kennitala"), contact.kennitala or unknown),
        parts.Fact(_("Heimilisfang"), icelandic(address) if address else unknown),
        parts.Fact(_("Sími"), contact.phone or unknown),
        parts.Fact(_("Netfang"), contact.email or unknown),
        parts.Fact(_("Opnunartími"), contact.opening_hours or unknown),
        parts.Fact(_("Litur"), ", ".join(filter(None, [brand.colour, brand.second_colour]))),
    ]
    context = {
        "facts": facts,
        "reach": reach,
        "note": organisation.facts.note,
        "contact_url": reverse("identity:office-contact", args=[organisation.slug]),
    }
    return render(request, "identity/office_details.html", context)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, *, organisation: Organisation, name: str) -> HttpResponse:
    """Change one figure, with its source and date."""
    if name not in FACT_NAMES:
        raise Http404("no such fact")
    before: Fact = getattr(organisation.facts, name)
    value = number(before.value) if name in COUNTS and isinstance(before.value, int) else before.value
    initial = {"value": value, "source": before.source, "as_of": before.as_of}
    form = FactForm(request.POST or None, initial=initial, name=name)
    if request.method == "POST" and form.is_valid():
        facts = organisation.facts.model_copy(update={name: form.fact()})
        change(actor=request.actor, organisation=organisation, facts=facts)  # type: ignore[attr-defined]
        return _saved(request, organisation)
    return _form_page(request, organisation, form, FACT_NAMES[name])


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Change how to reach the office, and its colours."""
    initial = {**organisation.contact.model_dump(), **organisation.brand.model_dump()}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change(
            actor=request.actor,  # type: ignore[attr-defined]
            organisation=organisation,
            contact=form.contact(organisation.contact),
            brand=form.brand(organisation.brand),
        )
        return _saved(request, organisation)
    return _form_page(request, organisation, form, _("Samband og litir"))


def _shown(name: str, organisation: Organisation) -> parts.Fact:
    known: Fact = getattr(organisation.facts, name)
    value = known.value
    said_when = f", {in_words(known.as_of)}" if known.as_of else ""
    unverified = _("óstaðfest")
    checked = "" if known.verified else f" ({unverified})"
    return parts.Fact(
        FACT_NAMES[name],
        _("Óþekkt") if value is None else icelandic(value) if isinstance(value, str) else number(value),
        source=format_html("{}{}{}", icelandic(known.source), said_when, checked) if known.source else "",
        url=reverse("identity:office-fact", args=[organisation.slug, name]),
    )


def _form_page(
    request: HttpRequest, organisation: Organisation, form: Form, title: parts.Words
) -> HttpResponse:
    home = reverse("identity:office-details", args=[organisation.slug])
    errors = [parts.FieldError(name, " ".join(map(str, said))) for name, said in form.errors.items()]
    context = {
        "form": form,
        "errors": errors,
        "title": title,
        "crumbs": [parts.Crumb(_("Upplýsingar um skrifstofuna"), home), parts.Crumb(title)],
    }
    return render(request, "identity/office_form.html", context, status=422 if errors else 200)


def _saved(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    messages.success(request, _("Upplýsingarnar hafa verið vistaðar."))
    return HttpResponseRedirect(reverse("identity:office-details", args=[organisation.slug]))
