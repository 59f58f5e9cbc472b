"""Whatever a form sends, the page answers: a result, or an error at a field."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.shelf import shipped_tariffs
from samveita.tools.preschool_fees.web.asking import Answers, errors_of, groups, read, resized

TARIFFS = shipped_tariffs()
PARTS = ("age", "service", "hours", "days", "starts", "institution", "pattern", "meals", "options", "seen")
NAMES = [
    *(f"b{number}-{part}" for number in (1, 2, 13) for part in PARTS),
    *("children", "statuses", "household", "income", "days_in_month", "versus", "add", "remove"),
    "year-registration_day",
]
VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(-5, 10**12).map(str),
    st.sampled_from(
        ["8", "6,5", "day_parent", "29:00", "single_parent", "lunch", "²", "٣", "NaN", "1e9", ""]
    ),
)


@given(
    name=st.sampled_from(sorted(TARIFFS)),
    form=st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, max_size=3), max_size=12),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_form_gives_a_household_or_errors_at_fields(name, form):
    of, answers = TARIFFS[name], Answers(resized(form))

    inputs = read(of, answers)

    assert (inputs is None) == bool(errors_of(answers))
    assert len(groups(of, answers, ())) >= 1
    if inputs is not None:
        try:
            assert calculate(of, inputs).total >= 0
        except Refused as refused:
            assert refused.place


@pytest.mark.parametrize("written", ["7,25", "7.25"])
def test_hours_are_written_with_comma_or_point(written):
    inputs = read(TARIFFS["akureyri-2026"], Answers({"b1-hours": [written]}))

    assert inputs is not None
    assert str(inputs.children[0].hours) == "7.25"
