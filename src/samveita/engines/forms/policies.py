"""Who may write in an application before it is sent."""

from __future__ import annotations

from typing import Any

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def _writes(actor: Actor, target: Any) -> bool:
    """The target is a draft, or the person in whose name one is begun."""
    person = getattr(target, "person", target)
    if getattr(target, "received_on", None) is not None:
        is_staff = actor.channel is Channel.STAFF_FOR_APPLICANT and actor.office == target.office.uid
        return is_staff and actor.subject == person.uid and Role.CASE_WORKER in actor.roles
    return actor.channel in {Channel.SELF, Channel.DELEGATED} and actor.subject == person.uid


def _takes_down(actor: Actor, office: Any) -> bool:
    is_staff = actor.channel in {Channel.STAFF, Channel.STAFF_FOR_APPLICANT}
    return is_staff and actor.office == office.uid and Role.CASE_WORKER in actor.roles


WRITE_DRAFT = register_policy(
    Policy(
        name="forms.write_draft",
        sentence=Text(
            is_="Umsækjandi, eða sá sem hefur umboð fyrir hann, fyllir út umsókn og eyðir henni áður en hún er send. "
            "Ráðgjafi gerir það aðeins í umsókn sem skrifstofa hans skráir fyrir umsækjanda.",
            en="The applicant, or whoever holds a delegation for the applicant, fills in an application and deletes "
            "it before it is sent. A case worker does so only in one that her office takes down for an applicant.",
            pl="Wnioskodawca lub osoba przez niego upoważniona wypełnia wniosek i usuwa go przed wysłaniem. "
            "Pracownik robi to tylko we wniosku spisywanym w jego urzędzie za wnioskodawcę.",
        ),
        allows=_writes,
    )
)
TAKE_DOWN = register_policy(
    Policy(
        name="forms.take_down",
        sentence=Text(
            is_="Ráðgjafi skráir umsókn sem barst skrifstofu hans á pappír eða í síma.",
            en="A case worker takes down an application that came to her own office on paper or by telephone.",
            pl="Pracownik spisuje wniosek złożony w jego urzędzie na papierze lub telefonicznie.",
        ),
        allows=_takes_down,
    )
)
