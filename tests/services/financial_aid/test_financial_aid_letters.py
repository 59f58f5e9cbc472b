import os
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from samveita.engines.cases.printed import appeal_step, table_lines
from samveita.engines.letters.data import AppealRoute, Recipient, Sender, Signature
from samveita.engines.letters.render import render
from samveita.engines.rulebook.central import tax_parameters
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
    RefusedPart,
    ReopeningData,
    WantedItem,
)
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate

CASE_URL = "https://example.is/mal/1"
GOLDEN = Path(__file__).parent / "golden"
TAX = TaxYear.on(date(2026, 1, 1), tax_parameters())

ENVELOPE = {
    "sender": Sender(
        name="Hafnarfjarðarkaupstaður",
        office="Fjölskyldu- og barnamálasvið",
        place="Hafnarfirði",
        address=("Strandgötu 6", "220 Hafnarfirði"),
        contact=("585 5500", "hafnarfjordur@example.is"),
    ),
    "recipient": Recipient(
        name="Anna Þórðardóttir", address=("Lækjargötu 12", "220 Hafnarfirði"), kennitala="010190-0000"
    ),
    "dated": date(2026, 1, 5),
    "case_number": "HFJ-2026-000123",
    "signature": Signature(name="Sigrún Ólafsdóttir", title="Ráðgjafi"),
    "applied_month": date(2026, 1, 1),
}
APPEAL = AppealRoute(
    internal=appeal_step(
        genitive="velferðarráðs",
        address="Strandgötu 6, 220 Hafnarfirði",
        email="velferdarrad@example.is",
        period=4,
        last_day=date(2026, 2, 2),
    ),
    external=appeal_step(
        genitive="úrskurðarnefndar velferðarmála",
        address="Katrínartúni 2, 105 Reykjavík",
        email="",
        period=3,
        last_day=date(2026, 4, 7),
    ),
)


def receipt():
    return ReceiptData(**ENVELOPE, answer_by=date(2026, 1, 19), case_url="https://example.is/mal/1")


def approval(**changes):
    calculation = calculate(
        AidInput(
            base_amount=250_000,
            income=(Entry(30_000, "Laun"),),
            deductions=(Entry(5_000, "Meðlag"),),
            applicant_credit_percent=65,
            children_aid=33_000,
        ),
        TAX,
    )
    whole = {
        "appeal": APPEAL,
        "lines": table_lines(calculation),
        "payable": calculation.figures["payable"],
        "pay_day": date(2026, 1, 30),
        "account_ending": "1234",
    }
    return ApprovalData(**(ENVELOPE | whole | changes))


def refusal(**changes):
    calculation = calculate(AidInput(base_amount=250_000, income=(Entry(300_000, "Laun"),)), TAX)
    whole = {
        "appeal": APPEAL,
        "facts": (
            "Laun þín í desember 2025 voru 300.000 kr.",
            "Grunnfjárhæð fyrir þau sem búa í eigin húsnæði er 250.000 kr. á mánuði.",
        ),
        "lines": table_lines(calculation),
        "rule_article": "12. gr.",
        "rules_url": "https://example.is/reglur",
        "assessment": "Við skoðuðum húsnæðiskostnað þinn og heilsu. Ekkert bendir til þess að launin lækki í janúar.",
    }
    return RefusalData(**(ENVELOPE | whole | changes))


def wanted():
    return DataNeededData(
        **ENVELOPE,
        items=(
            WantedItem(what="Launaseðlar", why="Við þurfum að sjá tekjur þínar í mánuðinum."),
            WantedItem(what="Vottorð", why="Það staðfestir það sem kemur fram.", is_required=False),
        ),
        due_on=date(2026, 1, 12),
        note="Hringdu ef eitthvað er óljóst.",
        case_url=CASE_URL,
    )


def hearing():
    return HearingData(
        **ENVELOPE,
        ground="Til skoðunar er að synja umsókninni vegna tekna.",
        facts=("Laun þín í desember 2025 voru 300.000 kr.",),
        rule_article="12. gr. reglna um fjárhagsaðstoð",
        due_on=date(2026, 1, 12),
        case_url=CASE_URL,
    )


