"""The calculator and the comparison as a parent without JavaScript meets them."""

import re
from fractions import Fraction

import pytest
from django.test import Client

from factories.organisations import municipality
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.tools.preschool_fees.declaration import DAY_PARENT, PRESCHOOL
from samveita.tools.preschool_fees.demo import publish_tariff
from samveita.tools.preschool_fees.shelf import shipped_neighbours, shipped_tariffs

pytestmark = pytest.mark.django_db
TARIFFS = shipped_tariffs()


def town(slug: str, *names: str) -> str:
    """A municipality that has published tariffs and uses the calculator; its address."""
    place, system = municipality(slug), Actor.system("test")
    for name in names:
        publish_tariff(system, place, TARIFFS[name])
    set_state(actor=system, organisation=place, offering=PRESCHOOL.tool.key, state=AdoptionState.LIVE)
    return f"/{slug}/leikskolagjold/"


def total(page: str) -> str:
    found = re.search(r'id="pf-total">.*?<strong>([^<]*)</strong>', page, re.DOTALL)
    return found[1].strip().replace("\u00a0", " ") if found else ""


def test_the_page_shows_an_ordinary_child_at_once():
    page = Client().get(town("eyjar", "vestmannaeyjar-2026")).content.decode()

    assert total(page) == "42.063 kr."
    assert "24.317" not in page
    assert "Gildir frá 1. janúar 2026." in page


def test_a_family_is_sent_and_explained_line_by_line():
    address = town("eyjar", "vestmannaeyjar-2026")
    form = {
        "children": "2",
        "b1-age": "18",
        "b1-hours": "9",
        "b1-meals": "lunch",
        "b2-age": "48",
        "b2-service": "preschool",
        "b2-hours": "7",
        "b2-meals": "lunch",
    }

    page = Client().post(address, form).content.decode()

    assert total(page) == "74.172 kr."
    assert "50% af 26.188 kr." in page
    assert "Með 6,5 klst. dvöl sparast" in page


def test_an_answer_to_htmx_is_only_the_calculator():
    address = town("eyjar", "vestmannaeyjar-2026")
    page = (
        Client()
        .post(address, {"b1-seen": "1", "b1-hours": "6"}, headers={"HX-Request": "true"})
        .content.decode()
    )

    assert page.startswith('<div class="pf"')
    assert total(page) == "0 kr."
    assert "hækkar gjaldið um 24.317 kr. á mánuði." in page.replace("\u00a0", " ")


def test_children_are_added_and_taken_out_with_what_was_chosen():
    address, client = town("eyjar", "vestmannaeyjar-2026"), Client()
    two = {"children": "2", "b1-seen": "1", "b1-hours": "4", "b2-seen": "1", "b2-hours": "8"}
    added = client.post(address, {**two, "add": "1"}).content.decode()
    removed = client.post(address, {**two, "remove": "1"}).content.decode()

    assert 'name="children" value="3"' in added
    assert re.findall(r'name="(b\d-meals)" value="lunch"[^>]* checked', added) == ["b3-meals"]
    assert 'name="children" value="1"' in removed
    assert total(removed) == "29.930 kr."


@pytest.mark.parametrize("income", ["mikið", "-5", "8.634.653,50", "9" * 30])
def test_income_that_makes_no_sense_is_told_at_its_field(income):
    address = town("nordurland", "akureyri-2026")
    page = Client().post(address, {"b1-hours": "8", "income": income}).content.decode()

    assert 'href="#id_income"' in page
    assert "Skrifaðu upphæð í heilum krónum, til dæmis 640.000." in page
    assert total(page) == ""


def test_income_gives_its_discount():
    address = town("nordurland", "akureyri-2026")
    form = {"b1-hours": "7,25", "household": "couple", "income": "8.000.000"}

    assert total(Client().post(address, form).content.decode()) == "19.066 kr."


def test_a_stay_the_tariff_does_not_have_is_told_at_its_field():
    address = town("nordurland", "akureyri-2026")
    page = Client().post(address, {"b1-hours": "12"}).content.decode()

    assert 'href="#id_b1-hours"' in page


