"""The letters of a service: read them as residents will, and word the paragraphs that are the municipality's own.

Legal paragraphs are shown locked. Own wording goes draft → approved → valid from a day; the way back to the original is
a version without own words. Where the association has an original wording of its own, a newer one is pointed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.cases.adopting import LETTERS, first_free_day
from samveita.engines.letters.own_texts import LETTER_TEXTS, LetterTexts
from samveita.engines.letters.shelf import (
    Shelved,
    digest_of,
    example_of,
    letter,
    letters_of,
    picture_of,
)
from samveita.engines.letters.template import LetterError, Paragraph
from samveita.faces.desk.web.adoption import address, crumbs, place_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.lawful import read_day, written_day
from samveita.ground.catalogue.adopting import AdoptionRefused
from samveita.ground.catalogue.confirming import confirm, latest
from samveita.ground.catalogue.declaring import Offering
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import in_force
from samveita.ground.sharing.reviewing import news_of
from samveita.ground.sharing.verbs import SharingRefused, approve, publish, save_draft, set_aside, start
from samveita.iceland import clock
from samveita.iceland.texts import LANGUAGES, Text

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of a letter on the page: as it stands, and the field for the municipality's own words."""

    paragraph: Paragraph
    field: str
    own: str
    original: str


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def letters_page(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str
) -> HttpResponse:
    """Show every letter with its text; a POST says by name that they have been read."""
    place, found = place_of(organisation, municipality, offering)
    refusal: Text | None = None
    if request.method == "POST":
        try:
            confirm(
                actor=actor_of(request),
                organisation=place,
                offering=found.key,
                step=LETTERS.key,
                digest=request.POST.get("efni", ""),
                current_digest=digest_of(found.key, place),
                name=request.POST.get("nafn", ""),
                role=request.POST.get("stada", ""),
            )
            messages.success(request, _("Skráð er að bréfin hafi verið lesin."))
            return redirect(address("adoption", organisation, place, found))
        except AdoptionRefused as refused:
            refusal = refused.reason
    rows = [
        {
            "letter": one,
            "made": example_of(one, place),
            "draft": _open_version(_document(one, place)),
            "changed": _original_changed(one, place, organisation),
            "url": address("letter-text", organisation, place, found, one.template.key),
            "pdf_url": address("letter-text-pdf", organisation, place, found, one.template.key),
        }
        for one in letters_of(found.key)
    ]
    signed = latest(place, found.key, LETTERS.key)
    context = framed(
        request,
        organisation,
        "services",
        crumbs=crumbs(organisation, place, found, _("Bréfin")),
        offering=found,
        rows=rows,
        digest=digest_of(found.key, place),
        signed=signed,
        is_current=signed is not None and signed.digest == digest_of(found.key, place),
        name=actor_of(request).display,
        role=_("Stjórnandi"),
        refusal=refusal,
        up=address("adoption", organisation, place, found),
    )
    return render(request, "desk/letter_texts.html", context, status=422 if refusal else 200)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_page(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str, letter_key: str
) -> HttpResponse:
    """Show one letter paragraph by paragraph; a POST keeps the municipality's words as a draft."""
    place, found = place_of(organisation, municipality, offering)
    shelved = _shelved(found, letter_key)
    refusal: str = ""
    if request.method == "POST":
        own = {
            key: words
            for key in shelved.template.local
            if (words := request.POST.get(f"texti_{key}", "").replace("\r\n", "\n").strip()[:LONGEST])
        }
        try:
            example_of(shelved, place, texts=own)
            _save_draft(request, shelved, place, own)
            messages.success(request, _("Drögin eru vistuð. Skoðaðu bréfið og samþykktu þau svo."))
            return redirect(address("letter-text", organisation, place, found, letter_key))
        except (LetterError, SharingRefused) as problem:
            refusal = str(problem)
    return _letter_page(request, organisation, place, found, shelved, refusal=refusal)


