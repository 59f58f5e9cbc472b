"""What the desk's page of disruptions says, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.models import Outcome, Reason
from samveita.ui.parts import Choice


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


ONE_DAY: Final = _t(
    "Skrifaðu einn dag, til dæmis 24.11.2026.",
    "Write one day, such as 24.11.2026.",
    "Wpisz jeden dzień, na przykład 24.11.2026.",
)
REASONS: Final = (
    Choice(Reason.WEATHER.value, _t("Veður", "Weather", "Pogoda")),
    Choice(Reason.ROAD.value, _t("Færð", "Road conditions", "Warunki drogowe")),
    Choice(Reason.BREAKDOWN.value, _t("Bilun", "Breakdown", "Awaria")),
    Choice(Reason.OTHER.value, _t("Annað", "Something else", "Inny powód")),
)
OUTCOMES: Final = (
    Choice(
        Outcome.MOVED.value,
        _t(
            "Losun færist á annan dag",
            "The collection moves to another day",
            "Odbiór przeniesiony na inny dzień",
        ),
    ),
    Choice(
        Outcome.CANCELLED.value, _t("Losun fellur niður", "The collection is cancelled", "Odbiór odwołany")
    ),
    Choice(
        Outcome.DELAYED.value,
        _t(
            "Losun tefst og nýr dagur er óákveðinn",
            "The collection is delayed, no new day yet",
            "Odbiór opóźniony, nowy termin nieznany",
        ),
    ),
)
WORDS: Final[dict[str, Text]] = {
    "title": _t("Röskun á sorphirðu", "Disruption of waste collection", "Zakłócenia odbioru odpadów"),
    "lead": _t(
        "Það sem þú skrifar hér sést strax á síðu íbúa, í dagatölum þeirra, í áminningum og á öðrum vefjum sem sýna dagatalið.",
        "What you write here is seen at once on the residents' page, in their calendars, in reminders and on other sites that "
        "show the calendar.",
        "To, co tu wpiszesz, od razu widać na stronie mieszkańców, w ich kalendarzach, w przypomnieniach i na innych stronach "
        "z kalendarzem.",
    ),
    "back": _t("Vinnuborð", "Desk", "Pulpit"),
    "none": _t(
        "Sveitarfélagið hefur ekki birt sorphirðudagatal.",
        "The municipality has not published a waste calendar.",
        "Gmina nie opublikowała kalendarza odbioru odpadów.",
    ),
    "mend": _t("Ekki tókst að tilkynna", "It could not be told", "Nie udało się ogłosić"),
    "now": _t("Íbúar sjá þetta núna", "Residents see this now", "Mieszkańcy widzą to teraz"),
    "nothing": _t("Engin röskun er tilkynnt.", "No disruption is told of.", "Nie ogłoszono zakłóceń."),
    "new": _t("Tilkynna röskun", "Tell of a disruption", "Ogłoś zakłócenie"),
    "day": _t("Hvaða dagur raskast?", "Which day is disrupted?", "Którego dnia dotyczy zakłócenie?"),
    "day_hint": _t(
        "Til dæmis 24.11. eða 24. nóvember.",
        "Such as 24.11. or 24. nóvember.",
        "Na przykład 24.11. lub 24. nóvember.",
    ),
    "reason": _t("Hver er ástæðan?", "What is the reason?", "Jaki jest powód?"),
    "outcome": _t("Hvað verður um losunina?", "What becomes of the collection?", "Co z odbiorem?"),
    "new_day": _t("Nýr dagur", "New day", "Nowy dzień"),
    "new_day_hint": _t(
        "Aðeins ef losun færist.", "Only if the collection moves.", "Tylko jeśli odbiór jest przenoszony."
    ),
    "streams": _t("Hvaða flokkar?", "Which kinds of waste?", "Które rodzaje odpadów?"),
    "areas": _t("Hvaða svæði?", "Which areas?", "Które obszary?"),
    "all_hint": _t(
        "Ef þú velur ekkert þá á þetta við um allt.",
        "If you choose nothing, it is about all.",
        "Jeśli nic nie wybierzesz, dotyczy wszystkich.",
    ),
    "until": _t("Sýna til og með", "Show until", "Pokazuj do"),
    "until_hint": _t(
        "Annars hættir tilkynningin að sjást þegar dagurinn er liðinn.",
        "Otherwise the notice is no longer shown when the day has passed.",
        "W przeciwnym razie ogłoszenie zniknie po tym dniu.",
    ),
    "note": _t("Bæta við eigin orðum", "Add words of your own", "Dodaj własne słowa"),
    "note_is": _t("Á íslensku", "In Icelandic", "Po islandzku"),
    "note_en": _t("Á ensku", "In English", "Po angielsku"),
    "note_pl": _t("Á pólsku", "In Polish", "Po polsku"),
    "tell": _t("Tilkynna", "Tell", "Ogłoś"),
    "told": _t(
        "Íbúar sjá tilkynninguna núna.", "Residents see the notice now.", "Mieszkańcy widzą już ogłoszenie."
    ),
    "withdraw": _t("Draga til baka", "Withdraw", "Wycofaj"),
    "withdrawn": _t("Tilkynningin var dregin til baka.", "The notice was withdrawn.", "Ogłoszenie wycofano."),
    "past": _t("Eldri tilkynningar", "Earlier notices", "Wcześniejsze ogłoszenia"),
    "was_withdrawn": _t("dregin til baka", "withdrawn", "wycofane"),
    "shown_until": _t("Sést til og með {day}.", "Shown until {day}.", "Widoczne do {day}."),
    "areas_are": _t("Svæði: {areas}", "Areas: {areas}", "Obszary: {areas}"),
}
