"""A frozen run as a file: CSV that Icelandic spreadsheets open, or JSON. Pure: the same run gives the same bytes.

CSV: UTF-8 (with a byte order mark unless asked otherwise, which is how Excel knows), semicolons, CRLF, Icelandic headings,
kennitala with a hyphen so that no leading zero is lost, dates as ``1.12.2026``, whole krónur without separators. A text
that a spreadsheet would read as a formula is given an apostrophe in front. The columns are listed in the handbook.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samveita.engines.payments.documents import FrozenRecord, FrozenRun
from samveita.ground.documents.stored import pack

COLUMNS = (
    "Greiðslunúmer", "Keyrsla", "Tegund", "Skýring", "Kennitala", "Nafn", "Bankareikningur", "Upphæð", "Fyrir skatt",
    "Staðgreiðsla", "Málsnúmer", "Mánuður", "Tímabil frá", "Tímabil til", "Greiðsludagur", "Sími", "Netfang",
    "Mótfærsla við",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FileForm(StrEnum):
    """In what form a run is handed over."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was handed over."""

    name: str
    media_type: str
    content: bytes


def written(frozen: FrozenRun, *, form: FileForm, with_bom: bool, slug: str) -> ExportedFile:
    """Return a run as a file."""
    name = f"greidslur-{slug}-{frozen.number}.{form.value}"
    if form is FileForm.JSON:
        return ExportedFile(name, "application/json", as_json(frozen))
    return ExportedFile(name, "text/csv; charset=utf-8", as_csv(frozen, with_bom=with_bom))


def as_csv(frozen: FrozenRun, *, with_bom: bool = True) -> bytes:
    """Return a run as CSV, one row a payment."""
    target = io.StringIO(newline="")
    rows = csv.writer(target, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(frozen, record) for record in frozen.records)
    return target.getvalue().encode("utf-8-sig" if with_bom else "utf-8")


def as_json(frozen: FrozenRun) -> bytes:
    """Return a run as the stored JSON document, keys in order."""
    return (json.dumps(pack(frozen), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def last_day_of(month: date) -> date:
    """Return the last day of the month a day belongs to."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _row(frozen: FrozenRun, record: FrozenRecord) -> list[str]:
    return [
        record.uid,
        frozen.number,
        _plain(record.kind),
        _plain(record.label.is_),
        f"{record.national_id[:6]}-{record.national_id[6:]}",
        _plain(record.name),
        record.account,
        str(record.amount),
        "" if record.gross is None else str(record.gross),
        "" if record.tax_withheld is None else str(record.tax_withheld),
        record.case_number,
        f"{record.month:%Y-%m}",
        _day(record.month),
        _day(last_day_of(record.month)),
        _day(record.pay_date),
        _plain(record.phone),
        _plain(record.email),
        record.corrects,
    ]


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
