"""The security server: takes a REST message, checks it in the order the software does, and passes it on (reference 7).

No ``X-Road-Error`` header means that the register itself answered, whatever the status. Error codes are spelled as in
7.7 or, by switch, as in 7.8; bodies are JSON, or XML when the caller prefers it.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import unquote
from xml.sax.saxutils import escape

from samveita.simulators.markup import Markup, element
from samveita.simulators.pages import page, table
from samveita.simulators.server import Answer, Request, Route, Simulator, json_answer, page_answer
from samveita.simulators.tokens import BadToken, TrustedIssuers
from samveita.simulators.xroad.directory import INSTANCE, Directory, Service, may_call
from samveita.simulators.xroad.request_hash import request_hash

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
METASERVICES = ("listMethods", "allowedMethods", "getOpenAPI")
ADDRESS_PARTS = 5


@dataclass(frozen=True, slots=True)
class XRoadError(Exception):
    """X-Road itself failed; ``code`` in the old spelling."""

    code: str
    message: str


class SecurityServer:
    """Routes, metaservices and the pass-through of ``/r1/``."""

    def __init__(self, simulator: Simulator, directory: Directory) -> None:
        self.simulator = simulator
        self.directory = directory
        configuration = simulator.configuration
        self.issuers = TrustedIssuers(configuration.authority, configuration.issuer)

    def routes(self) -> list[Route]:
        """Return the routes of the protocol."""
        return [
            Route("GET", "/listClients", self.list_clients),
            *[Route(method, "/r1/{address:rest}", self.message) for method in METHODS],
        ]

    def list_clients(self, request: Request) -> Answer:
        """List members and subsystems."""
        wanted = request.query.get("xRoadInstance", INSTANCE)
        members = [_client_entry(identifier, name) for identifier, name in self.directory.clients()]
        return json_answer({"member": members if wanted == INSTANCE else []})

    def message(self, request: Request) -> Answer:
        """Carry one message to its service and the answer back, with the headers of the protocol."""
        message_id = request.header("X-Road-Id") or f"{INSTANCE}-{uuid.uuid4()}"
        request_id = str(uuid.uuid4())
        parts = [unquote(part) for part in request.parts["address"].split("/", ADDRESS_PARTS)]
        lines = [("X-Road-Id", message_id), ("X-Road-Request-Id", request_id)]
        try:
            answer = self._carried(request, parts)
        except XRoadError as error:
            return _error_answer(request, error).with_headers(*lines)
        digest = request_hash(
            method=request.method,
            target=request.target,
            headers=request.headers,
            request_id=request_id,
            message_id=message_id,
            body=request.body,
        )
        lines += [("X-Road-Service", "/".join(parts[:ADDRESS_PARTS])), ("X-Road-Request-Hash", digest)]
        lines.append(("X-Road-Client", request.header("X-Road-Client")))
        own = tuple(line for line in answer.headers if not line[0].lower().startswith("x-road-"))
        return replace(answer, headers=(*own, *lines))

    def _carried(self, request: Request, parts: list[str]) -> Answer:
        client = unquote(request.header("X-Road-Client"))
        if not client:
            raise XRoadError("Server.ClientProxy.InvalidClientIdentifier", "Missing X-Road-Client")
        if len(parts) < ADDRESS_PARTS or not all(parts[:ADDRESS_PARTS]):
            raise XRoadError("Server.ClientProxy.InternalError", "Malformed request path")
        if "xroad_error" in request.faults:
            raise XRoadError(request.faults["xroad_error"].detail, "Simulated fault")
        if not self.directory.known_client(client):
            raise XRoadError("Server.ClientProxy.UnknownMember", f"Client '{client}' not found")
        subsystem, code = "/".join(parts[:4]), parts[4]
        if not self.directory.known_provider(subsystem):
            raise XRoadError(
                "Server.ClientProxy.UnknownMember", f"Could not find addresses for '{subsystem}'"
            )
        path = "/" + request.path.split("/", ADDRESS_PARTS + 2)[-1] if len(parts) > ADDRESS_PARTS else ""
        if code in METASERVICES and not path:
            return self._metaservice(request, subsystem, code, client)
        service = self.directory.service(subsystem, code)
        named = f"SERVICE:{subsystem}/{code}"
        if service is None:
            raise XRoadError("Server.ServerProxy.UnknownService", f"Unknown service: {named}")
        if not service.allows(client, request.method, path):
            raise XRoadError("Server.ServerProxy.AccessDenied", f"Request is not allowed: {named}")
        return self._provided(request, service, path)

    def _provided(self, request: Request, service: Service, path: str) -> Answer:
        """Let the register answer, which checks its own bearer token first."""
        if service.scope and not self._holds(request, service.scope):
            body = {
                "type": "https://tools.ietf.org/html/rfc7235#section-3.1",
                "title": "Unauthorized",
                "status": 401,
            }
            return json_answer(body, 401, "application/problem+json").with_headers(
                ("WWW-Authenticate", "Bearer")
            )
        if "no_data" in request.faults:
            status = (
                int(request.faults["no_data"].detail) if request.faults["no_data"].detail.isdecimal() else 204
            )
            return (
                Answer(204) if status == 204 else json_answer({"code": status, "message": "No data"}, status)
            )
        return service.provide(request, path)

    def _holds(self, request: Request, scope: str) -> bool:
        kind, _, token = request.header("Authorization").partition(" ")
        try:
            audience = scope.removesuffix("/.default")
            self.issuers.read(
                token.strip() if kind.lower() == "bearer" else "", audience=audience, scope=scope
            )
        except BadToken:
            return False
        return True

    def _metaservice(self, request: Request, subsystem: str, code: str, client: str) -> Answer:
        services = [service for service in self.directory.services if service.subsystem == subsystem]
        if code == "getOpenAPI":
            wanted = self.directory.service(subsystem, request.query.get("serviceCode", ""))
            if wanted is None:
                raise XRoadError("Server.ServerProxy.UnknownService", "serviceCode")
            return json_answer(_openapi(wanted))
        if code == "allowedMethods" and not may_call(client):
            services = []
        return json_answer({"service": [_method_entry(service) for service in services]})


class DirectoryPage:
    """A page for people: services and who may call them."""

    def __init__(self, simulator: Simulator, directory: Directory) -> None:
        self.simulator = simulator
        self.directory = directory

    def routes(self) -> list[Route]:
        """Return the page's route."""
        return [Route("GET", "/directory", self.show, national=False)]

    def show(self, request: Request) -> Answer:
        """Show the directory."""
        say = request.say
        title = say("Þjónustur og aðgangsheimildir", "Services and access rights")
        services: list[list[str | Markup]] = [
            [
                service.title,
                element("code", f"{service.subsystem}/{service.code}"),
                ", ".join(f"{method} {pattern}" for method, pattern in service.endpoints),
                element("code", service.scope) if service.scope else "–",
            ]
            for service in self.directory.services
        ]
        clients: list[list[str | Markup]] = [
            [
                name,
                element("code", identifier),
                say("já", "yes") if may_call(identifier) else say("nei", "no"),
            ]
            for identifier, name in self.directory.clients()
        ]
        headings = [
            say("Þjónusta", "Service"),
            say("Slóð", "Path"),
            say("Köll", "Calls"),
            say("Heimild í tókni", "Token scope"),
        ]
        whole = page(
            request,
            self.simulator.configuration,
            "xroad",
            title,
            table(say("Þjónustur", "Services"), headings, services),
            table(
                say("Aðilar og undirkerfi", "Members and subsystems"),
                [say("Heiti", "Name"), say("Auðkenni", "Identifier"), say("Má kalla", "May call")],
                clients,
            ),
            wide=True,
        )
        return page_answer(whole, request)


