"""Preschool fees as the catalogue and sharing know them: name, address word, and the kind of document published."""

from __future__ import annotations

from pathlib import Path

from samveita.ground.catalogue.declaring import Tool
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.checks import Severity, check
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.part_names import CHOICES, PARTS
from samveita.tools.preschool_fees.planning import next_of

TOOL = Tool(
    key="preschool_fees",
    slug="leikskolagjold",
    name=Text(is_="Leikskólagjöld", en="Preschool fees", pl="Opłaty za przedszkole"),
    summary=Text(
        is_="Reiknaðu hvað leikskólinn kostar á mánuði og sjáðu af hverju.",
        en="Work out what preschool costs a month, and see why.",
        pl="Oblicz, ile miesięcznie kosztuje przedszkole, i zobacz dlaczego.",
    ),
    element=Path(__file__).with_name("element.js"),
)


def _adapted(tariff: Tariff, owner: Organisation) -> Tariff:
    """Return a neighbour's tariff as the beginning of one's own: its rules, without its days and its name."""
    own = {"id": f"{owner.slug}-next", "municipality": str(owner), "published": {}}
    return next_of(tariff).model_copy(update=own)


def _errors(tariff: Tariff) -> tuple[Text, ...]:
    """Return what keeps a tariff from being approved; a printed figure the rules don't give is among it."""
    return tuple(one.message for one in check(tariff) if one.severity is Severity.ERROR)


TARIFFS = SharedKind(
    name="preschool_fees.tariffs",
    title=Text(is_="Gjaldskrá leikskóla", en="Preschool tariff", pl="Cennik przedszkoli"),
    content=Tariff,
    names={**CHOICES, **PARTS},
    may_be_copied=True,
    adapted=_adapted,
    refusals=_errors,
    days=lambda tariff: (tariff.valid_from, tariff.valid_to),
    editor="preschool-fees:editor",
)
"""The key of a document of this kind is the service it prices: ``preschool``, ``day_parent`` or ``afterschool``."""

KEY = str(ServiceKind.PRESCHOOL)
