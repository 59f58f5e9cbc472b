"""What the page of import says, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.importing import Role


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


IMPORT_WORDS: Final[dict[str, Text]] = {
    "lead": _t(
        "Límdu töflu úr töflureikni eða af vefsíðu, eða veldu skrá (CSV eða JSON). Ekkert er vistað fyrr en þú hefur skoðað útkomuna.",
        "Paste a table from a spreadsheet or a web page, or choose a file (CSV or JSON). Nothing is saved until you have seen the outcome.",
        "Wklej tabelę z arkusza lub strony, albo wybierz plik (CSV lub JSON). Nic nie zostanie zapisane, zanim nie zobaczysz wyniku.",
    ),
    "paste": _t("Taflan", "The table", "Tabela"),
    "paste_help": _t(
        "Dagar mega standa eins og fólk skrifar þá: 5.1.2027, „mán. 5. jan.“, „5.-9. janúar“ eða „22. og 24. apríl“.",
        "Days may stand as people write them: 5.1.2027, “mán. 5. jan.”, “5.-9. janúar” or “22. og 24. apríl”.",
        "Dni mogą być zapisane zwyczajnie: 5.1.2027, „mán. 5. jan.”, „5.-9. janúar” lub „22. og 24. apríl”.",
    ),
    "file": _t("Eða skrá", "Or a file", "Albo plik"),
    "read": _t("Lesa", "Read", "Wczytaj"),
    "columns": _t("Hvað er í dálkunum?", "What do the columns hold?", "Co zawierają kolumny?"),
    "column": _t("Dálkur {number}: {heading}", "Column {number}: {heading}", "Kolumna {number}: {heading}"),
    "sample": _t("Fyrstu línurnar", "The first rows", "Pierwsze wiersze"),
    "line": _t("Lína", "Line", "Wiersz"),
    "heading": _t("Fyrsta línan er fyrirsögn", "The first row is a heading", "Pierwszy wiersz to nagłówek"),
    "all_streams": _t(
        "Tunnur ef enginn dálkur segir það", "Bins when no column says so", "Pojemniki, gdy brak kolumny"
    ),
    "all_areas": _t(
        "Svæði ef enginn dálkur segir það", "Zone when no column says so", "Strefa, gdy brak kolumny"
    ),
    "make": _t(
        "Búa til svæði og tunnur sem vantar",
        "Make zones and bins that are missing",
        "Utwórz brakujące strefy i pojemniki",
    ),
    "look": _t("Skoða útkomuna", "See the outcome", "Zobacz wynik"),
    "outcome": _t("Svona yrðu drögin", "The draft would be like this", "Tak wyglądałaby wersja robocza"),
    "before": _t("Dagar núna", "Days now", "Dni teraz"),
    "after": _t("Dagar eftir innflutning", "Days after import", "Dni po imporcie"),
    "street_count": _t("Götur og bæir", "Streets and farms", "Ulice i gospodarstwa"),
    "problems": _t(
        "Línur sem ekki tókst að lesa", "Rows that could not be read", "Wiersze, których nie odczytano"
    ),
    "at_line": _t("Lína {line}:", "Line {line}:", "Wiersz {line}:"),
    "skip_bad": _t(
        "Sleppa línunum sem ekki tókst að lesa",
        "Leave out the rows that could not be read",
        "Pomiń nieodczytane wiersze",
    ),
    "bad_rows": _t(
        "Lagaðu línurnar sem ekki tókst að lesa eða merktu við að þeim sé sleppt.",
        "Put the rows right that could not be read, or tick that they are left out.",
        "Popraw nieodczytane wiersze lub zaznacz, że mają być pominięte.",
    ),
    "does_not_fit": _t(
        "Taflan passar ekki í dagatal, til dæmis af því að svæðin eða tunnurnar yrðu of mörg. Athugaðu hvað þú valdir fyrir dálkana.",
        "The table does not fit into a calendar, for example because there would be too many zones or bins. Check what you chose for the columns.",
        "Tabela nie mieści się w kalendarzu, na przykład dlatego, że stref lub pojemników byłoby za dużo. Sprawdź, co wybrano dla kolumn.",
    ),
    "use": _t("Setja í drögin", "Put into the draft", "Wstaw do wersji roboczej"),
    "whole": _t(
        "Skráin kemur í stað draganna í heild.",
        "The file takes the place of the whole draft.",
        "Plik zastąpi całą wersję roboczą.",
    ),
    "would_find": _t("Ábendingar um útkomuna", "Findings on the outcome", "Uwagi do wyniku"),
    "taken_in": _t(
        "Taflan er komin í drögin.", "The table is in the draft.", "Tabela jest w wersji roboczej."
    ),
    "nothing": _t(
        "Límdu töflu eða veldu skrá.", "Paste a table or choose a file.", "Wklej tabelę lub wybierz plik."
    ),
    "bad_file": _t(
        "Ekki tókst að lesa skrána. Vistaðu hana sem CSV með UTF-8 og reyndu aftur.",
        "The file can't be read. Save it as CSV in UTF-8 and try again.",
        "Nie można odczytać pliku. Zapisz go jako CSV w UTF-8 i spróbuj ponownie.",
    ),
    "bad_calendar": _t(
        "Skráin er ekki dagatal.", "The file is not a calendar.", "Plik nie jest kalendarzem."
    ),
    "export": _t("Flytja út", "Export", "Eksport"),
    "as_json": _t("Dagatalið sem JSON", "The calendar as JSON", "Kalendarz jako JSON"),
    "days_csv": _t("Dagarnir sem CSV", "The days as CSV", "Dni jako CSV"),
    "streets_csv": _t("Göturnar sem CSV", "The streets as CSV", "Ulice jako CSV"),
}
ROLES: Final = {
    Role.SKIP: _t("Ekki notaður", "Not used", "Nieużywana"),
    Role.ZONE: _t("Svæði", "Zone", "Strefa"),
    Role.STREAM: _t("Tunnur", "Bins", "Pojemniki"),
    Role.DAYS: _t("Dagar", "Days", "Dni"),
    Role.DAYS_OF_STREAM: _t(
        "Dagar þeirra tunna sem fyrirsögnin nefnir",
        "Days of the bins in the heading",
        "Dni pojemników z nagłówka",
    ),
    Role.DAYS_OF_ZONE: _t(
        "Dagar svæðisins sem fyrirsögnin nefnir", "Days of the zone in the heading", "Dni strefy z nagłówka"
    ),
    Role.STREET: _t("Gata eða bær", "Street or farm", "Ulica lub gospodarstwo"),
    Role.VILLAGE: _t("Byggð", "Village", "Miejscowość"),
    Role.POSTCODE: _t("Póstnúmer", "Postcode", "Kod pocztowy"),
    Role.FIRST: _t("Frá húsnúmeri", "From house number", "Od numeru domu"),
    Role.LAST: _t("Til húsnúmers", "To house number", "Do numeru domu"),
    Role.PARITY: _t("Oddatölur eða sléttar", "Odd or even", "Nieparzyste lub parzyste"),
    Role.EXCEPT: _t("Undanskilið", "Left out", "Wyłączone"),
    Role.POINTS: _t("Hnitnúmer", "Point numbers", "Numery punktów"),
}
