"""Which form belongs to which service, and how its known facts are fetched. Services register when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samveita.engines.forms.declaring import Answer, Form
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


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


@dataclass(frozen=True, slots=True)
class RegisteredForm:
    """A service's form. ``prefill`` gets actor, the person applied for, the municipality and the draft's uid."""

    service: str
    form: Form
    prefill: Prefill | None = None
    is_for_companies: bool = False
    refuses: Refuses | None = None


FORMS: dict[str, RegisteredForm] = {}


def register_form(
    service_key: str,
    form: Form,
    prefill: Prefill | None = None,
    *,
    is_for_companies: bool = False,
    refuses: Refuses | None = None,
) -> RegisteredForm:
    """Give a service its form.

    Args:
        service_key: the service's key in the catalogue.
        form: the declaration.
        is_for_companies: whether a company may fill it in; otherwise only a person, for herself or by delegation.
        refuses: says why this person cannot apply there now, before she has answered anything; ``None`` when she can.
        prefill: fetches known facts by name, with a stated purpose; may raise ``FactsUnavailable``.

    Raises:
        ValueError: when the service has another form already.
    """
    registered = RegisteredForm(service_key, form, prefill, is_for_companies, refuses)
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
