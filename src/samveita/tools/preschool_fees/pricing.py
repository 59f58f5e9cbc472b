"""The gross care fee of a stay: the first rule that fits, its bands or its printed table, as exact terms."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import Band, Between, CareRule, Tariff
from samveita.tools.preschool_fees.numbers import icelandic, short
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.stays import Stay, fits


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity times an amount: one summand of a line."""

    quantity: Fraction
    amount: Fraction
    hours: Fraction | None = None

    @property
    def exact(self) -> Fraction:
        """The product in kr."""
        return self.quantity * self.amount

    @property
    def compact(self) -> str:
        """The product as arithmetic: ``4.25×2471``; one times an amount is the amount."""
        return short(self.amount) if self.quantity == 1 else f"{short(self.quantity)}×{short(self.amount)}"

    @property
    def written(self) -> str:
        """The product as people write it: ``4,25 × 2.471 kr.``."""
        amount = f"{icelandic(self.amount)} kr."
        return amount if self.quantity == 1 else f"{icelandic(self.quantity)} × {amount}"


@dataclass(frozen=True, slots=True)
class CareFee:
    """The gross fee of one stay: the part that may be discounted, the rest, and the rule that gave them."""

    discountable: tuple[Term, ...]
    rest: tuple[Term, ...]
    rule: int

    @property
    def exact(self) -> Fraction:
        """The part that may be discounted, in kr. a month."""
        return sum((term.exact for term in self.discountable), Fraction(0))

    @property
    def exact_rest(self) -> Fraction:
        """The part that may not, in kr. a month."""
        return sum((term.exact for term in self.rest), Fraction(0))


def care_fee(tariff: Tariff, stay: Stay) -> CareFee:
    """Return the gross care fee of a stay.

    Raises:
        Refused: when no rule fits, or the rule has no price for these hours.
    """
    for number, rule in enumerate(tariff.model.care):
        if fits(rule.when, stay):
            return _by_rule(rule, number, stay)
    raise Refused(stay.place, _NO_RULE)


def fee_at(tariff: Tariff, stay: Stay, hours: Fraction) -> Fraction:
    """Return what the discountable part would be for other hours under the very rule that prices this stay."""
    number = care_fee(tariff, stay).rule
    return _by_rule(tariff.model.care[number], number, stay.at(hours)).exact


def _by_rule(rule: CareRule, number: int, stay: Stay) -> CareFee:
    if rule.table is not None:
        return CareFee((_from_table(rule, stay),), (), number)
    terms = tuple((band, term) for band in rule.bands if (term := _from_band(band, stay.hours)) is not None)
    last = rule.bands[-1].to
    if stay.hours is not None and last is not None and stay.hours > Fraction(last):
        raise Refused(f"{stay.place}.hours", _NO_PRICE.format(hours=icelandic(stay.hours)))
    return CareFee(
        tuple(term for band, term in terms if band.discountable),
        tuple(term for band, term in terms if not band.discountable),
        number,
    )


def _from_band(band: Band, hours: Fraction | None) -> Term | None:
    """Return the price of the part of the stay inside a band; without hours only a flat price from the start counts."""
    start = Fraction(band.from_)
    if hours is None:
        return Term(Fraction(1), Fraction(band.flat)) if band.flat is not None and start == 0 else None
    if hours <= start:
        return None
    if band.flat is not None:
        return Term(Fraction(1), Fraction(band.flat))
    end = hours if band.to is None else min(hours, Fraction(band.to))
    amount = Fraction(band.amount or 0)
    return Term((end - start) / Fraction(band.per), amount, hours=end - start)


def _from_table(rule: CareRule, stay: Stay) -> Term:
    if stay.hours is None:
        raise Refused(f"{stay.place}.hours", _NO_PRICE.format(hours="–"))
    rows = [(Fraction(hours), Fraction(amount)) for hours, amount in rule.rows]
    for hours, amount in rows:
        if hours == stay.hours or (rule.between is Between.NEXT_UP and hours > stay.hours):
            return Term(Fraction(1), amount)
    if rule.between is Between.LINEAR:
        for (low, low_amount), (high, high_amount) in pairwise(rows):
            if low < stay.hours < high:
                share = (stay.hours - low) / (high - low)
                return Term(Fraction(1), low_amount + share * (high_amount - low_amount))
    raise Refused(f"{stay.place}.hours", _NO_PRICE.format(hours=icelandic(stay.hours)))


_NO_RULE = Text(
    is_="Ekkert gjald í gjaldskránni á við þetta barn.",
    en="No fee in the tariff is for this child.",
    pl="Żadna opłata w cenniku nie dotyczy tego dziecka.",
)
_NO_PRICE = Text(
    is_="Gjaldskráin tilgreinir ekkert gjald fyrir {hours} klst. dvöl.",
    en="The tariff has no fee for a stay of {hours} h.",
    pl="Cennik nie podaje opłaty za pobyt {hours} godz.",
)
