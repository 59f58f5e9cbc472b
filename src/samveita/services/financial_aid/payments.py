"""What a decision on financial aid pays: the aid, and beside it the December supplement and aid for children as their own.

The calculation taxes aid and December supplement together, so the tax due is shared out: the supplement carries its share
rounded down to the króna and the aid the rest; together they come to the tax of the decision, and all lines to what is
payable. Aid for children is outside tax. The tax itself is that of the decision and is never calculated again here.
"""

from __future__ import annotations

from datetime import date

from samveita.engines.cases.deciding import submitted_answers
from samveita.engines.cases.declaring import PaymentDraft
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case
from samveita.engines.payments.facts import AccountingFacts
from samveita.iceland.texts import Text
from samveita.services.financial_aid import wording
from samveita.services.financial_aid.categories import kind_of
from samveita.services.financial_aid.handling import applied_month, parameters_on
from samveita.services.financial_aid.process import GRANTING
from samveita.services.financial_aid.rules import AID

FINANCIAL_AID = Text(is_="Fjárhagsaðstoð", en="Financial aid", pl="Pomoc finansowa")


def payments_of(case: Case, content: FrozenDecision) -> tuple[PaymentDraft, ...]:
    """Return the payments of a decision; none when it gives nothing."""
    calculation = content.calculation
    if content.event not in GRANTING or calculation is None or calculation.outcome != AID:
        return ()
    account, pay_on = str(submitted_answers(case).answers.get("account", "")), _pay_day(content)
    parts = shared_out(calculation.figures)
    return tuple(
        PaymentDraft(
            kind=kind,
            text=text,
            amount=gross - tax,
            month=applied_month(case),
            pay_on=pay_on,
            gross=None if kind == "children_aid" else gross,
            tax=None if kind == "children_aid" else tax,
            account=account,
        )
        for kind, text, gross, tax in parts
        if gross - tax > 0
    )


def shared_out(figures: dict[str, int]) -> tuple[tuple[str, Text, int, int], ...]:
    """Return kind, words, kr. before tax and tax of each payment; together they come to what is payable.

    A supplement larger than all that is taxable (income took the aid itself) stands alone for the taxable amount.
    """
    taxable, tax_due = figures["taxable"], figures["tax_due"]
    december = min(figures["december"], taxable)
    tax_of_december = tax_due * december // taxable if taxable else 0
    return (
        ("aid", FINANCIAL_AID, taxable - december, tax_due - tax_of_december),
        ("december_supplement", wording.DECEMBER, december, tax_of_december),
        ("children_aid", wording.CHILDREN_AID, figures["children_aid_paid"], 0),
    )


def facts_for_accounts(case: Case, content: FrozenDecision) -> AccountingFacts:
    """Return what the accounts ask about the recipient, from the application and the decision's own figures."""
    answers = submitted_answers(case).answers
    calculation = content.calculation
    return AccountingFacts(
        phone=str(answers.get("phone", "")),
        email=str(answers.get("email", "")),
        employment=str(answers.get("employment", "")),
        housing=_housing(case, str(content.figures.get("home", answers.get("home", "")))),
        personal_credit=None if calculation is None else calculation.figures.get("credit_used"),
    )


def _housing(case: Case, answer: str) -> str:
    """Return which of the six kinds the accounts know a category maps to."""
    parameters = parameters_on(case.municipality, applied_month(case))
    return answer if parameters is None else kind_of(parameters, answer)


def _pay_day(content: FrozenDecision) -> date | None:
    written = content.reasons.get("pay_day")
    return None if not written else date.fromisoformat(str(written))
