"""Legal dates come out as the worked scenarios of the reference say, each with its reasons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.iceland.free_days import FreeDays
from samveita.iceland.legal_dates import (
    OPENING_DAYS,
    RULES,
    accessible_at,
    appeal_deadline,
    deadline,
    delayed_until,
    guidance_is_required,
    opinion_deadline,
    reasons_answer_deadline,
    reasons_request_deadline,
    served_on,
    validity,
)
from samveita.iceland.periods import Period, Unit
from samveita.iceland.texts import Text

# Worked examples: financial aid rule R12 and building permit scenarios BP3–BP17.
EXAMPLES = [
    ("R12 internal review, four weeks", date(2026, 1, 5), Period.weeks(4), date(2026, 2, 2)),
    ("R12 appeal ends on Easter Sunday", date(2026, 1, 5), Period.months(3), date(2026, 4, 7)),
    ("BP3 silent notification", date(2026, 3, 2), Period.weeks(3), date(2026, 3, 23)),
    ("BP4 ends on Whit Monday", date(2026, 5, 4), Period.days(21), date(2026, 5, 26)),
    ("BP6 neighbours", date(2026, 3, 2), Period.days(28), date(2026, 3, 30)),
    ("BP7 ends on Good Friday", date(2026, 3, 6), Period.days(28), date(2026, 4, 7)),
    ("BP15 appeal ends on Easter Sunday", date(2026, 3, 5), Period.months(1), date(2026, 4, 7)),
    ("BP17 files to the board", date(2026, 4, 8), Period.days(30), date(2026, 5, 8)),
    ("BP17 target ends on a Saturday", date(2026, 5, 8), Period.months(3), date(2026, 8, 10)),
    ("BP17 large case ends on a Sunday", date(2026, 5, 8), Period.months(6), date(2026, 11, 9)),
    ("clipped to the end of February", date(2026, 1, 31), Period.months(1), date(2026, 3, 2)),
    ("leap day to the year after", date(2024, 2, 29), Period.years(1), date(2025, 2, 28)),
    ("ends on Christmas Day 2025", date(2025, 11, 27), Period.weeks(4), date(2025, 12, 29)),
]
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1))
periods = st.builds(
    Period, st.integers(1, 60), st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.WORKING_DAY])
)


@pytest.mark.parametrize(
    ("starts_on", "period", "last"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_deadlines_of_the_worked_examples(starts_on: date, period: Period, last: date):
    assert deadline(starts_on=starts_on, period=period).date == last


def test_every_free_day_passed_over_leaves_its_own_reason():
    counted = deadline(starts_on=date(2026, 3, 6), period=Period.days(28))

    assert counted.rules == ("D1", "D3", "D2", "D5", "D2", "D2")
    assert [text.is_ for text in counted.texts] == [
        "Fresturinn byrjar að líða eftir 6. mars 2026; sá dagur telst ekki með.",
        "Fresturinn er 28 dagar.",
        "3. apríl 2026 er föstudagurinn langi og því lokað. Fresturinn færist á næsta dag.",
        "4. apríl 2026 er laugardagur og því lokað. Fresturinn færist á næsta dag.",
        "5. apríl 2026 er páskadagur og því lokað. Fresturinn færist á næsta dag.",
        "6. apríl 2026 er annar í páskum og því lokað. Fresturinn færist á næsta dag.",
    ]
    assert (
        counted.texts[2].en
        == "3 April 2026 is Good Friday, when offices are closed. The deadline moves to the next day."
    )
    assert counted.calendar_version.startswith("holidays ")


def test_what_is_assumed_is_flagged_and_what_the_law_says_is_not():
    plain = deadline(starts_on=date(2026, 3, 2), period=Period.days(28))
    weeks = deadline(starts_on=date(2026, 3, 2), period=Period.weeks(4))
    saturday = deadline(starts_on=date(2026, 3, 2), period=Period.days(5))

    assert [legal.rests_on_an_assumption for legal in (plain, weeks, saturday)] == [False, True, True]


def test_a_reason_is_stored_with_its_rule_and_source():
    reason = deadline(starts_on=date(2026, 3, 2), period=Period.days(28)).reasons[0]

    assert reason.as_dict() == {
        "rule": "D1",
        "text": {
            "is": "Fresturinn byrjar að líða eftir 2. mars 2026; sá dagur telst ekki með.",
            "en": "The time starts after 2 March 2026; that day is not counted.",
            "pl": "Termin biegnie po dniu 2 marca 2026; tego dnia nie wlicza się.",
        },
        "source": "Stjórnsýslulög nr. 37/1993, 1. mgr. 8. gr.",
        "assumed": False,
    }


@given(starts_on=days, period=periods)
def test_a_deadline_always_ends_on_an_opening_day_after_its_start(starts_on: date, period: Period):
    last = deadline(starts_on=starts_on, period=period).date

    assert last > starts_on
    assert not OPENING_DAYS.is_free(last)


@given(starts_on=days, period=periods)
def test_a_later_start_never_gives_an_earlier_deadline(starts_on: date, period: Period):
    assert (
        deadline(starts_on=starts_on, period=period).date
        <= deadline(starts_on=starts_on + timedelta(days=1), period=period).date
    )


def test_fifteen_working_days_pass_over_easter():
    assert deadline(starts_on=date(2026, 3, 23), period=Period.working_days(15)).date == date(2026, 4, 16)


def test_half_days_are_free_only_for_one_who_says_so():
    christmas_eve = {"starts_on": date(2026, 12, 10), "period": Period.days(14)}

    assert deadline(**christmas_eve).date == date(2026, 12, 24)
    assert deadline(**christmas_eve, free_days=FreeDays(half_days_are_free=True)).date == date(2026, 12, 28)


def test_a_document_is_served_when_it_becomes_accessible():
    served = served_on(datetime(2026, 3, 5, 23, 59, tzinfo=UTC))

    assert served.date == date(2026, 3, 5)
    assert served.rules == ("D4",)
    assert served.texts == (
        Text(
            is_="Skjalið varð aðgengilegt í stafrænu pósthólfi 5. mars 2026 kl. 23:59 og telst þá birt viðtakanda.",
            en="The document became accessible in the digital mailbox on 5 March 2026 at 23:59 and counts as served from then.",
            pl="Dokument stał się dostępny w cyfrowej skrzynce 5 marca 2026, godz. 23:59 i od tej chwili uznaje się go za doręczony.",
        ),
    )


def test_a_document_with_a_later_publication_is_accessible_then():
    accepted, later = datetime(2026, 3, 5, 9, tzinfo=UTC), datetime(2026, 3, 6, 8, tzinfo=UTC)

    assert accessible_at(accepted_at=accepted) == accepted
    assert accessible_at(accepted_at=accepted, publication_at=later) == later
    assert accessible_at(accepted_at=later, publication_at=accepted) == later


def test_a_moment_without_a_zone_serves_nothing():
    with pytest.raises(ValueError, match="time zone"):
        served_on(datetime(2026, 3, 5, 9))  # noqa: DTZ001


def test_validity_does_not_move_off_a_sunday_and_warns_three_times():
    inspection = validity(starts_on=date(2027, 9, 15), period=Period.years(3))

    assert inspection.last_day.date == date(2030, 9, 15)
    assert inspection.last_day.rules == ("D6",)
    assert inspection.last_day.rests_on_an_assumption
    assert inspection.warn_on == (date(2030, 6, 17), date(2030, 8, 16), date(2030, 9, 8))
    assert OPENING_DAYS.opening_day_on_or_after(inspection.last_day.date) == date(2030, 9, 16)


def test_reasons_are_asked_for_and_answered_within_fourteen_days():
    assert reasons_request_deadline(notified_on=date(2026, 3, 5)).date == date(2026, 3, 19)
    assert reasons_answer_deadline(requested_on=date(2026, 3, 12)).date == date(2026, 3, 26)


def test_an_appeal_runs_from_the_delivered_reasons_when_they_were_asked_for_in_time():
    counted = appeal_deadline(
        notified_on=date(2026, 3, 5),
        period=Period.months(1),
        reasons_requested_on=date(2026, 3, 12),
        reasons_delivered_on=date(2026, 3, 24),
    )

    assert counted is not None
    assert counted.date == date(2026, 4, 24)
    assert counted.rules == ("D7", "D1", "D3")


def test_an_appeal_has_no_last_day_while_reasons_are_awaited():
    assert (
        appeal_deadline(
            notified_on=date(2026, 3, 5), period=Period.months(1), reasons_requested_on=date(2026, 3, 19)
        )
        is None
    )


def test_a_late_request_for_reasons_does_not_move_the_appeal():
    counted = appeal_deadline(
        notified_on=date(2026, 3, 5),
        period=Period.months(1),
        reasons_requested_on=date(2026, 3, 20),
        reasons_delivered_on=date(2026, 3, 30),
    )

    assert counted == deadline(starts_on=date(2026, 3, 5), period=Period.months(1))


def test_reasons_that_nobody_asked_for_are_a_mistake():
    with pytest.raises(ValueError, match="after the day they were asked for"):
        appeal_deadline(
            notified_on=date(2026, 3, 5), period=Period.months(1), reasons_delivered_on=date(2026, 3, 9)
        )


def test_a_delay_names_the_new_day():
    delayed = delayed_until(expected_on=date(2026, 3, 5), new_date=date(2026, 4, 9))

    assert (delayed.date, delayed.rules) == (date(2026, 4, 9), ("D8",))
    with pytest.raises(ValueError, match="later one"):
        delayed_until(expected_on=date(2026, 3, 5), new_date=date(2026, 3, 5))


def test_an_opinion_has_a_stated_day():
    due = opinion_deadline(requested_on=date(2026, 3, 2), period=Period.weeks(2))

    assert (due.date, due.rules) == (date(2026, 3, 16), ("D9", "D1", "D3"))


@pytest.mark.parametrize(
    ("in_full", "conditions", "needed"), [(True, False, False), (True, True, True), (False, False, True)]
)
def test_guidance_goes_with_everything_but_a_full_grant_without_conditions(
    in_full: bool, conditions: bool, needed: bool
):
    assert guidance_is_required(granted_in_full=in_full, has_conditions=conditions) is needed


def test_all_ten_rules_are_declared_with_a_source():
    assert list(RULES) == [f"D{number}" for number in range(1, 11)]
    assert all(rule.source for rule in RULES.values())
    assert [rule.id for rule in RULES.values() if rule.is_assumed] == ["D3", "D6"]
