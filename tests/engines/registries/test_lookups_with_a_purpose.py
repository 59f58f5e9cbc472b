"""Every lookup states its purpose, leaves a sealed answer with evidence, and is told to the resident."""

from __future__ import annotations

import hashlib
import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samveita.engines.registries import lookups
from samveita.engines.registries.answers import FaultKind, RegistryError
from samveita.engines.registries.inquiry import Inquiry
from samveita.engines.registries.models import Lookup, Outcome
from samveita.engines.registries.purposes import PURPOSES, Purpose, register_purpose
from samveita.engines.registries.skatturinn import Month
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person, PersonIdentifier
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.documents import Cases, OrganisationNames
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock
from samveita.iceland.texts import Text

WHO = "0101302399"
PREFILL = Purpose(
    key="test.prefill",
    sentence=Text(is_="Til að fylla út umsókn.", en="To fill in an application.", pl="Aby wypełnić wniosek."),
    legal_basis="Lög nr. 40/1991",
)


@pytest.fixture
def office(db):
    cases = Cases(nominative="Dalvogur", accusative="Dalvog", dative="Dalvogi", genitive="Dalvogs")
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY,
        slug="dalvogur",
        names=OrganisationNames(short=cases, official=cases, en="Dalvogur", pl="Dalvogur"),
    )


@pytest.fixture
def resident(db):
    person = Person.objects.create(name="Gervimaður Færeyjar", created_at=clock.now())
    PersonIdentifier.objects.create(person=person, kennitala=WHO, valid_from=clock.today())
    return person


@pytest.fixture
def registers(tiny_server, settings):
    """Registers that answer what the test says for the end of a path."""
    settings.XROAD_ADDRESS = tiny_server.address
    settings.REGISTRIES_TOKEN_ADDRESS = tiny_server.address + "/connect/token"
    settings.TAX_REGISTRY_ADDRESS = tiny_server.address + "/skattur"
    state = SimpleNamespace(
        status=200, told={"kennitala": WHO, "nafn": "Gervimaður Færeyjar"}, headers={}, token=200
    )

    def reply(asked):
        if asked.path == "/connect/token":
            body = json.dumps({"access_token": "lykill", "expires_in": 300}).encode()
            return SimpleNamespace(status=state.token, body=body, headers={}, echo=False)
        body = json.dumps(state.told).encode()
        return SimpleNamespace(status=state.status, body=body, headers=state.headers, echo=True)

    tiny_server.reply = reply
    return state


@pytest.fixture
def inquiry(office, resident):
    register_purpose(PREFILL)

    def make(**changes):
        values = {
            "actor": Actor(resident.uid, resident.uid, frozenset(), None, Channel.SELF, "Gervimaður"),
            "office": office,
            "municipality": office,
            "applicant": resident,
            "about": resident,
            "purpose": PREFILL,
            "draft": uuid4(),
            **changes,
        }
        return Inquiry(**values)

    yield make
    PURPOSES.pop(PREFILL.key)


def kept():
    with crossing("a test looks"):
        return list(Lookup.objects.select_related("office").order_by("pk"))


def told():
    with crossing("a test looks"):
        return [
            event.data["data"] for event in Event.objects.filter(type="registries.looked_up").order_by("at")
        ]


def test_a_lookup_keeps_its_sealed_answer_with_evidence_and_tells_the_resident(
    registers, inquiry, resident, tiny_server
):
    registers.headers = {"X-Road-Request-Hash": "aGFzaA=="}
    asked = inquiry()

    finding = lookups.person(asked)

    (row,) = kept()
    assert finding.value.name == "Gervimaður Færeyjar"
    assert (row.asked, row.purpose, row.outcome) == ("thjodskra.person", "test.prefill", Outcome.FOUND)
    assert (row.person_id, row.actor, row.draft) == (resident.pk, resident.uid, asked.draft)
    assert (row.message_id, row.request_hash) == (finding.evidence.message_id, "aGFzaA==")
    assert hashlib.sha256(lookups.answer_of(row)).hexdigest() == row.answer_sha256
    assert b"Gervima" not in row.sealed_answer
    assert told() == [{"asked": "thjodskra.person", "purpose": "test.prefill", "outcome": "found"}]
    with person_scope(resident):
        assert Lookup.objects.count() == 1


