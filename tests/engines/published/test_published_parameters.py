"""Parameters on the sharing mechanism: which level's value holds, and what is only shipped."""

from __future__ import annotations

from datetime import date

import pytest

from factories import financial_aid, organisations
from samveita.engines.rulebook import editing
from samveita.engines.rulebook.central import (
    HIGHER_RATES,
    PERSONAL_CREDIT,
    WITHHOLDING_RATE,
    WITHHOLDING_TAX,
    WithholdingTax,
)
from samveita.engines.rulebook.declaring import ParameterKind
from samveita.engines.rulebook.parameters import Level, ParameterError
from samveita.engines.rulebook.published import held, parameters_in_force
from samveita.ground.audit.actors import Actor
from samveita.ground.sharing.kinds import SourceNote
from samveita.services.financial_aid.parameter_fields import PARAMETERS

pytestmark = pytest.mark.django_db

SYSTEM, DAY = Actor.system("test"), date(2027, 1, 15)
NEXT_YEAR = WithholdingTax(rate_1="31.5", personal_credit=75_000, unverified=("personal_credit",))
SOURCE = SourceNote(title="Skatturinn, sýnidæmi", url="https://example.is/2027", as_of=date(2026, 12, 20))


@pytest.fixture
def association():
    return organisations.association()


def in_effect(kind: ParameterKind, owner, document, *, valid_from, valid_to=None):
    draft = editing.save(actor=SYSTEM, kind=kind, owner=owner, document=document, source=SOURCE)
    approved = editing.approve(actor=SYSTEM, version=draft)
    return editing.take_effect(
        actor=SYSTEM, kind=kind, version=approved, valid_from=valid_from, valid_to=valid_to
    )


def test_what_is_shipped_holds_until_the_association_publishes_a_year():
    shipped = parameters_in_force(WITHHOLDING_TAX, on=date(2026, 6, 1))

    rate = shipped.at(WITHHOLDING_RATE, date(2026, 6, 1))
    assert (rate.value, rate.level) == ("31.49", Level.CENTRAL)
    with pytest.raises(ParameterError, match="no value on 2027-01-15"):
        parameters_in_force(WITHHOLDING_TAX, on=DAY).at(WITHHOLDING_RATE, DAY)


def test_a_published_year_has_its_source_its_marks_and_ends_with_the_year(association):
    in_effect(WITHHOLDING_TAX, association, NEXT_YEAR, valid_from=date(2027, 1, 1))

    found = parameters_in_force(WITHHOLDING_TAX, on=DAY)

    rate, credit = found.at(WITHHOLDING_RATE, DAY), found.at(PERSONAL_CREDIT, DAY)
    assert (rate.value, rate.source.url, rate.source.published) == (
        "31.5",
        "https://example.is/2027",
        date(2026, 12, 20),
    )
    assert (rate.status, credit.status, credit.valid_to) == ("verified", "unverified", date(2027, 12, 31))
    with pytest.raises(ParameterError):
        parameters_in_force(WITHHOLDING_TAX, on=date(2028, 1, 1)).at(PERSONAL_CREDIT, date(2028, 1, 1))
    with pytest.raises(ParameterError):
        found.at(HIGHER_RATES[0], DAY)


def test_the_nearest_level_wins_key_by_key(association):
    municipality = organisations.municipality()
    central = financial_aid.parameters()
    own = financial_aid.parameters(previous_month_days=3, categories=())
    in_effect(PARAMETERS, association, central, valid_from=date(2026, 1, 1))
    in_effect(PARAMETERS, municipality, own, valid_from=date(2027, 1, 1))

    found = parameters_in_force(PARAMETERS, on=DAY, municipality=municipality)

    base = found.at("financial_aid.categories.own_home.individual", DAY)
    month = found.at("financial_aid.previous_month_days", DAY)
    assert (base.whole(), base.level) == (240_000, Level.CENTRAL)
    assert (month.whole(), month.level) == (3, Level.MUNICIPALITY)
    assert [one.level for one in held(PARAMETERS, on=DAY, municipality=municipality)] == [
        Level.MUNICIPALITY,
        Level.CENTRAL,
    ]


def test_an_office_may_not_set_what_belongs_to_the_municipality(association):
    office = organisations.joint_office(organisations.municipality())

    with pytest.raises(editing.ParametersRefused):
        editing.save(
            actor=SYSTEM, kind=PARAMETERS, owner=office, document=financial_aid.parameters(), source=SOURCE
        )


def test_a_planned_change_holds_from_its_day_and_leaves_the_days_before_alone():
    municipality = organisations.municipality()
    in_effect(PARAMETERS, municipality, financial_aid.parameters(), valid_from=date(2026, 1, 1))
    changed = financial_aid.parameters(december_percent="30")
    in_effect(PARAMETERS, municipality, changed, valid_from=date(2026, 7, 1), valid_to=date(2026, 12, 31))

    values = [
        parameters_in_force(PARAMETERS, on=day, municipality=municipality).find(
            "financial_aid.december_percent", day
        )
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1))
    ]

    assert [value and value.value for value in values] == ["25", "30", None]
    stand = editing.standing(PARAMETERS, municipality, on=date(2026, 2, 1))
    assert ([one.valid_from for one in stand.planned], stand.open) == ([date(2026, 7, 1)], None)


def test_a_draft_that_is_undone_changes_nothing_and_stays_in_the_history():
    municipality = organisations.municipality()
    in_effect(PARAMETERS, municipality, financial_aid.parameters(), valid_from=date(2026, 1, 1))
    changed = financial_aid.parameters(december_percent="30")
    draft = editing.save(actor=SYSTEM, kind=PARAMETERS, owner=municipality, document=changed, source=SOURCE)

    editing.undo(actor=SYSTEM, version=draft)

    stand = editing.standing(PARAMETERS, municipality, on=DAY)
    assert (stand.open, stand.valid.number, stand.document.versions.count()) == (None, 1, 2)


def test_two_versions_never_take_effect_on_the_same_day():
    municipality = organisations.municipality()
    in_effect(PARAMETERS, municipality, financial_aid.parameters(), valid_from=date(2026, 1, 1))

    with pytest.raises(editing.ParametersRefused, match="sama dag"):
        in_effect(PARAMETERS, municipality, financial_aid.parameters(), valid_from=date(2026, 1, 1))
