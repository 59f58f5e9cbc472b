"""``samveita parameters list|check|export|import``: amounts and rates as files, with JSON on standard output.

``check`` reads a file and says everything that is wrong with it; ``export`` writes what an organisation has in force;
``import`` makes a draft, which somebody reviews, approves and gives a day on the desk. Nothing takes effect from here.
Exit code 0 is done, 1 refused, 2 not understood.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samveita.engines.rulebook.declaring import ParameterKind
    from samveita.engines.rulebook.entering import Entered
    from samveita.ground.organisations.models import Organisation

REFUSED, BAD_INPUT = 1, 2


def main(argv: list[str]) -> int:
    """Run one of the four."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    from samveita.engines.rulebook.declaring import PARAMETER_KINDS

    if arguments.action == "list":
        _say({slug: kind.title.as_dict() for slug, kind in PARAMETER_KINDS.items()})
        return 0
    kind = PARAMETER_KINDS.get(arguments.set)
    if kind is None:
        sys.stderr.write(f"There is no set {arguments.set!r}; known: {', '.join(PARAMETER_KINDS)}.\n")
        return BAD_INPUT
    actions = {"check": _check, "export": _export, "import": _import}
    return actions[arguments.action](kind, arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="samveita parameters", description="Amounts and rates as files.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="the sets there are")
    check = actions.add_parser("check", help="say what is wrong with a file")
    export = actions.add_parser("export", help="write what is in force at an organisation")
    taken = actions.add_parser("import", help="make a draft of a file")
    for action in (check, export, taken):
        action.add_argument("set", help="which set, such as fjarhagsadstod")
    for action in (check, taken):
        action.add_argument("file", type=Path, help="a JSON or CSV file")
    for action in (export, taken):
        action.add_argument("--organisation", required=True, help="its address word, such as hafnarfjordur")
    export.add_argument(
        "--on", type=date.fromisoformat, help="the day wanted (YYYY-MM-DD); today when left out"
    )
    export.add_argument("--csv", action="store_true", help="a table for Excel instead of JSON")
    taken.add_argument("--source", required=True, help="where the values are decided or published")
    taken.add_argument("--source-url", default="", help="its address")
    taken.add_argument("--source-date", type=date.fromisoformat, help="its day (YYYY-MM-DD)")
    return parser


def _check(kind: ParameterKind, arguments: Namespace) -> int:
    entered = _read(kind, arguments.file)
    return BAD_INPUT if entered is None else _answer(entered)


def _export(kind: ParameterKind, arguments: Namespace) -> int:
    from samveita.engines.rulebook import editing
    from samveita.engines.rulebook.files import as_csv, as_json
    from samveita.iceland import clock

    owner = _organisation(arguments.organisation)
    if owner is None:
        return BAD_INPUT
    document = editing.in_force_here(kind, owner, on=arguments.on or clock.today())
    if document is None:
        sys.stderr.write(f"{kind.slug} has no values there on that day.\n")
        return REFUSED
    sys.stdout.write(as_csv(kind, document) if arguments.csv else as_json(document))
    return 0


def _import(kind: ParameterKind, arguments: Namespace) -> int:
    from samveita.engines.rulebook import editing
    from samveita.ground.audit.actors import Actor
    from samveita.ground.sharing.kinds import SourceNote

    owner, entered = _organisation(arguments.organisation), _read(kind, arguments.file)
    if owner is None or entered is None:
        return BAD_INPUT
    if entered.document is None:
        return _answer(entered)
    source = SourceNote(title=arguments.source, url=arguments.source_url, as_of=arguments.source_date)
    try:
        version = editing.save(
            actor=Actor.system("parameters"), kind=kind, owner=owner, document=entered.document, source=source
        )
    except editing.ParametersRefused as refusal:
        sys.stderr.write(f"{refusal.reason.en}\n")
        return REFUSED
    _say({"ok": True, "draft": version.number, "organisation": owner.slug})
    return 0


def _read(kind: ParameterKind, path: Path) -> Entered | None:
    from samveita.engines.rulebook.files import read_file

    try:
        content = path.read_bytes()
    except OSError as problem:
        sys.stderr.write(f"{path}: {problem.strerror}\n")
        return None
    return read_file(kind, content)


def _organisation(slug: str) -> Organisation | None:
    from samveita.ground.organisations.models import Organisation
    from samveita.ground.organisations.queries import by_slug

    try:
        return by_slug(slug)
    except Organisation.DoesNotExist:
        sys.stderr.write(f"No organisation is called {slug!r}.\n")
        return None


def _answer(entered: Entered) -> int:
    """Write everything that is wrong, each with its place, or that nothing is."""
    problems = [
        {"place": problem.place, "problem": problem.sentence.as_dict()} for problem in entered.problems
    ]
    _say({"ok": not problems, "problems": problems})
    return REFUSED if problems else 0


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
