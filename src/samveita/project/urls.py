"""Which room answers at which address.

Language is part of the address (``/en/…``, ``/pl/…``; Icelandic has no prefix). First words that rooms claim here are
reserved: ``samveita.ground.organisations`` keeps the list and refuses a municipality that would be called one of them.
"""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from samveita.project import api, health

MACHINE_ROOMS = (
    ("", "samveita.ui.urls"),
    ("", "samveita.faces.front.web.embed_urls"),
    ("", "samveita.engines.mailbox.web.provider_urls"),
)
PEOPLE_ROOMS = (
    ("", "samveita.ui.web.gallery_urls"),
    ("", "samveita.ground.identity.web.urls"),
    ("", "samveita.ground.notices.web.urls"),
    ("", "samveita.faces.desk.web.urls"),
    ("", "samveita.services.financial_aid.web.urls"),
    ("", "samveita.engines.payments.web.urls"),
    ("", "samveita.tools.waste_calendar.web.urls"),
    ("", "samveita.tools.preschool_fees.web.urls"),
    ("", "samveita.engines.cases.web.urls"),
    ("", "samveita.engines.forms.web.urls"),
    ("", "samveita.faces.front.web.urls"),
)


def _answering(rooms: tuple[tuple[str, str], ...]) -> list[URLResolver]:
    return [path(prefix, include(module)) for prefix, module in rooms]


urlpatterns: list[URLPattern | URLResolver] = [
    path("heilsa/lifandi", health.live, name="health-live"),
    path("heilsa/tilbuin", health.ready, name="health-ready"),
    path("heilsa/maelingar", health.metrics, name="health-metrics"),
    path("api/v1/", api.urls),
    *_answering(MACHINE_ROOMS),
    *i18n_patterns(*_answering(PEOPLE_ROOMS), prefix_default_language=False),
]
