"""Whose application a request is about: the person acted for, the municipality, the service and its form.

The same pages stand behind three doors: the resident's own, that of another person's part of a case, and the desk's,
where staff takes down what came on paper or by telephone. They differ in who acts, which draft it is, and at which address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext

from samveita.engines.forms.declaring import Answers, Form
from samveita.engines.forms.drafting import form_for, open_draft
from samveita.engines.forms.models import Draft
from samveita.engines.forms.parts import open_part
from samveita.engines.forms.registry import FORMS, RegisteredForm, ReviewNote
from samveita.engines.forms.taking_down import open_taken_down
from samveita.engines.forms.web.closed import NotOpenError
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.declaring import SERVICES, Service, service_by_slug
from samveita.ground.catalogue.taking import Taking, taking
from samveita.ground.identity.access import organisation_or_404
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Door:
    """Everything the pages of one application have in common.

    Attributes:
        actor, person: who acts, and for whom.
        municipality, service, registered: where and what is applied for.
        form: the form as the municipality has it today.
        office: the office whose staff takes the application down; none for the resident herself.
        taken_down: the draft she writes in.
        part: the draft of somebody's part of a case.
    """

    actor: Actor
    person: Person
    municipality: Organisation
    service: Service
    registered: RegisteredForm
    form: Form
    office: Organisation | None = None
    taken_down: Draft | None = None
    part: Draft | None = None

    @property
    def base(self) -> str:
        """The template the pages stand on."""
        return "ui/base.html" if self.office is None else "ui/desk_base.html"

    def draft(self) -> Draft | None:
        """Return the open draft, if there is one."""
        own = self.taken_down or self.part
        if own is not None:
            return own
        return open_draft(person=self.person, municipality=self.municipality, service=self.service.key)

    def refusal(self) -> Text | None:
        """Return why the person cannot apply here now, or nothing when she can."""
        refuses = self.registered.refuses
        return refuses(self.person, self.municipality) if refuses else None

    def leads_to(self) -> str | None:
        """Return where she finds what she has applied for already, when she cannot apply and begins here herself."""
        leads = self.registered.leads_to
        return leads(self.person, self.municipality) if leads and self.begins_here else None

    def on_review(self, answers: Answers) -> ReviewNote | None:
        """Return what is shown above finished answers before they are sent, if anything."""
        shows = self.registered.on_review
        return shows(self.municipality, answers) if shows else None

    @property
    def begins_here(self) -> bool:
        """Whether the draft is begun on these pages; otherwise it was, where the case is."""
        return self.office is None and self.part is None

    def may_follow(self) -> bool:
        """Whether there is a last application whose answers a new one may begin with."""
        follows = self.registered.follows
        return self.begins_here and follows is not None and bool(follows(self.person, self.municipality))

    def address(self, name: str, **parts: object) -> str:
        """Return the address of one of the application's pages."""
        if self.part is not None:
            there = {"organisation": self.municipality.slug, "draft": self.part.uid}
            return reverse(f"forms:part-{name}", kwargs={**there, **parts})
        if self.office is not None and self.taken_down is not None:
            desk = {"organisation": self.office.slug, "draft": self.taken_down.uid}
            return reverse(f"forms:desk-{name}", kwargs={**desk, **parts})
        own = {"organisation": self.municipality.slug, "service": self.service.slug}
        return reverse(f"forms:{name}", kwargs={**own, **parts})

    def submit_address(self) -> str:
        """Return where the finished draft is posted; the engine that makes cases answers there."""
        try:
            if self.part is not None:
                there = {"organisation": self.municipality.slug, "draft": self.part.uid}
                return reverse("cases:submit-part", kwargs=there)
            if self.office is not None and self.taken_down is not None:
                desk = {"organisation": self.office.slug, "draft": self.taken_down.uid}
                return reverse("cases:submit-taken-down", kwargs=desk)
            return reverse(
                "cases:submit",
                kwargs={"organisation": self.municipality.slug, "service": self.service.slug},
            )
        except NoReverseMatch as error:
            raise Http404("this installation takes no applications") from error

    def crumbs(self, *last: Crumb) -> list[Crumb]:
        """Return the way to a page of the application."""
        overview = self.address("overview")
        if self.office is not None:
            start = Crumb(
                pgettext("desk", "Vinnuborð"),
                reverse("desk:start", kwargs={"organisation": self.office.slug}),
            )
            return [start, Crumb(self.service.name, overview if last else ""), *last]
        if self.part is not None:
            there = {"organisation": self.municipality.slug, "uid": self.part.for_case}
            case = Crumb(self.service.name, reverse("cases:case", kwargs=there))
            return [case, Crumb(pgettext("application", "Minn hluti"), overview if last else ""), *last]
        service = overview.removesuffix("umsokn/")
        front = service.removesuffix(f"{self.service.slug}/")
        here = Crumb(pgettext("application", "Umsókn"), overview if last else "")
        return [Crumb(str(self.municipality), front), Crumb(self.service.name, service), here, *last]


