"""What the pages of the tariff editor say, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


WORDS: Final[dict[str, Text]] = {
    "title": _t("{tariff}: drög", "{tariff}: draft", "{tariff}: wersja robocza"),
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
        "Excel-skjal (.xlsx) eða JSON-skrá, eins og þú sækir hér. Ekkert breytist fyrr en þú vistar drögin.",
        "An Excel file (.xlsx) or a JSON file, as you download them here. Nothing changes until you save the draft.",
        "Plik Excel (.xlsx) lub JSON, taki jak pobierany tutaj. Nic się nie zmieni do zapisania wersji roboczej.",
    ),
    "read": _t("Lesa skrána", "Read the file", "Wczytaj plik"),
    "export": _t("Sækja sem JSON", "Download as JSON", "Pobierz JSON"),
    "export_workbook": _t("Sækja sem Excel", "Download as Excel", "Pobierz plik Excel"),
    "no_file": _t(
        "Veldu Excel-skjal eða JSON-skrá með gjaldskrá.",
        "Choose an Excel or JSON file with a tariff.",
        "Wybierz plik Excel lub JSON z cennikiem.",
    ),
    "bad_workbook": _t(
        "Excel-skjalið var ekki lesið. Lagaðu þetta og reyndu aftur.",
        "The Excel file was not read. Put this right and try again.",
        "Plik Excel nie został wczytany. Popraw to i spróbuj ponownie.",
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
    "children": _t("Öll börn", "All children", "Wszystkie dzieci"),
    "children_note": _t(
        "Skráðu hve mörg börnin eru og hvernig þau skiptast. Engin tala er gefin fyrir fram.",
        "Enter how many children there are and how they divide. No number is given beforehand.",
        "Wpisz, ile jest dzieci i jak się dzielą. Żadna liczba nie jest podana z góry.",
    ),
    "by_age": _t("Eftir aldri", "By age", "Według wieku"),
    "by_sort": _t("Eftir gjaldflokki og tekjum", "By class and income", "Według klasy i dochodu"),
    "by_rank": _t("Systkini", "Siblings", "Rodzeństwo"),
    "sort_note": _t(
        "Önnur börn greiða almennt gjald. Tekjurnar eru tilbúið dæmi, í miðju hvers tekjubils; breyttu þeim ef þú veist betur.",
        "Other children pay the general fee. The incomes are invented, the middle of each bracket; change them if you know better.",
        "Pozostałe dzieci płacą opłatę ogólną. Dochody są przykładowe, ze środka progu; zmień je, jeśli znasz lepsze.",
    ),
    "spread_note": _t(
        "Gert er ráð fyrir sömu skiptingu í hverjum aldri. Heimilin eru tilbúin dæmi.",
        "The same division is assumed at every age. The households are invented.",
        "Przyjęto taki sam podział w każdym wieku. Gospodarstwa są przykładowe.",
    ),
    "share_hint": _t(
        "Fjöldi barna eða hlutfall, til dæmis 12 eða 30%.",
        "A number of children or a share, for example 12 or 30%.",
        "Liczba dzieci lub udział, na przykład 12 albo 30%.",
    ),
    "income_of_single": _t("Tekjur, eitt foreldri", "Income, one parent", "Dochód, jeden rodzic"),
    "income_of_couple": _t("Tekjur, tveir foreldrar", "Income, two parents", "Dochód, dwoje rodziców"),
    "rank_2": _t("Annað barn fjölskyldunnar", "Second child of the family", "Drugie dziecko w rodzinie"),
    "rank_3": _t("Þriðja barn eða síðar", "Third child or later", "Trzecie lub kolejne dziecko"),
    "not_a_count": _t("Skrifaðu heila tölu.", "Write a whole number.", "Wpisz liczbę całkowitą."),
    "not_hours": _t(
        "Skrifaðu tíma, til dæmis 7,5.", "Write hours, for example 7,5.", "Wpisz godziny, np. 7,5."
    ),
    "not_an_amount": _t(
        "Skrifaðu fjárhæð, til dæmis 5.400.000.",
        "Write an amount, for example 5.400.000.",
        "Wpisz kwotę, np. 5.400.000.",
    ),
    "not_a_share": _t(
        "Skrifaðu fjölda eða hlutfall, til dæmis 12 eða 30%.",
        "Write a number or a share, for example 12 or 30%.",
        "Wpisz liczbę lub udział, np. 12 albo 30%.",
    ),
    "too_many": _t(
        "Þetta er samtals meira en öll börnin.",
        "Together this is more than all the children.",
        "Razem to więcej niż wszystkie dzieci.",
    ),
    "no_children": _t(
        "Skráðu fjölda barna á einhverjum aldri.",
        "Enter the number of children of some age.",
        "Wpisz liczbę dzieci w którymś wieku.",
    ),
    "result": _t("Niðurstaða", "Result", "Wynik"),
    "of_subsidy": _t(
        "Upphæðirnar eru það sem sveitarfélagið greiðir.",
        "The amounts are what the municipality pays.",
        "Kwoty to wydatki gminy.",
    ),
    "count": _t("Fjöldi, {age} ára", "Number of age {age}", "Liczba, wiek {age}"),
    "hours": _t("Dvöl, {age} ára", "Stay of age {age}", "Pobyt, wiek {age}"),
    "income_now": _t("Samtals á mánuði nú", "Together a month now", "Razem miesięcznie teraz"),
    "income_next": _t("Verður á mánuði", "Becomes a month", "Będzie miesięcznie"),
    "rises": _t("Börn sem hækkar fyrir", "Children whose amount rises", "Dzieci, których kwota rośnie"),
    "falls": _t("Börn sem lækkar fyrir", "Children whose amount falls", "Dzieci, których kwota spada"),
    "rises_short": _t("Hækkar", "Rises", "Rośnie"),
    "falls_short": _t("Lækkar", "Falls", "Spada"),
    "same": _t("Börn sem ekkert breytist hjá", "Children with no change", "Dzieci bez zmiany"),
    "unknown": _t("Dvöl ekki í boði", "Stay not offered", "Pobyt niedostępny"),
    "number_of_children": _t("Fjöldi barna", "Number of children", "Liczba dzieci"),
    "no_comparison": _t(
        "Áhrifin sjást þegar bæði er gjaldskrá í gildi og drög að nýrri.",
        "Effects are shown when there is both a tariff in force and a draft of a new one.",
        "Skutki widać, gdy istnieje obowiązujący cennik i nowa wersja robocza.",
    ),
    "chart_sum": _t(
        "Mynd: greitt samtals á mánuði nú og eftir breytingu",
        "Chart: paid together a month now and after the change",
        "Wykres: płacone łącznie miesięcznie teraz i po zmianie",
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
