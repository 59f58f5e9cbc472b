"""Applications taken down by staff: a paper form or a telephone call becomes a draft in the applicant's name.

The same pages and the same checks are used. The actor is staff in the channel "staff for a paper applicant"; the draft
says which office took it down and when the application came, which is the day from which time is counted. It lives beside
a draft the applicant may be filling in herself, and every look at it is recorded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError

from samveita.engines.forms.drafting import DraftRefused, Started, begin, new_draft, resumed
from samveita.engines.forms.events import DRAFT_OPENED, TAKEN_DOWN
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import form_of
from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.recording import record_look
from samveita.ground.identity.models import Person, PersonKind
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for, successor_of
from samveita.iceland import clock


class NotYetReceived(DraftRefused):
    """An application cannot have come later than today."""


class NotForCompanies(DraftRefused):
    """A company cannot apply for what is meant for people."""


def start_for(
    *,
    actor: Actor,
    person: Person,
    municipality: Organisation,
    service: str,
    received_on: date,
    language: str = "is",
    uid: UUID | None = None,
) -> Started:
    """Begin to take down a person's application, or go on with the one this office is taking down. In the office's scope.

    Args:
        actor: staff of the office that handles the service for the municipality.
        person: the applicant.
        municipality: the one applied to.
        service: key of the service.
        received_on: the day the paper or the call came.
        language: the language of the pages.
        uid: of the draft if it is a new one, for which something has been looked up already.

    Raises:
        KeyError: when the service has no form.
        NotAllowed: when the actor is not a case worker there.
        NotYetReceived: when the day is after today.
        NotForCompanies: when a company applies for what is meant for people.
    """
    office = office_for(municipality, service=service, on=clock.today())
    require(actor, "forms.take_down", office)
    if received_on > clock.today():
        raise NotYetReceived
    if not form_of(service).is_for_companies and person.kind != PersonKind.NATURAL:
        raise NotForCompanies
    acting = for_applicant(actor, person)
    own = {"person": person, "municipality": municipality, "service": service, "office": office}
    open_ones = Draft.objects.filter(**own, submitted_case=None).select_related(
        "municipality", "person", "office"
    )
    if (draft := open_ones.first()) is not None:
        return resumed(acting, draft)
    draft = new_draft(person, municipality, service, language)
    draft.office, draft.received_on = office, received_on
    draft.uid = uid or draft.uid
    try:
        begin(acting, draft, TAKEN_DOWN)
    except IntegrityError:
        other = open_ones.first()
        if other is None:
            raise
        return Started(other, is_new=False)
    return Started(draft, is_new=True)


def open_taken_down(*, actor: Actor, office: Organisation, uid: UUID) -> tuple[Draft, Actor]:
    """Return a draft that an office is taking down and the actor who writes in it, and record the look.

    Raises:
        Draft.DoesNotExist: when the office has no such draft.
        NotAllowed: when the actor is not a case worker there.
    """
    require(actor, "forms.take_down", office)
    draft = Draft.objects.select_related("municipality", "person", "office").get(
        uid=uid, office__isnull=False
    )
    if draft.office is None or successor_of(draft.office) != office:
        raise Draft.DoesNotExist
    acting = for_applicant(actor, draft.person)
    record_look(
        DRAFT_OPENED,
        actor=acting,
        target=Target("draft", draft.uid),
        office=office.uid,
        municipality=draft.municipality.uid,
    )
    return draft, acting


def for_applicant(actor: Actor, person: Person) -> Actor:
    """Return staff as she acts for an applicant: her office and roles stay, and the event names whom it was for."""
    return replace(actor, channel=Channel.STAFF_FOR_APPLICANT, subject=person.uid)
