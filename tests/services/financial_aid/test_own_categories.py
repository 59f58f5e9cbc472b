"""Q4 asks with the municipality's own categories of the month applied for; each stands for one of the six kinds."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import desk_form_of, figures_of, preview
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case
from samveita.engines.forms import drafting
from samveita.engines.forms.answering import validate, visible_questions
from samveita.engines.forms.json_schema import json_schema
from samveita.engines.forms.registry import form_of
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.services.financial_aid.categories import category_of, kind_of
from samveita.services.financial_aid.parameters import AidCategory, HomeCircumstances

pytestmark = pytest.mark.django_db


def row(code: str, kind: HomeCircumstances, single: int, words: str) -> AidCategory:
    return AidCategory(
        code=code,
        name=Text(is_=words, en=words, pl=words),
        circumstances=kind,
        individual=single,
        cohabitation=2 * single,
    )


OWN = row("eigid", HomeCircumstances.OWN_HOME, 240_000, "Í eigin íbúð")
LEASE = row("leiga", HomeCircumstances.REGISTERED_LEASE, 230_000, "Með þinglýstan samning")
PARENTS = row("foreldrar", HomeCircumstances.WITH_PARENTS, 120_000, "Hjá foreldrum")
CUSTODY = row("foreldrar_barn", HomeCircumstances.WITH_PARENTS, 200_000, "Hjá foreldrum með barn")
CATEGORIES = (OWN, LEASE, PARENTS, CUSTODY)
SERVICE = "financial_aid"


@pytest.fixture(autouse=True)
def in_june():
    with clock.shifted(datetime(2026, 6, 15, 12, tzinfo=clock.ICELAND) - clock.now()):
        yield


@pytest.fixture
def town():
    place = financial_aid.adopted(organisations.municipality())
    financial_aid.published_parameters(place, valid_from=date(2026, 6, 1), categories=CATEGORIES)
    return place


def home(form):
    return [(option.key, option.stands_for) for option in form.question("home").options]


def test_the_question_offers_the_municipalitys_own_categories_and_something_else(town):
    form = form_of(SERVICE).form_in(town, clock.today())

    assert home(form) == [
        ("eigid", "own_home"),
        ("leiga", "registered_lease"),
        ("foreldrar", "with_parents"),
        ("foreldrar_barn", "with_parents"),
        ("unknown", ""),
    ]


def test_categories_of_last_month_are_offered_to_whoever_applies_for_it(town):
    form = form_of(SERVICE).form_in(town, clock.today(), {"applied_month": "previous"})

    assert {key for key, _stands in home(form)} == {kind.value for kind in HomeCircumstances}


def test_a_lease_is_asked_for_by_what_a_category_stands_for(town):
    form = form_of(SERVICE).form_in(town, clock.today())

    asked = {
        answer: {one.key for one in visible_questions(form, {"home": answer})} & {"lease_files", "home_other"}
        for answer in ("eigid", "leiga", "unknown")
    }

    assert asked == {"eigid": set(), "leiga": {"lease_files"}, "unknown": {"home_other"}}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("foreldrar_barn", "foreldrar_barn"), ("own_home", "eigid"), ("with_parents", None), ("castle", None)],
)
def test_another_door_may_name_a_kind_only_one_category_stands_for(town, sent, kept):
    form = form_of(SERVICE).form_in(town, clock.today())

    checked = validate(form, {"home": sent})

    assert (checked.answers.get("home"), "home" in checked.errors) == (kept, kept is None)


def test_the_schema_lists_the_municipalitys_categories(town, client):
    own = json_schema(form_of(SERVICE).form_in(town, clock.today()))["properties"]["home"]
    asked = client.get(f"/api/v1/services/fjarhagsadstod/form?municipality={town.slug}").json()

    keys = [option["const"] for option in own["oneOf"]]
    assert keys == ["eigid", "leiga", "foreldrar", "foreldrar_barn", "unknown"]
    assert asked["answersSchema"]["properties"]["home"] == own


def test_a_municipality_nobody_knows_has_no_form(client):
    assert client.get("/api/v1/services/fjarhagsadstod/form?municipality=hvergi").status_code == 404


def test_a_draft_whose_category_is_not_offered_any_more_is_asked_again(town):
    person = people.person()
    draft = cases.finished_draft(town, person, home="with_parents")

    with person_scope(person):
        again, missing = drafting.asked_again(draft), drafting.missing_in(draft)

    assert again["home"].is_ == "Svarið sem þú valdir er ekki lengur í boði."
    assert [one.question for one in missing] == ["home"]


def test_a_submission_keeps_the_words_of_the_category_as_shown(town):
    case = cases.submitted_case(town, home="foreldrar_barn")
    financial_aid.published_parameters(town, valid_from=date(2026, 6, 2), categories=(OWN, LEASE))

    shown = submitted_answers(case).shown
    words = {line.question: line.answer for step in shown for line in step.lines}

    assert words["home"] == "Hjá foreldrum með barn"


def test_the_desk_calculates_with_the_category_chosen(town):
    case = cases.submitted_case(town, home="foreldrar_barn", has_income=False)

    with office_scope(town):
        held = Case.objects.select_related("office", "municipality", "submission").get(pk=case.pk)
        offered = {key for key, _stands in home(desk_form_of(held))}
        base = preview(held, figures_of(held)).line("base").amount

    assert ("foreldrar_barn" in offered, base) == (True, 200_000)


@pytest.mark.parametrize(
    ("answer", "code", "kind"),
    [
        ("foreldrar_barn", "foreldrar_barn", "with_parents"),
        ("with_parents", "foreldrar", "with_parents"),
        ("leiga", "leiga", "registered_lease"),
    ],
)
def test_an_answer_means_a_category_by_its_code_else_the_first_of_its_kind(answer, code, kind):
    parameters = financial_aid.parameters(categories=CATEGORIES)

    assert (category_of(parameters, answer).code, kind_of(parameters, answer)) == (code, kind)
