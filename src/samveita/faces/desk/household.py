"""The household of a case as the desk shows it: what each of its people answered, side by side, and what to look into.

Only staff reads this. Neither person sees the other's column anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.models import Case
from samveita.engines.cases.parts import answers_of_part
from samveita.iceland.texts import Text
from samveita.ui.parts import Fact


@dataclass(frozen=True, slots=True)
class Member:
    """Another person of the household: who, and what was answered, if anything has come."""

    name: str
    role: Text
    language: str
    submitted_at: datetime | None
    answers: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Household:
    """Those who answer beside the applicant, and what staff is told about them together."""

    others: Sequence[Member]
    warnings: Sequence[Text]


def household_of(case: Case, submitted: SubmissionDocument) -> Household:
    """Return the household of a case; empty when nobody else has a part in it. In the office's scope."""
    if not case.declaration.parts:
        return Household((), ())
    asked = list(case.parties.filter(ended_on=None, person__isnull=False).select_related("person"))
    come = {(one.role, one.person_id): one for one in case.parts.select_related("office")}
    others: list[Member] = []
    warnings: list[Text] = []
    for part in case.declaration.parts:
        found = None
        for party in asked:
            if party.role != part.role or party.person is None:
                continue
            given = come.get((party.role, party.person.pk))
            found = None if given is None else answers_of_part(given)
            others.append(
                Member(
                    name=party.person.name,
                    role=part.name,
                    language="is" if found is None else found.language,
                    submitted_at=None if given is None else given.submitted_at,
                    answers=[] if found is None else facts(found),
                )
            )
        if part.warns is not None:
            warnings += part.warns(case, submitted.answers, None if found is None else found.answers)
    return Household(others, warnings)


def facts(found: SubmissionDocument) -> list[Fact]:
    """Return answers as shown, in one list."""
    return [Fact(line.label, line.answer, line.source) for step in found.shown for line in step.lines]
