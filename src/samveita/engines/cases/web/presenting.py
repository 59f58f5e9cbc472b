"""From cases to the components of ``ui``: explained amounts, timelines and looks, for residents and desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from samveita.engines.cases.events import CASE_LOOKED, DOCUMENT_LOOKED, WHOLE_TAKEN
from samveita.engines.cases.models import Case
from samveita.engines.cases.reading import LookEntry, TimelineEntry
from samveita.engines.rulebook.calculation import Calculation, Line
from samveita.engines.rulebook.parameters import Level, Status
from samveita.ground.identity.role_names import ROLE_NAMES
from samveita.iceland.texts import Text
from samveita.ui.formats import icelandic, words
from samveita.ui.parts import AmountLine, ExplainedAmount, Look, TimelineItem, TimelineState

LOOKED_AT = {
    CASE_LOOKED.name: Text(is_="Málið", en="The case", pl="Sprawa"),
    WHOLE_TAKEN.name: Text(
        is_="Öll gögn málsins í einni skrá",
        en="Everything in the case as one file",
        pl="Wszystkie dane sprawy w jednym pliku",
    ),
    DOCUMENT_LOOKED.name: Text(is_="Skjal í málinu", en="A document in the case", pl="Dokument w sprawie"),
}
"""What was looked at, as a noun phrase: the person stands in a line of its own."""
UNVERIFIED = Text(
    is_="Óstaðfest heimild: {source}", en="Unverified source: {source}", pl="Niepotwierdzone źródło: {source}"
)
SET_BY = {
    Level.CENTRAL: Text(
        is_="gildir fyrir öll sveitarfélög",
        en="the same for every municipality",
        pl="obowiązuje we wszystkich gminach",
    ),
    Level.MUNICIPALITY: Text(is_="sveitarfélagið setur", en="set by the municipality", pl="ustala gmina"),
    Level.OFFICE: Text(is_="skrifstofan setur", en="set by the office", pl="ustala urząd"),
}
"""Who set a value, beside its source."""


def explained(calculation: Calculation, *, label: Text, is_open: bool = False) -> ExplainedAmount:
    """Return a calculation as an amount that opens into its lines; the last line is the amount."""
    *terms, total = calculation.lines
    return ExplainedAmount(
        label=label,
        amount=total.amount,
        lines=[_line(calculation, line) for line in terms],
        period=_("á mánuði"),
        is_open=is_open,
    )


def _line(calculation: Calculation, line: Line) -> AmountLine:
    """Return a line with the source of its first value, who set that value, and whether any of them is unconfirmed."""
    source = line.sources[0] if line.sources else None
    used = calculation.used_in(line)
    said = ""
    if source is not None:
        said = icelandic(source.title)
        if any(value.status is Status.UNVERIFIED for value in used):
            said = format_html(words(UNVERIFIED), source=said)
        if used and used[0].level is not None:
            said = format_html("{} ({})", said, words(SET_BY[used[0].level]))
    return AmountLine(
        label=line.label,
        amount=line.amount,
        arithmetic=line.arithmetic or "",
        rule=line.legal_basis or "",
        source=said,
        source_url="" if source is None else source.url,
    )


def timeline_items(case: Case, entries: Sequence[TimelineEntry]) -> list[TimelineItem]:
    """Return the history of a case; the last entry is where it stands while it is open, then what comes next."""
    is_open = case.process.state(case.state).is_open
    last = len(entries) - 1
    items = [
        TimelineItem(
            title=entry.sentence,
            state=TimelineState.CURRENT if is_open and number == last else TimelineState.DONE,
            when=entry.at,
        )
        for number, entry in enumerate(entries)
    ]
    if is_open and case.due_on is not None:
        items.append(
            TimelineItem(title=_("Við stefnum að svari"), state=TimelineState.NEXT, when=case.due_on)
        )
    return items


def look_items(case: Case, entries: Sequence[LookEntry]) -> list[Look]:
    """Return who looked: name or pseudonym with role and office for staff, "you" for the resident herself."""
    office = case.office.names.short.nominative
    return [
        Look(
            when=entry.at,
            who=_with_role(entry.who, ROLE_NAMES[entry.role], office) if entry.role else entry.who,
            what=LOOKED_AT.get(entry.type, entry.sentence),
        )
        for entry in entries
    ]


def _with_role(who: Text, role: Text, office: str) -> Text:
    return Text(
        is_=f"{who.is_}, {role.is_} ({office})",
        en=f"{who.en}, {role.en} ({office})",
        pl=f"{who.pl}, {role.pl} ({office})",
    )
