"""The component gallery: every component with believable values, and four whole pages made of them.

For developers, designers and the accessibility tests. It shows made-up people and sýnigildi only, and answers "not
found" unless the setting ``SAMVEITA_GALLERY`` is on (debug and demo).
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samveita.ui.brand import Brand
from samveita.ui.web import gallery_samples

PAGES = {
    "einingar": "ui/gallery/components.html",
    "spurning": "ui/gallery/question.html",
    "mal": "ui/gallery/case.html",
    "vinnubord": "ui/gallery/desk.html",
}
ERRORS = ("400", "403", "404", "500", "503", "403_csrf")


@require_safe
def gallery(request: HttpRequest, page: str = "einingar") -> HttpResponse:
    """One page of the gallery; ``?litur=ffd100`` tries another brand colour on it.

    Raises:
        Http404: when the gallery is off or has no such page.
    """
    if not getattr(settings, "SAMVEITA_GALLERY", False):
        raise Http404("the gallery is off")
    if page in ERRORS:
        template = f"{page}.html"
    elif page in PAGES:
        template = PAGES[page]
    else:
        raise Http404("no such page in the gallery")
    context = {**gallery_samples.everything(), "brand": _brand(request)}
    if page == "vinnubord":
        # Staff never work in a delegated session.
        context["acting_for"] = ""
    return render(request, template, context)


def _brand(request: HttpRequest) -> Brand:
    try:
        return Brand.from_key(request.GET.get("litur", gallery_samples.BRAND.key))
    except ValueError as error:
        raise Http404("no such colour") from error
