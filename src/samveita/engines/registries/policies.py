"""Who may cause a lookup: the person herself (or who acts for her) in her own matter, and staff of the office."""

from __future__ import annotations

from samveita.engines.registries.inquiry import Inquiry
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def _may_look_up(actor: Actor, inquiry: Inquiry) -> bool:
    if actor.channel in {Channel.SELF, Channel.DELEGATED}:
        return actor.subject in {inquiry.about.uid, inquiry.applicant.uid}
    if actor.is_staff:
        at_work = actor.roles & {Role.CASE_WORKER, Role.ADMINISTRATOR}
        return actor.office == inquiry.office.uid and bool(at_work)
    return actor.channel is Channel.SYSTEM


LOOK_UP = register_policy(
    Policy(
        name="registries.look_up",
        sentence=Text(
            is_="Upplýsingar úr opinberum skrám sækir umsækjandi í eigin máli, eða starfsmaður skrifstofunnar sem "
            "vinnur að málinu.",
            en="Applicants fetch information from public registers in their own matter; so may staff of the office "
            "handling it.",
            pl="Informacje z rejestrów publicznych pobiera wnioskodawca we własnej sprawie lub pracownik urzędu, który "
            "ją prowadzi.",
        ),
        allows=_may_look_up,
    )
)
