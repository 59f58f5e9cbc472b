"""Cases made to practise on: who may make them, how they are marked, and how all of them are wiped.

A practice case belongs to a synthetic person at a municipality that has the service in practice. Its number comes from
a series of its own, it stands in a list of its own, its letters are stamped and go nowhere, and nothing is paid. What
happened to it stays in the event log, which holds no names.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError

from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.catalogue.adopting import state_of
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.catalogue.taking import Taking, taking
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.vault.models import StoredFile
from samveita.ground.worklist.models import Task
from samveita.iceland.texts import Text

NOT_ADOPTED = Text(
    is_="Sveitarfélagið tekur ekki við þessari umsókn á vefnum. Hafðu samband við skrifstofu þess.",
    en="The municipality does not take this application online. Contact its office.",
    pl="Gmina nie przyjmuje tego wniosku przez internet. Skontaktuj się z jej urzędem.",
)
ONLY_FOR_PRACTICE = Text(
    is_="Þjónustan er í æfingu og tekur aðeins við umsóknum frá tilbúnu fólki. "
    "Hafðu samband við skrifstofuna ef þú vilt sækja um.",
    en="The service is in practice and takes applications from invented people only. Contact the office to apply.",
    pl="Usługa jest w fazie ćwiczeń i przyjmuje wnioski tylko od fikcyjnych osób. Aby złożyć wniosek, skontaktuj się z urzędem.",
)


class WipedDetails(Stored):
    """Which service's practice was wiped, and how many cases."""

    schema_name: ClassVar[str] = "cases.practice_wiped_details"

    service: str
    cases: int


PRACTICE_WIPED = register_event(
    EventType(
        name="cases.practice_wiped",
        sentence=Text(
            is_="{who} eyddi æfingamálum.",
            en="{who} wiped the practice cases.",
            pl="{who} – usunięto sprawy ćwiczebne.",
        ),
        visible_to_resident=False,
        data=WipedDetails,
    )
)


def is_practice(municipality: Organisation, *, service: str, person: Person) -> bool:
    """Tell whether an application becomes a practice case.

    Raises:
        CaseRefused: when the municipality takes no such application from this person.
    """
    found = taking(municipality, service, person)
    if found is Taking.NOTHING:
        practising = state_of(municipality, service) is AdoptionState.PRACTICE
        raise CaseRefused(ONLY_FOR_PRACTICE if practising else NOT_ADOPTED)
    return found is Taking.PRACTICE


def practice_cases(municipality: Organisation, service: str) -> models.QuerySet[Case]:
    """Return the practice cases of a service at a municipality, as far as the scope reaches."""
    found: models.QuerySet[Case] = Case.objects.filter(
        municipality=municipality, service=service, is_practice=True
    )
    return found


def wipe(*, actor: Actor, municipality: Organisation, service: str) -> int:
    """Delete every practice case of a service with all that hangs on it; return how many there were.

    Must run in the scope of the office that handles them. Real cases can't be reached: the marks are in every query.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "catalogue.adopt", (municipality, service))
    with transaction.atomic():
        uids = list(practice_cases(municipality, service).values_list("uid", flat=True))
        drafts = list(practice_cases(municipality, service).values_list("draft", flat=True))
        files = list(
            StoredFile.objects.filter(pk__in=_file_keys(practice_cases(municipality, service))).values_list(
                "pk", flat=True
            )
        )
        _delete_with_all_below(practice_cases(municipality, service))
        Task.objects.filter(case__in=uids).delete()
        Draft.objects.filter(uid__in=[one for one in drafts if one]).delete()
        StoredFile.objects.filter(pk__in=files).delete()
        record(
            PRACTICE_WIPED,
            actor=actor,
            target=Target("organisation", municipality.uid),
            municipality=municipality.uid,
            office=actor.office or municipality.uid,
            data=WipedDetails(service=service, cases=len(uids)),
        )
    return len(uids)


def _children(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return the scoped models whose rows hang on rows of this model, and by which columns."""
    return [
        (one, field.name)
        for one in apps.get_models()
        if issubclass(one, ScopedModel) and one is not model
        for field in one._meta.concrete_fields
        if field.is_relation and field.related_model is model
    ]


def _file_keys(rows: models.QuerySet[Any]) -> set[int]:
    """Return the keys of the vault's files that rows and all rows below them hold."""
    own = [
        field.attname
        for field in rows.model._meta.concrete_fields
        if field.is_relation and field.related_model is StoredFile
    ]
    keys = {key for name in own for key in rows.values_list(name, flat=True) if key}
    for child, parent in _children(rows.model):
        below = child._default_manager.filter(**{f"{parent}__in": rows})
        keys |= _file_keys(below)
    return keys


def _delete_with_all_below(rows: models.QuerySet[Any]) -> None:
    """Delete rows after everything that hangs on them; siblings that point at each other wait for the next round."""
    waiting = _children(rows.model)
    for _round in range(len(waiting) + 1):
        left = []
        for child, parent in waiting:
            try:
                with transaction.atomic():
                    _delete_with_all_below(child._default_manager.filter(**{f"{parent}__in": rows}))
            except ProtectedError:
                left.append((child, parent))
        waiting = left
        if not waiting:
            break
    rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
