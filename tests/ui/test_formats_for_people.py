"""Values written for people, in the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from samveita.iceland.money import Rate
from samveita.iceland.texts import Text
from samveita.ui import formats


@pytest.mark.parametrize(
    ("language", "written"),
    [("is", "14. desember 2026"), ("en", "14 December 2026"), ("pl", "14 grudnia 2026")],
)
def test_a_day_is_written_in_the_language_of_the_page(language, written):
    with translation.override(language):
        assert formats.in_words(date(2026, 12, 14)) == written


@pytest.mark.parametrize("language", ["is", "en", "pl"])
def test_amounts_and_rates_look_the_same_in_every_language(language):
    with translation.override(language):
        assert (formats.kronur(212694), formats.percent(Rate.parse("31,49%"))) == ("212.694 kr.", "31,49%")


def test_no_amount_is_a_dash_and_never_zero():
    assert (formats.kronur(None), formats.kronur(0)) == ("–", "0 kr.")


def test_a_signed_amount_shows_both_signs():
    assert (formats.kronur_signed(12000), formats.kronur_signed(-8500)) == ("+12.000 kr.", "−8.500 kr.")


def test_a_moment_is_shown_in_icelandic_time():
    assert formats.day_short(datetime(2026, 12, 14, 23, 30, tzinfo=UTC)) == "14.12.2026"


@pytest.mark.parametrize(("size", "shown"), [(512, "512 bæti"), (27648, "27 kB"), (1_468_006, "1,4 MB")])
def test_a_file_size_has_a_decimal_comma(size, shown):
    with translation.override("is"):
        assert formats.file_size(size) == shown


def test_a_text_is_shown_in_the_language_of_the_page():
    text = Text("Já", "Yes", "Tak")

    with translation.override("pl"):
        assert (formats.words(text), formats.words("Já"), formats.words(None)) == ("Tak", "Já", "")


def test_numbers_have_icelandic_thousands():
    assert (formats.number(1234567), formats.number(-1234)) == ("1.234.567", "−1.234")
