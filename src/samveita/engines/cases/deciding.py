"""Working out and deciding a case: the figures, the calculation, the decision and its letter.

``preview`` and ``save_figures`` serve the desk while staff types. ``decide`` makes it final: the letter is rendered
first, then one transaction moves the case, keeps the decision with its frozen lines, stores the letter and announces it
to the mailbox. Either all of it has happened or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from samveita.engines.cases import hooks
from samveita.engines.cases.declaring import Answers, DecisionDraft, Transition
from samveita.engines.cases.documents import FrozenDecision, Minutes, WorkingFigures
from samveita.engines.cases.events import FIGURES_SAVED
from samveita.engines.cases.letters import DECISION_PURPOSE, keep_and_announce, submitted_answers, write
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.process import NOT_NOW, CaseMoved, CaseRefused, advance, locked
from samveita.engines.cases.settings import CaseSettings, DecidedBy, settings_of
from samveita.engines.forms.answering import validate
from samveita.engines.forms.choosing import offered
from samveita.engines.forms.declaring import Form
from samveita.engines.letters.template import Letter
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.policies import require
from samveita.ground.organisations.documents import Cases
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.crashpoints import crash_point
from samveita.iceland import clock
from samveita.iceland.texts import Text

__all__ = ["submitted_answers"]

FIGURES_WRONG = Text(
    is_="Tölurnar voru ekki vistaðar. Farðu yfir þær og lagaðu það sem vantar eða er rangt.",
    en="The figures were not saved. Go over them and mend what is missing or wrong.",
    pl="Dane nie zostały zapisane. Sprawdź je i popraw to, czego brakuje lub co jest błędne.",
)
REASONS_MISSING = Text(
    is_="Ákvörðunin þarf rökstuðning. Svaraðu öllum spurningunum sem fylgja henni.",
    en="The decision needs its reasons. Answer every question that goes with it.",
    pl="Decyzja wymaga uzasadnienia. Odpowiedz na wszystkie związane z nią pytania.",
)
NOBODY_SIGNS = Text(
    is_="Skrifaðu nafnið sem á að standa undir bréfinu.",
    en="Write the name that is to stand under the letter.",
    pl="Wpisz imię i nazwisko, które ma się znaleźć pod pismem.",
)
SECOND_NEEDED = Text(
    is_="Fjárhæðin er svo há að annar starfsmaður þarf líka að samþykkja. Leggðu ákvörðunina fyrir hann.",
    en="The amount is so high that a second member of staff has to approve. Put the decision before one.",
    pl="Kwota jest tak wysoka, że musi ją zatwierdzić także drugi pracownik. Przedstaw mu decyzję.",
)
UNNAMED = Cases(nominative="nefnd", accusative="nefnd", dative="nefnd", genitive="nefndar")
COMMITTEE_DECIDES = Text(
    is_="Ákvörðunin er tekin á fundi ({name}). Leggðu málið fyrir fundinn og skráðu bókunina þegar hún liggur fyrir.",
    en="This is decided at a meeting ({name}). Refer the case to it, and enter the minutes when they are there.",
    pl="Decyzja zapada na posiedzeniu ({name}). Skieruj tam sprawę i wpisz protokół, gdy będzie gotowy.",
)


def figures_of(case: Case) -> dict[str, Any]:
    """Return the working figures as last saved, or those the application suggests."""
    if case.figures is not None:
        return open_document(case.office, WorkingFigures, case.figures, about=str(case.uid)).figures
    first = case.declaration.first_figures
    return first(case, submitted_answers(case).answers) if first else {}


def desk_form_of(case: Case) -> Form | None:
    """Return the form of the working figures with the options that hold for a case; ``None`` when nothing is calculated."""
    service = case.declaration
    if service.desk_form is None:
        return None
    on = service.counts_on(case) if service.counts_on else case.legal_date
    return offered(service.desk_form, case.municipality, on)


def first_reasons(case: Case, event: str) -> dict[str, Any]:
    """Return what the reasons of a decision begin with, such as a day counted by the municipality's rules."""
    first = case.declaration.first_reasons
    return dict(first(case, event)) if first else {}


