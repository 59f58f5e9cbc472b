"""Whose a thing in a case is: what the timeline and the looks must not tell one party about another.

An event names what it is about by uid alone. Before a party reads a case's events, those about another party's documents,
messages, letters, requests, hearings, notices and part are left out; she does not even learn that they are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from samveita.engines.cases.events import CASE_LOOKED
from samveita.engines.cases.models import (
    Case,
    CaseDocument,
    CaseMessage,
    CasePart,
    CaseParty,
    DataRequest,
    DataRequestItem,
    Hearing,
)
from samveita.engines.mailbox.models import Dispatch
from samveita.engines.registries.models import Lookup
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person
from samveita.ground.notices.models import Notice


def of_others(case: Case, reader: Person) -> frozenset[UUID]:
    """Return uids of things in a case that belong to somebody else than its reader; nothing while she is alone in it.

    The scope in force must be a crossing: what is left out has to be seen to be known.
    """
    others = set(
        CaseParty.objects.filter(case=case, person__isnull=False).values_list("person_id", flat=True)
    )
    others = (others | {case.person_id}) - {reader.pk}
    if not others:
        return frozenset()
    of_them = [
        model.objects.filter(case=case, person__in=others)
        for model in (CaseParty, CasePart, CaseDocument, CaseMessage, DataRequest, Hearing)
    ]
    of_them += [
        DataRequestItem.objects.filter(request__case=case, request__person__in=others),
        Dispatch.objects.filter(case=case.uid, recipient__in=others),
        Notice.objects.filter(case=case.uid, person__in=others),
        Lookup.objects.filter(case=case.uid, person__in=others),
    ]
    first, *rest = (found.order_by().values_list("uid", flat=True) for found in of_them)
    return frozenset(first.union(*rest, all=True))


def without_others(events: Sequence[Event], case: Case, reader: Person) -> list[Event]:
    """Return the events that a party may read: not those about another party's things, nor her looks at her own."""
    hidden = of_others(case, reader)
    if not hidden:
        return list(events)
    return [one for one in events if one.target not in hidden]


def looks_at_party(events: Sequence[Event], own: frozenset[UUID]) -> list[Event]:
    """Return the looks that touch another party: staff who opened the case, and who opened a thing of hers."""
    return [one for one in events if one.target in own or (one.type == CASE_LOOKED.name and one.roles)]
