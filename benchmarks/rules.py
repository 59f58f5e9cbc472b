"""Calculating financial aid: one person with every line explained, and a nation column by column, beside OpenFisca.

The peer is OpenFisca's country template, the engine several countries model tax and benefits with. It runs in an
environment of its own (``var/openfisca``) from ``openfisca.txt``, and each round meets both. The two calculate different
laws of about the same size: a base, a tax in brackets or at one rate, a credit or a benefit, and a sum.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.measuring import Table, median, milliseconds, per_second, seconds, times
from samveita.engines.rulebook.central import tax_parameters
from samveita.engines.rulebook.exact import Column
from samveita.engines.rulebook.parameters import Source
from samveita.iceland.money import Rate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.columns import Household, Households, facts_of
from samveita.services.financial_aid.parameters import AidCategory, FinancialAidParameters, HomeCircumstances
from samveita.services.financial_aid.proposal import Settings, propose
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate, calculate_columns
from samveita.services.financial_aid.simulating import Change, changed, simulate

NATION = 160_000
HOUSEHOLDS = 100_000
LOOPED = 1_000
ROUNDS = 15
REPEATS = 20
DAY = date(2026, 1, 1)
PEER = Path(__file__).with_name("openfisca_peer.py")
REQUIREMENTS = Path(__file__).with_name("openfisca.txt")
ENVIRONMENT = Path(__file__).resolve().parents[1] / "var" / "openfisca"


def measure(count: int = NATION) -> Table:
    """Measure both in turns; without the peer the table says so and shows our figures alone."""
    tax = TaxYear.on(DAY, tax_parameters())
    one = AidInput(
        base_amount=240_000,
        income=(Entry(45_000, "Laun"),),
        applicant_credit_percent=100,
        children_aid=33_000,
    )
    numbers = np.arange(count, dtype=np.int64)
    everyone = AidInput(
        base_amount=Column.of(200_000 + numbers % 100_000),
        income=(Entry(Column.of(numbers * 7 % 300_000)),),
        applicant_credit_percent=Column.of(numbers % 101),
    )
    table = Table(
        f"Rules: one person explained, {count:,} persons column by column",
        ("median", "rate", "time beside Samveita"),
    )
    try:
        with _peer(count) as ask:
            taken = _rounds(lambda: calculate(one, tax), lambda: calculate_columns(everyone, tax), ask)
    except (OSError, subprocess.SubprocessError) as problem:
        taken = _rounds(lambda: calculate(one, tax), lambda: calculate_columns(everyone, tax), None)
        table.notes.append(f"OpenFisca could not be installed here, so there is no peer: {problem}")
    for what, persons in (("one", 1), ("many", count)):
        ours = median(taken[f"Samveita, {what}"])
        for name in (f"Samveita, {what}", f"OpenFisca country template, {what}"):
            if name in taken:
                value = median(taken[name])
                table.add(name, milliseconds(value), per_second(persons, value), times(value / ours))
    _what_if(table)
    table.notes.append(
        "One: Samveita keeps every line with words, legal basis and sources; OpenFisca builds its simulation, traces "
        "four variables and writes the trace. Many: no words. Medians of rounds in turns; start-up not counted."
    )
    return table


def _what_if(table: Table) -> None:
    """Measure a change of the rules over invented households, and the same household by household as cases."""
    rules = FinancialAidParameters(
        categories=tuple(
            AidCategory(
                code=kind.value,
                name=Text(is_=kind.value, en=kind.value, pl=kind.value),
                circumstances=kind,
                individual=240_000,
                cohabitation=384_000,
            )
            for kind in HomeCircumstances
        ),
        amounts_source=Source(title="made up"),
        december_percent="25",
    )
    now, then = Settings(rules, DAY), changed(rules, Change(raise_by=Rate.percent("5")))
    tax, parameters = TaxYear.on(DAY, tax_parameters()), tax_parameters()
    numbers = range(HOUSEHOLDS)
    rows = [
        Household(
            category=rules.categories[number % len(rules.categories)].code,
            is_couple=number % 3 == 0,
            income=number * 7 % 300_000,
            credit=100,
            children=number % 4,
        )
        for number in numbers
    ]
    columns = Households.of(rows)
    together = [
        seconds(lambda: simulate(columns, now=now, then=then, tax=tax, is_real=False))
        for _number in range(ROUNDS)
    ]
    some = [facts_of(row, rules, year=DAY.year) for row in rows[:LOOPED]]
    settings = (now, Settings(then, DAY))
    # Column by column each household is calculated four times: two sets of rules, an ordinary month and December.
    alone = seconds(lambda: [propose(one, facts, tax=parameters) for one in settings for facts in some])
    whole = alone * 2 * HOUSEHOLDS / LOOPED
    value = median(together)
    table.add(
        f"What if, {HOUSEHOLDS:,} households", milliseconds(value), per_second(HOUSEHOLDS, value), times(1)
    )
    table.add(
        f"The same one by one (reckoned from {LOOPED:,})",
        milliseconds(whole),
        per_second(HOUSEHOLDS, whole),
        times(whole / value),
    )


def _rounds(
    one: Callable[[], object], many: Callable[[], object], ask: Callable[[str], float] | None
) -> dict[str, list[float]]:
    """Measure each piece of work once a round."""
    works: dict[str, Callable[[], float]] = {
        "Samveita, one": lambda: seconds(lambda: [one() for _number in range(REPEATS)]) / REPEATS,
        "Samveita, many": lambda: seconds(many),
    }
    if ask is not None:
        works["OpenFisca country template, one"] = lambda: ask("one")
        works["OpenFisca country template, many"] = lambda: ask("many")
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            value = work()
            if number:  # the first round warms up
                taken[name].append(value)
    return taken


@contextmanager
def _peer(count: int) -> Iterator[Callable[[str], float]]:
    """Start the peer in its own environment, made now if it isn't there.

    Raises:
        OSError, subprocess.SubprocessError: when it can't be installed or started.
    """
    python = ENVIRONMENT / "bin" / "python"
    done = ENVIRONMENT / "installed"
    if not done.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            str(REQUIREMENTS),
        ]
        subprocess.run(install, check=True, capture_output=True, text=True, timeout=900)
        done.touch()
    process = subprocess.Popen(
        [str(python), str(PEER), str(count), str(REPEATS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    if process.stdout.readline().strip() != "ready":
        process.kill()
        raise OSError("the peer did not start")

    def ask(word: str) -> float:
        process.stdin.write(f"{word}\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        answer = process.stdout.readline()  # type: ignore[union-attr]
        if not answer:
            raise OSError("the peer stopped")
        return float(answer)

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def main() -> int:
    """Measure and print; ``--count`` for another population."""
    parser = ArgumentParser(prog="python -m benchmarks.rules")
    parser.add_argument("--count", type=int, default=NATION, help="how many persons")
    sys.stdout.write(measure(max(1, min(parser.parse_args().count, 2_000_000))).in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
