"""An example of every letter of financial aid, made of invented people and figures, for the pages where letters are read.

An administrator reads these before the municipality takes the service up, and the previews are rendered from them. They
are never sent. What a real letter says is composed in ``composing``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from samveita.engines.cases.printed import appeal_step, table_lines
from samveita.engines.letters.data import AppealRoute, LetterData, Recipient, Sender, Signature
from samveita.engines.letters.shelf import Example, shelve
from samveita.engines.rulebook.central import tax_parameters
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.services.financial_aid.letters import (
    APPEAL_OUTCOME,
    APPROVAL,
    DATA_NEEDED,
    DELAY,
    HEARING,
    RECEIPT,
    REFUSAL,
    REMINDER,
    REOPENING,
    TEMPLATES,
    AppealOutcomeData,
    ApprovalData,
    DataNeededData,
    DelayData,
    HearingData,
    ReceiptData,
    RefusalData,
    ReopeningData,
    WantedItem,
)
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.parameters import WELFARE_APPEALS_COMMITTEE
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate

EXAMPLE = "2026-FA-000000"
CASE_URL = "https://example.is/mal"
BODY_GENITIVE = "áfrýjunarnefndar sveitarfélagsins"
FACTS = ("Hér standa málsatvikin sem ákvörðunin byggist á, með tölum.",)
ARTICLE = "0. gr."
EXAMPLE_BASE, EXAMPLE_INCOME, EXAMPLE_HIGH_INCOME = 250_000, 45_000, 310_000


def envelope(sender: Sender, dated: date) -> dict[str, Any]:
    """Return what every example begins with."""
    return {
        "sender": sender,
        "recipient": Recipient(name="Dæmi Dæmadóttir", address=("Dæmagötu 1", "000 Dæmabæ")),
        "dated": dated,
        "case_number": EXAMPLE,
        "signature": Signature(name="Nafn ráðgjafa", title="Ráðgjafi"),
        "applied_month": dated.replace(day=1),
    }


def _appeal(dated: date) -> AppealRoute:
    outer = WELFARE_APPEALS_COMMITTEE
    return AppealRoute(
        internal=appeal_step(
            genitive=BODY_GENITIVE,
            address="Dæmagötu 1, 000 Dæmabæ",
            email="",
            period=4,
            last_day=deadline(starts_on=dated, period=Period.weeks(4)).date,
        ),
        external=appeal_step(
            genitive=outer.genitive,
            address=outer.address,
            email=outer.email,
            period=outer.months,
            last_day=deadline(starts_on=dated, period=Period.months(outer.months)).date,
        ),
    )


def _in_days(dated: date, days: int) -> date:
    return deadline(starts_on=dated, period=Period.days(days)).date


def _receipt(sender: Sender, dated: date) -> LetterData:
    return ReceiptData(
        **envelope(sender, dated),
        answer_by=_in_days(dated, 14),
        case_url=CASE_URL,
    )


def _approval(sender: Sender, dated: date) -> LetterData:
    tax = TaxYear.on(date(2026, 1, 1), tax_parameters())
    made = calculate(
        AidInput(
            base_amount=EXAMPLE_BASE, income=(Entry(EXAMPLE_INCOME, "Laun"),), applicant_credit_percent=100
        ),
        tax,
    )
    return ApprovalData(
        **envelope(sender, dated),
        appeal=_appeal(dated),
        lines=table_lines(made),
        payable=made.figures["payable"],
        pay_day=_in_days(dated, 7),
        account_ending="0000",
    )


def _refusal(sender: Sender, dated: date) -> LetterData:
    tax = TaxYear.on(date(2026, 1, 1), tax_parameters())
    made = calculate(AidInput(base_amount=EXAMPLE_BASE, income=(Entry(EXAMPLE_HIGH_INCOME, "Laun"),)), tax)
    return RefusalData(
        **envelope(sender, dated),
        appeal=_appeal(dated),
        facts=FACTS,
        lines=table_lines(made),
        rule_article=ARTICLE,
        rules_url="https://example.is/reglur",
        assessment="Hér stendur mat ráðgjafa á aðstæðum umsækjanda.",
    )


def _wanted(sender: Sender, dated: date) -> LetterData:
    return DataNeededData(
        **envelope(sender, dated),
        items=(
            WantedItem(what="Launaseðlar", why="Við þurfum að sjá tekjur þínar í mánuðinum."),
            WantedItem(what="Vottorð", why="Það staðfestir það sem þú sagðir okkur.", is_required=False),
        ),
        due_on=_in_days(dated, 7),
        note="Hér stendur það sem ráðgjafi vill bæta við.",
        case_url=CASE_URL,
    )


def _hearing(sender: Sender, dated: date) -> LetterData:
    return HearingData(
        **envelope(sender, dated),
        ground="Til skoðunar er að synja umsókninni vegna tekna.",
        facts=FACTS,
        rule_article="0. gr. reglna um fjárhagsaðstoð",
        due_on=_in_days(dated, 7),
        case_url=CASE_URL,
    )


def _delay(sender: Sender, dated: date) -> LetterData:
    return DelayData(
        **envelope(sender, dated),
        reason="Hér stendur hvers vegna svarið dregst.",
        answer_by=_in_days(dated, 14),
        case_url=CASE_URL,
    )


def _reopening(sender: Sender, dated: date) -> LetterData:
    return ReopeningData(
        **envelope(sender, dated),
        reason="Hér stendur hvers vegna málið er tekið upp aftur.",
        case_url=CASE_URL,
    )


def _appeal_outcome(sender: Sender, dated: date) -> LetterData:
    return AppealOutcomeData(
        **envelope(sender, dated),
        body_genitive=BODY_GENITIVE,
        is_upheld=True,
        outcome=("Hér standa rök nefndarinnar.",),
        external=_appeal(dated).external,
        case_url=CASE_URL,
    )


EXAMPLES: dict[str, Example] = {
    RECEIPT.key: _receipt,
    DATA_NEEDED.key: _wanted,
    REMINDER.key: _wanted,
    HEARING.key: _hearing,
    APPROVAL.key: _approval,
    REFUSAL.key: _refusal,
    DELAY.key: _delay,
    REOPENING.key: _reopening,
    APPEAL_OUTCOME.key: _appeal_outcome,
}
for _template in TEMPLATES:
    shelve(KEY, _template, EXAMPLES[_template.key])
