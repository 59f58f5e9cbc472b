"""Preschool fees as the catalogue and sharing know them: name, address word, and the kind of document published."""

from __future__ import annotations

from samveita.ground.catalogue.declaring import Tool
from samveita.ground.sharing.kinds import SharedKind
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import ServiceKind, Tariff

TOOL = Tool(
    key="preschool_fees",
    slug="leikskolagjold",
    name=Text(is_="Leikskólagjöld", en="Preschool fees", pl="Opłaty za przedszkole"),
    summary=Text(
        is_="Reiknaðu hvað leikskólinn kostar á mánuði og sjáðu af hverju.",
        en="Work out what preschool costs a month, and see why.",
        pl="Oblicz, ile miesięcznie kosztuje przedszkole, i zobacz dlaczego.",
    ),
)
TARIFFS = SharedKind(
    name="preschool_fees.tariffs",
    title=Text(is_="Gjaldskrá leikskóla", en="Preschool tariff", pl="Cennik przedszkoli"),
    content=Tariff,
)
"""The key of a document of this kind is the service it prices: ``preschool``, ``day_parent`` or ``afterschool``."""

KEY = str(ServiceKind.PRESCHOOL)
