"""The decisions of a case as its applicant reads them: explained lines, reasons, and how to appeal with the real days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samveita.engines.cases.deciding import frozen
from samveita.engines.cases.declaring import AppealTerm
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.web.presenting import explained
from samveita.engines.rulebook.calculation import Calculation
from samveita.iceland.clock import ICELAND
from samveita.iceland.texts import Text
from samveita.ui.parts import ExplainedAmount

DISAGREE = Text(is_="Ósammála?", en="Disagree?", pl="Nie zgadzasz się?")


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as the applicant reads it; how to appeal is empty until her letter is served, for time runs from then.

    ``dispute`` is the address where she writes her complaint, with the place for what she disputes; empty when she can't.
    """

    decision: Decision
    calculation: Calculation | None
    amount: ExplainedAmount | None
    reasons: Mapping[str, object]
    appeal: tuple[AppealTerm, ...]
    dispute: str = ""


def with_disputes(decision: ShownDecision, address: str) -> ShownDecision:
    """Return a decision in which each line and reason leads to where it can be disputed."""
    decision = replace(decision, dispute=f"{address}?lidur=")
    if decision.amount is None or decision.calculation is None:
        return decision
    *terms, _total = decision.calculation.lines
    lines = [
        replace(shown, url=f"{decision.dispute}{line.key}", url_label=DISAGREE)
        for shown, line in zip(decision.amount.lines, terms, strict=True)
    ]
    return replace(decision, amount=replace(decision.amount, lines=lines))


def decisions_of(case: Case) -> list[ShownDecision]:
    """Return the decisions of a case, the latest first."""
    found = case.decisions.select_related("case__office", "case__municipality").order_by("-number")
    return [_shown(case, decision) for decision in found]


def _shown(case: Case, decision: Decision) -> ShownDecision:
    content, terms = frozen(decision), case.declaration.appeal_terms
    calculation = content.calculation
    notified = decision.served_at if decision.dispatch else decision.decided_at
    return ShownDecision(
        decision=decision,
        calculation=calculation,
        amount=explained(calculation, label=calculation.lines[-1].label) if calculation else None,
        reasons=content.reasons,
        appeal=terms(case, notified.astimezone(ICELAND).date()) if terms and notified else (),
    )
