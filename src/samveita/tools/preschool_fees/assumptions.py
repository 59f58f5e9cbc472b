"""What a tariff does not say, told to parents as assumptions of the result.

Each silence has one sentence in three languages. A sentence is shown only where it can matter: the sibling rule, for
example, only when more than one child counts.
"""

from __future__ import annotations

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import FullPrice, Tariff
from samveita.tools.preschool_fees.stays import Stay
from samveita.tools.preschool_fees.terms import Silence

OF_SIBLINGS = {Silence.FULL_PRICE, Silence.STACKING, Silence.SIBLING_RULE, Silence.SAME_HOURS}

SENTENCES: dict[Silence, Text] = {
    Silence.VALIDITY: Text(
        is_="Ekki kemur fram frá hvaða degi gjaldskráin gildir.",
        en="The tariff does not say from which day it is valid.",
        pl="Cennik nie podaje, od kiedy obowiązuje.",
    ),
    Silence.STAY_LIMITS: Text(
        is_="Stysta og lengsta dvöl koma ekki fram í gjaldskránni.",
        en="The tariff does not say the shortest and longest stay.",
        pl="Cennik nie podaje najkrótszego ani najdłuższego pobytu.",
    ),
    Silence.FULL_PRICE: Text(
        is_="Ekki kemur fram hvaða barn er greitt fullt gjald fyrir; hér er miðað við yngsta barnið.",
        en="The tariff does not say which child pays in full; the youngest is assumed here.",
        pl="Cennik nie mówi, za które dziecko płaci się pełną opłatę; przyjęto najmłodsze.",
    ),
    Silence.STACKING: Text(
        is_="Ekki kemur fram hvernig afslættir leggjast saman; hér reiknast hver af því sem eftir stendur.",
        en="The tariff does not say how discounts combine; here each is taken of what is left.",
        pl="Cennik nie mówi, jak łączą się zniżki; tu każdą liczy się od reszty kwoty.",
    ),
    Silence.SIBLING_RULE: Text(
        is_="Reglan um systkinaafslátt er ekki þekkt að fullu; spurðu sveitarfélagið.",
        en="The sibling rule is not fully known; ask the municipality.",
        pl="Zasada zniżki na rodzeństwo nie jest w pełni znana; zapytaj gminę.",
    ),
    Silence.SAME_HOURS: Text(
        is_="Ef eldra barn er lengur en það yngra er gert ráð fyrir að greitt sé fyrir tímann umfram á verði síðustu tímanna.",
        en="Where an older child stays longer, the excess is assumed to cost what the last hours cost.",
        pl="Jeśli starsze dziecko zostaje dłużej, przyjęto, że nadwyżka kosztuje tyle co ostatnie godziny.",
    ),
    Silence.SURCHARGE_DISCOUNT: Text(
        is_="Ekki kemur fram hvort afsláttur er veittur af viðbótartíma; hér er enginn veittur.",
        en="The tariff does not say whether extra time is discounted; here it is not.",
        pl="Cennik nie mówi, czy zniżka obejmuje dodatkowy czas; tu jej nie ma.",
    ),
    Silence.INCOME_LIMITS: Text(
        is_="Tekjumörkin eru í öðrum reglum sveitarfélagsins; veldu afsláttinn ef þú veist að hann á við.",
        en="The income limits are in other rules of the municipality; choose the discount if you know it applies.",
        pl="Progi dochodowe są w innych zasadach gminy; wybierz zniżkę, jeśli wiesz, że ci przysługuje.",
    ),
    Silence.WHO_HAS_PRIORITY: Text(
        is_="Ekki kemur fram hverjir eru í forgangshópi.",
        en="The tariff does not say who is in the priority group.",
        pl="Cennik nie mówi, kto należy do grupy uprzywilejowanej.",
    ),
    Silence.MEALS_BY_STAY: Text(
        is_="Ekki kemur fram hvaða máltíðir fylgja hvaða dvöl; hér eru þær eftir vali eða samkvæmt dæmum í gjaldskránni.",
        en="The tariff does not say which meals go with which stay; here they are chosen or follow its examples.",
        pl="Cennik nie mówi, które posiłki są przy którym pobycie; tu są do wyboru lub według przykładów.",
    ),
    Silence.MEAL_PRICE_DERIVED: Text(
        is_="Verð stakrar máltíðar er reiknað sem munur á tveimur upphæðum í gjaldskránni.",
        en="The price of a single meal is the difference of two amounts in the tariff.",
        pl="Cena jednego posiłku to różnica dwóch kwot z cennika.",
    ),
    Silence.HOURS_OF_MONTH: Text(
        is_="Ekki kemur fram hve margir tímar eru í mánuði; hér ræður það sem þú gefur upp.",
        en="The tariff does not say how many hours make a month; what you give is used.",
        pl="Cennik nie mówi, ile godzin liczy miesiąc; przyjmuje się to, co podasz.",
    ),
    Silence.FROM_CALCULATOR: Text(
        is_="Tölurnar eru úr reiknivél sveitarfélagsins en ekki úr gjaldskránni sjálfri.",
        en="The figures are from the municipality's own calculator, not the tariff itself.",
        pl="Dane pochodzą z kalkulatora gminy, a nie z samego cennika.",
    ),
    Silence.AGE_OF_DISCOUNT: Text(
        is_="Ekki kemur fram hvort afslátturinn á við um yngstu börnin; hér á hann við frá 18 mánaða aldri.",
        en="The tariff does not say whether the discount is for the youngest; here it is from 18 months.",
        pl="Cennik nie mówi, czy zniżka dotyczy najmłodszych; tu przysługuje od 18 miesięcy.",
    ),
    Silence.PARTS_DATED_APART: Text(
        is_="Hlutar gjaldskrárinnar tóku gildi hver á sínum degi.",
        en="Parts of the tariff became valid on different days.",
        pl="Części cennika zaczęły obowiązywać w różnych dniach.",
    ),
    Silence.PATTERN_BASE: Text(
        is_="Ekki kemur fram af hvaða upphæð afsláttur fyrir styttri föstudag reiknast; hér er hún fyrir þá dvöl sem þú velur.",
        en="The tariff does not say of what the discount for shorter Fridays is; here of the stay you choose.",
        pl="Cennik nie mówi, od czego liczy się zniżkę za krótsze piątki; tu od wybranego pobytu.",
    ),
    Silence.SHORTER_DAY: Text(
        is_="Ekkert verð er gefið upp fyrir styttri dag.",
        en="There is no price for a shorter day.",
        pl="Nie ma ceny za krótszy dzień.",
    ),
}
FEE_ELSEWHERE = Text(
    is_="Gjald barns í annarri þjónustu er ekki þekkt; hér er gert ráð fyrir að það sé lægra en leikskólagjaldið.",
    en="The fee of a child in another service is not known; it is assumed to be lower than the preschool fee.",
    pl="Opłata za dziecko w innej usłudze nie jest znana; przyjęto, że jest niższa niż za przedszkole.",
)
HOURS_ELSEWHERE = Text(
    is_="Dvalartími systkinis er ekki þekktur; hér er gert ráð fyrir að systkinin séu jafn lengi.",
    en="The hours of a sibling are not known; the children are assumed to stay equally long.",
    pl="Godziny rodzeństwa nie są znane; przyjęto, że dzieci zostają równie długo.",
)


def assumptions_for(tariff: Tariff, stays: tuple[Stay, ...]) -> tuple[Text, ...]:
    """Return the sentences that matter for this household under this tariff."""
    rule = tariff.model.sibling
    counted = [stay for stay in stays if rule is None or stay.service in rule.counts]
    many = len(counted) > 1
    told = [SENTENCES[one] for one in tariff.not_stated if many or one not in OF_SIBLINGS]
    told += [Text(is_=one, en=one, pl=one) for one in tariff.uncertain]
    if rule is None or not many:
        return tuple(told)
    elsewhere = [stay for stay in counted if stay.service is not tariff.service]
    if rule.full_price is FullPrice.HIGHEST_FEE and any(stay.child.care_fee is None for stay in elsewhere):
        told.append(FEE_ELSEWHERE)
    if rule.same_hours_only and any(stay.hours is None for stay in elsewhere):
        told.append(HOURS_ELSEWHERE)
    return tuple(told)