def _letter_page(
    request: HttpRequest,
    office: Organisation,
    place: Organisation,
    found: Offering,
    shelved: Shelved,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    document = _document(shelved, place)
    version = _open_version(document)
    valid = in_force(kind=LETTER_TEXTS.name, key=shelved.template.key, organisation=place, on=clock.today())
    holds = version or (valid if valid and valid.document.owner.kind != Kind.ASSOCIATION else None)
    own = dict(holds.content.paragraphs) if holds else {}
    originals = {
        one.key: one.text for one in example_of(shelved, place, texts=_association(shelved)).paragraphs
    }
    own = {key: words for key, words in own.items() if key in shelved.template.local}
    made = example_of(shelved, place, texts={**_association(shelved), **own})
    key = shelved.template.key
    context = framed(
        request,
        office,
        "services",
        crumbs=crumbs(office, place, found, shelved.template.name),
        offering=found,
        shelved=shelved,
        paragraphs=[
            Shown(one, f"texti_{one.key}", own.get(one.key, ""), originals.get(one.key, ""))
            for one in made.paragraphs
        ],
        title=made.title,
        version=version,
        valid=valid,
        is_local=bool(valid and valid.document.owner.kind != Kind.ASSOCIATION and valid.content.paragraphs),
        changed=_original_changed(shelved, place, office),
        default_day=written_day(first_free_day(document, clock.today())),
        refusal=refusal,
        most=LONGEST,
        languages=[
            (code, address("letter-text-pdf", office, place, found, key) + f"?mal={code}")
            for code in LANGUAGES
        ],
        picture_url=address("letter-text-picture", office, place, found, key),
        step_url=address("letter-text-step", office, place, found, key),
        up=address("letter-texts", office, place, found),
    )
    return render(request, "desk/letter_text.html", context, status=422 if refusal else status)


@staff(Role.ADMINISTRATOR)
@require_POST
def letter_step(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str, letter_key: str
) -> HttpResponse:
    """Approve the draft, let it take effect from a day, set it aside, or go back to the original."""
    place, found = place_of(organisation, municipality, offering)
    shelved, actor = _shelved(found, letter_key), actor_of(request)
    document = _document(shelved, place)
    version, step = _open_version(document), request.POST.get("skref", "")
    try:
        if step == "frumrit":
            kept = _save_draft(request, shelved, place, {})
            day = first_free_day(kept.document, clock.today())
            publish(actor=actor, version=approve(actor=actor, version=kept), valid_from=day)
        elif version is None:
            raise Http404("nothing to do")
        elif step == "samthykkja":
            approve(actor=actor, version=version)
        elif step == "gildi":
            publish(actor=actor, version=version, valid_from=_wanted_day(request))
        elif step == "til-hlidar":
            set_aside(actor=actor, version=version)
        else:
            raise Http404(step)
    except SharingRefused as problem:
        return _letter_page(request, organisation, place, found, shelved, refusal=str(problem))
    messages.success(request, _("Vistað."))
    return redirect(address("letter-text", organisation, place, found, letter_key))


@staff(Role.ADMINISTRATOR)
@require_safe
def letter_pdf(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str, letter_key: str
) -> HttpResponse:
    """Hand out the example letter with the words being worked on, as PDF."""
    place, found = place_of(organisation, municipality, offering)
    shelved = _shelved(found, letter_key)
    language = request.GET.get("mal", "is")
    made = example_of(
        shelved, place, texts=_words(shelved, place), language=language if language in LANGUAGES else "is"
    )
    headers = {"Content-Disposition": f'attachment; filename="{letter_key}.pdf"'}
    return HttpResponse(made.pdf, content_type="application/pdf", headers=headers)


@staff(Role.ADMINISTRATOR)
@require_safe
def letter_picture(
    request: HttpRequest,  # noqa: ARG001 - a view
    *,
    organisation: Organisation,
    municipality: str,
    offering: str,
    letter_key: str,
) -> HttpResponse:
    """Hand out the first page of the example letter as a picture."""
    place, found = place_of(organisation, municipality, offering)
    shelved = _shelved(found, letter_key)
    return HttpResponse(picture_of(shelved, place, _words(shelved, place)), content_type="image/png")


def _wanted_day(request: HttpRequest) -> date:
    day, wrong = read_day(request.POST.get("dagur", ""))
    if day is None or wrong is not None:
        raise SharingRefused(str(wrong))
    if day < clock.today():
        raise SharingRefused(_("Textinn getur ekki tekið gildi aftur í tímann. Veldu dag í dag eða síðar."))
    return day


def _shelved(found: Offering, key: str) -> Shelved:
    shelved = letter(found.key, key)
    if shelved is None:
        raise Http404(key)
    return shelved


def _document(shelved: Shelved, owner: Organisation) -> SharedDocument | None:
    found: SharedDocument | None = SharedDocument.objects.filter(
        kind=LETTER_TEXTS.name, key=shelved.template.key, owner=owner
    ).first()
    return found


def _original(shelved: Shelved) -> SharedDocument | None:
    found: SharedDocument | None = SharedDocument.objects.filter(
        kind=LETTER_TEXTS.name, key=shelved.template.key, owner__kind=Kind.ASSOCIATION
    ).first()
    return found


def _association(shelved: Shelved) -> dict[str, str]:
    """Return the association's suggested words that are in force, for paragraphs the letter still offers."""
    version = in_force(kind=LETTER_TEXTS.name, key=shelved.template.key, organisation=None, on=clock.today())
    found = version.content.paragraphs if version else {}
    return {key: words for key, words in found.items() if key in shelved.template.local}


def _open_version(document: SharedDocument | None) -> Version | None:
    if document is None:
        return None
    waiting = document.versions.filter(state__in=[VersionState.DRAFT, VersionState.APPROVED])
    found: Version | None = waiting.order_by("-number").first()
    return found


def _words(shelved: Shelved, place: Organisation) -> dict[str, str] | None:
    """Return the words being worked on; ``None`` when nothing is, so that those in force are used."""
    version = _open_version(_document(shelved, place))
    if version is None:
        return None
    own = {key: words for key, words in version.content.paragraphs.items() if key in shelved.template.local}
    return {**_association(shelved), **own}


def _original_changed(shelved: Shelved, place: Organisation, office: Organisation) -> str:
    """Return the page where newer words of the association are decided on; empty when there are none to decide on."""
    document = _document(shelved, place)
    if document is None or news_of(document) is None:
        return ""
    return reverse("desk:shared-document", args=[office.slug, document.uid])


def _save_draft(request: HttpRequest, shelved: Shelved, place: Organisation, own: dict[str, str]) -> Version:
    actor = actor_of(request)
    document = start(
        actor=actor,
        kind=LETTER_TEXTS.name,
        key=shelved.template.key,
        owner=place,
        title=shelved.template.name,
        original=_original(shelved) if place.kind != Kind.ASSOCIATION else None,
    )
    source = SourceNote(title=str(place), as_of=clock.today())
    return save_draft(actor=actor, document=document, content=LetterTexts(paragraphs=own), source=source)