def frozen(decision: Decision) -> FrozenDecision:
    """Return a decision as it was made."""
    return open_document(decision.case.office, FrozenDecision, decision.content, about=str(decision.case.uid))


def preview(case: Case, figures: Answers) -> Calculation | None:
    """Calculate from figures that need not be saved; ``None`` when the service calculates nothing.

    Raises:
        CannotPropose: when something the calculation needs is missing or impossible.
    """
    propose = case.declaration.propose
    return None if propose is None else propose(case, submitted_answers(case).answers, figures)


def save_figures(*, actor: Actor, uid: UUID, figures: Answers, revision: int) -> Case:
    """Keep the working figures of an open case: answers to the service's form for the desk.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the case is closed, its service takes no figures, or they don't fit its form.
    """
    with transaction.atomic():
        case = locked(uid, revision=revision)
        require(actor, "cases.handle", case)
        form = desk_form_of(case)
        if form is None or not case.process.state(case.state).is_open:
            raise CaseRefused(NOT_NOW)
        kept = WorkingFigures(figures=_answers(form, figures, FIGURES_WRONG))
        case.figures = seal_document(case.office, kept, about=str(case.uid))
        case.revision, case.changed_at = case.revision + 1, clock.now()
        case.save(update_fields=["figures", "revision", "changed_at"])
        record(
            FIGURES_SAVED,
            actor=actor,
            target=Target("case", case.uid),
            case=case.uid,
            office=case.office.uid,
            municipality=case.municipality.uid,
        )
    return case


def draft_decision(
    case: Case, *, event: str, figures: Answers, reasons: Answers, signed_by: str
) -> DecisionDraft:
    """Return what would be decided, calculated today from the figures given.

    Raises:
        CannotPropose: when the calculation can't be made.
    """
    return DecisionDraft(
        event=event,
        figures=figures,
        reasons={**first_reasons(case, event), **reasons},
        calculation=preview(case, figures),
        decided_on=clock.today(),
        signed_by=signed_by,
        language=submitted_answers(case).language,
    )


