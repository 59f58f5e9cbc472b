"""Months of aid that follow on each other: how many in a row, and an interview after as many as the municipality has set.

A month counts when a decision on it stands approved, also while it is appealed. The interview is offered, never
demanded: a task for the office and a letter to the recipient, once when the months are reached and again each time as
many have passed.
"""

from __future__ import annotations

from datetime import date

from samveita.engines.cases.declaring import Answers
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.exchange import put_on_desk
from samveita.engines.cases.following_on import answers_to_begin_with
from samveita.engines.cases.holding import held_by
from samveita.engines.cases.letters import order
from samveita.engines.cases.models import Case, Decision
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.iceland.texts import Text
from samveita.services.financial_aid.handling import applied_month, month_before, month_code, parameters_on
from samveita.services.financial_aid.letters.of_couples import MEETING
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.process import GRANTING
from samveita.services.financial_aid.states import STAND_APPROVED

INVITE = "financial_aid.interview"
FIND_A_TIME = Text(
    is_="Finna tíma fyrir viðtal: aðstoð hefur staðið eins lengi og sveitarfélagið miðar við",
    en="Find a time for an interview: aid has lasted as long as the municipality has set",
    pl="Umów rozmowę: pomoc trwa tyle, ile określiła gmina",
)


def last_answers(person: Person, municipality: Organisation) -> Answers:
    """Return the answers that an application like the last one begins with; none for the first."""
    return answers_to_begin_with(person, municipality, KEY)


def months_in_a_row(person: Person, *, municipality: Organisation, until: date) -> int:
    """Return how many months in a row she has been granted aid, the month given among them."""
    with crossing("how long somebody has received aid without a break"):
        held = held_by(person, service=KEY, municipality=municipality)
    granted = {period for period, case in held.items() if case.state in STAND_APPROVED}
    count, month = 0, until.replace(day=1)
    while month_code(month) in granted:
        count, month = count + 1, month_before(month)
    return count


def invite_when_due(*, actor: Actor, case: Case, decision: Decision, content: FrozenDecision) -> None:
    """Offer an interview when a decision makes the months reach what the municipality has set, in its transaction."""
    if case.service != KEY or content.event not in GRANTING:
        return
    month = applied_month(case)
    parameters = parameters_on(case.municipality, month)
    before = months_in_a_row(case.person, municipality=case.municipality, until=month_before(month))
    months = before + 1
    if parameters is None or months % parameters.meeting_after_months:
        return
    put_on_desk(actor, case, kind=INVITE, title=FIND_A_TIME, about=decision.uid)
    order(case, MEETING.key, event=content.event)
