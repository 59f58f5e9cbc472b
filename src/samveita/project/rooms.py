"""The rooms of the house that Django knows, lowest floor last.

A new room with an ``apps.py`` adds its line here; tests/meta compares the list with the folders.
"""

from __future__ import annotations

ROOMS = (
    "samveita.faces.front",
    "samveita.faces.desk",
    "samveita.services.financial_aid",
    "samveita.tools.preschool_fees",
    "samveita.tools.waste_calendar",
    "samveita.engines.payments",
    "samveita.engines.cases",
    "samveita.engines.forms",
    "samveita.engines.rulebook",
    "samveita.engines.letters",
    "samveita.engines.registries",
    "samveita.engines.mailbox",
    "samveita.ground.sharing",
    "samveita.ground.notices",
    "samveita.ground.worklist",
    "samveita.ground.vault",
    "samveita.ground.catalogue",
    "samveita.ground.identity",
    "samveita.ground.organisations",
    "samveita.ground.audit",
    "samveita.ground.documents",
    "samveita.ui",
)
