"""The pages of the lawful documents: read, add the municipality's own text, take as PDF, confirm by name."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.faces.desk.lawful.documents import (
    BY_WORD,
    LOCAL,
    LocalWords,
    current_digest,
    local_key,
    local_version,
    local_words,
    standing_of,
)
from samveita.faces.desk.lawful.parts import LawfulDocument
from samveita.faces.desk.lawful.printing import printed
from samveita.faces.desk.web.adoption import address, crumbs, place_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.catalogue.adopting import AdoptionRefused
from samveita.ground.catalogue.confirming import confirm, signatures
from samveita.ground.catalogue.declaring import Offering
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import VersionState
from samveita.ground.sharing.verbs import approve, save_draft, start
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.parts import FieldError

LONGEST = 20_000


def _document(word: str) -> LawfulDocument:
    if word not in BY_WORD:
        raise Http404(word)
    return BY_WORD[word]


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def document_page(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str, document: str
) -> HttpResponse:
    """Show a document; a POST confirms it by name."""
    place, found = place_of(organisation, municipality, offering)
    shown = _document(document)
    if request.method != "POST":
        return _page(request, organisation, place, found, shown)
    day, wrong = read_day(request.POST.get("dagur", ""))
    if shown.asks_for_day is not None and wrong is not None:
        return _page(
            request, organisation, place, found, shown, errors=[FieldError("dagur", wrong)], status=422
        )
    try:
        confirm(
            actor=actor_of(request),
            organisation=place,
            offering=found.key,
            step=shown.key,
            digest=request.POST.get("efni", ""),
            current_digest=current_digest(shown, place, found.key),
            name=request.POST.get("nafn", ""),
            role=request.POST.get("stada", ""),
            dated=day if shown.asks_for_day is not None else None,
        )
    except AdoptionRefused as refusal:
        return _page(request, organisation, place, found, shown, refusal=refusal.reason, status=422)
    version = local_version(place, found.key, shown.key)
    if version is not None and version.state == VersionState.DRAFT:
        approve(actor=actor_of(request), version=version)
    messages.success(request, _("Staðfest."))
    return redirect(address("adoption", organisation, place, found))


def _page(
    request: HttpRequest,
    office: Organisation,
    place: Organisation,
    found: Offering,
    shown: LawfulDocument,
    *,
    errors: list[FieldError] | None = None,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else {}
    context = framed(
        request,
        office,
        "services",
        crumbs=crumbs(office, place, found, shown.title),
        document=shown,
        place=place,
        offering=found,
        parts=shown.compose(place, found.key),
        standing=standing_of(shown, place, found.key),
        local=local_words(place, found.key, shown.key),
        most=LONGEST,
        digest=current_digest(shown, place, found.key),
        name=posted.get("nafn", actor_of(request).display),
        role=posted.get("stada", ""),
        day=posted.get("dagur", written_day(clock.today())),
        signatures=signatures(place, found.key, shown.key)[:20],
        errors=errors or [],
        day_error=next((one.message for one in errors or []), ""),
        refusal=refusal,
        text_url=address("lawful-text", office, place, found, shown.page_word),
        pdf_url=address("lawful-pdf", office, place, found, shown.page_word),
        drawing_url=address("lawful-drawing", office, place, found, shown.page_word),
        up=address("adoption", office, place, found),
    )
    return render(request, "desk/lawful.html", context, status=status)


def written_day(day: date) -> str:
    """Return a day as people write it in a field: ``14.12.2026``."""
    return f"{day.day}.{day.month}.{day.year}"


def read_day(written: str) -> tuple[date | None, Text | None]:
    """Read a day as browsers or people write it; the second is what is wrong with it."""
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(written.strip(), shape).date(), None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None, NOT_A_DAY


NOT_A_DAY = Text(
    is_="Skrifaðu dag, mánuð og ár, til dæmis 14.12.2026.",
    en="Write day, month and year, for example 14.12.2026.",
    pl="Wpisz dzień, miesiąc i rok, na przykład 14.12.2026.",
)


@staff(Role.ADMINISTRATOR)
@require_POST
def save_text(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str, document: str
) -> HttpResponse:
    """Keep the municipality's own text as a draft; confirming the document approves it."""
    place, found = place_of(organisation, municipality, offering)
    shown, actor = _document(document), actor_of(request)
    written = request.POST.get("texti", "").replace("\r\n", "\n")[:LONGEST]
    kept = start(
        actor=actor,
        kind=LOCAL.name,
        key=local_key(found.key, shown.key),
        owner=place,
        title=shown.title,
    )
    source = SourceNote(title=str(place), as_of=clock.today())
    save_draft(actor=actor, document=kept, content=LocalWords(words=written), source=source)
    messages.success(request, _("Textinn er vistaður. Staðfestu skjalið þegar hann er tilbúinn."))
    return redirect(address("lawful", organisation, place, found, shown.page_word))


@staff(Role.ADMINISTRATOR)
@require_safe
def document_pdf(
    request: HttpRequest,  # noqa: ARG001 - a view
    *,
    organisation: Organisation,
    municipality: str,
    offering: str,
    document: str,
) -> HttpResponse:
    """Hand out the document as it stands, in Icelandic."""
    place, found = place_of(organisation, municipality, offering)
    shown = _document(document)
    made = printed(shown, place, found.key)
    headers = {
        "Content-Disposition": f'attachment; filename="{shown.page_word}-{found.slug}-{place.slug}.pdf"'
    }
    return HttpResponse(made.pdf, content_type="application/pdf", headers=headers)


@staff(Role.ADMINISTRATOR)
@require_safe
def drawing(
    request: HttpRequest,  # noqa: ARG001 - a view
    *,
    organisation: Organisation,
    municipality: str,
    offering: str,
    document: str,
) -> HttpResponse:
    """Hand out the drawing of the process in a document."""
    place, found = place_of(organisation, municipality, offering)
    pictures = [part.picture for part in _document(document).compose(place, found.key) if part.picture]
    if not pictures:
        raise Http404("no drawing")
    return HttpResponse(pictures[0].svg, content_type="image/svg+xml")
