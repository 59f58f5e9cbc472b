"""The simulators' own people (gervimenn): one of each kind that registers and login must be able to tell apart.

Beside the demo's named people, whom they leave alone. Nobody is real; 010130-2399 is a public test person.
"""

from __future__ import annotations

from datetime import date

from samveita.iceland.addresses import Address
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.registry_person import (
    GenderCode,
    MaritalCode,
    MonthlyWages,
    RegistryCompany,
    RegistryPerson,
)

_MAN, _WOMAN = GenderCode.MAN, GenderCode.WOMAN
_PAYER = Kennitala("5804012010")
_LAST_KNOWN_MONTH = date(2030, 12, 1)
_MONTHS = 120


def _address(point: int, street: str, dative: str, number: int, town: tuple[str, str, str, str]) -> Address:
    postcode, place, place_dative, municipality = town
    return Address(
        point, street, dative, number, "", "", postcode, place, place_dative, municipality, 64.0, -21.0
    )


def _wages(kronur: int) -> MonthlyWages:
    """Return the same wages, kr. a month, for every month anyone will ask about."""
    return MonthlyWages(_LAST_KNOWN_MONTH, (kronur,) * _MONTHS, _PAYER)


_HAFNARFJORDUR = ("220", "Hafnarfjörður", "Hafnarfirði", "1400")
_AKUREYRI = ("600", "Akureyri", "Akureyri", "6000")
_HVOLSVOLLUR = ("860", "Hvolsvöllur", "Hvolsvelli", "8613")
_AUSTURGATA = _address(1, "Austurgata", "Austurgötu", 12, _HAFNARFJORDUR)
_LINNETSSTIGUR = _address(2, "Linnetsstígur", "Linnetsstíg", 4, _HAFNARFJORDUR)
_STRANDGATA = _address(3, "Strandgata", "Strandgötu", 30, _HAFNARFJORDUR)
_HAFNARSTRAETI = _address(4, "Hafnarstræti", "Hafnarstræti", 90, _AKUREYRI)
_STORAGERDI = _address(5, "Stóragerði", "Stóragerði", 6, _HVOLSVOLLUR)

_MOTHER, _FATHER = Kennitala("2204872029"), Kennitala("1403852049")
_OLDER, _YOUNGER = Kennitala("0306152040"), Kennitala("1909182030")
_FJOLA, _GUNNAR = Kennitala("0509622029"), Kennitala("2810552089")
_ALONE, _TEENAGER = Kennitala("0101302399"), Kennitala("0505112000")
_DISABLED, _WARD = Kennitala("1612962019"), Kennitala("0904982079")

