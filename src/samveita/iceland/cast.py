"""The named people of the demonstration: residents, a company, and staff, each with a situation worth trying.

All of them are invented, with ids of the synthetic series; their addresses exist so that maps and municipalities agree. The
simulators show them in the login's persona picker and answer about them from the registers; the demo data gives the same
people roles and cases. Organisations and roles are plain strings here, for this room knows neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from samveita.iceland import clock
from samveita.iceland.cast_homes import HOMES
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.registry_person import (
    GenderCode,
    MaritalCode,
    MonthlyWages,
    RegistryCompany,
    RegistryPerson,
)
from samveita.iceland.synthetic_ids import SyntheticIds
from samveita.iceland.texts import Text
from samveita.iceland.words import NameInCases

HAFNARFJORDUR = "hafnarfjordur"
AKUREYRI = "akureyri"
RANGARTHING_EYSTRA = "rangarthing-eystra"
JOINT_OFFICE = "felagsthjonusta-rvs"
NEW_TO_IT = "grundarfjordur"
WITH_WASTE_CALENDAR = "arborg"
ASSOCIATION = "samband"

NATION_COUNT, NATION_SEED = 6000, 1
"""The synthetic population around the cast: registers and demo data must invent the same people."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """The right to act for another: an Ísland.is delegation type and whom it is for."""

    type: str
    subject: Kennitala
    subject_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """One of the demo's people; ``key`` is a stable name for tests and for the demo loader."""

    key: str
    person: RegistryPerson
    situation: Text
    municipality: str | None = None
    """Slug of the municipality of legal domicile, for residents."""
    organisation: str | None = None
    """Slug of the organisation a member of staff works for."""
    roles: tuple[str, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    @property
    def kennitala(self) -> Kennitala:
        """The person's id."""
        return self.person.kennitala

    @property
    def name(self) -> str:
        """The person's name in the nominative."""
        return self.person.name

    @property
    def name_in_cases(self) -> NameInCases:
        """The person's name in all four cases."""
        return self.person.name_in_cases

    @property
    def is_staff(self) -> bool:
        """Tell whether the member works for an organisation."""
        return self.organisation is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in the demonstration: those one can log in as, their children, and the company."""

    members: tuple[CastMember, ...]
    others: tuple[RegistryPerson, ...]
    """People in the registers that nobody logs in as: the child."""
    companies: tuple[RegistryCompany, ...]

    @property
    def persons(self) -> tuple[RegistryPerson, ...]:
        """Every natural person the registers must know."""
        return (*(member.person for member in self.members), *self.others)

    @property
    def kennitolur(self) -> frozenset[Kennitala]:
        """Every id in use, which a synthetic population leaves alone."""
        return frozenset(
            [person.kennitala for person in self.persons] + [one.kennitala for one in self.companies]
        )

    def __getitem__(self, key: str) -> CastMember:
        for member in self.members:
            if member.key == key:
                return member
        raise KeyError(f"Nobody in the cast is called {key!r}.")


def cast(as_of: date | None = None) -> Cast:
    """Return the cast; wages end with the month before ``as_of`` (today by default), everything else stays the same."""
    day = as_of or clock.today()
    months = day.year * 12 + day.month - 2
    return _cast(date(months // 12, months % 12 + 1, 1))


@lru_cache(maxsize=8)
def _cast(wages_until: date) -> Cast:
    ids = SyntheticIds()
    employer = ids.company(date(2012, 3, 1))
    people = _Registrar(ids, employer, wages_until)
    residents, others = _residents(people)
    holder = people.person("Steinar Geir Pálsson", date(1975, 4, 22), "Kirkjuvegur 3", kr=690_000)
    company = RegistryCompany(
        kennitala=ids.company(date(2018, 6, 1)),
        name="Sýnismíði ehf.",
        form_code="E1",
        form_name="Einkahlutafélag",
        address=HOMES["Hverfisgata 12"],
        procuration_holders=(holder.kennitala,),
        registered_on=date(2018, 6, 1),
    )
    procuration = CastMember(
        key="procuration-holder",
        person=holder,
        municipality=HAFNARFJORDUR,
        situation=Text(
            is_="Er með prókúru fyrir fyrirtæki",
            en="Holds procuration for a company",
            pl="Jest prokurentem firmy",
        ),
        delegations=(Delegation("ProcurationHolder", company.kennitala, company.name),),
    )
    return Cast((*residents, procuration, *_staff(people)), others, (company,))


@dataclass(frozen=True, slots=True)
class _Registrar:
    """Enters people in the registers of the demonstration."""

    ids: SyntheticIds
    employer: Kennitala
    wages_until: date

    def person(self, name: str, born: date, home: str, *, kr: int | tuple[int, ...] = 0) -> RegistryPerson:
        """Enter one person living alone; ``kr`` is wages a month, or each of the last months in order."""
        months = kr if isinstance(kr, tuple) else (kr,) * 24
        return RegistryPerson(
            kennitala=self.ids.person(born),
            name=name,
            gender=GenderCode.WOMAN if name.endswith("dóttir") else GenderCode.MAN,
            born=born,
            address=HOMES[home],
            house_code=f"H{HOMES[home].point_number}",
            wages=MonthlyWages(self.wages_until, months, self.employer) if any(months) else None,
        )


def _residents(people: _Registrar) -> tuple[list[CastMember], tuple[RegistryPerson, ...]]:
    family, child = _guardian_and_child(people)
    return [*_singles(people), *_couples(people), family, *_special(people), *_elsewhere(people)], (child,)


def _singles(people: _Registrar) -> list[CastMember]:
    lost_work = (512_000,) * 16 + (96_000,) * 8
    return [
        CastMember(
            key="low-income",
            person=people.person(
                "Sunna Ósk Hilmarsdóttir", date(1991, 5, 14), "Linnetsstígur 2", kr=lost_work
            ),
            municipality=HAFNARFJORDUR,
            situation=Text(
                is_="Býr ein, missti vinnuna og er með lágar tekjur",
                en="Lives alone, lost her job and has a low income",
                pl="Mieszka sama, straciła pracę i ma niskie dochody",
            ),
        ),
        CastMember(
            key="higher-income",
            person=people.person("Arnar Þór Baldursson", date(1984, 9, 3), "Hringbraut 10", kr=780_000),
            municipality=HAFNARFJORDUR,
            situation=Text(
                is_="Býr einn og er með tekjur yfir viðmiði",
                en="Lives alone, with an income above the threshold",
                pl="Mieszka sam, dochody powyżej progu",
            ),
        ),
    ]


def _couples(people: _Registrar) -> list[CastMember]:
    wife = people.person("Margrét Jónsdóttir", date(1979, 2, 11), "Álfaskeið 3", kr=148_000)
    husband = people.person("Gísli Ragnarsson", date(1977, 10, 30), "Álfaskeið 3")
    woman = people.person("Katrín Björk Einarsdóttir", date(1995, 7, 19), "Öldugata 2")
    man = people.person("Kári Friðriksson", date(1993, 12, 5), "Öldugata 2", kr=205_000)
    married = MaritalCode.MARRIED
    in_marriage = Text(is_="Í hjónabandi", en="Married", pl="W związku małżeńskim")
    in_cohabitation = Text(
        is_="Í skráðri sambúð", en="In registered cohabitation", pl="W zarejestrowanym konkubinacie"
    )
    pairs = (
        ("married-wife", in_marriage, replace(wife, spouse=husband.kennitala, marital_code=married)),
        ("married-husband", in_marriage, replace(husband, spouse=wife.kennitala, marital_code=married)),
        ("cohabiting-woman", in_cohabitation, replace(woman, cohabitant=man.kennitala)),
        ("cohabiting-man", in_cohabitation, replace(man, cohabitant=woman.kennitala)),
    )
    return [
        CastMember(key=key, person=person, municipality=HAFNARFJORDUR, situation=situation)
        for key, situation, person in pairs
    ]


def _guardian_and_child(people: _Registrar) -> tuple[CastMember, RegistryPerson]:
    parent = people.person("Berglind Rós Magnúsdóttir", date(1988, 1, 9), "Selvogsgata 5", kr=232_000)
    parents = (parent.kennitala,)
    child = replace(
        people.person("Elías Már Ívarsson", date(2016, 8, 24), "Selvogsgata 5"),
        gender=GenderCode.BOY,
        custodians=parents,
        domicile_parents=parents,
        residence_parents=parents,
    )
    guardian = CastMember(
        key="guardian",
        person=replace(parent, marital_code=MaritalCode.DIVORCED, children_in_custody=(child.kennitala,)),
        municipality=HAFNARFJORDUR,
        situation=Text(
            is_="Er ein með forsjá barns",
            en="Has sole custody of a child",
            pl="Samodzielnie sprawuje opiekę nad dzieckiem",
        ),
        delegations=tuple(
            Delegation(kind, child.kennitala, child.name) for kind in ("LegalGuardian", "LegalGuardianMinor")
        ),
    )
    return guardian, child


def _special(people: _Registrar) -> list[CastMember]:
    newcomer = RegistryPerson(
        kennitala=people.ids.system(),
        name="Olena Kovalenko",
        gender=GenderCode.WOMAN,
        born=date(1994, 11, 2),
        address=None,
        house_code="",
        marital_code=MaritalCode.UNKNOWN,
        country="UA",
        citizenship="UA",
    )
    protected = people.person("Íris Steinarsdóttir", date(1990, 3, 27), "Brekkugata 7", kr=110_000)
    return [
        CastMember(
            key="protected-address",
            person=replace(protected, has_protected_address=True),
            municipality=HAFNARFJORDUR,
            situation=Text(
                is_="Er með dulið lögheimili",
                en="Has a protected address (dulið lögheimili)",
                pl="Ma ukryty adres (dulið lögheimili)",
            ),
        ),
        CastMember(
            key="system-id",
            person=newcomer,
            situation=Text(
                is_="Er með kerfiskennitölu og hvergi með lögheimili hér á landi",
                en="Has a system ID (kerfiskennitala) and no legal domicile in Iceland",
                pl="Ma numer systemowy (kerfiskennitala) i nie ma stałego adresu w Islandii",
            ),
        ),
    ]


def _elsewhere(people: _Registrar) -> list[CastMember]:
    return [
        CastMember(
            key="akureyri-resident",
            person=people.person("Hlynur Örn Stefánsson", date(1986, 6, 8), "Hafnarstræti 90", kr=84_000),
            municipality=AKUREYRI,
            situation=Text(is_="Býr á Akureyri", en="Lives in Akureyri", pl="Mieszka w Akureyri"),
        ),
        CastMember(
            key="rangarthing-resident",
            person=people.person("Þórdís Lilja Oddsdóttir", date(1982, 12, 17), "Hvolsvegur 9", kr=60_000),
            municipality=RANGARTHING_EYSTRA,
            situation=Text(
                is_="Býr í Rangárþingi eystra, sem er aðili að sameiginlegri félagsþjónustu",
                en="Lives in Rangárþing eystra, which is served by a joint office",
                pl="Mieszka w Rangárþing eystra, obsługiwanym przez wspólny urząd",
            ),
        ),
    ]


_CASE_WORKER = Text(is_="Ráðgjafi", en="Case worker", pl="Doradca")
_STAFF: tuple[tuple[str, str, date, str, str, str, Text], ...] = (
    ("case-worker", "Harpa Dís Sveinsdóttir", date(1983, 4, 6), "Arnarhraun 20", HAFNARFJORDUR, "case_worker", _CASE_WORKER),
    ("administrator", "Jóhann Haukur Kristinsson", date(1971, 9, 15), "Austurgata 10", HAFNARFJORDUR, "administrator",
     Text(is_="Kerfisstjóri", en="Administrator", pl="Administrator")),
    ("viewer", "Edda Halldórsdóttir", date(1968, 1, 23), "Suðurgata 13", HAFNARFJORDUR, "viewer",
     Text(is_="Með lesaðgang", en="May view only", pl="Tylko podgląd")),
    ("auditor", "Pétur Ágústsson", date(1966, 5, 30), "Strandgata 31", HAFNARFJORDUR, "auditor",
     Text(is_="Eftirlitsaðili", en="Auditor", pl="Audytor")),
    ("akureyri-case-worker", "Vala Kristjánsdóttir", date(1989, 10, 12), "Oddeyrargata 32", AKUREYRI, "case_worker",
     _CASE_WORKER),
    ("joint-office-case-worker", "Bjarni Freyr Hákonarson", date(1980, 2, 19), "Stóragerði 2", JOINT_OFFICE, "case_worker",
     _CASE_WORKER),
    ("editor", "Unnur Eva Matthíasdóttir", date(1987, 7, 7), "Borgartún 30", ASSOCIATION, "editor",
     Text(is_="Ritstjóri", en="Editor", pl="Redaktor")),
    ("manager", "Tómas Ingi Guðjónsson", date(1974, 11, 26), "Laugavegur 10", ASSOCIATION, "manager",
     Text(is_="Verkefnastjóri", en="Manager", pl="Kierownik")),
    ("new-administrator", "Sólveig Marta Björnsdóttir", date(1979, 8, 3), "Austurgata 10", NEW_TO_IT, "administrator",
     Text(is_="Kerfisstjóri hjá sveitarfélagi sem er að byrja", en="Administrator at a municipality that is just starting",
          pl="Administrator w gminie, która dopiero zaczyna")),
    ("waste-planner", "Arnar Snær Guðlaugsson", date(1985, 5, 21), "Austurgata 10", WITH_WASTE_CALENDAR, "administrator",
     Text(is_="Kerfisstjóri sem gerir sorphirðudagatal", en="Administrator who plans a waste calendar",
          pl="Administrator, który planuje kalendarz odbioru odpadów")),
)  # fmt: skip


def _staff(people: _Registrar) -> list[CastMember]:
    return [
        CastMember(
            key=key,
            person=people.person(name, born, home, kr=840_000),
            situation=situation,
            organisation=organisation,
            roles=(role,),
        )
        for key, name, born, home, organisation, role, situation in _STAFF
    ]
