"""``samveita messages``: the interface's texts in three languages, room by room.

Message ids are the Icelandic wording itself; each room keeps ``locale/en`` and ``locale/pl``, and ``locale/is`` only
where a plural needs Icelandic's own rule (21 is singular). ``extract`` writes what is new into the catalogues and takes
away what is gone, ``missing`` lists what still waits for a translator, ``compile`` makes the files Django reads.
No gettext program is needed: Babel reads and writes the catalogues, Django turns templates into something it can read.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1]
TRANSLATED = ("en", "pl")
FLOORS_WITH_ROOMS = ("faces", "services", "tools", "engines", "ground")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

type_of_message = tuple[str | None, str | tuple[str, ...]]


def main(argv: list[str]) -> int:
    """Extract, compile or list what is missing; ``missing`` ends with 1 when anything is."""
    parser = ArgumentParser(prog="samveita messages", description="The interface's texts in three languages.")
    parser.add_argument("action", choices=("extract", "missing", "compile"), nargs="?", default="extract")
    action = parser.parse_args(argv).action
    if action == "compile":
        for catalogue in catalogues():
            compile_catalogue(catalogue)
        return 0
    if action == "extract":
        for room in rooms_with_messages():
            update_room(room)
    waiting = list(missing())
    sys.stderr.writelines(f"{line}\n" for line in waiting)
    return 1 if waiting and action == "missing" else 0


def catalogues() -> list[Path]:
    """Every catalogue of the house."""
    return sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))


def rooms_with_messages() -> list[Path]:
    """Folders of the rooms that have anything to say in the interface."""
    rooms = [room for floor in FLOORS_WITH_ROOMS for room in sorted((SOURCE / floor).glob("*/"))]
    return [room for room in (*rooms, SOURCE / "ui") if found_in(room)]


def found_in(room: Path) -> dict[type_of_message, list[tuple[str, int]]]:
    """Return every message of a room with the places it stands at."""
    found: dict[type_of_message, list[tuple[str, int]]] = {}
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        for message, line in _extracted(path):
            found.setdefault(message, []).append((path.relative_to(SOURCE).as_posix(), line))
    return found


def _extracted(path: Path) -> Iterator[tuple[type_of_message, int]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    for line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield (context, message), line


def update_room(room: Path) -> None:
    """Bring a room's catalogues to what its sources say; translations of what stays are kept."""
    found = found_in(room)
    has_plurals = any(isinstance(message_id, tuple) for _, message_id in found)
    for language in (*TRANSLATED, *(("is",) if has_plurals else ())):
        path = room / "locale" / language / "LC_MESSAGES" / "django.po"
        old = read_catalogue(path, language)
        fresh = Catalog(locale=language, project="Samveita", charset="utf-8", fuzzy=False)
        for (context, message_id), places in sorted(found.items(), key=lambda item: item[1]):
            if language == "is" and isinstance(message_id, str):
                continue
            known = old.get(message_id, context=context)
            translation = known.string if known else ""
            if language == "is":
                translation = message_id
            fresh.add(message_id, translation or "", locations=sorted(set(places)), context=context,
                      flags=known.flags if known else ())  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            write_po(target, fresh, width=110, omit_header=False, include_lineno=False, sort_by_file=True)


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read one catalogue; one that is not there is empty."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def missing() -> Iterator[str]:
    """Tell of every message that lacks a language, with the room and the message."""
    for room in rooms_with_messages():
        found = found_in(room)
        for language in TRANSLATED:
            catalogue = read_catalogue(room / "locale" / language / "LC_MESSAGES" / "django.po", language)
            for context, message_id in found:
                known = catalogue.get(message_id, context=context)
                if known is None or not is_translated(known):
                    shown = message_id if isinstance(message_id, str) else message_id[0]
                    yield f"{room.relative_to(SOURCE)}: {language}: {shown!r}"


def is_translated(message: Message) -> bool:
    """Whether every form has words and nobody doubts them."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def compile_catalogue(path: Path) -> None:
    """Write the compiled form beside a catalogue: whole, or not at all."""
    catalogue = read_catalogue(path, path.parents[1].name)
    fresh = path.with_suffix(".mo.new")
    with fresh.open("wb") as target:
        write_mo(target, catalogue)
    fresh.replace(path.with_suffix(".mo"))
