"""Settings, commands and decisions stand in the handbooks, and the handbooks name nothing that is gone."""

from __future__ import annotations

import re

from house_files import ROOT, SOURCE

from samveita.project.cli import COMMANDS
from samveita.project.environment import Environment
from samveita.project.settings_table import settings_table

OPERATOR = ROOT / "docs" / "operator"
DECISIONS = ROOT / "docs" / "decisions"


def test_the_table_of_settings_is_the_one_the_source_makes():
    page = (OPERATOR / "settings.md").read_text(encoding="utf-8")

    assert settings_table() in page, "run `make docs`"


def test_every_variable_named_in_the_source_is_a_setting():
    declared = {f"SAMVEITA_{name.upper()}" for name in Environment.model_fields}
    named = {
        (name, path.relative_to(ROOT).as_posix())
        for path in (SOURCE / "project").glob("*.py")
        for name in re.findall(r"\bSAMVEITA_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }

    not_variables = {"SAMVEITA_DATABASE", "SAMVEITA_GALLERY"}
    assert {(name, path) for name, path in named if name not in declared | not_variables} == set()


def test_every_command_has_its_line_in_the_handbook():
    page = (OPERATOR / "commands.md").read_text(encoding="utf-8")

    assert [command.name for command in COMMANDS if f"`samveita {command.name}" not in page] == []


def test_every_command_leads_to_a_function():
    from importlib import import_module

    missing = []
    for command in COMMANDS:
        module, _, function = command.target.partition(":")
        if not callable(getattr(import_module(module), function, None)):
            missing.append(command.target)

    assert missing == []


def test_the_index_of_decisions_is_whole():
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    records = sorted(path for path in DECISIONS.glob("[0-9]*.md"))

    wanted = [f"- [{path.stem[:4]} {_title(path)}]({path.name})" for path in records]

    assert [line for line in index.splitlines() if line.startswith("- [")] == wanted, "run `make docs`"


def test_every_decision_has_the_same_four_parts():
    parts = {"Context", "Decision", "Consequence"}
    for path in DECISIONS.glob("[0-9]*.md"):
        headings = set(re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert parts - headings == set(), path.name


def _title(path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(" ", 1)[1]
