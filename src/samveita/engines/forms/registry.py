"""Which form belongs to which service, and what the form needs from outside: known facts, persons, local wishes.

Services register when Django starts. Forms stand beside the registries and never call them: the service hands in
functions that do, with a purpose it has stated, and that leave the event the resident reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samveita.engines.forms.adjusting import FormAdjustments, adjusted
from samveita.engines.forms.choosing import offered
from samveita.engines.forms.declaring import Answer, Answers, Form
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import ExplainedAmount


class FactsUnavailable(Exception):
    """The source of known facts does not answer now; the resident applies without them."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact somebody else supplied.

    Attributes:
        value: the answer it gives, as stored (see ``declaring``).
        source: where it comes from, in the nominative: "Þjóðskrá".
        as_of: the day it was fetched.
    """

    value: Answer
    source: Text
    as_of: date


Refuses = Callable[[Person, Organisation], Text | None]
Prefill = Callable[[Actor, Person, Organisation, UUID], Mapping[str, KnownFact]]
LooksUp = Callable[[Actor, Person, Organisation, UUID, str], str | None]
Adjusts = Callable[[Organisation, date], FormAdjustments]
Follows = Callable[[Person, Organisation], Answers]
CountsOn = Callable[[date, Answers], date]
LeadsTo = Callable[[Person, Organisation], str | None]


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """What is shown above the answers before they are sent: an explained amount, and what it is and is not."""

    amount: ExplainedAmount
    note: Text


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """Where somebody turns who can't apply here on the web: a service centre and the postal codes it serves, if named."""

    name: str
    serves: str = ""
    address: str = ""
    phone: str = ""
    url: str = ""


TurnsTo = Callable[[Organisation, date], tuple[HelpPlace, ...]]
OnReview = Callable[[Organisation, Answers], ReviewNote | None]


@dataclass(frozen=True, slots=True)
class RegisteredForm:
    """A service's form. ``prefill`` gets actor, the person applied for, the municipality and the draft's uid.

    ``looks_up`` gets the same and a kennitala; ``adjusts`` gets the municipality and a day; ``counts_on`` gets a day and
    the answers, and returns the day whose options hold. ``leads_to`` gets the person and the municipality, ``on_review``
    the municipality and the answers, ``turns_to`` the municipality and a day.
    """

    service: str
    form: Form
    prefill: Prefill | None = None
    is_for_companies: bool = False
    refuses: Refuses | None = None
    looks_up: LooksUp | None = None
    adjusts: Adjusts | None = None
    counts_on: CountsOn | None = None
    part_of: str = ""
    leads_to: LeadsTo | None = None
    on_review: OnReview | None = None
    turns_to: TurnsTo | None = None
    follows: Follows | None = None

    @property
    def offered_as(self) -> str:
        """The key of the service the form is filled in for: its own, or the one it is a part of."""
        return self.part_of or self.service

    def form_in(self, municipality: Organisation, on: date, answers: Answers | None = None) -> Form:
        """Return the form as a municipality has it on a day, with the options that hold for what is applied for.

        Args:
            municipality: whose wishes and options hold.
            on: the day.
            answers: what has been answered, which may say that another day's options hold, such as last month's.
        """
        held = self.counts_on(on, answers or {}) if self.counts_on else on
        form = offered(self.form, municipality, held)
        return adjusted(form, self.adjusts(municipality, on)) if self.adjusts else form


FORMS: dict[str, RegisteredForm] = {}


def register_form(
    service_key: str,
    form: Form,
    prefill: Prefill | None = None,
    *,
    is_for_companies: bool = False,
    refuses: Refuses | None = None,
    looks_up: LooksUp | None = None,
    adjusts: Adjusts | None = None,
    counts_on: CountsOn | None = None,
    part_of: str = "",
    leads_to: LeadsTo | None = None,
    on_review: OnReview | None = None,
    turns_to: TurnsTo | None = None,
    follows: Follows | None = None,
) -> RegisteredForm:
    """Give a service its form.

    Args:
        service_key: the service's key in the catalogue.
        form: the declaration.
        is_for_companies: whether a company may fill it in; otherwise only a person, for herself or by delegation.
        refuses: says why this person cannot apply there now, before she has answered anything; ``None`` when she can.
        prefill: fetches known facts by name, with a stated purpose; may raise ``FactsUnavailable``.
        looks_up: returns the name registered for a kennitala, or ``None`` when nobody is; states its purpose, leaves the
            event of the look, and may raise ``FactsUnavailable``. Without it names are typed and marked unverified.
        adjusts: returns which questions a municipality leaves out on a day, and its local help.
        counts_on: returns the day whose supplied options hold (see ``choosing``), such as the month applied for.
        leads_to: the address of what she has applied for already, when she cannot apply now and that page says more.
        on_review: returns an amount to show before sending, such as an estimate; ``None`` when none can be given.
        turns_to: returns the municipality's service centres for whoever can't apply on the web.
        part_of: the service whose cases this form is another person's part of; the key is then the part's own.
        follows: returns the answers that an application like her last one begins with; empty when she has none.

    Raises:
        ValueError: when the service has another form already.
    """
    registered = RegisteredForm(
        service_key,
        form,
        prefill,
        is_for_companies=is_for_companies,
        refuses=refuses,
        looks_up=looks_up,
        adjusts=adjusts,
        counts_on=counts_on,
        part_of=part_of,
        leads_to=leads_to,
        on_review=on_review,
        turns_to=turns_to,
        follows=follows,
    )
    if FORMS.get(service_key, registered) != registered:
        raise ValueError(f"service {service_key!r} has a form already")
    FORMS[service_key] = registered
    return registered


def form_of(service_key: str) -> RegisteredForm:
    """Return a service's form.

    Raises:
        KeyError: when it has none.
    """
    return FORMS[service_key]
