"""Requests per second of a municipality's front page, of its API and of a case page, beside a bare Django "hello".

Everything is real: ``samveita serve`` (granian, one process of four threads) on SQLite and on a throw-away PostgreSQL as
the app role, a session of a logged-in resident, her case with its history. The bare view is served by granian too. Whoever
asks runs on the same machine, in a process of its own, and takes its share of the cores; the ratios say more than the rates.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.measuring import Table, median, milliseconds, percentile, times

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 4
SECONDS, ROUNDS = 2.0, 3
READY_SECONDS = 60.0

sys.path.insert(0, str(ROOT / "tests"))


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], environment: dict[str, str], *, port: int, ready: str) -> Iterator[int]:
    """Start a server, wait until it answers, and stop it and its children afterwards."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}{ready}")
            yield port
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {READY_SECONDS:.0f} s.")


def ask(port: int, path: str, cookie: str, answer: multiprocessing.Queue[list[float]]) -> None:
    """Ask for one address over a few kept connections for a while; hand back how long each answer took."""
    taken: list[float] = []
    until = time.perf_counter() + SECONDS
    threads = [
        threading.Thread(target=_ask_in_a_row, args=(port, path, cookie, until, taken))
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer.put(taken)


def _ask_in_a_row(port: int, path: str, cookie: str, until: float, taken: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": cookie} if cookie else {}
    while time.perf_counter() < until:
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            connection.close()
            return
        taken.append(time.perf_counter() - began)
    connection.close()


def round_of(port: int, path: str, cookie: str = "") -> list[float]:
    """Ask from another process and return the answers' times in seconds.

    Raises:
        RuntimeError: when nothing but 200 was expected and something else came.
    """
    answer: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=ask, args=(port, path, cookie, answer))
    process.start()
    taken = answer.get(timeout=SECONDS + 60)
    process.join()
    if not taken:
        raise RuntimeError(f"{path} did not answer 200.")
    return taken


def databases(stack: ExitStack) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each database with the variables that choose it; PostgreSQL only where it is installed."""
    from postgresql_server import APP, OWNER, NoPostgresqlError, throwaway_server

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="samveita-bench-")))
    yield "SQLite", {"SAMVEITA_DATABASE_URL": f"sqlite:///{folder / 'samveita.sqlite3'}"}
    try:
        server = stack.enter_context(throwaway_server())
    except NoPostgresqlError as missing:
        sys.stderr.write(f"{missing}\n")
        return
    yield (
        "PostgreSQL",
        {
            "SAMVEITA_DATABASE_URL": server.url(role=APP),
            "SAMVEITA_DATABASE_OWNER_URL": server.url(role=OWNER),
        },
    )


def environment_for(stack: ExitStack, database: dict[str, str], port: int) -> dict[str, str]:
    """Return the variables of an installation of its own."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="samveita-bench-"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMVEITA_")}
    return {
        **kept,
        **database,
        "SAMVEITA_MODE": "test",
        "SAMVEITA_DATA_DIRECTORY": folder,
        "SAMVEITA_PORT": str(port),
        "SAMVEITA_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "SAMVEITA_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "samveita.project.settings",
    }


def measure() -> Table:
    """Serve from each database and ask in turns with the bare view."""
    table = Table(
        f"Served pages (granian, 1 process, 4 threads; {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:.0f} s)",
        ("requests", "median", "p95", "beside bare Django"),
    )
    with ExitStack() as stack:
        bare = stack.enter_context(_bare_django())
        for name, database in databases(stack):
            with _samveita(stack, database) as (port, data):
                _in_turns(table, name, bare, port, data)
    table.notes.append('Bare Django: one view that says "hello", no middleware, no session, no database.')
    return table


@contextmanager
def _bare_django() -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
        "benchmarks.hello:application",
    ]  # fmt: skip
    with served(command, dict(os.environ), port=port, ready="/") as listening:
        yield listening


@contextmanager
def _samveita(stack: ExitStack, database: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    port = free_port()
    environment = environment_for(stack, database, port)
    samveita = [sys.executable, "-m", "samveita.project.cli"]
    subprocess.run(
        [*samveita, "migrate", "--verbosity", "0"], env=environment, cwd=ROOT, check=True, timeout=180
    )
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.serving_data"],
        env=environment, cwd=ROOT, check=True, timeout=120, stdout=subprocess.PIPE,
    )  # fmt: skip
    data: dict[str, str] = json.loads(made.stdout)
    with served([*samveita, "serve"], environment, port=port, ready="/heilsa/lifandi") as listening:
        yield listening, data


def _in_turns(table: Table, name: str, bare: int, port: int, data: dict[str, str]) -> None:
    asked = {
        f"bare Django (with {name})": (bare, "/", ""),
        f"front page, {name}": (port, data["plain"], ""),
        f"API: municipalities, {name}": (port, "/api/v1/municipalities", ""),
        f"case page, {name}": (port, data["case"], data["cookie"]),
    }
    taken: dict[str, list[list[float]]] = {what: [] for what in asked}
    for round_number in range(ROUNDS + 1):
        for what, where in asked.items():
            answers = round_of(*where)
            if round_number:
                taken[what].append(answers)
    rates = {what: median([len(answers) / SECONDS for answers in rounds]) for what, rounds in taken.items()}
    peer = next(iter(rates.values()))
    for what, rounds in taken.items():
        all_answers = [value for answers in rounds for value in answers]
        table.add(
            what,
            f"{rates[what]:,.0f}/s",
            milliseconds(median(all_answers)),
            milliseconds(percentile(all_answers, 0.95)),
            times(rates[what] / peer),
        )


def main() -> int:
    """Measure and print."""
    sys.stdout.write(measure().in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