def new_spelling(code: str) -> str:
    """Return an error code as 7.8.0 spells it: ``Server.ServerProxy.AccessDenied`` → ``server.serverproxy.access_denied``."""
    first, *rest = code.split(".")
    proxy = [part.lower() for part in rest[:1]]
    return ".".join(
        [first.lower(), *proxy, *(re.sub(r"(?<!^)(?=[A-Z])", "_", part).lower() for part in rest[1:])]
    )


def _error_answer(request: Request, error: XRoadError) -> Answer:
    code = new_spelling(error.code) if "xroad_new_spelling" in request.faults else error.code
    status = 500 if code.lower().startswith("server.") else 400
    detail = str(uuid.uuid4())
    header = ("X-Road-Error", code)
    accepted = request.header("Accept")
    if "xroad_xml" in request.faults or any(
        kind in accepted for kind in ("text/xml", "application/xml", "text/*")
    ):
        children = "".join(
            f"<{name}>{escape(value)}</{name}>"
            for name, value in (("type", code), ("message", error.message), ("detail", detail))
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?><error>{children}</error>'
        return Answer(status, body.encode(), (("Content-Type", "text/xml;charset=utf-8"), header))
    shown = {"type": code, "message": error.message, "detail": detail}
    return json_answer(shown, status, "application/json;charset=utf-8").with_headers(header)


def _client_entry(identifier: str, name: str) -> dict[str, object]:
    instance, member_class, code, *subsystem = identifier.split("/")
    entry = {"xroad_instance": instance, "member_class": member_class, "member_code": code}
    if subsystem:
        entry |= {"subsystem_code": subsystem[0]}
    return {"id": {**entry, "object_type": "SUBSYSTEM" if subsystem else "MEMBER"}, "name": name}


def _method_entry(service: Service) -> dict[str, object]:
    subsystem = cast("dict[str, object]", _client_entry(service.subsystem, "")["id"])
    endpoints = [{"method": method, "path": pattern} for method, pattern in service.endpoints]
    return {
        **subsystem,
        "service_code": service.code,
        "service_type": "OPENAPI",
        "object_type": "SERVICE",
        "endpoint_list": endpoints,
    }


def _openapi(service: Service) -> dict[str, object]:
    paths = {
        pattern: {method.lower(): {"responses": {"200": {"description": "OK"}}}}
        for method, pattern in service.endpoints
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{service.title} (hermir)", "version": "1.0.0"},
        "paths": paths,
    }
