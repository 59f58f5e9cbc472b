"""The verbs of a draft: begin or resume, save a page, discard; and what the cases engine needs when it is submitted.

Known facts and persons are fetched before the transaction opens, never inside it. A save from a window that shows an older
state of the same page is refused with ``PageChanged`` and changes nothing; saves of other pages never collide. What is
written but not yet an answer is kept beside the answers, field by field, until the page is saved whole. When a form has a
newer version than the draft, answers that still fit are carried over and the rest is asked again. Entries of repeated
groups are saved by ``grouping``, files by ``attaching``, applications for somebody else begun by ``taking_down``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from samveita.engines.forms import answering
from samveita.engines.forms.answering import (
    Checked,
    Missing,
    SummaryStep,
    carried_over,
    check_step,
    standing,
    visible_questions,
)
from samveita.engines.forms.choosing import without_vanished
from samveita.engines.forms.declaring import Answer, Answers, Form
from samveita.engines.forms.documents import AnswersDocument, FactsDocument, HalfFilled
from samveita.engines.forms.events import DRAFT_STARTED, DraftDetails
from samveita.engines.forms.fetching import fetched
from samveita.engines.forms.models import Draft
from samveita.engines.forms.page_fields import asked_at, fields_of, merged, people_named
from samveita.engines.forms.reading import People
from samveita.engines.forms.registry import FactsUnavailable, form_of
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.vault.files import remove
from samveita.iceland import clock
from samveita.iceland.texts import Text

LOOKED_UP_AT_MOST = 30
"""Persons looked up in one draft; more is not an application but a search of the register."""
FORM_AT_HAND = "_form_at_hand"
"""Where a draft's row keeps its form: putting it together asks for the municipality's settings in force."""


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
            office=None,
            submitted_case=None,
        )
        .select_related("municipality", "person", "office")
        .order_by("-changed_at")
        .first()
    )


def start_draft(
    *,
    actor: Actor,
    person: Person,
    municipality: Organisation,
    service: str,
    language: str = "is",
    like_last: bool = False,
) -> Started:
    """Return the person's open draft, begun now if there is none; known facts are fetched and an old form left behind.

    A new one begins empty, or with what she answered last time when it is to be ``like_last``.

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
        return resumed(actor, draft)
    draft = new_draft(person, municipality, service, language)
    try:
        follows = registered.follows if like_last else None
        begin(actor, draft, DRAFT_STARTED, answers=follows(person, municipality) if follows else None)
    except IntegrityError:
        other = open_draft(person=person, municipality=municipality, service=service)
        if other is None:
            raise
        return Started(other, is_new=False)
    return Started(draft, is_new=True)


def new_draft(person: Person, municipality: Organisation, service: str, language: str) -> Draft:
    """Return a draft of a service's form that is not kept yet."""
    form, now = form_of(service).form, clock.now()
    return Draft(
        person=person,
        municipality=municipality,
        service=service,
        form=form.key,
        form_version=form.version,
        language=language,
        created_at=now,
        changed_at=now,
    )


def begin(actor: Actor, draft: Draft, event: EventType, *, answers: Answers | None = None) -> None:
    """Fetch what is known beforehand and keep a new draft, with the answers it begins with if there are any.

    Raises:
        IntegrityError: when there is an open one already.
    """
    facts = fetched(form_of(draft.service), actor, draft)
    with transaction.atomic():
        seal_answers(draft, AnswersDocument(answers=dict(answers or {})))
        _seal_facts(draft, facts)
        draft.save(force_insert=True)
        record_about(event, actor, draft)


def save_step(
    *,
    actor: Actor,
    uid: UUID,
    step: str,
    raw: Mapping[str, str],
    seen_revision: int,
    language: str = "is",
    window: str = "",
) -> Saved:
    """Keep what was written on a page: every answer that stands, even while another on the page needs mending.

    Answers to questions that are not asked any more are kept aside, so that they are there if they are asked again.

    Args:
        actor: who writes.
        uid: the draft.
        step: key of the page.
        raw: what the page sent.
        seen_revision: the draft's revision when the page was shown.
        language: language of the page; the draft remembers the last one.
        window: a random name of the window that shows the page.

    Raises:
        Draft.DoesNotExist: when the draft is not in scope.
        AlreadySubmitted: when it became a case.
        PageChanged: when the page was changed after ``seen_revision``, to something else than this.
        KeyError: when the form has no such step.
        NotAllowed: when the actor may not.
    """
    people = look_up_people(actor, uid, step, raw)
    with transaction.atomic():
        draft = open_for_update(actor, uid)
        form, document = form_for(draft), current(draft)
        page, before = form.step(step), standing(form, document.answers)
        checked = check_step(form, page, raw, before, known=facts_of(draft).known(), people=people)
        answers = merged(form, page, document.answers, checked.answers)
        checked = replace(checked, answers=standing(form, answers))
        if answers != document.answers and document.changed.get(step, 0) > seen_revision:
            raise PageChanged(draft)
        half = {place: kept for place, kept in document.half_filled.items() if place != step}
        if checked.errors:
            half[step] = HalfFilled(
                fields=fields_of(page.questions, raw), window=window, revision=draft.revision
            )
        is_new = answers != document.answers or step not in document.changed
        if not is_new and half == document.half_filled and draft.form_version == form.version:
            return Saved(draft, checked, before)
        draft.revision += is_new
        draft.language = language
        changed = {**document.changed, step: draft.revision} if is_new else document.changed
        keep(draft, document.model_copy(update={"answers": answers, "changed": changed, "half_filled": half}))
    return Saved(draft, checked, before)


