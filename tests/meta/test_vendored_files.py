"""Files of the design system and fonts are the ones the lock means, each with its licence beside it."""

from __future__ import annotations

import hashlib
import json

import pytest
from house_files import ROOT, SOURCE

VENDOR = SOURCE / "ui" / "static" / "vendor"
FILES = json.loads((ROOT / "scripts" / "vendored_files.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]


def package_of(source: str) -> str:
    parts = source.split("/")
    return "/".join(parts[:2]) if source.startswith("@") else parts[0]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_copied_file_is_the_one_written_down(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]["sha256"]


def test_every_copied_file_comes_from_a_locked_package():
    packages = {package_of(entry["from"]) for entry in FILES.values()}

    assert [name for name in packages if not LOCK[f"node_modules/{name}"].get("integrity")] == []


def test_every_copied_folder_has_its_licence():
    folders = {name.partition("/")[0] for name in FILES}

    assert [folder for folder in sorted(folders) if not any(VENDOR.joinpath(folder).glob("LICENSE*"))] == []


def test_the_lock_names_no_address():
    assert [name for name, entry in LOCK.items() if "resolved" in entry] == []
