"""The digital mailbox (Stafrænt pósthólf) in both directions, with a resident's mailbox to look into.

Senders register references at Skjalatilkynning; the mailbox keeps no documents, and asks the sender's own provider
(skjalaveita) for one when the resident opens it. Follows sections 3–5 of the interface reference. Its ledger, kept over
restarts, is the judge of whether a document was announced once.
"""

from __future__ import annotations

from samveita.simulators.configuration import Configuration
from samveita.simulators.faults import FaultKind
from samveita.simulators.mailbox.notification import Skjalatilkynning
from samveita.simulators.mailbox.references import SCHEMA, References
from samveita.simulators.mailbox.resident import ResidentPages
from samveita.simulators.pages import SharedPages
from samveita.simulators.server import Simulator

CHANGES = r"(POST|PUT) /api/v1/documentindexes(/withdraw|/read)?"
FAULT_KINDS = (
    FaultKind("mixed_results", "Öðru hverju atriði hafnað", "Every other item refused", CHANGES, calls=1),
    FaultKind("empty_array", "Tómur listi í svari", "An empty array as answer", CHANGES, calls=1),
    FaultKind("errors_null", "errors er null", "errors is null", CHANGES, calls=1),
    FaultKind(
        "no_echo", "Svar án kennitölu og skjalanúmers", "Results without echoed keys", CHANGES, calls=1
    ),
    FaultKind("duplicates_accepted", "Tvítekning samþykkt", "Duplicates are accepted", CHANGES),
)


class MailboxSimulator(Simulator):
    """Skjalatilkynning, and the mailbox as the resident sees it."""

    name = "mailbox"

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(configuration, schema=SCHEMA, fault_kinds=FAULT_KINDS)
        references = References(self)
        notification = Skjalatilkynning(self, references)
        resident = ResidentPages(self, references)
        shared = SharedPages(
            self,
            ("/mailbox", "Pósthólf íbúa", "Residents' mailboxes"),
            ("/ledger", "Bókin (JSON)", "The ledger (JSON)"),
        )
        self.routes = (*notification.routes(), *resident.routes(), *shared.routes())
