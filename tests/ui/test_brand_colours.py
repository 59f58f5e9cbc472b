"""Brand colours: whatever colour a municipality hands over, its pages can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.ui.brand import DEFAULT_BRAND, Brand, Palette, brand_css, palette
from samveita.ui.colours import BLACK, WHITE, Colour

SURFACES = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
)
any_colour = st.builds(Colour, *(st.integers(0, 255) for _ in range(3)))


def too_faint(found: Palette) -> list[str]:
    """Every pair of the palette that a person with low vision could not tell apart."""
    text = [(front, back, 4.5) for front in ("text-subtle", "text-default") for back in SURFACES]
    text += [("base-contrast-default", back, 4.5) for back in ("base-default", "base-hover", "base-active")]
    lines = [(front, back, 3.0) for front in ("border-default", "border-strong") for back in SURFACES]
    faint = [
        f"{front} on {back}"
        for front, back, least in text + lines
        if found[front].contrast(found[back]) < least
    ]
    faint += [
        f"edge on {back}"
        for back in ("background-default", "background-tinted", "surface-tinted")
        if found.edge.contrast(found[back]) < 3.0
    ]
    return faint


@given(any_colour)
def test_any_colour_gives_readable_text_and_visible_edges(colour):
    assert too_faint(palette(colour)) == []


@pytest.mark.parametrize(
    "text", ["#ffff00", "#fdfdfd", "#ffffff", "#000000", "#010101", "#e8731a", "#808080"]
)
def test_the_hard_colours_give_readable_text_and_visible_edges(text):
    assert too_faint(palette(Colour.from_hex(text))) == []


def test_a_dark_brand_colour_is_kept_exactly_with_white_text():
    found = palette(Colour.from_hex("#0f4c5c"))

    assert (found["base-default"].hex, found["base-contrast-default"], found.edge.hex) == (
        "#0f4c5c",
        WHITE,
        "#0f4c5c",
    )


def test_pure_yellow_is_kept_as_the_fill_with_black_text_and_a_dark_edge():
    found = palette(Colour.from_hex("#ffff00"))

    assert (found["base-default"].hex, found["base-contrast-default"]) == ("#ffff00", BLACK)
    assert found.edge == found["border-default"]


def test_a_colour_that_is_nearly_white_is_darkened_until_a_button_shows():
    found = palette(Colour.from_hex("#fdfdfd"))

    assert found["base-default"].contrast(WHITE) >= 4.5
    assert found["base-contrast-default"] == WHITE


@given(any_colour)
def test_a_colour_survives_being_written_and_read(colour):
    assert Colour.from_hex(colour.hex) == colour


@given(any_colour, any_colour)
def test_contrast_is_the_same_both_ways_and_never_below_one(first, second):
    assert first.contrast(second) == second.contrast(first)
    assert first.contrast(second) >= 1.0


def test_black_on_white_is_21_to_1():
    assert round(BLACK.contrast(WHITE), 2) == 21.0


def test_words_are_not_a_colour():
    with pytest.raises(ValueError, match="write it as #0f4c5c"):
        Brand(primary="blár")


def test_the_stylesheet_holds_only_custom_properties():
    lines = brand_css(Brand(primary="#0f4c5c", secondary="#c8102e")).splitlines()

    assert lines[0] == ":root, [data-color-scheme] {"
    assert [line for line in lines[1:-1] if not line.startswith("  --")] == []


def test_one_colour_serves_for_both_when_a_municipality_has_only_one():
    css = brand_css(Brand(primary="#0f4c5c"))

    assert "--sv-brand-second: #0f4c5c;" in css


def test_the_key_in_the_address_gives_the_same_brand_back():
    brand = Brand(primary="#0f4c5c", secondary="#c8102e")

    assert (brand.key, Brand.from_key(brand.key)) == ("0f4c5c-c8102e", brand)


def test_the_digest_follows_the_colours():
    assert Brand(primary="#0f4c5c").digest == DEFAULT_BRAND.digest
    assert Brand(primary="#0f4c5d").digest != DEFAULT_BRAND.digest
