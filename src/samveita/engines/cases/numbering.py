"""Case numbers people can read out on the phone: year, service and a running number, such as ``2026-FA-000417``.

Numbers are given out by office, service and year under a row lock, in the transaction that makes the case, so that
none is given twice and none is lost to a crash.
"""

from __future__ import annotations

from samveita.engines.cases.models import Series
from samveita.ground.organisations.models import Organisation

PRACTICE_MARK = "ÆF"
"""Stands before the service's code in the numbers of practice cases."""


def next_number(*, office: Organisation, code: str, year: int, is_practice: bool = False) -> str:
    """Return the next number of an office's series; must be called inside the transaction that uses it.

    Practice has series of its own, so that its cases are known by their number: ``2026-ÆF-FA-000001``.
    """
    code = f"{PRACTICE_MARK}-{code}" if is_practice else code
    Series.objects.get_or_create(office=office, code=code, year=year)
    series = Series.objects.select_for_update().get(office=office, code=code, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{year}-{code}-{series.last:06d}"