PERSONS = (
    RegistryPerson(
        kennitala=_ALONE,
        name="Gervimaður Færeyjar",
        gender=_MAN,
        born=date(1930, 1, 1),
        address=_LINNETSSTIGUR,
        house_code="14000002A",
    ),
    RegistryPerson(
        kennitala=_MOTHER,
        name="Anna Björnsdóttir",
        gender=_WOMAN,
        born=date(1987, 4, 22),
        address=_AUSTURGATA,
        house_code="14000001A",
        marital_code=MaritalCode.MARRIED,
        spouse=_FATHER,
        children_in_custody=(_OLDER, _YOUNGER, _TEENAGER),
        wages=_wages(412_500),
    ),
    RegistryPerson(
        kennitala=_FATHER,
        name="Björn Atlason",
        gender=_MAN,
        born=date(1985, 3, 14),
        address=_AUSTURGATA,
        house_code="14000001A",
        marital_code=MaritalCode.MARRIED,
        spouse=_MOTHER,
        children_in_custody=(_OLDER, _YOUNGER),
        wages=_wages(538_200),
    ),
    RegistryPerson(
        kennitala=_OLDER,
        name="Dísa Björnsdóttir",
        gender=GenderCode.GIRL,
        born=date(2015, 6, 3),
        address=_AUSTURGATA,
        house_code="14000001A",
        custodians=(_MOTHER, _FATHER),
        domicile_parents=(_MOTHER, _FATHER),
    ),
    RegistryPerson(
        kennitala=_YOUNGER,
        name="Egill Björnsson",
        gender=GenderCode.BOY,
        born=date(2018, 9, 19),
        address=_AUSTURGATA,
        house_code="14000001A",
        custodians=(_MOTHER, _FATHER),
        domicile_parents=(_MOTHER, _FATHER),
    ),
    RegistryPerson(
        kennitala=_TEENAGER,
        name="Katla Gunnarsdóttir",
        gender=GenderCode.GIRL,
        born=date(2011, 5, 5),
        address=_HAFNARSTRAETI,
        house_code="60000004A",
        custodians=(_MOTHER, _GUNNAR),
        domicile_parents=(_GUNNAR,),
        residence_parents=(_MOTHER,),
    ),
    RegistryPerson(
        kennitala=_FJOLA,
        name="Fjóla Gísladóttir",
        gender=_WOMAN,
        born=date(1962, 9, 5),
        address=_HAFNARSTRAETI,
        house_code="60000004A",
        cohabitant=_GUNNAR,
        wages=_wages(365_000),
    ),
    RegistryPerson(
        kennitala=_GUNNAR,
        name="Gunnar Helgason",
        gender=_MAN,
        born=date(1955, 10, 28),
        address=_HAFNARSTRAETI,
        house_code="60000004A",
        marital_code=MaritalCode.DIVORCED,
        cohabitant=_FJOLA,
        children_in_custody=(_TEENAGER,),
    ),
    RegistryPerson(
        kennitala=Kennitala("2906762079"),
        name="Hrefna Sveinsdóttir",
        gender=_WOMAN,
        born=date(1976, 6, 29),
        address=_STRANDGATA,
        house_code="14000003A",
        marital_code=MaritalCode.SEPARATED,
        has_protected_address=True,
        declines_marketing=True,
    ),
    RegistryPerson(
        kennitala=_DISABLED,
        name="Ísak Þórðarson",
        gender=_MAN,
        born=date(1996, 12, 16),
        address=_LINNETSSTIGUR,
        house_code="14000002B",
    ),
    RegistryPerson(
        kennitala=_WARD,
        name="Jökull Marteinsson",
        gender=_MAN,
        born=date(1998, 4, 9),
        address=_LINNETSSTIGUR,
        house_code="14000002C",
    ),
    RegistryPerson(
        kennitala=Kennitala("9900000017"),
        name="Maria Kowalska",
        gender=_WOMAN,
        born=date(1990, 2, 11),
        address=None,
        house_code="",
        marital_code=MaritalCode.UNKNOWN,
        country="PL",
        citizenship="PL",
    ),
    RegistryPerson(
        kennitala=Kennitala("2010402059"),
        name="Leifur Jónsson",
        gender=_MAN,
        born=date(1940, 10, 20),
        address=_STORAGERDI,
        house_code="86130005A",
        marital_code=MaritalCode.WIDOWED,
        died_on=date(2026, 2, 1),
    ),
    RegistryPerson(
        kennitala=Kennitala("1707702189"),
        name="Nanna Ólafsdóttir",
        gender=_WOMAN,
        born=date(1970, 7, 17),
        address=_STORAGERDI,
        house_code="86130005B",
        marital_code=MaritalCode.WIDOWED,
        wages=_wages(287_400),
    ),
)
COMPANIES = (
    RegistryCompany(
        kennitala=Kennitala("4501012060"),
        name="Smíðaverk Atla ehf.",
        form_code="E1",
        form_name="Einkahlutafélag",
        address=_STRANDGATA,
        procuration_holders=(_FATHER,),
        registered_on=date(2001, 1, 5),
    ),
    RegistryCompany(
        kennitala=_PAYER,
        name="Verslunin Vör hf.",
        form_code="D1",
        form_name="Hlutafélag",
        address=_HAFNARSTRAETI,
        procuration_holders=(_FJOLA,),
        registered_on=date(2001, 4, 18),
    ),
)
MANDATES = (
    (_MOTHER, _DISABLED, "PersonalRepresentative"),
    (_FJOLA, _WARD, "LegalRepresentative"),
    (_FJOLA, _GUNNAR, "GeneralMandate"),
    (_FATHER, Kennitala("5804012010"), "Custom"),
)
"""Who acts for whom, and as what, where no register of families or companies tells."""
ROLES = {
    _ALONE: ("Býr einn", "Lives alone"),
    _MOTHER: (
        "Gift, á þrjú börn, talsmaður fatlaðs manns",
        "Married, three children, represents a disabled man",
    ),
    _FATHER: ("Giftur, prókúruhafi fyrirtækis", "Married, procuration holder of a company"),
    _FJOLA: ("Í skráðri sambúð, lögráðamaður", "In registered cohabitation, legal representative"),
    Kennitala("2906762079"): ("Skilin að borði og sæng, dulið lögheimili", "Separated, hidden domicile"),
    Kennitala("9900000017"): ("Með kerfiskennitölu, býr í Póllandi", "Has a system ID, lives in Poland"),
    Kennitala("1707702189"): ("Ekkja á Hvolsvelli", "Widow in Hvolsvöllur"),
}
"""Whom the login page shows first, and what it says about them."""
