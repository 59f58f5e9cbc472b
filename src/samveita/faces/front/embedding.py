"""Tools on other people's web sites: what version 1 serves, and the code a web editor copies.

The loader stands in ``ui``, each tool's element in the tool's own folder; this module only finds them. A site that takes
scripts gets the element, one that strips scripts a frame, one that strips frames too a plain link with a QR code: the same
tool each time. Addresses under ``/embed/v1/`` keep their meaning as long as they stand; a change that would break a page
somebody has copied code into is version 2. What is promised to web editors is in ``docs/municipality/innfelling.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import override

from samveita import ui
from samveita.ground.catalogue.adopting import adopted
from samveita.ground.catalogue.declaring import TOOLS, Tool
from samveita.ground.organisations.context import brand_of
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import LANGUAGES, Text
from samveita.ui.brand import palette
from samveita.ui.colours import Colour

LOADER = Path(ui.__file__).parent / "embed" / "samveita.js"
FRAME_HEIGHT = 720
OPEN = {
    "preschool_fees": Text(
        is_="Reiknaðu leikskólagjöldin",
        en="Work out the preschool fees",
        pl="Oblicz opłaty za przedszkole",
    ),
    "waste_calendar": Text(
        is_="Sjáðu hvenær tunnurnar eru tæmdar",
        en="See when your bins are emptied",
        pl="Sprawdź, kiedy opróżniane są pojemniki",
    ),
}
"""What the plain link says; a tool without a sentence here is called by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A tool as it will stand on a page: whose, in which language, for which place."""

    municipality: Organisation
    tool: Tool
    language: str = "is"
    place: str = ""

    @property
    def words(self) -> str:
        """What the plain link says."""
        return OPEN.get(self.tool.key, self.tool.name).in_language(self.language)

    @property
    def page(self) -> str:
        """The whole address of the tool's own page."""
        address = page_of(self.municipality, self.tool, self.language)
        asked = "stadfang" if self.place.isdecimal() else "leit"
        return f"{address}?{urlencode({asked: self.place})}" if self.place else address

    @property
    def frame(self) -> str:
        """The whole address of the page that stands in a frame."""
        own = reverse("embed:frame", kwargs={"tag": self.tool.tag, "slug": self.municipality.slug})
        asked = {"tungumal": self.language} | ({"stadfang": self.place} if self.place else {})
        return f"{settings.PUBLIC_ADDRESS}{own}?{urlencode(asked)}"

    @property
    def element(self) -> str:
        """The element with the link it shows where scripts are off."""
        place = format_html(' stadfang="{}"', self.place) if self.place else ""
        return format_html(
            '<{tag} sveitarfelag="{slug}"{place} tungumal="{language}"><a href="{page}">{words}</a></{tag}>',
            tag=self.tool.tag,
            slug=self.municipality.slug,
            place=place,
            language=self.language,
            page=self.page,
            words=self.words,
        )

    @property
    def script_code(self) -> str:
        """The two lines for a site that takes scripts."""
        loader = settings.PUBLIC_ADDRESS + reverse("embed:loader")
        return format_html('<script type="module" src="{}"></script>\n{}', loader, self.element)

    @property
    def frame_code(self) -> str:
        """The line for a site that takes frames but no scripts."""
        return format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" frameborder="0" loading="lazy"></iframe>',
            self.frame,
            self.tool.name.in_language(self.language),
            FRAME_HEIGHT,
        )

    @property
    def link_code(self) -> str:
        """The line for a site that takes neither."""
        return format_html('<a href="{}">{}</a>', self.page, self.words)


def page_of(municipality: Organisation, tool: Tool, language: str) -> str:
    """Return the whole address of a tool's page in a language."""
    with override(language):
        return settings.PUBLIC_ADDRESS + reverse(
            "front:service", kwargs={"organisation": municipality.slug, "service": tool.slug}
        )


def embeddable(municipality: Organisation) -> list[Tool]:
    """Return the tools with an element that residents of the municipality can use today."""
    return [tool for tool in adopted(municipality)[1] if tool.element is not None]


def tool_by_tag(tag: str) -> Tool | None:
    """Return the tool whose element has this name."""
    return next((tool for tool in TOOLS.values() if tool.element is not None and tool.tag == tag), None)


def dress_of(municipality: Organisation) -> dict[str, object]:
    """Return what elements need to look like the municipality's own: its colours, and where its pages are."""
    roles = palette(Colour.from_hex(brand_of(municipality).primary)).roles
    return {
        "colours": {
            "accent": roles["base-default"].hex,
            "on-accent": roles["base-contrast-default"].hex,
            "link": roles["text-default"].hex,
        },
        "pages": {
            tool.slug: {language: page_of(municipality, tool, language) for language in LANGUAGES}
            for tool in embeddable(municipality)
        },
    }
