"""Beginning to take down an application that came on paper or by phone: for whom, what for, when it came, by what authority.

The application itself is filled in on the same pages as the resident's own (``forms.taking_down``). What authority staff
had is kept in an event, for whoever asks later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Door
from samveita.engines.cases.naming import NAME_OF_APPLICANT, RegisterSilent, named
from samveita.engines.cases.process import CaseRefused
from samveita.engines.forms.declaring import Form, Kind, Option, Question, Step
from samveita.engines.forms.models import Draft
from samveita.engines.forms.taking_down import NotForCompanies, NotYetReceived, start_for
from samveita.faces.desk.events import AUTHORITY_NOTED, AuthorityDetails
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.catalogue.adopting import states_at
from samveita.ground.catalogue.declaring import Service
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.catalogue.taking import Taking, taking
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import find_by_kennitala, find_or_create
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import municipalities_served_by
from samveita.iceland import clock
from samveita.iceland.alphabet import folded
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text

TAKES = frozenset({AdoptionState.LIVE, AdoptionState.PRACTICE})
NAME_MISSING = Text(
    is_="Nafnið fannst hvorki hér né í þjóðskrá. Skrifaðu líka nafn umsækjandans.",
    en="The name was found neither here nor in the national registry. Write the applicant's name too.",
    pl="Nazwiska nie znaleziono ani tutaj, ani w rejestrze ludności. Wpisz też imię i nazwisko wnioskodawcy.",
)
TAKES_NOTHING = Text(
    is_="Sveitarfélagið tekur ekki við umsókn frá þessari manneskju núna.",
    en="The municipality takes no application from this person now.",
    pl="Gmina nie przyjmuje teraz wniosku od tej osoby.",
)
ONLY_PEOPLE = Text(
    is_="Fyrirtæki getur ekki sótt um þetta.",
    en="A company can't apply for this.",
    pl="Firma nie może złożyć takiego wniosku.",
)
NOT_YET = Text(
    is_="Umsókn getur ekki hafa borist eftir daginn í dag. Lagaðu dagsetninguna.",
    en="An application can't have come after today. Mend the date.",
    pl="Wniosek nie mógł wpłynąć po dzisiejszym dniu. Popraw datę.",
)
DOORS = (
    Option(Door.PAPER.value, Text(is_="Á pappír", en="On paper", pl="Na papierze")),
    Option(Door.PHONE.value, Text(is_="Í síma", en="By phone", pl="Telefonicznie")),
)
AUTHORITIES = (
    Option(
        "signed",
        Text(
            is_="Umsækjandinn skrifaði undir umsókn á pappír",
            en="The applicant signed an application on paper",
            pl="Wnioskodawca podpisał wniosek na papierze",
        ),
    ),
    Option(
        "asked",
        Text(
            is_="Umsækjandinn bað um það í síma",
            en="The applicant asked for it by phone",
            pl="Wnioskodawca poprosił o to telefonicznie",
        ),
    ),
    Option(
        "present",
        Text(
            is_="Umsækjandinn var á staðnum",
            en="The applicant was there in person",
            pl="Wnioskodawca był obecny osobiście",
        ),
    ),
    Option(
        "proxy",
        Text(
            is_="Annar kom með skriflegt umboð",
            en="Somebody else came with a written authorisation",
            pl="Przyszła inna osoba z pisemnym upoważnieniem",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be applied for at the office: a service of a municipality."""

    service: Service
    municipality: Organisation

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return f"{self.service.key}.{self.municipality.slug}"


def offered_by(office: Organisation) -> list[Offered]:
    """Return what the office takes applications for today, for itself and by agreement."""
    today = clock.today()
    return [
        Offered(service, municipality)
        for service in CASE_SERVICES.values()
        for municipality in municipalities_served_by(office, service=service.key, on=today)
        if states_at(municipality).get(service.key) in TAKES
    ]


def form_for(offered: Sequence[Offered]) -> Form:
    """Return the form of the page; what is applied for is only asked where there is a choice."""
    options = tuple(Option(one.key, _named(one)) for one in offered)
    label = Text(is_="Hvað er sótt um?", en="What is applied for?", pl="O co składany jest wniosek?")
    what = (Question(key="what", kind=Kind.CHOICE, label=label, options=options),) if len(options) > 1 else ()
    return Form(
        key="desk.taking_down",
        version=1,
        steps=(
            Step(
                key="eitt",
                title=Text(
                    is_="Skrá umsókn sem barst á pappír eða í síma",
                    en="Enter an application that came on paper or by phone",
                    pl="Wpisz wniosek złożony na papierze lub telefonicznie",
                ),
                questions=what + QUESTIONS,
            ),
        ),
    )


def _named(one: Offered) -> Text:
    name, place = one.service.name, one.municipality.names.short.nominative
    return Text(is_=f"{name.is_} – {place}", en=f"{name.en} – {place}", pl=f"{name.pl} – {place}")


