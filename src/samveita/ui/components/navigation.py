"""Finding the way: breadcrumb, tabs as links, pages of a list, keyboard hints."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from samveita.ui.formats import words
from samveita.ui.library import register
from samveita.ui.parts import Crumb, KeyHint, TabLink, Words


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(crumbs: Sequence[Crumb]) -> dict[str, object]:
    """The way to this page; the last crumb is the page itself."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/components/tab_links.html")
def tab_links(tabs: Sequence[TabLink], label: Words) -> dict[str, object]:
    """Views of the same thing, each with an address of its own; ``label`` names the group for screen readers."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("ui/components/pagination.html")
def page_steps(previous: str = "", following: str = "") -> dict[str, object]:
    """Links to the pages before and after this one, for a list that is too long to number its pages."""
    return {"shown": bool(previous or following), "previous": previous, "following": following}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: int, pages: int, parameter: str = "page") -> dict[str, object]:
    """Links to the pages of a list, keeping the rest of the query; nothing when there is only one page."""
    request: HttpRequest | None = context.get("request")
    kept = [
        (key, value)
        for key, values in (request.GET.lists() if request else [])
        for value in values
        if key != parameter
    ]

    def address(number: int) -> str:
        return "?" + urlencode([*kept, (parameter, str(number))])

    return {
        "shown": pages > 1,
        "previous": address(page - 1) if page > 1 else "",
        "following": address(page + 1) if page < pages else "",
        "places": [
            {
                "number": number,
                "url": address(number) if number else "",
                "current": number == page,
                "label": _("Síða {number}").format(number=number),
            }
            for number in places(page, pages)
        ],
    }


def places(page: int, pages: int) -> list[int]:
    """The page numbers worth showing: first, last and the neighbours of this one; 0 stands for a gap."""
    shown = sorted({1, pages, page - 1, page, page + 1} & set(range(1, pages + 1)))
    numbers: list[int] = []
    for number in shown:
        if numbers and number - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


@register.inclusion_tag("ui/components/keyboard_hints.html")
def keyboard_hints(hints: Sequence[KeyHint] = ()) -> dict[str, object]:
    """The keys that work on a desk list; without arguments the three that always do."""
    usual = (
        KeyHint("j", _("næsta lína")),
        KeyHint("k", _("fyrri lína")),
        KeyHint("Enter", _("opna")),
    )
    return {"hints": [(hint.key, words(hint.label)) for hint in hints or usual]}
