"""Documents of a case: what the applicant hands in, what staff adds, letters, and what was fetched.

A file goes through the vault, which refuses what it does not take with a sentence for whoever sent it. A document is
seen by the party it names, by the office, and by nobody else; one without a party is the office's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.exchange import (
    human_of,
    is_resident,
    party_acting,
    put_on_desk,
    require_open,
    tell,
)
from samveita.engines.cases.exchange_events import DOCUMENT_ADDED, DOCUMENT_CHECKED, DOCUMENT_KEPT_INSIDE
from samveita.engines.cases.models import Case, CaseDocument, Origin
from samveita.engines.cases.process import CaseRefused, locked
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.vault.files import FileRefused, store
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.iceland import clock
from samveita.iceland.texts import Text

DATA_IN = "cases.data_in"
"""The task of looking at what was handed in; it is about the case and closes when every document is checked."""

LOOK_AT_DATA = Text(
    is_="Fara yfir gögn sem bárust", en="Go over documents that came in", pl="Sprawdź otrzymane dokumenty"
)

KINDS: dict[str, Text] = {
    "letter": Text(is_="Bréf", en="Letter", pl="Pismo"),
    "application": Text(
        is_="Fylgiskjal með umsókn", en="Attachment to the application", pl="Załącznik do wniosku"
    ),
    "data": Text(is_="Gögn sem beðið var um", en="Document asked for", pl="Wymagany dokument"),
    "hearing": Text(is_="Fylgiskjal með andmælum", en="Attachment to comments", pl="Załącznik do wypowiedzi"),
    "message": Text(
        is_="Fylgiskjal með skilaboðum", en="Attachment to a message", pl="Załącznik do wiadomości"
    ),
    "other": Text(is_="Önnur gögn", en="Other document", pl="Inny dokument"),
}
"""What a document is, as the title of those that have no better one."""

NO_FILE = Text(is_="Veldu skrá til að senda.", en="Choose a file to send.", pl="Wybierz plik do wysłania.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sent it: what its sender calls it, and the whole of it."""

    name: str
    content: bytes


def keep(
    *,
    actor: Actor,
    case: Case,
    upload: Upload,
    kind: str,
    origin: Origin,
    party: Person | None,
    about: UUID | None = None,
) -> CaseDocument:
    """Store a file and keep it with the case, in the caller's transaction; the caller has asked whether the actor may.

    Raises:
        CaseRefused: with the vault's sentence, when it doesn't take the file.
    """
    try:
        file = store(owner=case.office, name=upload.name, content=upload.content, actor=actor, person=party)
    except FileRefused as refusal:
        raise CaseRefused(refusal.reason) from refusal
    document: CaseDocument = CaseDocument.objects.create(
        case=case,
        office=case.office,
        person=party,
        kind=kind,
        title=KINDS[kind],
        file=file,
        origin=origin,
        uploaded_by=human_of(actor),
        visible_to_resident=party is not None,
        about=about,
        created_at=clock.now(),
    )
    shown = DOCUMENT_KEPT_INSIDE if party is None else DOCUMENT_ADDED
    tell(shown, actor, case, kind="document", uid=document.uid)
    return document


def add_document(
    *,
    actor: Actor,
    uid: UUID,
    uploads: Sequence[Upload],
    kind: str = "other",
    share: bool = True,
    on_paper: bool = False,
) -> list[CaseDocument]:
    """Add files to an open case that nobody asked for: by a party herself, or by staff.

    Args:
        actor: who adds them.
        uid: the case.
        uploads: the files; all are kept or none.
        kind: one of ``KINDS``.
        share: whether the applicant sees what staff adds.
        on_paper: whether staff scanned what had come on paper.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseRefused: when the case is closed, there is no file, or one is refused.
    """
    with transaction.atomic():
        case = locked(uid)
        party: Person | None
        if is_resident(actor):
            party, origin = party_acting(actor, case), Origin.PARTY
        else:
            require(actor, "cases.handle", case)
            party, origin = (case.person if share else None), (Origin.PAPER if on_paper else Origin.STAFF)
        require_open(case)
        if not uploads:
            raise CaseRefused(NO_FILE)
        if kind not in KINDS:
            raise KeyError(kind)
        kept = [
            keep(actor=actor, case=case, upload=one, kind=kind, origin=origin, party=party) for one in uploads
        ]
        if is_resident(actor):
            wants_a_look(actor, case)
    return kept


def wants_a_look(actor: Actor, case: Case) -> None:
    """Put what a party handed in on the desk."""
    put_on_desk(actor, case, kind=DATA_IN, title=LOOK_AT_DATA, about=case.uid)


def check_document(*, actor: Actor, uid: UUID) -> CaseDocument:
    """Mark that staff has gone over a document; checking twice changes nothing. The last one closes the task.

    Raises:
        CaseDocument.DoesNotExist: when the scope holds no such document.
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        found = CaseDocument.objects.select_for_update(of=("self",)).select_related(
            "case__office", "case__municipality", "case__person"
        )
        document: CaseDocument = found.get(uid=uid)
        require(actor, "cases.handle", document.case)
        if document.checked_at is None:
            document.checked_by, document.checked_at = human_of(actor), clock.now()
            document.save(update_fields=["checked_by", "checked_at"])
            tell(DOCUMENT_CHECKED, actor, document.case, kind="document", uid=document.uid)
        handed_in = CaseDocument.objects.filter(case=document.case, origin=Origin.PARTY)
        if not handed_in.filter(checked_at=None).exists():
            close_tasks_about(actor=actor, about=document.case.uid, kind=DATA_IN)
    return document