def test_another_version_stands_beside_the_current_one():
    address = town("borg", "reykjavik-2025", "reykjavik-2026")
    page = Client().post(address, {"b1-hours": "8", "versus": "reykjavik-2025"}).content.decode()

    assert total(page) == "35.746 kr."
    assert "34.542 kr." in page.replace("\u00a0", " ")


@pytest.mark.parametrize("name", sorted(name for name, one in TARIFFS.items() if one.valid_from))
def test_every_real_tariff_has_a_page_that_calculates(name):
    page = Client().get(town("bygd", name)).content.decode()

    assert total(page).endswith(" kr.")


@pytest.mark.parametrize(("language", "words"), [("en", "Your family pays"), ("pl", "Rodzina płaci")])
def test_the_page_speaks_three_languages(language, words):
    address = town("borg", "reykjavik-2026")

    assert words in Client().get(f"/{language}{address}").content.decode()


def test_an_expired_tariff_says_so():
    page = Client().get(town("horgin", "hafnarfjordur-2023")).content.decode()

    assert "Gildistíma gjaldskrárinnar er lokið" in page


def test_a_municipality_without_a_tariff_says_so():
    municipality("tomt")

    page = Client().get("/tomt/leikskolagjold/").content.decode()

    assert "hefur ekki birt gjaldskrána hér" in page


def test_the_same_family_is_compared_between_municipalities():
    address = town("eyjar", "vestmannaeyjar-2026")
    town("borg", "reykjavik-2026")
    town("nordurland", "akureyri-2026")

    page = (
        Client().post(f"{address}samanburdur/", {"hours": "9", "count": "1", "asked": "1"}).content.decode()
    )

    names = re.findall(r'data-size="xs"><a[^>]*>([^<]*)</a></h2>\s*<p class="pf-row-total">([^<]*)</p>', page)
    assert [(name, amount.replace("\u00a0", " ").split(" kr.")[0]) for name, amount in names] == [
        ("Vestmannaeyjabær", "46.052"),
        ("Reykjavíkurborg", "49.889"),
        ("Akureyrarbær", "–"),
    ]


def test_an_uneven_week_is_averaged_as_the_tariff_says_and_slips_stand_at_their_day():
    address = town("akur", "akureyri-2026")
    days = {f"b1-day{day}": hours for day, hours in enumerate(("8", "8", "8", "8", "6"), start=1)}

    page = Client().post(address, {"children": "1", "b1-seen": "1", "b1-even": "nei", **days})
    wrong = Client().post(address, {"children": "1", "b1-even": "nei", **days, "b1-day3": "margar"})
    long = Client().post(address, {"children": "1", "b1-even": "nei", **dict.fromkeys(days, "11")})

    assert page.context["result"].children[0].hours == Fraction(38, 5)
    assert 'name="b1-hours"' not in page.content.decode()
    assert [error.name for error in wrong.context["errors"]] == ["b1-day3"]
    assert [error.name for error in long.context["errors"]] == ["b1-day1"]


def test_a_subsidy_is_what_the_municipality_pays_and_the_rest_is_the_familys():
    place, system, of = (
        municipality("gardur"),
        Actor.system("test"),
        shipped_neighbours()["grindavik-dagforeldrar-2019"],
    )
    publish_tariff(system, place, of)
    key = DAY_PARENT.tool.key
    set_state(actor=system, organisation=place, offering=key, state=AdoptionState.LIVE)
    address = f"/{place.slug}/nidurgreidsla-dagforeldra/"

    page = Client().post(address, {"children": "1", "b1-hours": "8", "b1-price": "120.000"})
    cheap = Client().post(address, {"children": "1", "b1-hours": "8", "b1-price": "50.000"})
    other = Client().get(f"/{place.slug}/leikskolagjold/")

    words = "dagforeldrið tekur 120.000 kr., sveitarfélagið greiðir 57.000 kr. og þú greiðir 63.000 kr."
    assert words in page.content.decode().replace("\xa0", " ")
    assert [(share.subsidy, share.pays) for share in cheap.context["result"].shares] == [(50_000, 0)]
    assert "lækkar niðurgreiðslan um 7.125" in page.content.decode().replace("\xa0", " ")
    assert "result" not in (other.context or {})
