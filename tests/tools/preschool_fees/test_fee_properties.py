"""What must hold for any tariff and any family: whole krónur that add up, and no surprise nobody was warned of."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samveita.tools.preschool_fees.calculate import Result, calculate
from samveita.tools.preschool_fees.checks import check
from samveita.tools.preschool_fees.falling import offered_stays
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import Tariff, TimeUnit
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.shelf import shipped_tariffs
from tools.preschool_fees.preschool_samples import tariff

REAL = [one for one in shipped_tariffs().values() if one.model.time.unit is not TimeUnit.PATTERN]
WARNED = {one.id: {finding.code for finding in check(one)} for one in REAL}
STATUSES = ("single_parent", "both_students", "one_student", "preschool_staff", "priority")


@st.composite
def invented(draw: st.DrawFn) -> Tariff:
    """A tariff nobody has: bands or a table, a class, reductions, siblings, meals, any way to combine and round."""
    edge = draw(st.sampled_from([5, 6, 7, 8]))
    price = st.integers(0, 9_000)
    bands = [
        {"from": 0, "to": edge, "amount": draw(price)},
        {"from": edge, "to": 9, "amount": draw(price), "discountable": draw(st.booleans())},
    ]
    table = {str(hours): draw(st.integers(0, 60_000)) for hours in (4, 5, 6, 7, 8, 9)}
    care = draw(st.sampled_from([[{"bands": bands}], [{"table": table, "between": "next_up"}]]))
    reduction = {
        "code": "social",
        "label": "Afsláttur",
        "kind": "status",
        "any_of": list(STATUSES),
        "percent": draw(st.sampled_from([10, 25, 33.3, 40, 62.5])),
        "group": "social",
        "first_child_only": draw(st.booleans()),
        "when": draw(st.sampled_from([{}, {"min_hours": 8}, {"max_hours": 6}])),
    }
    rules: dict[str, Any] = {
        "care": care,
        "reductions": draw(st.sampled_from([[], [reduction]])),
        "meals": [
            {"code": "half", "label": "Hálft", "amount": draw(price), "when": {"max_hours": 6}},
            {"code": "full", "label": "Fullt", "amount": draw(price), "when": {"gt_hours": 6}},
        ],
        "sibling": draw(siblings(is_alone=False)),
        "combine": {
            "mode": draw(st.sampled_from(["sequence", "best_single", "sequence_exclusive"])),
            "order": ["social", "sibling"],
            "exclusive": ["social", "sibling"],
            "choose_per": draw(st.sampled_from(["child", "family"])),
            "basis": draw(st.sampled_from(["net", "gross"])),
        },
        "rounding": {"method": draw(st.sampled_from(["half_up", "up", "down"]))},
    }
    return tariff(**rules)


@st.composite
def siblings(draw: st.DrawFn, *, is_alone: bool) -> dict[str, Any]:
    return {
        "counts": ["preschool"],
        "full_price": draw(st.sampled_from(["youngest", "oldest", "highest_fee"])),
        "percent": {rank: draw(st.sampled_from([0, 25, 50, 75, 100])) for rank in ("2", "3")},
        "only_paying": draw(st.booleans()),
        "meals_percent": draw(st.sampled_from([{}, {"2": 50}, {"3": 100}])),
        "same_hours_only": is_alone,
    }


def families(of: Tariff) -> st.SearchStrategy[Inputs]:
    child = st.fixed_dictionaries(
        {
            "age_months": st.integers(12, 70),
            "hours": st.sampled_from([float(hours) for hours in offered_stays(of) if hours]),
            "days_per_week": st.just(5),
        }
    ).map(lambda one: {**one, **clock(of, one["hours"])})
    household = st.fixed_dictionaries(
        {"statuses": st.lists(st.sampled_from(STATUSES), max_size=2, unique=True)}
    )
    return st.fixed_dictionaries(
        {
            "children": st.lists(child, min_size=1, max_size=3),
            "household": household,
            "days_in_month": st.just(20),
        }
    ).map(Inputs.model_validate)


def clock(of: Tariff, hours: float) -> dict[str, str]:
    minutes = 480 + int(hours * 60)
    return (
        {"starts": "08:00", "ends": f"{minutes // 60:02d}:{minutes % 60:02d}"} if of.model.time.clock else {}
    )


def longer(of: Tariff, inputs: Inputs, number: int) -> Inputs | None:
    """The same family with one child a step longer, where the tariff has such a stay."""
    child = inputs.children[number]
    following = [hours for hours in offered_stays(of) if child.hours is not None and hours > child.hours]
    if not following:
        return None
    changed = child.model_copy(update={"hours": following[0], **clock(of, float(following[0]))})
    more = inputs.model_copy(
        update={"children": (*inputs.children[:number], changed, *inputs.children[number + 1 :])}
    )
    return more if is_offered(of, more) else None


def is_offered(of: Tariff, inputs: Inputs) -> bool:
    """Whether the tariff has every stay of the family; the youngest may have shorter ones only."""
    try:
        calculate(of, inputs)
    except Refused:
        return False
    return True


def by_child(result: Result) -> dict[int, int]:
    return {child.child: child.total for child in result.children}


def add_up(result: Result) -> None:
    amounts = [line.amount for child in result.children for line in child.lines]
    amounts += [line.amount for line in result.family]
    assert all(type(amount) is int for amount in amounts)
    assert sum(amounts) == result.total
    assert all(child.total >= 0 for child in result.children)


def costs_no_less(of: Tariff, inputs: Inputs, warned: set[str]) -> None:
    for number in range(len(inputs.children)):
        more = longer(of, inputs, number)
        if more is not None and "more_costs_less" not in warned and "table_falls" not in warned:
            assert calculate(of, more).total >= calculate(of, inputs).total


def raises_nobody(of: Tariff, inputs: Inputs, warned: set[str]) -> None:
    if len(inputs.children) < 2 or "sibling_can_raise" in warned:
        return
    before = by_child(calculate(of, inputs.model_copy(update={"children": inputs.children[:-1]})))
    after = by_child(calculate(of, inputs))
    assert all(after[child] <= paid for child, paid in before.items())


@given(st.data())
@settings(max_examples=150)
def test_real_tariffs_hold_for_any_family(data):
    of = data.draw(st.sampled_from(REAL))
    inputs = data.draw(families(of))
    assume(is_offered(of, inputs))

    add_up(calculate(of, inputs))
    costs_no_less(of, inputs, WARNED[of.id])
    raises_nobody(of, inputs, WARNED[of.id])


@given(st.data())
@settings(max_examples=150)
def test_invented_tariffs_hold_for_any_family(data):
    of = data.draw(invented())
    inputs = data.draw(families(of))
    warned = {finding.code for finding in check(of)}

    add_up(calculate(of, inputs))
    costs_no_less(of, inputs, warned)
    raises_nobody(of, inputs, warned)


@given(st.data())
@settings(max_examples=60)
def test_the_same_hours_rule_holds_for_any_family(data):
    of = tariff(sibling={**data.draw(siblings(is_alone=True)), "full_price": "youngest"})
    inputs = data.draw(families(of))
    warned = {finding.code for finding in check(of)}

    add_up(calculate(of, inputs))
    costs_no_less(of, inputs, warned)
    raises_nobody(of, inputs, warned)


@given(st.data())
@settings(max_examples=60)
def test_lines_add_up_wherever_amounts_are_rounded(data):
    at = data.draw(st.sampled_from(["child", "family"]))
    base = data.draw(invented())
    of = tariff(**{**base.model.model_dump(mode="json", exclude_none=True), "rounding": {"at": at}})

    add_up(calculate(of, data.draw(families(of))))
