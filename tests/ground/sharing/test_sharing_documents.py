"""Originals and local versions: drafted, approved, valid from a day, and never changed once they were valid."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import uuid4

import pytest

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Kind
from samveita.ground.organisations.scope import crossing
from samveita.ground.sharing import verbs
from samveita.ground.sharing.kinds import KINDS, SharedKind, SourceNote, register_kind
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import history, in_force, users_of
from samveita.ground.sharing.verbs import SharingRefused
from samveita.iceland import clock
from samveita.iceland.texts import Text

pytestmark = pytest.mark.django_db

TITLE = Text(is_="Gjaldskrá", en="Tariff", pl="Cennik")
SOURCE = SourceNote(title="Fundargerð bæjarstjórnar", as_of=date(2026, 11, 1), verified=True)
JANUARY, FEBRUARY, MARCH = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)


class Tariff(Stored):
    schema_name: ClassVar[str] = "test_sharing.tariff"

    kronur: int


class Rules(Stored):
    schema_name: ClassVar[str] = "test_sharing.rules"

    words: str


TARIFF = SharedKind("test_sharing.tariff", TITLE, Tariff)
RULES = SharedKind("test_sharing.rules", TITLE, Rules)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    for kind in (TARIFF, RULES):
        monkeypatch.setitem(KINDS, kind.name, kind)


@pytest.fixture
def office(make_office):
    return make_office("dalvogur")


@pytest.fixture
def association(make_office):
    made = make_office("samband")
    made.kind = Kind.ASSOCIATION
    made.save()
    return made


def staff(office, role=Role.ADMINISTRATOR):
    return Actor(uuid4(), None, frozenset({str(role)}), office.uid, Channel.STAFF, "Starfsmaður")


def begun(owner, *, original=None, kind=TARIFF):
    return verbs.start(
        actor=staff(owner), kind=kind.name, key="leikskoli", owner=owner, title=TITLE, original=original
    )


def drafted(document, kronur=100):
    return verbs.save_draft(
        actor=staff(document.owner), document=document, content=Tariff(kronur=kronur), source=SOURCE
    )


def approved(document, kronur=100):
    return verbs.approve(actor=staff(document.owner), version=drafted(document, kronur))


def published(document, kronur=100, *, on=JANUARY):
    return verbs.publish(actor=staff(document.owner), version=approved(document, kronur), valid_from=on)


def holding(organisation, day):
    found = in_force(kind=TARIFF.name, key="leikskoli", organisation=organisation, on=day)
    return None if found is None else found.content.kronur


def validity(document):
    return [
        (version.content.kronur, version.valid_from, version.valid_to)
        for version in document.versions.filter(state=VersionState.VALID).order_by("valid_from")
    ]


def test_beginning_a_document_twice_gives_the_same_document(office):
    assert begun(office) == begun(office)
    assert SharedDocument.objects.count() == 1


def test_saving_again_overwrites_the_open_draft(office):
    document = begun(office)

    first, second = drafted(document, 100), drafted(document, 200)

    assert first.pk == second.pk
    assert Version.objects.get().content == Tariff(kronur=200)


def test_a_change_after_approval_begins_a_new_version(office):
    document = begun(office)
    approved(document, 100)

    later = drafted(document, 200)

    assert later.number == 2
    assert [(one.number, one.state, one.content.kronur) for one in history(document)] == [
        (2, "draft", 200),
        (1, "approved", 100),
    ]


def test_content_of_another_kind_is_refused(office):
    with pytest.raises(SharingRefused):
        verbs.save_draft(actor=staff(office), document=begun(office), content=Rules(words="x"), source=SOURCE)


def test_a_kind_nobody_registered_is_refused(office):
    with pytest.raises(KeyError):
        verbs.start(actor=staff(office), kind="nothing", key="x", owner=office, title=TITLE)


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        register_kind(SharedKind(TARIFF.name, TITLE, Rules))


def test_a_draft_cannot_be_published_before_it_is_approved(office):
    with pytest.raises(SharingRefused, match="Samþykktu drögin"):
        verbs.publish(actor=staff(office), version=drafted(begun(office)), valid_from=JANUARY)


def test_an_approved_version_is_not_approved_again(office):
    version = approved(begun(office))

    with pytest.raises(SharingRefused):
        verbs.approve(actor=staff(office), version=version)


def test_nothing_holds_before_its_day(office):
    published(begun(office), on=FEBRUARY)

    assert holding(office, JANUARY) is None
    assert holding(office, FEBRUARY) == 100
    assert holding(office, date(2040, 1, 1)) == 100


def test_publishing_ends_the_version_before_it_the_day_before(office):
    document = begun(office)
    published(document, 100, on=JANUARY)

    published(document, 200, on=FEBRUARY)

    assert validity(document) == [(100, JANUARY, date(2027, 1, 31)), (200, FEBRUARY, None)]
    assert (holding(office, date(2027, 1, 31)), holding(office, FEBRUARY)) == (100, 200)


def test_a_version_published_between_two_others_leaves_neither_gap_nor_overlap(office):
    document = begun(office)
    published(document, 100, on=JANUARY)
    published(document, 300, on=MARCH)

    published(document, 200, on=FEBRUARY)

    assert validity(document) == [
        (100, JANUARY, date(2027, 1, 31)),
        (200, FEBRUARY, date(2027, 2, 28)),
        (300, MARCH, None),
    ]


def test_a_version_published_before_all_others_ends_when_the_first_begins(office):
    document = begun(office)
    published(document, 200, on=FEBRUARY)

    published(document, 100, on=JANUARY)

    assert validity(document) == [(100, JANUARY, date(2027, 1, 31)), (200, FEBRUARY, None)]


def test_two_versions_cannot_begin_on_the_same_day(office):
    document = begun(office)
    published(document, 100)

    with pytest.raises(SharingRefused, match="sama dag"):
        published(document, 200)

    assert holding(office, JANUARY) == 100


def test_the_local_version_wins_over_the_original(office, association):
    original = begun(association)
    published(original, 100)
    local = begun(office, original=original)

    assert holding(office, JANUARY) == 100
    published(local, 150, on=FEBRUARY)

    assert holding(office, JANUARY) == 100
    assert holding(office, FEBRUARY) == 150
    assert holding(association, FEBRUARY) == 100


def test_without_any_version_nothing_is_guessed(office):
    assert holding(office, JANUARY) is None
    assert holding(None, JANUARY) is None


def test_another_municipalitys_version_never_holds(office, make_office):
    published(begun(make_office("hlidarbaer")), 500)

    assert holding(office, JANUARY) is None


def test_a_local_version_remembers_which_original_it_was_made_from(office, association):
    original = begun(association)
    with clock.standing_on(FEBRUARY):
        first = published(original, 100, on=JANUARY)
        version = drafted(begun(office, original=original))

    assert version.based_on == first


def test_a_local_version_is_of_the_originals_kind(office, association):
    original = begun(association, kind=RULES)

    with pytest.raises(SharingRefused):
        begun(office, original=original)


def test_an_original_knows_who_uses_it(office, association, make_office):
    original = begun(association)
    local = begun(office, original=original)
    begun(make_office("hlidarbaer"))

    assert list(users_of(original)) == [local]


def test_after_a_merger_the_successors_own_version_wins_over_an_inherited_one(office, make_office):
    published(begun(office), 100)
    successor = make_office("nyjabyggd")
    office.successor = successor
    office.save()
    assert holding(successor, MARCH) == 100

    published(begun(successor), 300, on=FEBRUARY)

    assert holding(successor, JANUARY) == 100
    assert holding(successor, MARCH) == 300


def test_a_draft_can_be_set_aside_and_stays_readable(office):
    document = begun(office)
    version = verbs.set_aside(actor=staff(office), version=drafted(document, 100))

    assert version.state == VersionState.SET_ASIDE
    assert drafted(document, 200).number == 2
    assert Version.objects.get(number=1).content == Tariff(kronur=100)


def test_a_version_that_was_valid_is_never_set_aside(office):
    version = published(begun(office))

    with pytest.raises(SharingRefused):
        verbs.set_aside(actor=staff(office), version=version)


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.VIEWER, Role.AUDITOR])
def test_other_roles_may_not_write(office, role):
    document, version = begun(office), drafted(begun(office))
    actor = staff(office, role)

    with pytest.raises(NotAllowed):
        verbs.save_draft(actor=actor, document=document, content=Tariff(kronur=1), source=SOURCE)
    with pytest.raises(NotAllowed):
        verbs.approve(actor=actor, version=version)
    with pytest.raises(NotAllowed):
        verbs.set_aside(actor=actor, version=version)


def test_an_administrator_of_another_office_may_not_write(office, make_office):
    version, stranger = approved(begun(office)), staff(make_office("hlidarbaer"))

    with pytest.raises(NotAllowed):
        verbs.publish(actor=stranger, version=version, valid_from=JANUARY)

    assert Version.objects.get().state == VersionState.APPROVED


def test_an_editor_of_the_association_writes_its_originals(association):
    editor = staff(association, Role.EDITOR)

    document = verbs.start(actor=editor, kind=TARIFF.name, key="leikskoli", owner=association, title=TITLE)

    assert document.owner == association


def test_every_step_leaves_an_event_with_the_versions_number(office):
    document = begun(office)
    published(document)

    with crossing("read the event store"):
        events = Event.objects.filter(target=document.uid).order_by("at")
        found = [(event.type, event.data["data"]["number"], event.office) for event in events]

    assert found == [
        ("sharing.draft_saved", 1, office.uid),
        ("sharing.version_approved", 1, office.uid),
        ("sharing.version_published", 1, office.uid),
    ]


def test_author_approver_and_source_stand_on_the_version(office):
    version = published(begun(office))

    assert version.author is not None
    assert version.approver is not None
    assert version.author != version.approver
    assert version.source == SOURCE


def test_finding_what_holds_takes_two_questions(office, django_assert_max_num_queries):
    published(begun(office))

    with django_assert_max_num_queries(2):
        assert holding(office, JANUARY) == 100
