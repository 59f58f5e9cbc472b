"""What stands around every page: brand stylesheet, arms, language switch, login and logout."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samveita.iceland.texts import LANGUAGES
from samveita.ui.brand import DEFAULT_BRAND, Brand
from samveita.ui.formats import language
from samveita.ui.library import register

_OWN_NAMES = {"is": "Íslenska", "en": "English", "pl": "Polski"}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, named in that language."""

    code: str
    name: str
    url: str
    current: bool


def same_page(path: str, code: str) -> str:
    """The address of the same page in another language: Icelandic has no prefix, the others ``/en`` and ``/pl``."""
    first, _, rest = path.removeprefix("/").partition("/")
    plain = f"/{rest}" if first in LANGUAGES and first != "is" else path
    return plain if code == "is" else f"/{code}{plain}"


def language_links(request: HttpRequest | None) -> list[LanguageLink]:
    """The three languages for a page's switch; without a request (a broken page) there is nothing to switch."""
    if request is None:
        return []
    query = (
        f"?{request.META['QUERY_STRING']}"
        if request.method == "GET" and request.META.get("QUERY_STRING")
        else ""
    )
    return [
        LanguageLink(code, _OWN_NAMES[code], same_page(request.path, code) + query, code == language())
        for code in LANGUAGES
    ]


@register.inclusion_tag("ui/components/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, object]:
    """Íslenska, English, Polski: the same page in each, the present one marked."""
    return {"links": language_links(context.get("request"))}


@register.inclusion_tag("ui/components/language_alternates.html", takes_context=True)
def language_alternates(context: Context) -> dict[str, object]:
    """``<link rel="alternate" hreflang>`` for search engines."""
    return {"links": language_links(context.get("request"))}


@register.simple_tag
def brand_stylesheet(brand: Brand | None = None) -> str:
    """The address of the stylesheet with an organisation's colours; the platform's own when there is none."""
    shown = brand if isinstance(brand, Brand) else DEFAULT_BRAND
    try:
        return reverse("ui:brand", kwargs={"key": shown.key, "digest": shown.digest})
    except NoReverseMatch:
        # An address table without the design layer (a bare error page) still gets the default colours.
        return static("ui/brand-default.css")


@register.simple_tag(takes_context=True)
def with_return(context: Context, url: str) -> str:
    """``url`` with ``next`` set to this page, so that login brings the person back."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return url
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode({'next': request.get_full_path()})}"


@register.simple_tag
def web_components() -> SafeString:
    """Designsystemet's script, in ``block head`` of the few pages with a ``<ds-…>`` element; the others stay light.

    Its elements speak Norwegian unless told otherwise (``data-under``, ``data-over``, ``aria-label`` …): wrap each in a
    tag of our own with texts in three languages.
    """
    return format_html('<script defer src="{}"></script>', static("vendor/designsystemet/index.js"))
