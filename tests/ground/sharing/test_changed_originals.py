"""A changed original: who is told, what differs in all three versions, and each part taken or kept."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import uuid4

import pytest
from pydantic import BaseModel, model_validator

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Kind
from samveita.ground.organisations.scope import crossing
from samveita.ground.sharing import verbs
from samveita.ground.sharing.differing import DoNotFit, Who, differences, merged
from samveita.ground.sharing.kinds import KINDS, SharedKind, SourceNote
from samveita.ground.sharing.models import VersionState
from samveita.ground.sharing.queries import published_elsewhere, wants_second_person
from samveita.ground.sharing.reviewing import decide, news_of
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock
from samveita.iceland.texts import Text

pytestmark = pytest.mark.django_db

TITLE = Text(is_="Gjaldskrá", en="Tariff", pl="Cennik")
SOURCE = SourceNote(title="Fundargerð", url="https://dalvogur.is/fundur", as_of=date(2026, 11, 1))
TODAY, JANUARY, FEBRUARY = date(2026, 11, 20), date(2027, 1, 1), date(2027, 2, 1)


class Meal(BaseModel):
    code: str
    label: str
    amount: int


class Menu(Stored):
    schema_name: ClassVar[str] = "test_sharing.menu"

    hourly: int = 100
    most: int = 1000
    place: str = ""
    meals: tuple[Meal, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Menu:
        if self.hourly > self.most:
            raise ValueError("dearer than the dearest")
        return self


MENU = SharedKind(
    "test_sharing.menu",
    TITLE,
    Menu,
    names={"hourly": Text(is_="Tímagjald", en="Hourly fee", pl="Opłata za godzinę")},
    may_be_copied=True,
    adapted=lambda content, owner: content.model_copy(update={"place": owner.slug}),
)
LUNCH = Meal(code="lunch", label="Hádegismatur", amount=500)
SNACK = Meal(code="snack", label="Hressing", amount=200)
FRUIT = Meal(code="fruit", label="Ávextir", amount=90)


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setitem(KINDS, MENU.name, MENU)
    with clock.standing_on(TODAY):
        yield


@pytest.fixture
def office(make_office):
    return make_office("dalvogur")


@pytest.fixture
def original(make_office):
    association = make_office("samband")
    association.kind = Kind.ASSOCIATION
    association.save()
    document = begun(association)
    published(document, Menu(meals=(LUNCH, SNACK)), on=TODAY)
    return document


@pytest.fixture
def local(office, original):
    document = begun(office, original=original)
    dearer = LUNCH.model_copy(update={"amount": 650})
    published(document, Menu(meals=(dearer, SNACK)), on=TODAY)
    return document


def staff(office):
    return Actor(
        uuid4(), None, frozenset({str(Role.ADMINISTRATOR)}), office.uid, Channel.STAFF, "Starfsmaður"
    )


def begun(owner, *, original=None):
    return verbs.start(
        actor=staff(owner), kind=MENU.name, key="matur", owner=owner, title=TITLE, original=original
    )


def published(document, content, *, on):
    actor = staff(document.owner)
    draft = verbs.save_draft(actor=actor, document=document, content=content, source=SOURCE)
    return verbs.publish(actor=actor, version=verbs.approve(actor=actor, version=draft), valid_from=on)


def tasks_about(document):
    with crossing("a test looks at every desk"):
        return list(Task.objects.filter(about=document.uid, state=TaskState.OPEN))


def fresh(document):
    document.refresh_from_db()
    return document


def test_a_newly_published_original_puts_a_task_on_the_desk_of_each_local_version(local, original):
    assert tasks_about(local) == []
    assert news_of(local) is None

    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)

    (task,) = tasks_about(local)
    assert task.kind == verbs.ORIGINAL_CHANGED
    assert task.office == local.owner
    assert task.title.is_ == "Frumritið hefur breyst: Gjaldskrá"
    assert [
        (part.path, part.label.is_, part.then.is_, part.now.is_) for part in news_of(local).to_decide
    ] == [("hourly", "Tímagjald", "100", "120")]


def test_each_part_is_taken_or_kept_and_the_result_is_a_draft(local, original):
    published(
        original, Menu(hourly=120, meals=(LUNCH.model_copy(update={"amount": 550}), FRUIT, SNACK)), on=JANUARY
    )
    news = news_of(local)
    assert {part.path: part.who for part in news.parts} == {
        "hourly": Who.ORIGINAL,
        "meals/code=lunch/amount": Who.BOTH,
        "meals/code=fruit": Who.ORIGINAL,
    }

    draft = decide(
        actor=staff(local.owner),
        document=local,
        mark=news.mark,
        taken=frozenset({"hourly", "meals/code=fruit"}),
    )

    assert draft.state == VersionState.DRAFT
    assert draft.content.hourly == 120
    assert [(meal.code, meal.amount) for meal in draft.content.meals] == [
        ("lunch", 650),
        ("fruit", 90),
        ("snack", 200),
    ]
    assert draft.based_on == news.now
    assert news_of(fresh(local)) is None
    assert tasks_about(local) == []


def test_keeping_everything_makes_no_draft_and_the_mark_is_gone(local, original):
    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)

    draft = decide(actor=staff(local.owner), document=local, mark=news_of(local).mark, taken=frozenset())

    assert draft is None
    assert local.versions.count() == 1
    assert news_of(fresh(local)) is None
    published(original, Menu(hourly=130, meals=(LUNCH, SNACK)), on=FEBRUARY)
    assert [part.then.is_ for part in news_of(fresh(local)).to_decide] == ["120"]


def test_writing_an_own_draft_does_not_hide_a_changed_original(local, original):
    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)

    verbs.save_draft(actor=staff(local.owner), document=local, content=Menu(hourly=90), source=SOURCE)

    assert [part.path for part in news_of(fresh(local)).to_decide] == ["hourly"]


def test_setting_the_result_aside_asks_again(local, original):
    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)
    draft = decide(
        actor=staff(local.owner), document=local, mark=news_of(local).mark, taken=frozenset({"hourly"})
    )

    verbs.set_aside(actor=staff(local.owner), version=draft)

    assert news_of(fresh(local)) is not None


def test_a_decision_on_something_else_than_was_shown_is_refused(local, original):
    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)
    mark = news_of(local).mark
    published(original, Menu(hourly=140, meals=(LUNCH, SNACK)), on=FEBRUARY)

    with pytest.raises(verbs.SharingRefused):
        decide(actor=staff(local.owner), document=local, mark=mark, taken=frozenset({"hourly"}))
    with pytest.raises(verbs.SharingRefused):
        decide(
            actor=staff(local.owner),
            document=local,
            mark=news_of(local).mark,
            taken=frozenset({"meals/code=lunch/amount"}),
        )


def test_only_the_owner_decides(local, original):
    published(original, Menu(hourly=120, meals=(LUNCH, SNACK)), on=JANUARY)

    with pytest.raises(NotAllowed):
        decide(
            actor=staff(original.owner), document=local, mark=news_of(local).mark, taken=frozenset({"hourly"})
        )


def test_parts_that_do_not_fit_without_each_other_are_refused():
    then, now, ours = Menu(), Menu(hourly=2000, most=3000), Menu(most=1100)

    with pytest.raises(DoNotFit):
        merged(MENU, then=then, now=now, ours=ours, taken=frozenset({"hourly"}))
    both = merged(MENU, then=then, now=now, ours=ours, taken=frozenset({"hourly", "most"}))

    assert both == now


def test_a_removed_row_can_be_kept_or_removed():
    then = ours = Menu(meals=(LUNCH, SNACK))
    now = Menu(meals=(LUNCH,))

    (part,) = differences(MENU, then=then, now=now, ours=ours)

    assert (part.path, part.now.is_, part.who) == ("meals/code=snack", "–", Who.ORIGINAL)
    assert merged(MENU, then=then, now=now, ours=ours, taken=frozenset()) == ours
    assert merged(MENU, then=then, now=now, ours=ours, taken=frozenset({part.path})) == now


def test_rows_in_another_order_are_one_part():
    then = ours = Menu(meals=(LUNCH, SNACK))

    (part,) = differences(MENU, then=then, now=Menu(meals=(SNACK, LUNCH)), ours=ours)

    assert part.path == "meals"


def test_where_a_second_person_is_wanted_the_writer_cannot_approve(office, original):
    writer, colleague = staff(office), staff(office)
    verbs.demand_second_person(actor=writer, owner=office, wanted=True)
    document = begun(office)
    draft = verbs.save_draft(actor=writer, document=document, content=Menu(), source=SOURCE)

    with pytest.raises(verbs.SharingRefused, match="Annar en sá"):
        verbs.approve(actor=writer, version=draft)

    assert wants_second_person(office)
    assert verbs.approve(actor=colleague, version=draft).approver == colleague.human
    verbs.demand_second_person(actor=writer, owner=office, wanted=False)
    again = verbs.save_draft(actor=writer, document=document, content=Menu(hourly=1), source=SOURCE)
    assert verbs.approve(actor=writer, version=again).state == VersionState.APPROVED


def test_a_neighbours_published_set_is_copied_with_its_source_and_followed(office, make_office):
    neighbour = begun(make_office("hlidarbaer"))
    theirs = published(neighbour, Menu(hourly=80), on=TODAY)
    found = published_elsewhere(kind=MENU.name, organisation=office, on=TODAY)
    assert list(found) == [theirs]

    draft = verbs.copy(actor=staff(office), version=theirs, owner=office)

    assert (draft.state, draft.source, draft.copied_from) == (VersionState.DRAFT, SOURCE, theirs)
    assert (draft.content.hourly, draft.content.place) == (80, "dalvogur")
    with pytest.raises(verbs.SharingRefused, match="drögum"):
        verbs.copy(actor=staff(office), version=theirs, owner=office)
    published(neighbour, Menu(hourly=85), on=JANUARY)
    assert [part.now.is_ for part in news_of(fresh(draft.document)).to_decide] == ["85"]


def test_what_was_never_published_is_not_copied(office, make_office):
    neighbour = begun(make_office("hlidarbaer"))
    draft = verbs.save_draft(actor=staff(neighbour.owner), document=neighbour, content=Menu(), source=SOURCE)

    with pytest.raises(verbs.SharingRefused):
        verbs.copy(actor=staff(office), version=draft, owner=office)
