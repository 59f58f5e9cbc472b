"""Cases and what hangs on them; each group of models has a module of its own."""

from samveita.engines.cases.models.arrivals import Arrival, StatusReport
from samveita.engines.cases.models.core import Case, Decision, Door, Series, Submission
from samveita.engines.cases.models.correspondence import CaseDocument, LetterOrder, Origin
from samveita.engines.cases.models.deciding import (
    AgendaItem,
    AgendaState,
    Appeal,
    AppealKind,
    ComplaintDraft,
    ProposalState,
    ProposedDecision,
    StepReason,
)
from samveita.engines.cases.models.exchange import (
    CaseMessage,
    CaseNote,
    DataRequest,
    DataRequestItem,
    Hearing,
    HearingState,
    ItemState,
    MessageKind,
    RequestState,
)
from samveita.engines.cases.models.parties import (
    CaseConflict,
    CaseHold,
    CaseLink,
    CasePart,
    CaseParty,
    LinkKind,
)
from samveita.engines.cases.models.tracks import CaseAuthority, CaseTerm, CaseTrack, TermKind, TermState

__all__ = [
    "AgendaItem",
    "AgendaState",
    "Appeal",
    "AppealKind",
    "Arrival",
    "Case",
    "CaseAuthority",
    "CaseConflict",
    "CaseDocument",
    "CaseHold",
    "CaseLink",
    "CaseMessage",
    "CaseNote",
    "CasePart",
    "CaseParty",
    "CaseTerm",
    "CaseTrack",
    "ComplaintDraft",
    "DataRequest",
    "DataRequestItem",
    "Decision",
    "Door",
    "Hearing",
    "HearingState",
    "ItemState",
    "LetterOrder",
    "LinkKind",
    "MessageKind",
    "Origin",
    "ProposalState",
    "ProposedDecision",
    "RequestState",
    "Series",
    "StatusReport",
    "StepReason",
    "Submission",
    "TermKind",
    "TermState",
]
