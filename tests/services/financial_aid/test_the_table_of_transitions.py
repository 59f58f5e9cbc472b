"""The table of the specification, row by row, against the declaration: these transitions exist and no others."""

from __future__ import annotations

from samveita.engines.cases.declaring import Who
from samveita.services.financial_aid.process import PROCESS

STAFF, APPLICANT, SYSTEM, PARTY = (
    frozenset({one}) for one in (Who.STAFF, Who.APPLICANT, Who.SYSTEM, Who.PARTY)
)
SPECIFIED = (
    ("awaiting_spouse", "spouse_submits", PARTY, "new"),
    ("awaiting_spouse", "remind_spouse", SYSTEM, "awaiting_spouse"),
    ("awaiting_spouse", "spouse_overdue", SYSTEM, "new"),
    ("new", "assign", STAFF, "in_progress"),
    ("in_progress", "unassign", STAFF, "new"),
    ("in_progress", "request_data", STAFF, "data_needed"),
    ("data_needed", "data_complete", SYSTEM, "in_progress"),
    ("data_needed", "remind", SYSTEM, "data_needed"),
    ("data_needed", "data_overdue", SYSTEM, "in_progress"),
    ("in_progress", "request_hearing", STAFF, "hearing"),
    ("hearing", "hearing_answered", SYSTEM, "in_progress"),
    ("hearing", "hearing_overdue", SYSTEM, "in_progress"),
    ("in_progress", "approve", STAFF, "approved"),
    ("in_progress", "approve_in_part", STAFF, "approved"),
    ("in_progress", "reject", STAFF, "rejected"),
    ("new", "withdraw", APPLICANT, "withdrawn"),
    ("in_progress", "withdraw", APPLICANT, "withdrawn"),
    ("data_needed", "withdraw", APPLICANT, "withdrawn"),
    ("awaiting_spouse", "withdraw", APPLICANT, "withdrawn"),
    ("approved", "reopen", STAFF, "in_progress"),
    ("rejected", "reopen", STAFF, "in_progress"),
    ("rejected", "appeal", APPLICANT | STAFF, "appealed_internal"),
    ("approved", "appeal", APPLICANT | STAFF, "appealed_internal_granted"),
    ("appealed_internal", "uphold", STAFF, "rejected"),
    ("appealed_internal", "overturn", STAFF, "in_progress"),
    ("rejected", "appeal_outside", STAFF, "appealed_external"),
    ("appealed_external", "ruling_upholds", STAFF, "rejected"),
    ("appealed_external", "ruling_overturns", STAFF, "in_progress"),
)
"""State, event, who and the state it leads to. Draft and payment are no states of a case: the one has no case yet, and the
other has states of its own (``payments``)."""
OF_A_COMMITTEE = (
    ("in_progress", "refer", STAFF, "at_committee"),
    ("at_committee", "return", STAFF, "in_progress"),
    ("at_committee", "approve", STAFF, "approved"),
    ("at_committee", "approve_in_part", STAFF, "approved"),
    ("at_committee", "reject", STAFF, "rejected"),
    ("at_committee", "withdraw", APPLICANT, "withdrawn"),
)
"""Where a committee decides, which the municipality chooses."""
OF_APPROVALS = (
    ("appealed_internal_granted", "uphold", STAFF, "approved"),
    ("appealed_internal_granted", "overturn", STAFF, "in_progress"),
    ("approved", "appeal_outside", STAFF, "appealed_external_granted"),
    ("appealed_external_granted", "ruling_upholds", STAFF, "approved"),
    ("appealed_external_granted", "ruling_overturns", STAFF, "in_progress"),
)
"""An appeal against a decision that granted something, which leaves it granted when it is upheld."""


def test_the_declaration_has_the_rows_of_the_table_and_no_others():
    declared = {
        (source, row.event, row.who, row.leads_to(source))
        for row in PROCESS.transitions
        for source in row.sources
    }

    assert declared == {*SPECIFIED, *OF_A_COMMITTEE, *OF_APPROVALS}


def test_the_wait_for_a_spouse_runs_by_itself_on_its_days():
    (timer,) = PROCESS.state("awaiting_spouse").timers

    assert (PROCESS.awaiting, timer.event, timer.reminders, timer.reminder_event) == (
        "awaiting_spouse",
        "spouse_overdue",
        (3, 7),
        "remind_spouse",
    )
