"""``samveita serve``: the web, by granian with as many processes and threads as the environment says.

Granian's own access log stays off: it would write raw paths. ``samveita.project.logging`` writes one line per request.
"""

from __future__ import annotations

import os
import shutil
import sys
from argparse import ArgumentParser

from samveita.project.environment import BadEnvironmentError, Environment, read_environment


def main(argv: list[str]) -> int:
    """Serve until stopped. Exit code 2 when the environment is not whole."""
    ArgumentParser(
        prog="samveita serve", description="Serve the web; see SAMVEITA_HOST, _PORT, _WORKERS."
    ).parse_args(argv)
    try:
        environment = read_environment()
    except BadEnvironmentError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    if environment.workers > 1:
        _meeting_place_for_figures(environment)
    _serve(environment)
    return 0


def _meeting_place_for_figures(environment: Environment) -> None:
    folder = environment.data_directory.absolute() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _serve(environment: Environment) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        target="samveita.project.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=environment.threads,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