def door_of(request: HttpRequest, organisation: str, service: str) -> Door:
    """Return the application an address names.

    Raises:
        Http404: when the municipality is unknown, or the service is, or it has no form.
        NotOpenError: when the municipality takes no such application from the person today.
        NotAllowed: when a company asks for what is meant for people.
    """
    municipality = organisation_or_404(organisation)
    found = service_by_slug(service)
    subject = cast("Any", request).subject
    if found is None or found.key not in FORMS:
        raise Http404("there is no such application")
    if taking(municipality, found.key, subject) is Taking.NOTHING:
        raise NotOpenError(municipality, found)
    who = cast("Any", request)
    registered = FORMS[found.key]
    if not registered.is_for_companies:
        require(who.actor, "identity.apply_as_person", who.subject)
    begun = None
    if registered.counts_on:
        begun = open_draft(person=who.subject, municipality=municipality, service=found.key)
    form = _form(registered, municipality, begun)
    return Door(who.actor, who.subject, municipality, found, registered, form)


def part_door_of(request: HttpRequest, organisation: str, uid: UUID) -> Door:
    """Return the part of a case that an address names.

    Raises:
        Http404: when the one acted for has no such open part at the municipality.
        NotAllowed: when a company asks for what is meant for people.
    """
    municipality, who = organisation_or_404(organisation), cast("Any", request)
    try:
        draft = open_part(uid)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    if draft.person != who.subject or successor_of(draft.municipality) != municipality:
        raise Http404("somebody else's part, or at another municipality")
    if draft.service not in FORMS or FORMS[draft.service].offered_as not in SERVICES:
        raise Http404("the service is not here any more")
    require(who.actor, "identity.apply_as_person", who.subject)
    registered = FORMS[draft.service]
    form, service = registered.form_in(municipality, clock.today()), SERVICES[registered.offered_as]
    return Door(who.actor, who.subject, municipality, service, registered, form, part=draft)


def desk_door_of(request: HttpRequest, office: Organisation, uid: UUID) -> Door:
    """Return the application that an office is taking down; the look at it is recorded.

    Raises:
        Http404: when the office is taking down no such application.
        NotAllowed: when the actor is not a case worker there.
    """
    try:
        draft, actor = open_taken_down(actor=cast("Any", request).actor, office=office, uid=uid)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    if draft.submitted_case is not None or draft.service not in FORMS or draft.service not in SERVICES:
        raise Http404("the application was sent, or the service is not here any more")
    municipality, registered = successor_of(draft.municipality), FORMS[draft.service]
    form = _form(registered, municipality, draft)
    service = SERVICES[draft.service]
    return Door(actor, draft.person, municipality, service, registered, form, office, draft)


def _form(registered: RegisteredForm, municipality: Organisation, draft: Draft | None) -> Form:
    """Return the form as the municipality has it; where answers say which options hold, as it is for this draft."""
    if draft is not None and registered.counts_on:
        return form_for(draft)
    return registered.form_in(municipality, clock.today())
