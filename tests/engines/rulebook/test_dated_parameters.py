from datetime import date

import pytest
from pydantic import ValidationError

from samveita.engines.rulebook.central import PERSONAL_CREDIT, WITHHOLDING_RATE, tax_parameters
from samveita.engines.rulebook.parameters import (
    Parameter,
    ParameterError,
    ParameterSet,
    Source,
    Unit,
    read_parameters,
    write_parameters,
)
from samveita.iceland.money import Rate

SOURCE = Source(title="Sýnigögn Samveitu")


def amount(value, first, last=None, key="aid.base"):
    return Parameter(
        key=key,
        unit=Unit.KRONUR,
        value=str(value),
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last else None,
        source=SOURCE,
    )


def test_the_day_chooses_the_value_with_both_ends_included():
    held = ParameterSet([amount(2, "2026-07-01"), amount(1, "2026-01-01", "2026-06-30")])

    days = [date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2040, 1, 1)]

    assert [held.at("aid.base", day).whole() for day in days] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ([amount(1, "2026-01-01"), amount(2, "2026-07-01")], "overlaps"),
        ([amount(1, "2026-01-01", "2026-07-01"), amount(2, "2026-07-01")], "overlaps"),
        ([amount(1, "2026-01-01", "2026-06-29"), amount(2, "2026-07-01")], "no value between 2026-06-29"),
    ],
)
def test_gaps_and_overlaps_are_refused_at_load_time(parameters, message):
    with pytest.raises(ParameterError, match=message):
        ParameterSet(parameters)


def test_a_missing_value_says_which_days_are_known():
    held = ParameterSet([amount(1, "2026-01-01", "2026-12-31")])

    with pytest.raises(ParameterError, match=r"no value on 2027-01-01; known: 2026-01-01 – 2026-12-31"):
        held.at("aid.base", date(2027, 1, 1))
    with pytest.raises(ParameterError, match="nothing under this key"):
        held.at("aid.bse", date(2026, 1, 1))


def test_a_local_value_replaces_the_central_one_key_by_key():
    central = ParameterSet([amount(1, "2026-01-01"), amount(7, "2026-01-01", key="aid.other")])

    local = ParameterSet([amount(2, "2026-01-01")]).over(central)

    assert [local.at(key, date(2026, 5, 5)).whole() for key in local.known_keys()] == [2, 7]


def test_a_set_survives_export_and_import():
    written = write_parameters(tax_parameters())

    assert write_parameters(read_parameters(written)) == written


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "other", "version": 1, "data": {}}'])
def test_another_file_is_refused(content):
    with pytest.raises(ParameterError, match="not a file of parameters"):
        read_parameters(content)


@pytest.mark.parametrize(
    "change",
    [
        {"value": "1.5"},
        {"value": ""},
        {"unit": Unit.PERCENT, "value": "many"},
        {"valid_to": date(2025, 12, 31)},
        {"key": "Aid Base"},
        {"source": {"title": ""}},
    ],
)
def test_an_unsound_parameter_is_refused(change):
    with pytest.raises(ValidationError):
        Parameter.model_validate(amount(1, "2026-01-01").model_dump() | change)


def test_a_percentage_and_an_amount_are_not_mixed_up():
    day = date(2026, 1, 1)

    assert tax_parameters().at(WITHHOLDING_RATE, day).rate() == Rate(3149, 4)
    with pytest.raises(ParameterError, match="is a percentage"):
        tax_parameters().at(WITHHOLDING_RATE, day).whole()
    with pytest.raises(ParameterError, match="is not a percentage"):
        tax_parameters().at(PERSONAL_CREDIT, day).rate()


@pytest.mark.parametrize(
    ("year", "percent", "credit"),
    [
        (2021, "31.45", 50_792),
        (2022, "31.45", 53_916),
        (2023, "31.45", 59_665),
        (2024, "31.48", 64_926),
        (2025, "31.49", 68_691),
        (2026, "31.49", 72_492),
    ],
)
def test_the_central_tax_parameters_are_those_published(year, percent, credit):
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert tax_parameters().at(WITHHOLDING_RATE, day).rate() == Rate.percent(percent)
        assert tax_parameters().at(PERSONAL_CREDIT, day).whole() == credit
