"""The tariff editor: every real tariff goes through its fields unchanged, and the desk page drafts, proves and plans."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import organisations, people
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role
from samveita.ground.sharing.models import Version, VersionState
from samveita.iceland import clock
from samveita.tools.preschool_fees.demo import publish_tariff
from samveita.tools.preschool_fees.editor_drawing import Branch, drawn
from samveita.tools.preschool_fees.editor_grid import grid_of
from samveita.tools.preschool_fees.editor_tree import Errors, kept_of, plain_of, tree_of, typed_of
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.planning import raised
from samveita.tools.preschool_fees.proving import prove
from samveita.tools.preschool_fees.sheet_reading import read_workbook
from samveita.tools.preschool_fees.shelf import shipped_tariffs

NAMES = sorted(shipped_tariffs())
PAGE = "/dalvogur/vinnubord/gjaldskra-leikskola/"


def boxes_of(branch: Branch):
    yield from branch.boxes
    for inner in branch.branches:
        yield from boxes_of(inner)


def form_of(branches):
    return {box.name: box.value for branch in branches for box in boxes_of(branch) if box.value}


@pytest.mark.parametrize("name", NAMES)
def test_every_real_tariff_goes_through_the_fields_unchanged(name):
    tariff, errors = shipped_tariffs()[name], Errors()

    form = form_of(drawn(typed_of(tariff), Errors()))
    read = Tariff.model_validate({**kept_of(tariff), **plain_of(tree_of(form), errors)})

    assert errors.at == {}
    assert read == tariff


@pytest.mark.parametrize("name", NAMES)
def test_every_real_tariff_can_be_raised_and_stays_a_tariff(name):
    tariff = shipped_tariffs()[name]

    assert raised(tariff, Decimal(0)).model_copy(update={"printed": tariff.printed}) == tariff
    assert raised(tariff, Decimal(5)).model.care != tariff.model.care


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12.500", 12500),
        ("7,25", Decimal("7.25")),
        ("7.25", Decimal("7.25")),
        ("41.240 kr.", 41240),
        ("sjö", None),
    ],
)
def test_numbers_are_read_as_people_write_them(written, read):
    errors = Errors()
    plain = plain_of({"model": {"days_per_month": "20", "meals": [{"amount": written}]}}, errors)

    assert plain["model"]["meals"][0].get("amount") == read
    assert bool(errors.at) is (read is None)


def test_a_pasted_table_becomes_rows_of_hours_and_amounts():
    errors = Errors()
    plain = plain_of({"model": {"care": [{"table": "4\t12.000\n4,5\t13.500 kr.\n5 15000"}]}}, errors)

    assert plain["model"]["care"][0]["table"] == {"4": 12000, "4.5": 13500, "5": 15000}
    assert errors.at == {}


def test_the_grid_gives_the_printed_care_fees():
    tariff = shipped_tariffs()["rangarthing-ytra-2026"]

    care = {hours: cells[0].care for hours, cells in grid_of(tariff).rows}

    assert (care["20"], care["30"], care["38"]) == (10260, 15390, 20926)


def test_prices_are_not_raised_out_of_reason():
    current = shipped_tariffs()["rangarthing-ytra-2026"]

    with pytest.raises(ValueError, match="out of reason"):
        raised(current, Decimal(1000))


@pytest.fixture
def office(db):
    return organisations.municipality("dalvogur")


@pytest.fixture
def desk(office):
    return people.browser_of(people.staff(office, Role.ADMINISTRATOR, name="Sigríður Starfsmaður"))


@pytest.fixture
def published(office):
    tariff = shipped_tariffs()["rangarthing-ytra-2026"]
    with clock.standing_on(tariff.valid_from):
        publish_tariff(Actor.system("test"), office, tariff)
    return tariff


def filled(desk, **changes):
    context = desk.get(PAGE).context
    form = {**form_of(context["branches"]), "seen": context["seen"], "kept": context["kept"]}
    return {**form, "valid_from": "1.1.2027", **changes}


def text(response):
    return response.content.decode()


def test_the_next_tariff_is_drafted_from_the_published_one(desk, published):
    response = desk.post(PAGE, filled(desk, **{"gera": "vista", "model.surcharges.0.amount": "2.700"}))

    draft = Version.objects.get(state=VersionState.DRAFT)
    assert response.status_code == 302
    assert draft.content.model.surcharges[0].amount == 2700
    assert draft.content.id == "dalvogur-2027-01-01"
    assert draft.content.printed == published.printed
    steps = text(desk.get(response["Location"]))
    assert "Samþykkja drögin" in steps
    assert "2.700" in steps


def test_the_answer_follows_the_typing_and_says_where_the_printed_tariff_differs(desk, published):
    form = filled(desk, **{"model.care.0.bands.0.amount": "520"})

    part = desk.post(PAGE, form, headers={"HX-Request": "true"})

    assert "<html" not in text(part)
    assert "10.400" in text(part)
    assert "prentað er 10.260 kr. en reglurnar gefa 10.400 kr." in text(part)


def test_a_draft_that_does_not_give_the_printed_tariff_cannot_be_approved(desk, published):
    desk.post(PAGE, filled(desk, **{"gera": "vista", "model.care.0.bands.0.amount": "520"}))
    draft = Version.objects.get(state=VersionState.DRAFT)

    refused = desk.post(
        f"/dalvogur/vinnubord/sameiginlegt/{draft.document.uid}/skref/",
        {"utgafa": f"{draft.number}.draft", "skref": "samthykkja"},
    )

    assert refused.status_code == 422
    assert Version.objects.get(pk=draft.pk).state == VersionState.DRAFT


def test_an_approved_tariff_holds_on_its_own_days(desk, published):
    desk.post(PAGE, filled(desk, gera="vista"))
    draft = Version.objects.get(state=VersionState.DRAFT)
    steps = f"/dalvogur/vinnubord/sameiginlegt/{draft.document.uid}/skref/"

    desk.post(steps, {"utgafa": f"{draft.number}.draft", "skref": "samthykkja"})
    desk.post(steps, {"utgafa": f"{draft.number}.approved", "skref": "gildi"})

    draft.refresh_from_db()
    assert (draft.state, draft.valid_from) == (VersionState.VALID, draft.content.valid_from)


def test_what_cannot_be_read_is_kept_as_typed_and_nothing_is_saved(desk, published):
    response = desk.post(PAGE, filled(desk, **{"gera": "vista", "model.surcharges.0.amount": "margar"}))

    assert response.status_code == 422
    assert 'value="margar"' in text(response)
    assert "Skrifaðu tölu" in text(response)
    assert not Version.objects.filter(state=VersionState.DRAFT).exists()


def test_rows_are_added_and_removed_without_saving(desk, published):
    added = desk.post(PAGE, filled(desk, add="model.surcharges"))
    removed = desk.post(PAGE, filled(desk, remove="model.surcharges.0"))

    assert 'name="model.surcharges.2.amount"' in text(added)
    assert 'name="model.surcharges.1.amount"' not in text(removed)
    assert 'name="model.surcharges.0.amount"' in text(removed)
    assert not Version.objects.filter(state=VersionState.DRAFT).exists()


def test_a_draft_somebody_else_has_saved_is_not_overwritten(desk, published):
    mine = filled(desk, gera="vista")
    desk.post(PAGE, filled(desk, gera="vista", note="Önnur drög"))

    response = desk.post(PAGE, mine)

    assert response.status_code == 409
    assert Version.objects.get(state=VersionState.DRAFT).content.note == "Önnur drög"


def test_prices_are_raised_in_the_fields_and_a_file_is_read_into_them(desk, published):
    higher = desk.post(PAGE, filled(desk, gera="breyta", prosenta="10"))
    other = shipped_tariffs()["akureyri-2026"].model_dump_json(by_alias=True)
    read = desk.post(PAGE, {"gera": "lesa", "skra": SimpleUploadedFile("skra.json", other.encode())})
    wrong = desk.post(PAGE, {"gera": "lesa", "skra": SimpleUploadedFile("skra.json", b"[]")})

    assert 'value="2860"' in text(higher)
    assert "Akureyrarbær" in text(read)
    assert wrong.status_code == 422
    assert not Version.objects.filter(state=VersionState.DRAFT).exists()


def test_the_exported_file_is_the_tariff(desk, published):
    desk.post(PAGE, filled(desk, gera="vista"))

    exported = Tariff.model_validate_json(desk.get(f"{PAGE}skra.json").content)

    assert exported == Version.objects.get(state=VersionState.DRAFT).content
    assert all(proof.holds for proof in prove(exported))


def test_effects_compare_the_draft_with_the_tariff_in_force(desk, published):
    with clock.standing_on(published.valid_from):
        assert "Áhrifin sjást þegar" in text(desk.get(f"{PAGE}ahrif/"))
        desk.post(
            PAGE, filled(desk, **{"gera": "vista", "model.care.0.bands.2.amount": "6.130", "printed": ""})
        )

        page = text(desk.post(f"{PAGE}ahrif/", {"fjoldi-3": "20", "dvol-3": "40"}))

    assert "+2.000 kr." in page
    assert "Börn sem hækkar fyrir" in page
    assert "<svg" in page


def test_effects_are_counted_by_class_and_slips_are_told_at_the_field(desk, published):
    with clock.standing_on(published.valid_from):
        desk.post(
            PAGE, filled(desk, **{"gera": "vista", "model.care.0.bands.2.amount": "6.130", "printed": ""})
        )
        wrong = desk.post(f"{PAGE}ahrif/", {"fjoldi-3": "margir", "rod-2": "80%", "rod-3": "40%"})
        nobody = desk.post(f"{PAGE}ahrif/", {"fjoldi-3": ""})
        page = text(desk.post(f"{PAGE}ahrif/", {"fjoldi-3": "20", "dvol-3": "40", "rod-2": "5"}))
        halves = desk.post(
            f"{PAGE}ahrif/", {"fjoldi-3": "20", "dvol-3": "40", "rod-2": "2.5%", "rod-3": "97,5%"}
        )

    assert halves.status_code == 200
    assert (wrong.status_code, nobody.status_code) == (422, 422)
    assert {one.name for one in wrong.context["errors"]} == {"fjoldi-3", "rod-3"}
    assert "Börn sem hækkar fyrir" in page
    assert 'value="5"' in page


def test_the_excel_workbook_is_handed_out_and_read_back(desk, published):
    desk.post(PAGE, filled(desk, gera="vista"))
    handed = desk.get(f"{PAGE}skra.xlsx")

    read = desk.post(PAGE, {"gera": "lesa", "skra": SimpleUploadedFile("skra.xlsx", handed.content)})
    wrong = desk.post(PAGE, {"gera": "lesa", "skra": SimpleUploadedFile("skra.xlsx", b"PK\x03\x04")})

    assert handed["Content-Disposition"] == 'attachment; filename="gjaldskra-leikskola-dalvogur.xlsx"'
    assert read_workbook(handed.content) == Version.objects.get(state=VersionState.DRAFT).content
    assert form_of(read.context["branches"]) == form_of(desk.get(PAGE).context["branches"])
    assert (wrong.status_code, "ekki Excel-skjal" in text(wrong)) == (422, True)


def test_only_the_municipalitys_own_administrators_open_the_editor(office, published):
    worker = people.browser_of(people.staff(office, Role.CASE_WORKER))

    assert worker.get(PAGE).status_code == 403
