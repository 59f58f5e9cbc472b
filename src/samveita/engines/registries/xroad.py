"""Client of the X-Road security server (Straumurinn): one request, one answer or one typed error.

It speaks the REST message protocol: the address, the headers and the errors of X-Road in both spellings (CamelCase up
to 7.7, lower case with underscores from 7.8, JSON or XML). It knows nothing about any register. Redirects are never
followed, because they would leave the security server. Format: X-Road REST message protocol 1.0.4 and the behaviour of
releases 7.4 to 7.8.
"""

from __future__ import annotations

import json
import ssl
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
import httpx
from defusedxml import DefusedXmlException

from samveita.engines.registries.answers import (
    Answer,
    Evidence,
    FaultKind,
    Origin,
    RegistryError,
    sha256_of,
)
from samveita.iceland import clock

USUAL_TIMEOUT = 10.0
"""Seconds for Þjóðskrá and other quick registers."""
SERVICE_PARTS = 5

_BY_LAST_PART: dict[str, FaultKind] = {
    "unknownmember": FaultKind.CONFIGURATION,
    "invalidclientidentifier": FaultKind.PROGRAMMING,
    "sslauthenticationfailed": FaultKind.CONFIGURATION,
    "outdatedglobalconf": FaultKind.LATER,
    "globalconfoutdated": FaultKind.LATER,
    "accessdenied": FaultKind.CONFIGURATION,
    "unknownservice": FaultKind.CONFIGURATION,
    "servicedisabled": FaultKind.LATER,
    "servicetype": FaultKind.PROGRAMMING,
    "maintenancemode": FaultKind.LATER,
    "networkerror": FaultKind.RETRY,
    "ioerror": FaultKind.RETRY,
    "httperror": FaultKind.RETRY,
    "internalerror": FaultKind.RETRY,
    "databaseerror": FaultKind.RETRY,
}


def normalise_code(code: str) -> str:
    """Return an X-Road error code in the one spelling we compare: lower case, no underscores."""
    return code.strip().lower().replace("_", "")


def kind_of_code(code: str) -> FaultKind:
    """Class an X-Road error code of either spelling.

    A code nobody has told us about is tried again: attempts are limited, and the last one ends on somebody's desk.
    """
    parts = normalise_code(code).split(".")
    if parts[0] == "client":
        return FaultKind.PROGRAMMING
    if "servicefailed" in parts:
        return FaultKind.RETRY
    return _BY_LAST_PART.get(parts[-1], FaultKind.RETRY)


@dataclass(frozen=True, slots=True)
class Errand:
    """On whose behalf a call is made; both values appear in the logs of every server on the way.

    Attributes:
        user: pseudonym of the person behind the call, with its two-letter country prefix; never a kennitala unless
            the register demands one.
        issue: number of the case or draft that caused the call.
    """

    user: str
    issue: str

    def __post_init__(self) -> None:
        for name, value in (("user", self.user), ("issue", self.issue)):
            if not value or not value.isascii() or not value.isprintable():
                raise ValueError(f"an errand's {name} must be printable ASCII, and not empty")


@dataclass(frozen=True, slots=True)
class XRoadClient:
    """One client subsystem at one security server.

    Attributes:
        base_url: address of the security server as our system reaches it.
        client: our subsystem, ``instance/class/code/subsystem``.
        verify: how the server's certificate is checked; a context with our own certificate for mutual TLS, ``True``
            for the system's authorities.
    """

    base_url: str
    client: str
    verify: ssl.SSLContext | bool = True
    _http: httpx.Client = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        http = httpx.Client(verify=self.verify, follow_redirects=False, trust_env=False)
        object.__setattr__(self, "_http", http)

    def close(self) -> None:
        """Close the kept connections."""
        self._http.close()

    def get(
        self,
        service: str,
        path: str,
        *,
        errand: Errand,
        headers: Mapping[str, str] | None = None,
        timeout: float = USUAL_TIMEOUT,
    ) -> Answer:
        """Ask a service once.

        Args:
            service: full service path, ``instance/class/code/subsystem/service``; anything after the fifth part is
                the beginning of every path at that service.
            path: path below the service with a leading slash, its parts already percent-encoded where needed.
            errand: on whose behalf and for which case.
            headers: further headers for the service itself, for example ``Authorization``.
            timeout: seconds for each of connecting, sending and waiting.

        Returns:
            Whatever the service answered, its own errors included.

        Raises:
            RegistryError: X-Road itself failed (told by ``X-Road-Error``, whatever the status), or the wire did.
        """
        message_id = str(uuid.uuid4())
        try:
            response = self._http.get(
                self.base_url.rstrip("/") + "/r1/" + _encoded(service, SERVICE_PARTS) + path,
                headers={
                    "Accept": "application/json",
                    **(headers or {}),
                    "X-Road-Client": _encoded(self.client),
                    "X-Road-Id": message_id,
                    "X-Road-UserId": errand.user,
                    "X-Road-Issue": errand.issue,
                },
                timeout=timeout,
            )
        except httpx.RequestError as fault:
            raise RegistryError(
                kind=FaultKind.RETRY, origin=Origin.WIRE, notice=type(fault).__name__, message_id=message_id
            ) from fault
        return _interpret(response, service=service, message_id=message_id)


def _interpret(response: httpx.Response, *, service: str, message_id: str) -> Answer:
    """Turn a response into an answer, or raise when X-Road failed or answered another question."""
    if "X-Road-Error" in response.headers:
        raise _xroad_fault(response, message_id)
    if response.headers.get("X-Road-Id", message_id) != message_id:
        raise RegistryError(
            kind=FaultKind.RETRY,
            origin=Origin.XROAD,
            code="echo",
            notice="the answer carries another X-Road-Id than the request",
            message_id=message_id,
        )
    return Answer(
        status=response.status_code,
        evidence=Evidence(
            service=service,
            message_id=message_id,
            request_hash=response.headers.get("X-Road-Request-Hash", ""),
            answer_sha256=sha256_of(response.content),
            fetched_at=clock.now(),
            answer=response.content,
        ),
    )


def _xroad_fault(response: httpx.Response, message_id: str) -> RegistryError:
    """Read X-Road's own error; the header carries the code, the body (JSON or XML) only explains."""
    told = _error_body(response.content)
    code = response.headers["X-Road-Error"] or told.get("type", "")
    return RegistryError(
        kind=kind_of_code(code),
        origin=Origin.XROAD,
        code=code,
        notice=told.get("message", ""),
        detail=told.get("detail", ""),
        message_id=message_id,
    )


def _error_body(content: bytes) -> dict[str, str]:
    """Return type, message and detail from an error body of either form; empty when it is neither."""
    try:
        told = json.loads(content)
    except ValueError:
        return _xml_error_body(content)
    if not isinstance(told, dict):
        return {}
    return {key: str(value) for key, value in told.items() if key in {"type", "message", "detail"}}


def _xml_error_body(content: bytes) -> dict[str, str]:
    try:
        root = defusedxml.ElementTree.fromstring(content)
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    told = {child.tag.rpartition("}")[2]: child.text or "" for child in root}
    return {key: told[key] for key in ("type", "message", "detail") if key in told}


def _encoded(identifier: str, least: int = 1) -> str:
    """Percent-encode each part of an X-Road identifier on its own.

    Raises:
        ValueError: when a part is empty or there are fewer parts than needed.
    """
    parts = identifier.strip("/").split("/")
    if len(parts) < least or not all(parts):
        raise ValueError(f"X-Road identifier needs {least} parts, none of them empty: {identifier!r}")
    return "/".join(quote(part, safe="") for part in parts)
