"""Who may write in an application before it is sent."""

from __future__ import annotations

from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def _acts_for(actor: Actor, target: Draft | Person) -> bool:
    person = target.person if isinstance(target, Draft) else target
    return actor.channel in {Channel.SELF, Channel.DELEGATED} and actor.subject == person.uid


WRITE_DRAFT = register_policy(
    Policy(
        name="forms.write_draft",
        sentence=Text(
            is_="Umsækjandi, eða sá sem hefur umboð fyrir hann, fyllir út umsókn og eyðir henni áður en hún er send.",
            en="The applicant, or whoever holds a delegation for the applicant, fills in an application and deletes "
            "it before it is sent.",
            pl="Wnioskodawca lub osoba przez niego upoważniona wypełnia wniosek i usuwa go przed wysłaniem.",
        ),
        allows=_acts_for,
    )
)
