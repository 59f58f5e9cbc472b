"""A municipality's brand: one or two colours in, a whole accessible palette out.

Designsystemet draws its components from sixteen properties per colour (``--ds-color-accent-…``). A municipality hands
over one colour of its arms, seldom more, and nobody there should need to know what contrast is. ``palette`` derives the
sixteen, keeps the exact colour where it can be kept, and moves it where a person could not read it: text at least
4.5:1, borders, edges and focus at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). ``brand_css`` writes them as a stylesheet,
served at an address that carries the colours themselves, so that it can be cached for ever and needs no database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from samveita.ui.colours import BLACK, WHITE, Colour

TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0

# Each tint's contrast against white and the most chroma it may have. Full chroma in a large pale surface shouts;
# a trace of the hue is enough to tell whose page it is.
_TINTS = {
    "background-tinted": (1.07, 0.006),
    "surface-tinted": (1.19, 0.016),
    "surface-hover": (1.32, 0.026),
    "surface-active": (1.48, 0.036),
    "border-subtle": (1.8, 0.05),
}
# A grey this close to white says nothing as a button; the palette then uses its darker sister.
_NEARLY_WHITE = 1.25
_NEARLY_GREY = 0.04
_STEP = 0.06


@dataclass(frozen=True, slots=True)
class Brand:
    """The colours of one organisation, as ``#rrggbb``, and the address of its coat of arms (empty: neutral shield).

    Raises:
        ValueError: when a colour cannot be read.
    """

    primary: str
    secondary: str = ""
    arms_url: str = ""

    def __post_init__(self) -> None:
        Colour.from_hex(self.primary)
        if self.secondary:
            Colour.from_hex(self.secondary)

    @property
    def key(self) -> str:
        """The colours as they stand in the stylesheet's address: ``0f4c5c`` or ``0f4c5c-c8102e``."""
        colours = [Colour.from_hex(colour) for colour in (self.primary, self.secondary) if colour]
        return "-".join(colour.hex.removeprefix("#") for colour in colours)

    @classmethod
    def from_key(cls, key: str) -> Brand:
        """Read ``key`` back.

        Raises:
            ValueError: when it holds no colour, or more than two.
        """
        first, _, second = key.partition("-")
        return cls(primary=f"#{first}", secondary=f"#{second}" if second else "")

    @property
    def digest(self) -> str:
        """Eight characters that change whenever the stylesheet would."""
        return hashlib.sha256(brand_css(self).encode()).hexdigest()[:8]


DEFAULT_BRAND = Brand(primary="#0f4c5c")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours derived from one brand colour; ``roles`` are named as in Designsystemet."""

    exact: Colour
    edge: Colour
    roles: dict[str, Colour]

    def __getitem__(self, role: str) -> Colour:
        return self.roles[role]


def palette(colour: Colour) -> Palette:
    """Derive the sixteen roles of one colour, every pair that meets on a page checked and corrected."""
    roles = {"background-default": WHITE, "surface-default": WHITE}
    roles |= {
        name: colour.muted(chroma).darkened_to(ratio, WHITE) for name, (ratio, chroma) in _TINTS.items()
    }
    darkest_surface = roles["surface-active"]
    roles["border-default"] = colour.darkened_to(EDGE_CONTRAST * 1.02, darkest_surface)
    roles["border-strong"] = colour.darkened_to(TEXT_CONTRAST * 1.02, darkest_surface)
    roles["text-subtle"] = roles["border-strong"]
    roles["text-default"] = colour.darkened_to(9.0, darkest_surface)
    roles |= _filled(colour)
    base = roles["base-default"]
    strong_enough = base.contrast(roles["surface-tinted"]) >= EDGE_CONTRAST
    return Palette(exact=colour, edge=base if strong_enough else roles["border-default"], roles=roles)


def _filled(colour: Colour) -> dict[str, Colour]:
    """Fill, hover and active of a button, and the text on them."""
    base = colour
    if colour.contrast(WHITE) < _NEARLY_WHITE and colour.chroma < _NEARLY_GREY:
        base = colour.darkened_to(TEXT_CONTRAST * 1.1, WHITE)
    if base.contrast(WHITE) >= TEXT_CONTRAST:
        text, step = WHITE, -_STEP
    else:
        darker = base.with_lightness(base.lightness - 2 * _STEP)
        text, step = BLACK, -_STEP if darker.contrast(BLACK) >= TEXT_CONTRAST else _STEP
    hover = base.with_lightness(base.lightness + step)
    active = base.with_lightness(base.lightness + 2 * step)
    if base.luminance < BLACK.with_lightness(2 * _STEP).luminance:
        # Black and its neighbours cannot get darker: their hover gets lighter, still far from 4.5:1.
        hover = base.with_lightness(base.lightness + 2 * _STEP)
        active = base.with_lightness(base.lightness + 3 * _STEP)
    return {
        "base-default": base,
        "base-hover": hover,
        "base-active": active,
        "base-contrast-subtle": text,
        "base-contrast-default": text,
    }


@lru_cache(maxsize=256)
def brand_css(brand: Brand) -> str:
    """The stylesheet that dresses a page in a municipality's colours: properties only, no selectors but ``:root``."""
    primary = palette(Colour.from_hex(brand.primary))
    secondary = palette(Colour.from_hex(brand.secondary)) if brand.secondary else primary
    lines = [f"  --ds-color-accent-{role}: {colour.hex};" for role, colour in primary.roles.items()]
    lines += [f"  --ds-color-brand1-{role}: {colour.hex};" for role, colour in secondary.roles.items()]
    lines += [
        f"  --sv-brand: {primary.exact.hex};",
        f"  --sv-brand-second: {secondary.exact.hex};",
        f"  --sv-accent-edge: {primary.edge.hex};",
        f"  --ds-color-focus-outer: {primary['text-default'].hex};",
        "  --ds-color-focus-inner: #ffffff;",
    ]
    return ":root, [data-color-scheme] {\n" + "\n".join(lines) + "\n}\n"
