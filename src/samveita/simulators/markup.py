"""HTML written as Python calls, always escaped: enough for the simulators' few plain pages, and nothing more."""

from __future__ import annotations

from html import escape

VOID_ELEMENTS = frozenset({"input", "link", "meta", "br", "hr"})


class Markup(str):
    """Text that is already HTML."""

    __slots__ = ()


def element(
    tag: str, /, *children: str | Markup | list[Markup] | None, **attributes: str | bool | None
) -> Markup:
    """Return one element; plain strings inside are escaped, None is left out.

    Attribute names lose a trailing underscore and have inner ones turned to hyphens (``class_``, ``aria_label``);
    True gives a bare attribute, False and None leave it out.
    """
    written = "".join(
        _attribute(key, value) for key, value in attributes.items() if value not in {None, False}
    )
    if tag in VOID_ELEMENTS:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{together(*children)}</{tag}>")


def together(*children: str | Markup | list[Markup] | None) -> Markup:
    """Join children in order, escaping what is plain text."""
    pieces: list[str] = []
    for child in children:
        if isinstance(child, list):
            pieces.extend(child)
        elif isinstance(child, Markup):
            pieces.append(child)
        elif child is not None:
            pieces.append(escape(child))
    return Markup("".join(pieces))


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
