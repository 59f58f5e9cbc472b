"""``samveita simulators``: starts one simulator here, or all of them as children of one supervising process.

The supervisor ends every child when it is told to stop, when one of them dies, and – through a pipe that closes with
it – even when it is killed outright. Refuses to run in production.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

from samveita.simulators.configuration import (
    DEMO_SECRET,
    NAMES,
    PROVIDER_AUDIENCE,
    PROVIDER_SCOPE,
    WEB_CLIENT,
    Configuration,
)

GRACE_SECONDS = 5.0
POLL_SECONDS = 0.1


class Stop(Exception):
    """Somebody asked the process to end."""


def main(argv: list[str]) -> int:
    """Run the simulators until stopped; 2 when the simulators may not run here, 1 when one of them ends by itself."""
    if _in_production():
        sys.stderr.write("Hermarnir ræsast ekki í raunumhverfi.\n")
        return 2
    arguments = _parser().parse_args(argv)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        if arguments.which == "all":
            return _supervise(argv)
        return _serve(arguments.which, _configuration(arguments), with_parent=arguments.end_with_parent)
    except Stop:
        return 0


def _in_production() -> bool:
    return _setting("PRODUCTION", "0") == "1" or _setting("MODE", "") == "production"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samveita simulators", description="The nation on one machine.")
    parser.add_argument("which", nargs="?", default="all", choices=[*NAMES, "all"])
    for name, port in (("login", "8010"), ("mailbox", "8020"), ("xroad", "8030"), ("accounts", "8040")):
        usual = _setting(f"{name.upper()}_SIMULATOR_PORT", port)
        parser.add_argument(f"--{name}-port", type=_port, default=usual, help=f"default {usual}")
    address = _setting("PUBLIC_ADDRESS", "http://127.0.0.1:8000")
    parser.add_argument("--web-address", default=address, help=f"where Samveita answers, default {address}")
    parser.add_argument("--provider-base", default="", help="registered base of the document provider")
    parser.add_argument(
        "--redirect-uri", action="append", default=[], help="one more registered redirect address"
    )
    parser.add_argument("--end-with-parent", action="store_true", help=argparse.SUPPRESS)
    return parser


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("1–65535")
    return number


def _setting(name: str, otherwise: str) -> str:
    """Return one of the platform's own settings from the environment, so that both sides agree without being told."""
    return os.environ.get(f"SAMVEITA_{name}") or otherwise


def _configuration(arguments: argparse.Namespace) -> Configuration:
    folder = f"{_setting('DATA_DIRECTORY', 'var')}/simulators"
    return Configuration(
        folder=_setting("SIMULATORS_FOLDER", folder),
        login_port=arguments.login_port,
        mailbox_port=arguments.mailbox_port,
        xroad_port=arguments.xroad_port,
        accounts_port=arguments.accounts_port,
        web_address=arguments.web_address.rstrip("/"),
        provider_base=arguments.provider_base,
        client_id=_setting("LOGIN_CLIENT_ID", WEB_CLIENT),
        client_secret=_setting("LOGIN_CLIENT_SECRET", DEMO_SECRET),
        machine_secret=_setting("SIMULATORS_MACHINE_SECRET", DEMO_SECRET),
        provider_audience=_setting("MAILBOX_AUDIENCE", PROVIDER_AUDIENCE),
        provider_scope=_setting("MAILBOX_READER_SCOPE", PROVIDER_SCOPE),
        more_redirects=tuple(arguments.redirect_uri),
    )


def _serve(name: str, configuration: Configuration, *, with_parent: bool) -> int:
    """Serve one simulator until stopped."""
    from samveita.simulators import people
    from samveita.simulators.accounts import AccountsSimulator
    from samveita.simulators.login import LoginSimulator
    from samveita.simulators.mailbox import MailboxSimulator
    from samveita.simulators.server import serve
    from samveita.simulators.xroad import XRoadSimulator

    kinds = {
        "login": LoginSimulator,
        "mailbox": MailboxSimulator,
        "xroad": XRoadSimulator,
        "accounts": AccountsSimulator,
    }
    simulator = kinds[name](configuration)
    try:
        server = serve(simulator, configuration.port(name))
    except OSError as error:
        sys.stderr.write(f"{configuration.address(name)}: {error.strerror}\n")
        return 1
    if with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.write(f"{name}: {configuration.address(name)}\n")
    sys.stdout.flush()
    people.nation()  # now rather than in somebody's first request
    try:
        server.serve_forever(poll_interval=POLL_SECONDS)
    finally:
        server.server_close()
        simulator.store.close()
    return 0


def _end_with_parent() -> None:
    """Wait until the pipe from the supervisor closes, then end this process as if told to."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _supervise(argv: list[str]) -> int:
    """Run all of them as children; end the others when one ends."""
    rest = [argument for argument in argv if argument != "all"]
    children: list[subprocess.Popen[bytes]] = []
    try:
        for name in NAMES:
            command = [sys.executable, "-m", "samveita.simulators.launch", name, "--end-with-parent", *rest]
            children.append(subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True))
        while all(child.poll() is None for child in children):
            time.sleep(POLL_SECONDS)
        return 1
    finally:
        _end(children)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    limit = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
