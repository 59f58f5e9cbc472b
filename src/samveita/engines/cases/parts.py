"""What another person named in an application fills in for herself: asked for, handed in, or never answered.

A service declares the part (``declaring.OtherPart``): who is named, her form, the letter that asks her. The case has its
number and legal date from the moment the applicant sends in; it then waits in ``Process.awaiting`` until the part is in
or its term ends, and goes on either way. Her answers lie in a row of her own, which the applicant never sees.

A name that the applicant has typed proves nothing. Nobody's registered name is changed by it, and it holds no month for
anyone but the applicant until the one named has said herself that she belongs to the household.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.declaring import Answers, CaseService, Named, OtherPart, Purpose, Transition
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.events import PART_CAME_LATE
from samveita.engines.cases.exchange import put_on_desk, remember_email, require_open
from samveita.engines.cases.filing import KINDS
from samveita.engines.cases.holding import hold, release
from samveita.engines.cases.letters import order
from samveita.engines.cases.models import Case, CaseDocument, CasePart, CaseParty, Origin
from samveita.engines.cases.parties import add_party
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked
from samveita.engines.cases.recording import record_about
from samveita.engines.cases.submitting import UNANSWERED, shown_as_sent
from samveita.engines.forms.attaching import AttachedFile, files_of
from samveita.engines.forms.drafting import NotReady, draft_for_update, mark_submitted
from samveita.engines.forms.models import Draft
from samveita.engines.forms.parts import discard_parts, start_part
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.identity.models import Person, PersonKind
from samveita.ground.identity.people import find_by_kennitala, find_or_create
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text

PLATFORM = Actor.system("parts")
PART_MISSING, PART_LATE, BOTH_APPLIED = "cases.part_missing", "cases.part_late", "cases.both_applied"
NOT_ONESELF = Text(
    is_="Skráðu kennitölu annars en þín.",
    en="Enter somebody else's kennitala, not your own.",
    pl="Podaj numer kennitala innej osoby niż Twój.",
)
A_PERSON = Text(
    is_="Skráðu kennitölu einstaklings, ekki fyrirtækis.",
    en="Enter a person's kennitala, not a company's.",
    pl="Podaj numer kennitala osoby, a nie firmy.",
)
ALREADY_IN = Text(
    is_="Þú hefur þegar skilað þínum hluta.",
    en="You have already handed in your part.",
    pl="Twoja część została już złożona.",
)
NOT_ANSWERED = Text(
    is_="Hluti annars aðila barst ekki í tæka tíð. Taktu ákvörðun um framhaldið.",
    en="Another party's part did not come in time. Decide how to go on.",
    pl="Część drugiej osoby nie wpłynęła w terminie. Zdecyduj, co dalej.",
)
CAME_AFTER_ALL = Text(
    is_="Fara yfir hluta annars aðila, sem barst eftir frestinn",
    en="Go over another party's part, which came late",
    pl="Sprawdź część drugiej osoby, która wpłynęła po terminie",
)
TWO_APPLICATIONS = Text(
    is_="Aðili í málinu er líka með aðra umsókn fyrir sama tíma. Farðu yfir bæði málin.",
    en="A party of the case also has another application for the same period. Go over both cases.",
    pl="Strona sprawy ma też inny wniosek na ten sam okres. Sprawdź obie sprawy.",
)


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part that an application asks for, and of whom."""

    part: OtherPart
    person: Person
    is_registered: bool


def parts_named(
    service: CaseService, applicant: Person, municipality: Organisation, on: date, answers: Answers
) -> tuple[NamedPart, ...]:
    """Return the parts that an application's answers ask for; whoever is not known yet is made a person.

    Raises:
        CaseRefused: when the applicant has named herself or a company.
    """
    found = []
    for part in service.parts:
        named = part.named_in(municipality, on, answers)
        if named is None:
            continue
        person = _person(named)
        if person == applicant:
            raise CaseRefused(NOT_ONESELF)
        if person.kind != PersonKind.NATURAL:
            raise CaseRefused(A_PERSON)
        found.append(NamedPart(part, person, named.is_registered))
    return tuple(found)


def _person(named: Named) -> Person:
    """Return who is named. A name typed by somebody else never replaces one that is known; it fills one that is empty."""
    kennitala = Kennitala.parse(named.kennitala)
    known = find_by_kennitala(kennitala)
    return known if known and known.name else find_or_create(kennitala=kennitala, name=named.name)


def ask(case: Case, named: tuple[NamedPart, ...], *, event: str) -> None:
    """Make those named parties of a new case and order the letters that ask them, in the caller's transaction."""
    with crossing("an application names another party, whom the office writes to"):
        for one in named:
            add_party(actor=PLATFORM, uid=case.uid, role=one.part.role, person=one.person)
            order(case, one.part.letter, event=event, to=one.person)


def own_part(actor: Actor, case: Case) -> tuple[OtherPart, CaseParty] | None:
    """Return the part that the one acted for has in a case, or nothing when she has none."""
    if actor.is_staff or actor.subject in {None, case.person.uid} or not case.declaration.parts:
        return None
    held = case.parties.filter(person__uid=actor.subject, ended_on=None).select_related("person")
    by_role = {part.role: part for part in case.declaration.parts}
    return next(((by_role[one.role], one) for one in held if one.role in by_role), None)


def handed_in(case: Case, person: Person | None) -> CasePart | None:
    """Return what a person has handed in for herself, from the scope in force."""
    found: CasePart | None = case.parts.filter(person=person).first()
    return found


