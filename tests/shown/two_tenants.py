"""Tenants with real cases in every tenant's table, each with a word of its own wherever words are stored.

The word stands in names, answers, file names, titles and sealed texts of one tenant and nowhere else, so that a page
that shows it to anyone else gives itself away. Rows of tables that no factory fills are written directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.documents import ComplaintText
from samveita.engines.cases.models import Case, CaseDocument, ComplaintDraft, Decision
from samveita.engines.forms.models import Draft
from samveita.engines.mailbox.models import Dispatch, Fetch
from samveita.engines.payments.documents import PaymentSettings
from samveita.engines.registries.models import Asked, Lookup, Outcome
from samveita.ground.identity.models import Person, Role, RoleGrant
from samveita.ground.identity.people import kennitala_of
from samveita.ground.notices.addresses import give_email
from samveita.ground.notices.kinds import LETTER_WAITS
from samveita.ground.notices.models import Consent
from samveita.ground.notices.notifying import notify
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import Scope, crossing
from samveita.ground.organisations.scope_rule import SCOPED_MODELS
from samveita.ground.vault.encryption import seal_document, seal_text
from samveita.ground.vault.files import store
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.models import DisruptionContent, DisturbedRound

PDF = b"%PDF-1.7 a letter that somebody handed in"
FIRST_NAME = "Guðríður"


@dataclass(frozen=True)
class Tenant:
    """An office, the municipality whose matters it handles, and what it keeps of two residents."""

    word: str
    office: Organisation
    municipality: Organisation
    resident: Person
    applicant: Person
    worker: Person
    decided: Case
    waiting: Case
    document: CaseDocument
    decision: Decision
    dispatch: Dispatch
    draft: Draft
    grant: RoleGrant

    @property
    def kennitala(self) -> str:
        return kennitala_of(self.resident).digits

    @property
    def people(self) -> tuple[Person, ...]:
        return self.resident, self.applicant, self.worker

    @property
    def case_uids(self) -> tuple[UUID, ...]:
        return self.decided.uid, self.waiting.uid

    def scopes(self) -> list[Scope]:
        """Every scope in which rows of this tenant are seen."""
        return [
            Scope(offices=frozenset({self.office.pk}), office_uids=frozenset({self.office.uid})),
            *(Scope(person=one.pk, person_uid=one.uid) for one in self.people),
        ]

    def rows(self, model: type[Model]) -> dict[int, tuple[object, ...]]:
        """The tenant's rows of a tenant's table, whole, by key."""
        rule = model.scope_rule  # type: ignore[attr-defined]
        found: dict[int, tuple[object, ...]] = {}
        with crossing("a test compares what is stored"):
            for scope in self.scopes():
                rows = model.objects.filter(rule.condition(model, scope))  # type: ignore[attr-defined]
                found |= {row[0]: tuple(map(str, row)) for row in rows.values_list()}
        return found

    def everything(self) -> dict[str, dict[int, tuple[object, ...]]]:
        """All that is stored of the tenant, by table."""
        kept = {model._meta.label: self.rows(model) for model in SCOPED_MODELS}
        kept["identity.RoleGrant"] = {
            row[0]: tuple(map(str, row)) for row in RoleGrant.objects.filter(office=self.office).values_list()
        }
        kept["organisations.Organisation"] = {
            row[0]: tuple(map(str, row))
            for row in Organisation.objects.filter(
                pk__in={self.office.pk, self.municipality.pk}
            ).values_list()
        }
        return kept


def tenant(word: str, municipality: Organisation, office: Organisation | None = None) -> Tenant:
    """Fill a tenant's tables; the office is the municipality's own unless another is given."""
    financial_aid.adopted(municipality)
    at = office or municipality
    name = word.capitalize()
    resident, applicant = people.person(f"{FIRST_NAME} {name}"), people.person(f"Ásdís {name}")
    worker = people.staff(at, name=f"Ragna {name}", pseudonym=f"Ráðgjafi {name}")
    told = {"email": f"{word}@example.is"}
    decided = cases.case_in_progress(cases.submitted_case(municipality, resident, **told), worker)
    waiting = cases.case_in_progress(cases.submitted_case(municipality, applicant, **told), worker)
    decision = cases.approved(decided, worker)
    with crossing("a test fills tables that no factory fills"):
        dispatch = Dispatch.objects.get(uid=decision.dispatch)
        decided = Case.objects.get(pk=decided.pk)
        document = _handed_in(word, decided, worker)
        _asked_and_told(word, waiting, dispatch)
        _begun_complaint(word, decision, resident)
        aside = cases.submitted_case(municipality, people.person(f"Hjalti {name}"), **told)
        draft = cases.finished_draft(municipality, resident, **told)
        fill_what_is_empty(decision, Case.objects.get(pk=aside.pk), draft)
    return Tenant(
        word,
        at,
        municipality,
        resident,
        applicant,
        worker,
        decided,
        waiting,
        document,
        decision,
        dispatch,
        draft,
        RoleGrant.objects.get(person=worker),
    )


def _handed_in(word: str, case: Case, worker: Person) -> CaseDocument:
    file = store(
        owner=case.office,
        name=f"{word}.pdf",
        content=PDF,
        actor=people.staff_actor(worker, case.office),
        person=case.person,
    )
    made: CaseDocument = CaseDocument.objects.create(
        case=case,
        office=case.office,
        person=case.person,
        origin="party",
        kind="handed_in",
        title=Text(is_=word, en=word, pl=word),
        file=file,
        visible_to_resident=True,
        created_at=clock.now(),
    )
    return made


def _begun_complaint(word: str, decision: Decision, person: Person) -> None:
    uid, office = uuid4(), decision.case.office
    content = seal_document(office, ComplaintText(grounds=word), about=str(uid))
    ComplaintDraft.objects.create(
        uid=uid, decision=decision, person=person, content=content, changed_at=clock.now()
    )


def fill_what_is_empty(decision: Decision, case: Case, draft: Draft) -> None:
    """Put one row about a case of its own into every tenant's table that has none of the office yet.

    These rows are for the policies and the scope, not for reading: what is sealed in them is no document, so nobody's
    walk may open them, and the case has been closed.
    """
    made: dict[type[Model], Model] = {
        Case: case,
        Decision: decision,
        Draft: draft,
        Organisation: case.office,
        Person: case.person,
    }
    for model in sorted(SCOPED_MODELS, key=lambda one: one._meta.label != "cases.DataRequest"):
        rule = model.scope_rule  # type: ignore[attr-defined]
        office = Scope(offices=frozenset({case.office.pk}), office_uids=frozenset({case.office.uid}))
        if model not in made and not model.objects.filter(rule.condition(model, office)).exists():  # type: ignore[attr-defined]
            made[model] = model.objects.create(**_values(model, made, case))  # type: ignore[attr-defined]
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=clock.now())


def _values(model: type[Model], made: dict[type[Model], Model], case: Case) -> dict[str, object]:
    plain: dict[str, object] = {
        "BinaryField": seal_text(case.office, "x", about=str(case.uid)),
        "BooleanField": False,
        "CharField": "x",
        "DateField": clock.today(),
        "DateTimeField": clock.now(),
        "IntegerField": 1,
        "PositiveIntegerField": 1,
        "PositiveSmallIntegerField": 1,
        "UUIDField": case.person.uid,
    }
    known: dict[tuple[str, str], object] = {
        ("payments.PaymentSetup", "settings"): PaymentSettings(),
        ("notices.Subscription", "consent"): Consent(sentence="x", language="is"),
        ("waste_calendar.Disruption", "content"): DisruptionContent(
            edition=clock.today(),
            day=clock.today(),
            rounds=(DisturbedRound(stream="x", area="x", number=1),),
            reason="other",
            outcome="cancelled",
        ),
        ("cases.CaseLink", "other"): made[Decision].case,  # type: ignore[attr-defined]
    }
    values: dict[str, object] = {}
    for field in model._meta.concrete_fields:
        if field.null or field.has_default() or field.primary_key:
            continue
        label = Text(is_="x", en="x", pl="x")
        if (model._meta.label, field.name) in known:
            values[field.name] = known[model._meta.label, field.name]
        elif field.is_relation:
            values[field.name] = made.get(field.related_model) or _stored(case)  # type: ignore[arg-type]
        else:
            values[field.name] = plain.get(field.get_internal_type(), label)
    return values


def _stored(case: Case) -> object:
    actor = people.resident_actor(case.person)
    return store(owner=case.office, name="a.pdf", content=PDF, actor=actor, person=case.person)


def _asked_and_told(word: str, case: Case, dispatch: Dispatch) -> None:
    actor = people.resident_actor(case.person)
    give_email(actor=actor, office=case.office, person=case.person, address=f"{word}@example.is")
    with transaction.atomic():
        notify(person=case.person, kind=LETTER_WAITS.name, office=case.office, about=uuid4(), case=case.uid)
    Lookup.objects.create(
        office=case.office,
        person=case.person,
        asked=Asked.choices[0][0],
        purpose=word,
        case=case.uid,
        channel="self",
        outcome=Outcome.NOTHING,
        asked_at=clock.now(),
    )
    Fetch.objects.create(
        at=clock.now(),
        dispatch=dispatch,
        office=case.office,
        person=dispatch.recipient,
        document_id=str(dispatch.uid),
        included_document=True,
        issuer=word,
        status=200,
    )


@dataclass(frozen=True)
class Three:
    """Two municipalities with offices of their own, and a joint office that serves a third and neither of them."""

    first: Tenant
    second: Tenant
    joint: Tenant

    def victim(self, name: str) -> Tenant:
        return {"first": self.first, "joint": self.joint}[name]


def three_tenants() -> Three:
    """Make all three."""
    served = organisations.municipality("hlidarsveit")
    office = organisations.joint_office(served)
    return Three(
        tenant("qzxalfa", organisations.municipality("dalvogur")),
        tenant("qzxbeta", organisations.municipality("fjardarvik")),
        tenant("qzxgamma", served, office),
    )


def holder(office: Organisation, *roles: Role) -> Person:
    """Somebody who holds these roles, with a name that gives nothing away."""
    return people.staff(office, *roles, name="Sigurbjörg Starfsmaður")
