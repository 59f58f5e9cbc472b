"""Parameter sets on the sharing mechanism: what is published wins over what is shipped."""

from __future__ import annotations

from datetime import date

import pytest

from factories import organisations
from samveita.engines.rulebook.central import PERSONAL_CREDIT, WITHHOLDING_RATE, tax_parameters
from samveita.engines.rulebook.parameters import Parameter, ParameterSheet, Source, Unit
from samveita.engines.rulebook.published import PARAMETER_SETS, published_over
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.models import Kind
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland.texts import Text

SYSTEM, DAY = Actor.system("test"), date(2027, 1, 15)


@pytest.mark.django_db
def test_a_published_central_set_replaces_the_keys_it_names() -> None:
    association = organisations.municipality("samband")
    association.kind = Kind.ASSOCIATION
    association.save()
    credit = Parameter(
        key=PERSONAL_CREDIT,
        unit=Unit.KRONUR_PER_MONTH,
        value="75000",
        valid_from=date(2027, 1, 1),
        source=Source(title="Sýnigögn"),
    )
    document = start(
        actor=SYSTEM,
        kind=PARAMETER_SETS.name,
        key="tax",
        owner=association,
        title=Text(is_="Skattar", en="Taxes", pl="Podatki"),
    )
    draft = save_draft(
        actor=SYSTEM,
        document=document,
        content=ParameterSheet(parameters=(credit,)),
        source=SourceNote(title="Sýnigögn"),
    )
    publish(actor=SYSTEM, version=approve(actor=SYSTEM, version=draft), valid_from=date(2027, 1, 1))

    in_force = published_over(tax_parameters(), key="tax", on=DAY)

    assert in_force.at(PERSONAL_CREDIT, DAY).whole() == 75_000
    assert in_force.find(WITHHOLDING_RATE, date(2026, 6, 1)) is not None


@pytest.mark.django_db
def test_without_a_published_set_the_shipped_one_holds() -> None:
    assert list(published_over(tax_parameters(), key="tax", on=DAY)) == list(tax_parameters())
