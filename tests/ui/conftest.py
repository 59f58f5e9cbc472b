"""The gallery as a real site: own server on loopback, strict content security policy, Chromium where it is needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import samveita.ui

STRICT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
CHROMIUM = Path("/usr/bin/chromium")


def pytest_configure(config: pytest.Config) -> None:
    for po in (Path(samveita.ui.__file__).parent / "locale").rglob("*.po"):
        compiled = po.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def with_strict_policy(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kept = [pair for pair in headers if pair[0].lower() != "content-security-policy"]
            return start_response(status, [*kept, ("Content-Security-Policy", STRICT_POLICY)], *rest)

        return application(environ, start)

    return answer


def addresses_with_languages() -> type:
    from django.conf.urls.i18n import i18n_patterns
    from django.urls import include, path

    gallery = path("", include("samveita.ui.web.gallery_urls"))
    addresses = [
        path("", include("samveita.ui.urls")),
        *i18n_patterns(gallery, prefix_default_language=False),
    ]
    return type("Addresses", (), {"urlpatterns": addresses})


@contextmanager
def gallery_settings() -> Iterator[None]:
    """Only what pages of the design layer need: the project's middleware asks for a database and a person."""
    from django.conf import settings
    from django.test import override_settings

    with override_settings(
        ROOT_URLCONF=addresses_with_languages(),
        MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"],
        SAMVEITA_GALLERY=True,
        ALLOWED_HOSTS=["testserver", "127.0.0.1"],
        SECURE_SSL_REDIRECT=False,
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        TEMPLATES=[
            {
                **settings.TEMPLATES[0],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
    ):
        yield


@pytest.fixture
def _gallery() -> Iterator[None]:
    with gallery_settings():
        yield


@pytest.fixture(scope="module")
def gallery_address() -> Iterator[str]:
    """Serves the gallery and the static files on a free port."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    with gallery_settings():
        application = with_strict_policy(StaticFilesHandler(WSGIHandler()))
        server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    return {"executable_path": str(CHROMIUM), "args": [*flags.split(), "--disable-sync"]}
