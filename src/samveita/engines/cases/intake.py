"""Taking an application in: one port for every door, from our own form to paper and other front doors.

``receive`` makes the case with its number, its legal date, its first event and its task, all in the caller's transaction;
a crash leaves either nothing or the whole case. ``submit`` brings a finished draft to it, the applicant's own or one that
staff took down; ``deliver`` brings a submission from another door, checked against the same form. What came before is
known again: a draft by its uid, a delivery by the door's own id at the office, and leads to the case that exists.

The legal date is the day the application came into the office's hands, which for paper and phone may lie before today.
A draft begun before a merger becomes a case of the municipality that stands today: its law, rates and money hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from samveita.engines.cases import terms
from samveita.engines.cases.declaring import CASE_SERVICES, CaseService
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.events import SUBMITTED, TAKEN_DOWN
from samveita.engines.cases.exchange import remember_email
from samveita.engines.cases.filing import KINDS
from samveita.engines.cases.holding import hold_for_new
from samveita.engines.cases.letters import order
from samveita.engines.cases.models import Arrival, Case, CaseDocument, Door, Origin, Submission
from samveita.engines.cases.numbering import next_number
from samveita.engines.cases.parts import NamedPart, ask, parts_named
from samveita.engines.cases.practice import NOT_ADOPTED, is_practice
from samveita.engines.cases.process import ANSWER_DUE, CaseRefused
from samveita.engines.cases.settings import settings_for
from samveita.engines.cases.submitting import UNANSWERED, shown, shown_as_sent
from samveita.engines.forms.attaching import AttachedFile, files_of
from samveita.engines.forms.drafting import (
    NotReady,
    draft_for_update,
    mark_submitted,
)
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import form_of
from samveita.engines.forms.submission import SubmittedFile, check_submission, with_stored_files
from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person, PersonKind
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for, successor_of
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.ground.vault.files import store
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

__all__ = ["NOT_ADOPTED", "UNANSWERED", "AnswersWrong", "Application", "deliver", "receive", "submit"]

SUBMIT = "submit"
"""The event a receipt is written for."""
TO_ANSWER = Text(is_="Svara umsókn", en="Answer an application", pl="Odpowiedz na wniosek")
TO_ANSWER_IN_PRACTICE = Text(
    is_="Æfing: svara umsókn", en="Practice: answer an application", pl="Ćwiczenie: odpowiedz na wniosek"
)
NOT_YET = Text(
    is_="Umsókn getur ekki hafa borist eftir daginn í dag. Lagaðu dagsetninguna.",
    en="An application can't have come after today. Mend the date.",
    pl="Wniosek nie mógł wpłynąć po dzisiejszym dniu. Popraw datę.",
)
NOT_FOR_COMPANIES = Text(
    is_="Fyrirtæki getur ekki sótt um þetta.",
    en="A company can't apply for this.",
    pl="Firma nie może złożyć takiego wniosku.",
)
BY_STAFF = frozenset({Door.PAPER, Door.PHONE})


class AnswersWrong(CaseRefused):
    """A delivery that doesn't fit the form; ``errors`` says what to do, by place in what was sent."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(UNANSWERED)
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What comes in, whatever the door.

    Attributes:
        service: the service's key.
        municipality: the one applied to.
        person: the applicant.
        submission: the answers and the questions as shown.
        door: through which it came.
        received_on: the day it came into the office's hands; not after today.
        external_id: the door's own id for it; empty for our own form and for paper.
        draft: the draft it was made from, if any.
        files: files that are stored already.
    """

    service: str
    municipality: Organisation
    person: Person
    submission: SubmissionDocument
    door: Door
    received_on: date
    external_id: str = ""
    draft: Draft | None = None
    files: tuple[AttachedFile, ...] = ()


def target_of(municipality: Organisation, service: str) -> Period:
    """Return how long the municipality means to take for an answer: a target of its own, not a legal deadline."""
    return Period.days(settings_for(municipality, service).target_days)


def submit(*, actor: Actor, draft_uid: UUID, language: str, door: Door | None = None) -> Case:
    """Make a case of a finished draft and return it; the same draft submitted again returns the same case.

    Must run in the applicant's person scope, or in the scope of the office that took the draft down.

    Args:
        actor: who sends it.
        draft_uid: the draft.
        language: the language in which the questions are kept as shown, and of the reading aid with the letter.
        door: paper or phone for a draft that staff took down; paper when left out.

    Raises:
        Draft.DoesNotExist: when the draft isn't in scope.
        NotAllowed: when the actor may not apply, or not for the one in whose name the draft stands.
        CaseRefused: when questions are unanswered, or she may not apply now; the reason says why.
    """
    require(actor, "cases.apply")
    with transaction.atomic():
        draft = draft_for_update(draft_uid)
        require(actor, "forms.write_draft", draft)
        if draft.submitted_case is not None:
            existing: Case = Case.objects.get(uid=draft.submitted_case)
            return existing
        own = draft.received_on is None
        if own and not CASE_SERVICES[draft.service].is_for_companies:
            require(actor, "identity.apply_as_person", draft.person)
        try:
            submission = shown_as_sent(draft, language)
        except NotReady as error:
            raise CaseRefused(UNANSWERED) from error
        case = receive(
            actor=actor,
            application=Application(
                service=draft.service,
                municipality=successor_of(draft.municipality),
                person=draft.person,
                submission=submission,
                door=Door.OWN_FORM if own else door if door in BY_STAFF else Door.PAPER,
                received_on=draft.received_on or clock.today(),
                draft=draft,
                files=files_of(draft),
            ),
        )
        mark_submitted(draft, case.uid)
        crash_point("cases.submit.before_commit")
    crash_point("cases.submit.after_commit")
    return case


def deliver(
    *,
    actor: Actor,
    door: Door,
    external_id: str,
    service: str,
    municipality: Organisation,
    person: Person,
    answers: object,
    received_on: date | None = None,
    language: str = "is",
) -> Case:
    """Take in a submission from another door and return its case; the same external id returns the same case.

    Args:
        actor: the platform on the door's behalf; the API has asked whether the caller may.
        door: which door.
        external_id: the door's own id for the application, unique at the door and the office.
        service: the service's key.
        municipality: the one applied to.
        person: the applicant, whom the door has identified.
        answers: the JSON value that the form's schema describes.
        received_on: the day it was received by the door; today when left out.
        language: the language of the applicant.

    Raises:
        KeyError: when there is no such service.
        AnswersWrong: when the answers don't fit the form.
        CaseRefused: when the person may not apply now.
    """
    require(actor, "cases.deliver")
    office = office_for(municipality, service=service, on=clock.today())
    with crossing("a delivery is known again by the door's own id"):
        if (existing := _known(office, door, external_id)) is not None:
            return existing
        given = answers if isinstance(answers, dict) else None
        form = form_of(service).form_in(municipality, clock.today(), given)
        checked = check_submission(form, answers, language)
        if not checked.is_good:
            raise AnswersWrong(checked.errors)
        try:
            with transaction.atomic():
                files, stored = _stored(actor, office, person, checked.files)
                kept = with_stored_files(checked.answers, stored)
                as_shown = shown(form, kept, language, lambda _line: "")
                submission = SubmissionDocument(
                    form=form.key,
                    form_version=form.version,
                    language=language,
                    answers=dict(kept),
                    shown=as_shown,
                )
                case = receive(
                    actor=actor,
                    application=Application(
                        service=service,
                        municipality=municipality,
                        person=person,
                        submission=submission,
                        door=door,
                        received_on=received_on or clock.today(),
                        external_id=external_id,
                        files=files,
                    ),
                )
        except IntegrityError:
            existing = _known(office, door, external_id)
            if existing is None:
                raise
            return existing
    return case


def receive(*, actor: Actor, application: Application) -> Case:
    """Make the case of an application, in the caller's transaction: the port behind every door.

    Raises:
        CaseRefused: when the municipality takes no such application from this person, or not now.
    """
    service, municipality = CASE_SERVICES[application.service], application.municipality
    if application.received_on > clock.today():
        raise CaseRefused(NOT_YET)
    if not service.is_for_companies and application.person.kind != PersonKind.NATURAL:
        raise CaseRefused(NOT_FOR_COMPANIES)
    practice = is_practice(municipality, service=service.key, person=application.person)
    refusal = service.refuse_submission and service.refuse_submission(
        application.person, municipality, application.submission.answers
    )
    if refusal:
        raise CaseRefused(refusal)
    named = parts_named(
        service, application.person, municipality, application.received_on, application.submission.answers
    )
    case = _registered(actor, service, application, practice=practice, awaits=bool(named))
    hold_for_new(case, [case.person, *(one.person for one in named if one.is_registered)])
    _keep_files(actor, case, application)
    remember_email(actor=actor, case=case, form=service.form, answers=application.submission.answers)
    event = TAKEN_DOWN if application.door in BY_STAFF else SUBMITTED
    record(
        event,
        actor=actor,
        target=Target("case", case.uid),
        case=case.uid,
        office=case.office.uid,
        municipality=municipality.uid,
    )
    with crossing("an application puts work on the office's desk"):
        _first_letters(case, named)
    open_task(
        actor=actor,
        office=case.office,
        municipality=municipality,
        kind=ANSWER_DUE,
        about=case.uid,
        case=case.uid,
        title=TO_ANSWER_IN_PRACTICE if practice else TO_ANSWER,
        due_on=case.due_on,
        legal_basis="37/1993 9. gr.",
    )
    return case


def _first_letters(case: Case, named: tuple[NamedPart, ...]) -> None:
    """Plan what runs from the beginning and write to those concerned; who else is asked gets her time from today."""
    process = case.process
    ask(case, named, event=SUBMIT)
    terms.plan(case, process.state(case.state), starts_on=clock.today() if named else case.legal_date)
    letter = process.receipt_awaiting if named else process.receipt
    if letter:
        order(case, letter, event=SUBMIT)


def _registered(
    actor: Actor, service: CaseService, application: Application, *, practice: bool, awaits: bool
) -> Case:
    today, municipality, person = clock.today(), application.municipality, application.person
    office = office_for(municipality, service=service.key, on=today)
    due = deadline(starts_on=application.received_on, period=target_of(municipality, service.key))
    case: Case = Case.objects.create(
        number=next_number(office=office, code=service.code, year=today.year, is_practice=practice),
        is_practice=practice,
        service=service.key,
        municipality=municipality,
        office=office,
        person=person,
        state=service.process.awaiting if awaits else service.process.initial,
        process_version=service.process.version,
        door=application.door,
        draft=application.draft.uid if application.draft else None,
        legal_date=application.received_on,
        submitted_at=clock.now(),
        changed_at=clock.now(),
        due_on=due.date,
    )
    Submission.objects.create(
        case=case,
        answers=seal_document(office, application.submission, about=str(case.uid)),
        submitted_by=actor.human,
        channel=actor.channel.value,
    )
    Arrival.objects.create(
        case=case,
        office=office,
        door=application.door,
        external_id=application.external_id,
        received_on=application.received_on,
        taken_down_by=actor.human if actor.channel is Channel.STAFF_FOR_APPLICANT else None,
    )
    return case


def _keep_files(actor: Actor, case: Case, application: Application) -> None:
    origin = Origin.PAPER if application.door in BY_STAFF else Origin.PARTY
    for one in application.files:
        CaseDocument.objects.create(
            case=case,
            office=case.office,
            person=case.person,
            kind="application",
            title=KINDS["application"],
            file=one.file,
            origin=origin,
            uploaded_by=actor.human,
            visible_to_resident=True,
            created_at=clock.now(),
        )


def _known(office: Organisation, door: Door, external_id: str) -> Case | None:
    found = Arrival.objects.filter(office=office, door=door, external_id=external_id).select_related("case")
    arrival: Arrival | None = found.first()
    return None if arrival is None else arrival.case


def _stored(
    actor: Actor, office: Organisation, person: Person, files: Sequence[SubmittedFile]
) -> tuple[tuple[AttachedFile, ...], dict[UUID, UUID]]:
    """Store the files of a delivery; return them, and their uids by those that stand in the answers."""
    kept, renamed = [], {}
    for one in files:
        row = store(owner=office, name=one.name, content=one.content, actor=actor, person=person)
        kept.append(AttachedFile(one.question, one.name, row))
        renamed[one.uid] = row.uid
    return tuple(kept), renamed
