"""Staff takes down an application that came on paper or by phone: for whom, when it came, and by what authority."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, financial_aid, people
from samveita.engines.cases.models import Case
from samveita.engines.forms.documents import AnswersDocument
from samveita.engines.forms.models import Draft
from samveita.engines.registries import registers
from samveita.engines.registries.answers import Evidence, FaultKind, Finding, Origin, RegistryError
from samveita.engines.registries.models import Lookup
from samveita.engines.registries.thjodskra import RegisteredPerson
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock
from samveita.iceland.synthetic_ids import SyntheticIds

pytestmark = pytest.mark.django_db

PAGE = "/dalvogur/vinnubord/umsokn/ny/"


def given(kennitala, **values):
    came = clock.today() - timedelta(days=3)
    return {
        "kennitala": kennitala,
        "name": "",
        "received_on": f"{came:%d.%m.%Y}",
        "door": "phone",
        "authority": "asked",
        "skref": "stadfesta",
    } | values


class Register:
    """Answers by name, or is silent."""

    def __init__(self, name):
        self.name = name

    def person(self, national_id, *, errand):
        if self.name is None:
            raise RegistryError(kind=FaultKind.RETRY, origin=Origin.WIRE, code="down")
        evidence = Evidence(
            service="x",
            message_id="y",
            request_hash=errand.issue,
            answer=b"{}",
            answer_sha256="0" * 64,
            fetched_at=clock.now(),
        )
        return Finding(RegisteredPerson(national_id=national_id, name=self.name, protected=False), evidence)

    def domicile(self, national_id, *, errand):
        raise RegistryError(
            kind=FaultKind.RETRY, origin=Origin.WIRE, code=f"{len(national_id)} {errand.issue}"
        )


@pytest.fixture
def register(monkeypatch):
    def answering(name):
        monkeypatch.setattr(registers, "national_registry", lambda: Register(name))

    answering(None)
    return answering


def unknown():
    return SyntheticIds().person(clock.today().replace(year=1931)).digits


def the(model):
    with crossing("a test reads"):
        return model.objects.get()


def test_a_phone_call_becomes_a_case_that_says_so(desk, office):
    person = people.person("Guðrún Gamla")
    begun = desk.post(PAGE, given(kennitala_of(person).digits))
    draft = the(Draft)
    sent = desk.post(f"/dalvogur/vinnubord/umsokn/{finished(draft, office).uid}/senda/")

    with crossing("a test reads"):
        noted = Event.objects.get(type="desk.authority_noted").data["data"]
    assert begun.headers["Location"] == f"/dalvogur/vinnubord/umsokn/{draft.uid}/"
    assert noted == {"door": "phone", "authority": "asked"}
    assert sent.headers["Location"] == f"/dalvogur/vinnubord/mal/{the(Case).uid}/"
    assert (the(Case).door, the(Case).legal_date) == ("phone", clock.today() - timedelta(days=3))


def finished(draft, office):
    """The same draft with everything answered, as if the pages had been filled in."""
    like = cases.finished_draft(office, people.person())
    with crossing("a test fills in the pages"):
        from samveita.ground.vault.encryption import open_document

        answers = open_document(office, AnswersDocument, like.answers, about=str(like.uid))
        draft.answers = seal_document(office, answers, about=str(draft.uid))
        draft.save(update_fields=["answers"])
    return draft


def test_the_name_comes_from_the_register_and_is_confirmed_before_anything_is_entered(desk, office, register):
    register("Þorgerður Óþekkta")
    who = unknown()

    asked = desk.post(PAGE, given(who, skref=""))
    with crossing("a test counts"):
        drafts = Draft.objects.count()
    desk.post(PAGE, given(who))

    assert "Þorgerður Óþekkta" in asked.content.decode()
    assert "Nafnið er úr þjóðskrá." in asked.content.decode()
    assert drafts == 0
    with crossing("a test looks"):
        first = Lookup.objects.order_by("pk").first()
    assert (first.purpose, first.draft) == ("cases.name_of_applicant", the(Draft).uid)
    assert the(Draft).person.name == "Þorgerður Óþekkta"


def test_a_lookup_of_somebody_else_stays_out_of_the_case_that_was_meant(desk, office, register):
    register("Þorgerður Óþekkta")
    mistaken = SyntheticIds().person(clock.today().replace(year=1932)).digits

    desk.post(PAGE, given(mistaken, skref=""))
    desk.post(PAGE, given(unknown(), skref=""))
    desk.post(PAGE, given(unknown()))

    with crossing("a test looks"):
        kept = list(Lookup.objects.order_by("pk").values_list("draft", flat=True))
    assert the(Draft).uid in kept
    assert kept[0] != the(Draft).uid


def test_when_the_register_is_down_the_typed_name_is_confirmed(desk, office, register):
    who = unknown()

    without = desk.post(PAGE, given(who, skref=""))
    asked = desk.post(PAGE, given(who, name="Nýr Umsækjandi", skref="")).content.decode()
    begun = desk.post(PAGE, given(who, name="Nýr Umsækjandi"))

    assert (without.status_code, begun.status_code) == (409, 302)
    assert "Skrifaðu líka nafn umsækjandans." in without.content.decode()
    assert "Þjóðskrá gaf ekkert nafn." in asked
    assert the(Draft).person.name == "Nýr Umsækjandi"


def test_somebody_known_is_shown_and_nothing_is_looked_up(desk, office, register):
    person = people.person("Guðrún Gamla")

    asked = desk.post(PAGE, given(kennitala_of(person).digits, name="Guðrún Unga", skref="")).content.decode()
    again = desk.post(PAGE, given(kennitala_of(person).digits, name="Guðrún Unga", skref="breyta"))

    assert "Guðrún Gamla" in asked
    assert "Þú skrifaðir annað nafn" in asked
    assert 'value="Guðrún Unga"' in again.content.decode()
    with crossing("a test counts"):
        assert (Lookup.objects.count(), Draft.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "values", [{"kennitala": "rugl"}, {"received_on": "1.1.2099"}, {"door": ""}, {"authority": ""}]
)
def test_a_mistake_keeps_what_was_typed(desk, office, values):
    page = desk.post(PAGE, given("1203754469", name="Anna") | values)

    assert page.status_code == 422
    assert 'value="Anna"' in page.content.decode()


def test_only_case_workers_take_applications_down(as_role):
    assert as_role(Role.VIEWER).get(PAGE).status_code == 403


def test_an_office_that_takes_no_applications_says_so(office, desk):
    from samveita.ground.catalogue.adopting import set_state
    from samveita.ground.catalogue.models import AdoptionState

    set_state(
        actor=financial_aid.SYSTEM,
        organisation=office,
        offering="financial_aid",
        state=AdoptionState.PAUSED,
    )

    assert "tekur ekki við neinni umsókn" in desk.get(PAGE).content.decode()
