"""What staff does at the desk beyond the cases themselves: searching by kennitala, taking lists out, reading the log."""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class ExportDetails(Stored):
    """Which queue was taken out as a file, how many rows, and whether the applicants' names were in it."""

    schema_name: ClassVar[str] = "desk.export_details"

    queue: str
    rows: int
    with_names: bool


class SearchDetails(Stored):
    """How many cases a search found."""

    schema_name: ClassVar[str] = "desk.search_details"

    found: int


SEARCHED_BY_KENNITALA = register_event(
    EventType(
        name="desk.searched_by_kennitala",
        sentence=Text(
            is_="{who} leitaði að málum eftir kennitölu.",
            en="{who} searched for cases by kennitala.",
            pl="{who} – wyszukano sprawy według kennitala.",
        ),
        visible_to_resident=False,
        data=SearchDetails,
    )
)
FOUND_BY_KENNITALA = register_event(
    EventType(
        name="desk.found_by_kennitala",
        sentence=Text(
            is_="{who} fann málið með leit að kennitölu.",
            en="{who} found the case by searching for a kennitala.",
            pl="{who} – sprawę znaleziono, szukając według kennitala.",
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
LIST_EXPORTED = register_event(
    EventType(
        name="desk.list_exported",
        sentence=Text(
            is_="{who} sótti málalista sem skrá.",
            en="{who} downloaded a list of cases.",
            pl="{who} – pobrano listę spraw jako plik.",
        ),
        visible_to_resident=False,
        data=ExportDetails,
    )
)
LOG_READ = register_event(
    EventType(
        name="desk.log_read",
        sentence=Text(
            is_="{who} skoðaði atburðaskrá skrifstofunnar.",
            en="{who} viewed the office's event log.",
            pl="{who} – przeglądano rejestr zdarzeń urzędu.",
        ),
        visible_to_resident=False,
        is_look=True,
    )
)


class AuthorityDetails(Stored):
    """How an application came that staff takes down, and by what authority: ``signed``, ``asked``, ``present``, ``proxy``."""

    schema_name: ClassVar[str] = "desk.authority_details"

    door: str
    authority: str


AUTHORITY_NOTED = register_event(
    EventType(
        name="desk.authority_noted",
        sentence=Text(
            is_="{who} skráði í hvaða umboði umsókn er skráð fyrir umsækjanda.",
            en="{who} noted by what authority an application is entered for the applicant.",
            pl="{who} – zapisano, z czyjego upoważnienia wpisuje się wniosek.",
        ),
        visible_to_resident=False,
        data=AuthorityDetails,
    )
)