def keep_half_filled(
    *, actor: Actor, uid: UUID, place: str, raw: Mapping[str, str], seen_revision: int, window: str
) -> Draft:
    """Keep what is written on a page so far, without judging it: for a power cut, or to go on with on another device.

    Args:
        actor: who writes.
        uid: the draft.
        place: key of the page, or ``page/entry`` for an entry of a repeated group (``page/nytt`` for a new one).
        raw: the page's fields.
        seen_revision: the draft's revision when the page was shown.
        window: a random name of the window; the same window never collides with itself.

    Raises:
        As ``save_step``; ``PageChanged`` also when another window is writing on the page.
    """
    with transaction.atomic():
        draft = open_for_update(actor, uid)
        form, document = form_for(draft), current(draft)
        step = form.step(place.split("/", maxsplit=1)[0])
        other = document.half_filled.get(place)
        elsewhere = other is not None and other.window != window and other.revision > seen_revision
        if elsewhere or document.changed.get(step.key, 0) > seen_revision:
            raise PageChanged(draft)
        fields = fields_of(asked_at(step, place), raw)
        if other is not None and other.fields == fields:
            return draft
        draft.revision += 1
        half = HalfFilled(fields=fields, window=window, revision=draft.revision)
        keep(draft, document.model_copy(update={"half_filled": {**document.half_filled, place: half}}))
    return draft


def draft_for_update(uid: UUID) -> Draft:
    """Return a draft, locked until the caller's transaction ends; the cases engine submits under this lock.

    One that was submitted already names its case in ``submitted_case``, so that sending twice leads to the same case.

    Raises:
        Draft.DoesNotExist: when it is not in scope.
        TransactionManagementError: outside a transaction, on PostgreSQL.
    """
    draft: Draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("municipality", "person", "office")
        .get(uid=uid)
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

    Read the answers and take over the files first (``attaching.files_of``): from here on the case alone holds them. Files
    of questions that are not asked any more are removed.
    """
    standing_files = {
        one["file"]
        for answer in answers_of(draft).values()
        if isinstance(answer, list)
        for one in answer
        if isinstance(one, dict) and "file" in one
    }
    for one in draft.files.select_related("file__office"):
        one.delete()
        if str(one.file.uid) not in standing_files:
            remove(one.file, actor=Actor.system("forms"))
    draft.submitted_case = case_uid
    draft.changed_at = clock.now()
    seal_answers(draft, AnswersDocument())
    _seal_facts(draft, FactsDocument())
    draft.save()


def form_for(draft: Draft) -> Form:
    """Return the form of a draft as its municipality has it today; put together once while the row is at hand."""
    today = clock.today()
    kept: tuple[date, Form] | None = draft.__dict__.get(FORM_AT_HAND)
    if kept is None or kept[0] != today:
        given = _brought_over(draft).answers if form_of(draft.service).counts_on else None
        kept = (today, form_of(draft.service).form_in(draft.municipality, today, given))
        draft.__dict__[FORM_AT_HAND] = kept
    return kept[1]


def answers_of(draft: Draft) -> dict[str, Answer]:
    """Return a draft's answers as they stand in today's version of its form."""
    return standing(form_for(draft), current(draft).answers)


def facts_of(draft: Draft) -> FactsDocument:
    """Return the facts a draft was prefilled with."""
    return open_document(draft.municipality, FactsDocument, draft.facts, about=str(draft.uid))


def saved_steps(draft: Draft) -> frozenset[str]:
    """Return the pages the resident has saved at least once."""
    return frozenset(_opened(draft).changed)


def half_filled(draft: Draft, place: str) -> dict[str, str]:
    """Return what was written on a page and is not saved as answers yet, by field; empty when it was saved whole."""
    kept = _opened(draft).half_filled.get(place)
    return {} if kept is None else dict(kept.fields)


def half_filled_steps(draft: Draft) -> frozenset[str]:
    """Return the pages on which something is written that is not saved as answers yet."""
    return frozenset(place.split("/")[0] for place in _opened(draft).half_filled)


def asked_again(draft: Draft) -> dict[str, Text]:
    """Return the questions to answer again because the form has changed, each with the reason why."""
    form, document = form_for(draft), current(draft)
    stands = standing(form, document.answers)
    return {
        question.key: Text.from_dict(document.again[question.key])
        for question in visible_questions(form, stands)
        if question.key in document.again and question.key not in stands
    }


def missing_in(draft: Draft) -> tuple[Missing, ...]:
    """Return what must be done before a draft can be submitted; empty when it is ready."""
    return answering.missing(form_for(draft), answers_of(draft))


def summary_of(draft: Draft, language: str) -> tuple[SummaryStep, ...]:
    """Return a draft's questions and answers in words, in a language."""
    return answering.summary(form_for(draft), answers_of(draft), language)


