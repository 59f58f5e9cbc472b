"""The peer of the rules: OpenFisca's country template, run in an environment of its own.

Reads one word a line on standard input and answers with the seconds that piece of work took: ``one`` is one person
with the trace of every variable (what explains a result there), ``many`` is a population of one-person households.
Setting up the tax and benefit system is not measured.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

PERIOD = "2017-01"
SYSTEM = CountryTaxBenefitSystem()
WANTED = ("income_tax", "social_security_contribution", "basic_income", "disposable_income")
ONE = {
    "persons": {"anna": {"birth": {"ETERNITY": "1980-01-01"}, "salary": {PERIOD: 240_000}}},
    "households": {"home": {"adults": ["anna"]}},
}


def one() -> None:
    simulation = SimulationBuilder().build_from_entities(SYSTEM, ONE)
    simulation.trace = True
    for name in WANTED:
        simulation.calculate(name, PERIOD)
    simulation.tracer.computation_log.lines()


def many(count: int) -> None:
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, count=count)
    simulation.set_input("salary", PERIOD, np.arange(count, dtype=np.float32) % 400_000)
    simulation.set_input("birth", "ETERNITY", np.full(count, np.datetime64("1980-01-01")))
    for name in WANTED:
        simulation.calculate(name, PERIOD)


def main() -> int:
    many_count, repeats = int(sys.argv[1]), int(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        began = time.perf_counter()
        if line.strip() == "one":
            for _number in range(repeats):
                one()
            taken = (time.perf_counter() - began) / repeats
        else:
            many(many_count)
            taken = time.perf_counter() - began
        sys.stdout.write(f"{taken!r}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
