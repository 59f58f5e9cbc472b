"""The developer's chapter "Add a service in a day", followed literally in a copy of the house: its service works.

Every "New file" of the chapter is written, every "In … after …" inserted, and every pytest command it names is run, in
its order. What the chapter's own tests check (price, letters, journey, demonstration) is therefore checked here.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from house_files import calls, keyword
from test_icelandic_words import NOT_WORDS, WORD, is_known, reviewed

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = ROOT / "docs" / "developer" / "a_service_in_a_day.md"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
NEW_FILE = re.compile(r"New file `([^`]+)`:\n\n\Z")
INSERTION = re.compile(r"In `([^`]+)`, after `([^`]+)`:\n\n\Z")
PYTEST = re.compile(r"^((?:[A-Z_]+=\S+ )*)\.venv/bin/python (-m pytest .+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines that go into a file that exists, after one line of it."""

    path: str
    after: str
    lines: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the chapter tells to type: whole files, lines in existing ones, and commands."""

    files: dict[str, str]
    insertions: list[Insertion]
    commands: list[tuple[dict[str, str], list[str]]]


def read_chapter(text: str) -> Chapter:
    """Read the chapter.

    Raises:
        ValueError: when a block that isn't a command says neither where it goes nor after what.
    """
    chapter = Chapter({}, [], [])
    for block in BLOCK.finditer(text):
        before, written = text[: block.start()], block["text"]
        if block["language"] == "sh":
            for variables, command in PYTEST.findall(written):
                values = dict(one.split("=", 1) for one in variables.split())
                chapter.commands.append((values, shlex.split(command)))
        elif found := NEW_FILE.search(before):
            chapter.files[found[1]] = written
        elif found := INSERTION.search(before):
            chapter.insertions.append(Insertion(found[1], found[2], written))
        else:
            raise ValueError(f"nothing says where this goes: {written[:80]!r}")
    return chapter


def linked(source: str, target: str) -> str:
    """Share a source file with the copy where the disk allows, since no test writes into the source."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def replaced(path: Path, text: str) -> None:
    """Put a new file in the place of a shared one, so that the original stays as it is."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def follow(chapter: Chapter, house: Path) -> None:
    """Type what the chapter says into a copy of the house."""
    left_out = shutil.ignore_patterns("__pycache__", "var")
    shutil.copytree(ROOT / "src", house / "src", copy_function=linked, ignore=left_out)
    shutil.copytree(ROOT / "tests", house / "tests", ignore=left_out)
    shutil.copy2(ROOT / "pyproject.toml", house)
    for name, text in chapter.files.items():
        path = house / name
        assert not path.exists(), f"{name} is no new file"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for one in chapter.insertions:
        path = house / one.path
        lines = path.read_text(encoding="utf-8")
        assert lines.count(f"{one.after}\n") == 1, f"{one.path} has no line {one.after!r}"
        replaced(path, lines.replace(f"{one.after}\n", f"{one.after}\n{one.lines}"))


@pytest.fixture(scope="module")
def chapter() -> Chapter:
    return read_chapter(CHAPTER.read_text(encoding="utf-8"))


def test_the_chapter_followed_literally_gives_a_service_that_works(chapter: Chapter, tmp_path: Path) -> None:
    follow(chapter, tmp_path)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMVEITA_", "PYTEST_"))
    }
    database = os.environ.get("SAMVEITA_TEST_DATABASE", "sqlite")
    environment = {
        **kept,
        "SAMVEITA_TEST_DATABASE": database,
        "PYTHONPATH": str(tmp_path / "src"),
    }

    said = []
    for variables, command in chapter.commands:
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env={**environment, **variables},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            said.append(f"{shlex.join(command)}\n{done.stdout[-6000:]}{done.stderr[-2000:]}")

    assert said == []
    assert len(chapter.commands) == 2


def test_the_chapter_names_the_lines_of_today(chapter: Chapter) -> None:
    modules = {name for name in chapter.files if name.startswith("src/")}

    assert {Path(name).suffix for name in modules} == {".py", ".typ"}
    assert {one.path for one in chapter.insertions} == {
        "src/samveita/project/rooms.py",
        "src/samveita/project/demo.py",
    }


def test_the_words_of_the_chapter_are_icelandic(chapter: Chapter, tmp_path: Path) -> None:
    unknown, module = set(), tmp_path / "module.py"

    for text in (text for name, text in chapter.files.items() if name.endswith(".py")):
        module.write_text(text, encoding="utf-8")
        for call in calls(module, "Text"):
            words = WORD.findall(NOT_WORDS.sub(" ", keyword(call, "is_") or ""))
            unknown |= {word for word in words if word not in reviewed() and not is_known(word)}

    assert unknown == set()


@pytest.mark.parametrize("name", ["rooms", "demo"])
def test_following_the_chapter_leaves_the_house_itself_as_it_was(
    chapter: Chapter, tmp_path: Path, name: str
) -> None:
    original = ROOT / "src" / "samveita" / "project" / f"{name}.py"
    before = original.read_bytes()

    follow(chapter, tmp_path)

    assert original.read_bytes() == before
