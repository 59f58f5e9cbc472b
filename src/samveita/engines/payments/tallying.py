"""Whether a month agrees: decisions, payment lines, what was handed over, what came back, withheld tax and letters.

Five checks, each with two figures and the things that are off, every one with where to look. What a decision pays is asked
of its service anew (``CaseService.payments``) and set beside the lines; what was handed over is read from the frozen runs
and set beside the lines, so a line that was changed behind the engine's back shows. Nothing is mended here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q

from samveita.engines.cases.declaring import PaymentDraft
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case, Decision
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.payments.documents import FrozenRecord, MonthTotals
from samveita.engines.payments.models import LineStatus, PaymentLine, PaymentRun, RunStatus
from samveita.engines.payments.queries import look_at_office
from samveita.engines.payments.running import content_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.encryption import open_document
from samveita.iceland.texts import Text

DECIDED_AROUND = timedelta(days=92)
"""How long after its month a decision is looked for that planned no line; one with lines is found by them."""
ARRIVED = (LineStatus.CONFIRMED, LineStatus.REVERSED)
GONE = (*ARRIVED, LineStatus.EXPORTED, LineStatus.UNKNOWN)

NOT_AS_DECIDED = Text(
    is_="Greiðslulínur eru ekki eins og ákvörðunin.",
    en="The payment lines are not as decided.",
    pl="Pozycje wypłat różnią się od decyzji.",
)
OTHER_TAX = Text(
    is_="Staðgreiðsla á línum er ekki eins og í ákvörðuninni.",
    en="The tax on the lines is not as decided.",
    pl="Podatek w pozycjach różni się od decyzji.",
)
HELD = Text(is_="Greiðslan er í bið.", en="The payment is on hold.", pl="Wypłata jest wstrzymana.")
NO_ACCOUNT = Text(
    is_="Bankareikning vantar.", en="The bank account is missing.", pl="Brakuje konta bankowego."
)
IN_NO_RUN = Text(
    is_="Greiðslan er ekki í keyrslu.", en="The payment is in no run.", pl="Wypłaty nie ma na liście."
)
RUN_NOT_GONE = Text(
    is_="Keyrslan hefur ekki verið afhent.",
    en="The run has not been handed over.",
    pl="Listy nie przekazano.",
)
NOT_AS_FROZEN = Text(
    is_="Línan er ekki eins og hún var samþykkt.",
    en="The line is not as it was approved.",
    pl="Pozycja różni się od zatwierdzonej.",
)
NO_ANSWER = Text(
    is_="Svar vantar frá bókhaldi eða banka.",
    en="The answer of the accounts or the bank is missing.",
    pl="Brakuje odpowiedzi księgowości lub banku.",
)
UNCERTAIN = Text(
    is_="Óvíst er hvort greiðslan barst.",
    en="It is uncertain whether the payment arrived.",
    pl="Nie wiadomo, czy wypłata dotarła.",
)
FAILED = Text(
    is_="Greiðslan komst ekki til skila.",
    en="The payment did not get through.",
    pl="Wypłata nie doszła do skutku.",
)
NO_LETTER = Text(
    is_="Bréf um ákvörðunina vantar.",
    en="The letter on the decision is missing.",
    pl="Brakuje pisma o decyzji.",
)
LETTER_ON_ITS_WAY = Text(
    is_="Bréfið er ekki komið í pósthólfið.",
    en="The letter has not reached the mailbox.",
    pl="Pismo nie dotarło do skrzynki.",
)
LETTER_REFUSED = Text(
    is_="Pósthólfið tók ekki við bréfinu.",
    en="The mailbox did not take the letter.",
    pl="Skrzynka nie przyjęła pisma.",
)
TITLES = {
    "lines": Text(is_="Ákvarðanir og greiðslulínur", en="Decisions and payment lines", pl="Decyzje i pozycje wypłat"),
    "handed_over": Text(is_="Greiðslulínur og afhending til bókhalds", en="Payment lines and handover to the accounts", pl="Pozycje wypłat i przekazanie księgowości"),
    "answers": Text(is_="Afhending og svör", en="Handover and answers", pl="Przekazanie i odpowiedzi"),
    "tax": Text(is_="Staðgreiðsla í ákvörðunum og á línum", en="Tax in decisions and on lines", pl="Podatek w decyzjach i w pozycjach"),
    "letters": Text(is_="Ákvarðanir og bréf", en="Decisions and letters", pl="Decyzje i pisma"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Off:
    """One thing that does not agree: what, of which case, by how much (kr., ``None`` where it is no amount), and where."""

    sentence: Text
    case: UUID
    number: str
    amount: int | None = None
    line: UUID | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that must be one: kr., or a count where ``in_kronur`` is false."""

    key: str
    expected: int
    found: int
    off: tuple[Off, ...]
    in_kronur: bool = True

    @property
    def title(self) -> Text:
        """What is set beside what."""
        return TITLES[self.key]

    @property
    def agrees(self) -> bool:
        """Whether the figures are one and nothing is off."""
        return self.expected == self.found and not self.off


