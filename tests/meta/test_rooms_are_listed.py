"""The list of rooms is the folders that stand, and rooms keep the shape of the house."""

from __future__ import annotations

from collections import Counter

from house_files import ROOT, SOURCE, python_files

from samveita.project.rooms import ROOMS

DRAWERS = {"utils", "util", "helpers", "common", "misc", "shared", "tools_common"}
LONGEST = 500


def test_every_room_with_an_application_is_in_the_list():
    standing = {
        "samveita." + ".".join(path.parent.relative_to(SOURCE).parts) for path in SOURCE.rglob("apps.py")
    }

    assert standing - set(ROOMS) == set()


def test_no_module_is_a_drawer():
    assert [
        path.as_posix() for path in python_files() if path.stem in DRAWERS or path.parent.name in DRAWERS
    ] == []


def test_every_module_opens_with_what_it_is_for():
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if (text := path.read_text(encoding="utf-8").lstrip()) and not text.startswith(('"""', 'r"""'))
    ]

    assert silent == []


def test_no_module_outgrows_a_reader():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_test_modules_have_names_of_their_own():
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, count in names.items() if count > 1] == []
