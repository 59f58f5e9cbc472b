"""Whole pages without a browser: no inline style or script, error pages that stand alone, complete catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template.loader import get_template
from django.test import Client, override_settings

import samveita.ui
from samveita.ui.brand import DEFAULT_BRAND, brand_css
from samveita.ui.web.gallery import ERRORS, PAGES

ROOM = Path(samveita.ui.__file__).parent
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
OUTSIDE = re.compile(r"""(?:src|href|url\()\s*=?\s*["']?https?://""")


@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
@pytest.mark.usefixtures("_gallery")
def test_a_page_has_no_inline_style_or_script_and_no_outside_host(name):
    html = Client().get(f"/vidmot/einingar/{name}/").content.decode()

    assert INLINE.findall(html) == []
    assert OUTSIDE.findall(html) == []


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_stands_without_request_person_or_municipality(name):
    html = get_template(f"{name}.html").render({})

    assert html.count("<h1>") == 1
    assert "Hvað get ég gert?" in html
    assert "Tapaðist eitthvað?" in html


@pytest.mark.usefixtures("_gallery")
def test_the_gallery_is_not_found_unless_it_is_switched_on():
    with override_settings(SAMVEITA_GALLERY=False):
        assert Client().get("/vidmot/einingar/").status_code == 404


@pytest.mark.usefixtures("_gallery")
def test_the_brand_stylesheet_is_kept_for_a_year():
    answer = Client().get(f"/vidmot/litir/{DEFAULT_BRAND.key}.{DEFAULT_BRAND.digest}.css")

    assert answer.content.decode() == brand_css(DEFAULT_BRAND)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["0f4c5c.00000000", "graent.12345678", "0f4c5c-0f4c5c-0f4c5c.12345678"])
@pytest.mark.usefixtures("_gallery")
def test_a_stylesheet_nobody_made_is_not_found(address):
    assert Client().get(f"/vidmot/litir/{address}.css").status_code == 404


@pytest.mark.usefixtures("_gallery")
def test_the_page_tells_search_engines_of_its_other_languages():
    html = Client().get("/en/vidmot/einingar/mal/?a=1").content.decode()

    assert re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', html) == [
        ("is", "/vidmot/einingar/mal/?a=1"),
        ("en", "/en/vidmot/einingar/mal/?a=1"),
        ("pl", "/pl/vidmot/einingar/mal/?a=1"),
    ]


def test_the_committed_default_colours_are_the_computed_ones():
    assert (ROOM / "static/ui/brand-default.css").read_text() == brand_css(DEFAULT_BRAND)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_text_is_translated(language):
    with (ROOM / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)

    assert [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)] == []


def test_the_stylesheets_name_no_outside_host():
    sheets = (ROOM / "static/ui").glob("*.css")

    assert [sheet.name for sheet in sheets if OUTSIDE.search(sheet.read_text())] == []
