"""``samveita demo``: a believable municipality on this machine, in one command.

Makes the database once, loads the demo data, starts web, worker and simulators as one group and prints where to go and
who to be. The data carry a version: an older database is migrated when that is enough; ``--reset`` rebuilds it. A load
that was interrupted leaves no version behind, and is begun again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from samveita.iceland.cast import CastMember, cast
from samveita.project.processes import ProcessEndedError, ProcessGroup, free_port

DEMO_VERSION = 10
READY_SECONDS = 90.0
SOURCE = Path(__file__).resolve().parents[1]
PORTS = {
    "WEB": 8000,
    "LOGIN_SIMULATOR": 8010,
    "MAILBOX_SIMULATOR": 8020,
    "XROAD_SIMULATOR": 8030,
    "ACCOUNTS_SIMULATOR": 8040,
}

type_of_loader = Callable[[Callable[[str], None]], None]


@dataclass(frozen=True, slots=True)
class Loader:
    """One part of the demo data: what it is called while loading, and the function ``load(say)`` behind it."""

    name: str
    target: str

    def load(self) -> type_of_loader:
        """Import the function."""
        module, _, function = self.target.partition(":")
        loaded: type_of_loader = getattr(import_module(module), function)
        return loaded


LOADERS: tuple[Loader, ...] = (
    Loader("organisations", "samveita.ground.organisations.demo:load"),
    Loader("people and roles", "samveita.ground.identity.demo:load"),
    Loader("preschool fees", "samveita.tools.preschool_fees.demo:load"),
    Loader("payments", "samveita.engines.payments.demo:load"),
    Loader("financial aid", "samveita.services.financial_aid.demo:load"),
    Loader("waste calendars", "samveita.tools.waste_calendar.demo:load"),
)


def main(argv: list[str]) -> int:
    """Prepare what is not there, start everything, and stop it all at Ctrl-C."""
    arguments = _arguments(argv)
    directory: Path = arguments.directory.absolute()
    environment = demo_environment(directory)
    os.environ.update(environment)
    try:
        prepare(directory, reset=arguments.reset)
        if arguments.only_prepare:
            return 0
        run(directory, environment, reload=arguments.reload)
    except ProcessEndedError as ended:
        sys.stderr.write(f"{ended}\n")
        return 1
    except subprocess.CalledProcessError as failed:
        sys.stderr.write(f"{' '.join(map(str, failed.cmd[2:]))} failed; the message above says why.\n")
        return 1
    return 0


def _arguments(argv: list[str]) -> Namespace:
    parser = ArgumentParser(
        prog="samveita demo", description="Start everything with demo data on this machine."
    )
    parser.add_argument(
        "--directory", type=Path, default=Path("var/demo"), help="where the demonstration is kept"
    )
    parser.add_argument("--reset", action="store_true", help="throw the demo data away and load it again")
    parser.add_argument("--only-prepare", action="store_true", help="make the database, start nothing")
    parser.add_argument("--reload", action="store_true", help="restart when the source changes")
    return parser.parse_args(argv)


def demo_environment(directory: Path) -> dict[str, str]:
    """Return the variables of a demonstration: free ports, and every address made from them."""
    ports: dict[str, int] = {}
    for name, wanted in PORTS.items():
        preferred = int(os.environ.get(f"SAMVEITA_{name}_PORT".replace("WEB_", ""), wanted))
        ports[name] = free_port(preferred, taken=ports.values())
    return {
        "SAMVEITA_DATABASE_URL": f"sqlite:///{directory / 'samveita.sqlite3'}",
        **{name: value for name, value in os.environ.items() if name.startswith("SAMVEITA_DATABASE_")},
        "SAMVEITA_MODE": "demo",
        "SAMVEITA_DATA_DIRECTORY": str(directory),
        "SAMVEITA_PORT": str(ports["WEB"]),
        "SAMVEITA_PUBLIC_ADDRESS": f"http://127.0.0.1:{ports['WEB']}",
        "SAMVEITA_LOGIN_SIMULATOR_PORT": str(ports["LOGIN_SIMULATOR"]),
        "SAMVEITA_MAILBOX_SIMULATOR_PORT": str(ports["MAILBOX_SIMULATOR"]),
        "SAMVEITA_XROAD_SIMULATOR_PORT": str(ports["XROAD_SIMULATOR"]),
        "SAMVEITA_ACCOUNTS_SIMULATOR_PORT": str(ports["ACCOUNTS_SIMULATOR"]),
        "SAMVEITA_LOG_FORMAT": "console",
        "DJANGO_SETTINGS_MODULE": "samveita.project.settings",
    }


def prepare(directory: Path, *, reset: bool) -> None:
    """Make the database and load the data, as far as the version left behind says it is not done."""
    stamp = directory / "demo.json"
    found = _version(stamp)
    if reset or found is None:
        stamp.unlink(missing_ok=True)
        _empty(directory)
        _say("Making the database")
        _command("migrate", "--verbosity", "0")
        _load()
        _write_stamp(stamp)
    elif found < DEMO_VERSION:
        _say("This demonstration was made by an older release: bringing its database up to date.")
        _say("`make demo-reset` rebuilds it with the new demo data.")
        _command("migrate", "--verbosity", "0")
    elif _schema_fingerprint() != json.loads(stamp.read_text(encoding="utf-8")).get("schema"):
        _say("Bringing the database up to date")
        _command("migrate", "--verbosity", "0")
        _write_stamp(stamp)


def _write_stamp(stamp: Path) -> None:
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps({"version": DEMO_VERSION, "schema": _schema_fingerprint()}), encoding="utf-8")
    fresh.replace(stamp)


def _version(stamp: Path) -> int | None:
    try:
        return int(json.loads(stamp.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return None


def _schema_fingerprint() -> str:
    """Names of all migrations: cheap to compare, so that a second start need not ask the database."""
    names = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/*/migrations/0*.py"))
    return "\n".join(names)


def _empty(directory: Path) -> None:
    """Remove what an earlier or interrupted load left in the demonstration's own folder."""
    for name in ("samveita.sqlite3", "samveita.sqlite3-wal", "samveita.sqlite3-shm"):
        (directory / name).unlink(missing_ok=True)
    for name in ("vault", "email", "simulators", "log"):
        shutil.rmtree(directory / name, ignore_errors=True)
    directory.mkdir(parents=True, exist_ok=True)


