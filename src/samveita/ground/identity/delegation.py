"""The seven kinds of delegation (umboð) that Ísland.is knows, and what they are called.

The first four are documented by Ísland.is, the rest were read from its public code in May 2025. ``ProcuringHolder`` is
an older spelling of ``ProcurationHolder``. A value nobody has told us of gives no permission; it is not an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from samveita.iceland.texts import Text


class Delegation(StrEnum):
    """By what right someone acts for another; the values are the login service's own."""

    LEGAL_GUARDIAN = "LegalGuardian"
    LEGAL_GUARDIAN_MINOR = "LegalGuardianMinor"
    PROCURATION_HOLDER = "ProcurationHolder"
    PERSONAL_REPRESENTATIVE = "PersonalRepresentative"
    LEGAL_REPRESENTATIVE = "LegalRepresentative"
    GENERAL_MANDATE = "GeneralMandate"
    CUSTOM = "Custom"


ALIASES = {"ProcuringHolder": Delegation.PROCURATION_HOLDER}
NAMES = {
    Delegation.LEGAL_GUARDIAN: Text(is_="forsjá barns", en="custody of a child", pl="opieka nad dzieckiem"),
    Delegation.LEGAL_GUARDIAN_MINOR: Text(
        is_="forsjá barns yngra en 16 ára",
        en="custody of a child under 16",
        pl="opieka nad dzieckiem poniżej 16 lat",
    ),
    Delegation.PROCURATION_HOLDER: Text(is_="prókúra", en="procuration (prókúra)", pl="prokura (prókúra)"),
    Delegation.PERSONAL_REPRESENTATIVE: Text(
        is_="persónulegur talsmaður",
        en="personal representative (persónulegur talsmaður)",
        pl="osobisty przedstawiciel (persónulegur talsmaður)",
    ),
    Delegation.LEGAL_REPRESENTATIVE: Text(
        is_="lögráðamaður", en="legal guardian (lögráðamaður)", pl="opiekun prawny (lögráðamaður)"
    ),
    Delegation.GENERAL_MANDATE: Text(
        is_="allsherjarumboð",
        en="general mandate (allsherjarumboð)",
        pl="pełnomocnictwo ogólne (allsherjarumboð)",
    ),
    Delegation.CUSTOM: Text(
        is_="umboð veitt á Ísland.is",
        en="mandate given on Ísland.is",
        pl="pełnomocnictwo udzielone na Ísland.is",
    ),
}


def known_delegations(values: Iterable[object]) -> tuple[Delegation, ...]:
    """Return the kinds we know among what the login service said, each once, in its order."""
    known = {kind.value: kind for kind in Delegation} | ALIASES
    return tuple(dict.fromkeys(known[str(value)] for value in values if str(value) in known))
