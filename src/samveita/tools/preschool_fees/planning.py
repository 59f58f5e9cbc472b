"""Beginning the next tariff: a copy without the days and the proof that were the old one's, with prices raised if wanted."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from samveita.tools.preschool_fees.model import Tariff

PRICES: Final = frozenset({"amount", "flat", "net_care"})
LEAST, MOST = Decimal(-50), Decimal(100)


def next_of(tariff: Tariff) -> Tariff:
    """Return what the next tariff begins with: the same rules, without the days and the approval of this one."""
    return tariff.model_copy(
        update={"valid_from": None, "valid_to": None, "approved_by": None, "approved_on": None}
    )


def raised(tariff: Tariff, percent: Decimal) -> Tariff:
    """Return a tariff with every price changed by a percentage, each to the nearest króna.

    Percentages of reductions and limits of income stay; the printed figures fall away, for they are another tariff's.

    Raises:
        ValueError: when the percentage is out of reason.
    """
    if not LEAST <= percent <= MOST:
        raise ValueError(f"{percent}% is out of reason")
    factor = 1 + percent / 100
    plain = tariff.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return Tariff.model_validate({**plain, "model": _raised(plain["model"], factor), "printed": []})


def _raised(value: Any, factor: Decimal) -> Any:
    if isinstance(value, list):
        return [_raised(one, factor) for one in value]
    if not isinstance(value, dict):
        return value
    changed: dict[str, Any] = {}
    for key, one in value.items():
        if key in PRICES and isinstance(one, int | float):
            changed[key] = _priced(one, factor)
        elif key == "table":
            changed[key] = {hours: _priced(amount, factor) for hours, amount in one.items()}
        else:
            changed[key] = _raised(one, factor)
    return changed


def _priced(amount: float, factor: Decimal) -> int:
    return int((Decimal(str(amount)) * factor).quantize(Decimal(1), ROUND_HALF_UP))
