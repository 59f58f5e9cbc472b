"""The public JSON API at ``/api/v1/``: one description, one way to say that something went wrong, rooms' own routers.

The description (OpenAPI 3.1) is served at ``/api/v1/openapi.json`` and kept in ``docs/developer/openapi.json``, where a
test compares the two. Scripts of other web sites may read what the tools publish (calendars, tariffs) and nothing else:
only those answers carry a CORS header. Public answers may be
kept for five minutes and asked again with their ETag; answers about a person are never stored on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.responses import Response

from samveita import __version__
from samveita.engines.cases.api import router as cases
from samveita.engines.cases.doors_api import router as other_doors
from samveita.engines.forms.api import router as forms
from samveita.ground.catalogue.api import router as catalogue
from samveita.ground.documents.api_shapes import CursorUnknown, Problem
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.api import router as municipalities
from samveita.ground.organisations.api_addresses import router as addresses
from samveita.tools.preschool_fees.api import router as preschool_fees
from samveita.tools.waste_calendar.api import router as waste_calendar

View = Callable[..., HttpResponseBase]

PROBLEM_TYPE = "application/problem+json"
KEPT_SECONDS = 300
TOOLS_TAG = "Tools"
DESCRIPTION = """Municipalities, services and forms for everyone; cases for those who are logged in; applications from other front
doors, which have a key.

Fields are camelCase, times are RFC 3339, names for people come in Icelandic, English and Polish. Lists come page by page:
give the `endCursor` of one page as `after` of the next. Errors are problem documents (RFC 9457). An old major version
stays for at least six months after its end is announced."""


class PublicAPI(NinjaAPI):
    """Ninja, describing our problem answers by the media type they really have."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description; every answer of 400 and above is a problem document."""
        described = super().get_openapi_schema(**options)
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in answer.get(
                        "content", {}
                    ):
                        answer["content"][PROBLEM_TYPE] = answer["content"].pop("application/json")
        return described


api = PublicAPI(
    title="Samveita",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_extra={
        "info": {
            "contact": {"name": "Samband íslenskra sveitarfélaga"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            "x-category": ["open", "personal"],
            "x-pricing": "free",
        }
    },
)
for router in (
    municipalities,
    catalogue,
    forms,
    addresses,
    preschool_fees,
    waste_calendar,
    cases,
    other_doors,
):
    api.add_router("", router)


def problem(status: int, *, detail: str = "", errors: tuple[str, ...] = ()) -> HttpResponse:
    """Return an answer that says what went wrong."""
    told = Problem(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors)
    )
    return Response(told.model_dump(by_alias=True), status=status, content_type=PROBLEM_TYPE)


def _not_understood(_request: HttpRequest, exc: ValidationError) -> HttpResponse:
    told = tuple(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in exc.errors[:50])
    return problem(400, detail="The request was not understood.", errors=told)


def _no_such_cursor(_request: HttpRequest, _exc: CursorUnknown) -> HttpResponse:
    return problem(400, detail="The cursor is not one of this list.", errors=("after: unknown cursor",))


def _not_logged_in(_request: HttpRequest, _exc: AuthenticationError) -> HttpResponse:
    return problem(
        401,
        detail="Log in first: the session cookie of the pages is a person's key, a bearer key a machine's.",
    )


def _not_found(_request: HttpRequest, _exc: Http404) -> HttpResponse:
    return problem(404, detail="There is nothing at this address for you.")


def _not_allowed(_request: HttpRequest, exc: NotAllowed) -> HttpResponse:
    return problem(403, detail=exc.policy.sentence.en)


def _told_by_a_room(_request: HttpRequest, exc: HttpError) -> HttpResponse:
    return problem(exc.status_code, detail=exc.message)


TOLD: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    ValidationError: _not_understood,
    CursorUnknown: _no_such_cursor,
    AuthenticationError: _not_logged_in,
    Http404: _not_found,
    NotAllowed: _not_allowed,
    HttpError: _told_by_a_room,
}
for kind, telling in TOLD.items():
    api.add_exception_handler(kind, telling)


def _preflight() -> HttpResponse:
    """Answer a browser that asks whether a script of another site may send JSON to a tool; no cookie ever goes along."""
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def _finished(view: View, *, is_public: bool, is_for_other_sites: bool = False) -> View:
    """Add to a view of ninja's what all answers have: who may call it, how long it keeps, its ETag, who may read it."""

    @wraps(view)
    def finished(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_for_other_sites and request.method == "OPTIONS":
            return _preflight()
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
        if is_head:
            request.method = "HEAD"
        if not isinstance(response, HttpResponse):
            return response
        if is_for_other_sites:
            response["Access-Control-Allow-Origin"] = "*"
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            refused = problem(405, detail=f"This address takes {response['Allow']}.")
            refused["Allow"] = response["Allow"]
            return refused
        if not is_public or request.method == "POST" or response.status_code != HTTPStatus.OK:
            patch_cache_control(response, private=True, no_store=True)
            return response
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    finished.csrf_exempt = True  # type: ignore[attr-defined]
    finished.access = (  # type: ignore[attr-defined]
        ("public", "public data about municipalities and services, without any person")
        if is_public
        else (
            "resident",
            "a person's session, a role at the office for staff, or a machine's key for its office",
        )
    )
    return finished


def nothing_here(_request: HttpRequest, **_rest: str) -> HttpResponseBase:
    """Answer every other address under the API, its root included, with a problem instead of a page."""
    return problem(404, detail="The API has no such address; /api/v1/openapi.json lists them.")


def _patterns() -> list[URLPattern]:
    """Return ninja's addresses, each finished; the description says which ask for the session of a person."""
    described = api.get_openapi_schema(path_prefix="")["paths"]
    personal = {
        address.lstrip("/").replace("{", "<").replace("}", ">")
        for address, operations in described.items()
        if any("security" in operation for operation in operations.values())
    }
    tools = {
        address.lstrip("/").replace("{", "<").replace("}", ">")
        for address, operations in described.items()
        if any(TOOLS_TAG in operation.get("tags", ()) for operation in operations.values())
    }
    finished = []
    for pattern in api.urls[0]:
        address, name = str(pattern.pattern), getattr(pattern, "name", "")
        view = nothing_here if name == "api-root" else cast("View", pattern.callback)
        kept = _finished(view, is_public=address not in personal, is_for_other_sites=address in tools)
        finished.append(path(address, kept, name=name))
    return finished


urls = (
    [*_patterns(), path("<path:rest>", _finished(nothing_here, is_public=True), name="nothing")],
    "ninja",
    "api",
)
