"""Parameters at the desk: reading what holds, writing a draft, its effects, the day it takes effect, undoing, files."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import organisations, people
from samveita.engines.rulebook import editing
from samveita.engines.rulebook.central import PERSONAL_CREDIT, WITHHOLDING_TAX
from samveita.engines.rulebook.published import nearest, parameters_in_force
from samveita.ground.identity.models import Role
from samveita.services.financial_aid.parameter_fields import PARAMETERS

pytestmark = pytest.mark.django_db

ROOT = "/dalvogur/vinnubord/gildi/"
AID = f"{ROOT}fjarhagsadstod/"
SOURCE = {"source_title": "Fundargerð sveitarstjórnar", "source_as_of": "14.12.2026"}


@pytest.fixture
def administrator(as_role):
    return as_role(Role.ADMINISTRATOR)


def form_of(browser, address=f"{AID}drog/"):
    """What a browser would send back from the editor: every field as it is drawn."""
    context = browser.get(address).context
    raw = {"seen": context["seen"], **context["source"]}
    for section in context["sections"]:
        for part in section.parts:
            boxes = [part.box] if part.box else [box for row in part.rows for box in row.boxes]
            raw |= {box.name: box.value for box in boxes}
    return raw


def drafted(browser, **changes):
    return browser.post(f"{AID}drog/", {**form_of(browser), **SOURCE, **changes})


def in_force(office, day):
    return nearest(PARAMETERS, on=day, municipality=office).document


def test_the_list_says_who_sets_what_and_what_holds(administrator, office):
    text = administrator.get(ROOT).content.decode()

    assert "Sveitarfélagið setur þetta" in text
    assert "Sambandið setur þetta fyrir öll sveitarfélög" in text
    assert "Í gildi: frá 1. janúar 2024" in text


def test_a_municipality_reads_the_central_tax_with_its_source_but_does_not_edit_it(administrator):
    text = administrator.get(f"{ROOT}stadgreidsla/").content.decode()

    assert "72.492 kr." in text
    assert "Skatturinn: helstu tölur 2026" in text
    assert "/stadgreidsla/drog/" not in text
    assert administrator.get(f"{ROOT}stadgreidsla/drog/").status_code == 404


def test_a_case_worker_reads_and_does_not_write(desk):
    assert desk.get(AID).status_code == 200
    assert desk.get(f"{AID}drog/").status_code == 403


def test_from_draft_to_a_planned_change_with_effects_shown_and_the_past_untouched(administrator, office):
    drafted(administrator, **{"categories.0.individual": "260.000", "unverified:categories.0": "yes"})
    review = administrator.get(f"{AID}drog/skoda/")
    version = review.context["version"]
    text = review.content.decode()
    assert "var 240.000 kr., verður 260.000 kr." in text
    assert "er ekki lengur merkt óstaðfest" in text
    assert any(
        effect.is_changed and effect.change.startswith("hækkar um") for effect in review.context["effects"]
    )

    administrator.post(f"{AID}drog/samthykkja/", {"version": f"{version.number}.draft"})
    confirm = administrator.get(f"{AID}drog/gildistaka/", {"fra": "1.7.2027"})
    assert "frá 1. júlí 2027" in confirm.content.decode()
    assert in_force(office, date(2027, 8, 1)).categories[0].individual == 240_000
    administrator.post(f"{AID}drog/gildistaka/", {"version": f"{version.number}.approved", "fra": "1.7.2027"})

    assert in_force(office, date(2027, 6, 30)).categories[0].individual == 240_000
    after = in_force(office, date(2027, 7, 1))
    assert (after.categories[0].individual, after.amounts_source.title) == (260_000, SOURCE["source_title"])
    assert "Tekur gildi: frá 1. júlí 2027" in administrator.get(AID).content.decode()


def test_everything_to_mend_is_said_at_once_and_what_was_typed_stays(administrator):
    response = drafted(
        administrator,
        **{
            "categories.1.individual": "mikið",
            "income_months": "99",
            "source_title": " ",
            "rules_url": "reglur",
        },
    )

    names = {error.name for error in response.context["errors"]}
    assert response.status_code == 422
    assert names == {"categories.1.individual", "income_months", "source_title", "rules_url"}
    assert 'value="mikið"' in response.content.decode()


def test_a_category_is_added_and_another_taken_away_without_scripts(administrator, office):
    raw = form_of(administrator)
    more = administrator.post(f"{AID}drog/", {**raw, **SOURCE, "add": "categories"})
    assert len(more.context["sections"][0].parts[0].rows) == 7
    new = {
        "categories.6.name.is": "Húsnæðislaus",
        "categories.6.name.en": "Without a home",
        "categories.6.name.pl": "Bezdomni",
        "categories.6.code": "homeless",
        "categories.6.circumstances": "unknown",
        "categories.6.individual": "198400",
        "categories.0.remove": "yes",
    }
    administrator.post(f"{AID}drog/", {**raw, **SOURCE, **new})

    content = editing.standing(PARAMETERS, office, on=date(2026, 1, 1)).open.content
    codes = [category.code for category in content.categories]
    assert (len(codes), codes[-1], "own_home" in codes) == (6, "homeless", False)


def test_a_draft_that_is_undone_leaves_what_holds_and_stays_in_the_history(administrator, office):
    drafted(administrator, december_percent="30")

    administrator.post(f"{AID}drog/haetta/", {"version": "2.draft"})

    assert in_force(office, date(2026, 12, 1)).december_percent == "25"
    assert "Lagt til hliðar" in administrator.get(AID).content.decode()


def test_whoever_saves_over_a_colleagues_draft_is_told(administrator, as_role):
    raw = {**form_of(administrator), **SOURCE}
    drafted(as_role(Role.ADMINISTRATOR), december_percent="30")

    response = administrator.post(f"{AID}drog/", {**raw, "december_percent": "35"})

    assert (response.status_code, "Einhver annar hefur breytt" in response.content.decode()) == (409, True)


def test_two_versions_are_compared_side_by_side(administrator):
    drafted(administrator, december_percent="30,5")

    text = administrator.get(f"{AID}samanburdur/", {"fyrri": 1, "seinni": 2}).content.decode()

    assert "var 25%, verður 30,5%" in text
    assert "<ins>30,5%</ins>" in text


def test_a_file_comes_out_and_goes_in_as_the_same_values(administrator):
    out = administrator.get(f"{AID}1/skra.csv").content
    changed = out.replace(b"25;percent", b"27,5;percent")

    response = administrator.post(f"{AID}skra/", {"skra": SimpleUploadedFile("gildi.csv", changed)})

    boxes = {
        part.box.name: part.box.value for s in response.context["sections"] for part in s.parts if part.box
    }
    assert (response.status_code, boxes["december_percent"]) == (200, "27,5")


def test_a_faulty_file_is_refused_with_line_and_reason(administrator):
    file = SimpleUploadedFile("gildi.csv", b"lykill;gildi\nincome_months;margir\nekki_til;1\n")

    response = administrator.post(f"{AID}skra/", {"skra": file})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Lína 2, income_months: Skrifaðu heila tölu." in text
    assert "Lykillinn ekki_til er ekki til." in text


def test_the_association_adds_a_year_which_then_holds_for_all(office):
    association = organisations.association()
    editor = people.browser_of(people.staff(association, Role.EDITOR))
    tax = "/samband/vinnubord/gildi/stadgreidsla/"
    raw = form_of(editor, f"{tax}drog/")
    assert (raw["rate_1"], raw["personal_credit"]) == ("", "")
    editor.post(f"{tax}drog/", {**raw, **SOURCE, "rate_1": "31,5", "personal_credit": "75.000"})
    editor.post(f"{tax}drog/samthykkja/", {"version": "1.draft"})
    editor.post(f"{tax}drog/gildistaka/", {"version": "1.approved", "fra": "1.1.2027"})

    found = parameters_in_force(WITHHOLDING_TAX, on=date(2027, 3, 1)).at(PERSONAL_CREDIT, date(2027, 3, 1))
    assert (found.whole(), found.valid_to) == (75_000, date(2027, 12, 31))