QUESTIONS = (
    Question(
        key="kennitala",
        kind=Kind.KENNITALA,
        label=Text(is_="Kennitala umsækjanda", en="The applicant's kennitala", pl="Kennitala wnioskodawcy"),
    ),
    Question(
        key="name",
        kind=Kind.TEXT,
        label=Text(is_="Nafn umsækjanda", en="The applicant's name", pl="Imię i nazwisko wnioskodawcy"),
        hint=Text(
            is_="Nafnið er sótt í þjóðskrá ef umsækjandinn er ekki þekktur hér. Skrifaðu það ef skráin svarar ekki.",
            en="The name is fetched from the national registry if the applicant is not known here. Write it if the "
            "register does not answer.",
            pl="Jeśli wnioskodawca nie jest tu znany, nazwisko zostanie pobrane z rejestru ludności. Wpisz je, gdy "
            "rejestr nie odpowiada.",
        ),
        required=False,
        most=120,
    ),
    Question(
        key="received_on",
        kind=Kind.DATE,
        label=Text(is_="Dagurinn sem hún barst", en="The day it came", pl="Dzień wpłynięcia"),
        hint=Text(
            is_="Frá þeim degi er tíminn talinn.",
            en="Time is counted from that day.",
            pl="Od tego dnia liczy się czas.",
        ),
        past=True,
    ),
    Question(
        key="door",
        kind=Kind.CHOICE,
        label=Text(is_="Hvernig barst hún?", en="How did it come?", pl="Jak wpłynął wniosek?"),
        options=DOORS,
    ),
    Question(
        key="authority",
        kind=Kind.CHOICE,
        label=Text(
            is_="Í hvaða umboði skráir þú hana?",
            en="By what authority do you enter it?",
            pl="Z czyjego upoważnienia ją wpisujesz?",
        ),
        options=AUTHORITIES,
    ),
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who the application seems to be for, to be confirmed before anything is entered.

    Attributes:
        name: what she is called.
        kennitala: as written to people.
        source: where the name comes from: ``known`` here, ``register`` or ``typed``.
        typed: what staff typed, when it is another name.
    """

    name: str
    kennitala: str
    source: str
    typed: str = ""


def applicant_of(*, actor: Actor, office: Organisation, answers: Mapping[str, Any], draft: UUID) -> Applicant:
    """Return who is meant; a kennitala nobody knows here is asked of the registers. Not in a transaction.

    Args:
        actor: staff of the office.
        office: the office.
        answers: what was answered in ``form_for``.
        draft: uid of the draft that is to be begun; the lookup is kept with it.

    Raises:
        NotAllowed: when the actor may not.
        CaseRefused: when nothing of the kind is offered, or neither register nor staff says a name.
    """
    municipality = _chosen(office, answers).municipality
    kennitala = Kennitala.parse(str(answers["kennitala"]))
    typed = str(answers.get("name") or "").strip()
    person, source = find_by_kennitala(kennitala), "known"
    if person is None or not person.name:
        try:
            person = named(
                actor=actor,
                office=office,
                municipality=municipality,
                kennitala=kennitala,
                purpose=NAME_OF_APPLICANT,
                draft=draft,
            )
            source = "register"
        except RegisterSilent:
            person = None
    if person is None:
        if not typed:
            raise CaseRefused(NAME_MISSING)
        return Applicant(typed, kennitala.formatted, "typed")
    differs = typed and folded(typed) != folded(person.name)
    return Applicant(person.name, kennitala.formatted, source, typed if differs else "")


def _chosen(office: Organisation, answers: Mapping[str, Any]) -> Offered:
    offered = offered_by(office)
    wanted = str(answers.get("what") or (offered[0].key if len(offered) == 1 else ""))
    chosen = next((one for one in offered if one.key == wanted), None)
    if chosen is None:
        raise CaseRefused(TAKES_NOTHING)
    return chosen


def begin(
    *, actor: Actor, office: Organisation, answers: Mapping[str, Any], uid: UUID | None = None
) -> Draft:
    """Begin to take an application down and note by what authority; an open one of the same kind is gone on with.

    Args:
        actor: staff of the office.
        office: the office.
        answers: what was answered in ``form_for``.
        uid: of the draft if it is a new one.

    Raises:
        NotAllowed: when the actor is not a case worker there.
        CaseRefused: when nothing of the kind is offered, the person's name is missing, or she can't apply.
    """
    chosen = _chosen(office, answers)
    with transaction.atomic():
        person = _applicant(answers)
        if taking(chosen.municipality, chosen.service.key, person) is Taking.NOTHING:
            raise CaseRefused(TAKES_NOTHING)
        try:
            started = start_for(
                actor=actor,
                person=person,
                municipality=chosen.municipality,
                service=chosen.service.key,
                received_on=date.fromisoformat(str(answers["received_on"])),
                uid=uid,
            )
        except NotForCompanies as error:
            raise CaseRefused(ONLY_PEOPLE) from error
        except NotYetReceived as error:
            raise CaseRefused(NOT_YET) from error
        record(
            AUTHORITY_NOTED,
            actor=actor,
            target=Target("draft", started.draft.uid),
            office=office.uid,
            municipality=chosen.municipality.uid,
            data=AuthorityDetails(door=str(answers["door"]), authority=str(answers["authority"])),
        )
    return started.draft


def _applicant(answers: Mapping[str, Any]) -> Person:
    kennitala = Kennitala.parse(str(answers["kennitala"]))
    known = find_by_kennitala(kennitala)
    if known is not None and known.name:
        return known
    name = str(answers.get("name") or "").strip()
    if not name:
        raise CaseRefused(NAME_MISSING)
    return find_or_create(kennitala=kennitala, name=name)
