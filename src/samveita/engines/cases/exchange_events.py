"""What happens in a case's correspondence, as events. They say that something was written, never what."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class DayDetails(Stored):
    """The day something is to be in or answered by."""

    schema_name: ClassVar[str] = "cases.day_details"

    day: date


def _event(
    name: str, is_: str, en: str, pl: str, *, shown: bool = True, data: type[Stored] | None = None
) -> EventType:
    return register_event(
        EventType(
            name=f"cases.{name}", sentence=Text(is_=is_, en=en, pl=pl), visible_to_resident=shown, data=data
        )
    )


MESSAGE_SENT = _event(
    "message_sent",
    is_="{who} sendi skilaboð.",
    en="{who} sent a message.",
    pl="{who} – wysłano wiadomość.",
)
MESSAGES_READ = _event(
    "messages_read",
    is_="{who} las skilaboð.",
    en="{who} read messages.",
    pl="{who} – przeczytano wiadomości.",
    shown=False,
)
NOTE_WRITTEN = _event(
    "note_written",
    is_="{who} skrifaði minnispunkt.",
    en="{who} wrote a note.",
    pl="{who} – zapisano notatkę.",
    shown=False,
)
DOCUMENT_ADDED = _event(
    "document_added",
    is_="{who} bætti skjali við málið.",
    en="{who} added a document to the case.",
    pl="{who} – dodano dokument do sprawy.",
)
DOCUMENT_KEPT_INSIDE = _event(
    "document_kept_inside",
    is_="{who} bætti skjali við málið til eigin nota skrifstofunnar.",
    en="{who} added a document to the case for the office's own use.",
    pl="{who} – dodano dokument do sprawy do użytku wewnętrznego urzędu.",
    shown=False,
)
DOCUMENT_CHECKED = _event(
    "document_checked",
    is_="{who} yfirfór skjal.",
    en="{who} checked a document.",
    pl="{who} – sprawdzono dokument.",
    shown=False,
)
DATA_ASKED = _event(
    "data_asked",
    is_="{who} bað um gögn.",
    en="{who} asked for documents.",
    pl="{who} – poproszono o dokumenty.",
    data=DayDetails,
    shown=False,
)
ITEM_EXPLAINED = _event(
    "item_explained",
    is_="{who} útskýrði hvers vegna gögn vantar.",
    en="{who} explained why a document is missing.",
    pl="{who} – wyjaśniono, dlaczego brakuje dokumentu.",
)
ITEM_WAIVED = _event(
    "item_waived",
    is_="Ekki þarf lengur að skila hluta af gögnunum.",
    en="Some of the documents no longer have to be handed in.",
    pl="Części dokumentów nie trzeba już dostarczać.",
)
DATA_COMPLETED = _event(
    "data_completed",
    is_="Svör hafa borist við öllu sem beðið var um.",
    en="Everything asked for has been answered.",
    pl="Udzielono odpowiedzi na wszystko, o co proszono.",
    shown=False,
)
DATA_DUE_MOVED = _event(
    "data_due_moved",
    is_="Frestur til að skila gögnum var lengdur.",
    en="The time to hand in documents was extended.",
    pl="Termin dostarczenia dokumentów został przedłużony.",
    data=DayDetails,
)
DATA_CANCELLED = _event(
    "data_cancelled",
    is_="Ekki er lengur beðið eftir gögnum.",
    en="Documents are no longer being waited for.",
    pl="Nie czekamy już na dokumenty.",
)
DATA_REMINDED = _event(
    "data_reminded",
    is_="Við minntum á að gögn vantar.",
    en="We sent a reminder that documents are missing.",
    pl="Wysłaliśmy przypomnienie o brakujących dokumentach.",
)
DATA_NOT_IN_TIME = _event(
    "data_not_in_time",
    is_="Gögn bárust ekki í tæka tíð. Ráðgjafi heldur áfram með málið.",
    en="Documents did not arrive in time. A case worker continues with the case.",
    pl="Dokumenty nie wpłynęły w terminie. Pracownik prowadzi sprawę dalej.",
)
HEARING_OPENED = _event(
    "hearing_opened",
    is_="{who} gaf kost á andmælum.",
    en="{who} gave an opportunity to comment.",
    pl="{who} – umożliwiono wypowiedzenie się w sprawie.",
    data=DayDetails,
    shown=False,
)
HEARING_ANSWERED = _event(
    "hearing_answered",
    is_="{who} svaraði áður en ákvörðun er tekin.",
    en="{who} answered before a decision is made.",
    pl="{who} – udzielono odpowiedzi przed podjęciem decyzji.",
)
HEARING_NOT_IN_TIME = _event(
    "hearing_not_in_time",
    is_="Frestur til andmæla rann út án svars.",
    en="The time to comment passed without an answer.",
    pl="Termin na wypowiedzenie się minął bez odpowiedzi.",
)
HEARING_CANCELLED = _event(
    "hearing_cancelled",
    is_="Ekki er lengur beðið eftir andmælum.",
    en="Comments are no longer being waited for.",
    pl="Nie czekamy już na wypowiedź w sprawie.",
)
DELAY_TOLD = _event(
    "delay_told",
    is_="Við létum vita að svar tefst.",
    en="We told you that the answer is delayed.",
    pl="Zawiadomiliśmy, że odpowiedź się opóźni.",
    data=DayDetails,
)
