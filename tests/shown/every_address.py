"""Every address of the running project, filled in with the things of a tenant."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model
from house_files import addresses

from samveita.engines.cases.models import DataRequest, Hearing, ProposedDecision
from samveita.engines.payments.models import PaymentLine
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.services.financial_aid.declaration import SERVICE
from shown.two_tenants import FIRST_NAME, Tenant

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True, slots=True)
class Call:
    """One address to call: its name in the address table and where it is."""

    name: str
    path: str


def calls(tenant: Tenant, *slugs: str) -> Iterator[Call]:
    """Every address in every way its parts can be filled with the tenant's things, under each of the slugs."""
    known = _known(tenant, slugs)
    for address in addresses():
        route = GROUP.sub(r"<\1>", address.route.removesuffix("$").replace("s?/<", "/<")).removeprefix("^")
        route = route.replace("customers?", "customers").replace("^", "")
        names, given = PARAMETER.findall(route), known | _named_by(tenant, address.name)
        for values in itertools.product(*(given[name] for name in names)):
            parts = iter(values)
            yield Call(address.name, "/" + PARAMETER.sub(lambda _match, parts=parts: next(parts), route))


def _named_by(tenant: Tenant, name: str) -> dict[str, list[str]]:
    """What ``uid`` is the uid of, which only the address's name tells."""
    uids: tuple[UUID, ...] = tenant.case_uids
    if name == "desk:document":
        uids = (tenant.document.uid,)
    elif name.startswith("identity:"):
        uids = (tenant.grant.uid,)
    return {"uid": [str(one) for one in uids]}


def _known(tenant: Tenant, slugs: tuple[str, ...]) -> dict[str, list[str]]:
    return {
        "organisation": list(slugs),
        "slug": [*slugs, SERVICE.slug],
        "service": [SERVICE.slug],
        "document": [str(tenant.document.uid)],
        "letter": [str(tenant.dispatch.uid)],
        "event": ["approve", "assign"],
        "step": [SERVICE.form.steps[0].key],
        "name": ["number"],
        "key": list(slugs),
        "digest": ["0"],
        "page": ["forms"],
        "token": ["x"],
        "rest": ["x"],
        "kennitala": [tenant.kennitala],
        "document_id": [str(tenant.dispatch.uid)],
        "draft": [str(tenant.draft.uid)],
        "file": [str(tenant.document.file.uid)],
        "asked": _uids(tenant, DataRequest, Hearing),
        "item": [str(tenant.document.uid)],
        "line": _uids(tenant, PaymentLine),
        "proposal": _uids(tenant, ProposedDecision),
        "externalId": ["A-1"],
        "question": [SERVICE.form.steps[0].questions[0].key],
        "entry": ["1"],
        "action": ["approve"],
        "day": ["2026-12-01"],
        "register": ["open"],
        "kind": ["financial-aid"],
        "form": ["csv"],
        "number": ["1"],
        "letter_key": ["financial_aid.approval"],
        "municipality": [tenant.municipality.slug],
        "offering": [SERVICE.key],
        "tag": ["samveita-sorphirdudagatal"],
    }


def _uids(tenant: Tenant, *models: type[Model]) -> list[str]:
    """The uids of the tenant's rows of these tables."""
    keys = {model: tenant.rows(model) for model in models}
    with crossing("a test asks by what a guess could hit"):
        return [
            str(uid)
            for model, rows in keys.items()
            for uid in model.objects.filter(pk__in=rows).values_list("uid", flat=True)  # type: ignore[attr-defined]
        ]


def body(tenant: Tenant, own: Organisation | None) -> dict[str, str]:
    """A form that fits every page at once, about the tenant's things."""
    case = tenant.waiting
    return {
        "draft": str(tenant.draft.uid),
        "_draft": str(tenant.draft.uid),
        "_revision": "1",
        "revision": str(case.revision),
        "leit": tenant.kennitala,
        "listi": "opin",
        "pay_day": "1.12.2026",
        "pay_day_reason": "Samið við umsækjanda.",
        "signed_by": "Sigurbjörg",
        "arrived": "yes",
        "facts": "x",
        "subject": str(tenant.resident.uid),
        "person": str(tenant.resident.uid),
        "name": "x",
        "role": "case_worker",
        "pseudonym": "x",
        "value": "9999",
        "email": "x@example.is",
        "phone": "5551234",
        "next": f"/{tenant.municipality.slug}/",
        "office": own.slug if own else "",
    }


def question(tenant: Tenant) -> dict[str, str]:
    """A query that asks every list for the tenant's things."""
    return {
        "leit": FIRST_NAME,
        "nafn": FIRST_NAME,
        "mal": tenant.decided.number,
        "numer": tenant.decided.number,
        "kennitala": tenant.kennitala,
        "listi": "opin",
        "q": FIRST_NAME,
    }
