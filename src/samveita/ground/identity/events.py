"""Events of identity: logins and refusals, roles given and taken."""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class RoleDetails(Stored):
    """Which role an event speaks of."""

    schema_name: ClassVar[str] = "identity.role_details"

    role: str


class RefusalDetails(Stored):
    """Why a login came to nothing, as a code of ``login/problems.py``."""

    schema_name: ClassVar[str] = "identity.refusal_details"

    reason: str


LOGGED_IN = register_event(
    EventType(
        name="identity.logged_in",
        sentence=Text(is_="{who} skráði sig inn.", en="{who} logged in.", pl="{who} – zalogowano."),
        visible_to_resident=False,
    )
)
LOGGED_OUT = register_event(
    EventType(
        name="identity.logged_out",
        sentence=Text(is_="{who} skráði sig út.", en="{who} logged out.", pl="{who} – wylogowano."),
        visible_to_resident=False,
    )
)
LOGIN_REFUSED = register_event(
    EventType(
        name="identity.login_refused",
        sentence=Text(is_="Innskráningu var hafnað.", en="A login was refused.", pl="Odmówiono logowania."),
        visible_to_resident=False,
        data=RefusalDetails,
    )
)
PSEUDONYM_CHOSEN = register_event(
    EventType(
        name="identity.pseudonym_chosen",
        sentence=Text(
            is_="{who} breytti nafninu sem íbúar sjá.",
            en="{who} changed the name that residents see.",
            pl="{who} – zmieniono nazwę widoczną dla mieszkańców.",
        ),
        visible_to_resident=False,
    )
)
ROLE_GRANTED = register_event(
    EventType(
        name="identity.role_granted",
        sentence=Text(
            is_="{who} veitti starfsmanni hlutverk.",
            en="{who} gave a staff member a role.",
            pl="{who} – nadano rolę pracownikowi.",
        ),
        visible_to_resident=False,
        data=RoleDetails,
    )
)
ROLE_ENDED = register_event(
    EventType(
        name="identity.role_ended",
        sentence=Text(
            is_="{who} tók hlutverk af starfsmanni.",
            en="{who} took a role from a staff member.",
            pl="{who} – odebrano rolę pracownikowi.",
        ),
        visible_to_resident=False,
        data=RoleDetails,
    )
)
MACHINE_KEY_ISSUED = register_event(
    EventType(
        name="identity.machine_key_issued",
        sentence=Text(
            is_="{who} gaf út lykil að vefþjónustunni.",
            en="{who} issued a key to the API.",
            pl="{who} – wydano klucz do API.",
        ),
        visible_to_resident=False,
    )
)
MACHINE_KEY_ENDED = register_event(
    EventType(
        name="identity.machine_key_ended",
        sentence=Text(
            is_="{who} felldi lykil að vefþjónustunni úr gildi.",
            en="{who} ended a key to the API.",
            pl="{who} – unieważniono klucz do API.",
        ),
        visible_to_resident=False,
    )
)
