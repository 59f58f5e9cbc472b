"""The words on the lines of a financial-aid calculation, in three languages; no figures and no rules."""

from __future__ import annotations

from samveita.iceland.texts import Text

BASE = Text(is_="Grunnfjárhæð", en="Base amount", pl="Kwota bazowa")
DECEMBER = Text(is_="Desemberuppbót", en="December supplement", pl="Dodatek grudniowy")
CHILDREN_AID = Text(is_="Styrkur vegna barna", en="Aid for children", pl="Zasiłek na dzieci")
CHILDREN_AID_UNTAXED = Text(is_="Greiðist án skatts", en="Paid without tax", pl="Wypłacany bez podatku")
INCOME = Text(is_="Tekjur", en="Income", pl="Dochód")
DEDUCTION = Text(is_="Frádráttur", en="Deduction", pl="Odliczenie")
TAX = Text(is_="Skattur", en="Tax", pl="Podatek")
CREDIT = Text(
    is_="Persónuafsláttur",
    en="Personal tax credit (persónuafsláttur)",
    pl="Ulga podatkowa (persónuafsláttur)",
)
AID = Text(is_="Aðstoð", en="Aid", pl="Zasiłek")
ESTIMATE = Text(
    is_="Áætluð aðstoð, að hámarki", en="Estimated aid, at most", pl="Szacowany zasiłek, najwyżej"
)

SHARE_OF = Text(is_="{percent} af {amount}", en="{percent} of {amount}", pl="{percent} z {amount}")
SPOUSE_SHARE_OF = Text(
    is_="{percent} af {amount} frá maka",
    en="{percent} of {amount} from spouse",
    pl="{percent} z {amount} od małżonka",
)
ENTERED_BY_CASE_WORKER = Text(
    is_="Fjárhæð sem ráðgjafi skráði",
    en="Amount entered by the case worker",
    pl="Kwota wpisana przez doradcę",
)
OVER_INCOME = Text(
    is_="Tekjur og frádráttur, {counted}, eru ekki lægri en {base}, sem miðað er við",
    en="Income and deductions, {counted}, are not below {base}, which they are compared with",
    pl="Dochód i odliczenia, {counted}, nie są niższe niż {base}, z czym są porównywane",
)
NOT_MORE_THAN_TAX = Text(
    is_="{words}, þó ekki meira en skatturinn, {tax}",
    en="{words}, but not more than the tax, {tax}",
    pl="{words}, lecz nie więcej niż podatek, {tax}",
)
ABOVE_FIRST_BRACKET = Text(
    is_="Fjárhæðin fer yfir {limit}, sem er fyrsta skattþrep. Skattur er samt reiknaður með hlutfalli fyrsta þreps.",
    en="The amount passes {limit}, the first tax bracket. Tax is still calculated at the first bracket's rate.",
    pl="Kwota przekracza {limit}, czyli pierwszy próg podatkowy. Podatek liczony jest mimo to według pierwszej stawki.",
)

LOCAL_RULES = Text(
    is_="Reglur sveitarfélagsins um fjárhagsaðstoð, sbr. 21. gr. laga nr. 40/1991",
    en="The municipality's rules on financial aid, see article 21 of act no. 40/1991",
    pl="Zasady gminy dotyczące pomocy finansowej, zob. art. 21 ustawy nr 40/1991",
)
WITHHOLDING = Text(
    is_="Staðgreiðsla tekjuskatts og útsvars",
    en="Withholding of income tax and municipal tax (staðgreiðsla)",
    pl="Pobór podatku dochodowego i gminnego (staðgreiðsla)",
)


def as_written(words: str) -> Text:
    """Return words somebody typed, or bare figures, which read the same in every language."""
    return Text(is_=words, en=words, pl=words)


def with_amount(words: Text, amount: str) -> Text:
    """Put an amount after words."""
    return Text(is_=f"{words.is_} {amount}", en=f"{words.en} {amount}", pl=f"{words.pl} {amount}")


def joined(parts: list[Text]) -> Text:
    """Join terms of a sum with a plus sign."""
    return Text(
        is_=" + ".join(part.is_ for part in parts),
        en=" + ".join(part.en for part in parts),
        pl=" + ".join(part.pl for part in parts),
    )


def not_more_than_tax(words: Text, tax: str) -> Text:
    """Add to the words of a credit that it stops at the tax."""
    limit = NOT_MORE_THAN_TAX
    return Text(
        is_=limit.is_.format(words=words.is_, tax=tax),
        en=limit.en.format(words=words.en, tax=tax),
        pl=limit.pl.format(words=words.pl, tax=tax),
    )
