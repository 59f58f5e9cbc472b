"""The front door while one types: results appear by themselves, and an estimate opens where it was asked for."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey


def test_results_appear_while_one_types(new_page):
    page = new_page()
    page.goto("/")

    page.type("#id_q", "hafnarfirdi")
    page.click("#nidurstodur a >> text=Hafnarfjörður")
    page.type("#id_q", "fjárhagsaðstoðar")
    page.click("#nidurstodur a >> text=Fjárhagsaðstoð")

    assert page.inner_text("h1") == "Fjárhagsaðstoð"


def test_the_estimate_opens_in_its_place(new_page):
    page = new_page()
    page.goto("/hafnarfjordur/fjarhagsadstod/")

    page.check("#id_home")
    page.check("#id_uses_credit")
    page.click("text=Sjá upphæð")
    page.wait_for_selector(".sv-amount[open]")

    assert page.evaluate("location.pathname") == "/hafnarfjordur/fjarhagsadstod/"
    assert "31,49% af 248.000 kr." in page.inner_text(".sv-amount-lines")
    assert page.is_checked("#id_home")
