"""The technical log: one JSON line per event, with a request id and the route's pattern, never a person.

The path of a request may hold a national id (the mailbox asks for ``/{kennitala}/documents/…``), so the path is never
logged, only the pattern it matched. Whatever still slips into a message or a traceback is masked by the last processor
before the line is written. What happened to whom is the business of ``samveita.ground.audit``, not of this log.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.core.mail import mail_admins
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

from samveita.iceland.kennitala import mask_in

REQUEST_ID_HEADER = "X-Request-ID"
SECONDS_BETWEEN_LETTERS = 600.0
log = structlog.get_logger("samveita.request")


def mask_kennitolur(_logger: WrappedLogger, _name: str, line: str) -> str:
    """Mask every national id in a finished log line, wherever it came from."""
    return mask_in(line)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_request_objects,
    ]


def _without_request_objects(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Drop what Django attaches to its own records: the request prints its raw path."""
    for key in ("request", "server_time"):
        event.pop(key, None)
    return event


def _render(logger: WrappedLogger, name: str, event: EventDict) -> str:
    """Write one JSON line with Icelandic letters as they are, then mask."""
    return mask_kennitolur(logger, name, json.dumps(event, ensure_ascii=False, default=str))


def _render_for_people(logger: WrappedLogger, name: str, event: EventDict) -> str:
    written = structlog.dev.ConsoleRenderer(colors=False)(logger, name, event)
    return mask_kennitolur(logger, name, str(written))


def logging_settings(*, level: str, style: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything on standard error, errors to their recipients too, the same masked line.

    Two of Django's loggers are never let down to DEBUG: there they write templates' contexts and queries' values.
    """
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer = _render if style == "json" else _render_for_people
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": [*_shared(), structlog.stdlib.PositionalArgumentsFormatter()],
    }
    quiet = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_raw_path": {"()": "samveita.project.logging.WithoutRawPath"}},
        "formatters": {"line": formatter},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_raw_path"],
            },
            "recipients": {
                "class": "samveita.project.logging.TellRecipients",
                "level": "ERROR",
                "formatter": "line",
                "filters": ["without_raw_path"],
            },
        },
        "root": {"handlers": ["stderr", "recipients"], "level": level},
        "loggers": {
            "django": {**quiet, "level": level},
            "django.server": {**quiet, "level": "ERROR"},
            # A stranger's mistake or scan: the request's own line tells of it.
            "django.security.DisallowedHost": {**quiet, "level": "CRITICAL"},
            "django.template": {**quiet, "level": "INFO"},
            "django.db.backends": {**quiet, "level": "INFO"},
            "httpx": {**quiet, "level": "WARNING"},
            "httpcore": {**quiet, "level": "WARNING"},
        },
    }


class WithoutRawPath:
    """Replaces Django's own request messages ("Not Found: /path") by ones without the path."""

    def filter(self, record: Any) -> bool:
        """Keep the record, but let its message say only what kind of refusal it was."""
        if record.name in {"django.request", "django.security.csrf"} or record.name.startswith(
            "django.security."
        ):
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{record.name} {status}".strip(), ()
        return True


class TellRecipients(logging.Handler):
    """Sends an error's line by e-mail to ``SAMVEITA_ERROR_RECIPIENTS``, at most one letter in ten minutes and process.

    Django's own handler is not used: its letters carry the request, with what people wrote.
    """

    def __init__(self) -> None:
        super().__init__()
        self._next = float("-inf")
        self._sending = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Send, unless a letter went a moment ago or the error is that of sending one; failing to send stops nobody."""
        now = time.monotonic()
        if now < self._next or getattr(self._sending, "under_way", False):
            return
        self._next, self._sending.under_way = now + SECONDS_BETWEEN_LETTERS, True
        try:
            mail_admins(record.name, self.format(record), fail_silently=True)
        except Exception:
            self.handleError(record)
        finally:
            self._sending.under_way = False


class RequestLogMiddleware:
    """Gives each request an id, binds it to every line written meanwhile, and writes one line at its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request with its id bound; the id also goes out as a header for support calls."""
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response[REQUEST_ID_HEADER] = request_id
            match = request.resolver_match
            log.info(
                "request",
                method=request.method,
                route=f"/{match.route}" if match else None,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )
            return response
        finally:
            structlog.contextvars.clear_contextvars()
