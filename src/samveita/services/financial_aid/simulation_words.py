"""The words of the page that asks what a change would do, in three languages."""

from __future__ import annotations

from typing import Final

from samveita.iceland.texts import Text

WORDS: Final = {
    "title": Text(is_="Hvað ef?", en="What if?", pl="Co by było, gdyby?"),
    "lead": Text(
        is_="Sjáðu hvað breyting á fjárhæðum og reglum um fjárhagsaðstoð myndi kosta og hver fengju meira eða minna. "
        "Ekkert er vistað og engin ákvörðun breytist.",
        en="See what a change of the amounts and rules of financial aid would cost, and who would get more or less. "
        "Nothing is saved and no decision changes.",
        pl="Sprawdź, ile kosztowałaby zmiana kwot i zasad pomocy finansowej oraz kto dostałby więcej lub mniej. "
        "Nic nie jest zapisywane i żadna decyzja się nie zmienia.",
    ),
    "back": Text(is_="Fjárhæðir og reglur", en="Amounts and rules", pl="Kwoty i zasady"),
    "whom": Text(is_="Fyrir hver er reiknað?", en="Who is calculated for?", pl="Dla kogo liczyć?"),
    "cases": Text(
        is_="Afgreidd mál síðustu tólf mánaða",
        en="Cases decided in the last twelve months",
        pl="Sprawy rozstrzygnięte w ostatnich dwunastu miesiącach",
    ),
    "cases_hint": Text(
        is_="Talið án nafna og skráð í atburðaskrá. Fámennir hópar eru lagðir saman.",
        en="Counted without names and recorded in the event log. Small groups are put together.",
        pl="Liczone bez nazwisk i odnotowane w rejestrze zdarzeń. Małe grupy są łączone.",
    ),
    "invented": Text(is_="Tilbúin heimili", en="Invented households", pl="Wymyślone gospodarstwa"),
    "invented_hint": Text(
        is_="Ekkert þeirra er til. Öll eru talin sem ættu rétt miðað við tekjur, líka þau sem myndu aldrei sækja um.",
        en="None of them exists. All are counted who would be entitled by income, also those who would never apply.",
        pl="Żadne z nich nie istnieje. Liczone są wszystkie uprawnione ze względu na dochód, także te, które nigdy by nie złożyły wniosku.",
    ),
    "how_many": Text(
        is_="Fjöldi tilbúinna heimila",
        en="Number of invented households",
        pl="Liczba wymyślonych gospodarstw",
    ),
    "how_many_hint": Text(
        is_="Til dæmis fjöldi heimila í sveitarfélaginu, mest 200.000.",
        en="For example the number of households in the municipality, at most 200,000.",
        pl="Na przykład liczba gospodarstw w gminie, najwyżej 200 000.",
    ),
    "from": Text(is_="Hverju er breytt?", en="What is changed?", pl="Co się zmienia?"),
    "in_force": Text(
        is_="Gildunum sem gilda núna", en="The values in force now", pl="Obecnie obowiązujące wartości"
    ),
    "draft": Text(
        is_="Drögunum sem er verið að skrifa", en="The draft being written", pl="Pisany właśnie szkic"
    ),
    "draft_hint": Text(
        is_="Borin saman við gildin sem gilda núna. Breytingar hér fyrir neðan bætast við drögin.",
        en="Compared with the values in force now. The changes below are added to the draft.",
        pl="Porównywany z obowiązującymi wartościami. Poniższe zmiany dodaje się do szkicu.",
    ),
    "raise": Text(
        is_="Hækkun allra grunnfjárhæða",
        en="Raise of all base amounts",
        pl="Podwyżka wszystkich kwot bazowych",
    ),
    "raise_hint": Text(
        is_="Í prósentum, til dæmis 5 eða −2,5. Auður reitur breytir engu.",
        en="In percent, for example 5 or −2,5. An empty field changes nothing.",
        pl="W procentach, na przykład 5 lub −2,5. Puste pole nic nie zmienia.",
    ),
    "shares": Text(
        is_="Hlutfall hvers flokks af hæstu fjárhæð",
        en="Each category's share of the highest amount",
        pl="Udział każdej kategorii w najwyższej kwocie",
    ),
    "shares_hint": Text(
        is_="Heil prósenta, 0–100. Auður reitur breytir engu. Núll í töflunni þýðir að réttur er enginn og verður áfram núll.",
        en="A whole percentage, 0–100. An empty field changes nothing. Zero in the table means no right, and stays zero.",
        pl="Pełny procent, 0–100. Puste pole nic nie zmienia. Zero w tabeli oznacza brak prawa i pozostaje zerem.",
    ),
    "december": Text(
        is_="Desemberuppbót í prósentum",
        en="December supplement in percent",
        pl="Dodatek grudniowy w procentach",
    ),
    "empty_is_same": Text(
        is_="Auður reitur breytir engu.",
        en="An empty field changes nothing.",
        pl="Puste pole nic nie zmienia.",
    ),
    "spouse": Text(is_="Tekjur maka", en="The spouse's income", pl="Dochód małżonka"),
    "spouse_same": Text(is_="Eins og nú", en="As now", pl="Jak teraz"),
    "spouse_yes": Text(is_="Teljast með", en="Counts", pl="Wlicza się"),
    "spouse_no": Text(is_="Teljast ekki með", en="Does not count", pl="Nie wlicza się"),
    "calculate": Text(is_="Reikna", en="Calculate", pl="Oblicz"),
    "download": Text(is_="Sækja sem CSV", en="Download as CSV", pl="Pobierz jako CSV"),
    "result": Text(is_="Niðurstaða", en="Result", pl="Wynik"),
    "of_cases": Text(
        is_="Afgreidd mál síðustu tólf mánaða, reiknuð að nýju með skatthlutföllum dagsins í dag. Fjárhæðir eru "
        "námundaðar að þúsundi og hópar með færri en fimm málum lagðir saman.",
        en="Cases decided in the last twelve months, calculated anew with the tax rates of today. Amounts are rounded "
        "to the nearest thousand and groups of fewer than five cases are put together.",
        pl="Sprawy rozstrzygnięte w ostatnich dwunastu miesiącach, przeliczone według dzisiejszych stawek podatkowych. "
        "Kwoty zaokrąglono do tysiąca, a grupy poniżej pięciu spraw połączono.",
    ),
    "of_invented": Text(
        is_="Tilbúin heimili sem fá aðstoð allt árið. Þetta er ekki spá um kostnað sveitarfélagsins.",
        en="Invented households that receive aid all year. This is no forecast of the municipality's cost.",
        pl="Wymyślone gospodarstwa, które otrzymują pomoc przez cały rok. To nie jest prognoza kosztów gminy.",
    ),
    "left_out": Text(
        is_="Mál sem ekki var hægt að telja með, því að flokkur þeirra er ekki lengur til: {count}",
        en="Cases that could not be counted because their category is no longer there: {count}",
        pl="Sprawy, których nie można było uwzględnić, bo ich kategorii już nie ma: {count}",
    ),
    "too_few": Text(
        is_="Of fá mál til að segja frá þeim án þess að einhver þekkist. Reiknaðu með tilbúnum heimilum.",
        en="Too few cases to tell of without anyone being recognised. Calculate with invented households.",
        pl="Za mało spraw, by podać wynik bez ryzyka rozpoznania kogoś. Użyj wymyślonych gospodarstw.",
    ),
    "split_hidden": Text(
        is_="Of fá mál hækka, lækka eða standa í stað til að telja þau hvert fyrir sig.",
        en="Too few cases rise, fall or stay the same for them to be counted separately.",
        pl="Za mało spraw rośnie, spada lub pozostaje bez zmian, by podać je osobno.",
    ),
    "no_values": Text(
        is_="Ekki er hægt að reikna: sveitarfélagið hefur engin gildi í gildi, eða eitthvað vantar í þau.",
        en="Can't be calculated: the municipality has no values in force, or something is missing from them.",
        pl="Nie można obliczyć: gmina nie ma obowiązujących wartości lub czegoś w nich brakuje.",
    ),
    "month_before": Text(is_="Kostnaður á mánuði nú", en="Cost a month now", pl="Koszt miesięczny teraz"),
    "month_after": Text(
        is_="Kostnaður á mánuði eftir breytingu",
        en="Cost a month after the change",
        pl="Koszt miesięczny po zmianie",
    ),
    "month_difference": Text(is_="Munur á mánuði", en="Difference a month", pl="Różnica miesięczna"),
    "year_difference": Text(is_="Munur á ári", en="Difference a year", pl="Różnica roczna"),
    "gain": Text(is_="Fá meira", en="Get more", pl="Dostają więcej"),
    "lose": Text(is_="Fá minna", en="Get less", pl="Dostają mniej"),
    "same": Text(is_="Óbreytt", en="Unchanged", pl="Bez zmian"),
    "by_category": Text(is_="Eftir flokkum", en="By category", pl="Według kategorii"),
    "by_family": Text(is_="Eftir fjölskyldugerð", en="By family type", pl="Według typu rodziny"),
    "scale": Text(
        is_="Hve mikið breytist á mánuði?",
        en="How much changes a month?",
        pl="O ile zmienia się miesięcznie?",
    ),
    "chart": Text(
        is_="Súlurit: fjöldi heimila eftir breytingu. Sömu tölur eru í töflunni.",
        en="Bar chart: number of households by change. The same figures are in the table.",
        pl="Wykres słupkowy: liczba gospodarstw według zmiany. Te same liczby są w tabeli.",
    ),
    "group": Text(is_="Hópur", en="Group", pl="Grupa"),
    "change": Text(is_="Breyting", en="Change", pl="Zmiana"),
    "count": Text(is_="Fjöldi", en="Number", pl="Liczba"),
    "before": Text(is_="Á mánuði nú", en="A month now", pl="Miesięcznie teraz"),
    "after": Text(is_="Á mánuði eftir", en="A month after", pl="Miesięcznie potem"),
    "difference": Text(is_="Munur", en="Difference", pl="Różnica"),
    "all": Text(is_="Öll", en="All", pl="Wszystkie"),
    "single": Text(is_="Einstaklingar", en="Single people", pl="Osoby samotne"),
    "single_parent": Text(is_="Einstæðir foreldrar", en="Single parents", pl="Samotni rodzice"),
    "couple": Text(is_="Pör án barna", en="Couples without children", pl="Pary bez dzieci"),
    "family": Text(is_="Pör með börn", en="Couples with children", pl="Pary z dziećmi"),
    "up_to": Text(is_="{way} um allt að {high}", en="{way} by up to {high}", pl="{way} o najwyżej {high}"),
    "between": Text(
        is_="{way} um {low} til {high}", en="{way} by {low} to {high}", pl="{way} o {low} do {high}"
    ),
    "more_than": Text(
        is_="{way} um {low} eða meira", en="{way} by {low} or more", pl="{way} o {low} lub więcej"
    ),
    "rises": Text(is_="Hækkar", en="Rises", pl="Wzrost"),
    "falls": Text(is_="Lækkar", en="Falls", pl="Spadek"),
    "not_percent": Text(
        is_="Skrifaðu prósentu frá −50 til 100, til dæmis 5 eða 2,5.",
        en="Write a percentage from −50 to 100, for example 5 or 2,5.",
        pl="Wpisz procent od −50 do 100, na przykład 5 lub 2,5.",
    ),
    "not_share": Text(
        is_="Skrifaðu heila prósentu, 0–100.",
        en="Write a whole percentage, 0–100.",
        pl="Wpisz pełny procent, 0–100.",
    ),
    "not_count": Text(
        is_="Skrifaðu fjölda heimila, 1–200.000.",
        en="Write the number of households, 1–200,000.",
        pl="Wpisz liczbę gospodarstw, 1–200 000.",
    ),
}
