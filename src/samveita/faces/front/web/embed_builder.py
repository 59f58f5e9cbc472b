"""The page where a web editor chooses a tool, sees it as it will stand, and copies the code for what her site allows."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samveita.faces.front.embedding import Placed, embeddable
from samveita.faces.front.embedding_texts import WORDS
from samveita.faces.front.web.embed_views import FOR_EVERYONE, LONGEST_PLACE
from samveita.faces.front.web.place import crumbs_to, municipality_or_404
from samveita.ground.identity.access import public
from samveita.iceland.texts import LANGUAGES, Text
from samveita.ui.formats import language as page_language
from samveita.ui.parts import Choice
from samveita.ui.qr import qr_code

LANGUAGE_NAMES = dict(settings.LANGUAGES)
PROPERTIES = """samveita-leikskolagjold, samveita-sorphirdudagatal {
  --samveita-accent: #0f4c5c;
  --samveita-on-accent: #ffffff;
  --samveita-link: #0f4c5c;
  --samveita-text: #1c2226;
  --samveita-background: #ffffff;
  --samveita-line: #6a7378;
  --samveita-radius: 6px;
  --samveita-font: Georgia, serif;
}"""


@dataclass(frozen=True, slots=True)
class Copied:
    """A piece of code with its heading and what to know about it."""

    key: str
    title: Text
    more: Text
    code: str

    @property
    def rows(self) -> int:
        """How many lines to show."""
        return min(12, 2 + self.code.count("\n") + len(self.code) // 90)


@require_safe
@public(FOR_EVERYONE)
def builder(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the choices, the tool itself, and the code for the three ways to put it on a page."""
    municipality = municipality_or_404(request, organisation)
    tools = embeddable(municipality)
    context = {
        "words": WORDS,
        "municipality": municipality,
        "crumbs": crumbs_to(municipality, WORDS["title"]),
    }
    if not tools:
        return render(request, "front/embed_builder.html", context)
    tool = next((one for one in tools if one.slug == request.GET.get("taeki")), tools[0])
    asked = request.GET.get("tungumal", page_language())
    placed = Placed(
        municipality=municipality,
        tool=tool,
        language=asked if asked in LANGUAGES else "is",
        place=request.GET.get("stadfang", "").strip()[:LONGEST_PLACE] if tool.asks_for_place else "",
    )
    context |= {
        "tool_choices": [Choice(one.slug, one.name) for one in tools],
        "language_choices": [Choice(code, LANGUAGE_NAMES[code], lang=code) for code in LANGUAGES],
        "placed": placed,
        "ways": _ways(placed),
        "qr": qr_code(placed.page),
        "extras": _extras(),
    }
    return render(request, "front/embed_builder.html", context)


def _ways(placed: Placed) -> list[Copied]:
    return [
        Copied("script", WORDS["script"], WORDS["script_more"], placed.script_code),
        Copied("frame", WORDS["frame"], WORDS["frame_more"], placed.frame_code),
        Copied("link", WORDS["link"], WORDS["link_more"], placed.link_code),
    ]


def _extras() -> list[Copied]:
    house = settings.PUBLIC_ADDRESS
    policy = f"script-src {house}; connect-src {house}; frame-src {house}"
    return [
        Copied("allow", WORDS["allow"], WORDS["allow_more"], policy),
        Copied("colours", WORDS["colours"], WORDS["colours_more"], PROPERTIES),
    ]
