"""Parameter sets as shared documents: what the association publishes for everyone, an organisation may publish over.

The file shipped with the program is the ground; a published central set replaces its keys, and an organisation's own
set replaces those. A key nobody has a value for still refuses.
"""

from __future__ import annotations

from datetime import date

from samveita.engines.rulebook.parameters import ParameterSet, ParameterSheet
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind, register_kind
from samveita.ground.sharing.queries import in_force
from samveita.iceland.texts import Text

PARAMETER_SETS = register_kind(
    SharedKind(
        name="rulebook.parameters",
        title=Text(is_="Reiknistuðlar", en="Parameters", pl="Parametry"),
        content=ParameterSheet,
    )
)


def published_over(
    below: ParameterSet, *, key: str, on: date, organisation: Organisation | None = None
) -> ParameterSet:
    """Return the set in force: what is published under a key, laid over the set below.

    Args:
        below: values that hold when nobody has published others.
        key: which set, such as ``tax``.
        on: the day whose published version is wanted.
        organisation: whose own set comes first; the association's alone when left out.
    """
    found = below
    for owner in (None, organisation) if organisation is not None else (None,):
        version = in_force(kind=PARAMETER_SETS.name, key=key, organisation=owner, on=on)
        if version is not None:
            sheet: ParameterSheet = version.content
            found = ParameterSet(sheet.parameters).over(found)
    return found
