"""Events of the mailbox, each with the sentence that stands on the resident's timeline or on the desk."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class Trouble(StrEnum):
    """Why a person is needed."""

    REJECTED = "rejected"
    NEEDS_CONFIRMATION = "needs_confirmation"
    GIVEN_UP = "given_up"
    CREDENTIALS = "credentials"
    OUT_OF_ORDER = "out_of_order"
    DAMAGED = "damaged"
    WITHDRAWAL_REFUSED = "withdrawal_refused"


class TroubleDetails(Stored):
    """What kind of trouble an event tells of."""

    schema_name: ClassVar[str] = "mailbox.trouble_details"

    trouble: Trouble


ANNOUNCED = register_event(
    EventType(
        name="mailbox.announced",
        sentence=Text(
            is_="Bréf er á leið í stafrænt pósthólf.",
            en="A letter is on its way to the digital mailbox.",
            pl="Pismo jest w drodze do cyfrowej skrzynki.",
        ),
        visible_to_resident=True,
    )
)
ACCEPTED = register_event(
    EventType(
        name="mailbox.accepted",
        sentence=Text(
            is_="Stafræna pósthólfið tók við bréfinu.",
            en="The digital mailbox has received the letter.",
            pl="Cyfrowa skrzynka przyjęła pismo.",
        ),
        visible_to_resident=False,
    )
)
SERVED = register_event(
    EventType(
        name="mailbox.served",
        sentence=Text(
            is_="Bréfið er aðgengilegt í stafræna pósthólfinu og telst birt.",
            en="The letter is in the digital mailbox and counts as served.",
            pl="Pismo jest dostępne w cyfrowej skrzynce i uznaje się je za doręczone.",
        ),
        visible_to_resident=True,
    )
)
OPENED = register_event(
    EventType(
        name="mailbox.opened",
        sentence=Text(
            is_="Ísland.is sótti bréfið til að sýna það í stafræna pósthólfinu.",
            en="Ísland.is fetched the letter to show it in the digital mailbox.",
            pl="Ísland.is pobrało pismo, aby pokazać je w cyfrowej skrzynce.",
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
WITHDRAWN = register_event(
    EventType(
        name="mailbox.withdrawn",
        sentence=Text(
            is_="{who} afturkallaði bréf í stafræna pósthólfinu.",
            en="{who} withdrew a letter from the digital mailbox.",
            pl="{who} – wycofano pismo z cyfrowej skrzynki.",
        ),
        visible_to_resident=True,
    )
)
TROUBLE = register_event(
    EventType(
        name="mailbox.trouble",
        sentence=Text(
            is_="Sending í stafrænt pósthólf þarf athugun starfsmanns.",
            en="A delivery to the digital mailbox needs a staff member's attention.",
            pl="Wysyłka do cyfrowej skrzynki wymaga uwagi pracownika.",
        ),
        visible_to_resident=False,
        data=TroubleDetails,
    )
)
CONFIRMED = register_event(
    EventType(
        name="mailbox.confirmed",
        sentence=Text(
            is_="{who} skar úr um hvort bréfið komst til skila.",
            en="{who} settled whether the letter arrived.",
            pl="{who} – rozstrzygnięto, czy pismo dotarło.",
        ),
        visible_to_resident=False,
    )
)
TRIED_AGAIN = register_event(
    EventType(
        name="mailbox.tried_again",
        sentence=Text(
            is_="{who} setti bréfið aftur af stað í stafræna pósthólfið.",
            en="{who} sent the letter to the digital mailbox again.",
            pl="{who} – ponowiono wysyłkę pisma do cyfrowej skrzynki.",
        ),
        visible_to_resident=False,
    )
)
SENT_OTHERWISE = register_event(
    EventType(
        name="mailbox.sent_otherwise",
        sentence=Text(
            is_="{who} skráði að bréfið hefði verið sent á annan hátt.",
            en="{who} recorded that the letter was sent another way.",
            pl="{who} – zapisano, że pismo wysłano w inny sposób.",
        ),
        visible_to_resident=True,
    )
)
