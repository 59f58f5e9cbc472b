from datetime import date

import pytest

from samveita.engines.rulebook.central import tax_parameters
from samveita.engines.rulebook.parameters import ParameterError, Source
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import (
    AidCategory,
    AidTable,
    ChildrenAidMode,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.proposal import Facts, Settings, estimate_for_applicant, propose
from samveita.services.financial_aid.rules import AidInputError, Entry

OWN_HOME = AidCategory(
    code="own_home",
    name=Text(is_="Eigið húsnæði", en="Own home", pl="Własne mieszkanie"),
    circumstances=HomeCircumstances.OWN_HOME,
    individual=240_000,
    cohabitation=384_000,
)


def settings(**changes):
    whole = {
        "categories": (OWN_HOME,),
        "amounts_source": Source(title="Sýnigögn Samveitu"),
        "december_percent": "25",
        "children_aid": ChildrenAidMode.CASE_WORKER,
    }
    return Settings(FinancialAidParameters(**(whole | changes)), valid_from=date(2026, 1, 1))


def facts(**changes):
    whole = {"applied_month": date(2026, 6, 1), "category": "own_home", "table": AidTable.INDIVIDUAL}
    return Facts(**(whole | {"applicant_credit_percent": 100} | changes))


def test_the_proposal_takes_the_amount_from_the_municipalitys_table_and_names_its_source():
    calculation = propose(settings(), facts(children_aid=33_000), tax=tax_parameters())

    assert calculation.figures["payable"] == 269_916
    assert [source.title for source in calculation.line("base").sources] == ["Sýnigögn Samveitu"]


def test_the_couples_table_is_used_for_a_couple():
    calculation = propose(settings(), facts(table=AidTable.COHABITATION), tax=tax_parameters())

    assert calculation.line("base").amount == 384_000


def test_an_amount_the_case_worker_entered_has_no_published_source():
    calculation = propose(settings(), facts(base_amount=200_000), tax=tax_parameters())

    assert (calculation.line("base").amount, calculation.line("base").sources) == (200_000, ())


def test_the_municipality_chooses_the_month_of_the_supplement():
    december = propose(
        settings(december_month=12), facts(applied_month=date(2026, 12, 1)), tax=tax_parameters()
    )
    november = propose(
        settings(december_month=12), facts(applied_month=date(2026, 11, 1)), tax=tax_parameters()
    )

    assert (december.figures["december"], november.figures["december"]) == (60_000, 0)


def test_the_applied_month_chooses_the_year_of_tax():
    calculation = propose(settings(), facts(applied_month=date(2025, 12, 1)), tax=tax_parameters())

    assert [parameter.valid_from.year for parameter in calculation.parameters] == [2026, 2025, 2025]


def test_childrens_aid_is_refused_where_it_is_not_paid():
    without = settings(children_aid=ChildrenAidMode.NONE)

    with pytest.raises(AidInputError, match="children_aid is not paid"):
        propose(without, facts(children_aid=1), tax=tax_parameters())


@pytest.mark.parametrize("change", [{"december_percent": None}, {"amounts_source": None}, {"categories": ()}])
def test_what_nobody_entered_is_refused_and_never_guessed(change):
    with pytest.raises(ParameterError):
        propose(settings(**change), facts(), tax=tax_parameters())


def test_the_estimate_ignores_what_only_a_decision_knows():
    calculation = estimate_for_applicant(
        settings(),
        applied_month=date(2026, 11, 1),
        category="own_home",
        table=AidTable.INDIVIDUAL,
        credit_percent=100,
        tax=tax_parameters(),
    )

    assert (calculation.outcome, calculation.line("estimate").amount) == ("aid", 236_916)


def test_income_lines_keep_their_words():
    calculation = propose(settings(), facts(income=(Entry(45_000, "Laun"),)), tax=tax_parameters())

    assert calculation.line("income").arithmetic.is_ == "Laun 45.000 kr."
