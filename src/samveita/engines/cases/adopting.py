"""What a service with case handling asks of a municipality that adopts it, and the short forms in which it is answered.

A service registers its own steps beside these (its rates). A form here is one step's whole answer on the page of
adoption, with what is already known filled in; saving it calls the verbs of whoever owns the data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.settings import (
    KIND,
    SETTINGS,
    CaseSettings,
    Committee,
    DecidedBy,
    InternalAppealBody,
    settings_for,
)
from samveita.engines.letters.shelf import digest_of, letters_of
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.confirming import latest
from samveita.ground.catalogue.steps import AdoptionStep, Phase, Standing, register
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person
from samveita.ground.organisations.documents import Cases
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind, SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import in_force
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.formats import words


class StepForm(forms.Form):
    """A form whose words are texts in three languages, by field: labels, helps, and the words of each choice.

    ``in_pairs`` says that fields after the first belong together two by two and stand beside one another.
    """

    labels: ClassVar[Mapping[str, Text]] = {}
    helps: ClassVar[Mapping[str, Text]] = {}
    options: ClassVar[Mapping[str, Mapping[str, Text]]] = {}
    in_pairs: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = words(self.labels.get(name))
            field.help_text = words(self.helps.get(name))
            if name in self.options and isinstance(field, forms.ChoiceField):
                field.choices = [(value, words(label)) for value, label in self.options[name].items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionForm:
    """How one step is answered.

    Attributes:
        make: the form of an organisation, empty or from what was posted; fields carry what is already known.
        save: keeps a valid form's answers with the verbs that own them.
    """

    make: Callable[[Organisation, str, Any], StepForm]
    save: Callable[[Actor, Organisation, str, StepForm], None]


ADOPTION_FORMS: dict[str, AdoptionForm] = {}
"""By the key of the step."""


def register_adoption_form(step: str, form: AdoptionForm) -> None:
    """Say how a step is answered."""
    ADOPTION_FORMS[step] = form


def publish_now(
    *,
    actor: Actor,
    kind: SharedKind,
    key: str,
    owner: Organisation,
    content: Stored,
    source: SourceNote,
    valid_from: date,
) -> Version:
    """Draft, approve and publish a document in one step, for a form whose saving says all three.

    When a version already begins on the day asked for, the new one begins on the first free day after it.
    """
    document = start(actor=actor, kind=kind.name, key=key, owner=owner, title=kind.title)
    version = save_draft(actor=actor, document=document, content=content, source=source)
    return publish(
        actor=actor,
        version=approve(actor=actor, version=version),
        valid_from=first_free_day(document, valid_from),
    )


def first_free_day(document: SharedDocument | None, day: date) -> date:
    """Return the first day from ``day`` on which no version of the document begins."""
    while (
        document is not None and document.versions.filter(state=VersionState.VALID, valid_from=day).exists()
    ):
        day += timedelta(days=1)
    return day


def done_by(version: Version, sentence: Text) -> Standing:
    """Return that a step is done by whoever published a version, and when."""
    named = (
        Person.objects.filter(uid=version.approver).values_list("name", flat=True) if version.approver else ()
    )
    return Standing(done=True, sentence=sentence, by=next(iter(named), ""), at=version.published_at)


# ------------------------------------------------------------------------------------------ how decisions are made

BY = {
    DecidedBy.STAFF: Text(
        is_="Starfsfólk afgreiðir málin (fullnaðarafgreiðsla)",
        en="Staff decide the cases in full (fullnaðarafgreiðsla)",
        pl="Sprawy rozstrzygają pracownicy (fullnaðarafgreiðsla)",
    ),
    DecidedBy.COMMITTEE: Text(
        is_="Nefnd afgreiðir málin á fundi",
        en="A committee decides the cases at a meeting",
        pl="Sprawy rozstrzyga komisja na posiedzeniu",
    ),
}
COMMITTEE_MISSING = Text(
    is_="Skrifaðu heiti nefndarinnar.", en="Write the committee's name.", pl="Wpisz nazwę komisji."
)
WHERE_TO = Text(
    is_="Skrifaðu heimilisfang eða netfang sem tekur við áfrýjun.",
    en="Write the address or e-mail address that receives appeals.",
    pl="Wpisz adres lub e-mail, na który wysyła się odwołania.",
)


class DecisionsForm(StepForm):
    """Who decides, by when an answer is aimed at, and where an appeal within the municipality goes."""

    labels = {
        "decided_by": Text(is_="Hver tekur ákvarðanir?", en="Who decides?", pl="Kto podejmuje decyzje?"),
        "committee": Text(is_="Heiti nefndar", en="Name of the committee", pl="Nazwa komisji"),
        "target_days": Text(
            is_="Markmið um svar, í dögum",
            en="Target for an answer, in days",
            pl="Docelowy czas odpowiedzi, w dniach",
        ),
        "appeal_name": Text(
            is_="Hver tekur við áfrýjun innan sveitarfélagsins?",
            en="Who hears an appeal within the municipality?",
            pl="Kto rozpatruje odwołanie w gminie?",
        ),
        "appeal_genitive": Text(
            is_="Heitið í eignarfalli", en="The name in the genitive case", pl="Nazwa w dopełniaczu"
        ),
        "appeal_weeks": Text(
            is_="Frestur til að áfrýja, í vikum",
            en="Time to appeal, in weeks",
            pl="Termin odwołania, w tygodniach",
        ),
        "appeal_address": Text(
            is_="Heimilisfang fyrir áfrýjun", en="Address for appeals", pl="Adres do odwołań"
        ),
        "appeal_email": Text(is_="Netfang fyrir áfrýjun", en="E-mail for appeals", pl="E-mail do odwołań"),
    }
    helps = {
        "committee": Text(
            is_="Aðeins ef nefnd tekur ákvarðanir.",
            en="Only if a committee decides.",
            pl="Tylko jeśli decyduje komisja.",
        ),
        "appeal_name": Text(
            is_="Til dæmis velferðarnefnd.",
            en="For example velferðarnefnd.",
            pl="Na przykład velferðarnefnd.",
        ),
        "appeal_genitive": Text(
            is_="Eins og á eftir „áfrýja til“: til velferðarnefndar.",
            en="As after “áfrýja til”: til velferðarnefndar.",
            pl="Jak po „áfrýja til”: til velferðarnefndar.",
        ),
    }
    options = {"decided_by": {one.value: told for one, told in BY.items()}}

    decided_by = forms.ChoiceField(widget=forms.RadioSelect)
    committee = forms.CharField(max_length=200, required=False)
    target_days = forms.IntegerField(min_value=1, max_value=365, widget=forms.TextInput)
    appeal_name = forms.CharField(max_length=200)
    appeal_genitive = forms.CharField(max_length=200)
    appeal_weeks = forms.IntegerField(min_value=1, max_value=52, widget=forms.TextInput)
    appeal_address = forms.CharField(max_length=300, required=False)
    appeal_email = forms.EmailField(max_length=254, required=False)

    def __init__(self, *args: Any, tells_of_appeal: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tells_of_appeal = tells_of_appeal
        if not tells_of_appeal:
            for name in [name for name in self.fields if name.startswith("appeal_")]:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Demand a committee where one decides, and somewhere to send an appeal."""
        given = super().clean() or {}
        if given.get("decided_by") == DecidedBy.COMMITTEE and not given.get("committee", "").strip():
            self.add_error("committee", words(COMMITTEE_MISSING))
        if self.tells_of_appeal and not given.get("appeal_address") and not given.get("appeal_email"):
            self.add_error("appeal_address", words(WHERE_TO))
        return given


