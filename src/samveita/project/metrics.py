"""Figures about requests for Prometheus: how many, how slow, by route pattern and status; never by person.

With several web processes the figures meet in a folder, which ``samveita serve`` empties before it starts them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

REQUESTS = Counter("samveita_requests_total", "Requests served.", ["method", "route", "status"])
SECONDS = Histogram("samveita_request_seconds", "Time to answer a request.", ["method", "route"])
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def multiprocess_directory() -> str:
    """Return the folder where several processes put their figures, or nothing for one process."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


class MetricsMiddleware:
    """Counts each request under the pattern it matched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve and count."""
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = f"/{match.route}" if match else "unmatched"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method=method, route=route, status=response.status_code).inc()
        SECONDS.labels(method=method, route=route).observe(time.perf_counter() - started)
        return response
