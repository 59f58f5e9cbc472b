"""The verbs of a draft: begin or resume, save a page, discard; and what the cases engine needs when it is submitted.

Known facts are fetched before the transaction opens, never inside it. A save from a tab that shows an older state of
the same page is refused with ``PageChanged`` and changes nothing; saves of other pages never collide. When a form has a
newer version than the draft, answers that still fit are carried over and the rest is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from samveita.engines.forms import answering
from samveita.engines.forms.answering import Checked, Missing, SummaryStep, carried_over, check_step
from samveita.engines.forms.declaring import Answer
from samveita.engines.forms.documents import AnswersDocument, FactsDocument, StoredFact
from samveita.engines.forms.events import DRAFT_DISCARDED, DRAFT_STARTED, DraftDetails
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import FactsUnavailable, RegisteredForm, form_of
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock


class DraftRefused(Exception):
    """A step that isn't possible now."""


class PageChanged(DraftRefused):
    """The page was changed elsewhere since this tab showed it; ``draft`` is as it stands now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("the page was changed in another tab")
        self.draft = draft


class AlreadySubmitted(DraftRefused):
    """The draft became a case; ``case`` is its uid."""

    def __init__(self, case: UUID) -> None:
        super().__init__("the draft is submitted")
        self.case = case


class NotReady(DraftRefused):
    """Something is still to be answered; ``missing`` says what and where."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(f"{len(missing)} answers are missing")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Started:
    """A draft to fill in.

    Attributes:
        draft: the open draft.
        is_new: whether it was made now.
        again: questions to answer again, since the form has changed.
    """

    draft: Draft
    is_new: bool
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save of a page came to: the draft as it stands, the check of the page, and the answers before it."""

    draft: Draft
    checked: Checked
    before: dict[str, Answer]


def open_draft(*, person: Person, municipality: Organisation, service: str) -> Draft | None:
    """Return the person's open draft, also one begun before a merger."""
    return (
        Draft.objects.filter(
            person=person,
            municipality__in=with_predecessors(municipality),
            service=service,
            submitted_case=None,
        )
        .select_related("municipality", "person")
        .order_by("-changed_at")
        .first()
    )


def start_draft(
    *, actor: Actor, person: Person, municipality: Organisation, service: str, language: str = "is"
) -> Started:
    """Return the person's open draft, begun now if there is none; known facts are fetched and an old form left behind.

    Raises:
        KeyError: when the service has no form.
        NotAllowed: when the actor does not act for the person.
    """
    require(actor, "forms.write_draft", person)
    registered = form_of(service)
    if not registered.is_for_companies:
        require(actor, "identity.apply_as_person", person)
    draft = open_draft(person=person, municipality=municipality, service=service)
    if draft is not None:
        return _resumed(registered, actor, draft)
    now = clock.now()
    draft = Draft(
        person=person,
        municipality=municipality,
        service=service,
        form=registered.form.key,
        form_version=registered.form.version,
        language=language,
        created_at=now,
        changed_at=now,
    )
    facts = _fetched(registered, actor, draft)
    try:
        with transaction.atomic():
            _seal(draft, AnswersDocument())
            draft.facts = seal_document(municipality, facts, about=str(draft.uid))
            draft.save(force_insert=True)
            _record(DRAFT_STARTED, actor, draft)
    except IntegrityError:
        other = open_draft(person=person, municipality=municipality, service=service)
        if other is None:
            raise
        return Started(other, is_new=False)
    return Started(draft, is_new=True)


def save_step(
    *,
    actor: Actor,
    uid: UUID,
    step: str,
    raw: Mapping[str, str],
    seen_revision: int,
    language: str = "is",
) -> Saved:
    """Keep what was written on a page: every answer that stands, even while another on the page needs mending.

    Args:
        actor: who writes.
        uid: the draft.
        step: key of the page.
        raw: what the page sent.
        seen_revision: the draft's revision when the page was shown.
        language: language of the page; the draft remembers the last one.

    Raises:
        Draft.DoesNotExist: when the draft is not in scope.
        AlreadySubmitted: when it became a case.
        PageChanged: when the page was changed after ``seen_revision``, to something else than this.
        KeyError: when the form has no such step.
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        draft = _open_for_update(uid)
        require(actor, "forms.write_draft", draft)
        form = form_of(draft.service).form
        before = answers_of(draft)
        checked = check_step(form, form.step(step), raw, before, known=facts_of(draft).known())
        document = _opened(draft)
        if checked.answers != before and document.changed.get(step, 0) > seen_revision:
            raise PageChanged(draft)
        if checked.answers == before and step in document.changed and draft.form_version == form.version:
            return Saved(draft, checked, before)
        draft.revision += 1
        draft.language = language
        _seal(
            draft,
            AnswersDocument(answers=checked.answers, changed={**document.changed, step: draft.revision}),
        )
        draft.form_version = form.version
        draft.changed_at = clock.now()
        draft.save()
    return Saved(draft, checked, before)


def discard(*, actor: Actor, uid: UUID) -> None:
    """Delete a draft and everything in it; only the event that it was deleted remains. Ask the resident first.

    Raises:
        Draft.DoesNotExist: when it is not in scope.
        AlreadySubmitted: when it became a case.
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        draft = _open_for_update(uid)
        require(actor, "forms.write_draft", draft)
        _record(DRAFT_DISCARDED, actor, draft)
        draft.delete()