def _decisions_form(organisation: Organisation, offering: str, posted: Any) -> StepForm:
    known = settings_for(organisation, offering)
    appeal, contact = known.internal_appeal, organisation.contact
    place = " ".join(part for part in (contact.postcode, contact.place) if part)
    initial = {
        "decided_by": known.decided_by.value,
        "committee": known.committee.name.nominative if known.committee else "",
        "target_days": known.target_days,
        "appeal_name": appeal.name.nominative if appeal else "",
        "appeal_genitive": appeal.name.genitive if appeal else "",
        "appeal_weeks": appeal.weeks if appeal else 4,
        "appeal_address": appeal.address
        if appeal
        else ", ".join(part for part in (contact.address, place) if part),
        "appeal_email": appeal.email if appeal else contact.email,
    }
    return DecisionsForm(
        posted, initial=initial, prefix="decisions", tells_of_appeal=tells_of_appeal(offering)
    )


def _save_decisions(actor: Actor, organisation: Organisation, offering: str, form: StepForm) -> None:
    given, known = form.cleaned_data, settings_for(organisation, offering)
    committee = given["committee"].strip()
    changes: dict[str, Any] = {
        "decided_by": DecidedBy(given["decided_by"]),
        "target_days": given["target_days"],
        "internal_appeal": _appeal_body(given) if tells_of_appeal(offering) else known.internal_appeal,
        "committee": _committee(known, committee) if committee else None,
    }
    kept = CaseSettings.model_validate({**dict(known), **changes})
    publish_now(
        actor=actor,
        kind=SETTINGS,
        key=offering,
        owner=organisation,
        content=kept,
        source=SourceNote(title=str(organisation), as_of=clock.today()),
        valid_from=clock.today(),
    )


def tells_of_appeal(offering: str) -> bool:
    """Whether the service says how its decisions are appealed; one that does not asks nobody about it."""
    return CASE_SERVICES[offering].appeal_terms is not None


def _appeal_body(given: Mapping[str, Any]) -> InternalAppealBody:
    name, genitive = given["appeal_name"].strip(), given["appeal_genitive"].strip()
    return InternalAppealBody(
        name=Cases(nominative=name, accusative=name, dative=name, genitive=genitive),
        weeks=given["appeal_weeks"],
        address=given["appeal_address"],
        email=given["appeal_email"],
    )


