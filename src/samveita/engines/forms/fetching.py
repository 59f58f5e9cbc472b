"""Asks the registers, through the service's own hook, what is known about an applicant when a draft begins.

A register that does not answer leaves the draft without facts and says so; nobody is kept from applying by it.
"""

from __future__ import annotations

from samveita.engines.forms.documents import FactsDocument, StoredFact
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import FactsUnavailable, RegisteredForm
from samveita.ground.audit.actors import Actor


def fetched(registered: RegisteredForm, actor: Actor, draft: Draft) -> FactsDocument:
    """Return what the registers know, with sources; empty when the service asks none or none answers."""
    if registered.prefill is None:
        return FactsDocument()
    try:
        facts = registered.prefill(actor, draft.person, draft.municipality, draft.uid)
    except FactsUnavailable:
        return FactsDocument(unavailable=True)
    return FactsDocument(
        facts={
            name: StoredFact(value=fact.value, source=fact.source.as_dict(), as_of=fact.as_of)
            for name, fact in facts.items()
        }
    )
