"""One ZIP file made of many while it is being sent: never on the disk, never whole in memory.

What goes in is opened one thing at a time, when its turn comes. Nothing is compressed again that already is: PDF files
and pictures are stored as they are.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from samveita.iceland.clock import ICELAND

PACKED_ALREADY = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle: its path inside it, and what gives its contents when its turn comes."""

    path: str
    content: Callable[[], bytes]


class _Outbox:
    """Where ``zipfile`` writes; what has been written is taken from it piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(entries: Iterable[Entry], *, at: datetime) -> Iterator[bytes]:
    """Give the pieces of a ZIP file of the entries, in their order, each dated at the same moment.

    An error while an entry is opened breaks the file off: a bundle that misses something never looks whole.
    """
    outbox = _Outbox()
    dated = at.astimezone(ICELAND).timetuple()[:6]
    with zipfile.ZipFile(outbox, "w") as bundle:  # type: ignore[call-overload]
        for entry in entries:
            about = zipfile.ZipInfo(entry.path, date_time=dated)
            packed = entry.path.lower().endswith(PACKED_ALREADY)
            about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            bundle.writestr(about, entry.content())
            yield outbox.taken()
    yield outbox.taken()
