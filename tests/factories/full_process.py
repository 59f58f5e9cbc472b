"""A process with everything that can happen around a decision: committee, two persons, reopening and appeals."""

from __future__ import annotations

from factories.proof_cases import APPLICANT, STAFF, row, service, state
from samveita.engines.cases.declaring import Process, Purpose, Waiting

PROCESS = Process(
    version=2,
    initial="new",
    states=(
        state("new", "Ný"),
        state("in_progress", "Í vinnslu"),
        state("at_committee", "Hjá nefnd"),
        state("approved", "Samþykkt", Waiting.NOBODY, is_open=False),
        state("rejected", "Synjað", Waiting.NOBODY, is_open=False),
        state("appealed", "Í áfrýjun", is_open=False),
        state("appealed_outside", "Í kæru", Waiting.NOBODY, is_open=False),
        state("withdrawn", "Dregin til baka", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row("new", "take_on", "in_progress", purpose=Purpose.ASSIGN),
        row("in_progress", "refer", "at_committee", purpose=Purpose.REFER),
        row("at_committee", "return", "in_progress", purpose=Purpose.RETURN),
        row("in_progress at_committee", "approve", "approved", is_decision=True),
        row(
            "in_progress at_committee",
            "reject",
            "rejected",
            is_decision=True,
            legal_reference="37/1993 20. gr.",
        ),
        row(
            "approved rejected",
            "reopen",
            "in_progress",
            purpose=Purpose.REOPEN,
            legal_reference="37/1993 24. gr.",
        ),
        row("approved rejected", "appeal", "appealed", APPLICANT | STAFF, purpose=Purpose.APPEAL),
        row("appealed", "uphold", "rejected", purpose=Purpose.APPEAL_UPHELD),
        row("appealed", "overturn", "in_progress", purpose=Purpose.APPEAL_OVERTURNED),
        row("rejected", "appeal_outside", "appealed_outside", purpose=Purpose.EXTERNAL_APPEAL),
        row("appealed_outside", "ruling_upholds", "rejected", purpose=Purpose.EXTERNAL_UPHELD),
        row("appealed_outside", "ruling_overturns", "in_progress", purpose=Purpose.EXTERNAL_OVERTURNED),
        row("new in_progress at_committee", "withdraw", "withdrawn", APPLICANT, purpose=Purpose.WITHDRAW),
    ),
)
SERVICE = service("full_proof", PROCESS)
