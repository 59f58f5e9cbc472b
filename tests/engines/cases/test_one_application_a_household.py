"""Two of one household who send in at the same moment: one gets a case, the other is told."""

from __future__ import annotations

from factories import cases, couples, financial_aid, organisations, people
from samveita.engines.cases.intake import submit
from samveita.engines.cases.models import Case, CaseHold
from samveita.engines.cases.process import CaseRefused
from samveita.ground.organisations.scope import crossing, person_scope


def test_two_of_a_household_who_send_at_once_get_one_case(committed_db, at_once):
    town = financial_aid.adopted(organisations.municipality())
    anna, bjarni = people.person("Anna"), people.person("Bjarni")
    drafts = {
        anna: cases.finished_draft(town, anna, **couples.with_spouse(bjarni)),
        bjarni: cases.finished_draft(town, bjarni, **couples.with_spouse(anna)),
    }

    def send(person):
        with person_scope(person):
            return submit(actor=people.resident_actor(person), draft_uid=drafts[person].uid, language="is")

    ends = at_once(lambda: send(anna), lambda: send(bjarni))

    assert {type(one) for one in ends} == {Case, CaseRefused}, ends
    with crossing("a test counts"):
        assert (Case.objects.count(), CaseHold.objects.filter(released_at=None).count()) == (1, 2)
