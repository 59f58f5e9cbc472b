"""What lines and choices are called in three languages.

A tariff may carry its own labels; where it has only the Icelandic name, English and Polish come from here by the line's
code. A label that no one has translated is shown in Icelandic, and the editor is told (``checks``).
"""

from __future__ import annotations

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import Label, Words


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


KNOWN: dict[str, Text] = {
    "care": _t("Dvalargjald", "Fee for the stay", "Opłata za pobyt"),
    "care_day_parent": _t(
        "Niðurgreiðsla vegna dagforeldris", "Subsidy for a day parent", "Dofinansowanie opiekuna dziennego"
    ),
    "care_afterschool": _t("Frístundargjald", "Fee for after-school care", "Opłata za świetlicę"),
    "care_extra": _t(
        "Dvalargjald án afsláttar", "Fee for the stay, no discount", "Opłata za pobyt bez zniżki"
    ),
    "sibling": _t("Systkinaafsláttur", "Sibling discount", "Zniżka na rodzeństwo"),
    "family_cap": _t("Hámark fyrir fjölskyldu", "Ceiling for the family", "Limit na rodzinę"),
    "breakfast": _t("Morgunverður", "Breakfast", "Śniadanie"),
    "lunch": _t("Hádegismatur", "Lunch", "Obiad"),
    "snack": _t("Síðdegishressing", "Afternoon snack", "Podwieczorek"),
    "fruit": _t("Ávextir", "Fruit", "Owoce"),
    "half_board": _t("Hálft fæði", "Half board", "Połowa wyżywienia"),
    "full_board": _t("Fullt fæði", "Full board", "Pełne wyżywienie"),
    "income": _t("Afsláttur vegna tekna", "Discount by income", "Zniżka dochodowa"),
    "income_40": _t("Tekjutengdur afsláttur", "Discount by income", "Zniżka dochodowa"),
    "bereavement": _t(
        "Afsláttur vegna andláts maka eða skyndilegrar örorku",
        "Discount after a spouse's death or sudden disability",
        "Zniżka po śmierci małżonka lub nagłej niepełnosprawności",
    ),
    "subsidised": _t("Niðurgreitt dvalargjald", "Subsidised fee for the stay", "Dofinansowany pobyt"),
    "subsidy40": _t("Viðbótarniðurgreiðsla 40%", "Extra subsidy 40%", "Dodatkowe dofinansowanie 40%"),
    "subsidy20": _t("Viðbótarniðurgreiðsla 20%", "Extra subsidy 20%", "Dodatkowe dofinansowanie 20%"),
    "single_or_students": _t(
        "Einstæðir foreldrar og námsmenn", "Single parents and students", "Samotni rodzice i studenci"
    ),
    "one_student": _t("Annað foreldrið í námi", "One parent studies", "Jedno z rodziców studiuje"),
    "step_7": _t("Afsláttur fyrir 7 klst. dvöl", "Discount for a stay of 7 h", "Zniżka za pobyt 7 godz."),
    "step_6_5": _t(
        "Afsláttur fyrir 6,5 klst. dvöl", "Discount for a stay of 6.5 h", "Zniżka za pobyt 6,5 godz."
    ),
    "step_6": _t("Afsláttur fyrir 6 klst. dvöl", "Discount for a stay of 6 h", "Zniżka za pobyt 6 godz."),
    "friday_14": _t(
        "Afsláttur: sótt kl. 14 á föstudögum", "Discount: home at 14 on Fridays", "Zniżka: piątki do 14"
    ),
    "q_before_8": _t("Korter fyrir kl. 8", "Quarter of an hour before 8", "Kwadrans przed 8"),
    "q_after_16": _t("Korter eftir kl. 16", "Quarter of an hour after 16", "Kwadrans po 16"),
    "q_before": _t("Korter fyrir dvalartíma", "Quarter of an hour before", "Kwadrans przed pobytem"),
    "q_after": _t("Korter eftir dvalartíma", "Quarter of an hour after", "Kwadrans po pobycie"),
    "registration_day": _t("Skráningardagur", "Registration day", "Dzień za zapisem"),
    "registration_friday": _t(
        "Föstudagur kl. 14–16 eftir skráningu", "Friday 14–16 by registration", "Piątek 14–16 za zapisem"
    ),
    "late_pickup": _t("Sótt of seint", "Picked up late", "Odbiór po czasie"),
    "late": _t("Barn ítrekað sótt of seint", "Late again and again", "Powtarzające się spóźnienia"),
    "after_closing": _t("Sótt eftir lokun", "Picked up after closing", "Odbiór po zamknięciu"),
    "fine": _t("Gjald fyrir að sækja of seint", "Charge for late pick-up", "Opłata za spóźnienie"),
    "overstay": _t("Umfram umsaminn tíma", "Beyond the agreed time", "Ponad umówiony czas"),
    "occasional_hour": _t("Stök klukkustund", "A single hour", "Pojedyncza godzina"),
    "general": _t("Almennt gjald", "General fee", "Opłata ogólna"),
    "reduced": _t("Lægra gjald", "Reduced fee", "Opłata obniżona"),
    "priority": _t("Forgangsgjald", "Priority fee", "Opłata preferencyjna"),
    "single": _t("Einstæðir foreldrar", "Single parents", "Samotni rodzice"),
    "flokkur2": _t("Flokkur 2", "Class 2", "Klasa 2"),
}
DERIVED = {
    "_sibling": _t("{of}: systkinaafsláttur", "{of}: sibling discount", "{of}: zniżka na rodzeństwo"),
    "_subsidy": _t("{of}: niðurgreiðsla", "{of}: subsidy", "{of}: dofinansowanie"),
}
STATUS_NAMES: dict[str, Text] = {
    "single_parent": _t("Einstætt foreldri", "Single parent", "Samotny rodzic"),
    "one_student": _t("Annað foreldrið er í námi", "One parent studies", "Jedno z rodziców studiuje"),
    "both_students": _t("Báðir foreldrar eru í námi", "Both parents study", "Oboje rodzice studiują"),
    "disabled_parent": _t(
        "Annað foreldrið er öryrki",
        "One parent is disabled",
        "Jedno z rodziców ma orzeczoną niepełnosprawność",
    ),
    "both_disabled": _t(
        "Báðir foreldrar eru öryrkjar",
        "Both parents are disabled",
        "Oboje rodzice mają orzeczoną niepełnosprawność",
    ),
    "rehabilitation_pension": _t(
        "Foreldri á endurhæfingarlífeyri",
        "A parent on rehabilitation pension",
        "Rodzic na rencie rehabilitacyjnej",
    ),
    "preschool_staff": _t(
        "Foreldri starfar í leikskóla sveitarfélagsins",
        "A parent works at the municipality's preschools",
        "Rodzic pracuje w gminnym przedszkolu",
    ),
    "bereaved_or_sudden_disability": _t(
        "Andlát maka eða skyndileg örorka",
        "Spouse's death or sudden disability",
        "Śmierć małżonka lub nagła niepełnosprawność",
    ),
    "priority": _t("Í forgangshópi", "In the priority group", "W grupie uprzywilejowanej"),
    "income_below_threshold": _t(
        "Tekjur undir viðmiðunarmörkum", "Income below the threshold", "Dochód poniżej progu"
    ),
    "subsidy40": _t(
        "Með 40% viðbótarniðurgreiðslu", "With 40% extra subsidy", "Z dodatkowym dofinansowaniem 40%"
    ),
    "subsidy20": _t(
        "Með 20% viðbótarniðurgreiðslu", "With 20% extra subsidy", "Z dodatkowym dofinansowaniem 20%"
    ),
}


def label(code: str, own: Label | None = None) -> Text:
    """Return what a line with this code is called: the tariff's own label first, else the known one."""
    if isinstance(own, Words):
        return own.text
    known = KNOWN.get(code)
    if own is None:
        return known or derived(code) or Text(is_=code, en=code, pl=code)
    return Text(is_=own, en=known.en if known else own, pl=known.pl if known else own)


def derived(code: str, of: Text | None = None) -> Text | None:
    """Return the label of a line that hangs on a meal, such as ``lunch_sibling``."""
    for ending, words in DERIVED.items():
        if code.endswith(ending):
            base = of or label(code.removesuffix(ending))
            return Text(
                is_=words.is_.format(of=base.is_),
                en=words.en.format(of=base.en),
                pl=words.pl.format(of=base.pl),
            )
    return None
