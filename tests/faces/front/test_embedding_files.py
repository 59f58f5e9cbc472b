"""What other web sites fetch: small, readable by their scripts, kept, without a cookie, and framed only where it may be."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from factories.organisations import municipality
from samveita.faces.front.embedding import LOADER, Placed
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.declaring import TOOLS
from samveita.ground.catalogue.models import AdoptionState

pytestmark = pytest.mark.django_db
MOST_BYTES = 20_000
SCRIPTS = ("samveita", *(tool.tag for tool in TOOLS.values() if tool.element))
FEES = TOOLS["preschool_fees"]


@pytest.fixture
def place(db):
    made = municipality("eyjar")
    set_state(actor=Actor.system("test"), organisation=made, offering=FEES.key, state=AdoptionState.LIVE)
    return made


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_small_and_readable_by_any_site(name, client: Client):
    answer = client.get(f"/embed/v1/{name}.js")
    whole = (
        gzip.compress(answer.content)
        if name == "samveita"
        else gzip.compress(answer.content + LOADER.read_bytes())
    )

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert len(whole) <= MOST_BYTES
    assert not answer.cookies
    assert client.get(f"/embed/v1/{name}.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_an_element_learns_the_colours_and_pages_of_a_municipality(place, client: Client):
    told = client.get("/embed/v1/eyjar.json").json()

    assert set(told["colours"]) == {"accent", "on-accent", "link"}
    assert told["pages"][FEES.slug]["en"].endswith("/en/eyjar/leikskolagjold/")


def test_only_the_frames_page_may_stand_in_a_frame(place, client: Client):
    framed = client.get(f"/embed/v1/{FEES.tag}/eyjar/")
    page = client.get("/eyjar/innfelling/")

    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_tool_the_municipality_does_not_use_has_no_frame(place, client: Client):
    assert client.get("/embed/v1/samveita-sorphirdudagatal/eyjar/").status_code == 404
    assert client.get("/embed/v1/samveita-ekkert.js").status_code == 404


def test_what_an_editor_types_cannot_break_out_of_the_code(place):
    placed = Placed(municipality=place, tool=TOOLS["waste_calendar"], place='"><script>x</script>')

    assert "<script>x" not in placed.element + placed.frame_code + placed.link_code