def test_servers_on_the_way_see_a_pseudonym_and_never_the_humans_national_id(registers, inquiry, tiny_server):
    asked = inquiry()
    lookups.domicile(asked)

    headers = tiny_server.asked[-1].headers
    assert headers["X-Road-UserId"].startswith("IS")
    assert WHO not in headers["X-Road-UserId"]
    assert headers["X-Road-Issue"] == str(asked.draft)


def test_nothing_found_is_kept_and_told_too(registers, inquiry):
    registers.status = 404

    assert lookups.domicile(inquiry()).value is None
    assert [row.outcome for row in kept()] == [Outcome.NOTHING]
    assert told()[0]["outcome"] == "nothing"


def test_a_failed_call_is_kept_and_told_and_raised(registers, inquiry):
    registers.status, registers.headers = 500, {"X-Road-Error": "Server.ServerProxy.AccessDenied"}

    with pytest.raises(RegistryError) as caught:
        lookups.spouse(inquiry())

    (row,) = kept()
    assert caught.value.kind is FaultKind.CONFIGURATION
    assert (row.outcome, row.fault) == (
        Outcome.FAILED,
        "xroad configuration Server.ServerProxy.AccessDenied",
    )
    assert (row.sealed_answer, lookups.answer_of(row)) == (None, None)
    assert told()[0]["outcome"] == "failed"


@pytest.mark.parametrize(("status", "kind"), [(401, FaultKind.CONFIGURATION), (503, FaultKind.RETRY)])
def test_a_token_that_cannot_be_had_is_a_failed_call(registers, inquiry, status, kind):
    registers.token = status

    with pytest.raises(RegistryError) as caught:
        lookups.children_in_custody(inquiry())

    assert caught.value.kind is kind
    assert [row.outcome for row in kept()] == [Outcome.FAILED]


def test_wages_without_an_address_in_settings_are_a_failed_call(registers, inquiry, settings):
    settings.TAX_REGISTRY_ADDRESS = ""

    with pytest.raises(RegistryError):
        lookups.wages(inquiry(), first=Month(2026, 8), last=Month(2026, 10))

    assert [row.asked for row in kept()] == ["skatturinn.wages"]


def staff(office_uid, role):
    return Actor(uuid4(), None, frozenset({role}), office_uid, Channel.STAFF, "Ráðgjafi")


def test_staff_of_the_office_may_look_up_and_nobody_else(registers, inquiry, office):
    stranger = uuid4()

    lookups.person(inquiry(actor=staff(office.uid, "case_worker"), case=uuid4()))
    for actor in (
        staff(office.uid, "viewer"),
        staff(uuid4(), "case_worker"),
        Actor(stranger, stranger, frozenset(), None, Channel.SELF),
    ):
        with pytest.raises(NotAllowed):
            lookups.person(inquiry(actor=actor))

    assert len(kept()) == 1


def test_an_inquiry_without_matter_or_registered_purpose_cannot_be_made(inquiry):
    with pytest.raises(ValueError, match="case or a draft"):
        inquiry(draft=None)
    with pytest.raises(ValueError, match="purpose"):
        inquiry(purpose=Purpose(key="test.other", sentence=PREFILL.sentence, legal_basis=""))


def test_two_purposes_cannot_share_a_key(inquiry):
    with pytest.raises(ValueError, match="twice"):
        register_purpose(Purpose(key=PREFILL.key, sentence=PREFILL.sentence, legal_basis="önnur lög"))


def test_a_lookup_is_written_once_and_belongs_to_a_matter(registers, inquiry, office, resident):
    lookups.person(inquiry())
    (row,) = kept()

    with crossing("a test writes"):
        with pytest.raises(ValueError, match="once"):
            row.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Lookup.objects.filter(pk=row.pk).update(case=None, draft=None)
