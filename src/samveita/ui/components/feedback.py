"""What the page tells a person: notices, status, errors, progress and emptiness."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samveita.ui.formats import words
from samveita.ui.library import register
from samveita.ui.parts import FieldError, Words

_TONES = ("info", "success", "warning", "danger", "neutral")


def _checked(tone: str) -> str:
    if tone not in _TONES:
        raise ValueError(f"A tone is one of {', '.join(_TONES)}, not {tone!r}")
    return tone


@register.simple_block_tag
def alert(content: str, title: Words = "", tone: str = "info", level: int = 2) -> SafeString:
    """A notice; ``tone`` is info, success, warning or danger, ``level`` the heading level of its title."""
    heading = (
        format_html('<h{} class="ds-heading" data-size="2xs">{}</h{}>', level, words(title), level)
        if title
        else ""
    )
    return format_html(
        '<div class="ds-alert" data-color="{}">{}<div class="sv-alert-body">{}</div></div>',
        _checked(tone),
        heading,
        content,
    )


@register.simple_tag
def status_tag(label: Words, tone: str = "neutral") -> SafeString:
    """A short state beside a name; the words carry the meaning, the colour only repeats it."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', _checked(tone), words(label))


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(errors: Sequence[FieldError]) -> dict[str, object]:
    """All errors of a page at its top, each a link to its field; takes the focus when the page opens."""
    return {"errors": [(error.name, words(error.message)) for error in errors]}


@register.inclusion_tag("ui/components/progress.html")
def progress(step: int, of: int, label: Words = "") -> dict[str, object]:
    """How far an application has come: "Skref 2 af 5" and a bar."""
    text = _("Skref {step} af {count}").format(step=step, count=of)
    return {"step": step, "of": of, "text": text, "label": words(label), "steps": range(1, of + 1)}


@register.simple_block_tag
def empty_state(content: str, title: Words, level: int = 2) -> SafeString:
    """Nothing here: says why, and what to do next."""
    return format_html(
        '<div class="sv-empty"><h{} class="ds-heading" data-size="xs">{}</h{}>{}</div>',
        level,
        words(title),
        level,
        content,
    )
