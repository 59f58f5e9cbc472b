"""A resident's own affairs in one picture: applications not yet sent, cases that ask something of her, cases in hand.

Everything here reads within the person scope that the caller has opened; cases of all municipalities come together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from samveita.engines.cases.corresponding import Waits, waiting_of_subject
from samveita.engines.cases.declaring import CASE_SERVICES, Waiting
from samveita.engines.cases.models import Case, CasePart
from samveita.engines.cases.reading import cases_of_subject, cases_with_part
from samveita.engines.cases.web.asked import waiting_words
from samveita.engines.forms.models import Draft
from samveita.ground.catalogue.declaring import SERVICES, Service
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.iceland.texts import Text

PART_ASKED = Text(
    is_="Við bíðum eftir þínum hluta af umsókn annars.",
    en="We are waiting for your part of somebody else's application.",
    pl="Czekamy na Twoją część wniosku innej osoby.",
)
PART_IN = Text(
    is_="Þú hefur skilað þínum hluta af umsókn annars.",
    en="You have handed in your part of somebody else's application.",
    pl="Twoja część wniosku innej osoby została złożona.",
)
PART_OVER = Text(
    is_="Ekki er lengur beðið eftir svari frá þér.",
    en="Your answer is not awaited any more.",
    pl="Nie czekamy już na Twoją odpowiedź.",
)


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """An application she has begun and not sent."""

    service: Service
    municipality: Organisation
    changed_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case of hers: where it stands in a sentence, whether it waits for her, and by when the office aims to answer.

    ``asked`` is what is asked of her with its last day, empty when nothing is; ``unread`` counts messages from the office.
    """

    number: str
    service: Service
    municipality: Organisation
    sentence: Text
    waits_for_her: bool
    is_open: bool
    submitted_at: datetime
    due_on: date | None
    closed_at: datetime | None
    url: str
    asked: str = ""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Affairs:
    """Everything a resident has with the municipalities of the country."""

    drafts: Sequence[OwnDraft]
    cases: Sequence[OwnCase]

    @property
    def asked(self) -> list[OwnCase]:
        """Cases that ask something of her."""
        return [case for case in self.cases if case.waits_for_her]

    @property
    def in_hand(self) -> list[OwnCase]:
        """Open cases that ask nothing of her."""
        return [case for case in self.cases if case.is_open and not case.waits_for_her]

    @property
    def closed(self) -> list[OwnCase]:
        """Cases that are over."""
        return [case for case in self.cases if not case.is_open]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.drafts and not self.cases

    def at(self, municipality: Organisation) -> Affairs:
        """Return what she has open at one municipality."""
        return Affairs(
            [draft for draft in self.drafts if draft.municipality == municipality],
            [case for case in self.cases if case.municipality == municipality and case.is_open],
        )


def affairs() -> Affairs:
    """Return the affairs of the person in scope, newest first: five queries, her parts of other cases among them."""
    drafts = Draft.objects.filter(submitted_case=None, office=None).select_related("municipality__successor")
    cases = cases_of_subject().select_related("municipality__successor")
    beside = cases_with_part().select_related("municipality__successor")
    handed_in = set(CasePart.objects.filter(case__in=beside).values_list("case_id", flat=True))
    waiting = waiting_of_subject()
    return Affairs(
        drafts=[_draft(draft) for draft in drafts.order_by("-changed_at") if draft.service in SERVICES],
        cases=[
            *(_case(case, waiting.get(case.pk, Waits())) for case in cases if case.service in CASE_SERVICES),
            *(
                _part(case, waiting.get(case.pk, Waits()), is_in=case.pk in handed_in)
                for case in beside
                if case.service in CASE_SERVICES
            ),
        ],
    )


def _draft(draft: Draft) -> OwnDraft:
    service, municipality = SERVICES[draft.service], successor_of(draft.municipality)
    own = {"organisation": municipality.slug, "service": service.slug}
    return OwnDraft(service, municipality, draft.changed_at, reverse("forms:overview", kwargs=own))


def _case(case: Case, waits: Waits) -> OwnCase:
    state, municipality = case.process.state(case.state), successor_of(case.municipality)
    return OwnCase(
        number=case.number,
        service=case.declaration,
        municipality=municipality,
        sentence=state.sentence,
        waits_for_her=state.is_open and (state.waiting is Waiting.APPLICANT or waits.due_on is not None),
        is_open=state.is_open,
        submitted_at=case.submitted_at,
        due_on=case.due_on,
        closed_at=case.closed_at,
        url=reverse("cases:case", kwargs={"organisation": municipality.slug, "uid": case.uid}),
        asked=waiting_words(waits) if state.is_open else "",
        unread=waits.unread,
    )


def _part(case: Case, waits: Waits, *, is_in: bool) -> OwnCase:
    """Return somebody else's case as its other party sees it: what is asked of her, and nothing of how it stands."""
    is_open, municipality = case.process.state(case.state).is_open, successor_of(case.municipality)
    return OwnCase(
        number=case.number,
        service=case.declaration,
        municipality=municipality,
        sentence=PART_IN if is_in else PART_ASKED if is_open else PART_OVER,
        waits_for_her=is_open and (not is_in or waits.due_on is not None),
        is_open=is_open,
        submitted_at=case.submitted_at,
        due_on=None,
        closed_at=None,
        url=reverse("cases:case", kwargs={"organisation": municipality.slug, "uid": case.uid}),
        asked=waiting_words(waits) if is_open else "",
        unread=waits.unread,
    )
