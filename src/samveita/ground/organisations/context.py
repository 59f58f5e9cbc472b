"""What every page shows of the organisation it belongs to: name, arms, colours and how to reach it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import get_language

from samveita.ground.organisations.documents import Contact
from samveita.ground.organisations.middleware import own_host
from samveita.ground.organisations.models import Organisation
from samveita.ui import parts
from samveita.ui.brand import Brand


def brand(request: HttpRequest) -> dict[str, object]:
    """Return the template variables that ui's base page expects; nothing on pages of the platform itself."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is None:
        return {}
    return {
        "brand": brand_of(organisation),
        "organisation_name": name_in_language(organisation),
        "organisation_url": front_page_of(organisation, request),
        "contact": contact_of(organisation),
    }


def brand_of(organisation: Organisation) -> Brand:
    """Return an organisation's colours and the address of its arms."""
    document = organisation.brand
    return Brand(
        primary=document.colour,
        secondary=document.second_colour,
        arms_url=static(document.arms) if document.arms else "",
    )


def name_in_language(organisation: Organisation) -> str:
    """Return the name people say in the page's language, in the nominative."""
    names = organisation.names
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    spoken = {"en": names.en, "pl": names.pl}
    return str(spoken.get(language, names.short.nominative))


def front_page_of(organisation: Organisation, request: HttpRequest) -> str:
    """Return the address of an organisation's front page in the page's language; on its own host the name drops."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/" if own_host(request) == organisation.slug else f"{prefix}/{organisation.slug}/"


def contact_of(organisation: Organisation) -> parts.Contact:
    """Return how to reach the organisation; what isn't known is left out."""
    known: Contact = organisation.contact
    place = " ".join(part for part in (known.postcode, known.place) if part)
    return parts.Contact(
        phone=known.phone,
        email=known.email,
        address=", ".join(part for part in (known.address, place) if part),
        hours=known.opening_hours,
    )
