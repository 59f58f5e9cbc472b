"""The form of "what if": its fields as they are drawn, and what was entered read into a change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from samveita.iceland.money import Rate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import FinancialAidParameters
from samveita.services.financial_aid.simulating import Change
from samveita.services.financial_aid.simulation_words import WORDS
from samveita.ui.parts import Choice

CASES, INVENTED = "mal", "tilbuin"
IN_FORCE, DRAFT = "gildandi", "drog"
YES, NO = "ja", "nei"
MOST_HOUSEHOLDS: Final = 200_000
USUAL_HOUSEHOLDS: Final = "10.000"
LEAST_RAISE, MOST_RAISE = Rate(-50, 2), Rate(100, 2)
_WHOLE = re.compile(r"[0-9]{1,3}")
_COUNT = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class ShareField:
    """The field of one category's share."""

    name: str
    label: Text
    value: str
    error: Text | str


@dataclass(slots=True)
class SimulationForm:
    """What was entered, and what of it can't be read."""

    raw: Mapping[str, str]
    parameters: FinancialAidParameters
    errors: dict[str, Text] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Return what stands in a field."""
        return self.raw.get(name, default).strip()[:20]

    @property
    def whom(self) -> str:
        """Whom to calculate for, as chosen."""
        return self.one("hver") or INVENTED

    @property
    def base(self) -> str:
        """What is changed, as chosen."""
        return self.one("grunnur") or IN_FORCE

    @property
    def raised(self) -> str:
        """The raise as written."""
        return self.one("haekkun")

    @property
    def december(self) -> str:
        """The December supplement as written."""
        return self.one("desember")

    @property
    def spouse(self) -> str:
        """Whether a spouse's income counts, as chosen."""
        return self.one("maki")

    @property
    def is_real(self) -> bool:
        """Whether real cases are counted."""
        return self.whom == CASES

    @property
    def is_draft(self) -> bool:
        """Whether the change begins with the draft."""
        return self.base == DRAFT

    def count(self) -> int:
        """Return how many invented households are asked for; an error is kept when it can't be read."""
        written = re.sub(r"[. ]", "", self.one("fjoldi", USUAL_HOUSEHOLDS))
        if not _COUNT.fullmatch(written) or not 1 <= int(written) <= MOST_HOUSEHOLDS:
            self.errors["fjoldi"] = WORDS["not_count"]
            return 0
        return int(written)

    def change(self) -> Change:
        """Return what was entered as a change; what can't be read is kept as an error at its field."""
        december = self._percentage("desember", Rate(0, 0))
        return Change(
            raise_by=self._percentage("haekkun", LEAST_RAISE) or Rate(0, 0),
            shares=tuple(
                (one.code, share)
                for one in self.parameters.categories
                if (share := self._share(f"hlutfall-{one.code}")) is not None
            ),
            december=None if december is None else self.one("desember").removesuffix("%").strip(),
            counts_spouse={YES: True, NO: False}.get(self.spouse),
        )

    def shares(self) -> list[ShareField]:
        """Return the fields of the categories' shares."""
        return [
            ShareField(name, one.name, self.one(name), self.errors.get(name, ""))
            for one in self.parameters.categories
            for name in (f"hlutfall-{one.code}",)
        ]

    def _percentage(self, name: str, least: Rate) -> Rate | None:
        written = self.one(name).replace("−", "-")
        if not written:
            return None
        try:
            found = Rate.percent(written)
        except ValueError:
            found = None
        if found is None or not least <= found <= MOST_RAISE:
            self.errors[name] = WORDS["not_percent"] if least == LEAST_RAISE else WORDS["not_share"]
            return None
        return found

    def _share(self, name: str) -> int | None:
        written = self.one(name).removesuffix("%").strip()
        if not written:
            return None
        if not _WHOLE.fullmatch(written) or int(written) > 100:
            self.errors[name] = WORDS["not_share"]
            return None
        return int(written)


def whom() -> list[Choice]:
    """Return the choices of whom to calculate for."""
    return [
        Choice(INVENTED, WORDS["invented"], WORDS["invented_hint"]),
        Choice(CASES, WORDS["cases"], WORDS["cases_hint"]),
    ]


def bases() -> list[Choice]:
    """Return the choices of what is changed."""
    return [
        Choice(IN_FORCE, WORDS["in_force"]),
        Choice(DRAFT, WORDS["draft"], WORDS["draft_hint"]),
    ]


def spouse_choices() -> list[Choice]:
    """Return the choices of a spouse's income."""
    return [
        Choice("", WORDS["spouse_same"]),
        Choice(YES, WORDS["spouse_yes"]),
        Choice(NO, WORDS["spouse_no"]),
    ]
