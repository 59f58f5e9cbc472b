from datetime import date

import pytest
from pydantic import ValidationError

from samveita.engines.rulebook.parameters import ParameterError, Source, Status
from samveita.ground.documents.stored import pack, unpack
from samveita.iceland.money import Rate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import (
    AidCategory,
    AidTable,
    FinancialAidParameters,
    HomeCircumstances,
)

NAME = Text(is_="Eigið húsnæði", en="Own home", pl="Własne mieszkanie")


def complete():
    return FinancialAidParameters(
        categories=tuple(
            AidCategory(
                code=kind.value,
                name=NAME,
                circumstances=kind,
                individual=240_000 - n,
                cohabitation=384_000 - n,
            )
            for n, kind in enumerate(HomeCircumstances)
        ),
        amounts_source=Source(title="Sýnigögn Samveitu"),
        rules_url="https://example.is/reglur",
        december_percent="25",
    )


def test_a_complete_document_lacks_nothing():
    assert complete().missing() == ()


def test_an_empty_document_lists_what_is_missing_in_plain_words():
    missing = FinancialAidParameters().missing()

    assert [item.field for item in missing] == [
        "categories.own_home",
        "categories.registered_lease",
        "categories.unregistered_lease",
        "categories.with_others",
        "categories.with_parents",
        "categories.unknown",
        "amounts_source",
        "december_percent",
        "rules_url",
    ]
    assert missing[0].sentence.is_ == "Skráðu fjárhæðir fyrir þau sem búa í eigin húsnæði."


def test_it_survives_being_stored():
    assert unpack(FinancialAidParameters, pack(complete())) == complete()


def test_the_base_amount_carries_its_source_and_its_days():
    parameters = complete().model_copy(update={"unverified": ("categories.own_home",)})
    base, other = (
        parameters.base_amount(
            parameters.category_for(home), AidTable.COHABITATION, valid_from=date(2026, 1, 1)
        )
        for home in (HomeCircumstances.OWN_HOME, HomeCircumstances.REGISTERED_LEASE)
    )

    assert (base.whole(), base.source.title) == (384_000, "Sýnigögn Samveitu")
    assert (base.status, other.status) == (Status.UNVERIFIED, Status.VERIFIED)


def test_an_amount_nobody_entered_is_refused():
    category = AidCategory(code="own", name=NAME, circumstances=HomeCircumstances.OWN_HOME, individual=1)
    parameters = FinancialAidParameters(categories=(category,), amounts_source=Source(title="x"))

    with pytest.raises(ParameterError, match="has not been entered"):
        parameters.base_amount(category, AidTable.COHABITATION, valid_from=date(2026, 1, 1))


def test_zero_is_an_amount():
    category = AidCategory(
        code="parents", name=NAME, circumstances=HomeCircumstances.WITH_PARENTS, individual=0, cohabitation=0
    )
    parameters = FinancialAidParameters(categories=(category,), amounts_source=Source(title="x"))

    base = parameters.base_amount(category, AidTable.INDIVIDUAL, valid_from=date(2026, 1, 1))

    assert base.whole() == 0


def test_a_missing_december_supplement_is_not_taken_for_none():
    with pytest.raises(ParameterError, match="enter 0"):
        FinancialAidParameters().december_rate()
    assert FinancialAidParameters(december_percent="0").december_rate() == Rate(0, 0)


@pytest.mark.parametrize(
    "change", [{"december_percent": "101"}, {"december_percent": "x"}, {"december_month": 13}]
)
def test_impossible_settings_are_refused(change):
    with pytest.raises(ValidationError):
        FinancialAidParameters(**change)


@pytest.mark.parametrize("amount", [-1, 1.0, "240000", True, 10_000_000])
def test_an_amount_is_a_bounded_whole_number(amount):
    with pytest.raises(ValidationError):
        AidCategory(code="own", name=NAME, circumstances=HomeCircumstances.OWN_HOME, individual=amount)


def test_two_categories_can_not_share_a_code():
    category = complete().categories[0]

    with pytest.raises(ValidationError, match="same code"):
        FinancialAidParameters(categories=(category, category))


def test_a_kind_without_a_category_is_named():
    with pytest.raises(ParameterError, match="with_parents"):
        FinancialAidParameters().category_for(HomeCircumstances.WITH_PARENTS)
