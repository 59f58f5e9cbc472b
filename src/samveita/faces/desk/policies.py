"""Who may take a list of cases out of the house as a file."""

from __future__ import annotations

from samveita.ground.identity.models import Role
from samveita.ground.identity.own_policies import holds
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text

EXPORT = register_policy(
    Policy(
        name="desk.export",
        sentence=Text(
            is_="Ráðgjafi sækir málalista skrifstofunnar sem skrá; stjórnandi sækir hann án nafna.",
            en="A case worker downloads the office's list of cases; an administrator does so without names.",
            pl="Pracownik prowadzący pobiera listę spraw urzędu; administrator pobiera ją bez nazwisk.",
        ),
        allows=holds(Role.CASE_WORKER, Role.ADMINISTRATOR),
    )
)
