"""Invents one household at a time: who lives together, who is married, whose children they are, what they earn.

The shares below are chosen so that every situation a municipality meets turns up in some thousand people; they are not
statistics. Ages are counted from ``SETTLED_ON``, a fixed day, so that the same people come out whatever day it is; only
the months of wages move with the day asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from samveita.iceland.addresses import Address
from samveita.iceland.invented_names import InventedName, foreign_name, icelandic_name, name_of_child
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.registry_person import GenderCode, MaritalCode, MonthlyWages, RegistryPerson
from samveita.iceland.synthetic_ids import SyntheticIds

SETTLED_ON = date(2026, 1, 1)
MONTHS_OF_WAGES = 24

_WORKING_AGE = (18, 69)
_SHARE_FOREIGN = 0.12
_SHARE_WITHOUT_CHECK_DIGIT = 0.005
_SHARE_PROTECTED = 0.004
_SHARE_DECLINING_MARKETING = 0.05
_SHARE_WORKING = 0.86
_SAME_SEX = 0.02


@dataclass(frozen=True, slots=True)
class Setting:
    """What the makers of households share: chance, ids, employers, and the last month with wages."""

    chance: Random
    ids: SyntheticIds
    employers: tuple[Kennitala, ...]
    wages_until: date


@dataclass(frozen=True, slots=True)
class _Adult:
    person: RegistryPerson
    name: InventedName


Maker = Callable[[Setting, Sequence[Address], int], list[RegistryPerson]]


def single(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """One adult alone: never married, separated, divorced, or married to somebody elsewhere."""
    codes = (
        *[MaritalCode.UNMARRIED] * 14, *[MaritalCode.DIVORCED] * 4, MaritalCode.SEPARATED,
        MaritalCode.ABROAD_SPOUSE_UNREGISTERED,
    )  # fmt: skip
    code = setting.chance.choice(codes)
    return [_adult(setting, setting.chance.choice(homes), f"{number}", (18, 92), marital_code=code).person]


def widowed(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """A widow or widower, and the spouse who died but is still in the register."""
    home = setting.chance.choice(homes)
    living = _adult(setting, home, f"{number}", (60, 95), marital_code=MaritalCode.WIDOWED)
    dead = _adult(
        setting, home, "", (60, 95), is_woman=not living.name.is_woman, marital_code=MaritalCode.MARRIED
    )
    died_on = SETTLED_ON - timedelta(days=setting.chance.randrange(1, 3650))
    return [living.person, replace(dead.person, died_on=died_on, wages=None, spouse=living.person.kennitala)]


def couple(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """Two adults without children at home, married or in registered cohabitation."""
    return [adult.person for adult in _pair(setting, setting.chance.choice(homes), f"{number}", (20, 85))]


def family(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """A couple with one to three children."""
    home = setting.chance.choice(homes)
    parents = _pair(setting, home, f"{number}", (24, 50))
    children = _children(setting, home, f"{number}", parents, setting.chance.choice((1, 1, 2, 2, 2, 3)))
    return [*_with_custody(parents, children), *children]


def single_parent(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """One parent with sole custody of one or two children."""
    home = setting.chance.choice(homes)
    code = setting.chance.choice((MaritalCode.UNMARRIED, MaritalCode.UNMARRIED, MaritalCode.DIVORCED))
    is_woman = setting.chance.random() < 0.85
    parent = _adult(setting, home, f"{number}", (22, 50), is_woman=is_woman, marital_code=code)
    children = _children(setting, home, f"{number}", [parent], setting.chance.choice((1, 1, 2)))
    return [*_with_custody([parent], children), *children]


def split_residence(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """Parents in two homes with shared custody; the child has its domicile with one and split residence with both."""
    parents = [
        _adult(setting, setting.chance.choice(homes), f"{number}{side}", (25, 48), is_woman=is_woman,
               marital_code=MaritalCode.DIVORCED)
        for side, is_woman in (("A", True), ("B", False))
    ]  # fmt: skip
    setting.chance.shuffle(parents)
    domicile = parents[0].person
    home = domicile.address
    if home is None:
        raise ValueError("A parent with split residence has a home in Iceland.")
    both = tuple(parent.person.kennitala for parent in parents)
    children = [
        replace(child, domicile_parents=(domicile.kennitala,), residence_parents=both)
        for child in _children(setting, home, domicile.house_code, parents, setting.chance.choice((1, 1, 2)))
    ]
    return [*_with_custody(parents, children), *children]


def system_id(setting: Setting, _homes: Sequence[Address], _number: int) -> list[RegistryPerson]:
    """A foreign national with a system id: no birth date in the id, no legal domicile."""
    name = foreign_name(setting.chance, is_woman=setting.chance.random() < 0.5)
    return [
        RegistryPerson(
            kennitala=setting.ids.system(),
            name=name.full,
            gender=GenderCode.WOMAN if name.is_woman else GenderCode.MAN,
            born=_birth(setting.chance, (19, 60)),
            address=None,
            house_code="",
            marital_code=MaritalCode.UNKNOWN,
            country=name.citizenship,
            citizenship=name.citizenship,
        )
    ]


def abroad(setting: Setting, homes: Sequence[Address], number: int) -> list[RegistryPerson]:
    """A citizen with legal domicile in another country."""
    adult = _adult(setting, setting.chance.choice(homes), f"{number}", (20, 75), foreign_share=0)
    country = setting.chance.choice(("DK", "NO", "SE", "PL", "US", "ES"))
    return [
        replace(
            adult.person,
            address=None,
            house_code="",
            country=country,
            wages=None,
            has_protected_address=False,
        )
    ]


# Maker, share of households in a thousand, most people it makes.
HOUSEHOLDS: tuple[tuple[Maker, int, int], ...] = (
    (single, 370, 1),
    (couple, 240, 2),
    (family, 255, 5),
    (single_parent, 55, 3),
    (split_residence, 25, 4),
    (widowed, 30, 2),
    (system_id, 10, 1),
    (abroad, 15, 1),
)


def _birth(chance: Random, ages: tuple[int, int]) -> date:
    youngest, oldest = ages
    return SETTLED_ON - timedelta(
        days=chance.randrange(youngest * 36525 // 100 + 1, (oldest + 1) * 36525 // 100)
    )


def _adult(
    setting: Setting,
    home: Address,
    dwelling: str,
    ages: tuple[int, int],
    *,
    is_woman: bool | None = None,
    marital_code: MaritalCode = MaritalCode.UNMARRIED,
    foreign_share: float = _SHARE_FOREIGN,
) -> _Adult:
    chance = setting.chance
    woman = chance.random() < 0.5 if is_woman is None else is_woman
    if chance.random() < foreign_share:
        name = foreign_name(chance, is_woman=woman)
    else:
        name = icelandic_name(chance, is_woman=woman)
    born = _birth(chance, ages)
    lacks_check = chance.random() < _SHARE_WITHOUT_CHECK_DIGIT
    person = RegistryPerson(
        kennitala=setting.ids.person_without_check_digit(born) if lacks_check else setting.ids.person(born),
        name=name.full,
        gender=GenderCode.WOMAN if woman else GenderCode.MAN,
        born=born,
        address=home,
        house_code=_house_code(home, dwelling),
        marital_code=marital_code,
        has_protected_address=chance.random() < _SHARE_PROTECTED,
        declines_marketing=chance.random() < _SHARE_DECLINING_MARKETING,
        citizenship=name.citizenship,
        wages=_wages(setting, born),
    )
    return _Adult(person, name)


def _pair(setting: Setting, home: Address, dwelling: str, ages: tuple[int, int]) -> list[_Adult]:
    """Make two adults of about the same age who are married (three of five) or registered as cohabiting."""
    first_woman = setting.chance.random() < 0.5
    second_woman = first_woman if setting.chance.random() < _SAME_SEX else not first_woman
    married = setting.chance.random() < 0.6
    code = MaritalCode.MARRIED if married else MaritalCode.UNMARRIED
    one = _adult(setting, home, dwelling, ages, is_woman=first_woman, marital_code=code)
    age = one.person.age_on(SETTLED_ON)
    near = (max(18, age - 5), age + 5)
    other = _adult(
        setting, home, dwelling, near, is_woman=second_woman, marital_code=code,
        foreign_share=0.02 if one.name.citizenship == "IS" else 0.8,
    )  # fmt: skip
    protected = one.person.has_protected_address or other.person.has_protected_address

    def beside(adult: _Adult, partner: _Adult) -> _Adult:
        kennitala = partner.person.kennitala
        return _Adult(
            replace(
                adult.person,
                spouse=kennitala if married else None,
                cohabitant=None if married else kennitala,
                has_protected_address=protected,
            ),
            adult.name,
        )

    return [beside(one, other), beside(other, one)]


def _children(
    setting: Setting, home: Address, dwelling: str, parents: Sequence[_Adult], count: int
) -> list[RegistryPerson]:
    """Make children under 18, none older than the youngest parent's age less eighteen years."""
    youngest_parent = min(parent.person.age_on(SETTLED_ON) for parent in parents)
    oldest = max(0, min(17, youngest_parent - 19))
    named_after = next((parent.name for parent in parents if not parent.name.is_woman), parents[0].name)
    custodians = tuple(parent.person.kennitala for parent in parents)
    house_code = dwelling if dwelling.startswith("H") else _house_code(home, dwelling)
    protected = any(parent.person.has_protected_address for parent in parents)
    children = []
    for _ in range(count):
        is_girl = setting.chance.random() < 0.5
        born = _birth(setting.chance, (0, max(0, oldest - 1)))
        name = name_of_child(setting.chance, is_woman=is_girl, parent=named_after)
        children.append(
            RegistryPerson(
                kennitala=setting.ids.person(born),
                name=name.full,
                gender=GenderCode.GIRL if is_girl else GenderCode.BOY,
                born=born,
                address=home,
                house_code=house_code,
                custodians=custodians,
                domicile_parents=custodians,
                residence_parents=custodians,
                has_protected_address=protected,
                citizenship=name.citizenship,
            )
        )
    return children


