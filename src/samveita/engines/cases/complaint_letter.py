"""A complaint as she prints or sends it herself: from her, to whoever hears it, with the case's own facts and her words.

The letter is in Icelandic but for her own words, which stand as she wrote them. It is rendered when she asks for it and
not stored.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from samveita.engines.cases.complaining import Point, Route
from samveita.engines.cases.models import Case, Decision
from samveita.engines.letters.data import Day, LetterData, Recipient, Sender, Short, TableLine
from samveita.engines.letters.render import render, stamped
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.ground.identity.people import kennitala_of
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND
from samveita.iceland.texts import Text

HERE = Path(__file__).resolve().parent
PRACTICE_STAMP = "ÆFING"
LONGEST = 8_000


class ComplaintData(LetterData):
    """Against which decision, what of it, on what grounds, and which documents of the case it rests on."""

    kennitala: str
    municipality: Short
    service: Short
    decided_on: Day
    last_day: Day
    lines: tuple[TableLine, ...] = ()
    rule: str = Field(default="", max_length=LONGEST)
    grounds: tuple[Annotated[str, Field(min_length=1, max_length=LONGEST)], ...]
    documents: tuple[Short, ...] = ()


TEMPLATE = LetterTemplate(
    key="cases.complaint",
    version=1,
    name=Text(is_="Kæra", en="Complaint", pl="Odwołanie"),
    path=HERE / "complaint.typ",
    data=ComplaintData,
)


def written(
    case: Case,
    decision: Decision,
    route: Route,
    *,
    grounds: str,
    point: Point | None,
    documents: tuple[str, ...],
) -> Letter:
    """Render her complaint.

    Args:
        case: her case.
        decision: the decision she disputes.
        route: to whom she takes it.
        grounds: her words; empty lines part paragraphs.
        point: what of the decision she disputes, if it is one thing.
        documents: what the documents of the case are called that go with it.

    Raises:
        LetterError: when typst refuses.
    """
    line = point.line if point else None
    place = case.municipality.names
    data = ComplaintData(
        sender=Sender(name=case.person.name, place=place.short.dative),
        recipient=Recipient(name=route.name[:1].upper() + route.name[1:], address=_address(route)),
        dated=clock.today(),
        case_number=case.number,
        kennitala=kennitala_of(case.person).formatted,
        municipality=place.official.nominative,
        service=case.declaration.name.is_,
        decided_on=decision.decided_at.astimezone(ICELAND).date(),
        last_day=route.last_day.date,
        lines=(_table_line(line.label, line.arithmetic, line.amount),) if line else (),
        rule=line.legal_basis.is_ if line and line.legal_basis else "",
        grounds=tuple(part.strip() for part in grounds.split("\n\n") if part.strip()),
        documents=tuple(name[:300] for name in documents),
    )
    with stamped(PRACTICE_STAMP if case.is_practice else ""):
        return render(TEMPLATE, data)


def _table_line(label: Text, arithmetic: Text | None, amount: int) -> TableLine:
    return TableLine(label=label.is_, arithmetic=arithmetic.is_ if arithmetic else "", amount=amount)


def _address(route: Route) -> tuple[str, ...]:
    return tuple(part.strip() for part in route.address.split(", ") if part.strip())
