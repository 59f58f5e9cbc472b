"""A resident who disagrees with a decision: what she can dispute, to whom she complains and by when, and her own draft.

The draft begins with the case's own facts: the disputed line with its arithmetic and rule, or the reason as written. It
is hers to change and hers alone until she sends it. Within the municipality it is sent by ``appealing.lodge_appeal``; to
a committee outside it goes on paper or by e-mail from herself, for no electronic channel to one is known here. How long
one has is the service's (``CaseService.appeal_terms``) or the municipality's; nothing of it is decided in this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.appealing import internal_appeal_until, lodge_appeal
from samveita.engines.cases.deciding import frozen
from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.documents import ComplaintText, FrozenDecision
from samveita.engines.cases.events import COMPLAINT_SAVED
from samveita.engines.cases.models import Appeal, AppealKind, Case, ComplaintDraft, Decision
from samveita.engines.cases.process import NOT_NOW, CaseRefused, locked, possible_moves, possible_track_moves
from samveita.engines.cases.settings import settings_of
from samveita.engines.rulebook.calculation import Line
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.policies import require
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import LegalDate
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text

REASONS = ("facts", "rule_article", "assessment")
"""What a refusal gives as its reasons, by the keys every service's forms use."""
REASON_NAMES = {
    "facts": Text(is_="Málsatvik", en="Facts of the case", pl="Stan faktyczny"),
    "rule_article": Text(is_="Ákvæði í reglum", en="Article of the rules", pl="Przepis"),
    "assessment": Text(is_="Mat á aðstæðum", en="Assessment", pl="Ocena sytuacji"),
}
OPENING = Text(
    is_="Ég er ekki sammála ákvörðun sem var tekin {day} í máli nr. {number}.",
    en="I disagree with a decision made on {day} in case no. {number}.",
    pl="Nie zgadzam się z decyzją w sprawie nr {number} (data decyzji: {day}).",
)
THIS_LINE = Text(
    is_="Ég er ósammála þessum lið: {label}, {amount}",
    en="I disagree with this item: {label}, {amount}",
    pl="Nie zgadzam się z tą pozycją: {label}, {amount}",
)
RECKONED = Text(
    is_="Svona var reiknað: {words}", en="It was calculated thus: {words}", pl="Wyliczenie: {words}"
)
RULE = Text(is_="Vísað er til: {words}", en="It refers to: {words}", pl="Powołano się na: {words}")
THIS_REASON = Text(
    is_="Ég er ósammála þessu ({name}):\n{words}",
    en="I disagree with this ({name}):\n{words}",
    pl="Nie zgadzam się z tym ({name}):\n{words}",
)
CLOSING = Text(
    is_="Ástæður mínar eru þessar:\n\n\nÉg bið um að ákvörðuninni verði breytt.",
    en="My reasons are these:\n\n\nI ask for the decision to be changed.",
    pl="Moje powody są następujące:\n\n\nProszę o zmianę decyzji.",
)