@dataclass(frozen=True, slots=True)
class Tally:
    """A month of an office, set side by side."""

    month: date
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything does."""
        return all(check.agrees for check in self.checks)

    @property
    def off(self) -> int:
        """How many things do not agree."""
        return sum(max(len(check.off), int(not check.agrees)) for check in self.checks)

    @property
    def totals(self) -> MonthTotals:
        """The figures, as they are kept when the month is closed."""
        lines, handed_over, answers, tax, letters = self.checks
        return MonthTotals(
            decided=lines.expected,
            planned=lines.found,
            handed_over=handed_over.found,
            confirmed=answers.found,
            tax_decided=tax.expected,
            tax_withheld=tax.found,
            letters_due=letters.expected,
            letters_delivered=letters.found,
            off=self.off,
        )


def tally(*, actor: Actor, office: Organisation, month: date) -> Tally:
    """Set everything about a month of payments side by side and record the look.

    Raises:
        NotAllowed: when the actor may not see payments.
    """
    require(actor, "payments.see")
    look_at_office(actor, office)
    first = month.replace(day=1)
    lines = _lines(first)
    decisions = _decisions(first, lines)
    last = _last_numbers(decisions)
    drafts = {one.pk: _drafts(one, first) if one.number == last[one.case_id] else () for one in decisions}
    by_decision = _by_decision(lines)
    return Tally(
        first,
        (
            _as_decided(decisions, drafts, by_decision),
            _handed_over(lines),
            _answers(lines),
            _tax(decisions, drafts, by_decision),
            _letters(decisions, drafts, first),
        ),
    )


def _lines(first: date) -> list[PaymentLine]:
    rows = PaymentLine.objects.filter(month=first).exclude(status=LineStatus.CANCELLED)
    related = rows.select_related("case", "corrects", "run__office", "run__municipality")
    return list(related.order_by("case__number", "position", "pk"))


def _decisions(first: date, lines: Iterable[PaymentLine]) -> list[Decision]:
    """Return the decisions a month's payments come from, and those that might have paid for it and did not."""
    begins = datetime(first.year, first.month, 1, tzinfo=UTC)
    around = Q(decided_at__gte=begins - DECIDED_AROUND, decided_at__lt=begins + 2 * DECIDED_AROUND)
    rows = Decision.objects.filter(around, case__is_practice=False)
    found = {
        one.pk: one for one in rows.select_related("case__office", "case__municipality", "case__submission")
    }
    missing = {line.decision_id for line in lines} - found.keys()
    older = Decision.objects.filter(pk__in=missing)
    found |= {
        one.pk: one for one in older.select_related("case__office", "case__municipality", "case__submission")
    }
    return sorted(found.values(), key=lambda one: (one.case.number, one.number))


def _last_numbers(decisions: Iterable[Decision]) -> dict[int, int]:
    """Return the number of each case's last decision: one that was replaced pays nothing."""
    cases = {one.case_id for one in decisions}
    rows = Decision.objects.filter(case__in=cases).values_list("case").annotate(last=Max("number"))
    return dict(rows)


def _drafts(decision: Decision, first: date) -> tuple[PaymentDraft, ...]:
    """Return what a decision that stands pays for the month, as its service says."""
    case: Case = decision.case
    declared = case.declaration.payments
    if declared is None:
        return ()
    content = open_document(case.office, FrozenDecision, decision.content, about=str(case.uid))
    return tuple(draft for draft in declared(case, content) if draft.month.replace(day=1) == first)


def _by_decision(lines: Iterable[PaymentLine]) -> dict[int, list[PaymentLine]]:
    """Group lines by the decision they carry out; a counter-line stands with the line it makes good."""
    found: dict[int, list[PaymentLine]] = defaultdict(list)
    for line in lines:
        origin = line if line.corrects is None else line.corrects
        found[origin.decision_id].append(line)
    return found


def _as_decided(
    decisions: list[Decision],
    drafts: dict[int, tuple[PaymentDraft, ...]],
    by_decision: dict[int, list[PaymentLine]],
) -> Check:
    expected = found = 0
    off = []
    for decision in decisions:
        due = sum(draft.amount for draft in drafts[decision.pk])
        lines = by_decision.get(decision.pk, [])
        planned = sum(line.amount for line in lines)
        expected, found = expected + due, found + planned
        if due != planned:
            off.append(Off(NOT_AS_DECIDED, decision.case.uid, decision.case.number, planned - due))
    return Check("lines", expected, found, tuple(off))


