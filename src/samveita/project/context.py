"""What every template may know about the installation itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def installation(_request: HttpRequest) -> dict[str, object]:
    """Say whether this is a demonstration, so that every page can show it, and which release runs."""
    return {"is_demonstration": settings.MODE == "demo", "release": settings.RELEASE}
