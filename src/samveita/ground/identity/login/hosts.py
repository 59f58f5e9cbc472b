"""Which hosts a login may begin on and return to: the central one, the portal's, and municipalities' own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_central(request: HttpRequest) -> bool:
    """Whether the request came to the one host that is registered with the login service."""
    return request.get_host().lower() == urlsplit(settings.PUBLIC_ADDRESS).netloc.lower()


def is_ours(host: str) -> bool:
    """Whether a host (with or without port) is named by the settings; patterns such as ``.localhost`` don't count."""
    name = urlsplit(f"//{host}").hostname or ""
    return name in {known.lower() for known in settings.ALLOWED_HOSTS if not known.startswith((".", "*"))}


def address_on(host: str, path: str) -> str:
    """Return a whole address on one of our hosts, with the central host's scheme."""
    return f"{urlsplit(settings.PUBLIC_ADDRESS).scheme}://{host}{path}"


def own_path(address: str, otherwise: str = "/") -> str:
    """Return a path on this very host; anything that leads elsewhere becomes ``otherwise``."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and address.startswith("/") else otherwise
