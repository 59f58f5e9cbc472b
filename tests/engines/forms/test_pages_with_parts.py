"""Pages for entries and files, pages kept half-filled, applications taken down by staff, and drafts that nobody goes on with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from engines.forms.sample_forms import EVERYTHING, NEXT_VERSION, PARTS
from engines.forms.test_application_pages import browser_of, the_draft, words_on
from engines.forms.test_questions_with_parts import PDF
from samveita.engines.forms import discarding
from samveita.engines.forms.attaching import files_of
from samveita.engines.forms.drafting import answers_of, mark_submitted
from samveita.engines.forms.models import Draft, DraftFile
from samveita.engines.forms.registry import FORMS, FactsUnavailable
from samveita.engines.forms.sweeping import delete_old_drafts
from samveita.engines.forms.taking_down import NotYetReceived, start_for
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role, RoleGrant
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

BASE = "/dalvogur/prufa/umsokn/"
NAMES = {"0101302399": "Ævar Hönnuður", "0101302989": None}


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def parts(service, register, asked, monkeypatch):
    """The sample service with the form of parts; the register knows one designer and fails on demand."""

    def looks_up(actor, person, municipality, draft, kennitala):
        asked.append(kennitala)
        if register.is_down:
            raise FactsUnavailable
        return NAMES[kennitala]

    known = replace(FORMS[service.key], form=PARTS, looks_up=looks_up)
    monkeypatch.setitem(FORMS, service.key, known)
    register.facts = {"registry.children": [{"child_name": "Una", "kinship": "child"}]}
    return known


@pytest.fixture
def office(parts, make_municipality, settings, tmp_path):
    settings.VAULT_DIRECTORY = tmp_path
    return make_municipality("dalvogur")


@pytest.fixture
def salka(make_resident):
    return make_resident("Salka Ýr")


@pytest.fixture
def begun(office, salka):
    visitor = browser_of(salka)
    visitor.post(f"{BASE}hefja/")
    return visitor


def own(draft=None, **more):
    draft = draft or the_draft()
    return {"_draft": str(draft.uid), "_revision": str(draft.revision), **more}


def stored():
    with crossing("look at what the pages stored"):
        return answers_of(the_draft())


def test_entries_are_listed_with_their_source_added_changed_and_removed(begun):
    page = words_on(begun.get(f"{BASE}born/"))
    assert "Barn 1" in page
    assert "Una" in page
    assert "Þjóðskrá, sótt 14. desember 2026" in page

    wrong = begun.post(f"{BASE}born/nytt/", own(child_name="", kinship="child"))
    assert wrong.status_code == 422
    assert begun.get(f"{BASE}born/nytt/").content.decode().count("checked") == 1, "kept as it was written"

    form = own(child_name="Ari", kinship="child")
    assert begun.post(f"{BASE}born/nytt/", form).url == f"{BASE}born/"
    assert begun.post(f"{BASE}born/nytt/", form).url == f"{BASE}born/", "sent twice"
    assert [one["child_name"] for one in stored()["children"]] == ["Una", "Ari"]

    begun.post(f"{BASE}born/0/", own(child_name="Una Sif", kinship="child"))
    assert "Viltu fjarlægja þetta?" in words_on(begun.get(f"{BASE}born/1/fjarlaegja/"))
    begun.post(f"{BASE}born/1/fjarlaegja/", own())
    assert [one["child_name"] for one in stored()["children"]] == ["Una Sif"]
    assert begun.post(f"{BASE}born/", own()).url == f"{BASE}skoli/"


def test_an_older_window_changes_and_removes_no_entry_unseen(begun):
    older = own()
    begun.post(f"{BASE}born/0/", own(child_name="Una Sif", kinship="child"))

    changed = begun.post(f"{BASE}born/0/", {**older, "child_name": "Una Rós", "kinship": "child"})
    removed = begun.post(f"{BASE}born/0/fjarlaegja/", older, follow=True)

    assert changed.status_code == 409
    assert 'value="Una Rós"' in changed.content.decode()
    assert "Ekkert var fjarlægt" in words_on(removed)
    assert [one["child_name"] for one in stored()["children"]] == ["Una Sif"]


def test_a_half_filled_page_is_kept_without_being_judged_and_is_there_on_another_device(begun, salka):
    quiet = f"{BASE}husid/?vistun=1"
    answer = begun.post(quiet, own(area="12x", floors="", _window="a"))

    assert re.fullmatch(r"Vistað kl\. \d\d:\d\d", answer.content.decode())
    assert stored() == {}
    elsewhere = browser_of(salka).get(f"{BASE}husid/")
    assert 'value="12x"' in elsewhere.content.decode()
    assert "Hér er það sem þú skrifaðir síðast" in words_on(elsewhere)
    assert "Þetta er skrifað en ekki vistað" in words_on(begun.get(f"{BASE}yfirlit/"))

    begun.post(f"{BASE}husid/", own(area="12", floors="1", parts="own"))
    assert "Hér er það sem þú skrifaðir" not in words_on(begun.get(f"{BASE}husid/"))


def test_two_devices_on_one_page_are_told_of_each_other(begun):
    older, quiet = own(area="1", _window="phone"), f"{BASE}husid/?vistun=1"
    begun.post(quiet, {**older, "area": "2", "_window": "desk"})
    assert "Ekki vistað" in begun.post(quiet, older).content.decode()

    begun.post(f"{BASE}husid/", own(area="3", floors="1", parts="own"))
    again = begun.post(f"{BASE}husid/", {**older, "floors": "2", "parts": "own"})

    assert again.status_code == 409
    assert 'value="1"' in again.content.decode()
    assert stored()["area"] == "3"


def test_a_person_is_looked_up_once_and_shown_before_going_on(begun, asked):
    first = begun.post(f"{BASE}honnudur/", own(designer="010130-2399"))
    second = begun.post(f"{BASE}honnudur/", own(designer="010130-2399"))

    assert "Ævar Hönnuður" in words_on(first)
    assert second.status_code == 302
    assert asked == ["0101302399"]
    assert stored()["designer"]["verified"]


def test_a_register_that_is_down_asks_for_the_name_instead(begun, register):
    register.is_down = True

    answer = begun.post(f"{BASE}honnudur/", own(designer="010130-2399"))

    assert 'name="designer_name"' in answer.content.decode()
    begun.post(f"{BASE}honnudur/", own(designer="010130-2399", designer_name="Ævar"))
    assert stored()["designer"] == {"kennitala": "0101302399", "name": "Ævar", "verified": False}


def put_in(visitor, *files, **more):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return visitor.post(f"{BASE}fylgiskjol/skrar/", own(drawings=sent, **more.pop("fields", {})), **more)


def test_files_are_put_in_opened_and_taken_away(begun, tmp_path):
    answer = put_in(begun, ("a.pdf", PDF), ("a.pdf", PDF))

    assert answer.url == f"{BASE}yfirlit/"
    (one,) = stored()["drawings"]
    address = f"{BASE}fylgiskjol/skrar/drawings/{one['file']}/"
    assert address in begun.get(f"{BASE}fylgiskjol/").content.decode()
    assert b"".join(begun.get(address)) == PDF
    with crossing("look at what the pages stored"):
        assert [taken.name for taken in files_of(the_draft())] == ["a.pdf"]

    begun.post(f"{address}fjarlaegja/", own())

    assert "drawings" not in stored()
    with crossing("look at what the pages stored"):
        assert not StoredFile.objects.exists()
    assert begun.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.pdf", b"<html><script>alert(1)</script>", "Við getum ekki tekið við þessari skráartegund"),
        ("notes.txt", b"Texti", "Þessi skráartegund á ekki við hér. Leyfðar tegundir: PDF, PNG."),
        ("big.pdf", PDF + b" " * 1024 * 1024, "Hún má vera 1 MB"),
        ("none.pdf", b"", "Skráin er tóm"),
    ],
)
def test_a_file_that_is_refused_says_why_and_takes_nothing_with_it(begun, name, content, sentence):
    answer = put_in(begun, ("good.pdf", PDF), (name, content))

    assert answer.status_code == 422
    assert name in words_on(answer)
    assert sentence in words_on(answer)
    assert [one["name"] for one in stored()["drawings"]] == ["good.pdf"]


def test_more_than_any_file_may_be_is_answered_with_a_sentence(begun, settings):
    settings.FILE_SIZE_LIMIT, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024, 1000
    answer = put_in(begun, ("huge.pdf", PDF + b" " * 2 * 1024 * 1024))

    assert answer.status_code == 422
    assert "of stórar í einni sendingu" in words_on(answer)


def test_the_script_gets_the_list_of_files_back(begun):
    part = {"headers": {"X-Samveita-Part": "files"}}

    taken = put_in(begun, ("a.pdf", PDF), **part)
    refused = put_in(begun, ("b.pdf", b"x"), **part)

    assert (taken.status_code, refused.status_code) == (200, 422)
    assert "<html" not in taken.content.decode()
    assert "a.pdf" in refused.content.decode()


def test_a_forged_upload_is_refused(begun, salka):
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = begun.cookies

    assert put_in(forger, ("a.pdf", PDF)).status_code == 403


def test_the_files_go_with_the_case_and_those_not_asked_for_do_not(begun):
    put_in(begun, ("a.pdf", PDF))
    with crossing("send the application"):
        draft = the_draft()
        (taken,) = files_of(draft)
        mark_submitted(draft, draft.uid)

        assert not DraftFile.objects.exists()
        assert StoredFile.objects.get() == taken.file


def test_drafts_that_nobody_goes_on_with_are_deleted_with_their_files(begun, settings, tmp_path):
    put_in(begun, ("a.pdf", PDF))
    with crossing("let time pass"):
        Draft.objects.update(changed_at=clock.now() - timedelta(days=settings.DRAFTS_KEPT_DAYS + 1))

    assert delete_old_drafts() == 1
    assert delete_old_drafts() == 0
    with crossing("see what is left"):
        assert not Draft.objects.exists()
        assert not StoredFile.objects.exists()
        assert Event.objects.filter(type="forms.draft_expired").count() == 1


def test_suggestions_are_options_and_take_no_address_in_the_url(begun, monkeypatch):
    from engines.forms.test_questions_with_parts import Book
    from samveita.engines.forms import places

    monkeypatch.setattr(places, "_book", Book)

    answer = begun.post(f"{BASE}stadfong/", {"typed": "laekjarg"})

    assert answer.content.decode().count('role="option"') == 3
    assert 'data-point="30"' in answer.content.decode()
    assert begun.get(f"{BASE}stadfong/").status_code == 405


def test_a_changed_form_says_which_questions_to_answer_again_and_why(office, service, salka, monkeypatch):
    monkeypatch.setitem(FORMS, service.key, replace(FORMS[service.key], form=EVERYTHING))
    visitor = browser_of(salka)
    visitor.post(f"{BASE}hefja/")
    visitor.post(f"{BASE}heimili/", own(home="rent"))
    monkeypatch.setitem(FORMS, service.key, replace(FORMS[service.key], form=NEXT_VERSION))

    page = visitor.post(f"{BASE}hefja/", follow=True)

    assert page.redirect_chain == [(f"{BASE}aftur/", 302)]
    assert "Hvar býrðu? Veldu eitt af svörunum sem eru gefin." in words_on(page)
    visitor.post(f"{BASE}heimili/", own(home="own"))
    assert visitor.get(f"{BASE}aftur/").url == BASE


@pytest.fixture
def clerk(make_resident, office):
    person = make_resident("Ráðgjafi")
    RoleGrant.objects.create(person=person, office=office, role=Role.CASE_WORKER, valid_from=clock.today())
    return person


def at_desk(person, office, *roles):
    return Actor(person.uid, None, frozenset(roles or {"case_worker"}), office.uid, Channel.STAFF, "Ráðgjafi")


def take_down(clerk, office, salka, **more):
    values = {"received_on": clock.today() - timedelta(days=2), "actor": at_desk(clerk, office), **more}
    with office_scope(office):
        return start_for(person=salka, municipality=office, service="sample_service", **values)


def test_staff_takes_a_paper_application_down_on_the_same_pages(begun, clerk, office, salka):
    started = take_down(clerk, office, salka)
    desk = browser_of(clerk)
    base = f"/dalvogur/vinnubord/umsokn/{started.draft.uid}/"

    assert "Þú skráir umsókn fyrir þessa manneskju: Salka Ýr" in words_on(desk.get(base))
    fields = own(started.draft, area="12", floors="1", parts="own")
    assert desk.post(f"{base}husid/", fields).url == f"{base}born/"

    with office_scope(office):
        kept = Draft.objects.get(uid=started.draft.uid)
        assert answers_of(kept)["floors"] == 1
        assert take_down(clerk, office, salka).draft.uid == kept.uid
    with crossing("see that the two drafts are apart"):
        hers = Draft.objects.get(office=None)
        assert answers_of(hers) == {}
        (event,) = Event.objects.filter(type="forms.taken_down")
        assert (event.channel, event.subject, event.human) == ("staff_for_applicant", salka.uid, clerk.uid)
        assert Event.objects.filter(type="forms.draft_opened", target=kept.uid).exists()


def test_only_case_workers_take_applications_down_and_only_those_that_have_come(begun, clerk, office, salka):
    started = take_down(clerk, office, salka)

    with pytest.raises(NotAllowed):
        take_down(clerk, office, salka, actor=at_desk(clerk, office, "viewer"))
    with pytest.raises(NotYetReceived):
        take_down(clerk, office, salka, received_on=clock.today() + timedelta(days=1))
    assert begun.get(f"/dalvogur/vinnubord/umsokn/{started.draft.uid}/").status_code in {403, 404}
    with crossing("the resident does not write in what staff takes down"), pytest.raises(NotAllowed):
        discarding.discard(
            actor=Actor(salka.uid, salka.uid, frozenset(), None, Channel.SELF), uid=started.draft.uid
        )
