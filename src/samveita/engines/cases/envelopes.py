"""What letters of any service have in common: from whom and to whom, the case's address, the municipality's own words.

A service declares what its letters say and composes them from these parts; which words stand in them is in its templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings as platform
from django.urls import reverse

from samveita.engines.cases.declaring import LetterContext
from samveita.engines.cases.letters import WRITER
from samveita.engines.cases.models import Case
from samveita.engines.letters.data import Recipient, Sender, Signature
from samveita.engines.letters.own_texts import texts_for
from samveita.engines.letters.render import render
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.queries import successor_of


def address_of(case: Case) -> str:
    """Return the address of a case's page for the applicant, whole."""
    path = reverse("cases:case", args=[successor_of(case.municipality).slug, case.uid])
    return f"{platform.PUBLIC_ADDRESS}{path}"


def rendered(template: LetterTemplate, data: Any, context: LetterContext) -> Letter:
    """Return a letter with the municipality's own words where it has any, and a reading aid in her language."""
    own: Mapping[str, str] = texts_for(template, organisation=context.case.municipality, on=context.dated)
    return render(template, data, language=context.language, texts=own)


def envelope_of(context: LetterContext, *, title: str, signed_by: str = "") -> dict[str, Any]:
    """Return what every letter of a case begins with: from whom, to whom, when, and who signs it.

    Args:
        context: what the letter is written from.
        title: the title of whoever signs, in Icelandic.
        signed_by: the name to sign with when the context has none; the platform itself signs nothing.
    """
    case = context.case
    name = context.signed_by or signed_by
    return {
        "sender": _sender(case),
        "recipient": _recipient(context),
        "dated": context.dated,
        "case_number": case.number,
        "signature": Signature(name=name, title=title) if name and name != WRITER.display else None,
    }


def _sender(case: Case) -> Sender:
    contact, names = case.municipality.contact, case.municipality.names
    address = [contact.address, f"{contact.postcode} {contact.place}".strip()]
    return Sender(
        name=names.official.nominative,
        office="" if case.office == case.municipality else case.office.names.official.nominative,
        place=names.short.dative,
        address=tuple(line for line in address if line),
        contact=tuple(line for line in (contact.phone, contact.email) if line),
    )


def _recipient(context: LetterContext) -> Recipient:
    domicile = str(context.answers.get("domicile", "")) if context.to == context.case.person else ""
    return Recipient(
        name=context.to.name,
        address=tuple(line.strip() for line in domicile.split(",") if line.strip()),
        kennitala=kennitala_of(context.to).formatted,
    )
