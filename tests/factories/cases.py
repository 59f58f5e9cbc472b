"""Cases that have come the way real ones do: a finished draft is submitted, and the office takes it on."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from factories import people
from samveita.engines.cases.deciding import decide
from samveita.engines.cases.intake import submit
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.process import take
from samveita.engines.forms.documents import AnswersDocument, FactsDocument, StoredFact
from samveita.engines.forms.models import Draft
from samveita.engines.mailbox.models import Dispatch
from samveita.engines.mailbox.settling import accept
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock
from samveita.services.financial_aid.declaration import SERVICE

DOMICILE = "Strandgata 6, 220 Hafnarfjörður"
ANSWERS: dict[str, Any] = {
    "informed": True,
    "wages_fetched": True,
    "tax_return_fetched": True,
    "has_spouse": False,
    "has_children": False,
    "home": "own_home",
    "student": False,
    "employment": "working",
    "has_income": True,
    "income": 50_000,
    "credit_percent": 100,
    "account": "0133-26-012345",
    "email": "anna@example.is",
    "phone": "5811234",
}
REFUSAL = {
    "facts": "Tekjur þínar voru 400.000 kr.",
    "rule_article": "10. gr. reglna",
    "assessment": "Farið var yfir aðstæður þínar.",
    "hearing_note": "Öll gögn lágu fyrir.",
}


def as_answered(given: dict[str, Any]) -> dict[str, Any]:
    """Answers with ``income`` as the form keeps it, an entry of this month's wages; what is ``None`` is not answered."""
    given = {key: answer for key, answer in given.items() if answer is not None}
    amount = given.pop("income", None)
    if amount is None or not given.get("has_income"):
        return given
    return {**given, "incomes": [{"kind": "wages", "month": "this_month", "amount": amount}]}


def incomes(amount: int, **changes: Any) -> list[dict[str, Any]]:
    """Income as the desk keeps it: one row of this month's wages that counts."""
    row = {"kind": "wages", "month": "this_month", "amount": amount, "whose": "applicant"}
    return [{**row, "source": "application", "counts": True, "shown": True, **changes}]


def finished_draft(municipality: Organisation, person: Person, **answers: Any) -> Draft:
    """A draft of an application for financial aid with every question answered; ``income`` is this month's wages."""
    given = as_answered({"name": person.name, "domicile": DOMICILE, **ANSWERS, **answers})
    source = {"is": "Þjóðskrá", "en": "Registers Iceland", "pl": "Rejestr ludności"}
    facts = {
        f"registry.{key}": StoredFact(value=given[key], source=source, as_of=clock.today())
        for key in ("name", "domicile")
    }
    with person_scope(person):
        draft = Draft(
            person=person,
            municipality=municipality,
            service=SERVICE.key,
            form=SERVICE.form.key,
            form_version=SERVICE.form.version,
            created_at=clock.now(),
            changed_at=clock.now(),
        )
        about = str(draft.uid)
        draft.answers = seal_document(municipality, AnswersDocument(answers=given), about=about)
        draft.facts = seal_document(municipality, FactsDocument(facts=facts), about=about)
        draft.save()
    return draft


def submitted_case(
    municipality: Organisation,
    person: Person | None = None,
    *,
    language: str = "is",
    **answers: Any,
) -> Case:
    """A new case, which waits at the office that handles the service; the municipality must have adopted it."""
    applicant = person or people.person()
    draft = finished_draft(municipality, applicant, **answers)
    with person_scope(applicant):
        return submit(actor=people.resident_actor(applicant), draft_uid=draft.uid, language=language)


def case_in_progress(case: Case, worker: Person) -> Case:
    """The same case once a case worker has taken it on."""
    with office_scope(case.office):
        return take(actor=people.staff_actor(worker, case.office), uid=case.uid, event="assign")


def approved(case: Case, worker: Person, *, pay_day: str = "") -> Decision:
    """The approval of a case in progress, with its letter announced."""
    with office_scope(case.office):
        return decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event="approve",
            reasons={"pay_day": pay_day, "pay_day_reason": "Samið við umsækjanda."} if pay_day else {},
            signed_by=worker.name,
            revision=case.revision,
        )


def served(decision: Decision) -> Decision:
    """The same decision once the mailbox has taken its letter, which counts as served from now."""
    with crossing("the mailbox answers"), transaction.atomic():
        dispatch = Dispatch.objects.select_related("office", "sender").get(uid=decision.dispatch)
        accept(dispatch, at=clock.now())
        dispatch.save()
        return Decision.objects.get(pk=decision.pk)


def refused(case: Case, worker: Person) -> Decision:
    """The refusal of a case in progress, with its reasons and its letter announced."""
    with office_scope(case.office):
        return decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event="reject",
            reasons=REFUSAL,
            signed_by=worker.name,
            revision=case.revision,
        )
