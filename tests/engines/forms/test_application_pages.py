"""The pages of an application: begun by choice, saved page by page, safe to go back and forth in, sent once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from engines.forms.sample_forms import EVERYTHING, GOOD
from samveita.engines.forms.answering import as_written
from samveita.engines.forms.drafting import answers_of
from samveita.engines.forms.models import Draft
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Account
from samveita.ground.identity.sessions import Login, remember
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

BASE = "/dalvogur/prufa/umsokn/"


@pytest.fixture
def salka(make_resident):
    return make_resident("Salka Ýr")


@pytest.fixture
def office(make_municipality):
    return make_municipality("dalvogur", official_slug="dalvogsbaer")


def browser_of(person, *, subject=None):
    account = Account.objects.filter(person=person).first() or Account.objects.create(
        person=person, created_at=clock.now()
    )
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    remember(session, Login(subject=str((subject or person).uid), delegations=("Custom",) if subject else ()))
    session.save()
    return client


@pytest.fixture
def visitor(salka, office):
    return browser_of(salka)


@pytest.fixture
def begun(visitor):
    visitor.post(f"{BASE}hefja/")
    return visitor


def the_draft():
    with crossing("look at what the pages stored"):
        return Draft.objects.select_related("municipality").latest("created_at")


def stored():
    with crossing("look at what the pages stored"):
        return answers_of(the_draft())


def send(visitor, step, raw, **extra):
    draft = the_draft()
    own = {"_draft": str(draft.uid), "_revision": str(draft.revision)}
    return visitor.post(f"{BASE}{step}/", {**own, **raw, **extra})


def fill(visitor):
    for step in EVERYTHING.steps:
        raw = {one.key: as_written(one, GOOD[one.key]) for one in step.questions if one.key in GOOD}
        send(visitor, step.key, raw)


def words_on(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_who_is_not_logged_in_is_led_to_the_login_and_back(office):
    answer = Client().get(BASE)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('identity:login')}?next=%2Fdalvogur%2Fprufa%2Fumsokn%2F"


def test_looking_begins_nothing(visitor):
    answer = visitor.get(BASE)

    assert "Byrja á umsókn" in words_on(answer)
    with crossing("read the event store"):
        assert not Event.objects.filter(type="forms.draft_started").exists()


def test_beginning_leads_to_the_list_of_pages(visitor):
    answer = visitor.post(f"{BASE}hefja/", follow=True)

    assert answer.redirect_chain == [(BASE, 302)]
    assert [f"{BASE}{key}/" in answer.content.decode() for key in ("um-thig", "heimili", "tekjur")] == [
        True
    ] * 3
    assert f"{BASE}leiga/" not in answer.content.decode()


def test_a_municipality_that_has_not_adopted_the_service_has_no_such_page(visitor, make_municipality):
    from samveita.ground.catalogue.models import Adoption, AdoptionState

    Adoption.objects.update(state=AdoptionState.READY)

    assert visitor.get(BASE).status_code == 404
    assert visitor.get("/dalvogur/onnur/umsokn/").status_code == 404
    assert visitor.get("/hvergi/prufa/umsokn/").status_code == 404


def test_the_official_name_of_a_municipality_leads_to_the_name_people_say(visitor):
    answer = visitor.get("/dalvogsbaer/prufa/umsokn/")

    assert (answer.status_code, answer.url) == (301, BASE)


def test_known_facts_are_stated_with_their_source(begun):
    page = words_on(begun.get(f"{BASE}um-thig/"))

    assert "Salka Ýr Heimild: Þjóðskrá, sótt 14. desember 2026" in page
    assert "Heimild: Þjóðskrá, sótt 14. desember 2026. Þú getur breytt svarinu." in page
    assert 'name="name"' not in begun.get(f"{BASE}um-thig/").content.decode()
    assert 'value="salka@daemi.is"' in begun.get(f"{BASE}um-thig/").content.decode()


def test_a_single_question_is_its_pages_heading(begun):
    page = begun.get(f"{BASE}heimili/").content.decode()

    assert len(re.findall("<h1", page)) == 1
    assert '<h1 class="sv-question">Hvar býrðu?' in page


def test_saving_a_page_leads_to_the_next_one(begun):
    answer = send(begun, "heimili", {"home": "rent"})

    assert (answer.status_code, answer.url) == (302, f"{BASE}leiga/")
    assert stored() == {"home": "rent"}


def test_an_unusable_answer_is_shown_again_with_what_to_do(begun):
    send(begun, "heimili", {"home": "rent"})

    answer = send(begun, "leiga", {"lease_from": "1.2.2025", "rent": "180.000,50"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="180.000,50"' in page
    assert '<a class="ds-link" href="#id_rent">Skrifaðu upphæðina í heilum krónum' in page
    assert stored() == {"home": "rent", "lease_from": "2025-02-01"}


def test_a_question_that_an_answer_brings_into_sight_is_asked_and_not_called_an_error(begun):
    answer = send(begun, "tekjur", {"has_income": "yes"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="income"' in page
    assert "sv-error-summary" not in page
    assert send(begun, "tekjur", {"has_income": "yes", "income": ""}).status_code == 422


def test_a_kennitala_that_looks_mistyped_is_asked_about_once(begun):
    raw = {"kennitala": "010130-2389", "email": "a@b.is"}

    first, second = send(begun, "um-thig", raw), send(begun, "um-thig", raw)

    assert "Kennitalan gæti verið rangt slegin inn" in words_on(first)
    assert (second.status_code, second.url) == (302, f"{BASE}heimili/")


def test_an_older_tab_keeps_what_was_written_and_shows_what_is_stored(begun):
    send(begun, "heimili", {"home": "own"})

    answer = send(begun, "heimili", {"home": "other"}, _revision="1")

    assert answer.status_code == 409
    assert "Þessari síðu var breytt í öðrum glugga" in words_on(answer)
    assert re.search(r'value="other" checked', answer.content.decode())
    assert stored() == {"home": "own"}


def test_a_tab_of_an_application_that_is_gone_does_not_write_into_the_new_one(begun):
    gone = str(the_draft().uid)
    begun.post(f"{BASE}eyda/", {"_draft": gone})
    begun.post(f"{BASE}hefja/")

    answer = send(begun, "heimili", {"home": "own"}, _draft=gone)

    assert (answer.status_code, answer.url) == (302, BASE)
    assert stored() == {}


def test_changing_an_answer_from_the_review_leads_back_to_it(begun):
    fill(begun)
    page = begun.get(f"{BASE}yfirlit/").content.decode()
    assert f'href="{BASE}tekjur/?til=yfirlit#id_income"' in page

    answer = send(begun, "tekjur", {"has_income": "yes", "income": "300.000"}, _til="yfirlit")

    assert answer.url == f"{BASE}yfirlit/"


def test_changing_an_answer_from_the_review_leads_to_what_it_opened(begun):
    send(begun, "heimili", {"home": "own"})

    answer = send(begun, "heimili", {"home": "rent"}, _til="yfirlit")
    assert answer.url == f"{BASE}um-thig/?til=yfirlit"
    send(begun, "um-thig", {"kennitala": "010130-2399", "email": "a@b.is"})

    answer = send(begun, "heimili", {"home": "rent"}, _til="yfirlit")

    assert answer.url == f"{BASE}leiga/?til=yfirlit"


def test_an_unfinished_application_cannot_be_sent_and_says_why(begun):
    page = begun.get(f"{BASE}yfirlit/")

    assert "Þessu er ólokið" in words_on(page)
    assert "Senda umsókn" not in words_on(page)
    assert f'href="{BASE}heimili/?til=yfirlit#id_home"' in page.content.decode()


def test_a_finished_application_is_posted_with_the_drafts_uid(begun):
    fill(begun)

    page = begun.get(f"{BASE}yfirlit/").content.decode()

    assert f'<form method="post" action="{BASE}senda/">' in page
    assert f'name="draft" value="{the_draft().uid}"' in page
    assert "180.000 kr." in page
    assert f"{BASE}um-thig/?til=yfirlit#id_email" in page
    assert f"{BASE}um-thig/?til=yfirlit#id_name" not in page


def test_the_list_of_pages_says_how_far_each_has_come(begun):
    send(begun, "heimili", {"home": "own"})
    send(begun, "um-thig", {"email": "a@b.is"})

    page = words_on(begun.get(BASE))

    assert re.findall(r"(Um þig|Heimili|Tekjur) (Lokið|Hafið|Eftir)", page) == [
        ("Um þig", "Hafið"),
        ("Heimili", "Lokið"),
        ("Tekjur", "Eftir"),
    ]


def test_another_language_shows_the_same_draft(begun):
    send(begun, "heimili", {"home": "own"})

    page = begun.get(f"/pl{BASE}heimili/").content.decode()

    assert "Hvar býrðu? (pl)" in page
    assert re.search(r'value="own" checked', page)


def test_a_page_that_is_not_asked_leads_to_the_list(begun):
    assert begun.get(f"{BASE}leiga/").url == BASE
    assert begun.get(f"{BASE}annars/").status_code == 404


def test_pages_are_never_kept_by_the_browser(begun):
    assert "no-store" in begun.get(f"{BASE}heimili/")["Cache-Control"]


def test_deleting_is_asked_about_first(begun):
    assert "Viltu eyða umsókninni?" in words_on(begun.get(f"{BASE}eyda/"))

    answer = begun.post(f"{BASE}eyda/", {"_draft": str(the_draft().uid)}, follow=True)

    assert "Umsókninni var eytt." in words_on(answer)
    assert "Byrja á umsókn" in words_on(answer)


def test_registers_that_do_not_answer_are_told_of_and_may_be_asked_again(visitor, register):
    register.is_down = True
    page = words_on(visitor.post(f"{BASE}hefja/", follow=True))
    assert "Ekki tókst að sækja upplýsingar um þig" in page
    assert 'name="name"' in visitor.get(f"{BASE}um-thig/").content.decode()

    register.is_down = False

    assert "Ekki tókst" not in words_on(visitor.post(f"{BASE}hefja/", follow=True))


def test_in_a_delegated_session_the_draft_belongs_to_the_one_represented(salka, office, make_resident):
    mother = make_resident("Móðir")
    visitor = browser_of(salka, subject=mother)

    visitor.post(f"{BASE}hefja/")

    assert the_draft().person_id == mother.pk


def test_nobody_sees_the_draft_of_another(begun, make_resident):
    send(begun, "heimili", {"home": "own"})
    stranger = browser_of(make_resident("Ókunnug"))

    assert "Byrja á umsókn" in words_on(stranger.get(BASE))
    assert stranger.get(f"{BASE}heimili/").url == BASE


@pytest.mark.parametrize("address", ["", "um-thig/", "yfirlit/"])
def test_a_page_asks_the_database_few_questions(begun, address, django_assert_max_num_queries):
    fill(begun)

    with django_assert_max_num_queries(22):
        begun.get(f"{BASE}{address}")
