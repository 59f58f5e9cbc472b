"""Shared documents on the desk: a changed original decided on part by part, the steps to validity, copying, two persons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import organisations, people
from samveita.engines.letters.own_texts import LETTER_TEXTS, LetterTexts
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Kind
from samveita.ground.sharing import verbs
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import VersionState
from samveita.iceland import clock
from samveita.iceland.texts import Text

pytestmark = pytest.mark.django_db

ROOT = "/dalvogur/vinnubord/sameiginlegt/"
KEY = "financial_aid.decision"
TITLE = Text(is_="Ákvörðun", en="Decision", pl="Decyzja")
SYSTEM = Actor.system("test")


@pytest.fixture
def administrator(as_role):
    return as_role(Role.ADMINISTRATOR)


@pytest.fixture
def original(office):
    association = organisations.municipality("samband")
    association.kind = Kind.ASSOCIATION
    association.save()
    return published(association, {"greeting": "Góðan dag.", "closing": "Kveðja."})


@pytest.fixture
def local(office, original):
    return published(office, {"greeting": "Sæl og blessuð."}, original=original)


def published(owner, paragraphs, *, original=None, on=None):
    document = verbs.start(
        actor=SYSTEM, kind=LETTER_TEXTS.name, key=KEY, owner=owner, title=TITLE, original=original
    )
    draft = verbs.save_draft(
        actor=SYSTEM,
        document=document,
        content=LetterTexts(paragraphs=paragraphs),
        source=SourceNote(title="Fundargerð", url="https://dalvogur.is/fundur"),
    )
    version = verbs.approve(actor=SYSTEM, version=draft)
    verbs.publish(actor=SYSTEM, version=version, valid_from=on or clock.today())
    document.refresh_from_db()
    return document


def changed(original):
    tomorrow = clock.today() + timedelta(days=1)
    published(original.owner, {"greeting": "Góðan daginn.", "closing": "Bestu kveðjur."}, on=tomorrow)


def text(response):
    return response.content.decode()


def test_the_desk_tells_of_a_changed_original_and_takes_the_chosen_part_as_a_draft(
    administrator, local, original
):
    changed(original)
    start = text(administrator.get("/dalvogur/vinnubord/"))
    assert "Frumritið hefur breyst: Ákvörðun" in start
    page = administrator.get(f"{ROOT}{local.uid}/")
    assert "Góðan dag." in text(page)
    assert "Bestu kveðjur." not in text(page)

    administrator.post(
        f"{ROOT}{local.uid}/", {"efni": page.context["news"].mark, "taka": ["paragraphs/greeting"]}
    )

    draft = local.versions.get(state=VersionState.DRAFT)
    assert draft.content.paragraphs == {"greeting": "Góðan daginn."}
    assert "Frumritið hefur breyst: Ákvörðun" not in text(administrator.get("/dalvogur/vinnubord/"))


def test_a_decision_on_an_older_page_is_refused_in_words(administrator, local, original):
    changed(original)

    response = administrator.post(f"{ROOT}{local.uid}/", {"efni": "1.1.valid", "taka": []})

    assert response.status_code == 422
    assert "Skoðaðu breytingarnar aftur" in text(response)


def test_a_draft_goes_its_steps_and_a_second_person_is_demanded(administrator, as_role, local):
    administrator.post(f"{ROOT}samthykki/", {"annar": "1"})
    draft = verbs.save_draft(
        actor=administrator_of(administrator),
        document=local,
        content=LetterTexts(paragraphs={"greeting": "Blessuð."}),
        source=SourceNote(title="Fundargerð"),
    )
    shown = {"utgafa": f"{draft.number}.draft", "skref": "samthykkja"}

    refused = administrator.post(f"{ROOT}{local.uid}/skref/", shown)
    colleague = people.browser_of(people.staff(local.owner, Role.ADMINISTRATOR, name="Jón Stjórnandi"))
    colleague.post(f"{ROOT}{local.uid}/skref/", shown)
    wrong_day = colleague.post(
        f"{ROOT}{local.uid}/skref/",
        {"utgafa": f"{draft.number}.approved", "skref": "gildi", "fra": "á morgun"},
    )
    colleague.post(
        f"{ROOT}{local.uid}/skref/",
        {"utgafa": f"{draft.number}.approved", "skref": "gildi", "fra": "1.1.2030"},
    )

    assert "Annar en sá sem skrifaði drögin" in text(refused)
    assert wrong_day.status_code == 422
    draft.refresh_from_db()
    assert (draft.state, draft.valid_from) == (VersionState.VALID, date(2030, 1, 1))


def administrator_of(browser):
    return browser.get(ROOT).wsgi_request.actor


def test_a_neighbours_texts_are_copied_with_their_source(administrator, office, neighbour):
    theirs = published(neighbour, {"greeting": "Halló."})
    page = administrator.get(f"{ROOT}afrita/{LETTER_TEXTS.name}/")
    assert "Fundargerð" in text(page)

    response = administrator.post(
        f"{ROOT}afrita/{LETTER_TEXTS.name}/", {"utgafa": str(theirs.versions.get().uid)}, follow=True
    )

    assert "Afritað, frumrit:" in text(response)
    assert "Samþykkja drögin" in text(response)


def test_a_neighbours_document_cannot_be_opened(administrator, neighbour):
    theirs = published(neighbour, {"greeting": "Halló."})

    assert administrator.get(f"{ROOT}{theirs.uid}/").status_code == 404
