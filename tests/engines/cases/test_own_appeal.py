"""A resident appeals on her case's page, with the real last day, and cannot when it has passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import case_settings, full_process, organisations, people, proof_cases
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Appeal, Case, Decision
from samveita.ground.catalogue.declaring import SERVICES
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

SERVICE = full_process.SERVICE


@pytest.fixture
def refused(monkeypatch):
    """Refuse a case of Anna's some days ago, where appeals within the municipality take four weeks; and her browser."""
    for known in (CASE_SERVICES, SERVICES):
        monkeypatch.setitem(known, SERVICE.key, SERVICE)
    office, applicant = organisations.municipality(), people.person()
    case_settings.published(office, SERVICE.key, internal_appeal=case_settings.APPEAL_BODY)

    def make(days_ago):
        case = proof_cases.standing(SERVICE, office, applicant, at="rejected")
        decided_at = clock.now() - timedelta(days=days_ago)
        content = FrozenDecision(
            event="reject",
            figures={},
            reasons={},
            calculation=None,
            decided_on=decided_at.date(),
            signed_by="Ragna",
        )
        with crossing("a test makes a decision"):
            Case.objects.filter(pk=case.pk).update(closed_at=decided_at)
            Decision.objects.create(
                case=case,
                number=1,
                event="reject",
                content=seal_document(office, content, about=str(case.uid)),
                decided_at=decided_at,
            )
        return people.browser_of(applicant), f"/{office.slug}/mal/{case.uid}/"

    return make


def appeals():
    with crossing("a test reads"):
        return Appeal.objects.count(), Case.objects.get().state


def test_she_appeals_in_time_without_having_to_give_reasons(refused):
    browser, page = refused(3)

    offered, form = browser.get(page).content.decode(), browser.get(f"{page}afryjun/").content.decode()
    done = browser.post(f"{page}afryjun/", {"grounds": ""}, follow=True).content.decode()

    assert f"{page}afryjun/" in offered and "Síðasti dagur er" in offered
    assert "áfrýjunarnefnd" in form
    assert "Við höfum fengið áfrýjunina þína." in done
    assert "Niðurstaða liggur ekki fyrir." in done
    assert appeals() == (1, "appealed")


def test_after_the_last_day_nothing_is_offered_and_nothing_taken(refused):
    browser, page = refused(60)

    late = browser.post(f"{page}afryjun/", {"grounds": "Seint"})

    assert f"{page}afryjun/" not in browser.get(page).content.decode()
    assert browser.get(f"{page}afryjun/").headers["Location"] == page
    assert (late.status_code, appeals()) == (422, (0, "rejected"))


def test_somebody_else_appeals_nothing(refused):
    _browser, page = refused(3)

    assert people.browser_of(people.person("Önnur Kona")).post(f"{page}afryjun/").status_code == 404
