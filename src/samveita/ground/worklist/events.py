"""Events of the worklist: tasks opened, handed over, overdue and closed; deliveries given up and settled by a person."""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class WorkDetails(Stored):
    """Which kind of task or delivery an event tells of."""

    schema_name: ClassVar[str] = "worklist.work_details"

    kind: str


def _event(name: str, sentence: Text) -> EventType:
    return register_event(
        EventType(name=f"worklist.{name}", sentence=sentence, visible_to_resident=False, data=WorkDetails)
    )


TASK_OPENED = _event(
    "task_opened",
    Text(is_="Nýtt verkefni bíður á vinnuborðinu.", en="A new task waits on the desk.", pl="Na pulpicie czeka nowe zadanie."),
)  # fmt: skip
TASK_ASSIGNED = _event(
    "task_assigned",
    Text(
        is_="{who} fól starfsmanni verkefni.",
        en="{who} gave a task to a staff member.",
        pl="{who} – przydzielono zadanie pracownikowi.",
    ),
)
TASK_MOVED = _event(
    "task_moved",
    Text(
        is_="{who} breytti lokadegi verkefnis.",
        en="{who} changed the day a task is due.",
        pl="{who} – zmieniono termin zadania.",
    ),
)
TASK_OVERDUE = _event(
    "task_overdue",
    Text(is_="Verkefni fór fram yfir lokadag.", en="A task passed its due day.", pl="Minął termin zadania."),
)
TASK_CLOSED = _event(
    "task_closed",
    Text(is_="{who} lauk verkefni.", en="{who} finished a task.", pl="{who} – zakończono zadanie."),
)
DELIVERY_GIVEN_UP = _event(
    "delivery_given_up",
    Text(
        is_="Sending tókst ekki og bíður starfsmanns.",
        en="A delivery did not succeed and waits for a staff member.",
        pl="Wysyłka nie powiodła się i czeka na pracownika.",
    ),
)
DELIVERY_TRIED_AGAIN = _event(
    "delivery_tried_again",
    Text(
        is_="{who} setti sendingu aftur af stað.",
        en="{who} started a delivery again.",
        pl="{who} – ponowiono wysyłkę.",
    ),
)
DELIVERY_CONFIRMED = _event(
    "delivery_confirmed",
    Text(
        is_="{who} staðfesti að sending hefði komist til skila.",
        en="{who} confirmed that a delivery had arrived.",
        pl="{who} – potwierdzono, że przesyłka dotarła.",
    ),
)