def draft_for_update(uid: UUID) -> Draft:
    """Return a draft, locked until the caller's transaction ends; the cases engine submits under this lock.

    One that was submitted already names its case in ``submitted_case``, so that sending twice leads to the same case.

    Raises:
        Draft.DoesNotExist: when it is not in scope.
        TransactionManagementError: outside a transaction, on PostgreSQL.
    """
    draft: Draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("municipality", "person").get(uid=uid)
    )
    return draft


def ready_answers(draft: Draft) -> dict[str, Answer]:
    """Return the answers of a draft that can be submitted as it stands.

    Raises:
        NotReady: when anything is missing or contradicts itself.
    """
    if lacking := missing_in(draft):
        raise NotReady(lacking)
    return answers_of(draft)


def mark_submitted(draft: Draft, case_uid: UUID) -> None:
    """Name the case a draft became and empty the draft, in the transaction that makes the case.

    Read the answers first: from here on the case alone holds them.
    """
    draft.submitted_case = case_uid
    draft.changed_at = clock.now()
    _seal(draft, AnswersDocument())
    draft.facts = seal_document(draft.municipality, FactsDocument(), about=str(draft.uid))
    draft.save()


def answers_of(draft: Draft) -> dict[str, Answer]:
    """Return a draft's answers as they stand in today's version of its form."""
    form, kept = form_of(draft.service).form, _opened(draft).answers
    if draft.form_version != form.version:
        return carried_over(form, kept).answers
    return answering.standing(form, kept)


def facts_of(draft: Draft) -> FactsDocument:
    """Return the facts a draft was prefilled with."""
    return open_document(draft.municipality, FactsDocument, draft.facts, about=str(draft.uid))


def saved_steps(draft: Draft) -> frozenset[str]:
    """Return the pages the resident has saved at least once."""
    return frozenset(_opened(draft).changed)


def asked_again(draft: Draft) -> tuple[str, ...]:
    """Return the questions to answer again, since the form has changed after the draft was last saved."""
    form = form_of(draft.service).form
    if draft.form_version == form.version:
        return ()
    return carried_over(form, _opened(draft).answers).again


def missing_in(draft: Draft) -> tuple[Missing, ...]:
    """Return what must be done before a draft can be submitted; empty when it is ready."""
    return answering.missing(form_of(draft.service).form, answers_of(draft))


def summary_of(draft: Draft, language: str) -> tuple[SummaryStep, ...]:
    """Return a draft's questions and answers in words, in a language."""
    return answering.summary(form_of(draft.service).form, answers_of(draft), language)


def _open_for_update(uid: UUID) -> Draft:
    draft = draft_for_update(uid)
    if draft.submitted_case is not None:
        raise AlreadySubmitted(draft.submitted_case)
    return draft


def _resumed(registered: RegisteredForm, actor: Actor, draft: Draft) -> Started:
    """Bring a draft over to today's form, and ask again for facts that could not be had before."""
    facts = facts_of(draft)
    again: tuple[str, ...] = ()
    if facts.unavailable:
        facts = _fetched(registered, actor, draft)
    with transaction.atomic():
        draft = _open_for_update(draft.uid)
        draft.facts = seal_document(draft.municipality, facts, about=str(draft.uid))
        if draft.form_version != registered.form.version:
            document = _opened(draft)
            carried = carried_over(registered.form, document.answers)
            again = carried.again
            _seal(draft, AnswersDocument(answers=carried.answers, changed=document.changed))
            draft.form_version, draft.revision = registered.form.version, draft.revision + 1
        draft.save()
    return Started(draft, is_new=False, again=again)


def _fetched(registered: RegisteredForm, actor: Actor, draft: Draft) -> FactsDocument:
    if registered.prefill is None:
        return FactsDocument()
    try:
        facts = registered.prefill(actor, draft.person, draft.municipality, draft.uid)
    except FactsUnavailable:
        return FactsDocument(unavailable=True)
    return FactsDocument(
        facts={
            name: StoredFact(value=fact.value, source=fact.source.as_dict(), as_of=fact.as_of)
            for name, fact in facts.items()
        }
    )


def _opened(draft: Draft) -> AnswersDocument:
    return open_document(draft.municipality, AnswersDocument, draft.answers, about=str(draft.uid))


def _seal(draft: Draft, document: AnswersDocument) -> None:
    draft.answers = seal_document(draft.municipality, document, about=str(draft.uid))


def _record(event: EventType, actor: Actor, draft: Draft) -> None:
    record(
        event,
        actor=actor,
        target=Target("draft", draft.uid),
        municipality=draft.municipality.uid,
        office=draft.municipality.uid,
        data=DraftDetails(service=draft.service),
    )
