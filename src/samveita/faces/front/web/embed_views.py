"""What other web sites fetch: the loader, the elements, a municipality's colours, and the page that stands in a frame.

Everything here may be read by any site's scripts and kept for an hour; nothing sets or reads a cookie. Only the frame's
page may stand in somebody else's frame, and it holds nothing but the element: no login, no form of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from samveita.faces.front.embedding import LOADER, Placed, dress_of, embeddable, tool_by_tag
from samveita.faces.front.web.place import municipality_or_404
from samveita.ground.identity.access import organisation_or_404, public
from samveita.iceland.texts import LANGUAGES

KEPT_SECONDS = 3600
LONGEST_PLACE = 80
FOR_EVERYONE = "tools for everyone, on any web site; nobody is recognised and nothing is stored"


View = Callable[..., HttpResponse]


def _for_other_sites(view: View) -> View:
    """Let any site's scripts read the answer, keep it for an hour and ask again with its ETag."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        response = view(request, **named)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Content-Type-Options"] = "nosniff"
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        set_response_etag(response)
        found: HttpResponseBase | None = get_conditional_response(
            request, etag=response["ETag"], response=response
        )
        return found if isinstance(found, HttpResponse) else response

    return answered


def _script(path: Path) -> HttpResponse:
    return HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_safe
@public(FOR_EVERYONE)
@_for_other_sites
def loader(_request: HttpRequest) -> HttpResponse:
    """Serve the one script a page loads."""
    return _script(LOADER)


@require_safe
@public(FOR_EVERYONE)
@_for_other_sites
def element(_request: HttpRequest, tag: str) -> HttpResponse:
    """Serve a tool's element."""
    tool = tool_by_tag(tag)
    if tool is None or tool.element is None:
        raise Http404(f"no element is called {tag}")
    return _script(tool.element)


@require_safe
@public(FOR_EVERYONE)
@_for_other_sites
def dress(_request: HttpRequest, slug: str) -> HttpResponse:
    """Serve a municipality's colours and the addresses of its tools' pages."""
    told = dress_of(organisation_or_404(slug))
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json")


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@public(FOR_EVERYONE)
def frame(request: HttpRequest, tag: str, slug: str) -> HttpResponse:
    """Serve a page with nothing but the element, for sites that take frames and no scripts."""
    municipality, tool = municipality_or_404(request, slug), tool_by_tag(tag)
    if tool is None or tool not in embeddable(municipality):
        raise Http404(f"{slug} has no {tag}")
    asked = request.GET.get("tungumal", "is")
    language = asked if asked in LANGUAGES else "is"
    place = request.GET.get("stadfang", "").strip()[:LONGEST_PLACE]
    placed = Placed(municipality=municipality, tool=tool, language=language, place=place)
    with override(language):
        return render(request, "front/embed_frame.html", {"placed": placed, "language": language})
