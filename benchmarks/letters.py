"""Letters per second: a compiler kept between letters, as ``engines.letters`` does, beside a fresh one for each letter."""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, date, datetime, time

from benchmarks.measuring import Table, in_turns, median, milliseconds, per_second, percentile, times
from samveita.engines.cases.printed import appeal_step, table_lines
from samveita.engines.letters.data import FOR_LETTER, AppealRoute, Recipient, Sender, Signature
from samveita.engines.letters.render import KeptCompiler, _families, render
from samveita.engines.rulebook.central import tax_parameters
from samveita.services.financial_aid.letters import APPROVAL, ApprovalData
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate

LETTERS = 30
DAY = date(2026, 1, 5)
_numbers = itertools.count(1)


def next_letter() -> ApprovalData:
    """An approval nobody has been sent yet: another number each time."""
    tax = TaxYear.on(date(2026, 1, 1), tax_parameters())
    calculation = calculate(
        AidInput(base_amount=250_000, income=(Entry(30_000, "Laun"),), applicant_credit_percent=65), tax
    )
    step = {"address": "Strandgötu 6, 220 Hafnarfirði", "email": "nefnd@example.is"}
    return ApprovalData(
        sender=Sender(name="Hafnarfjarðarkaupstaður", place="Hafnarfirði", address=("Strandgötu 6",)),
        recipient=Recipient(name="Anna Þórðardóttir", address=("Lækjargötu 12", "220 Hafnarfirði")),
        dated=DAY,
        case_number=f"FA-2026-{next(_numbers):06}",
        signature=Signature(name="Sigrún Ólafsdóttir", title="Ráðgjafi"),
        applied_month=date(2026, 1, 1),
        appeal=AppealRoute(
            internal=appeal_step(genitive="velferðarráðs", period=4, last_day=date(2026, 2, 2), **step),
            external=appeal_step(
                genitive="úrskurðarnefndar velferðarmála", period=3, last_day=date(2026, 4, 7), **step
            ),
        ),
        lines=table_lines(calculation),
        payable=calculation.figures["payable"],
        pay_day=date(2026, 1, 30),
        account_ending="1234",
    )


def fresh() -> None:
    """Make a letter with a compiler of its own, thrown away afterwards."""
    payload = {
        "data": next_letter().model_dump(mode="json", context=FOR_LETTER),
        "language": "is",
        "texts": {},
        "fonts": list(_families()),
    }
    KeptCompiler(APPROVAL.path).run(payload, datetime.combine(DAY, time(12), tzinfo=UTC))


def measure() -> Table:
    """Make letters in turns with both."""
    first = render(APPROVAL, next_letter())
    taken = in_turns(
        {"kept": lambda: render(APPROVAL, next_letter()), "fresh": fresh},
        rounds=LETTERS,
    )
    table = Table(
        f"Letters as PDF/A-2a and PDF/UA-1 ({len(first.pdf) / 1000:.0f} kB each)",
        ("median", "p95", "letters", "beside a fresh compiler"),
    )
    for name, key in (("Samveita, kept compiler", "kept"), ("fresh compiler each time", "fresh")):
        middle = median(taken[key])
        table.add(
            name,
            milliseconds(middle),
            milliseconds(percentile(taken[key], 0.95)),
            per_second(1, middle),
            times(median(taken["fresh"]) / middle),
        )
    return table


def main() -> int:
    """Measure and print."""
    sys.stdout.write(measure().in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