@dataclass(frozen=True, slots=True)
class Route:
    """To whom a decision can be taken now: its name as after "til", where to send it, and the last day.

    ``is_passed_over`` tells that nobody within the municipality has ruled, although someone there hears appeals.
    """

    is_internal: bool
    name: str
    genitive: str
    address: str
    last_day: LegalDate
    is_passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Something in a decision that can be disputed: a line of the calculation, or a reason given."""

    key: str
    label: Text
    line: Line | None = None
    words: str = ""


def latest_decision(case: Case) -> Decision | None:
    """Return the decision that can be disputed: the last one made."""
    found: Decision | None = (
        case.decisions.select_related("case__office", "case__municipality").order_by("-number").first()
    )
    return found


def route_of(actor: Actor, case: Case) -> Route | None:
    """Return where the latest decision can be taken now; ``None`` when it can't, or the time has passed.

    First comes who hears appeals within the municipality, while the process lets her appeal, its last day has not passed
    and it has not ruled; then the committee outside it, while the process knows such an appeal in this state.
    """
    decision, body = latest_decision(case), settings_of(case).internal_appeal
    if decision is None:
        return None
    ruled = decision.appeals.filter(kind=AppealKind.INTERNAL, is_upheld=True).order_by("-settled_on").first()
    until = internal_appeal_open(actor, case) if body is not None and ruled is None else None
    if until is not None and body is not None:
        address = ", ".join(part for part in (body.address, body.email) if part)
        return Route(True, body.name.nominative, body.name.genitive, address, until)
    begins = ruled.settled_on if ruled is not None else _notified_on(decision)
    return _outside(case, begins, is_passed_over=body is not None and ruled is None)


def internal_appeal_open(actor: Actor, case: Case) -> LegalDate | None:
    """Return the last day of an appeal within the municipality while it has not passed and the process lets her appeal."""
    rows = possible_moves(actor, case)
    if case.process.overlays:
        rows += [row for _overlay, _track, row in possible_track_moves(actor, case)]
    if not any(row.purpose is Purpose.APPEAL for row in rows):
        return None
    until = internal_appeal_until(case)
    return until if until is not None and until.date >= clock.today() else None


def _outside(case: Case, begins: date | None, *, is_passed_over: bool) -> Route | None:
    terms = case.declaration.appeal_terms
    places = [(case.process, case.state)]
    places += [(case.process.overlay(one.key), one.state) for one in case.tracks.all()]  # type: ignore[misc]
    known = any(table.for_purpose(state, Purpose.EXTERNAL_APPEAL) for table, state in places)
    if terms is None or begins is None or not known:
        return None
    term = next((one for one in terms(case, begins) if not one.is_internal), None)
    if term is None or term.last_day.date < clock.today():
        return None
    return Route(False, term.name, term.genitive, term.address, term.last_day, is_passed_over)


def _notified_on(decision: Decision) -> date | None:
    notified = decision.served_at if decision.dispatch else decision.decided_at
    return None if notified is None else notified.astimezone(ICELAND).date()


def points_of(content: FrozenDecision) -> tuple[Point, ...]:
    """Return what can be disputed in a decision: every line of its calculation, then the reasons it gives."""
    lines = content.calculation.lines if content.calculation else ()
    given = {key: str(content.reasons.get(key) or "").strip() for key in REASONS}
    return (
        *(Point(line.key, line.label, line=line) for line in lines),
        *(Point(key, REASON_NAMES[key], words=said) for key, said in given.items() if said),
    )


def point_of(content: FrozenDecision, key: str) -> Point | None:
    """Return one thing that can be disputed, or nothing for an unknown key: then it is the decision as a whole."""
    return next((one for one in points_of(content) if one.key == key), None)


def begun_text(decision: Decision, point: Point | None, language: str) -> str:
    """Return how a complaint begins, in the language of the page: the case's own facts, and room for her reasons."""
    case: Case = decision.case
    day = day_in_words(decision.decided_at.astimezone(ICELAND).date()).in_language(language)
    parts = [OPENING.in_language(language).format(day=day, number=case.number)]
    if point is not None:
        parts.append(about_point(point, language))
    parts.append(CLOSING.in_language(language))
    return "\n\n".join(parts)


def about_point(point: Point, language: str) -> str:
    """Return what the decision says on one thing, as a part of a complaint."""
    if point.line is None:
        name = point.label.in_language(language)
        return THIS_REASON.in_language(language).format(name=name, words=point.words)
    line = point.line
    amount = format_kronur(line.amount)
    said = [THIS_LINE.in_language(language).format(label=line.label.in_language(language), amount=amount)]
    if line.arithmetic:
        said.append(RECKONED.in_language(language).format(words=line.arithmetic.in_language(language)))
    if line.legal_basis:
        said.append(RULE.in_language(language).format(words=line.legal_basis.in_language(language)))
    return "\n".join(said)


def saved_draft(decision: Decision) -> ComplaintDraft | None:
    """Return the draft of the person in scope, if she has saved one."""
    found: ComplaintDraft | None = decision.complaint_drafts.first()
    return found


def text_of(draft: ComplaintDraft) -> str:
    """Return what she has written so far."""
    case: Case = draft.decision.case
    return open_document(case.office, ComplaintText, draft.content, about=str(draft.uid)).grounds


def save_complaint(*, actor: Actor, case: Case, grounds: str, point: str = "") -> ComplaintDraft:
    """Keep what she has written against the latest decision, in place of what she saved before.

    Raises:
        NotAllowed: when it isn't her own case.
        CaseRefused: when there is no decision, or nobody to complain to any more.
    """
    with transaction.atomic():
        # Held, so that a second click waits for the first and finds her draft.
        case = locked(case.uid)
        require(actor, "cases.answer", case)
        decision = latest_decision(case)
        if decision is None or route_of(actor, case) is None:
            raise CaseRefused(NOT_NOW)
        draft = saved_draft(decision) or ComplaintDraft(decision=decision, person=case.person)
        known = point_of(frozen(decision), point)
        draft.point, draft.changed_at = known.key if known else "", clock.now()
        draft.content = seal_document(case.office, ComplaintText(grounds=grounds), about=str(draft.uid))
        draft.save()
        # Not on the case's timeline: what she writes and has not sent is nobody else's business.
        record(
            COMPLAINT_SAVED, actor=actor, target=Target("complaint_draft", draft.uid), office=case.office.uid
        )
    return draft


def send_complaint(*, actor: Actor, uid: UUID, grounds: str) -> Appeal:
    """Send a complaint to whoever hears appeals within the municipality; her draft is gone then, the appeal has its words.

    Raises:
        NotAllowed: when it isn't her own case.
        CaseMoved: when someone else was faster.
        CaseRefused: when nothing can be appealed within the municipality now, or it came late.
    """
    with transaction.atomic():
        appeal = lodge_appeal(actor=actor, uid=uid, grounds=grounds)
        ComplaintDraft.objects.filter(decision=appeal.decision).delete()
    return appeal
