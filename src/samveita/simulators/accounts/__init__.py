"""The accounts of a municipality: the service in front of Business Central that takes one record for each payment.

Nobody has published how such a service answers; the earlier system only tells which fields it sent (reference 2.8). So this
is our own agreed shape, as docs/operator/payments.md describes it: log in, hand a payment over under the sender's id, ask
for one by that id. Beside it stand Business Central's general journal and dk's, by their public documentation. The ledger,
kept over restarts, is the judge of whether anything was paid twice or got lost.
"""

from __future__ import annotations

from samveita.simulators.accounts import journals
from samveita.simulators.accounts.ledger import SCHEMA, Ledger
from samveita.simulators.accounts.service import AccountingService
from samveita.simulators.configuration import Configuration
from samveita.simulators.faults import FaultKind
from samveita.simulators.pages import SharedPages
from samveita.simulators.server import Simulator

PAYMENTS = r"POST /payments"
FAULT_KINDS = (
    FaultKind("duplicates_booked", "Tvítekning bókuð aftur", "Duplicates are booked again", PAYMENTS),
    FaultKind("refused", "Greiðslu hafnað (422)", "A payment is refused (422)", PAYMENTS, calls=1),
    FaultKind(
        "half_answer", "Svarið er klippt í miðju", "The answer is cut in the middle", PAYMENTS, calls=1
    ),
    FaultKind("wrong_password", "Innskráningu hafnað", "The login is refused", r"POST /login", calls=1),
)


class AccountsSimulator(Simulator):
    """One municipality's accounting service."""

    name = "accounts"

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(configuration, schema=SCHEMA + journals.SCHEMA, fault_kinds=FAULT_KINDS)
        ledger = Ledger(self.store)
        service = AccountingService(self, ledger)
        shared = SharedPages(self, ("/ledger", "Bókin: það sem var bókað", "The ledger: what was booked"))
        booked = journals.Journals(self, self.store)
        self.routes = (*service.routes(), *booked.routes(), *shared.routes())