def delay():
    return DelayData(
        **ENVELOPE, reason="Við bíðum eftir vottorði.", answer_by=date(2026, 1, 30), case_url=CASE_URL
    )


def reopening():
    return ReopeningData(**ENVELOPE, reason="Ný gögn um tekjur bárust.", case_url=CASE_URL)


def outcome(*, is_upheld):
    return AppealOutcomeData(
        **ENVELOPE,
        body_genitive="velferðarráðs",
        is_upheld=is_upheld,
        outcome=("Velferðarráð fór yfir tekjur þínar og aðstæður.",),
        external=APPEAL.external,
        case_url=CASE_URL,
    )


IN_PART = RefusedPart(
    what="Þú sóttir líka um aðstoð fyrir desember 2025.",
    facts=("Umsóknin barst 5. janúar 2026.",),
    rule_article="7. gr.",
)
LETTERS = {
    "receipt_en": (RECEIPT, receipt, "en"),
    "approval_en": (APPROVAL, approval, "en"),
    "approval_in_part_pl": (APPROVAL, lambda: approval(refused_part=IN_PART), "pl"),
    "refusal_pl": (REFUSAL, refusal, "pl"),
    "data_needed_en": (DATA_NEEDED, wanted, "en"),
    "reminder_pl": (REMINDER, wanted, "pl"),
    "hearing_en": (HEARING, hearing, "en"),
    "delay_pl": (DELAY, delay, "pl"),
    "reopening_en": (REOPENING, reopening, "en"),
    "appeal_upheld_en": (APPEAL_OUTCOME, lambda: outcome(is_upheld=True), "en"),
    "appeal_overturned_pl": (APPEAL_OUTCOME, lambda: outcome(is_upheld=False), "pl"),
    "approval_without_account_en": (APPROVAL, lambda: approval(account_ending=""), "en"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_words_of_a_letter_are_those_agreed_on(name):
    template, data, language = LETTERS[name]
    golden = GOLDEN / f"{name}.txt"

    text = render(template, data(), language=language).text

    if os.environ.get("REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_every_local_paragraph_declared_stands_in_the_letter_and_no_other(name):
    template, data, language = LETTERS[name]

    letter = render(template, data(), language=language)

    assert (
        tuple(paragraph.key for paragraph in letter.paragraphs if not paragraph.is_locked) == template.local
    )


def test_template_keys_are_unique():
    assert len({template.key for template in TEMPLATES}) == len(TEMPLATES)


def test_paragraphs_of_law_that_nobody_has_confirmed_say_so():
    letter = render(REFUSAL, refusal())

    assert [(p.key, p.basis) for p in letter.paragraphs if p.is_unverified] == [
        ("reasons", "21. gr. stjórnsýslulaga nr. 37/1993"),
        ("reopening", "24. gr. stjórnsýslulaga nr. 37/1993"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"facts": ()},
        {"facts": (" ",)},
        {"rule_article": ""},
        {"rules_url": ""},
        {"assessment": "\n"},
        {"appeal": None},
        {"applied_month": None},
    ],
)
def test_a_refusal_without_facts_rule_assessment_or_appeal_does_not_exist(change):
    with pytest.raises(ValidationError):
        refusal(**change)


@pytest.mark.parametrize("step", ["internal", "external"])
def test_a_refusal_whose_last_day_to_appeal_is_not_ahead_does_not_exist(step):
    expired = getattr(APPEAL, step).model_copy(update={"last_day": date(2026, 1, 5)})

    with pytest.raises(ValidationError, match="is not after the letter's day"):
        refusal(appeal=APPEAL.model_copy(update={step: expired}))


def test_an_approval_can_not_promise_another_amount_than_its_lines():
    with pytest.raises(ValidationError, match="last line"):
        approval(payable=1)


def test_an_approval_of_nothing_does_not_exist():
    nothing = calculate(AidInput(base_amount=0), TAX)

    with pytest.raises(ValidationError):
        approval(lines=table_lines(nothing), payable=0)


def test_a_letter_never_shows_more_of_an_account_than_its_end():
    with pytest.raises(ValidationError):
        approval(account_ending="0140-26-001234")
