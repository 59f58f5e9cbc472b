"""Working at an office with a hundred thousand cases: sending an application, the desk's lists and a case page.

Everything is real: ``samveita serve`` on SQLite and on a throw-away PostgreSQL as the app role, logged-in sessions, each
request asked for over a kept connection after the one before, looks recorded as always. The peer is the same house with a
hundred cases in it, measured just before the rest was loaded: the ratio says what a hundred thousand cases cost.

Goals: 95 of 100 applications are received within 100 ms, and 95 of 100 pages of a list shown within 50 ms.
"""

from __future__ import annotations

import http.client
import itertools
import json
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack, closing
from typing import TypedDict
from urllib.parse import urlencode

import psycopg

from benchmarks.measuring import Table, median, milliseconds, percentile, times
from benchmarks.serving import ROOT, databases, environment_for, free_port, served

CASES, FEW = 100_000, 100
ROUNDS, APPLICANTS, WARM = 40, 60, 3
SUBMIT_GOAL, LIST_GOAL = 0.100, 0.050
DESK = "/dalvogur/vinnubord/"
APPLY = "/dalvogur/fjarhagsadstod/umsokn/"
LISTS = {
    "desk list, open": f"{DESK}mal/?listi=opin",
    "desk list, own": f"{DESK}mal/?listi=min",
    "desk list, late": f"{DESK}mal/?listi=sein",
    "desk list, decided": f"{DESK}mal/?listi=afgreidd",
    "desk list, decided, far down": f"{DESK}mal/?listi=afgreidd&eftir={{far}}",
    "desk list, decided, by number": f"{DESK}mal/?listi=afgreidd&rada=numer",
    "desk list, open, by name": f"{DESK}mal/?listi=opin&leit=gunn",
}
START = {"desk start": DESK}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')

Taken = dict[str, list[float]]


class House(TypedDict):
    """What ``benchmarks.many_cases`` tells: sessions of the desk, some cases' addresses, and who has only to send.

    ``far`` is the uid of a decided case a hundred pages down the list, or halfway when there are fewer.
    """

    desk: list[str]
    cases: dict[str, str]
    far: str
    applicants: list[dict[str, str]]


def measure(count: int = CASES) -> Table:
    """Measure on each database with few cases, load the rest, and measure again."""
    table = Table(
        f"An office with {count:,} cases (granian, one request after another)",
        ("requests", "median", "p95", "goal for p95", f"median beside {FEW} cases"),
    )
    with ExitStack() as stack:
        for name, database in databases(stack):
            few, many, loading = _on(stack, database, count)
            for what, values in many.items():
                table.add(f"{what}, {name}", *_cells(what, values, few[what]))
            table.notes.append(f"{name}: the cases were loaded in {loading:.0f} s.")
    table.notes.append(
        "An application is timed from the press of the button until the answer with its receipt number; "
        "the letter follows in the background."
    )
    return table


def _cells(what: str, values: list[float], few: list[float]) -> tuple[str, ...]:
    goal = SUBMIT_GOAL if what == "submit" else LIST_GOAL if what in LISTS else None
    high = percentile(values, 0.95)
    told = "" if goal is None else f"{milliseconds(goal)}: {'met' if high <= goal else 'not met'}"
    return (
        str(len(values)),
        milliseconds(median(values)),
        milliseconds(high),
        told,
        times(median(values) / median(few)),
    )


def _on(stack: ExitStack, database: dict[str, str], count: int) -> tuple[Taken, Taken, float]:
    port = free_port()
    environment = environment_for(stack, database, port)
    samveita = [sys.executable, "-m", "samveita.project.cli"]
    subprocess.run(
        [*samveita, "migrate", "--verbosity", "0"], env=environment, cwd=ROOT, check=True, timeout=180
    )
    found = []
    for wanted in (FEW, count):
        began = time.perf_counter()
        house = _loaded(environment, wanted)
        loading = time.perf_counter() - began
        with served([*samveita, "serve"], environment, port=port, ready="/heilsa/lifandi"):
            found.append(_asked(port, house))
    return found[0], found[1], loading


def _loaded(environment: dict[str, str], count: int) -> House:
    """Bring the office to that many cases; statistics are then taken at once, as autovacuum does in its own time."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.many_cases", "--cases", str(count), "--applicants", str(APPLICANTS + WARM)],
        env=environment, cwd=ROOT, check=True, timeout=900, stdout=subprocess.PIPE,
    )  # fmt: skip
    if owner := environment.get("SAMVEITA_DATABASE_OWNER_URL"):
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    found: House = json.loads(made.stdout)
    return found


def _asked(port: int, house: House) -> Taken:
    """Ask for every page in turns, each time as the next of several case workers, then send the applications."""
    lists = {what: path.format(far=house["far"]) for what, path in LISTS.items()}
    pages = {**START, **lists, **{f"desk case page, {name}": path for name, path in house["cases"].items()}}
    taken: Taken = {what: [] for what in ("submit", *pages)}
    workers = itertools.cycle(house["desk"])
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        for number in range(ROUNDS + WARM):
            for what, path in pages.items():
                value = _page(connection, path, next(workers))
                if number >= WARM:
                    taken[what].append(value)
        for number, applicant in enumerate(house["applicants"]):
            value = _submission(connection, applicant)
            if number >= WARM:
                taken["submit"].append(value)
    return taken


def _page(connection: http.client.HTTPConnection, path: str, cookie: str) -> float:
    began = time.perf_counter()
    status, _headers, _body = _answer(connection, "GET", path, cookie)
    value = time.perf_counter() - began
    if status != 200:
        raise RuntimeError(f"{path} answered {status}.")
    return value


def _submission(connection: http.client.HTTPConnection, applicant: dict[str, str]) -> float:
    """Open the summary as a browser does, and time the press of its button.

    Raises:
        RuntimeError: when the application didn't become a case.
    """
    status, headers, body = _answer(connection, "GET", f"{APPLY}yfirlit/", applicant["cookie"])
    token = TOKEN.search(body)
    if status != 200 or token is None or (given := headers.get("Set-Cookie")) is None:
        raise RuntimeError(f"The summary of an application answered {status}.")
    form = urlencode({"csrfmiddlewaretoken": token[1].decode(), "draft": applicant["draft"]})
    cookies = f"{applicant['cookie']}; {given.partition(';')[0]}"
    began = time.perf_counter()
    status, headers, _body = _answer(connection, "POST", f"{APPLY}senda/", cookies, form)
    value = time.perf_counter() - began
    if status != 302 or "/mal/" not in (headers.get("Location") or ""):
        raise RuntimeError(f"An application was not received: {status}.")
    return value


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, cookie: str, form: str | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    headers = {"Cookie": cookie}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body=form, headers=headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read()


def main() -> int:
    """Measure and print; ``--cases`` for fewer."""
    parser = ArgumentParser(prog="python -m benchmarks.cases")
    parser.add_argument("--cases", type=int, default=CASES, help="how many cases the office has")
    sys.stdout.write(measure(max(FEW, parser.parse_args().cases)).in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
