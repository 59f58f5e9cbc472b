"""One application of a household at a time: who holds a period, so that two at once can't both be taken.

A service says what the period is (``declaring.OneAtATime``). The applicant holds it from the moment she sends in, so does
a spouse whom a register names; one whom the applicant has only typed holds it when she has said so herself. A constraint
of the database keeps two at once apart. Withdrawing lets the period go; so does the other person's saying that she is no
part of the household, or her being taken out of the case, for her alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case, CaseHold
from samveita.engines.cases.process import CaseRefused
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of, with_predecessors
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock


def held_by(person: Person, *, service: str, municipality: Organisation) -> dict[str, Case]:
    """Return the periods a person holds at a municipality, alone or with somebody, and the case of each.

    The scope in force must be hers, or of the office that handles the service.
    """
    found: Iterable[CaseHold] = CaseHold.objects.filter(
        person=person,
        service=service,
        municipality__in=with_predecessors(municipality),
        released_at=None,
    ).select_related("case")
    return {one.period: one.case for one in found}


def hold_for_new(case: Case, people: Iterable[Person]) -> None:
    """Hold the period of a new case for the applicant and those registered with her, in the caller's transaction.

    Raises:
        CaseRefused: when one of them holds it already.
    """
    rule = CASE_SERVICES[case.service].one_at_a_time
    if rule is None:
        return
    if not all(hold(case, person) for person in people):
        raise CaseRefused(rule.refusal)


def hold(case: Case, person: Person) -> bool:
    """Hold the period of a case for a person; False when she holds it already in another case."""
    rule = case.declaration.one_at_a_time
    if rule is None:
        return True
    period = rule.period(case.legal_date, submitted_answers(case).answers)
    with crossing("a household's other application, at whichever office it is handled, is found"):
        own = held_by(person, service=case.service, municipality=case.municipality)
        if period in own:
            return own[period] == case
        try:
            with transaction.atomic():
                CaseHold.objects.create(
                    case=case,
                    office=case.office,
                    person=person,
                    municipality=successor_of(case.municipality),
                    service=case.service,
                    period=period,
                )
        except IntegrityError:
            return False
    return True


def release(case: Case, *, person: Person | None = None) -> None:
    """Let the period of a case go, in the caller's transaction; the scope must hold its rows.

    Args:
        case: the case.
        person: for whom alone; everybody who holds it when left out.
    """
    held = CaseHold.objects.filter(case=case, released_at=None)
    if person is not None:
        held = held.filter(person=person)
    held.update(released_at=clock.now())