def open_for_update(actor: Actor, uid: UUID) -> Draft:
    """Return an open draft that the actor may write in, locked; raises as ``save_step``."""
    draft = draft_for_update(uid)
    if draft.submitted_case is not None:
        raise AlreadySubmitted(draft.submitted_case)
    require(actor, "forms.write_draft", draft)
    return draft


def current(draft: Draft) -> AnswersDocument:
    """Return a draft's document, brought over to today's version of its form and of the options that hold."""
    return without_vanished(form_for(draft), _brought_over(draft))


def _brought_over(draft: Draft) -> AnswersDocument:
    form, document = form_of(draft.service).form, _opened(draft)
    if draft.form_version == form.version:
        return document
    carried = carried_over(form, document.answers, version=draft.form_version)
    again = {key: why.as_dict() for key, why in carried.again.items()}
    return document.model_copy(update={"answers": carried.answers, "again": {**document.again, **again}})


def keep(draft: Draft, document: AnswersDocument) -> None:
    """Seal and save a draft's document, which is of today's version of the form."""
    again = {key: why for key, why in document.again.items() if key not in document.answers}
    seal_answers(draft, document.model_copy(update={"again": again}))
    draft.form_version = form_of(draft.service).form.version
    draft.changed_at = clock.now()
    draft.save()


def resumed(actor: Actor, draft: Draft) -> Started:
    """Go on with a draft: bring it over to today's form, and ask again for facts that could not be had before."""
    facts = facts_of(draft)
    if facts.unavailable:
        facts = fetched(form_of(draft.service), actor, draft)
    with transaction.atomic():
        draft = open_for_update(actor, draft.uid)
        _seal_facts(draft, facts)
        if draft.form_version != form_of(draft.service).form.version:
            document = current(draft)
            draft.revision += 1
            keep(draft, document)
        else:
            draft.save()
    return Started(draft, is_new=False, again=tuple(asked_again(draft)))


def look_up_people(actor: Actor, uid: UUID, place: str, raw: Mapping[str, str]) -> People:
    """Return what the register says of the persons a page names, by kennitala; asked once a draft for each.

    Must run outside a transaction: a register may take its time. What it does not answer is left out.
    """
    draft = Draft.objects.select_related("municipality", "person", "office").get(uid=uid)
    require(actor, "forms.write_draft", draft)
    registered = form_of(draft.service)
    named = people_named(asked_at(form_for(draft).step(place.split("/", maxsplit=1)[0]), place), raw)
    known = facts_of(draft).people
    new: dict[str, str | None] = {}
    for number in named:
        if registered.looks_up is None or number in known or len(known) + len(new) >= LOOKED_UP_AT_MOST:
            continue
        try:
            new[number] = registered.looks_up(actor, draft.person, draft.municipality, draft.uid, number)
        except FactsUnavailable:
            continue
    if new:
        with transaction.atomic():
            held = draft_for_update(uid)
            facts = facts_of(held)
            _seal_facts(held, facts.model_copy(update={"people": {**facts.people, **new}}))
            held.save(update_fields=["facts"])
    return {**known, **new}


def _opened(draft: Draft) -> AnswersDocument:
    return open_document(draft.municipality, AnswersDocument, draft.answers, about=str(draft.uid))


def seal_answers(draft: Draft, document: AnswersDocument) -> None:
    """Put a draft's document in its sealed column; the caller saves the row."""
    draft.answers = seal_document(draft.municipality, document, about=str(draft.uid))
    if form_of(draft.service).counts_on:
        draft.__dict__.pop(FORM_AT_HAND, None)


def _seal_facts(draft: Draft, facts: FactsDocument) -> None:
    draft.facts = seal_document(draft.municipality, facts, about=str(draft.uid))


def record_about(event: EventType, actor: Actor, draft: Draft) -> None:
    """Record an event about a draft, in the caller's transaction."""
    record(
        event,
        actor=actor,
        target=Target("draft", draft.uid),
        municipality=draft.municipality.uid,
        office=(draft.office or draft.municipality).uid,
        data=DraftDetails(service=draft.service),
    )
