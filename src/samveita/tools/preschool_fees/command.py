"""``samveita preschool-fees``: a tariff from a file, without Django, database or network.

``calculate TARIFF.json HOUSEHOLD.json`` prints what the household pays a month, ``check TARIFF.json`` what is found in the
tariff. Standard output holds JSON and nothing else; what can't be read or calculated is told on standard error by place
and reason, with exit code 2. ``check`` ends with 1 when there are errors to put right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.checks import Finding, Severity, check, errors_of, finding
from samveita.tools.preschool_fees.importing import Invalid, Unreadable, read_inputs, read_tariff
from samveita.tools.preschool_fees.refusal import Refused

ReadT = TypeVar("ReadT")

DONE: Final = 0
FOUND_ERRORS: Final = 1
BAD_INPUT: Final = 2
USAGE: Final = """usage: samveita preschool-fees calculate TARIFF.json HOUSEHOLD.json
       samveita preschool-fees check TARIFF.json"""


def main(argv: list[str]) -> int:
    """Run the command; returns the exit code."""
    match argv:
        case ["calculate", tariff, household]:
            return _guarded(_calculate, Path(tariff), Path(household))
        case ["check", tariff]:
            return _guarded(_check, Path(tariff))
        case ["-h" | "--help"]:
            sys.stdout.write(USAGE + "\n")
            return DONE
    return _refuse(USAGE)


def _guarded(run: Any, *paths: Path) -> int:
    try:
        return int(run(*paths))
    except (Unreadable, Refused) as error:
        return _refuse(str(error))


def _calculate(tariff_path: Path, household_path: Path) -> int:
    try:
        tariff = _read(read_tariff, tariff_path)
    except Invalid as invalid:
        return _refuse(_by_file(tariff_path, invalid))
    wrong = errors_of(tariff)
    if wrong:
        return _refuse("\n".join(f"{tariff_path.name}: {one.place}: {one.message.en}" for one in wrong))
    try:
        inputs = _read(read_inputs, household_path)
    except Invalid as invalid:
        return _refuse(_by_file(household_path, invalid))
    _print(calculate(tariff, inputs).as_output())
    return DONE


def _check(path: Path) -> int:
    try:
        tariff = _read(read_tariff, path)
    except Invalid as invalid:
        found: tuple[Finding, ...] = tuple(
            finding("invalid", Severity.ERROR, place, reason=reason) for place, reason in invalid.slips
        )
    else:
        found = check(tariff)
        if path.stem != tariff.id:
            found += (finding("id_differs_from_file", Severity.WARNING, "id", file=path.stem, id=tariff.id),)
    _print([one.as_output() for one in found])
    return FOUND_ERRORS if any(one.severity is Severity.ERROR for one in found) else DONE


def _read(reader: Callable[[str], ReadT], path: Path) -> ReadT:
    """Read a file; one that can't be read at all is named."""
    content = _content(path)
    try:
        return reader(content)
    except Unreadable as error:
        raise Unreadable(f"{path.name}: {error}") from error


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path} can't be read: {error}") from error


def _by_file(path: Path, invalid: Invalid) -> str:
    return "\n".join(f"{path.name}: {place}: {reason}" for place, reason in invalid.slips)


def _print(output: Any) -> None:
    written = json.dumps(output, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(written.encode())  # UTF-8 whatever the terminal's locale
    sys.stdout.flush()


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return BAD_INPUT
