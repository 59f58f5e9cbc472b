"""What a person is called, asked of the registers for a stated purpose when staff writes a kennitala nobody here knows.

The lookup is kept and told of like every other (``registries.lookups``). When the register does not answer staff goes on
with the name she was given. The legal basis is the municipality's public task; which article has not been confirmed.
"""

from __future__ import annotations

from uuid import UUID

from samveita.engines.registries import lookups
from samveita.engines.registries.answers import RegistryError
from samveita.engines.registries.inquiry import Inquiry
from samveita.engines.registries.purposes import Purpose, register_purpose
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import find_or_create
from samveita.ground.organisations.models import Organisation
from samveita.iceland.kennitala import Kennitala, Kind
from samveita.iceland.texts import Text

BASIS = "Lögbundið verkefni sveitarfélags; grein ekki staðfest (lög nr. 90/2018)"
NAME_OF_APPLICANT = register_purpose(
    Purpose(
        key="cases.name_of_applicant",
        sentence=Text(
            is_="Til að umsókn sem barst á pappír eða í síma sé skráð á rétta manneskju.",
            en="So that an application that came on paper or by phone is entered for the right person.",
            pl="Aby wniosek złożony na papierze lub telefonicznie wpisać na właściwą osobę.",
        ),
        legal_basis=BASIS,
    )
)
NAME_OF_PARTY = register_purpose(
    Purpose(
        key="cases.name_of_party",
        sentence=Text(
            is_="Til að rétt manneskja sé skráð aðili að máli.",
            en="So that the right person is entered as a party of a case.",
            pl="Aby jako stronę sprawy wpisać właściwą osobę.",
        ),
        legal_basis=BASIS,
    )
)


class RegisterSilent(Exception):
    """The register could not be asked now."""


def named(
    *,
    actor: Actor,
    office: Organisation,
    municipality: Organisation,
    kennitala: Kennitala,
    purpose: Purpose,
    applicant: Person | None = None,
    case: UUID | None = None,
    draft: UUID | None = None,
) -> Person | None:
    """Return the person by the name the registers know her by; ``None`` when they know nobody. Not in a transaction.

    Args:
        actor: staff who asks.
        office: whose matter it is.
        municipality: likewise.
        kennitala: of whom.
        purpose: why.
        applicant: the party of the matter; the person herself when left out.
        case: uid of the case, or
        draft: uid of the application that is being begun.

    Raises:
        NotAllowed: when the actor may not.
        RegisterSilent: when the register does not answer.
    """
    person = find_or_create(kennitala=kennitala, name="")
    inquiry = Inquiry(
        actor=actor,
        office=office,
        municipality=municipality,
        applicant=applicant or person,
        about=person,
        purpose=purpose,
        case=case,
        draft=draft,
    )
    try:
        if kennitala.kind is Kind.COMPANY:
            company = lookups.company(inquiry).value
            name = company.name if company else ""
        else:
            found = lookups.person(inquiry).value
            name = found.name if found else ""
    except RegistryError as fault:
        raise RegisterSilent from fault
    return find_or_create(kennitala=kennitala, name=name) if name else None