def _committee(known: CaseSettings, name: str) -> Committee:
    """Return the committee; the declined name that is already kept stays when only the nominative was shown."""
    if known.committee is not None and known.committee.name.nominative == name:
        return known.committee
    return Committee(name=Cases(nominative=name, accusative=name, dative=name, genitive=name))


def _decided(organisation: Organisation, offering: str) -> Standing:
    version = in_force(kind=KIND, key=offering, organisation=organisation, on=clock.today())
    if version is None:
        return Standing(
            done=False,
            sentence=Text(
                is_="Óákveðið er hver tekur ákvarðanir og hvert íbúar áfrýja.",
                en="It is not settled who decides and where residents appeal.",
                pl="Nie ustalono, kto decyduje i dokąd mieszkańcy się odwołują.",
            ),
        )
    content: CaseSettings = version.content
    if content.internal_appeal is None and tells_of_appeal(offering):
        return Standing(
            done=False,
            sentence=Text(
                is_="Það vantar hver tekur við áfrýjun innan sveitarfélagsins.",
                en="It is missing who hears an appeal within the municipality.",
                pl="Brakuje informacji, kto w gminie rozpatruje odwołania.",
            ),
        )
    return done_by(version, BY[content.decided_by])


# ------------------------------------------------------------------------------------------------ letters, questions


def _letters_read(organisation: Organisation, offering: str) -> Standing:
    signed = latest(organisation, offering, LETTERS.key)
    count = len(letters_of(offering))
    if signed is None:
        return Standing(
            done=False,
            sentence=Text(
                is_=f"Enginn hefur lesið bréfin yfir enn. Þau eru {count}.",
                en=f"Nobody has read the letters yet. There are {count}.",
                pl=f"Nikt jeszcze nie przeczytał pism. Jest ich {count}.",
            ),
        )
    if signed.digest != digest_of(offering, organisation):
        return Standing(
            done=False,
            sentence=Text(
                is_="Bréfin hafa breyst síðan þau voru lesin. Lestu þau aftur.",
                en="The letters have changed since they were read. Read them again.",
                pl="Pisma zmieniły się od ostatniego przeczytania. Przeczytaj je ponownie.",
            ),
        )
    return Standing(
        done=True,
        sentence=Text(
            is_="Bréfin hafa verið lesin.", en="The letters have been read.", pl="Pisma przeczytano."
        ),
        by=f"{signed.signed_name}, {signed.signed_role}",
        at=signed.signed_at,
    )


def _asked(_organisation: Organisation, offering: str) -> Standing:
    form = CASE_SERVICES[offering].form
    steps, questions = len(form.steps), sum(len(step.questions) for step in form.steps)
    return Standing(
        done=True,
        sentence=Text(
            is_=f"Umsóknin er {steps} síður og {questions} spurningar. Spurningum er ekki sleppt nema þú breytir því.",
            en=f"The application has {steps} pages and {questions} questions. None is left out unless you change it.",
            pl=f"Wniosek: liczba stron {steps}, liczba pytań {questions}. Żadne nie jest pomijane, dopóki tego nie zmienisz.",
        ),
    )


def _is_case_service(offering: str) -> bool:
    return offering in CASE_SERVICES


DECISIONS = register(
    AdoptionStep(
        key="decisions",
        title=Text(
            is_="Hvernig ákvarðanir eru teknar", en="How decisions are made", pl="Jak zapadają decyzje"
        ),
        help=Text(
            is_="Hver afgreiðir málin og hvert íbúi áfrýjar. Hvort tveggja fer í bréfin.",
            en="Who decides the cases and where a resident appeals. Both go into the letters.",
            pl="Kto rozstrzyga sprawy i dokąd mieszkaniec się odwołuje. Jedno i drugie trafia do pism.",
        ),
        phase=Phase.READY,
        place=25,
        standing=_decided,
        page="decisions",
        applies=_is_case_service,
    )
)
LETTERS = register(
    AdoptionStep(
        key="letters",
        title=Text(is_="Bréfin lesin yfir", en="Letters read through", pl="Pisma przeczytane"),
        help=Text(
            is_="Lestu bréfin sem íbúar fá. Lagatextar eru læstir en hinum geturðu breytt.",
            en="Read the letters residents receive. Legal paragraphs are locked; the others you can reword.",
            pl="Przeczytaj pisma, które dostają mieszkańcy. Akapity prawne są zablokowane, pozostałe możesz zmienić.",
        ),
        phase=Phase.READY,
        place=50,
        standing=_letters_read,
        page="letters",
        applies=lambda offering: bool(letters_of(offering)),
    )
)
QUESTIONS = register(
    AdoptionStep(
        key="questions",
        title=Text(is_="Spurningar í umsókninni", en="Questions in the application", pl="Pytania we wniosku"),
        help=Text(
            is_="Spurningarnar eru tilbúnar.",
            en="The questions are ready to use.",
            pl="Pytania są gotowe do użycia.",
        ),
        phase=Phase.READY,
        place=60,
        standing=_asked,
        page="questions",
        applies=_is_case_service,
    )
)
register_adoption_form(DECISIONS.key, AdoptionForm(make=_decisions_form, save=_save_decisions))
