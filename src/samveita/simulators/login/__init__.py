"""Ísland.is login (IDS) at protocol level, and the authority that issues machine tokens.

No real electronic ID: the page lets anyone be anyone of the invented people, as staging does with its fake users.
Follows sections 6.1–6.6 and 3.1 of the interface reference: authorisation code with PKCE, delegation, short tokens,
rotating refresh tokens, back-channel logout.
"""

from __future__ import annotations

from samveita.simulators.configuration import Configuration
from samveita.simulators.faults import FaultKind
from samveita.simulators.login.authority import Authority
from samveita.simulators.login.doors import Doors
from samveita.simulators.login.provider import Provider
from samveita.simulators.login.sessions import SCHEMA, Sessions
from samveita.simulators.pages import SharedPages
from samveita.simulators.server import Simulator
from samveita.simulators.tokens import Signer

FAULT_KINDS = (
    FaultKind(
        "false_token",
        "Gallað innskráningartókn (nánar: tegund)",
        "A false token (detail: which kind)",
        applies_to=r"POST (/authority)?/connect/token",
        detail="second_key",
        calls=1,
    ),
)


class LoginSimulator(Simulator):
    """OpenID provider with a page to choose who to be."""

    name = "login"

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(configuration, schema=SCHEMA, fault_kinds=FAULT_KINDS)
        signer = Signer.kept_in(configuration.folder, configuration.issuer, "login")
        sessions = Sessions(self)
        provider = Provider(self, sessions, signer)
        authority = Authority(
            self, Signer.kept_in(configuration.folder, configuration.authority, "authority")
        )
        shared = SharedPages(
            self,
            ("/.well-known/openid-configuration", "Lýsing þjónustunnar (JSON)", "Discovery document (JSON)"),
            (
                "/authority/.well-known/openid-configuration",
                "Aðgangsþjónn véla (JSON)",
                "Machine authority (JSON)",
            ),
        )
        doors = Doors(self, sessions)
        self.routes = (*provider.routes(), *doors.routes(), *authority.routes(), *shared.routes())
