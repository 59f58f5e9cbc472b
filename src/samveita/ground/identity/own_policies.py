"""Identity's own policies, and the predicates that other rooms' policies are built from."""

from __future__ import annotations

from typing import Any

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import PersonKind, Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def is_system(actor: Actor, _target: Any) -> bool:
    """The platform itself."""
    return actor.channel is Channel.SYSTEM


def holds(*roles: Role) -> Any:
    """Return a predicate: staff that holds one of the roles at the office at which she acts."""
    codes = frozenset(str(role) for role in roles)

    def predicate(actor: Actor, _target: Any) -> bool:
        return actor.is_staff and bool(codes & actor.roles)

    return predicate


def _administers(actor: Actor, office: Any) -> bool:
    if is_system(actor, office):
        return True
    return actor.is_staff and actor.office == office.uid and Role.ADMINISTRATOR in actor.roles


def _manages_the_register(actor: Actor, target: Any) -> bool:
    return is_system(actor, target) or holds(Role.MANAGER)(actor, target)


def _is_a_natural_person(actor: Actor, subject: Any) -> bool:
    """The target is the person in whose name an application would stand."""
    resident = actor.channel in {Channel.SELF, Channel.DELEGATED}
    return resident and actor.subject == subject.uid and subject.kind == PersonKind.NATURAL


GRANT_ROLE = register_policy(
    Policy(
        name="identity.grant_role",
        sentence=Text(
            is_="Stjórnandi skrifstofu veitir hlutverk á eigin skrifstofu.",
            en="An office's administrator gives roles at her own office.",
            pl="Administrator urzędu nadaje role we własnym urzędzie.",
        ),
        allows=_administers,
    )
)
ISSUE_KEY = register_policy(
    Policy(
        name="identity.issue_key",
        sentence=Text(
            is_="Stjórnandi skrifstofu gefur út lykla að vefþjónustunni fyrir eigin skrifstofu.",
            en="An office's administrator issues keys to the API for her own office.",
            pl="Administrator urzędu wydaje klucze do API dla własnego urzędu.",
        ),
        allows=_administers,
    )
)
READ_AUDIT = register_policy(
    Policy(
        name="audit.read",
        sentence=Text(
            is_="Eftirlitsmaður les atburðaskrá eigin skrifstofu.",
            en="An auditor reads the event log of her own office.",
            pl="Audytor czyta rejestr zdarzeń własnego urzędu.",
        ),
        allows=holds(Role.AUDITOR),
    )
)
EDIT_ORGANISATION = register_policy(
    Policy(
        name="organisations.edit",
        sentence=Text(
            is_="Stjórnandi breytir upplýsingum um eigin skrifstofu.",
            en="An administrator edits the information about her own office.",
            pl="Administrator zmienia informacje o własnym urzędzie.",
        ),
        allows=_administers,
    )
)
ENTER_ORGANISATION = register_policy(
    Policy(
        name="organisations.enter",
        sentence=Text(
            is_="Umsjónarmaður Sambandsins skráir nýtt sveitarfélag eða skrifstofu.",
            en="A manager at the association enters a new municipality or office.",
            pl="Menedżer związku wpisuje nową gminę lub urząd.",
        ),
        allows=_manages_the_register,
    )
)
MERGE_ORGANISATIONS = register_policy(
    Policy(
        name="organisations.merge",
        sentence=Text(
            is_="Umsjónarmaður Sambandsins skráir sameiningu sveitarfélaga.",
            en="A manager at the association registers a merger of municipalities.",
            pl="Menedżer związku rejestruje połączenie gmin.",
        ),
        allows=_manages_the_register,
    )
)
AGREE_ON_JOINT_HANDLING = register_policy(
    Policy(
        name="organisations.agree",
        sentence=Text(
            is_="Stjórnandi skráir samninga um afgreiðslu sem eigin skrifstofa tekur að sér.",
            en="An administrator registers agreements on what her own office handles for others.",
            pl="Administrator rejestruje umowy o sprawach prowadzonych przez własny urząd.",
        ),
        allows=_administers,
    )
)
APPLY_AS_PERSON = register_policy(
    Policy(
        name="identity.apply_as_person",
        sentence=Text(
            is_="Einstaklingur sækir um í eigin nafni eða í umboði annars einstaklings; fyrirtæki gerir það ekki.",
            en="A person applies for herself or by delegation from another person; a company doesn't.",
            pl="Osoba składa wniosek we własnym imieniu lub w imieniu innej osoby; firma nie może tego zrobić.",
        ),
        allows=_is_a_natural_person,
    )
)
