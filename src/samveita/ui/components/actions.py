"""What a person can do: buttons, links that look like buttons, and downloads."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samveita.ui.formats import file_size, words
from samveita.ui.library import register
from samveita.ui.parts import Words

_VARIANTS = ("primary", "secondary", "tertiary", "danger")
_FILE_KINDS = {
    "application/pdf": "PDF",
    "text/csv": "CSV",
    "application/json": "JSON",
    "text/calendar": "iCalendar",
    "application/zip": "ZIP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}


@register.inclusion_tag("ui/components/button.html")
def button(
    label: Words,
    *,
    variant: str = "primary",
    type: str = "submit",  # noqa: A002 – the name of the HTML attribute
    name: str = "",
    value: str = "",
    form: str = "",
    full_width: bool = False,
    formnovalidate: bool = False,
) -> dict[str, object]:
    """A button that posts its form; ``variant`` is primary, secondary, tertiary or danger (one primary a page)."""
    return {
        "label": words(label),
        "type": type,
        "name": name,
        "value": value,
        "form": form,
        "full_width": full_width,
        "formnovalidate": formnovalidate,
        **_look(variant),
    }


@register.inclusion_tag("ui/components/link_button.html")
def link_button(
    label: Words, url: str, *, variant: str = "primary", full_width: bool = False
) -> dict[str, object]:
    """A link that leads the way on, drawn as a button."""
    return {"label": words(label), "url": url, "full_width": full_width, **_look(variant)}


@register.inclusion_tag("ui/components/download_link.html")
def download_link(
    label: Words, url: str, *, size: int | None = None, media_type: str = ""
) -> dict[str, object]:
    """A link to a file, with its kind and its size (bytes) in words, so that nobody is surprised on a phone."""
    facts = [_FILE_KINDS.get(media_type, ""), file_size(size) if size is not None else ""]
    return {
        "label": words(label),
        "url": url,
        "facts": ", ".join(fact for fact in facts if fact) or _("skjal"),
    }


def _look(variant: str) -> dict[str, object]:
    """Designsystemet's attributes for one of our four variants."""
    if variant not in _VARIANTS:
        raise ValueError(f"A button is one of {', '.join(_VARIANTS)}, not {variant!r}")
    return {
        "variant": "secondary" if variant == "danger" else variant,
        "colour": "danger" if variant == "danger" else "accent",
    }
