"""Cases and what hangs on them; each group of models has a module of its own."""

from samveita.engines.cases.models.core import Case, Decision, Door, Series, Submission
from samveita.engines.cases.models.correspondence import CaseDocument, LetterOrder
from samveita.engines.cases.models.parties import CaseParty

__all__ = ["Case", "CaseDocument", "CaseParty", "Decision", "Door", "LetterOrder", "Series", "Submission"]
