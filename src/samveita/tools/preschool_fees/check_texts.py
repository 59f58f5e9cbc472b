"""What the checks of a tariff say, in three languages; places in braces are filled in by ``checks``."""

from __future__ import annotations

from samveita.iceland.texts import Text


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


MESSAGES: dict[str, Text] = {
    "invalid": _t("{reason}", "{reason}", "{reason}"),
    "undated": _t(
        "Gildistöku vantar; gjaldskráin verður ekki birt án hennar.",
        "The day it becomes valid is missing; the tariff can't be published without it.",
        "Brakuje daty wejścia w życie; bez niej cennika nie można opublikować.",
    ),
    "ends_before_it_begins": _t(
        "Gjaldskráin fellur úr gildi áður en hún tekur gildi.",
        "The tariff ends before it begins.",
        "Cennik przestaje obowiązywać, zanim zacznie.",
    ),
    "limits_crossed": _t(
        "Lengsta dvöl er styttri en stysta dvöl.",
        "The longest stay is shorter than the shortest.",
        "Najdłuższy pobyt jest krótszy niż najkrótszy.",
    ),
    "hours_not_ascending": _t(
        "Tímarnir hækka ekki frá einni línu til þeirrar næstu; líklega er innsláttarvilla hér.",
        "The hours do not rise from one row to the next; this is likely a slip.",
        "Godziny nie rosną z wiersza na wiersz; to prawdopodobnie pomyłka.",
    ),
    "never_applies": _t(
        "Þetta gjald á aldrei við: gjald nr. {earlier} nær þegar yfir alla sem það á við.",
        "This fee never applies: fee no. {earlier} already covers everybody it is for.",
        "Ta opłata nigdy nie ma zastosowania: opłata nr {earlier} obejmuje już wszystkich.",
    ),
    "band_gap": _t(
        "Ekkert verð er á dvöl frá {hours} klst. að næsta bili.",
        "There is no price between {hours} h and the next band.",
        "Brakuje ceny między {hours} godz. a kolejnym przedziałem.",
    ),
    "band_overlap": _t(
        "Tvö bil ná bæði yfir {hours} klst.",
        "Two bands both cover {hours} h.",
        "Dwa przedziały obejmują {hours} godz.",
    ),
    "band_empty": _t("Bilið er tómt.", "The band is empty.", "Przedział jest pusty."),
    "stay_without_price": _t(
        "Ekkert verð er á {hours} klst. dvöl þótt hún sé í boði.",
        "There is no price for a stay of {hours} h though it is offered.",
        "Nie ma ceny za pobyt {hours} godz., choć jest oferowany.",
    ),
    "table_falls": _t(
        "Gjaldið lækkar við {hours} klst.; er það rétt?",
        "The fee falls at {hours} h; is that right?",
        "Opłata spada przy {hours} godz.; czy to prawda?",
    ),
    "brackets_not_ascending": _t(
        "Tekjuþrepin hækka ekki.",
        "The income brackets do not rise.",
        "Progi dochodowe nie rosną.",
    ),
    "bracket_rises": _t(
        "Afslátturinn hækkar með hærri tekjum; er það rétt?",
        "The discount rises with higher income; is that right?",
        "Zniżka rośnie wraz z dochodem; czy to prawda?",
    ),
    "bracket_open": _t(
        "Efsta þrepið hefur þak; tekjur þar fyrir ofan fá engan afslátt.",
        "The last bracket has a limit; income above it gets no discount.",
        "Ostatni próg ma limit; powyżej nie ma zniżki.",
    ),
    "group_without_order": _t(
        "Afsláttarflokkurinn „{group}“ er ekki í röðinni.",
        "The group of reductions {group!r} is not in the order.",
        "Grupy zniżek „{group}” nie ma w kolejności.",
    ),
    "group_twice": _t(
        "Sami afsláttarflokkur stendur tvisvar í röðinni.",
        "A group stands twice in the order.",
        "Ta sama grupa zniżek występuje w kolejności dwa razy.",
    ),
    "exclusive_unknown": _t(
        "Afsláttarflokkar sem útiloka hver annan þurfa að vera í röðinni.",
        "Groups that exclude each other must be in the order.",
        "Grupy, które się wykluczają, muszą być w kolejności.",
    ),
    "sibling_can_raise": _t(
        "Nýtt systkini getur hækkað gjald annars barns; er það ætlunin?",
        "Another sibling may raise a child's fee; is that intended?",
        "Kolejne rodzeństwo może podnieść opłatę za inne dziecko; czy tak ma być?",
    ),
    "more_costs_less": _t(
        "Lengri dvöl getur kostað minna (við {hours} klst.); er það ætlunin?",
        "A longer stay may cost less (at {hours} h); is that intended?",
        "Dłuższy pobyt może kosztować mniej (przy {hours} godz.); czy tak ma być?",
    ),
    "code_twice": _t(
        "Kóðinn „{word}“ stendur tvisvar.",
        "The code {word!r} stands twice.",
        "Kod „{word}” występuje dwa razy.",
    ),
    "unknown_reduction": _t(
        "Undantekningin vísar á afslátt sem er ekki til.",
        "The exception names a reduction that does not exist.",
        "Wyjątek wskazuje zniżkę, której nie ma.",
    ),
    "unknown_class": _t(
        "Gjaldflokkurinn „{word}“ er ekki til.",
        "There is no class {word!r}.",
        "Nie ma klasy „{word}”.",
    ),
    "printed_not_given": _t(
        "Prentaða talan er {printed} en reglurnar gefa: {given}",
        "Printed is {printed}, but the rules give: {given}",
        "Wydrukowano {printed}, a zasady dają: {given}",
    ),
    "label_not_translated": _t(
        "Heitið vantar á ensku og pólsku.",
        "The label is missing in English and Polish.",
        "Brakuje nazwy po angielsku i polsku.",
    ),
    "id_differs_from_file": _t(
        "Skráin heitir „{file}“ en gjaldskráin í henni er „{id}“; er þetta rétt skrá?",
        "The file is called {file!r} but holds the tariff {id!r}; is it the right file?",
        "Plik nazywa się „{file}”, a zawiera cennik „{id}”; czy to właściwy plik?",
    ),
}
