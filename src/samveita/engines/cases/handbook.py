"""The handbook's page about processes, made from the rows that the engine enforces: a diagram and a table a service.

It is written in Icelandic, for the staff of municipalities. The drawings stand beside the page as SVG files, and the table
says the same in words. A test holds the page, the drawings and the rows together.
"""

from __future__ import annotations

from collections.abc import Iterable

from samveita.engines.cases.declaring import CaseService, Table, Transition, Who
from samveita.engines.cases.drawing import drawing
from samveita.ground.identity.policies import POLICIES

HEAD = """# Ferlar

Svona fer mál í gegnum hverja þjónustu. Það sem ekki stendur hér getur ekki gerst. Síðan er gerð úr töflunni sem kerfið fer
sjálft eftir (`make docs`).
"""
COLUMNS = (
    "Nr.",
    "Þegar málið er",
    "gerist þetta",
    "og það verður",
    "Hver gerir það",
    "Heimild",
    "Íbúinn les",
)
WHO = {Who.APPLICANT: "Umsækjandi", Who.PARTY: "Annar aðili máls", Who.SYSTEM: "Kerfið"}


def processes_page(services: Iterable[CaseService]) -> str:
    """Return the whole page; the drawings it shows are those of ``process_drawings``."""
    parts = [HEAD]
    for service in services:
        parts.append(f"\n## {service.name.is_}\n")
        for name, label, table in _tables(service):
            parts += [f"### {label}\n"] if label else []
            parts += [f"![{_title(service, label)}](ferlar/{name}.svg)\n", _table(table)]
    return "\n".join(parts)


def process_drawings(services: Iterable[CaseService]) -> dict[str, str]:
    """Return every drawing of the page as SVG, by the name of its file."""
    return {
        f"{name}.svg": drawing(
            table,
            title=_title(service, label),
            description="Sama stendur í töflunni á síðunni, lið fyrir lið með sömu númerum.",
            name=name,
        )
        for service in services
        for name, label, table in _tables(service)
    }


def _tables(service: CaseService) -> list[tuple[str, str, Table]]:
    """Return a service's tables with the name of the drawing and the label; the main one has none."""
    overlays = service.process.overlays
    return [
        (service.slug, "", service.process),
        *((f"{service.slug}-{one.key}", one.label.is_, one) for one in overlays),
    ]


def _title(service: CaseService, label: str) -> str:
    return f"{service.name.is_}: {label or 'ferli máls'}"


def _table(table: Table) -> str:
    head = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    rows = (
        f"| {' | '.join(_cells(table, number, row))} |"
        for number, row in enumerate(table.transitions, start=1)
    )
    return "\n".join([*head, *rows, ""])


def _cells(table: Table, number: int, row: Transition) -> tuple[str, ...]:
    sources = ", ".join(table.state(source).label.is_ for source in row.sources)
    decided = " (ákvörðun, bréf er sent)" if row.is_decision else ""
    return (
        str(number),
        sources,
        row.label.is_ + decided,
        table.state(row.target).label.is_ if row.target else "óbreytt",
        " ".join(_who(row)),
        row.legal_reference or "–",
        row.sentence.is_,
    )


def _who(row: Transition) -> list[str]:
    """Return who may, staff by the sentence of the policy that decides it."""
    told = [f"{WHO[one]}." for one in Who if one in row.who and one in WHO]
    return told if Who.STAFF not in row.who else [*told, POLICIES[row.policy].sentence.is_]
