"""Colour arithmetic: sRGB, contrast as WCAG 2.2 defines it, and lightness in OKLCH.

Used by ``ui.brand`` to derive a whole palette from one colour. Contrast follows the relative luminance of WCAG 2.2
(success criteria 1.4.3 and 1.4.11). Lightness is changed in Björn Ottosson's OKLCH space (published 2020), where the
same step looks equally large in every hue; a colour that falls outside sRGB loses chroma, never hue.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Self

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour; the three parts are 0–255."""

    red: int
    green: int
    blue: int

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read ``#0f4c5c``, ``0f4c5c`` or ``#fff``.

        Raises:
            ValueError: when the text is no such colour.
        """
        match = _HEX.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a colour; write it as #0f4c5c")
        digits = match.group(1)
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        return cls(int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))

    @property
    def hex(self) -> str:
        """The colour as ``#rrggbb``, as CSS wants it."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """Contrast ratio between two colours: 1 (same) to 21 (black on white)."""
        lighter, darker = sorted((self.luminance, other.luminance), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    def with_lightness(self, lightness: float) -> Colour:
        """The same hue at another OKLCH lightness (0–1), with as much of its chroma as sRGB can show."""
        _, chroma, hue = _to_oklch(self)
        return _nearest_in_srgb(min(max(lightness, 0.0), 1.0), chroma, hue)

    @property
    def lightness(self) -> float:
        """OKLCH lightness, 0 (black) to 1 (white)."""
        return _to_oklch(self)[0]

    @property
    def chroma(self) -> float:
        """OKLCH chroma: 0 is grey, the strongest sRGB colours reach about 0.32."""
        return _to_oklch(self)[1]

    def muted(self, chroma: float) -> Colour:
        """The same hue and lightness with at most this OKLCH chroma."""
        lightness, own, hue = _to_oklch(self)
        return _nearest_in_srgb(lightness, min(own, chroma), hue)

    def darkened_to(self, ratio: float, against: Colour) -> Colour:
        """This hue at the lightest tone whose contrast against ``against`` (a light colour) reaches ``ratio``.

        The colour itself is not a bound: a dark colour asked for a small ratio becomes lighter.
        """
        low, high = 0.0, 1.0
        found = BLACK
        for _ in range(24):
            middle = (low + high) / 2
            candidate = self.with_lightness(middle)
            if candidate.contrast(against) >= ratio:
                low, found = middle, candidate
            else:
                high = middle
        return found


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _to_oklch(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (_linear(part / 255) for part in (colour.red, colour.green, colour.blue))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _linear_parts(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _nearest_in_srgb(lightness: float, chroma: float, hue: float) -> Colour:
    slack = 0.0005

    def fits(amount: float) -> bool:
        return all(-slack <= part <= 1 + slack for part in _linear_parts(lightness, amount, hue))

    low, high = 0.0, chroma
    if not fits(chroma):
        for _ in range(18):
            middle = (low + high) / 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        chroma = low
    parts = (
        round(255 * _encoded(min(max(part, 0.0), 1.0))) for part in _linear_parts(lightness, chroma, hue)
    )
    return Colour(*parts)
