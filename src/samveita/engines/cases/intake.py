"""Taking an application in: from a draft to a case with its number, its legal date, its first event and its task.

All of it is one transaction; a crash leaves either the draft as it was or the whole case. The draft's uid makes a
second submission of the same draft return the case that exists. A draft begun before a merger becomes a case of the
municipality that stands today: its law, rates and money hold on the day of the application.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import translation

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.documents import ShownLine, ShownStep, SubmissionDocument
from samveita.engines.cases.events import SUBMITTED
from samveita.engines.cases.models import Case, Door, Submission
from samveita.engines.cases.numbering import next_number
from samveita.engines.cases.process import ANSWER_DUE, CaseRefused
from samveita.engines.forms.answering import SummaryLine
from samveita.engines.forms.drafting import (
    NotReady,
    draft_for_update,
    facts_of,
    mark_submitted,
    ready_answers,
    summary_of,
)
from samveita.engines.forms.models import Draft
from samveita.engines.forms.web.fields import source_of
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.catalogue.adopting import adopted
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for, successor_of
from samveita.ground.vault.encryption import seal_document
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

TARGET = Period.days(14)
TO_ANSWER = Text(is_="Svara umsókn", en="Answer an application", pl="Odpowiedz na wniosek")

UNANSWERED = Text(
    is_="Enn er spurningum ósvarað. Farðu yfir yfirlitið og svaraðu þeim sem eru merktar.",
    en="Some questions are still unanswered. Look over the summary and answer those that are marked.",
    pl="Na niektóre pytania nie ma jeszcze odpowiedzi. Sprawdź podsumowanie i uzupełnij zaznaczone pola.",
)
NOT_ADOPTED = Text(
    is_="Sveitarfélagið tekur ekki við þessari umsókn á vefnum. Hafðu samband við skrifstofu þess.",
    en="The municipality does not take this application online. Contact its office.",
    pl="Gmina nie przyjmuje tego wniosku przez internet. Skontaktuj się z jej urzędem.",
)


def submit(*, actor: Actor, draft_uid: UUID, language: str) -> Case:
    """Make a case of a finished draft and return it; the same draft submitted again returns the same case.

    Must run in the applicant's person scope.

    Args:
        actor: who sends it.
        draft_uid: the draft.
        language: the language in which the questions are kept as shown, and of the reading aid with the letter.

    Raises:
        Draft.DoesNotExist: when the draft isn't hers.
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
        service, municipality = CASE_SERVICES[draft.service], successor_of(draft.municipality)
        if not service.is_for_companies:
            require(actor, "identity.apply_as_person", draft.person)
        try:
            submission = _submission(draft, language)
        except NotReady as error:
            raise CaseRefused(UNANSWERED) from error
        if service not in adopted(municipality)[0]:
            raise CaseRefused(NOT_ADOPTED)
        refusal = service.refuse_submission and service.refuse_submission(
            draft.person, municipality, submission.answers
        )
        if refusal:
            raise CaseRefused(refusal)
        case = _registered(actor, draft, municipality, submission)
        crash_point("cases.submit.before_commit")
    crash_point("cases.submit.after_commit")
    return case


def _submission(draft: Draft, language: str) -> SubmissionDocument:
    form = CASE_SERVICES[draft.service].form
    answers, facts = ready_answers(draft), facts_of(draft)

    def shown(line: SummaryLine) -> ShownLine:
        source = source_of(form.question(line.question), answers.get(line.question), facts)
        return ShownLine(question=line.question, label=line.label, answer=line.answer, source=source)

    with translation.override(language):
        steps = tuple(
            ShownStep(
                step=step.step,
                title=step.title,
                lines=tuple(shown(line) for line in step.lines if line.is_answered),
            )
            for step in summary_of(draft, language)
        )
    return SubmissionDocument(
        form=form.key, form_version=form.version, language=language, answers=dict(answers), shown=steps
    )


def _registered(
    actor: Actor, draft: Draft, municipality: Organisation, submission: SubmissionDocument
) -> Case:
    service, today = CASE_SERVICES[draft.service], clock.today()
    office = office_for(municipality, service=service.key, on=today)
    due = deadline(starts_on=today, period=TARGET)
    case: Case = Case.objects.create(
        number=next_number(office=office, code=service.code, year=today.year),
        service=service.key,
        municipality=municipality,
        office=office,
        person=draft.person,
        state=service.process.initial,
        process_version=service.process.version,
        door=Door.OWN_FORM,
        draft=draft.uid,
        legal_date=today,
        submitted_at=clock.now(),
        changed_at=clock.now(),
        due_on=due.date,
    )
    Submission.objects.create(
        case=case,
        answers=seal_document(office, submission, about=str(case.uid)),
        submitted_by=actor.human,
        channel=actor.channel.value,
    )
    mark_submitted(draft, case.uid)
    record(
        SUBMITTED,
        actor=actor,
        target=Target("case", case.uid),
        case=case.uid,
        office=office.uid,
        municipality=municipality.uid,
    )
    open_task(
        actor=actor,
        office=office,
        municipality=municipality,
        kind=ANSWER_DUE,
        about=case.uid,
        case=case.uid,
        title=TO_ANSWER,
        due_on=due.date,
        legal_basis="37/1993 9. gr.",
    )
    return case
