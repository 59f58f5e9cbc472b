"""The payments of a case as a part of its resident's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from samveita.engines.cases.models import Case
from samveita.engines.payments.queries import lines_of


def payments_part(request: HttpRequest, case: Case) -> str:
    """Return the payments of a case as HTML; nothing when it pays nothing."""
    lines = lines_of(case)
    if not lines:
        return ""
    return render_to_string("payments/part.html", {"lines": lines, "case": case}, request=request)
