"""HTTP in front of ``provider``: one view, read-only, never cached, and logged by its route's pattern alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samveita.engines.mailbox.provider import Asked, answer
from samveita.ground.identity.access import public


@public("the national mailbox calls with a signed token of its own; there is no other way in")
@never_cache
@require_GET
def document(request: HttpRequest, kennitala: str, document_id: str) -> HttpResponse:
    """Give one document to the mailbox."""
    given = answer(
        Asked(
            kennitala=kennitala,
            document_id=document_id,
            strength=request.GET.get("authenticationType", ""),
            include_document=request.GET.get("includeDocument", ""),
            authorization=request.headers.get("Authorization", ""),
            xroad_id=request.headers.get("X-Road-Id", ""),
        )
    )
    if given.body is None:
        return HttpResponse(status=given.status, headers=given.headers)
    return JsonResponse(
        given.body,
        status=given.status,
        headers=given.headers,
        content_type="application/json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )
