"""Letters of a case: written by the service, kept with the case, announced to the mailbox.

A row of the process that names a letter always sends it. Where a verb has rendered it beforehand (a decision is read
before it is made) it is sent in the transaction of the move. Otherwise the move leaves an order, and the worker writes
and sends the letter at once afterwards, once; a receipt goes the same way. Nothing is rendered while rows are held.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.declaring import CannotPropose, CaseLetter, DecisionDraft, LetterContext
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.models import Case, CaseDocument, LetterOrder, Origin
from samveita.engines.letters.render import stamped
from samveita.engines.letters.template import Letter
from samveita.engines.mailbox.announcing import CannotAnnounce, LetterCase, StoredDocument, announce
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document
from samveita.ground.vault.files import store
from samveita.ground.worklist import deliveries
from samveita.ground.worklist.handlers import Lost, Refused, register_handler
from samveita.iceland import clock
from samveita.iceland.texts import Text

LETTER_PURPOSE = "cases.letter"
"""The mailbox's purpose for letters that are no decisions; the source is the document's uid."""
DECISION_PURPOSE = "cases.decision"
"""The mailbox's purpose for letters of decisions; the source is the decision's uid."""
ORDERED = "cases.letter"
"""The delivery that writes and sends an ordered letter; its target is the order's uid."""
WRITER = Actor.system("letters")
PRACTICE_STAMP = "ÆFING"
"""Stands across the letters of practice cases, which never leave the house."""
NOT_WRITTEN = Text(
    is_="Ekki tókst að skrifa eða senda bréf í máli. Skoðaðu hvað vantar og sendu það aftur.",
    en="A letter in a case could not be written or sent. See what is missing and send it again.",
    pl="Nie udało się napisać lub wysłać pisma w sprawie. Sprawdź, czego brakuje, i wyślij ponownie.",
)


def submitted_answers(case: Case) -> SubmissionDocument:
    """Return what was applied for, with the questions as shown."""
    return open_document(case.office, SubmissionDocument, case.submission.answers, about=str(case.uid))


def write(
    case: Case,
    key: str,
    *,
    event: str,
    to: Person | None = None,
    signed_by: str = "",
    draft: DecisionDraft | None = None,
    subject: Any = None,
) -> Letter:
    """Render a letter of a case; nothing is stored.

    Args:
        case: the case, before the step that sends the letter.
        key: the letter, as the row names it.
        event: the row that sends it.
        to: whom it is for; the applicant when left out.
        signed_by: the name under it.
        draft: the decision about to be made, if it tells of one.
        subject: what else it is about.

    Raises:
        CaseRefused: when something the letter must say is missing.
        CannotPropose: likewise, in a calculation.
    """
    submitted = submitted_answers(case)
    context = LetterContext(
        case=case,
        answers=submitted.answers,
        language=submitted.language,
        dated=clock.today(),
        event=event,
        to=to or case.person,
        signed_by=signed_by,
        draft=draft,
        subject=subject,
    )
    with stamped(PRACTICE_STAMP if case.is_practice else ""):
        return _declared(case, key).compose(context)


def keep_and_announce(
    *,
    actor: Actor,
    case: Case,
    key: str,
    letter: Letter,
    to: Person | None = None,
    purpose: str = LETTER_PURPOSE,
    source: UUID | None = None,
) -> tuple[CaseDocument, UUID | None]:
    """Keep a rendered letter with the case and announce it, in the caller's transaction; return it with its dispatch.

    The letter of a practice case is kept and announced to nobody; it has no dispatch.

    Raises:
        CannotAnnounce: when the mailbox would not take it, or nobody is there to take it.
    """
    declared, recipient = _declared(case, key), to or case.person
    file = store(
        owner=case.office,
        name=f"{case.number}-{case.documents.count() + 1}.pdf",
        content=letter.pdf,
        media_type="application/pdf",
        actor=actor,
        person=recipient,
    )
    document = CaseDocument.objects.create(
        case=case,
        office=case.office,
        person=recipient,
        kind="letter",
        title=declared.title,
        file=file,
        origin=Origin.LETTER,
        uploaded_by=actor.human,
        visible_to_resident=True,
        created_at=clock.now(),
    )
    if case.is_practice:
        return document, None
    dispatch = announce(
        actor=actor,
        office=case.office,
        sender=case.municipality,
        recipient=recipient,
        purpose=purpose,
        source=source or document.uid,
        document=StoredDocument(uid=file.uid, sha256=file.sha256, size=file.size),
        category=case.declaration.mailbox_category,
        document_type=declared.mailbox_type or case.declaration.mailbox_type,
        subject=declared.title.is_,
        document_date=clock.today(),
        case=LetterCase(uid=case.uid, number=case.number),
    )
    return document, dispatch.uid


def order(
    case: Case, key: str, *, event: str, to: Person | None = None, about: UUID | None = None
) -> LetterOrder:
    """Leave an order for a letter in the caller's transaction; the worker writes and sends it.

    Args:
        case: the case.
        key: the letter.
        event: the row that sends it; ``submit`` for the receipt.
        to: whom it is for; the applicant when left out.
        about: uid of what it is about, handed to the letter as its subject.
    """
    with crossing("a resident's step may make the office write to her"):
        made: LetterOrder = LetterOrder.objects.create(
            case=case, letter=key, event=event, to=to or case.person, about=about, ordered_at=clock.now()
        )
        deliveries.schedule(
            ORDERED, target=made.uid, office=case.office, municipality=case.municipality, case=case.uid
        )
    return made


def carry_out(uid: UUID) -> None:
    """Write and send an ordered letter; one that was sent is not sent again.

    Raises:
        Refused: when it can't be written or announced; a task then asks a person.
    """
    from samveita.engines.cases.process import CaseRefused

    with crossing("the worker writes letters for every tenant"):
        wanted = _order(uid)
        if wanted.document_id is not None:
            return
        try:
            letter = write(wanted.case, wanted.letter, event=wanted.event, to=wanted.to, subject=wanted.about)
            with transaction.atomic():
                LetterOrder.objects.select_for_update().get(pk=wanted.pk, document=None)
                wanted.document, _dispatch = keep_and_announce(
                    actor=WRITER, case=wanted.case, key=wanted.letter, letter=letter, to=wanted.to
                )
                wanted.save(update_fields=["document"])
        except LetterOrder.DoesNotExist:
            return
        except (CaseRefused, CannotPropose, CannotAnnounce) as problem:
            raise Refused(type(problem).__name__) from problem


def register_letters() -> None:
    """Tell the worklist who writes ordered letters; writing one again is safe, for an order is filled once."""
    register_handler(ORDERED, carry_out, lost=Lost.AGAIN, title=NOT_WRITTEN)


def _order(uid: UUID) -> LetterOrder:
    related = ("case__office", "case__municipality", "case__person", "case__submission", "to")
    found: LetterOrder = LetterOrder.objects.select_related(*related).get(uid=uid)
    return found


def _declared(case: Case, key: str) -> CaseLetter:
    return case.declaration.letters[key]
