"""Tariffs as the catalogue and sharing know them: names, words in addresses, and the kinds of documents published.

The same engine prices preschool and its two neighbours: the subsidy for a day parent (dagforeldri) and after-school care
(frístund). Each has an address and a kind of document of its own; a municipality takes up each by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from samveita.ground.catalogue.declaring import Tool
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.checks import Severity, check
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.part_names import CHOICES, PARTS
from samveita.tools.preschool_fees.planning import next_of


@dataclass(frozen=True, slots=True)
class Priced:
    """One service with a tariff.

    Attributes:
        tool: the calculator for residents.
        kind: the document a municipality publishes; its key is the service's name.
        desk: the word in the editor's address.
    """

    service: ServiceKind
    tool: Tool
    kind: SharedKind
    desk: str

    @property
    def key(self) -> str:
        """The key of the document."""
        return str(self.service)


def _adapted(tariff: Tariff, owner: Organisation) -> Tariff:
    """Return a neighbour's tariff as the beginning of one's own: its rules, without its days and its name."""
    own = {"id": f"{owner.slug}-next", "municipality": str(owner), "published": {}}
    return next_of(tariff).model_copy(update=own)


def _errors(tariff: Tariff, *, service: ServiceKind) -> tuple[Text, ...]:
    """Return what keeps a tariff from being approved; a printed figure the rules don't give is among it."""
    found = tuple(one.message for one in check(tariff) if one.severity is Severity.ERROR)
    return found if tariff.service is service else (_ANOTHER_SERVICE, *found)


def _priced(service: ServiceKind, name: str, title: Text, *, tool: Tool, desk: str) -> Priced:
    kind = SharedKind(
        name=name,
        title=title,
        content=Tariff,
        names={**CHOICES, **PARTS},
        may_be_copied=True,
        adapted=_adapted,
        refusals=partial(_errors, service=service),
        days=lambda tariff: (tariff.valid_from, tariff.valid_to),
        editor=f"preschool-fees:editor-{service}",
    )
    return Priced(service, tool, kind, desk)


_ANOTHER_SERVICE = Text(
    is_="Þessi gjaldskrá er fyrir aðra þjónustu.",
    en="This tariff is for another service.",
    pl="Ten cennik dotyczy innej usługi.",
)
PRESCHOOL = _priced(
    ServiceKind.PRESCHOOL,
    "preschool_fees.tariffs",
    Text(is_="Gjaldskrá leikskóla", en="Preschool tariff", pl="Cennik przedszkoli"),
    tool=Tool(
        key="preschool_fees",
        slug="leikskolagjold",
        desk=f"preschool-fees:editor-{ServiceKind.PRESCHOOL}",
        name=Text(is_="Leikskólagjöld", en="Preschool fees", pl="Opłaty za przedszkole"),
        summary=Text(
            is_="Reiknaðu hvað leikskólinn kostar á mánuði og sjáðu af hverju.",
            en="Work out what preschool costs a month, and see why.",
            pl="Oblicz, ile miesięcznie kosztuje przedszkole, i zobacz dlaczego.",
        ),
        element=Path(__file__).with_name("element.js"),
    ),
    desk="gjaldskra-leikskola",
)
DAY_PARENT = _priced(
    ServiceKind.DAY_PARENT,
    "preschool_fees.day_parent_tariffs",
    Text(is_="Niðurgreiðsla dagforeldra", en="Day-parent subsidy", pl="Dofinansowanie opiekuna dziennego"),
    tool=Tool(
        key="day_parent_subsidy",
        slug="nidurgreidsla-dagforeldra",
        desk=f"preschool-fees:editor-{ServiceKind.DAY_PARENT}",
        name=Text(
            is_="Niðurgreiðsla dagforeldra", en="Day-parent subsidy", pl="Dofinansowanie opiekuna dziennego"
        ),
        summary=Text(
            is_="Sjáðu hvað sveitarfélagið greiðir með barni hjá dagforeldri og hvað þú greiðir.",
            en="See what the municipality pays for a child at a day parent, and what you pay.",
            pl="Zobacz, ile gmina płaci za dziecko u opiekuna dziennego i ile płacisz ty.",
        ),
    ),
    desk="gjaldskra-dagforeldra",
)
AFTERSCHOOL = _priced(
    ServiceKind.AFTERSCHOOL,
    "preschool_fees.afterschool_tariffs",
    Text(is_="Gjaldskrá frístundar", en="After-school tariff", pl="Cennik świetlicy"),
    tool=Tool(
        key="afterschool_fees",
        slug="fristundargjold",
        desk=f"preschool-fees:editor-{ServiceKind.AFTERSCHOOL}",
        name=Text(is_="Frístundargjöld", en="After-school fees", pl="Opłaty za świetlicę"),
        summary=Text(
            is_="Reiknaðu hvað frístund eftir skóla kostar á mánuði og sjáðu af hverju.",
            en="Work out what after-school care costs a month, and see why.",
            pl="Oblicz, ile miesięcznie kosztuje świetlica, i zobacz dlaczego.",
        ),
    ),
    desk="gjaldskra-fristundar",
)
ALL_PRICED: dict[ServiceKind, Priced] = {one.service: one for one in (PRESCHOOL, DAY_PARENT, AFTERSCHOOL)}
