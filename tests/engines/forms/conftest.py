"""A municipality that takes the sample application, a resident, and what the registers know of her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from engines.forms.sample_forms import EVERYTHING, text

SALKA_FACTS = {"registry.name": "Salka Ýr", "account.email": "salka@daemi.is"}


@dataclass
class Register:
    """What the registers answer, how often they were asked, and whether they answer at all."""

    facts: dict[str, Any] = field(default_factory=lambda: dict(SALKA_FACTS))
    asked: int = 0
    is_down: bool = False

    def __call__(self, actor: object, person: object, municipality: object, draft: object) -> dict[str, Any]:
        from samveita.engines.forms.registry import FactsUnavailable, KnownFact

        self.asked += 1
        if self.is_down:
            raise FactsUnavailable
        return {
            name: KnownFact(value, text("Þjóðskrá"), date(2026, 12, 14)) for name, value in self.facts.items()
        }


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def service(register: Register, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The sample service in catalogue and forms, for the length of a test."""
    from samveita.engines.forms.registry import FORMS, RegisteredForm
    from samveita.ground.catalogue.declaring import SERVICES, Service

    declared = Service(
        key="sample_service",
        slug="prufa",
        name=text("Prufuumsókn"),
        summary=text("Umsókn til að prófa."),
        code="PR",
        for_whom=text("Öll"),
        takes=text("Fimm mínútur"),
        legal_basis=text("Engin"),
    )
    monkeypatch.setitem(SERVICES, declared.key, declared)
    monkeypatch.setitem(FORMS, declared.key, RegisteredForm(declared.key, EVERYTHING, register))
    return declared


@pytest.fixture
def make_municipality(django_db_setup: None, service: Any) -> Callable[..., Any]:
    """Make a municipality that has adopted the sample service; the test brings its own database."""
    from samveita.ground.catalogue.models import Adoption, AdoptionState
    from samveita.ground.organisations.documents import Cases, OrganisationNames
    from samveita.ground.organisations.models import Kind, Organisation
    from samveita.iceland import clock

    def make(slug: str, **values: object) -> Any:
        cases = Cases(nominative=slug, accusative=slug, dative=slug, genitive=slug)
        names = OrganisationNames(short=cases, official=cases, en=slug, pl=slug)
        made = Organisation.objects.create(kind=Kind.MUNICIPALITY, slug=slug, names=names, **values)
        Adoption.objects.create(
            organisation=made, offering=service.key, state=AdoptionState.LIVE, since=clock.today()
        )
        return made

    return make


@pytest.fixture
def make_resident(django_db_setup: None) -> Callable[..., Any]:
    """Make a person by name."""
    from samveita.ground.identity.models import Person
    from samveita.iceland import clock

    return lambda name: Person.objects.create(name=name, created_at=clock.now())
