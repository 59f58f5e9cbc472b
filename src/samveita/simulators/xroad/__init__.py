"""Straumurinn (X-Road) at REST level, and the registers behind it: Þjóðskrá and Skatturinn.

One proxy stands for the pair of security servers: addressing, header rules, access rights, request hash and error
bodies are faithful; signatures, time stamps, certificates and global configuration are left out. Register contents are
invented. Follows sections 7 and 9 of the interface reference.
"""

from __future__ import annotations

from samveita.simulators.configuration import Configuration
from samveita.simulators.faults import FaultKind
from samveita.simulators.pages import SharedPages
from samveita.simulators.server import Simulator
from samveita.simulators.xroad.directory import the_directory
from samveita.simulators.xroad.security_server import DirectoryPage, SecurityServer
from samveita.simulators.xroad.wages import WageService

THROUGH = r"[A-Z]+ /r1/.*"
FAULT_KINDS = (
    FaultKind(
        "xroad_error",
        "Villa frá Straumnum sjálfum (nánar: kóði)",
        "An error of X-Road itself (detail: code)",
        THROUGH,
        detail="Server.ServerProxy.AccessDenied",
        calls=1,
    ),
    FaultKind(
        "xroad_new_spelling",
        "Villukóðar með nýjum rithætti (7.8.0)",
        "Error codes in the spelling of 7.8.0",
        THROUGH,
    ),
    FaultKind("xroad_xml", "Villur sem XML", "Errors as XML", THROUGH),
    FaultKind(
        "no_data",
        "Engin gögn (nánar: 204, 404 eða 400)",
        "No data (detail: 204, 404 or 400)",
        THROUGH,
        detail="204",
        calls=1,
    ),
    FaultKind(
        "not_gathered",
        "Skatturinn nær ekki í gögnin",
        "Skatturinn cannot gather the data",
        r"POST /ws/.*",
        calls=1,
    ),
)


class XRoadSimulator(Simulator):
    """The security server with its registers."""

    name = "xroad"

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(configuration, schema="", fault_kinds=FAULT_KINDS)
        directory = the_directory()
        shared = SharedPages(
            self,
            ("/directory", "Þjónustur og aðgangsheimildir", "Services and access rights"),
            ("/listClients?format=json", "Aðilar (JSON)", "Members (JSON)"),
        )
        self.routes = (
            *SecurityServer(self, directory).routes(),
            *WageService(self).routes(),
            *DirectoryPage(self, directory).routes(),
            *shared.routes(),
        )
