"""What the accounts want to know beyond the payment itself, told by each service of its own case.

A service registers one function in ``AppConfig.ready()``. One that registers none sends its payments without these facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingFacts:
    """Facts about the recipient; empty where the service does not know.

    Attributes:
        phone, email: how to reach her.
        employment: her employment in the service's own word, such as ``unemployed``.
        housing: how she lives, in the service's own word.
        personal_credit: personal tax credit used, kr.
    """

    phone: str = ""
    email: str = ""
    employment: str = ""
    housing: str = ""
    personal_credit: int | None = None


Teller = Callable[[Case, FrozenDecision], AccountingFacts]

FACTS: dict[str, Teller] = {}


def register_facts(service: str, teller: Teller) -> None:
    """Say who tells the facts of a service's cases.

    Raises:
        ValueError: when another function already does.
    """
    if FACTS.get(service, teller) is not teller:
        raise ValueError(f"the facts of {service!r} are registered twice")
    FACTS[service] = teller


def facts_of(case: Case, content: FrozenDecision) -> AccountingFacts:
    """Return the facts of a decided case, all empty when its service tells none."""
    teller = FACTS.get(case.service)
    return AccountingFacts() if teller is None else teller(case, content)
