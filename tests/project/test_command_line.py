"""The ``samveita`` command: one table, quick where nothing but arithmetic is asked, plain where something is wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

from samveita.project.cli import COMMANDS, main


def test_help_lists_every_command(capsys):
    assert main(["--help"]) == 0

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert listed == [command.name for command in COMMANDS]


def test_an_unknown_command_is_refused_in_words(capsys):
    assert main(["fljúga"]) == 2

    assert (
        capsys.readouterr().err == "samveita: there is no command 'fljúga'. `samveita --help` lists them.\n"
    )


@pytest.mark.parametrize(
    "words", [["--help"], ["settings-table"], ["addresses", "--help"], ["simulators", "--help"]]
)
def test_commands_that_only_calculate_start_without_django(words):
    asked = (
        "import sys\nfrom samveita.project.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).returncode == 0