def _tax(
    decisions: list[Decision],
    drafts: dict[int, tuple[PaymentDraft, ...]],
    by_decision: dict[int, list[PaymentLine]],
) -> Check:
    expected = found = 0
    off = []
    for decision in decisions:
        due = sum(draft.tax or 0 for draft in drafts[decision.pk])
        withheld = sum(line.tax_withheld or 0 for line in by_decision.get(decision.pk, []))
        expected, found = expected + due, found + withheld
        if due != withheld:
            off.append(Off(OTHER_TAX, decision.case.uid, decision.case.number, withheld - due))
    return Check("tax", expected, found, tuple(off))


def _handed_over(lines: list[PaymentLine]) -> Check:
    frozen = _frozen_records(lines)
    off = []
    for line in lines:
        reason = _not_handed_over(line, frozen.get(str(line.uid)))
        if reason is not None:
            off.append(Off(reason, line.case.uid, line.case.number, line.amount, line.uid))
    gone = sum(
        record.amount for line in lines if line.status in GONE and (record := frozen.get(str(line.uid)))
    )
    failed = sum(line.amount for line in lines if line.status == LineStatus.FAILED and line.run_id)
    return Check("handed_over", sum(line.amount for line in lines), gone + failed, tuple(off))


def _frozen_records(lines: Iterable[PaymentLine]) -> dict[str, FrozenRecord]:
    runs: dict[int, PaymentRun] = {line.run.pk: line.run for line in lines if line.run is not None}
    return {
        record.uid: record
        for run in runs.values()
        if run.frozen is not None
        for record in content_of(run).records
    }


def _not_handed_over(line: PaymentLine, record: FrozenRecord | None) -> Text | None:
    if line.status == LineStatus.PLANNED or line.run is None:
        if line.held_at is not None:
            return HELD
        return IN_NO_RUN if line.has_account else NO_ACCOUNT
    if line.run.status in {RunStatus.DRAFT, RunStatus.APPROVED}:
        return RUN_NOT_GONE
    as_frozen = record is not None and (record.amount, record.gross, record.tax_withheld) == (
        line.amount,
        line.gross,
        line.tax_withheld,
    )
    return None if as_frozen else NOT_AS_FROZEN


def _answers(lines: list[PaymentLine]) -> Check:
    waits = {
        LineStatus.EXPORTED: NO_ANSWER,
        LineStatus.UNKNOWN: UNCERTAIN,
        LineStatus.FAILED: FAILED,
    }
    gone = [line for line in lines if line.status in {*GONE, LineStatus.FAILED}]
    off = tuple(
        Off(waits[LineStatus(line.status)], line.case.uid, line.case.number, line.amount, line.uid)
        for line in gone
        if line.status in waits
    )
    arrived = sum(line.amount for line in gone if line.status in ARRIVED)
    return Check("answers", sum(line.amount for line in gone), arrived, off)


def _letters(decisions: list[Decision], drafts: dict[int, tuple[PaymentDraft, ...]], first: date) -> Check:
    """Letters of the decisions that pay for the month, and of all that were made in it."""
    concerned = [one for one in decisions if drafts[one.pk] or _is_of_month(one, first)]
    wanted = [one for one in concerned if one.dispatch is not None or _owes_letter(one)]
    states = dict(
        Dispatch.objects.filter(uid__in=[one.dispatch for one in wanted if one.dispatch]).values_list(
            "uid", "state"
        )
    )
    off = []
    for decision in wanted:
        reason = _letter_problem(states.get(decision.dispatch) if decision.dispatch else None)
        if reason is not None:
            off.append(Off(reason, decision.case.uid, decision.case.number))
    return Check("letters", len(wanted), len(wanted) - len(off), tuple(off), in_kronur=False)


def _is_of_month(decision: Decision, first: date) -> bool:
    return bool(decision.decided_at.astimezone(UTC).date().replace(day=1) == first)


def _owes_letter(decision: Decision) -> bool:
    rows = decision.case.process.transitions
    return any(row.event == decision.event and row.letter for row in rows)


def _letter_problem(state: str | None) -> Text | None:
    if state == State.ACCEPTED:
        return None
    if state is None:
        return NO_LETTER
    return LETTER_REFUSED if state in {State.REJECTED, State.WITHDRAWN} else LETTER_ON_ITS_WAY
