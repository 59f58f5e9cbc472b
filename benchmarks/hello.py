"""The peer of the served pages: the smallest Django there is, one view that answers "hello", no middleware, no database."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(_request: HttpRequest) -> HttpResponse:
    """Answer."""
    return HttpResponse("hello")


settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="for a benchmark on loopback",
    MIDDLEWARE=[],
)
urlpatterns = [path("", hello)]
application = get_wsgi_application()
