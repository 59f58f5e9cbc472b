"""Generated requests against the API's own description: no server error, nothing that the description does not tell.

The seed is fixed and examples are few, so that the run stays short; every operation is asked as nobody, as a resident
with a case and as staff of the office that handles it.
"""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from factories import cases, financial_aid, organisations, people
from samveita.project.wsgi import application

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "developer" / "openapi.json"
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]


@pytest.fixture
def one_connection(db):
    """Keep the test's own connection through real requests, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def askers(one_connection):
    """Cookies of nobody, of a resident and of staff; the last two ask for things that exist."""
    office = financial_aid.adopted(organisations.municipality())
    anna = people.person()
    case = cases.submitted_case(office, anna)
    name, there = settings.SESSION_COOKIE_NAME, {"slug": office.slug, "uid": str(case.uid)}
    browsers = [people.browser_of(anna), people.browser_of(people.staff(office))]
    return [({}, {}), *(({name: browser.cookies[name].value}, there) for browser in browsers)]


schema = schemathesis.openapi.from_path(CONTRACT)
schema.app = application


@schema.parametrize()
@hypothesis.settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_no_request_surprises_the_api(case, askers):
    for cookies, there in askers:
        for parameter in set(case.path_parameters) & set(there):
            case.path_parameters[parameter] = there[parameter]
        case.call_and_validate(cookies=cookies, checks=CHECKS)
