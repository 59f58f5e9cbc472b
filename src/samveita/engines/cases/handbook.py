"""The handbook's page about processes, made from the rows that the engine enforces: a diagram and a table a service.

It is written in Icelandic, for the staff of municipalities. Diagrams are Mermaid text, which needs nothing to be shown
as text and is drawn by the web pages where the handbook is read. A test holds the page and the rows together.
"""

from __future__ import annotations

from collections.abc import Iterable

from samveita.engines.cases.declaring import CaseService, Process, Transition, Who
from samveita.ground.identity.policies import POLICIES

HEAD = """# Ferlar

Svona fer mál í gegnum hverja þjónustu. Það sem ekki stendur hér getur ekki gerst. Síðan er gerð úr töflunni sem kerfið fer
sjálft eftir (`make docs`).
"""
COLUMNS = ("Þegar málið er", "gerist þetta", "og það verður", "Hver gerir það", "Heimild", "Íbúinn les")
WHO = {Who.APPLICANT: "Umsækjandi", Who.SYSTEM: "Kerfið"}


def processes_page(services: Iterable[CaseService]) -> str:
    """Return the whole page."""
    parts = [HEAD]
    for service in services:
        parts += [f"\n## {service.name.is_}\n", _diagram(service.process), _table(service.process)]
    return "\n".join(parts)


def _diagram(process: Process) -> str:
    """Return the process as a Mermaid state diagram; what decides a case is drawn with its own arrow text."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.key} : {state.label.is_}" for state in process.states]
    lines.append(f"    [*] --> {process.initial}")
    for row in process.transitions:
        lines += [f"    {source} --> {row.leads_to(source)} : {row.label.is_}" for source in row.sources]
    lines += [f"    {state.key} --> [*]" for state in process.states if not state.is_open]
    return "\n".join([*lines, "```", ""])


def _table(process: Process) -> str:
    head = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    return "\n".join([*head, *(f"| {' | '.join(_cells(process, row))} |" for row in process.transitions), ""])


def _cells(process: Process, row: Transition) -> tuple[str, ...]:
    sources = ", ".join(process.state(source).label.is_ for source in row.sources)
    decided = " (ákvörðun, bréf er sent)" if row.is_decision else ""
    return (
        sources,
        row.label.is_ + decided,
        process.state(row.target).label.is_ if row.target else "óbreytt",
        " ".join(_who(row)),
        row.legal_reference or "–",
        row.sentence.is_,
    )


def _who(row: Transition) -> list[str]:
    """Return who may, staff by the sentence of the policy that decides it."""
    told = [f"{WHO[one]}." for one in Who if one in row.who and one in WHO]
    return told if Who.STAFF not in row.who else [*told, POLICIES[row.policy].sentence.is_]
