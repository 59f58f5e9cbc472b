"""Signing a step by name: who, in which role, when, and for exactly what was shown.

What is signed is known by its digest. When the declaration behind it changes, so does the digest, and the signature no
longer counts: the step asks to be signed again. Earlier signatures stay readable.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import transaction
from django.db.models import QuerySet

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.catalogue.adopting import AdoptionRefused, locked_adoption, require_known
from samveita.ground.catalogue.models import Confirmation
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.iceland import clock
from samveita.iceland.texts import Text


class ConfirmationDetails(Stored):
    """Which step of which offering was signed, for which content and which day."""

    schema_name: ClassVar[str] = "catalogue.confirmation_details"

    offering: str
    step: str
    digest: str
    dated: date


NOT_IN_FUTURE = Text(
    is_="Dagurinn er ekki kominn. Skráðu daginn þegar það gerðist.",
    en="That day has not come. Enter the day on which it happened.",
    pl="Ten dzień jeszcze nie nadszedł. Podaj dzień, w którym to nastąpiło.",
)
NO_NAME = Text(
    is_="Skrifaðu nafn og starfsheiti þess sem staðfestir.",
    en="Write the name and job title of the one who confirms.",
    pl="Wpisz imię, nazwisko i stanowisko osoby potwierdzającej.",
)
CHANGED_MEANWHILE = Text(
    is_="Skjalið breyttist á meðan þú last það. Lestu það aftur og staðfestu.",
    en="The document changed while you were reading it. Read it again and confirm.",
    pl="Dokument zmienił się w trakcie czytania. Przeczytaj go ponownie i potwierdź.",
)

STEP_CONFIRMED = register_event(
    EventType(
        name="catalogue.step_confirmed",
        sentence=Text(
            is_="{who} staðfesti skref í upptöku þjónustu.",
            en="{who} confirmed a step in adopting a service.",
            pl="{who} – potwierdzono krok wdrażania usługi.",
        ),
        visible_to_resident=False,
        data=ConfirmationDetails,
    )
)


def confirm(
    *,
    actor: Actor,
    organisation: Organisation,
    offering: str,
    step: str,
    digest: str,
    current_digest: str,
    name: str,
    role: str,
    dated: date | None = None,
) -> Confirmation:
    """Sign a step.

    Args:
        actor: who signs at the keyboard.
        organisation: for whom.
        offering: of which service or tool.
        step: the step's key.
        digest: of what she was shown.
        current_digest: of what stands now.
        name: the name under the signature.
        role: the job title or role beside it.
        dated: the day the step names; today when left out.

    Raises:
        NotAllowed: when the actor may not.
        AdoptionRefused: when what she read is no longer what stands, the name is missing, or the day lies ahead.
    """
    require(actor, "catalogue.adopt", (organisation, offering))
    require_known(offering)
    day = dated or clock.today()
    if digest != current_digest:
        raise AdoptionRefused(CHANGED_MEANWHILE)
    if not name.strip() or not role.strip():
        raise AdoptionRefused(NO_NAME)
    if day > clock.today():
        raise AdoptionRefused(NOT_IN_FUTURE)
    with transaction.atomic():
        made: Confirmation = Confirmation.objects.create(
            adoption=locked_adoption(organisation, offering),
            step=step,
            digest=digest,
            dated=day,
            signed_by=actor.human,
            signed_name=name.strip()[:200],
            signed_role=role.strip()[:200],
            signed_at=clock.now(),
        )
        record(
            STEP_CONFIRMED,
            actor=actor,
            target=Target("adoption", made.adoption.uid),
            municipality=organisation.uid,
            office=organisation.uid,
            data=ConfirmationDetails(offering=offering, step=step, digest=digest, dated=day),
        )
    return made


def latest(organisation: Organisation, offering: str, step: str) -> Confirmation | None:
    """Return the last signature of a step, also one from before a merger."""
    return signatures(organisation, offering, step).first()


def signatures(organisation: Organisation, offering: str, step: str) -> QuerySet[Confirmation]:
    """Return every signature of a step, newest first."""
    return Confirmation.objects.filter(
        adoption__organisation__in=with_predecessors(organisation), adoption__offering=offering, step=step
    ).order_by("-signed_at", "-pk")
