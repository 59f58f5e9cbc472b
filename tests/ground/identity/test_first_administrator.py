"""The command that gives an office its first administrator, and nobody its second."""

from __future__ import annotations

import io

import pytest

from samveita.ground.audit.actors import Actor
from samveita.ground.identity.command import main
from samveita.ground.identity.roles import staff_of
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.queries import by_slug

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register() -> None:
    load_register(Actor.system("test"))


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_an_office_gets_its_first_administrator_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "111178-2089", "Halla Ingadóttir")
    first = main(["hafnarfjordur"])
    answer(monkeypatch, "050962-2029", "Fjóla Gísladóttir")
    second = main(["hafnarfjordur"])
    assert (first, second) == (0, 1)
    assert [(grant.person.name, grant.role) for grant in staff_of(by_slug("hafnarfjordur"))] == [
        ("Halla Ingadóttir", "administrator")
    ]


@pytest.mark.parametrize(
    ("office", "lines"),
    [
        ("borgin-mikla", ("111178-2089", "Halla")),
        ("hafnarfjordur", ("123", "Halla")),
        ("hafnarfjordur", ("450101-2060", "Smíðaverk ehf.")),
        ("hafnarfjordur", ("111178-2089", "")),
    ],
)
def test_what_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, office: str, lines: tuple[str, ...]
) -> None:
    answer(monkeypatch, *lines)
    assert main([office]) == 2
