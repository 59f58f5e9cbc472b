"""What tests of cases are played with: a municipality that has adopted financial aid, and people acting at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

PATIENCE = 60


@pytest.fixture
def town(db: None) -> object:
    """A municipality where residents can apply and cases can be decided."""
    from factories import financial_aid, organisations

    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def at_once() -> Callable[..., list[object]]:
    """Run functions in threads that set off together; what each returned or raised comes back in their order."""

    def run(*jobs: Callable[[], object]) -> list[object]:
        start = threading.Barrier(len(jobs))
        ends: list[object] = [None] * len(jobs)

        def one(place: int, job: Callable[[], object]) -> None:
            try:
                start.wait(PATIENCE)
                ends[place] = job()
            except Exception as error:
                ends[place] = error
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=job) for job in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        return ends

    return run