def _with_custody(parents: Sequence[_Adult], children: Sequence[RegistryPerson]) -> list[RegistryPerson]:
    kennitolur = tuple(child.kennitala for child in children)
    return [replace(parent.person, children_in_custody=kennitolur) for parent in parents]


def _house_code(home: Address, dwelling: str) -> str:
    return f"H{home.point_number}-{dwelling}"


def _wages(setting: Setting, born: date) -> MonthlyWages | None:
    """Invent wages in kr. a month: most have work all along, some lost it, some got it, some work part time."""
    chance = setting.chance
    age = SETTLED_ON.year - born.year
    if not _WORKING_AGE[0] <= age <= _WORKING_AGE[1] or chance.random() > _SHARE_WORKING:
        return None
    base = chance.randrange(420, 1150) * 1000
    story = chance.random()
    if story < 0.12:
        base = base * chance.randrange(25, 80) // 100
    months = [base + (number * 7919 + base) % 24_000 for number in range(MONTHS_OF_WAGES)]
    if story > 0.95:
        months[-chance.randrange(1, 12) :] = []
        months += [0] * (MONTHS_OF_WAGES - len(months))
    elif story > 0.90:
        without = chance.randrange(1, 18)
        months[:without] = [0] * without
    return MonthlyWages(setting.wages_until, tuple(months), chance.choice(setting.employers))
