"""Asking the registers about people: the only door from the house to a register.

Each function asks one question for one stated purpose, keeps the sealed answer with its evidence, and records the event
the resident reads – also when nothing was found and when the call failed. Call these outside a transaction: a register
may take half a minute to answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from samveita.engines.registries import registers
from samveita.engines.registries.answers import Evidence, Finding, RegistryError
from samveita.engines.registries.companies import Company, Relationships
from samveita.engines.registries.events import LOOKED_UP, LookupDetails
from samveita.engines.registries.inquiry import Inquiry
from samveita.engines.registries.models import Asked, Lookup, Outcome
from samveita.engines.registries.skatturinn import Month, TaxReturn, Wages
from samveita.engines.registries.thjodskra import Child, Domicile, Partnership, RegisteredPerson
from samveita.ground.audit.actors import Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import kennitala_of
from samveita.ground.identity.policies import require
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import decrypt, encrypt
from samveita.iceland import clock

FoundT = TypeVar("FoundT")


def person(inquiry: Inquiry) -> Finding[RegisteredPerson]:
    """Look up name and protection of address. Every function here raises as this one.

    Raises:
        NotAllowed: the actor may not.
        RegistryError: the register could not be asked, or its answer not read; the attempt is kept.
    """
    errand = inquiry.errand
    return _look_up(inquiry, Asked.PERSON, lambda kt: registers.national_registry().person(kt, errand=errand))


def spouse(inquiry: Inquiry) -> Finding[Partnership]:
    """Look up marriage and registered cohabitation."""
    errand = inquiry.errand
    return _look_up(inquiry, Asked.SPOUSE, lambda kt: registers.national_registry().spouse(kt, errand=errand))


def domicile(inquiry: Inquiry) -> Finding[Domicile]:
    """Look up legal domicile."""
    errand = inquiry.errand
    return _look_up(
        inquiry, Asked.DOMICILE, lambda kt: registers.national_registry().domicile(kt, errand=errand)
    )


def children_in_custody(inquiry: Inquiry) -> Finding[tuple[Child, ...]]:
    """Look up the children in the person's custody."""
    errand = inquiry.errand
    return _look_up(
        inquiry,
        Asked.CHILDREN,
        lambda kt: registers.national_registry().children_in_custody(kt, errand=errand),
    )


def wages(
    inquiry: Inquiry, *, first: Month, last: Month, spouse_of_applicant: Person | None = None
) -> Finding[Wages]:
    """Look up pay from one month to another, both included."""
    partner = kennitala_of(spouse_of_applicant).digits if spouse_of_applicant else ""
    return _look_up(
        inquiry,
        Asked.WAGES,
        lambda kt: registers.tax_registry().wages(kt, first=first, last=last, spouse=partner),
    )


def tax_return(inquiry: Inquiry, *, income_year: int) -> Finding[TaxReturn]:
    """Look up the tax return of a year of income."""
    return _look_up(
        inquiry,
        Asked.TAX_RETURN,
        lambda kt: registers.tax_registry().tax_return(kt, income_year=income_year),
    )


def company(inquiry: Inquiry) -> Finding[Company]:
    """Look up a company."""
    errand = inquiry.errand
    return _look_up(
        inquiry, Asked.COMPANY, lambda kt: registers.company_registry().company(kt, errand=errand)
    )


def relationships(inquiry: Inquiry) -> Finding[Relationships]:
    """Look up for which companies a person may act."""
    errand = inquiry.errand
    return _look_up(
        inquiry,
        Asked.RELATIONSHIPS,
        lambda kt: registers.relationship_registry().of_person(kt, errand=errand),
    )


def answer_of(lookup: Lookup) -> bytes | None:
    """Return the register's answer as it came, or None when there was none to keep."""
    if lookup.sealed_answer is None:
        return None
    return decrypt(lookup.office, lookup.sealed_answer, about=_about(lookup))


def _look_up(inquiry: Inquiry, asked: Asked, ask: Callable[[str], Finding[FoundT]]) -> Finding[FoundT]:
    """Ask, keep and tell."""
    require(inquiry.actor, "registries.look_up", inquiry)
    try:
        finding = ask(kennitala_of(inquiry.about).digits)
    except RegistryError as fault:
        _keep(inquiry, asked, Outcome.FAILED, fault=fault)
        raise
    outcome = Outcome.NOTHING if finding.value is None else Outcome.FOUND
    _keep(inquiry, asked, outcome, evidence=finding.evidence)
    return finding


def _keep(
    inquiry: Inquiry,
    asked: Asked,
    outcome: Outcome,
    *,
    evidence: Evidence | None = None,
    fault: RegistryError | None = None,
) -> None:
    """Write the row and its event together; the office keeps it whoever caused it."""
    lookup = Lookup(
        uid=uuid.uuid4(),
        office=inquiry.office,
        person=inquiry.about,
        asked=asked,
        purpose=inquiry.purpose.key,
        case=inquiry.case,
        draft=inquiry.draft,
        actor=inquiry.actor.human,
        channel=inquiry.actor.channel.value,
        outcome=outcome,
        asked_at=clock.now(),
    )
    if evidence is not None:
        lookup.service, lookup.message_id = evidence.service, evidence.message_id
        lookup.request_hash, lookup.answer_sha256 = evidence.request_hash, evidence.answer_sha256
        lookup.sealed_answer = encrypt(inquiry.office, evidence.answer, about=_about(lookup))
    if fault is not None:
        lookup.message_id = fault.message_id
        lookup.fault = f"{fault.origin} {fault.kind} {fault.code}"[:120]
    with (
        crossing("a lookup is kept by the office whose matter it is, whoever caused it"),
        transaction.atomic(),
    ):
        lookup.save(force_insert=True)
        record(
            LOOKED_UP,
            actor=inquiry.actor,
            target=Target("lookup", lookup.uid),
            case=inquiry.case,
            office=inquiry.office.uid,
            municipality=inquiry.municipality.uid,
            data=LookupDetails(asked=asked, purpose=inquiry.purpose.key, outcome=outcome),
        )


def _about(lookup: Lookup) -> str:
    return f"lookup:{lookup.uid}"