def letter_of(case: Case, draft: DecisionDraft) -> Letter | None:
    """Render the letter of a decision that is about to be made; ``None`` when its row sends none."""
    row = case.process.find(case.state, draft.event)
    if row is None or not row.letter:
        return None
    return write(case, row.letter, event=draft.event, signed_by=draft.signed_by, draft=draft)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A decision that is ready to be made: its row, what is decided, and the letter as it will be sent."""

    row: Transition
    draft: DecisionDraft
    letter: Letter | None


def decide(
    *, actor: Actor, uid: UUID, event: str, reasons: Answers, signed_by: str, revision: int
) -> Decision:
    """Decide a case as staff and send the letter.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the process has no such decision now, its guard says no, its reasons are incomplete, nobody
            signs it, its letter can't be written, a committee decides here, or a second person has to approve.
        CannotPropose: when the calculation can't be made.
        CannotAnnounce: when the letter could not go to the mailbox.
    """
    case = to_decide(uid, revision)
    settings = settings_of(case)
    if settings.decided_by is DecidedBy.COMMITTEE or case.agenda_items.filter(state="on_agenda").exists():
        raise CaseRefused(_committee_decides(settings))
    prepared = prepare(actor, case, event=event, reasons=reasons, signed_by=signed_by)
    if needs_second(settings, case, prepared.draft):
        raise CaseRefused(SECOND_NEEDED)
    return make(actor, case, prepared)


def to_decide(uid: UUID, revision: int) -> Case:
    """Return a case as it was seen.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        CaseMoved: when someone else was faster.
    """
    case: Case = Case.objects.select_related("office", "municipality", "person", "submission").get(uid=uid)
    if case.revision != revision:
        raise CaseMoved
    return case


def prepare(actor: Actor, case: Case, *, event: str, reasons: Answers, signed_by: str) -> Prepared:
    """Check a decision and render its letter; nothing is written yet.

    Raises:
        As ``decide``, but for who decides.
    """
    row = case.process.find(case.state, event)
    if row is None or not row.is_decision:
        raise CaseRefused(NOT_NOW)
    require(actor, row.policy, case)
    form = case.declaration.reasons_forms.get(event)
    given = dict(reasons) if form is None else _answers(form, reasons, REASONS_MISSING)
    if not signed_by.strip():
        raise CaseRefused(NOBODY_SIGNS)
    draft = draft_decision(case, event=event, figures=figures_of(case), reasons=given, signed_by=signed_by)
    return Prepared(row, draft, letter_of(case, draft))


def needs_second(settings: CaseSettings, case: Case, draft: DecisionDraft) -> bool:
    """Tell whether a second person has to approve a decision, by the amount it grants."""
    limit, service = settings.second_approver_above, case.declaration
    if limit is None:
        return False
    if service.amount_of is not None:
        return service.amount_of(draft) > limit
    return draft.calculation is not None and draft.calculation.lines[-1].amount > limit


def make(
    actor: Actor,
    case: Case,
    prepared: Prepared,
    *,
    minutes: Minutes | None = None,
    second: UUID | None = None,
    also: Callable[[Decision], None] | None = None,
) -> Decision:
    """Make a prepared decision: the move, the frozen lines and the letter, in one transaction.

    Args:
        actor: who decides, or enters what a committee decided.
        case: the case it was prepared for; when it has changed since, nothing happens.
        prepared: the decision.
        minutes: the committee's minutes, when it decided.
        second: uid of the second person, when one approved.
        also: what the caller does in the same transaction.

    Raises:
        CaseMoved, CaseRefused, NotAllowed: as ``process.advance``.
        CannotAnnounce: when the letter could not go to the mailbox.
    """
    made: list[Decision] = []
    draft = prepared.draft
    content = FrozenDecision(
        event=draft.event,
        figures=dict(draft.figures),
        reasons=dict(draft.reasons),
        calculation=draft.calculation,
        decided_on=draft.decided_on,
        signed_by=draft.signed_by,
        minutes=minutes,
        second=second,
    )

    def beside(held: Case, row: Transition) -> None:
        made.append(_keep(actor, held, row, content, prepared.letter))

    with transaction.atomic():
        advance(
            actor=actor,
            uid=case.uid,
            event=prepared.row.event,
            revision=case.revision,
            beside=beside,
            letter_is_beside=True,
        )
        if also is not None:
            also(made[0])
        crash_point("cases.decide.before_commit")
    crash_point("cases.decide.after_commit")
    return made[0]


def _committee_decides(settings: CaseSettings) -> Text:
    committee = settings.committee
    name = committee.name if committee else UNNAMED
    return COMMITTEE_DECIDES.format(name=name.nominative)


def _answers(form: Form, given: Mapping[str, Any], refusal: Text) -> dict[str, Any]:
    checked = validate(form, given)
    if checked.errors:
        raise CaseRefused(refusal)
    return dict(checked.answers)


def _keep(
    actor: Actor, case: Case, row: Transition, content: FrozenDecision, letter: Letter | None
) -> Decision:
    decision = Decision(
        uid=uuid4(),
        case=case,
        number=case.decisions.count() + 1,
        event=content.event,
        content=seal_document(case.office, content, about=str(case.uid)),
        decided_by=actor.human,
        decided_at=clock.now(),
    )
    if letter is not None:
        _document, decision.dispatch = keep_and_announce(
            actor=actor,
            case=case,
            key=row.letter,
            letter=letter,
            purpose=DECISION_PURPOSE,
            source=decision.uid,
        )
    decision.save()
    hooks.decided(actor=actor, case=case, decision=decision, content=content)
    return decision
