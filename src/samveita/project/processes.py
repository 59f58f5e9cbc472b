"""A handful of processes that live and end together: web, worker and simulators on one machine.

Used by ``samveita demo`` and by the journeys in tests. In production a service manager does this work.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

GRACE_SECONDS = 8.0
PR_SET_PDEATHSIG = 1


class ProcessEndedError(Exception):
    """One of the processes ended by itself; the others were stopped."""


def free_port(wanted: int, *, taken: Iterable[int] = ()) -> int:
    """Return the wanted port, or the next one that nothing listens on."""
    refused = set(taken)
    for port in range(wanted, 65536):
        if port not in refused and _can_listen(port):
            return port
    raise OSError(f"No port from {wanted} upwards is free on this machine")


def _can_listen(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@dataclass(slots=True)
class ProcessGroup:
    """``samveita`` commands started together with one environment; ``log_directory`` takes what they print."""

    environment: dict[str, str]
    log_directory: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start ``samveita <name> …``; its output goes to a file named after it."""
        self.log_directory.mkdir(parents=True, exist_ok=True)
        with (self.log_directory / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "samveita.project.cli", name, *arguments],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - see there
            )

    def check(self) -> None:
        """Raise when a process has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise ProcessEndedError(
                    f"{name} ended with code {process.returncode}; see {self.log_directory / f'{name}.log'}"
                )

    def kill(self, name: str) -> None:
        """End one process and its children at once, as a power cut would."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Ask every process to end, wait, and end what did not listen."""
        for process in self.running.values():
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
            _signal(process, signal.SIGKILL)
        self.running.clear()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def end_with_parent() -> None:
    """Ask Linux to end this child should its parent be killed; runs between fork and exec, where only C is called."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
