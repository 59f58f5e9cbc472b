"""Households to calculate with: cases decided in the last twelve months, without names, or invented ones.

From a case only the figures of its newest decision are taken, in the office's own scope, and recorded as one event for
them all. Invented households come from the synthetic population; their home circumstances are drawn by shares that are
chosen so that each kind turns up, and are no statistics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final

from django.db import transaction

from samveita.engines.cases.deciding import frozen, submitted_answers
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Decision
from samveita.engines.rulebook.parameters import ParameterError
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland import clock
from samveita.iceland.population import household_by_household
from samveita.iceland.registry_person import RegistryPerson
from samveita.services.financial_aid.categories import category_of
from samveita.services.financial_aid.columns import NOT_ENTERED, Household, Households
from samveita.services.financial_aid.figuring import SPOUSE, rows
from samveita.services.financial_aid.handling import month_chosen
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.parameters import AidTable, FinancialAidParameters, HomeCircumstances
from samveita.services.financial_aid.process import GRANTING
from samveita.services.financial_aid.rules import NO_AID_OVER_INCOME
from samveita.services.financial_aid.simulation_rights import COUNTED, CountedDetails

YEAR: Final = timedelta(days=365)
MOST_CASES: Final = 20_000
SAMPLE: Final = 2_000
SEED: Final = 1991
ADULT, PENSIONER = 18, 67
HOMES: Final = (
    (HomeCircumstances.OWN_HOME, 10),
    (HomeCircumstances.REGISTERED_LEASE, 40),
    (HomeCircumstances.UNREGISTERED_LEASE, 10),
    (HomeCircumstances.WITH_OTHERS, 20),
    (HomeCircumstances.WITH_PARENTS, 15),
    (HomeCircumstances.UNKNOWN, 5),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Households, and how many cases could not be counted among them."""

    households: Households
    left_out: int = 0


@keys_at_hand()
def decided_households(
    *, actor: Actor, municipality: Organisation, parameters: FinancialAidParameters
) -> Counted:
    """Return the households of the cases decided in the last twelve months, and record that they were counted.

    A case counts when its newest decision grants aid, or refuses it for the income alone.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "financial_aid.simulate", municipality)
    newest: dict[int, Decision] = {}
    decisions = Decision.objects.filter(
        case__service=KEY,
        case__municipality=municipality,
        case__is_practice=False,
        decided_at__gte=clock.now() - YEAR,
    ).select_related("case__office", "case__submission")
    for decision in decisions.order_by("-number")[:MOST_CASES]:
        newest.setdefault(decision.case_id, decision)
    found = [(one, content) for one in newest.values() if _counts(content := frozen(one))]
    with transaction.atomic():
        record(
            COUNTED,
            actor=actor,
            target=Target("organisation", municipality.uid),
            municipality=municipality.uid,
            data=CountedDetails(cases=len(found)),
        )
    households = [_household(one, content, parameters) for one, content in found]
    known = [one for one in households if one is not None]
    return Counted(Households.of(known), left_out=len(households) - len(known))


def _counts(content: FrozenDecision) -> bool:
    if content.calculation is None:
        return False
    return content.event in GRANTING or content.calculation.outcome == NO_AID_OVER_INCOME


def _household(
    decision: Decision, content: FrozenDecision, parameters: FinancialAidParameters
) -> Household | None:
    """Return what a decision was made from, as a household without a name; nothing when its category is gone."""
    answers = submitted_answers(decision.case).answers
    figures, children = content.figures, answers.get("children")
    try:
        category = category_of(parameters, str(figures.get("home", HomeCircumstances.UNKNOWN.value)))
    except (ParameterError, ValueError):
        return None
    counting = [row for row in rows(figures, "incomes") if row.get("counts")]
    is_couple = figures.get("table") == AidTable.COHABITATION
    return Household(
        category=category.code,
        is_couple=is_couple,
        month=month_chosen(decision.case.legal_date, answers).month,
        income=_sum(row for row in counting if row.get("whose") != SPOUSE),
        spouse_income=_sum(row for row in counting if row.get("whose") == SPOUSE),
        deductions=_sum(rows(figures, "deductions")),
        credit=int(figures.get("credit_percent") or 0),
        spouse_credit=int(figures.get("spouse_credit_percent") or 0) if is_couple else 0,
        children=len(children) if isinstance(children, list) else 0,
        base_amount=_entered(figures, "base_amount"),
        december_amount=_december(content, parameters),
        children_aid=_entered(figures, "children_aid"),
    )


def _sum(rows_: Iterable[Mapping[str, Any]]) -> int:
    return sum(int(row["amount"]) for row in rows_)


def _entered(figures: Mapping[str, Any], key: str) -> int:
    entered = figures.get(key)
    return NOT_ENTERED if entered is None else int(entered)


def _december(content: FrozenDecision, parameters: FinancialAidParameters) -> int:
    """Return the supplement as entered; none where the decision gave none because aid had not lasted long enough."""
    entered = _entered(content.figures, "december_amount")
    given = content.calculation is not None and content.calculation.figures.get("december", 0) > 0
    if entered == NOT_ENTERED and parameters.december_minimum_months and not given:
        return 0
    return entered


def invented_households(count: int, parameters: FinancialAidParameters) -> Counted:
    """Return invented households, the same for the same month; a sample of them is repeated to the number asked for."""
    sample = [_placed(one, parameters) for one in _sample(clock.today().replace(day=1))]
    known = [one for one in sample if one is not None]
    return Counted(Households.of(known).repeated(count) if known else Households.of([]))


def _placed(
    drawn: tuple[HomeCircumstances, Household], parameters: FinancialAidParameters
) -> Household | None:
    kind, household = drawn
    try:
        return replace(household, category=parameters.category_for(kind).code)
    except ParameterError:
        return None


@lru_cache(maxsize=1)
def _sample(month: date) -> tuple[tuple[HomeCircumstances, Household], ...]:
    """Invent households of people of working age, with the income of the last month there are wages for."""
    chance = Random(SEED)  # noqa: S311 - repeatable on purpose, nothing secret
    kinds, weights = zip(*HOMES, strict=True)
    found = []
    for people in household_by_household(SAMPLE, seed=SEED, as_of=month):
        adults = [one for one in people if _may_apply(one, month)]
        if adults:
            drawn = chance.choices(kinds, weights)[0]
            found.append((drawn, _invented(adults, people, month)))
    return tuple(found)


def _may_apply(person: RegistryPerson, month: date) -> bool:
    return person.died_on is None and person.address is not None and ADULT <= person.age_on(month) < PENSIONER


def _invented(adults: list[RegistryPerson], people: list[RegistryPerson], month: date) -> Household:
    applicant, *others = adults
    spouse = next((one for one in others if one.kennitala in {applicant.spouse, applicant.cohabitant}), None)
    children = sum(one.age_on(month) < ADULT and one.died_on is None for one in people)
    return Household(
        category="",
        is_couple=spouse is not None,
        income=_wages(applicant, month),
        spouse_income=0 if spouse is None else _wages(spouse, month),
        credit=100,
        spouse_credit=0 if spouse is None else 100,
        children=children,
    )


def _wages(person: RegistryPerson, month: date) -> int:
    last = (month - timedelta(days=1)).replace(day=1)
    return 0 if person.wages is None else person.wages.in_month(last)