def _command(*words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "samveita.project.cli", *words], check=True, stdin=subprocess.DEVNULL
    )


def _load() -> None:
    import django

    django.setup()
    for number, loader in enumerate(LOADERS, start=1):
        _say(f"Loading demo data {number} of {len(LOADERS)}: {loader.name}")
        loader.load()(_say)


def run(directory: Path, environment: dict[str, str], *, reload: bool) -> None:
    """Start the group, tell where it is, and watch it until Ctrl-C or SIGTERM."""
    import signal

    running = directory / "running.json"
    if reload:
        environment = {**environment, "SAMVEITA_DEBUG": "true"}
    group = ProcessGroup(environment=environment, log_directory=directory / "log")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        _start(group)
        _wait_until_ready(group, environment)
        addresses = _addresses(environment)
        running.write_text(json.dumps({**addresses, "pid": os.getpid()}), encoding="utf-8")
        _welcome(addresses)
        _watch(group, environment, reload=reload)
    except KeyboardInterrupt:
        _say("Stopping")
    finally:
        running.unlink(missing_ok=True)
        group.stop()


def _start(group: ProcessGroup) -> None:
    group.start("simulators")
    group.start("serve")
    group.start("worker", "--tick-seconds", "5", "--idle-seconds", "0.3")


def _wait_until_ready(group: ProcessGroup, environment: dict[str, str]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    address = f"http://127.0.0.1:{environment['SAMVEITA_PORT']}/heilsa/tilbuin"
    while time.monotonic() < deadline:
        group.check()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ProcessEndedError(f"The web did not get ready; see {group.log_directory / 'serve.log'}")


def _addresses(environment: dict[str, str]) -> dict[str, str]:
    return {
        "web": environment["SAMVEITA_PUBLIC_ADDRESS"],
        "login": f"http://127.0.0.1:{environment['SAMVEITA_LOGIN_SIMULATOR_PORT']}",
        "mailbox": f"http://127.0.0.1:{environment['SAMVEITA_MAILBOX_SIMULATOR_PORT']}",
        "xroad": f"http://127.0.0.1:{environment['SAMVEITA_XROAD_SIMULATOR_PORT']}",
        "accounts": f"http://127.0.0.1:{environment['SAMVEITA_ACCOUNTS_SIMULATOR_PORT']}",
    }


def _welcome(addresses: dict[str, str]) -> None:
    lines = [
        "",
        f"  Samveita is ready:        {addresses['web']}",
        f"  Simulated login:          {addresses['login']}   (pick a person; nothing is asked)",
        f"  Simulated mailbox:        {addresses['mailbox']}",
        f"  Simulated X-Road:         {addresses['xroad']}",
        f"  Simulated accounts:       {addresses['accounts']}",
        "",
        *_persons(),
        "  Ctrl-C stops everything.",
        "",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _persons() -> list[str]:
    """Who one can be: residents first, then staff with where they work."""
    members = cast().members
    width = max(len(member.name) for member in members)

    def line(member: CastMember) -> str:
        what = (
            f"{member.organisation}, {' and '.join(member.roles).replace('_', ' ')}"
            if member.is_staff
            else member.situation.en
        )
        return f"    {member.name:<{width}}  {what}"

    return [
        "  Residents:",
        *(line(member) for member in members if not member.is_staff),
        "  Staff:",
        *(line(member) for member in members if member.is_staff),
        "",
    ]


def _watch(group: ProcessGroup, environment: dict[str, str], *, reload: bool) -> None:
    seen = _source_state() if reload else 0.0
    while True:
        time.sleep(1.0)
        if reload and (now := _source_state()) != seen:
            seen = now
            _say("The source changed: starting again")
            group.stop()
            _start(group)
            _wait_until_ready(group, environment)
        elif not reload:
            group.check()


def _source_state() -> float:
    return max(path.stat().st_mtime for path in SOURCE.rglob("*.py"))


def _say(words: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {words}\n")
    sys.stdout.flush()
