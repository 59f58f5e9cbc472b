"""Reads the house as text: tracked files, Icelandic wording in the source, and every address that answers."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samveita"
MADE_AT_SET_UP = {
    ".git",
    ".venv",
    "node_modules",
    "var",
    "vendor",
    "__pycache__",
    ".hypothesis",
    ".mypy_cache",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address that answers: its pattern, its name and the view behind it."""

    route: str
    name: str
    view: Callable[..., object]


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", namespace: str = ""
) -> Iterator[Address]:
    """Every address of the running project."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, f"{namespace}{pattern.name}", pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, route, inner)


def tracked_files() -> list[Path]:
    """Files that git keeps and that are there; without git, everything but what is made at set-up."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and path.suffix != ".mo" and not MADE_AT_SET_UP & set(path.relative_to(ROOT).parts)
    ]


def python_files() -> list[Path]:
    """Our own modules, migrations apart."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    """Calls of a function or class by its bare name in one module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def keyword(call: ast.Call, name: str) -> str | None:
    """A keyword argument that is written as one plain string."""
    for argument in call.keywords:
        if (
            argument.arg == name
            and isinstance(argument.value, ast.Constant)
            and isinstance(argument.value.value, str)
        ):
            return argument.value.value
    return None
