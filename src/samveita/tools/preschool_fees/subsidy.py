"""A day parent's price beside the municipality's subsidy: what is left for the parents.

The tariff of a day parent (dagforeldri) says what the municipality pays; the day parent sets the price. The subsidy never
exceeds the price, and nobody is paid the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Share:
    """One child at a day parent, whole kr. a month.

    Attributes:
        child: the child's number in the household, from 1.
        price: what the day parent charges.
        offered: what the tariff gives.
    """

    child: int
    price: int
    offered: int

    @property
    def subsidy(self) -> int:
        """What the municipality pays: what the tariff gives, up to the price."""
        return min(self.price, max(self.offered, 0))

    @property
    def pays(self) -> int:
        """What the parents pay."""
        return self.price - self.subsidy

    def as_output(self) -> dict[str, Any]:
        """Return the plain shape the command prints."""
        return {"child": self.child, "price": self.price, "subsidy": self.subsidy, "pays": self.pays}
