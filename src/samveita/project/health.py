"""Three addresses for machines that watch: is the process alive, is it ready for people, and its figures.

They say nothing about anyone and need no sign-in; the figures ask for a token because they tell how much is done.
"""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from samveita.ground.identity.access import public
from samveita.ground.worklist.background import failed_for_good
from samveita.ground.worklist.heartbeat import DEAD_AFTER
from samveita.ground.worklist.models import WorkerHeartbeat
from samveita.project.metrics import multiprocess_directory


@public("says only that the process answers, and which release it is")
@require_GET
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process can answer at all."""
    return JsonResponse({"status": "live", "release": settings.RELEASE})


@public("says only whether people can be served")
@require_GET
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when people can be served, 503 with the reason when not.

    Tells, too, how many workers live and how many jobs of the last week used up their attempts.
    """
    problem = _problem()
    if problem:
        return JsonResponse({"status": "not ready", "reason": problem}, status=503)
    workers = WorkerHeartbeat.objects.filter(seen_at__gt=timezone.now() - DEAD_AFTER).count()
    return JsonResponse(
        {
            "status": "ready",
            "release": settings.RELEASE,
            "workers": workers,
            "failed_jobs": failed_for_good(),
        }
    )


def _problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations are waiting: run samveita migrate"
    except DatabaseError:
        return "the database does not answer"
    return ""


@public("asks for its own token; the figures name nobody")
@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give Prometheus its figures, to who carries the token; without a token set, the address does not exist."""
    if not settings.METRICS_TOKEN:
        raise Http404
    offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(offered.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = REGISTRY
    if multiprocess_directory():
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
