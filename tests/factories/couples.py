"""A couple that applies for financial aid: her application, and the spouse's own part."""

from __future__ import annotations

from typing import Any

from factories import cases, people
from samveita.engines.cases.models import Case, CasePart
from samveita.engines.cases.parts import start_own_part, submit_part
from samveita.engines.forms.documents import AnswersDocument
from samveita.engines.forms.drafting import seal_answers
from samveita.engines.forms.models import Draft
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import person_scope

PART: dict[str, Any] = {
    "name": "Maki",
    "informed": True,
    "wages_fetched": True,
    "tax_return_fetched": True,
    "is_household": True,
    "has_income": True,
    "incomes": [{"kind": "pension", "month": "this_month", "amount": 71_000}],
    "credit_percent": 30,
    "email": "maki@example.is",
    "phone": "5811234",
}


def with_spouse(spouse: Person, *, is_registered: bool = True, **more: Any) -> dict[str, Any]:
    """The answers of an applicant who lives with this person."""
    named = {"kennitala": kennitala_of(spouse).digits, "name": spouse.name, "verified": is_registered}
    stated = {"spouse_registered": True, "is_married": True} if is_registered else {}
    return {"has_spouse": True, "spouse": named, "spouse_informed": True, **stated, **more}


def waiting_case(
    municipality: Organisation, person: Person, spouse: Person, *, is_registered: bool = True, **answers: Any
) -> Case:
    """A case that waits for the spouse."""
    return cases.submitted_case(
        municipality, person, **with_spouse(spouse, is_registered=is_registered, **answers)
    )


def part_draft(case: Case, spouse: Person, **answers: Any) -> Draft:
    """The spouse's own part with every question answered, not yet sent."""
    given = {key: answer for key, answer in {**PART, **answers}.items() if answer is not None}
    with person_scope(spouse):
        draft = start_own_part(actor=people.resident_actor(spouse), uid=case.uid)
        seal_answers(draft, AnswersDocument(answers=given))
        draft.save()
    return draft


def answered(case: Case, spouse: Person, **answers: Any) -> CasePart:
    """The spouse's own part, handed in."""
    draft = part_draft(case, spouse, **answers)
    with person_scope(spouse):
        return submit_part(actor=people.resident_actor(spouse), draft_uid=draft.uid, language="is")
