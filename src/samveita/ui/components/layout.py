"""Space and order on a page: stack, cluster, grid and prose.

Designsystemet's elements have no outer spacing, so that a page decides. These tags are that decision, in four sizes, so
that nobody writes margins.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from samveita.ui.library import register

_GAPS = ("none", "small", "medium", "large")
_COLUMNS = (2, 3, 4)


@register.simple_block_tag
def stack(content: str, gap: str = "medium") -> SafeString:
    """Things below one another with even space: ``gap`` is none, small, medium or large."""
    return _box("sv-stack", content, gap)


@register.simple_block_tag
def cluster(content: str, gap: str = "small") -> SafeString:
    """Things beside one another that wrap: buttons, tags, short facts."""
    return _box("sv-cluster", content, gap)


@register.simple_block_tag
def grid(content: str, columns: int = 2, gap: str = "medium") -> SafeString:
    """Equal columns (2–4) on a wide screen, one on a phone."""
    if columns not in _COLUMNS:
        raise ValueError(f"A grid has 2, 3 or 4 columns, not {columns}")
    return _box(f"sv-grid sv-grid--{columns}", content, gap)


@register.simple_block_tag
def prose(content: str) -> SafeString:
    """Running text: lines under 70 characters, space between paragraphs."""
    return format_html('<div class="sv-prose">{}</div>', content)


def _box(names: str, content: str, gap: str) -> SafeString:
    if gap not in _GAPS:
        raise ValueError(f"A gap is one of {', '.join(_GAPS)}, not {gap!r}")
    return format_html('<div class="{} sv-gap--{}">{}</div>', names, gap, content)
