"""What the public pages of the calculator say, in three languages."""

from __future__ import annotations

from samveita.iceland.texts import Text


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


WORDS: dict[str, Text] = {
    "lead": _t(
        "Veldu dvalartíma og sjáðu hvað fjölskyldan greiðir á mánuði. Ekkert sem þú skráir hér er geymt.",
        "Choose the hours and see what your family pays a month. Nothing you enter here is stored.",
        "Wybierz godziny i zobacz, ile rodzina płaci miesięcznie. Nic z tego, co wpiszesz, nie jest przechowywane.",
    ),
    "lead_subsidy": _t(
        "Veldu dvalartíma og sjáðu hvað sveitarfélagið greiðir með barninu. Ekkert sem þú skráir hér er geymt.",
        "Choose the hours and see what the municipality pays for the child. Nothing you enter here is stored.",
        "Wybierz godziny i zobacz, ile gmina płaci za dziecko. Nic z tego, co wpiszesz, nie jest przechowywane.",
    ),
    "none": _t(
        "Sveitarfélagið hefur ekki birt gjaldskrána hér",
        "The municipality has not published the tariff here",
        "Gmina nie opublikowała tu cennika",
    ),
    "none_more": _t(
        "Hafðu samband við sveitarfélagið til að fá upplýsingar um gjöldin.",
        "Contact the municipality to ask about the fees.",
        "Skontaktuj się z gminą, aby zapytać o opłaty.",
    ),
    "expired": _t("Gildistíma gjaldskrárinnar er lokið", "This tariff has expired", "Ten cennik wygasł"),
    "expired_more": _t(
        "Nýrri gjaldskrá hefur ekki verið birt hér. Upphæðirnar geta verið aðrar í dag.",
        "No newer tariff has been published here. The amounts may be different today.",
        "Nie opublikowano tu nowszego cennika. Kwoty mogą być dziś inne.",
    ),
    "home": _t("Heimilið", "Your home", "Twój dom"),
    "statuses": _t("Hvað á við um heimilið?", "What applies to your home?", "Co dotyczy twojego domu?"),
    "household": _t(
        "Hvað eru foreldrarnir margir á heimilinu?",
        "How many parents live at home?",
        "Ilu rodziców mieszka w domu?",
    ),
    "single": _t("Eitt foreldri", "One parent", "Jeden rodzic"),
    "couple": _t("Tveir foreldrar", "Two parents", "Dwoje rodziców"),
    "income_monthly": _t(
        "Tekjur heimilisins á mánuði", "Income of the home a month", "Dochód domu miesięcznie"
    ),
    "income_yearly": _t("Tekjur heimilisins á ári", "Income of the home a year", "Dochód domu rocznie"),
    "income_hint": _t(
        "Fyrir skatt. Þú mátt sleppa þessu; þá er enginn tekjuafsláttur reiknaður.",
        "Before tax. You may leave this out; then no discount by income is calculated.",
        "Przed podatkiem. Możesz to pominąć; wtedy zniżka dochodowa nie jest liczona.",
    ),
    "child": _t("Barn {number}", "Child {number}", "Dziecko {number}"),
    "age": _t("Aldur", "Age", "Wiek"),
    "service": _t("Hvar er barnið?", "Where is the child?", "Gdzie jest dziecko?"),
    "preschool": _t("Í leikskóla", "At preschool", "W przedszkolu"),
    "day_parent": _t(
        "Hjá dagforeldri", "At a day parent (dagforeldri)", "U opiekuna dziennego (dagforeldri)"
    ),
    "afterschool": _t("Í frístund", "In after-school care (frístund)", "Na świetlicy (frístund)"),
    "extended_stay": _t("Í lengdri viðveru", "In extended stay", "W przedłużonym pobycie"),
    "institution": _t("Leikskóli", "Preschool", "Przedszkole"),
    "any_institution": _t("Annar leikskóli", "Another preschool", "Inne przedszkole"),
    "hours_per_day": _t("Klukkustundir á dag", "Hours a day", "Godzin dziennie"),
    "hours_per_week": _t("Klukkustundir á viku", "Hours a week", "Godzin tygodniowo"),
    "hours_per_month": _t("Klukkustundir á mánuði", "Hours a month", "Godzin miesięcznie"),
    "every_day": _t(
        "Er dvölin jafn löng alla daga?", "Is every day equally long?", "Czy każdy dzień jest równie długi?"
    ),
    "even": _t("Já", "Yes", "Tak"),
    "uneven": _t("Nei", "No", "Nie"),
    "day1": _t("Mánudagur, klst.", "Monday, hours", "Poniedziałek, godz."),
    "day2": _t("Þriðjudagur, klst.", "Tuesday, hours", "Wtorek, godz."),
    "day3": _t("Miðvikudagur, klst.", "Wednesday, hours", "Środa, godz."),
    "day4": _t("Fimmtudagur, klst.", "Thursday, hours", "Czwartek, godz."),
    "day5": _t("Föstudagur, klst.", "Friday, hours", "Piątek, godz."),
    "price": _t(
        "Hvað tekur dagforeldrið á mánuði?",
        "What does the day parent charge a month?",
        "Ile miesięcznie bierze opiekun dzienny?",
    ),
    "days": _t("Dagar í viku", "Days a week", "Dni w tygodniu"),
    "days_in_month": _t("Dagar í mánuðinum", "Days in the month", "Dni w miesiącu"),
    "starts": _t("Hvenær byrjar dagurinn?", "When does the day begin?", "O której zaczyna się dzień?"),
    "meals": _t("Máltíðir", "Meals", "Posiłki"),
    "options": _t("Viðbót", "Extras", "Dodatki"),
    "pattern": _t("Annað fyrirkomulag", "Another arrangement", "Inny układ"),
    "ordinary": _t("Venjuleg vika", "Ordinary week", "Zwykły tydzień"),
    "friday_14": _t("Sótt kl. 14 á föstudögum", "Home at 14 on Fridays", "Piątki do 14"),
    "year_days": _t("{event}: hversu oft á ári?", "{event}: how many a year?", "{event}: ile razy w roku?"),
    "versus": _t(
        "Bera saman við aðra gjaldskrá", "Compare with another tariff", "Porównaj z innym cennikiem"
    ),
    "no_versus": _t("Enginn samanburður", "No comparison", "Bez porównania"),
    "calculate": _t("Reikna", "Calculate", "Oblicz"),
    "add": _t("Bæta við barni", "Add a child", "Dodaj dziecko"),
    "remove": _t("Taka barn {number} út", "Remove child {number}", "Usuń dziecko {number}"),
    "total": _t("Fjölskyldan greiðir", "Your family pays", "Rodzina płaci"),
    "municipality_pays": _t("Sveitarfélagið greiðir", "The municipality pays", "Gmina płaci"),
    "share_of_child": _t(
        "Barn {number}: dagforeldrið tekur {price}, sveitarfélagið greiðir {subsidy} og þú greiðir {pays} á mánuði.",
        "Child {number}: the day parent charges {price}, the municipality pays {subsidy} and you pay {pays} a month.",
        "Dziecko {number}: opiekun bierze {price}, gmina płaci {subsidy}, a ty płacisz {pays} miesięcznie.",
    ),
    "less_subsidy": _t(
        "Með {hours} klst. dvöl lækkar niðurgreiðslan um {amount} á mánuði.",
        "A stay of {hours} h lowers the subsidy by {amount} a month.",
        "Pobyt {hours} godz. zmniejsza dofinansowanie o {amount} miesięcznie.",
    ),
    "more_subsidy": _t(
        "Með {hours} klst. dvöl hækkar niðurgreiðslan um {amount} á mánuði.",
        "A stay of {hours} h raises the subsidy by {amount} a month.",
        "Pobyt {hours} godz. zwiększa dofinansowanie o {amount} miesięcznie.",
    ),
    "same_subsidy": _t(
        "Með {hours} klst. dvöl breytist niðurgreiðslan ekki.",
        "A stay of {hours} h does not change the subsidy.",
        "Pobyt {hours} godz. nie zmienia dofinansowania.",
    ),
    "by_month": _t("Árið eftir mánuðum", "The year month by month", "Rok po miesiącach"),
    "days_extra": _t("Dagar sem þú býst við", "Days you expect", "Dni, których się spodziewasz"),
    "print": _t("Prenta", "Print", "Drukuj"),
    "a_month": _t("á mánuði", "a month", "miesięcznie"),
    "year_total": _t("Það eru {amount} á ári.", "That is {amount} a year.", "To {amount} rocznie."),
    "care": _t("Dvöl", "Stay", "Pobyt"),
    "extra": _t("Viðbót", "Extras", "Dodatki"),
    "sibling_elsewhere": _t(
        "Gjald fyrir önnur börn er í annarri gjaldskrá.",
        "Other children's fees are in another tariff.",
        "Opłaty za pozostałe dzieci są w innym cenniku.",
    ),
    "less": _t(
        "Með {hours} klst. dvöl sparast {amount} á mánuði.",
        "A stay of {hours} h saves {amount} a month.",
        "Pobyt {hours} godz. to oszczędność {amount} miesięcznie.",
    ),
    "same": _t(
        "Með {hours} klst. dvöl breytist gjaldið ekki.",
        "A stay of {hours} h costs the same.",
        "Pobyt {hours} godz. kosztuje tyle samo.",
    ),
    "more": _t(
        "Með {hours} klst. dvöl hækkar gjaldið um {amount} á mánuði.",
        "A stay of {hours} h costs {amount} more a month.",
        "Pobyt {hours} godz. kosztuje o {amount} więcej miesięcznie.",
    ),
    "assumptions": _t("Þetta er gert ráð fyrir", "What is assumed", "Co przyjęto"),
    "source": _t("Heimild", "Source", "Źródło"),
    "valid": _t("Gildir frá {day}.", "Valid from {day}.", "Obowiązuje od {day}."),
    "valid_to": _t(
        "Gildir frá {day} til {last}.", "Valid from {day} to {last}.", "Obowiązuje od {day} do {last}."
    ),
    "undated": _t("Ódagsett.", "Undated.", "Bez daty."),
    "estimate": _t(
        "Þetta er áætlun. Gjaldskráin sem sveitarstjórn hefur samþykkt ræður.",
        "This is an estimate. The tariff approved by the municipal council decides.",
        "To jest szacunek. Wiążący jest cennik zatwierdzony przez radę gminy.",
    ),
    "share": _t(
        "Afrita tengil á þennan útreikning",
        "Copy a link to this calculation",
        "Skopiuj link do tego wyliczenia",
    ),
    "shared": _t("Tengillinn er afritaður.", "The link is copied.", "Link skopiowano."),
    "share_note": _t(
        "Valið fer með í tenglinum sjálfum en er aldrei sent til okkar í slóðinni.",
        "Your choices travel in the link itself and are never sent to us in the address.",
        "Twoje wybory są w samym linku i nigdy nie są nam wysyłane w adresie.",
    ),
    "elsewhere": _t(
        "Bera saman við önnur sveitarfélög", "Compare with other municipalities", "Porównaj z innymi gminami"
    ),
    "elsewhere_lead": _t(
        "Sama fjölskylda samkvæmt gjaldskrám sem sveitarfélög hafa birt hér. Gildistími er sýndur; ekki er hægt að bera saman upphæðir frá ólíkum árum.",
        "The same family under the tariffs municipalities have published here. Dates are shown; amounts of different years can't be compared.",
        "Ta sama rodzina według cenników opublikowanych tu przez gminy. Podano daty; kwot z różnych lat nie można porównywać.",
    ),
    "children_count": _t("Fjöldi barna", "Number of children", "Liczba dzieci"),
    "with_meals": _t("Með öllum máltíðum", "With every meal", "Ze wszystkimi posiłkami"),
    "municipality": _t("Sveitarfélag", "Municipality", "Gmina"),
    "validity": _t("Gildistími", "Validity", "Ważność"),
    "notes": _t("Athugasemdir", "Notes", "Uwagi"),
    "before": _t("Nú", "Now", "Teraz"),
    "after": _t("Hin gjaldskráin", "The other tariff", "Inny cennik"),
    "change": _t("Munur", "Difference", "Różnica"),
    "line": _t("Liður", "Line", "Pozycja"),
    "compared": _t("Samanburður", "Comparison", "Porównanie"),
    "altogether": _t("Samtals", "Total", "Razem"),
    "rule": _t("{part} í gjaldskránni", "{part} in the tariff", "{part} w cenniku"),
    "not_calculated": _t("Ekki var hægt að reikna", "This could not be calculated", "Nie udało się obliczyć"),
    "not_a_number": _t("Skrifaðu tölu.", "Write a number.", "Wpisz liczbę."),
    "not_kronur": _t(
        "Skrifaðu upphæð í heilum krónum, til dæmis 640.000.",
        "Write an amount in whole krónur, for example 640.000.",
        "Wpisz kwotę w pełnych koronach, na przykład 640.000.",
    ),
    "check_this": _t("Athugaðu þetta gildi.", "Check this value.", "Sprawdź tę wartość."),
}
RULE_PARTS: dict[str, Text] = {
    "care": _t("Dvalargjöld", "Fees for the stay", "Opłaty za pobyt"),
    "adjust": _t("Álag", "Surcharges on the stay", "Dopłaty do pobytu"),
    "surcharges": _t("Viðbótartími", "Extra time", "Dodatkowy czas"),
    "reductions": _t("Afslættir", "Discounts", "Zniżki"),
    "sibling": _t("Systkinaafsláttur", "Sibling discount", "Zniżka na rodzeństwo"),
    "meals": _t("Fæði", "Meals", "Wyżywienie"),
    "monthly_fees": _t("Önnur mánaðargjöld", "Other monthly fees", "Inne opłaty miesięczne"),
    "events": _t("Önnur gjöld", "Other charges", "Inne opłaty"),
}
AGES = (9, 12, 15, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72, 84, 96, 108)


def age_in_words(months: int) -> Text:
    """Return an age as people say it: months until eighteen, then years and half years."""
    if months < 24:
        return Text(is_=f"{months} mánaða", en=f"{months} months", pl=f"{months} mies.")
    years, rest = divmod(months, 12)
    half = " og hálfs" if rest else ""
    return Text(
        is_=f"{years}{half} árs" if rest or years % 10 == 1 else f"{years} ára",
        en=f"{years}½ years" if rest else f"{years} years",
        pl=f"{years},5 roku" if rest else f"{years} {'lata' if years in (2, 3, 4) else 'lat'}",
    )
