"""Parties and linked cases at the desk, one or many at once, and confirming that a validity has ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import building_permit, cases, people, proof_cases
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Case, CaseLink, CaseParty, CaseTerm
from samveita.engines.cases.recording import reasons_of
from samveita.engines.cases.terms import act_on_due
from samveita.engines.registries import registers
from samveita.engines.registries.answers import Evidence, FaultKind, Finding, Origin, RegistryError
from samveita.engines.registries.models import Lookup
from samveita.engines.registries.thjodskra import RegisteredPerson
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.declaring import SERVICES
from samveita.ground.identity.models import Role
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db
NOBODY_KNOWS = "1203894569"


class Register:
    """Answers by name, or is silent."""

    def __init__(self, name: str | None) -> None:
        self.name = name

    def person(self, national_id, *, errand):
        if self.name is None:
            raise RegistryError(kind=next(iter(FaultKind)), origin=Origin.WIRE, code="down")
        found = RegisteredPerson(national_id=national_id, name=self.name, protected=False)
        evidence = Evidence(
            service="x",
            message_id="y",
            request_hash="",
            answer=b"{}",
            answer_sha256="0" * 64,
            fetched_at=clock.now(),
        )
        return Finding(found, evidence)


@pytest.fixture
def register(monkeypatch):
    def answering(name: str | None) -> None:
        monkeypatch.setattr(registers, "national_registry", lambda: Register(name))

    return answering


@pytest.fixture
def page(own_case):
    return f"/dalvogur/vinnubord/mal/{own_case.uid}/adilar/"


def _parties():
    with crossing("a test counts"):
        return list(CaseParty.objects.select_related("person").order_by("pk"))


def _events(case, name):
    with crossing("a test counts"):
        return Event.objects.filter(case=case.uid, type=name).count()


def _post(desk, page, step, **more):
    return desk.post(page, {"skref": step, "hlutverk": "representative"} | more)


def test_several_parties_are_shown_before_they_are_added(desk, page, own_case):
    known = kennitala_of(people.person("Birna Nágranni")).digits
    lines = f"{known}\nJón Jónsson; Aðalgötu 2, 620 Dalvík; jon@example.is"

    shown = _post(desk, page, "skoda", adilar=lines)
    before = len(_parties())
    _post(desk, page, "baeta", adilar=lines)

    assert "Bæta 2 aðilum við málið?" in shown.content.decode()
    assert "Jón Jónsson, Aðalgötu 2, 620 Dalvík, jon@example.is" in shown.content.decode()
    assert before == 0
    assert [(one.role, one.person and one.person.name) for one in _parties()] == [
        ("representative", "Birna Nágranni"),
        ("representative", None),
    ]
    assert _events(own_case, "cases.party_added") == 2
    assert "Birna Nágranni" in desk.get(page).content.decode()


def test_the_register_names_a_kennitala_nobody_knows_and_the_lookup_is_kept(desk, page, own_case, register):
    register("Þorgerður Óþekkta")

    shown = _post(desk, page, "skoda", adilar=NOBODY_KNOWS).content.decode()

    assert "Þorgerður Óþekkta" in shown
    with crossing("a test looks"):
        assert list(Lookup.objects.values_list("case", "purpose")) == [(own_case.uid, "cases.name_of_party")]


def test_when_the_register_is_silent_the_written_name_holds(desk, page, register):
    register(None)

    without = _post(desk, page, "skoda", adilar=NOBODY_KNOWS)
    _post(desk, page, "baeta", adilar=f"{NOBODY_KNOWS} Stefán Staðgengill")

    assert without.status_code == 422
    assert "Skráin svarar ekki núna." in without.content.decode()
    assert [one.person.name for one in _parties()] == ["Stefán Staðgengill"]


def test_one_bad_line_adds_nobody(desk, page):
    known = kennitala_of(people.person("Birna")).digits
    answer = _post(desk, page, "baeta", adilar=f"{known}\n{known}\n1234567890\nbara nafn")
    said = answer.content.decode()

    assert answer.status_code == 422
    assert "Stendur tvisvar á listanum" in said
    assert "bara nafn: Skrifaðu kennitölu, eða nafn; heimilisfang" in said
    assert _parties() == []


def test_adding_twice_adds_once_also_without_a_kennitala(desk, page):
    answers = [_post(desk, page, "baeta", adilar="Jón Jónsson; Aðalgötu 2") for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 422]
    assert "Er þegar aðili í þessu hlutverki" in answers[1].content.decode()
    assert len(_parties()) == 1


def test_a_line_too_many_is_told_and_nobody_added(desk, page):
    lines = "\n".join(f"Nágranni; Aðalgötu {number}" for number in range(1, 103))

    answer = _post(desk, page, "baeta", adilar=lines)

    assert answer.status_code == 422
    assert "Nágranni; Aðalgötu 101: Of margar línur í einu." in answer.content.decode()
    assert _parties() == []


def test_a_party_is_taken_out_and_the_history_keeps_it(desk, page, own_case):
    _post(desk, page, "baeta", adilar="Jón Jónsson; Aðalgötu 2")
    party = _parties()[0]

    _post(desk, page, "ljuka", adili=str(party.uid))

    assert _parties()[0].ended_on == clock.today()
    assert _events(own_case, "cases.party_ended") == 1


def test_cases_are_linked_by_number_and_unlinked_again(desk, page, own_case, office):
    other = cases.submitted_case(office, people.person("Önnur Kona"))

    _post(desk, page, "tengja", numer=f" {other.number} ", tegund="accompanies")
    shown = desk.get(page).content.decode()
    _post(desk, page, "aftengja", mal=str(other.uid), tegund="accompanies")

    assert f"Aftengja {other.number}" in shown
    with crossing("a test counts"):
        assert CaseLink.objects.count() == 0
    assert (_events(own_case, "cases.linked"), _events(own_case, "cases.unlinked")) == (1, 1)


@pytest.mark.parametrize("number", ["FA-9999", "own", ""])
def test_a_number_that_names_no_other_case_is_refused(desk, page, own_case, number):
    answer = _post(
        desk, page, "tengja", numer=own_case.number if number == "own" else number, tegund="follows"
    )

    assert answer.status_code == 409


def test_without_a_role_or_a_kind_of_link_nothing_is_done_and_what_was_written_stays(desk, page):
    role = _post(desk, page, "skoda", hlutverk="", adilar="Jón; Aðalgötu 2")
    kind = _post(desk, page, "tengja", tegund="", numer="FA-1")

    assert (role.status_code, kind.status_code) == (409, 409)
    assert "Veldu hlutverk aðilans." in role.content.decode()
    assert "Jón; Aðalgötu 2" in role.content.decode()


def test_a_viewer_reads_the_page_and_changes_nothing(as_role, page):
    viewer = as_role(Role.VIEWER)

    assert "Bæta við aðilum" not in viewer.get(page).content.decode()
    assert _post(viewer, page, "baeta", adilar="Jón; Aðalgötu 2").status_code == 403
    assert _parties() == []


def test_a_lapse_is_confirmed_with_its_reason_once_the_validity_has_ended(office, desk, monkeypatch):
    service = building_permit.SERVICE
    monkeypatch.setitem(CASE_SERVICES, service.key, service)
    monkeypatch.setitem(SERVICES, service.key, service)
    case = proof_cases.standing(service, office, people.person(), at="permit_issued")
    page = f"/dalvogur/vinnubord/mal/{case.uid}/ferli/stadfesta-lok/"
    answers = {"because": "Verkið hófst ekki innan tímans.", "revision": str(case.revision)}
    early = desk.post(page, answers)
    with crossing("a test looks"):
        last_day = CaseTerm.objects.get(case=case, kind="confirm").last_day
    with clock.shifted(last_day - clock.today() + timedelta(days=1)):
        act_on_due()
        late = people.browser_of(people.staff(office, name="Ragna önnur"))
        late.post(page, answers)
    with crossing("a test looks"):
        now = Case.objects.get(pk=case.pk)
        reasons = [text for _row, text in reasons_of(now)]

    assert early.status_code == 409
    assert "Gildistíminn er ekki runninn út." in early.content.decode()
    assert (now.state, reasons) == ("lapsed", ["Verkið hófst ekki innan tímans."])
