"""A national id sent through every door of the log comes out masked, and no raw path is written."""

from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
import structlog

from samveita.project.logging import logging_settings

KENNITALA = "1201743399"
WRITTEN = (KENNITALA, "120174-3399")


@pytest.fixture
def written(settings):
    """What the log's own handler writes, at every level."""
    stream = io.StringIO()
    configuration = logging_settings(level="DEBUG", style="json")
    configuration["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(configuration)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.parametrize("kennitala", WRITTEN)
@pytest.mark.parametrize(
    "name", ["samveita.request", "django.request", "django.db.backends", "httpx", "someone.else"]
)
def test_no_logger_writes_a_kennitala(written, name, kennitala):
    logging.getLogger(name).error("Found %s at %s", kennitala, "here")
    logging.getLogger(name).error(f"Found {kennitala}", extra={"person": kennitala})  # noqa: G004
    structlog.get_logger(name).error("found", person=kennitala, nested={"ids": [kennitala]})
    try:
        raise ValueError(f"no person {kennitala}")
    except ValueError:
        logging.getLogger(name).exception("failed")
        structlog.get_logger(name).exception("failed")

    lines = written.getvalue()
    assert [form for form in WRITTEN if form in lines] == []
    assert all(json.loads(line) for line in lines.splitlines())


@pytest.mark.django_db
def test_a_request_is_logged_by_its_pattern(written, client):
    client.get(f"/skjalaveita/{KENNITALA}/documents/x")
    client.get(f"/engin/slik/sida/{KENNITALA}/")

    events = [json.loads(line) for line in written.getvalue().splitlines()]
    routes = [event["route"] for event in events if event["event"] == "request"]
    assert routes == ["/^skjalaveita/(?P<kennitala>[^/]*)/documents/(?P<document_id>[^/]*)$", None]
    assert "/documents/x" not in written.getvalue()
    assert "slik" not in written.getvalue()


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_answered_with_400_and_no_noise(written, client):
    answer = client.get("/", headers={"host": f"{KENNITALA}.example.com"})

    assert answer.status_code == 400
    assert [json.loads(line)["event"] for line in written.getvalue().splitlines()] == ["request"]


def test_an_error_is_told_to_its_recipients_once_in_a_while_and_masked(settings, written, mailoutbox):
    settings.ADMINS = [("vakt@example.is", "vakt@example.is")]
    logging.getLogger("someone.else").warning("Nothing much")
    logging.getLogger("someone.else").error("No person %s", KENNITALA)
    logging.getLogger("someone.else").error("The same again")

    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["vakt@example.is"], "[Samveita] someone.else")
    ]
    assert KENNITALA not in mailoutbox[0].body
