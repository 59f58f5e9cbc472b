"""Events of notices: an address given, notices stopped, a notice sent; a subscription confirmed and changed."""

from __future__ import annotations

from samveita.ground.audit.registry import EventType, register_event
from samveita.iceland.texts import Text

ADDRESS_GIVEN = register_event(
    EventType(
        name="notices.address_given",
        sentence=Text(
            is_="{who} skráði hvert senda má tilkynningar.",
            en="{who} said where notices may be sent.",
            pl="{who} – podano, dokąd można wysyłać powiadomienia.",
        ),
        visible_to_resident=True,
    )
)
STOPPED = register_event(
    EventType(
        name="notices.stopped",
        sentence=Text(
            is_="Tilkynningar voru afþakkaðar.",
            en="Notices were declined.",
            pl="Zrezygnowano z powiadomień.",
        ),
        visible_to_resident=True,
    )
)
SENT = register_event(
    EventType(
        name="notices.sent",
        sentence=Text(
            is_="Við létum vita með tilkynningu að eitthvað biði þín.",
            en="We sent a notice that something was waiting for you.",
            pl="Wysłaliśmy powiadomienie, że coś na Ciebie czeka.",
        ),
        visible_to_resident=True,
    )
)
SUBSCRIPTION_CONFIRMED = register_event(
    EventType(
        name="notices.subscription_confirmed",
        sentence=Text(
            is_="Áskrift í tölvupósti var staðfest.",
            en="A subscription by e-mail was confirmed.",
            pl="Potwierdzono subskrypcję e-mail.",
        ),
        visible_to_resident=False,
    )
)
SUBSCRIPTION_CHANGED = register_event(
    EventType(
        name="notices.subscription_changed",
        sentence=Text(
            is_="Áskrift í tölvupósti var breytt.",
            en="A subscription by e-mail was changed.",
            pl="Zmieniono subskrypcję e-mail.",
        ),
        visible_to_resident=False,
    )
)