def answers_of_part(part: CasePart) -> SubmissionDocument:
    """Return what another party answered, with the questions as shown."""
    return open_document(part.office, SubmissionDocument, part.answers, about=str(part.uid))


def answers_of_others(case: Case) -> dict[str, Answers]:
    """Return what other parties have answered, by role; the scope must hold the case whole."""
    if not case.declaration.parts:
        return {}
    found = case.parts.select_related("office").order_by("pk")
    return {one.role: answers_of_part(one).answers for one in found}


def start_own_part(*, actor: Actor, uid: UUID, language: str = "is") -> Draft:
    """Begin or go on with one's own part of a case. In the person's scope.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor is no party of it.
        CaseRefused: when nothing is asked of her, she has handed it in, or the case is closed.
    """
    case: Case = Case.objects.select_related("municipality", "office", "person").get(uid=uid)
    require(actor, "cases.act_as_party", case)
    part, person = _asked_of(actor, case)
    started = start_part(
        actor=actor,
        person=person,
        municipality=successor_of(case.municipality),
        service=part.key,
        for_case=case.uid,
        language=language,
    )
    return started.draft


def _asked_of(actor: Actor, case: Case) -> tuple[OtherPart, Person]:
    own = own_part(actor, case)
    person = None if own is None else own[1].person
    if own is None or person is None:
        raise CaseRefused(NOT_NOW)
    require_open(case)
    if handed_in(case, person) is not None:
        raise CaseRefused(ALREADY_IN)
    return own[0], person


def submit_part(*, actor: Actor, draft_uid: UUID, language: str) -> CasePart:
    """Hand in one's own part of a case; the same draft handed in again returns the same part. In the person's scope.

    Raises:
        Draft.DoesNotExist: when the draft isn't in scope, or is no part of a case that its writer takes part in.
        NotAllowed: when the actor may not.
        CaseRefused: when questions are unanswered, the case is closed, or the part is in already.
    """
    with transaction.atomic():
        draft = draft_for_update(draft_uid)
        if draft.for_case is None:
            raise Draft.DoesNotExist
        require(actor, "forms.write_draft", draft)
        if draft.submitted_case is not None:
            existing: CasePart = CasePart.objects.get(uid=draft.submitted_case)
            return existing
        try:
            case = locked(draft.for_case)
        except Case.DoesNotExist:
            raise Draft.DoesNotExist from None
        require(actor, "cases.act_as_party", case)
        declared, person = _asked_of(actor, case)
        try:
            document = shown_as_sent(draft, language)
        except NotReady as error:
            raise CaseRefused(UNANSWERED) from error
        part = CasePart(case=case, office=case.office, person=person, role=declared.role, draft=draft.uid)
        part.answers = seal_document(case.office, document, about=str(part.uid))
        part.submitted_by, part.channel, part.submitted_at = actor.human, actor.channel.value, clock.now()
        part.save(force_insert=True)
        _keep_files(actor, part, files_of(draft))
        remember_email(actor=actor, case=case, form=declared.form, answers=document.answers, person=person)
        _go_on(actor, case, part, belongs=declared.belongs(document.answers))
        mark_submitted(draft, part.uid)
    return part


def _go_on(actor: Actor, case: Case, part: CasePart, *, belongs: bool) -> None:
    """Let the case go on when nothing is awaited any more; what came late is put on the desk."""
    with crossing("another party's part moves the office's case"):
        if belongs and not hold(case, part.person):
            put_on_desk(actor, case, kind=BOTH_APPLIED, title=TWO_APPLICATIONS, about=part.uid)
        if not belongs:
            release(case, person=part.person)
        close_tasks_about(actor=actor, about=case.uid, kind=PART_MISSING)
        missing = missing_from(case)
        row = case.process.for_purpose(case.state, Purpose.PART_IN)
    if row is not None and not missing:
        advance(actor=actor, uid=case.uid, event=row.event)
    elif row is None:
        with crossing("what another party hands in late is put on the office's desk"):
            record_about(PART_CAME_LATE, actor, case, target=Target("part", part.uid))
            put_on_desk(actor, case, kind=PART_LATE, title=CAME_AFTER_ALL, about=part.uid)


def missing_from(case: Case) -> tuple[OtherPart, ...]:
    """Return the parts that were asked for and have not come; the scope must hold the case's parties."""
    if not case.declaration.parts:
        return ()
    asked = set(case.parties.filter(ended_on=None, person__isnull=False).values_list("role", "person_id"))
    come = set(case.parts.values_list("role", "person_id"))
    roles = {role for role, _person in asked - come}
    return tuple(part for part in case.declaration.parts if part.role in roles)


def _keep_files(actor: Actor, part: CasePart, files: tuple[AttachedFile, ...]) -> None:
    for one in files:
        CaseDocument.objects.create(
            case=part.case,
            office=part.office,
            person=part.person,
            kind="application",
            title=KINDS["application"],
            file=one.file,
            origin=Origin.PARTY,
            uploaded_by=actor.human,
            visible_to_resident=True,
            created_at=clock.now(),
        )


def after_move(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:  # noqa: ARG001
    """Put a part that never came on the desk; end what is still being written, and let the period go, with the case."""
    if track or not case.declaration.parts:
        return
    with crossing("a step ends or goes on with what other parties were asked for"):
        if row.purpose is Purpose.PART_OVERDUE:
            put_on_desk(actor, case, kind=PART_MISSING, title=NOT_ANSWERED, about=case.uid)
        if not case.process.state(case.state).is_open:
            discard_parts(actor=PLATFORM, for_case=case.uid)
        if row.purpose is Purpose.WITHDRAW:
            release(case)
