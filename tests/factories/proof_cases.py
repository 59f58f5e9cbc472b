"""Cases of processes that are declared for the tests alone: a service around a process, and a case that stands in it."""

from __future__ import annotations

from collections.abc import Iterable

from samveita.engines.cases import terms
from samveita.engines.cases.declaring import (
    CaseLetter,
    CaseService,
    LetterContext,
    Process,
    State,
    Transition,
    Waiting,
    Who,
)
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.models import Case, Submission
from samveita.engines.forms.declaring import Form, Kind, Question, Step
from samveita.engines.letters.template import Letter
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import seal_document
from samveita.iceland import clock
from samveita.iceland.texts import Text

APPLICANT, STAFF, SYSTEM = (frozenset({who}) for who in (Who.APPLICANT, Who.STAFF, Who.SYSTEM))


def words(one: str) -> Text:
    """The same words in each language: the proof is of the engine, not of the wording."""
    return Text(is_=one, en=one, pl=one)


def state(key: str, label: str, waiting: Waiting = Waiting.OFFICE, **values: object) -> State:
    """A state by its key and what it is called."""
    return State(key=key, label=words(label), sentence=words(label), waiting=waiting, **values)


def row(sources: str, event: str, target: str, who: frozenset[Who] = STAFF, **values: object) -> Transition:
    """A row: states to start from with spaces between them, event, target (``=`` keeps the state) and who may."""
    if Who.STAFF in who:
        values.setdefault("policy", "cases.decide" if values.get("is_decision") else "cases.handle")
    return Transition(
        sources=tuple(sources.split()),
        event=event,
        target="" if target == "=" else target,
        same_state=target == "=",
        who=who,
        label=words(event),
        sentence=words(event),
        **values,
    )


def _no_letter(_context: LetterContext) -> Letter:
    raise AssertionError("no worker runs in these tests")


def service(key: str, process: Process, retired: Iterable[Process] = ()) -> CaseService:
    """A service with one question, letters in name only, and the process."""
    tables = [table for one in (process, *retired) for table in (one, *one.overlays)]
    letters = {one.letter for table in tables for one in table.transitions if one.letter}
    question = Question(key="what", label=words("Hvað?"), kind=Kind.TEXT)
    return CaseService(
        key=key,
        slug=key.replace("_", "-"),
        code="XX",
        name=words(key),
        summary=words(key),
        for_whom=words(key),
        takes=words(key),
        legal_basis=words(key),
        form=Form(key=key, version=1, steps=(Step(key="one", title=words("Eitt"), questions=(question,)),)),
        process=process,
        retired_processes=tuple(retired),
        letters={name: CaseLetter(compose=_no_letter, title=words(name)) for name in letters},
        mailbox_category="Annað",
        mailbox_type="Bréf",
    )


def standing(declared: CaseService, office: Organisation, person: Person, *, at: str = "") -> Case:
    """A case of a service that has come in today and stands in a state: the first one when none is named."""
    process, today = declared.process, clock.today()
    with crossing("a test makes a case"):
        case: Case = Case.objects.create(
            number=f"{today.year}-XX-{Case.objects.count() + 1:06d}",
            service=declared.key,
            municipality=office,
            office=office,
            person=person,
            state=at or process.initial,
            process_version=process.version,
            legal_date=today,
            submitted_at=clock.now(),
            changed_at=clock.now(),
        )
        answers = SubmissionDocument(form=declared.key, form_version=1, language="is", answers={}, shown=())
        Submission.objects.create(
            case=case, answers=seal_document(office, answers, about=str(case.uid)), channel="self"
        )
        terms.plan(case, process.state(case.state))
    return case
