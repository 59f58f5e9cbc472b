from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samveita.engines.cases.small_counts import joined_groups, joined_neighbours, may_be_told

COUNTS = st.one_of(st.just(0), st.integers(0, 8), st.integers(0, 60))
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[COUNTS] * width), min_size=1, max_size=7)
)
LEAST = st.integers(2, 10)


def sums(rows, groups):
    return [
        tuple(sum(rows[one][column] for one in group) for column in range(len(rows[0]))) for group in groups
    ]


@given(TABLES, LEAST)
def test_what_is_told_of_a_table_is_a_whole_coarser_table_without_a_small_count(rows, least):
    groups = joined_groups(rows, least=least)

    total = [sum(column) for column in zip(*rows, strict=True)]
    if not may_be_told(total, least=least):
        assert groups == ()
        return
    assert sorted(one for group in groups for one in group) == list(range(len(rows)))
    assert all(may_be_told(told, least=least) for told in sums(rows, groups))


@given(TABLES, LEAST)
def test_no_difference_of_what_is_told_leads_to_a_small_count(rows, least):
    """Whatever is added together and taken from the total is again a sum of whole groups, none of them small."""
    told = sums(rows, joined_groups(rows, least=least))
    for column in range(len(rows[0])):
        cells = [row[column] for row in told]
        for taken in range(len(cells)):
            assert may_be_told([sum(cells) - cells[taken]], least=least)


@given(st.lists(COUNTS, min_size=1, max_size=9), LEAST)
def test_neighbours_on_a_scale_are_joined_until_none_is_small(counts, least):
    groups = joined_neighbours(counts, least=least)

    if not may_be_told([sum(counts)], least=least):
        assert groups == ()
        return
    assert [one for group in groups for one in group] == list(range(len(counts)))
    assert all(may_be_told([sum(counts[one] for one in group)], least=least) for group in groups)


def test_groups_that_are_large_enough_stand_alone_and_the_smallest_of_them_helps_the_small():
    assert joined_groups([(40,), (3,), (9,), (20,)]) == ((0,), (3,), (1, 2))
    assert joined_groups([(40,), (3,), (2,), (20,)]) == ((0,), (3,), (1, 2))
    assert joined_groups([(2,), (1,)]) == ()
