"""Changing how decisions are made once the service is in use: preview, confirmation, history, the second person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories import people

from samveita.engines.cases.changing_settings import compared
from samveita.engines.cases.settings import CaseSettings, DecidedBy, InternalAppealBody, ShownAs, settings_for
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role
from samveita.ground.organisations.documents import Cases
from samveita.ground.sharing.models import Version, VersionState
from samveita.ground.sharing.verbs import demand_second_person
from samveita.iceland import clock

pytestmark = pytest.mark.django_db
SERVICE = "financial_aid"
CHANGE = {
    "decided_by": "committee",
    "committee": "velferðarráð",
    "committee_accusative": "velferðarráð",
    "committee_dative": "velferðarráði",
    "committee_genitive": "velferðarráðs",
    "minutes_are_confidential": "False",
    "target_days": "21",
    "data_due_days": "10",
    "hearing_days": "14",
    "days_after_reminder": "3",
    "second_approver_above": "400000",
    "staff_shown_as": "pseudonym",
    "appeal_name": "áfrýjunarnefnd",
    "appeal_accusative": "áfrýjunarnefnd",
    "appeal_dative": "áfrýjunarnefnd",
    "appeal_genitive": "áfrýjunarnefndar",
    "appeal_weeks": "4",
    "appeal_address": "Ráðhúsinu",
    "appeal_email": "",
}


@pytest.fixture
def page(office):
    return reverse("desk:case-settings", args=[office.slug, office.slug, "fjarhagsadstod"])


@pytest.fixture
def desk(as_role):
    return as_role(Role.ADMINISTRATOR)


def _day(days: int = 0) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day.day}.{day.month}.{day.year}"


def _said(response) -> str:
    return response.content.decode()


def test_a_change_is_shown_before_it_is_kept(desk, page, office):
    before = settings_for(office, SERVICE)

    shown = desk.post(page, CHANGE | {"skref": "skoda", "dagur": _day(5)})

    assert shown.status_code == 200
    assert "velferðarráð (um velferðarráð, frá velferðarráði, til velferðarráðs)" in _said(shown)
    assert 'value="stadfesta"' in _said(shown)
    assert settings_for(office, SERVICE) == before


def test_a_confirmed_change_holds_from_its_day_and_the_history_tells_who_made_it(desk, page, office):
    answer = desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day(5)})
    today, history = settings_for(office, SERVICE), _said(desk.get(page))
    with clock.shifted(timedelta(days=6)):
        later = settings_for(office, SERVICE)

    assert answer.status_code == 302
    assert today.decided_by is DecidedBy.STAFF
    assert (later.decided_by, later.committee.name.genitive, later.committee.minutes_are_confidential) == (
        DecidedBy.COMMITTEE,
        "velferðarráðs",
        False,
    )
    assert (later.second_approver_above, later.staff_shown_as) == (400_000, ShownAs.PSEUDONYM)
    assert "Sigríður Starfsmaður" in history
    assert "<ins>400.000" in history


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"committee_genitive": ""}, "Bréfin þurfa heitið í þessu falli."),
        ({"hearing_days": "0"}, 'href="#id_hearing_days"'),
        ({"dagur": "1.1.2020"}, "Stillingar geta ekki tekið gildi aftur í tímann."),
        ({"dagur": "á morgun"}, 'href="#id_dagur"'),
    ],
)
def test_what_can_not_hold_is_sent_back_with_the_reason(desk, page, wrong, told):
    answer = desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day()} | wrong)

    assert answer.status_code == 422
    assert told in _said(answer)
    assert Version.objects.filter(document__kind="cases.settings", author__isnull=False).count() == 0


def test_where_a_second_person_is_wanted_the_change_waits_for_her(desk, page, office):
    demand_second_person(actor=Actor.system("test"), owner=office, wanted=True)

    first = desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day()}, follow=True)
    second = desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day()})

    assert "Annar en þú þarf að samþykkja hana." in _said(first)
    assert Version.objects.filter(document__kind="cases.settings", state=VersionState.DRAFT).count() == 1
    assert second.status_code == 422
    assert "Drög að breytingu bíða samþykkis." in _said(second)


def test_confirming_twice_makes_one_version(desk, page):
    answers = [desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day()}) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 422]
    assert "Þetta er þegar skráð." in _said(answers[1])
    assert Version.objects.filter(document__kind="cases.settings", author__isnull=False).count() == 1


def test_a_planned_change_is_built_upon_and_never_undone(desk, page, office):
    desk.post(page, CHANGE | {"skref": "stadfesta", "dagur": _day(5)})
    begun, earlier = desk.get(page), {"hearing_days": "20", "dagur": _day(2)}
    looked = desk.post(page, CHANGE | earlier | {"skref": "skoda"})
    refused = desk.post(page, CHANGE | earlier | {"skref": "stadfesta"})
    taken = desk.post(page, CHANGE | {"skref": "skoda", "hearing_days": "20", "dagur": _day(9)})

    assert begun.context["form"]["target_days"].value() == 21
    assert begun.context["day"] == _day(6)
    assert (looked.status_code, refused.status_code) == (422, 422)
    assert "Breyting sem þegar hefur verið skráð tekur gildi" in _said(looked)
    assert [one.after.is_ for one in taken.context["changed"]] == ["20"]


def test_only_an_administrator_opens_the_page(page, office):
    worker = people.browser_of(people.staff(office, Role.CASE_WORKER))

    assert worker.get(page).status_code == 403


def test_a_name_is_told_in_every_case_with_the_words_that_call_for_it():
    council = Cases(nominative="bæjarráð", accusative="bæjarráð", dative="bæjarráði", genitive="bæjarráðs")
    body = InternalAppealBody(name=council, address="Ráðhúsinu")
    told = compared(CaseSettings(), CaseSettings(internal_appeal=body))

    assert [one.after.is_ for one in told if one.before != one.after] == [
        "bæjarráð (um bæjarráð, frá bæjarráði, til bæjarráðs); frestur í vikum: 4; Ráðhúsinu"
    ]
