"""What the pages of the planner say, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.findings import Level
from samveita.tools.waste_calendar.model import AreaKind, ExceptionAction, ExceptionReason, Parity
from samveita.tools.waste_calendar.proposing import HolidayRule


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


WORDS: Final[dict[str, Text]] = {
    "title": _t("Sorphirðudagatal: áætlun", "Waste calendar: planning", "Kalendarz odbioru: planowanie"),
    "back": _t("Sameiginleg skjöl", "Shared documents", "Dokumenty wspólne"),
    "views": _t("Hlutar áætlunarinnar", "Parts of the plan", "Części planu"),
    "days": _t("Dagar", "Days", "Dni"),
    "rules": _t("Reglur", "Rules", "Reguły"),
    "zones": _t("Svæði og götur", "Zones and streets", "Strefy i ulice"),
    "comparison": _t("Samanburður", "Comparison", "Porównanie"),
    "findings": _t("Ábendingar", "Findings", "Uwagi"),
    "import": _t("Flytja inn og út", "Import and export", "Import i eksport"),
    "none_yet": _t(
        "Ekkert dagatal hefur verið birt.", "No calendar has been published.", "Nie opublikowano kalendarza."
    ),
    "published_until": _t(
        "Dagatalið sem íbúar sjá gildir til {day}.",
        "The calendar residents see runs until {day}.",
        "Kalendarz widoczny dla mieszkańców obowiązuje do {day}.",
    ),
    "publish_in_time": _t(
        "Ekkert dagatal tekur við af því fyrr en þú birtir það.",
        "No calendar follows it until you publish one.",
        "Żaden kalendarz nie zastąpi go, dopóki go nie opublikujesz.",
    ),
    "disruptions": _t("Tilkynna röskun á losun", "Tell of a disruption", "Zgłoś zakłócenie odbioru"),
    "no_draft": _t(
        "Engin drög eru í vinnslu. Ekkert breytist fyrir íbúa fyrr en þú birtir.",
        "There is no draft. Nothing changes for residents until you publish.",
        "Nie ma wersji roboczej. Dla mieszkańców nic się nie zmieni do publikacji.",
    ),
    "begin_next": _t("Gera tillögu fyrir árið {year}", "Propose the year {year}", "Zaproponuj rok {year}"),
    "begin_next_help": _t(
        "Svæði, götur og hrynjandi koma úr dagatalinu á undan. Dagar á frídögum færast eins og þú velur.",
        "Zones, streets and rhythm come from the calendar before. Days on holidays move as you choose.",
        "Strefy, ulice i rytm pochodzą z poprzedniego kalendarza. Dni świąteczne są przesuwane według wyboru.",
    ),
    "begin_correct": _t(
        "Leiðrétta dagatalið {year}", "Correct the calendar of {year}", "Popraw kalendarz {year}"
    ),
    "begin_first": _t("Byrja á nýju dagatali", "Begin a new calendar", "Zacznij nowy kalendarz"),
    "year": _t("Ár", "Year", "Rok"),
    "draft_of": _t(
        "Drög að dagatali {year}, {first} til {last}.",
        "Draft of the {year} calendar, {first} to {last}.",
        "Wersja robocza kalendarza {year}, od {first} do {last}.",
    ),
    "corrects": _t(
        "Drögin leiðrétta dagatal sem hefur verið birt. Losanir sem færast breytast líka í dagatölum íbúa.",
        "The draft corrects a published calendar. Collections that move also change in residents' calendars.",
        "Wersja poprawia opublikowany kalendarz. Przesunięte odbiory zmienią się też w kalendarzach mieszkańców.",
    ),
    "awaits": _t("Dagarnir bíða staðfestingar", "Days not confirmed", "Dni niepotwierdzone"),
    "is_confirmed": _t("Dagarnir eru staðfestir", "Days confirmed", "Dni potwierdzone"),
    "is_approved": _t(
        "Samþykkt, bíður birtingar", "Approved, not published", "Zatwierdzone, nieopublikowane"
    ),
    "confirmed_by": _t(
        "{who} staðfesti dagana {when}.",
        "{who} confirmed the days on {when}.",
        "{who} – potwierdzono dni: {when}.",
    ),
    "undo": _t("Afturkalla", "Undo", "Cofnij"),
    "set_aside": _t("Hætta við drögin", "Set the draft aside", "Odłóż wersję roboczą"),
    "dropped": _t("Hætt var við drögin.", "The draft was set aside.", "Odłożono wersję roboczą."),
    "confirm": _t("Staðfesta dagana", "Confirm the days", "Potwierdź dni"),
    "confirm_help": _t(
        "Staðfestu þegar þú hefur farið yfir dagana. Nafn þitt og stundin geymast með dagatalinu.",
        "Confirm when you have gone over the days. Your name and the time are kept with the calendar.",
        "Potwierdź po sprawdzeniu dni. Twoje imię i czas zostaną zapisane w kalendarzu.",
    ),
    "confirm_read": _t(
        "Ég hef lesið ábendingarnar og dagarnir eiga að standa svona",
        "I have read the findings and the days are to stand as they are",
        "Przeczytałem(-am) uwagi i dni mają pozostać bez zmian",
    ),
    "confirm_first": _t(
        "Merktu við að þú hafir lesið ábendingarnar.",
        "Tick that you have read the findings.",
        "Zaznacz, że uwagi zostały przeczytane.",
    ),
    "confirmed": _t("Dagarnir eru staðfestir.", "The days are confirmed.", "Dni są potwierdzone."),
    "approve": _t("Samþykkja drögin", "Approve the draft", "Zatwierdź wersję roboczą"),
    "second_person": _t(
        "Annar en sá sem vistaði drögin síðast þarf að samþykkja þau.",
        "Somebody else than the last to save the draft has to approve it.",
        "Wersję musi zatwierdzić inna osoba niż ta, która ją ostatnio zapisała.",
    ),
    "approved": _t("Drögin eru samþykkt.", "The draft is approved.", "Wersja została zatwierdzona."),
    "publish": _t("Birta dagatalið", "Publish the calendar", "Opublikuj kalendarz"),
    "publish_help": _t(
        "Íbúar sjá dagatalið strax. Dagatalið á undan gildir áfram þangað til þetta tekur við {day}.",
        "Residents see the calendar at once. The one before goes on until this one begins on {day}.",
        "Mieszkańcy od razu zobaczą kalendarz. Poprzedni obowiązuje do dnia {day}, kiedy zaczyna się ten.",
    ),
    "published": _t("Dagatalið er birt.", "The calendar is published.", "Kalendarz jest opublikowany."),
    "refused": _t("Þetta tókst ekki", "That was not possible", "Nie udało się"),
    "undone": _t("Breytingin var afturkölluð.", "The change was undone.", "Zmiana została cofnięta."),
    "nothing_to_undo": _t(
        "Ekki er hægt að afturkalla meira.", "There is nothing more to undo.", "Nie ma już czego cofać."
    ),
    "choose": _t("Tunnur og svæði", "Bins and zone", "Pojemniki i strefa"),
    "show": _t("Sýna", "Show", "Pokaż"),
    "grid": _t("Dagarnir á árinu", "The days of the year", "Dni roku"),
    "grid_help": _t(
        "Smelltu á dag til að bæta við losun eða fella hana niður. Dragðu losun á annan dag til að færa hana. "
        "Á lyklaborði: örvar fara milli daga, bil bætir við eða fellir niður, M tekur losun upp og leggur hana aftur niður.",
        "Click a day to add a collection or drop it. Drag a collection to another day to move it. "
        "Keyboard: arrows move between days, space adds or drops, M picks a collection up and puts it down.",
        "Kliknij dzień, aby dodać lub usunąć odbiór. Przeciągnij odbiór na inny dzień, aby go przesunąć. "
        "Klawiatura: strzałki zmieniają dzień, spacja dodaje lub usuwa, M podnosi odbiór i odkłada go.",
    ),
    "driven": _t("losun", "collection", "odbiór"),
    "picked_up": _t(
        "Losunin var tekin upp. Farðu á nýja daginn og ýttu á M.",
        "The collection was picked up. Go to the new day and press M.",
        "Podniesiono odbiór. Przejdź do nowego dnia i naciśnij M.",
    ),
    "put_down": _t(
        "Hætt var við að færa losunina.", "The collection stays where it was.", "Odbiór pozostaje na miejscu."
    ),
    "reason": _t("Ástæða", "Reason", "Powód"),
    "note": _t("Skýring", "Note", "Uwaga"),
    "type_change": _t("Skrifa breytingu", "Type a change", "Wpisz zmianę"),
    "day": _t("Dagur", "Day", "Dzień"),
    "day_help": _t(
        "Til dæmis 5.1. eða „mán. 5. jan.“", "Such as 5.1. or “5. jan.”", "Na przykład 5.1. lub „5. jan.”"
    ),
    "new_day": _t("Nýr dagur", "New day", "Nowy dzień"),
    "add": _t("Bæta við", "Add", "Dodaj"),
    "drop": _t("Fella niður", "Drop", "Usuń"),
    "move": _t("Færa", "Move", "Przesuń"),
    "list": _t("Allir dagarnir sem listi", "All the days as a list", "Wszystkie dni jako lista"),
    "list_help": _t(
        "Ein lína eða fleiri. Skrifa má „5.-9. janúar“ og „22. og 24. apríl“.",
        "One line or more. You may write “5.-9. janúar” and “22. og 24. apríl”.",
        "Jeden wiersz lub więcej. Można pisać „5.-9. janúar” i „22. og 24. apríl”.",
    ),
    "save_list": _t("Vista listann", "Save the list", "Zapisz listę"),
    "one_day": _t("Skrifaðu einn dag.", "Write one day.", "Wpisz jeden dzień."),
    "saved": _t("Vistað.", "Saved.", "Zapisano."),
    "exceptions": _t("Frávik frá reglunni", "Departures from the rule", "Odstępstwa od reguły"),
    "no_exceptions": _t("Engin frávik.", "No departures.", "Brak odstępstw."),
    "no_rule": _t(
        "Engin regla er skráð fyrir þessa losun. Dagarnir standa einir.",
        "No rule is given for this collection. The days stand alone.",
        "Dla tego odbioru nie podano reguły. Dni stoją same.",
    ),
    "rounds_and_days": _t(
        "Losanir: {rounds}. Dagar: {days}.",
        "Rounds: {rounds}. Days: {days}.",
        "Odbiory: {rounds}. Dni: {days}.",
    ),
    "no_zones": _t(
        "Engar tunnur eru skráðar á neitt svæði. Gerðu það undir Svæði og götur.",
        "No bins go to any zone. Choose that under Zones and streets.",
        "Żadna trasa nie obejmuje żadnej strefy. Wybierz to w części Strefy i ulice.",
    ),
    "rules_lead": _t(
        "Reglan segir hvenær fyrsta losun er og hversu oft. Tillagan reiknar dagana, færir það sem lendir á frídegi "
        "og skráir hvert frávik. Þú breytir dögunum á eftir og staðfestir þá.",
        "The rule says when the first collection is and how often. The proposal works out the days, moves what falls "
        "on a holiday and lists each departure. Afterwards you change the days and confirm them.",
        "Reguła mówi, kiedy jest pierwszy odbiór i jak często. Propozycja oblicza dni, przesuwa święta "
        "i zapisuje każde odstępstwo. Potem można zmienić dni i je potwierdzić.",
    ),
    "holidays": _t("Losun sem lendir á frídegi", "A collection on a holiday", "Odbiór w dniu świątecznym"),
    "half_days": _t(
        "Telja aðfangadag og gamlársdag með frídögum",
        "Count 24 and 31 December as holidays",
        "Licz 24 i 31 grudnia jako święta",
    ),
    "saturdays": _t("Ekið er á laugardögum", "Saturdays are driven", "Odbiór także w soboty"),
    "first_day": _t("Fyrsti dagur", "First day", "Pierwszy dzień"),
    "interval": _t("Dagar á milli", "Days between", "Dni przerwy"),
    "run": _t("Dagar í röð", "Days in a row", "Dni z rzędu"),
    "until": _t("Til og með", "Until", "Do"),
    "recalculate": _t("Reikna aftur", "Work out anew", "Oblicz ponownie"),
    "recalculate_for": _t("Reikna aftur: {place}", "Work out anew: {place}", "Oblicz ponownie: {place}"),
    "propose": _t("Reikna tillögu", "Propose the days", "Zaproponuj dni"),
    "proposed": _t(
        "Tillaga er komin á {zones} stöðum. Dagar sem færðust eða féllu niður vegna frídaga: {moved}.",
        "Days were proposed in this many places: {zones}. Days moved or dropped for holidays: {moved}.",
        "Zaproponowano dni w tylu miejscach: {zones}. Dni przesunięte lub usunięte z powodu świąt: {moved}.",
    ),
    "now_days": _t("Dagar núna", "Days now", "Dni teraz"),
    "own_days": _t("Gildistími og heimild", "Validity and source", "Okres i źródło"),
    "valid_from": _t("Gildir frá", "Valid from", "Obowiązuje od"),
    "valid_to": _t("Gildir til og með", "Valid until", "Obowiązuje do"),
    "contractor": _t("Verktaki", "Contractor", "Wykonawca"),
    "source": _t("Heimild", "Source", "Źródło"),
    "save": _t("Vista", "Save", "Zapisz"),
    "fix": _t("Lagaðu þetta", "Put this right", "Popraw to"),
    "compare_lead": _t(
        "Dagatalið {before} er lagt yfir {after} með 52 vikum, svo að sömu vikudagar mætast.",
        "The {before} calendar is laid over {after} by 52 weeks, so that the same weekdays meet.",
        "Kalendarz {before} nałożono na {after} z przesunięciem 52 tygodni, aby zgadzały się dni tygodnia.",
    ),
    "nothing_to_compare": _t(
        "Ekkert eldra dagatal er til að bera saman við.",
        "There is no earlier calendar to compare with.",
        "Nie ma wcześniejszego kalendarza do porównania.",
    ),
    "last_year": _t("Losanir áður", "Rounds before", "Odbiory wcześniej"),
    "this_year": _t("Losanir nú", "Rounds now", "Odbiory teraz"),
    "shifted": _t("Færðar", "Shifted", "Przesunięte"),
    "missing": _t("Vantar", "Missing", "Brakuje"),
    "added": _t("Nýjar", "New", "Nowe"),
    "details": _t("Hver losun", "Each round", "Każdy odbiór"),
    "shift": _t("Færsla í dögum", "Shift in days", "Przesunięcie w dniach"),
    "nothing_found": _t("Ekkert fannst.", "Nothing was found.", "Nic nie znaleziono."),
    "findings_lead": _t(
        "Yfirlesturinn breytir engu. Hver ábending vísar á staðinn þar sem hún á við.",
        "The check changes nothing. Each finding leads to its place.",
        "Sprawdzanie niczego nie zmienia. Każda uwaga prowadzi do swojego miejsca.",
    ),
    "open_place": _t("Opna staðinn", "Open the place", "Otwórz miejsce"),
    "all_findings": _t("Sjá allar ábendingar", "See all findings", "Zobacz wszystkie uwagi"),
    "errors": _t("Villur", "Errors", "Błędy"),
    "warnings": _t("Athuga", "To check", "Do sprawdzenia"),
    "notices": _t("Skýrð frávik", "Explained departures", "Wyjaśnione odstępstwa"),
    "test_title": _t(
        "Hvar lendir þetta heimilisfang?", "Where does this address belong?", "Gdzie należy ten adres?"
    ),
    "address": _t("Heimilisfang eða bær", "Address or farm", "Adres lub gospodarstwo"),
    "containers": _t("Ílát", "Containers", "Pojemniki"),
    "bins": _t("Tunnur við húsið", "Bins at the house", "Pojemniki przy domu"),
    "large": _t("660 lítra eða stærri", "660 litres or larger", "660 litrów lub większe"),
    "deep": _t("Djúpgámar", "Deep containers", "Pojemniki podziemne"),
    "rural": _t("Dreifbýli", "Rural", "Obszar wiejski"),
    "try": _t("Prófa", "Try", "Sprawdź"),
    "lands_in": _t("Lendir hér", "Belongs here", "Należy tutaj"),
    "ambiguous": _t(
        "Fleiri en eitt svæði kemur til greina. Íbúinn er spurður:",
        "More than one zone fits. The resident is asked:",
        "Pasuje więcej niż jedna strefa. Mieszkaniec zostanie zapytany:",
    ),
    "nowhere": _t("Lendir á engu svæði.", "It is in no zone.", "Nie należy do żadnej strefy."),
    "similar": _t(
        "Svipuð nöfn í dagatalinu:", "Similar names in the calendar:", "Podobne nazwy w kalendarzu:"
    ),
    "other_addresses": _t("Áttirðu við:", "Did you mean:", "Czy chodziło o:"),
    "zone": _t("Svæði", "Zone", "Strefa"),
    "name": _t("Heiti", "Name", "Nazwa"),
    "kind": _t("Gerð", "Kind", "Rodzaj"),
    "streams": _t("Tunnur", "Bins", "Pojemniki"),
    "stream": _t("Tunnur", "Bins", "Pojemniki"),
    "name_en": _t("Heiti á ensku", "Name in English", "Nazwa po angielsku"),
    "name_pl": _t("Heiti á pólsku", "Name in Polish", "Nazwa po polsku"),
    "fractions": _t("Úrgangsflokkar", "Kinds of waste", "Rodzaje odpadów"),
    "streets": _t("Götur og bæir", "Streets and farms", "Ulice i gospodarstwa"),
    "street": _t("Gata eða bær", "Street or farm", "Ulica lub gospodarstwo"),
    "village": _t("Byggð", "Village", "Miejscowość"),
    "postcode": _t("Póstnúmer", "Postcode", "Kod pocztowy"),
    "from_number": _t("Frá nr.", "From no.", "Od nr"),
    "to_number": _t("Til nr.", "To no.", "Do nr"),
    "parity": _t("Húsnúmer", "House numbers", "Numery domów"),
    "points": _t("Stök heimilisföng", "Single addresses", "Pojedyncze adresy"),
    "except": _t("Undanskilið", "Left out", "Wyłączone"),
    "remove": _t("Fjarlægja", "Remove", "Usuń"),
    "row": _t("Lína {number}", "Row {number}", "Wiersz {number}"),
    "new_row": _t("Ný lína {number}", "New row {number}", "Nowy wiersz {number}"),
    "search": _t("Leita að götu", "Find a street", "Szukaj ulicy"),
    "find": _t("Leita", "Search", "Szukaj"),
    "rows_shown": _t(
        "Línur {first} til {last} af {count}.",
        "Rows {first} to {last} of {count}.",
        "Wiersze {first}–{last} z {count}.",
    ),
    "next_rows": _t("Næstu línur", "Next rows", "Następne wiersze"),
    "rows_before": _t("Línur á undan", "Rows before", "Poprzednie wiersze"),
    "area_settings": _t("Um svæðið", "About the zone", "O strefie"),
    "add_area": _t("Bæta við svæði", "Add a zone", "Dodaj strefę"),
    "remove_area": _t("Fjarlægja svæðið", "Remove the zone", "Usuń strefę"),
    "add_stream": _t("Bæta við tunnum", "Add bins", "Dodaj pojemniki"),
    "name_missing": _t("Heitið vantar.", "The name is missing.", "Brakuje nazwy."),
    "bad_row": _t(
        "Lína {number}: skrifaðu götu, póstnúmer eða stök heimilisföng, og húsnúmer í réttri röð.",
        "Row {number}: give a street, a postcode or single addresses, and house numbers in order.",
        "Wiersz {number}: podaj ulicę, kod lub pojedyncze adresy oraz numery domów w kolejności.",
    ),
    "no_such_address": _t(
        "Lína {number}: „{written}“ er ekki heimilisfang í sveitarfélaginu.",
        "Row {number}: {written!r} is not an address in the municipality.",
        "Wiersz {number}: „{written}” nie jest adresem w gminie.",
    ),
    "not_numbers": _t(
        "Regla fyrir {place}: skrifaðu dag og heilar tölur.",
        "Rule for {place}: write a day and whole numbers.",
        "Reguła dla {place}: wpisz dzień i liczby całkowite.",
    ),
    "bad_validity": _t(
        "Síðasti gildisdagur er á undan þeim fyrsta, eða dagur ólæsilegur.",
        "The last day is before the first, or a day can't be read.",
        "Ostatni dzień jest przed pierwszym lub dnia nie można odczytać.",
    ),
    "not_possible": _t(
        "Ekki er hægt að vista þetta. Athugaðu það sem þú skrifaðir.",
        "This can't be saved. Look at what you wrote.",
        "Nie można tego zapisać. Sprawdź wpisane dane.",
    ),
}
HOLIDAY_RULES: Final = {
    HolidayRule.LATER: _t(
        "Færa á næsta virka dag", "Move to the next working day", "Przesuń na następny dzień roboczy"
    ),
    HolidayRule.EARLIER: _t(
        "Færa á virkan dag á undan", "Move to the working day before", "Przesuń na dzień roboczy wcześniej"
    ),
    HolidayRule.NEAREST: _t(
        "Færa á þann virka dag sem er næstur",
        "Move to the nearest working day",
        "Przesuń na najbliższy dzień roboczy",
    ),
    HolidayRule.DROP: _t("Fella niður", "Drop", "Usuń"),
    HolidayRule.LEAVE: _t("Láta standa", "Leave as it is", "Pozostaw"),
}
REASONS: Final = {
    ExceptionReason.HOLIDAY: _t("Frídagur", "Holiday", "Święto"),
    ExceptionReason.KNOCK_ON: _t("Annað svæði færðist", "Another zone was moved", "Przesunięto inną strefę"),
    ExceptionReason.WEATHER: _t("Veður eða færð", "Weather or roads", "Pogoda lub drogi"),
    ExceptionReason.CONTRACTOR: _t("Verktaki", "Contractor", "Wykonawca"),
    ExceptionReason.OTHER: _t("Annað", "Other", "Inne"),
}
ACTIONS: Final = {
    ExceptionAction.DROP: _t("Fellur niður", "Dropped", "Usunięto"),
    ExceptionAction.MOVE: _t("Færist", "Moved", "Przesunięto"),
    ExceptionAction.ADD: _t("Bætist við", "Added", "Dodano"),
}
AREA_KINDS: Final = {
    AreaKind.URBAN: _t("Þéttbýli", "Urban", "Miasto"),
    AreaKind.RURAL: _t("Dreifbýli", "Rural", "Wieś"),
    AreaKind.MULTI_DWELLING: _t(
        "Fjölbýli, ílát 660 lítra og stærri",
        "Flats, containers of 660 litres and more",
        "Bloki, pojemniki od 660 litrów",
    ),
    AreaKind.DEEP_CONTAINER: _t("Djúpgámar", "Deep containers", "Pojemniki podziemne"),
    AreaKind.SPECIAL: _t("Sérstök söfnun", "Special collection", "Zbiórka specjalna"),
}
PARITIES: Final = {
    Parity.ALL: _t("Öll", "All", "Wszystkie"),
    Parity.ODD: _t("Oddatölur", "Odd", "Nieparzyste"),
    Parity.EVEN: _t("Sléttar tölur", "Even", "Parzyste"),
}
LEVELS: Final = {
    Level.ERROR: _t("Villa", "Error", "Błąd"),
    Level.WARNING: _t("Athuga", "Check", "Sprawdź"),
    Level.NOTICE: _t("Skýrt", "Explained", "Wyjaśnione"),
}
