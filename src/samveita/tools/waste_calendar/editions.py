"""An edition as sharing treats it: what its parts are called, on which days it holds, what keeps it from being approved."""

from __future__ import annotations

from datetime import date

from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.model import CalendarEdition

PART_NAMES = {
    "municipality_number": Text(is_="Sveitarfélagsnúmer", en="Municipality number", pl="Numer gminy"),
    "municipality_name": Text(is_="Sveitarfélag", en="Municipality", pl="Gmina"),
    "year": Text(is_="Ár", en="Year", pl="Rok"),
    "valid_from": Text(is_="Gildir frá", en="Valid from", pl="Obowiązuje od"),
    "valid_to": Text(is_="Gildir til og með", en="Valid until", pl="Obowiązuje do"),
    "is_partial": Text(is_="Aðeins hluti ársins", en="Part of the year only", pl="Tylko część roku"),
    "is_proposal": Text(is_="Dagarnir bíða staðfestingar", en="Days not confirmed", pl="Dni niepotwierdzone"),
    "confirmed": Text(is_="Staðfesting", en="Confirmation", pl="Potwierdzenie"),
    "contractor": Text(is_="Verktaki", en="Contractor", pl="Wykonawca"),
    "source": Text(is_="Heimild", en="Source", pl="Źródło"),
    "areas": Text(is_="Svæði", en="Zones", pl="Strefy"),
    "streams": Text(is_="Losanir", en="Collections", pl="Odbiory"),
    "zones": Text(is_="Svæði", en="Zones", pl="Strefy"),
    "dates": Text(is_="Dagar", en="Days", pl="Dni"),
    "title": Text(is_="Titill", en="Title", pl="Tytuł"),
    "where": Text(is_="Hvar", en="Where", pl="Gdzie"),
    "version": Text(is_="Útgáfa", en="Version", pl="Wersja"),
    "as_of": Text(is_="Dagsetning", en="Date", pl="Data"),
    "name": Text(is_="Heiti", en="Name", pl="Nazwa"),
    "kind": Text(is_="Gerð", en="Kind", pl="Rodzaj"),
    "rounds": Text(is_="Losanir", en="Rounds", pl="Odbiory"),
    "neighbours": Text(is_="Dagar utan gildistíma", en="Days beside the edition", pl="Dni obok kalendarza"),
    "cycles": Text(is_="Reglur", en="Rules", pl="Reguły"),
    "exceptions": Text(is_="Frávik frá reglunni", en="Departures from the rule", pl="Odstępstwa od reguły"),
    "rules": Text(is_="Götur og bæir", en="Streets and farms", pl="Ulice i gospodarstwa"),
}
NOT_CONFIRMED = Text(
    is_="Dagarnir eru tillaga. Einhver þarf að fara yfir þá og staðfesta í ritlinum áður en drögin eru samþykkt.",
    en="The days are a proposal. Somebody has to go over them and confirm them in the planner before the draft is approved.",
    pl="Dni są propozycją. Ktoś musi je przejrzeć i potwierdzić w edytorze, zanim wersja zostanie zatwierdzona.",
)


def unconfirmed(edition: CalendarEdition) -> tuple[Text, ...]:
    """Return what keeps an edition from being approved: days that nobody has confirmed."""
    return (NOT_CONFIRMED,) if edition.is_proposal else ()


def days_of(edition: CalendarEdition) -> tuple[date, date | None]:
    """Return from which day a version holds: the edition's first, or today for one that corrects a running edition.

    It has no last day: after an edition ends residents are told that the next one is not published yet.
    """
    return max(edition.valid_from, clock.today()), None
