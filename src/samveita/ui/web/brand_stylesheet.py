"""Serves a municipality's colours as a stylesheet.

The address holds the colours and a digest of the result: the answer never changes, needs no database and no login, and
browsers keep it for a year.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samveita.ui.brand import Brand, brand_css


@require_safe
def brand_stylesheet(_request: HttpRequest, key: str, digest: str) -> HttpResponse:
    """The stylesheet of the colours in ``key``; an address nobody made (wrong colours or digest) is not found."""
    try:
        brand = Brand.from_key(key)
    except ValueError as error:
        raise Http404("no such colours") from error
    if brand.digest != digest or brand.key != key:
        raise Http404("no such stylesheet")
    answer = HttpResponse(brand_css(brand), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
