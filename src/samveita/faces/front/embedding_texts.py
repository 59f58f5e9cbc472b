"""What the page for web editors says, in three languages."""

from __future__ import annotations

from samveita.iceland.texts import Text


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


WORDS: dict[str, Text] = {
    "title": _t("Settu þetta á vefinn þinn", "Put this on your web site", "Umieść to na swojej stronie"),
    "lead": _t(
        "Reiknivélin og dagatalið mega standa á hvaða vef sem er. Veldu, sjáðu hvernig það lítur út og afritaðu kóðann.",
        "The calculator and the calendar may stand on any web site. Choose, see how it looks and copy the code.",
        "Kalkulator i kalendarz mogą stać na dowolnej stronie. Wybierz, zobacz, jak to wygląda, i skopiuj kod.",
    ),
    "none": _t(
        "Sveitarfélagið hefur ekki birt neitt hér sem hægt er að setja á aðra vefi.",
        "The municipality has published nothing here that can be put on other web sites.",
        "Gmina nie opublikowała tu niczego, co można umieścić na innych stronach.",
    ),
    "tool": _t("Hvað viltu setja á vefinn?", "What do you want to put there?", "Co chcesz tam umieścić?"),
    "language": _t("Á hvaða tungumáli?", "In which language?", "W jakim języku?"),
    "place": _t("Fyrir hvaða stað?", "For which place?", "Dla jakiego miejsca?"),
    "place_hint": _t(
        "Heimilisfang eða heiti. Ef þú skrifar ekkert þá spyr dagatalið.",
        "An address or a name. If you write nothing, the calendar asks.",
        "Adres lub nazwa. Jeśli nic nie wpiszesz, kalendarz zapyta.",
    ),
    "show": _t("Sýna", "Show", "Pokaż"),
    "preview": _t("Svona lítur það út", "This is how it looks", "Tak to wygląda"),
    "code": _t("Kóðinn", "The code", "Kod"),
    "script": _t(
        "Þegar vefurinn leyfir skriftur", "When the site allows scripts", "Gdy strona dopuszcza skrypty"
    ),
    "script_more": _t(
        "Besta leiðin. Innihaldið fellur að síðunni og hún getur ráðið litunum. Ef slökkt er á skriftum sést tengill.",
        "The best way. The content fits the page, which may decide the colours. Where scripts are off, a link is shown.",
        "Najlepszy sposób. Treść pasuje do strony, która może zmienić kolory. Gdy skrypty są wyłączone, widać link.",
    ),
    "frame": _t(
        "Þegar vefurinn leyfir aðeins ramma",
        "When the site allows only frames",
        "Gdy strona dopuszcza tylko ramki",
    ),
    "frame_more": _t(
        "Sama innihald í ramma. Ef vefurinn leyfir líka samveita.js lagar ramminn hæðina sjálfur, annars er hún föst.",
        "The same content in a frame. Where the site also allows samveita.js the frame adjusts its height; otherwise it is fixed.",
        "Ta sama treść w ramce. Jeśli strona dopuszcza też samveita.js, ramka dopasuje wysokość; inaczej jest ona stała.",
    ),
    "link": _t(
        "Þegar vefurinn leyfir hvorugt",
        "When the site allows neither",
        "Gdy strona nie dopuszcza ani tego, ani tego",
    ),
    "link_more": _t(
        "Venjulegur tengill. Myndina hér fyrir neðan má prenta; síminn opnar síðuna.",
        "A plain link. The picture below may be printed; a phone opens the page.",
        "Zwykły link. Obrazek poniżej można wydrukować; telefon otworzy stronę.",
    ),
    "qr": _t("Opna síðuna í símanum", "Open the page on a phone", "Otwórz stronę w telefonie"),
    "copy": _t("Afrita", "Copy", "Kopiuj"),
    "copied": _t("Kóðinn er afritaður.", "The code is copied.", "Kod skopiowano."),
    "allow": _t(
        "Það sem vefstjórinn þarf að leyfa", "What the webmaster must allow", "Co musi dopuścić administrator"
    ),
    "allow_more": _t(
        "Ef vefurinn hefur öryggisstefnu (Content-Security-Policy) þarf þetta að vera í henni. Engar kökur eru settar "
        "og ekkert er sótt til annarra.",
        "If the site has a Content-Security-Policy, this must be in it. No cookies are set and nothing is fetched from "
        "anyone else.",
        "Jeśli strona ma Content-Security-Policy, musi ona to zawierać. Nie ma plików cookie i nic nie jest pobierane "
        "od innych.",
    ),
    "colours": _t("Litir og letur síðunnar", "The page's colours and font", "Kolory i czcionka strony"),
    "colours_more": _t(
        "Innihaldið er í litum sveitarfélagsins. Ef vefurinn á að ráða þá seturðu þetta í stílblað hans og velur gildin.",
        "The content has the municipality's colours. If the site is to decide, put this in its stylesheet and choose the values.",
        "Treść ma kolory gminy. Jeśli ma decydować strona, dodaj to do jej arkusza stylów i wybierz wartości.",
    ),
}
