"""Words staff need again and again: what is usually asked for, and messages that are often written.

Both are shared documents: the association's original or a municipality's own, by service; where nobody has published
any, the few below hold, which are no rule of law and name no amount. A placeholder in a message is filled from the case
before staff sees it; she reads and changes the text before she sends it.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from samveita.engines.cases.documents import Part
from samveita.engines.cases.models import Case
from samveita.engines.cases.written import Wording
from samveita.ground.documents.stored import Stored
from samveita.ground.sharing.kinds import SharedKind, register_kind
from samveita.ground.sharing.queries import in_force
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text


class UsualItem(Part):
    """Something that is often asked for: a stable key, what it is, why it is needed, whether it is usually required."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    what: Wording
    why: Wording
    is_required: bool = True


class UsualItems(Stored):
    """What a municipality usually asks for in the cases of a service."""

    schema_name: ClassVar[str] = "cases.usual_items"

    items: tuple[UsualItem, ...] = Field(max_length=60)


class UsualMessage(Part):
    """A message that is often written; the body may hold ``{number}``, ``{service}``, ``{municipality}`` and ``{due}``."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    title: Wording
    body: Wording


class UsualMessages(Stored):
    """Messages that a municipality often writes in the cases of a service."""

    schema_name: ClassVar[str] = "cases.usual_messages"

    messages: tuple[UsualMessage, ...] = Field(max_length=60)


ITEMS = SharedKind(
    name="cases.usual_items",
    title=Text(
        is_="Gögn sem oft er beðið um", en="Documents often asked for", pl="Często wymagane dokumenty"
    ),
    content=UsualItems,
)
MESSAGES = SharedKind(
    name="cases.usual_messages",
    title=Text(is_="Skilaboð sem oft eru send", en="Messages often sent", pl="Często wysyłane wiadomości"),
    content=UsualMessages,
)


def _wording(text: Text) -> Wording:
    return Wording(is_=text.is_, en=text.en, pl=text.pl)


SHIPPED_ITEMS = UsualItems(
    items=(
        UsualItem(
            key="payslips",
            what=_wording(Text(is_="Launaseðlar", en="Payslips", pl="Paski płacowe")),
            why=_wording(
                Text(
                    is_="Við þurfum að sjá tekjur þínar í mánuðinum.",
                    en="We need to see your income for the month.",
                    pl="Musimy poznać Twoje dochody w danym miesiącu.",
                )
            ),
        ),
        UsualItem(
            key="lease",
            what=_wording(Text(is_="Leigusamningur", en="Lease", pl="Umowa najmu")),
            why=_wording(
                Text(
                    is_="Hann sýnir hvernig þú býrð.",
                    en="It shows how you live.",
                    pl="Pokazuje, w jaki sposób mieszkasz.",
                )
            ),
        ),
        UsualItem(
            key="bank_statement",
            what=_wording(
                Text(is_="Yfirlit yfir bankareikninga", en="Bank statements", pl="Wyciągi z kont bankowych")
            ),
            why=_wording(
                Text(
                    is_="Það sýnir stöðu og hreyfingar á reikningunum.",
                    en="It shows balances and movements in the accounts.",
                    pl="Pokazuje stan kont i operacje.",
                )
            ),
        ),
        UsualItem(
            key="certificate",
            what=_wording(Text(is_="Vottorð", en="Certificate", pl="Zaświadczenie")),
            why=_wording(
                Text(
                    is_="Það staðfestir það sem kemur fram í umsókninni.",
                    en="It confirms what the application says.",
                    pl="Potwierdza informacje podane we wniosku.",
                )
            ),
            is_required=False,
        ),
    )
)
SHIPPED_MESSAGES = UsualMessages(
    messages=(
        UsualMessage(
            key="working_on_it",
            title=_wording(
                Text(is_="Unnið er að málinu", en="The case is in progress", pl="Sprawa jest w toku")
            ),
            body=_wording(
                Text(
                    is_="Góðan dag.\n\nVið vinnum að máli {number}. Við stefnum að svari {due}.",
                    en="Hello.\n\nWe are working on case {number}. We aim to answer on {due}.",
                    pl="Dzień dobry.\n\nPracujemy nad sprawą {number}. Planujemy odpowiedzieć {due}.",
                )
            ),
        ),
        UsualMessage(
            key="interview",
            title=_wording(
                Text(is_="Boð í viðtal", en="Invitation to a meeting", pl="Zaproszenie na rozmowę")
            ),
            body=_wording(
                Text(
                    is_="Góðan dag.\n\nVið viljum gjarnan ræða við þig um málið. Láttu okkur vita hvaða dagur og tími "
                    "hentar þér, og hvort þú vilt koma til okkar eða tala við okkur í síma.",
                    en="Hello.\n\nWe would like to talk with you about the case. Let us know which day and time suit "
                    "you, and whether you would like to visit us or talk on the phone.",
                    pl="Dzień dobry.\n\nChcielibyśmy porozmawiać z Tobą o sprawie. Napisz, jaki dzień i godzina Ci "
                    "odpowiadają oraz czy wolisz przyjść do nas, czy porozmawiać przez telefon.",
                )
            ),
        ),
    )
)


def register_phrasing() -> None:
    """Make ``sharing`` know the two kinds."""
    register_kind(ITEMS)
    register_kind(MESSAGES)


def usual_items(case: Case) -> tuple[UsualItem, ...]:
    """Return what is usually asked for in cases like this one."""
    version = in_force(kind=ITEMS.name, key=case.service, organisation=case.municipality, on=clock.today())
    content: UsualItems = SHIPPED_ITEMS if version is None else version.content
    return content.items


def usual_messages(case: Case) -> tuple[UsualMessage, ...]:
    """Return the messages that are often written in cases like this one."""
    version = in_force(kind=MESSAGES.name, key=case.service, organisation=case.municipality, on=clock.today())
    content: UsualMessages = SHIPPED_MESSAGES if version is None else version.content
    return content.messages


def filled(body: Wording, case: Case, language: str) -> str:
    """Return a message's words in a language with its placeholders filled; staff fills in one that is not known."""
    shown_in = body.language_shown(language)
    words = body.shown(language)
    known = {
        "number": case.number,
        "service": case.declaration.name.in_language(shown_in),
        "municipality": case.municipality.names.short.nominative,
    }
    if case.due_on is not None:
        known["due"] = day_in_words(case.due_on).in_language(shown_in)
    for name, value in known.items():
        words = words.replace(f"{{{name}}}", value)
    return words
