"""What the pages of the tariff editor say, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


WORDS: Final[dict[str, Text]] = {
    "title": _t("Gjaldskrá leikskóla: drög", "Preschool tariff: draft", "Cennik przedszkoli: wersja robocza"),
    "lead": _t(
        "Taflan sýnir jafnóðum hvað drögin kosta. Ekkert breytist fyrir íbúa fyrr en drögin eru samþykkt og taka gildi.",
        "The table shows at once what the draft costs. Nothing changes for residents until it is approved and takes effect.",
        "Tabela od razu pokazuje koszty. Dla mieszkańców nic się nie zmieni, dopóki wersja nie zostanie zatwierdzona.",
    ),
    "back": _t("Sameiginleg skjöl", "Shared documents", "Dokumenty wspólne"),
    "save": _t("Vista drögin", "Save the draft", "Zapisz wersję roboczą"),
    "calculate": _t("Reikna", "Calculate", "Oblicz"),
    "add": _t("Bæta við", "Add", "Dodaj"),
    "remove": _t("Fjarlægja", "Remove", "Usuń"),
    "check": _t("Ábendingar", "What we noticed", "Uwagi"),
    "nothing_found": _t("Engin villa fannst.", "No errors were found.", "Nie znaleziono błędów."),
    "error": _t("Villa", "Error", "Błąd"),
    "warning": _t("Athugaðu", "Check", "Sprawdź"),
    "note": _t("Ábending", "Note", "Uwaga"),
    "grid": _t(
        "Mánaðargjald eftir dvöl og gjaldflokki",
        "Monthly fee by stay and class",
        "Opłata miesięczna według pobytu i klasy",
    ),
    "grid_note": _t(
        "Fyrst er dvalargjald, þá dvöl með öllu fæði, fyrir eitt fjögurra ára barn.",
        "First the care fee, then the stay with every meal, for one child of four.",
        "Najpierw opłata za pobyt, potem pobyt ze wszystkimi posiłkami, dla jednego czterolatka.",
    ),
    "stay": _t("Dvöl", "Stay", "Pobyt"),
    "printed": _t("Prentuð gjaldskrá", "Printed tariff", "Drukowany cennik"),
    "printed_help": _t(
        "Ein lína fyrir hverja prentaða tölu: tímar, fjárhæð, care/meals/total og gjaldflokkur, með semíkommu á milli. "
        "Þú getur límt dálka úr töflureikni.",
        "One line for each printed figure: hours, amount, care/meals/total and class, with semicolons between. "
        "You can paste columns from a spreadsheet.",
        "Jeden wiersz na każdą liczbę: godziny, kwota, care/meals/total i klasa, oddzielone średnikami. "
        "Można wkleić kolumny z arkusza.",
    ),
    "all_hold": _t(
        "Reglurnar gefa allar prentuðu tölurnar ({count}).",
        "The rules give every printed figure ({count}).",
        "Zasady dają wszystkie wydrukowane liczby ({count}).",
    ),
    "none_printed": _t(
        "Engin prentuð tala er skráð, svo að ekkert er borið saman.",
        "No printed figure is entered, so nothing is compared.",
        "Nie wpisano drukowanych liczb, więc nie ma czego porównać.",
    ),
    "some_fail": _t(
        "Reglurnar gefa aðra tölu en sú prentaða á {count} stað.",
        "The rules differ from the printed figures in this many places: {count}.",
        "Zasady różnią się od wydrukowanych liczb w tylu miejscach: {count}.",
    ),
    "proof_line": _t(
        "Lína {number}: prentað er {printed} en reglurnar gefa {given}.",
        "Line {number}: {printed} is printed but the rules give {given}.",
        "Wiersz {number}: wydrukowano {printed}, a zasady dają {given}.",
    ),
    "no_figure": _t("enga tölu", "no figure", "żadnej liczby"),
    "unreadable": _t(
        "Lagaðu það sem er merkt og þá er reiknað aftur.",
        "Put right what is marked; then it is calculated again.",
        "Popraw zaznaczone miejsca, a obliczymy ponownie.",
    ),
    "missing": _t("Þetta vantar.", "This is missing.", "Tego brakuje."),
    "wrong": _t("Athugaðu þetta gildi.", "Check this value.", "Sprawdź tę wartość."),
    "one_price": _t(
        "Gjaldbil hefur annaðhvort fjárhæð á tíma eða fast gjald.",
        "A band has either an amount or a flat price.",
        "Przedział ma kwotę albo opłatę stałą.",
    ),
    "one_way": _t(
        "Dvalargjald er annaðhvort í gjaldbilum eða gjaldtöflu.",
        "A care fee has either bands or a table.",
        "Opłata za pobyt ma przedziały albo tabelę.",
    ),
    "income_needs": _t(
        "Tekjutengdur afsláttur þarf tekjubil og grunn (á mánuði eða ári) en enga prósentu.",
        "A reduction by income has brackets and a basis, and no percent.",
        "Zniżka dochodowa wymaga progów i podstawy, bez procentu.",
    ),
    "percent_needs": _t(
        "Þessi afsláttur þarf prósentu en engin tekjubil.",
        "This reduction has a percent and no brackets.",
        "Ta zniżka wymaga procentu, bez progów.",
    ),
    "for_whom": _t("Skráðu fyrir hverja þetta er.", "Say for whom this is.", "Podaj, kogo to dotyczy."),
    "file": _t("Lesa gjaldskrá úr skrá", "Read a tariff from a file", "Wczytaj cennik z pliku"),
    "file_help": _t(
        "JSON-skrá. Ekkert breytist fyrr en þú vistar drögin.",
        "A JSON file. Nothing changes until you save the draft.",
        "Plik JSON. Nic się nie zmieni do zapisania wersji roboczej.",
    ),
    "read": _t("Lesa skrána", "Read the file", "Wczytaj plik"),
    "export": _t("Sækja sem JSON", "Download as JSON", "Pobierz JSON"),
    "no_file": _t(
        "Veldu JSON-skrá með gjaldskrá.",
        "Choose a JSON file with a tariff.",
        "Wybierz plik JSON z cennikiem.",
    ),
    "bad_file": _t("Skráin er ekki gjaldskrá.", "The file is no tariff.", "Plik nie jest cennikiem."),
    "raise": _t(
        "Breyta öllum verðum um prósentu",
        "Change every price by a percentage",
        "Zmień wszystkie ceny o procent",
    ),
    "raise_do": _t("Breyta verðum", "Change prices", "Zmień ceny"),
    "raise_wrong": _t(
        "Skrifaðu prósentu frá −50 til 100.",
        "Write a percentage from −50 to 100.",
        "Wpisz procent od −50 do 100.",
    ),
    "conflict": _t(
        "Einhver annar hefur breytt drögunum síðan þú opnaðir síðuna. Opnaðu hana aftur áður en þú vistar.",
        "Somebody else has changed the draft since you opened the page. Open it again before you save.",
        "Ktoś inny zmienił wersję roboczą. Otwórz stronę ponownie przed zapisaniem.",
    ),
    "saved": _t("Drögin eru vistuð.", "The draft is saved.", "Wersja robocza zapisana."),
    "mend": _t("Ekki er hægt að vista enn", "It can't be saved yet", "Nie można jeszcze zapisać"),
    "effects": _t("Áhrif nýrrar gjaldskrár", "Effects of the new tariff", "Skutki nowego cennika"),
    "effects_lead": _t(
        "Drögin eru borin saman við gjaldskrána sem er í gildi. Ekkert sem þú skráir hér er vistað.",
        "The draft is compared with the tariff in force. Nothing you enter here is stored.",
        "Wersja robocza jest porównana z obowiązującym cennikiem. Wpisane dane nie są zapisywane.",
    ),
    "examples": _t("Tilbúnar fjölskyldur", "Invented families", "Przykładowe rodziny"),
    "examples_note": _t(
        "Heils dags dvöl með öllu fæði, kr. á mánuði.",
        "A full day with every meal, kr. a month.",
        "Pełny dzień ze wszystkimi posiłkami, kr. miesięcznie.",
    ),
    "before": _t("Nú", "Now", "Teraz"),
    "after": _t("Verður", "Becomes", "Będzie"),
    "change": _t("Breyting", "Change", "Zmiana"),
    "who": _t("Hver", "Who", "Kto"),
    "children": _t("Öll börn eftir aldri", "All children by age", "Wszystkie dzieci według wieku"),
    "children_note": _t(
        "Skráðu fjölda barna í hverjum aldri og dvöl þeirra. Reiknað er almennt gjald án systkinaafsláttar.",
        "Enter how many children there are of each age and their stay. The general fee is used, without sibling discount.",
        "Wpisz liczbę dzieci w każdym wieku i ich pobyt. Liczona jest opłata ogólna bez zniżki na rodzeństwo.",
    ),
    "count": _t("Fjöldi, {age} ára", "Number of age {age}", "Liczba, wiek {age}"),
    "hours": _t("Dvöl, {age} ára", "Stay of age {age}", "Pobyt, wiek {age}"),
    "income_now": _t(
        "Tekjur af gjöldum nú, á mánuði", "Income of fees now, a month", "Wpływy z opłat teraz, miesięcznie"
    ),
    "income_next": _t("Tekjur verða, á mánuði", "Income becomes, a month", "Wpływy będą, miesięcznie"),
    "gain": _t("Börn sem lækkar fyrir", "Children whose fee falls", "Dzieci, których opłata spada"),
    "lose": _t("Börn sem hækkar fyrir", "Children whose fee rises", "Dzieci, których opłata rośnie"),
    "same": _t("Börn sem ekkert breytist hjá", "Children with no change", "Dzieci bez zmiany"),
    "unknown": _t("Dvöl ekki í boði", "Stay not offered", "Pobyt niedostępny"),
    "number_of_children": _t("Fjöldi barna", "Number of children", "Liczba dzieci"),
    "no_comparison": _t(
        "Áhrifin sjást þegar bæði er gjaldskrá í gildi og drög að nýrri.",
        "Effects are shown when there is both a tariff in force and a draft of a new one.",
        "Skutki widać, gdy istnieje obowiązujący cennik i nowa wersja robocza.",
    ),
    "chart": _t(
        "Mynd: gjald nú og eftir breytingu",
        "Chart: fee now and after the change",
        "Wykres: opłata teraz i po zmianie",
    ),
    "filled": _t("skráð", "filled in", "wypełniono"),
}
OF_THE_MODEL: Final[dict[str, str]] = {
    "a band has either an amount or a flat price": "one_price",
    "a care rule has either bands or a table": "one_way",
    "a reduction by income has brackets and a basis, and no percent of its own": "income_needs",
    "this kind of reduction has a percent and no brackets": "percent_needs",
    "a reduction by status names the statuses (any_of)": "for_whom",
    "an exception names either a reduction or a class": "for_whom",
    "this key is required": "missing",
}
"""The words for what the model itself refuses."""
