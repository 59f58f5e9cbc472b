"""Reading cases: every reading is recorded, and the resident can see who read.

``open_case`` and ``open_document`` are how staff and residents come at one case; ``desk_list`` is how staff sees many,
recorded as one event. ``timeline_of`` and ``looks_of`` make the resident's picture of what happened and who looked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.events import (
    ADVANCED,
    CASE_LOOKED,
    DECIDED,
    DOCUMENT_LOOKED,
    LIST_LOOKED,
    PART_LOOKED,
    SUBMITTED,
)
from samveita.engines.cases.exchange_events import DATA_ASKED, DATA_COMPLETED, HEARING_OPENED, MESSAGES_READ
from samveita.engines.cases.models import Case, CaseDocument, CaseParty
from samveita.engines.cases.paging import ordered
from samveita.engines.cases.showing import shown_staff
from samveita.engines.cases.table import Process, Waiting
from samveita.engines.cases.whose import looks_at_party, of_others, without_others
from samveita.engines.mailbox.events import SERVED
from samveita.engines.registries.events import LOOKED_UP
from samveita.engines.registries.models import Lookup
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.models import Event
from samveita.ground.audit.queries import looks, timeline, timeline_and_looks
from samveita.ground.audit.recording import FOLD_LOOKS_WITHIN, record_look
from samveita.ground.audit.registry import EVENT_TYPES, EventType
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing, require_scope
from samveita.ground.vault.events import FILE_READ
from samveita.ground.worklist.events import TASK_CLOSED, TASK_OPENED
from samveita.iceland import clock
from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text

OPEN_QUEUES = ("new", "mine", "waiting", "open", "late")
QUEUES = (*OPEN_QUEUES, "decided", "practice")
COUNTED_AT_MOST = 5_000
"""Decided and practice cases are counted no further: an office has them by the ten thousand and nobody pages that far."""
OWN = Text(is_="Þú", en="You", pl="Ty")
PLATFORM = Text(is_="Kerfið", en="The system", pl="System")
READING_ROLES = (Role.CASE_WORKER, Role.VIEWER)
NOT_TOLD = (
    TASK_OPENED.name,
    TASK_CLOSED.name,
    SERVED.name,
    DATA_ASKED.name,
    DATA_COMPLETED.name,
    HEARING_OPENED.name,
    MESSAGES_READ.name,
)
"""Events that follow from another one which tells the same: a move opens and closes tasks, service is told of the letter,
a request goes with its step, and when a message was read stands beside the message."""


def open_case(*, actor: Actor, uid: UUID) -> Case:
    """Return a case for reading and record the look.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
    """
    case: Case = Case.objects.select_related(
        "office__successor", "municipality", "person", "assigned_to", "submission"
    ).get(uid=uid)
    return show(actor=actor, case=case)


def show(*, actor: Actor, case: Case) -> Case:
    """Record that a case which the scope has found, with its office and municipality, is opened; return it.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "cases.read", case)
    _look(CASE_LOOKED, actor, Target("case", case.uid), case)
    return case


def show_to_party(*, actor: Actor, case: Case, party: CaseParty) -> Case:
    """Record that another party opens what a case asks of her; return the case, of which she reads nothing else.

    Raises:
        NotAllowed: when the actor is no party of it.
    """
    require(actor, "cases.act_as_party", case)
    _look(PART_LOOKED, actor, Target("party", party.uid), case)
    return case


def open_document(*, actor: Actor, uid: UUID, case: UUID | None = None) -> CaseDocument:
    """Return a document of a case for reading and record the look.

    Args:
        actor: who reads.
        uid: the document.
        case: the case it is asked for in, when the address names one.

    Raises:
        CaseDocument.DoesNotExist: when the scope holds no such document, it is of another case, or it isn't for the
            resident.
        NotAllowed: when the actor may not.
    """
    document: CaseDocument = CaseDocument.objects.select_related(
        "case__office__successor", "case__municipality", "case__person", "file__office", "person"
    ).get(uid=uid)
    is_own = document.person is not None and document.person.uid == actor.subject
    of_party = not actor.is_staff and is_own and actor.subject != document.case.person.uid
    require(actor, "cases.act_as_party" if of_party else "cases.read", document.case)
    if case not in {None, document.case.uid} or not (actor.is_staff or document.visible_to_resident):
        raise CaseDocument.DoesNotExist
    _look(DOCUMENT_LOOKED, actor, Target("document", document.uid), document.case)
    return document


def _look(event_type: EventType, actor: Actor, target: Target, case: Case) -> None:
    record_look(
        event_type,
        actor=actor,
        target=target,
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
    )


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a case's history, in words."""

    at: datetime
    sentence: Text
    who: Text | None


@dataclass(frozen=True, slots=True)
class LookEntry:
    """One look: when, who as the reader may know her, in what role if she is staff, and what she did (type, words)."""

    at: datetime
    who: Text
    role: Role | None
    type: str
    sentence: Text


def timeline_of(case: Case, *, for_resident: bool) -> list[TimelineEntry]:
    """Return the history of a case the caller has already been allowed to read, lookups for its application first.

    A resident reads the sentences written to her and names as the office shows them; staff reads states and own names.
    The same sentence by the same human again within ten minutes is told once.
    """
    with crossing("the history of one case, read by someone who may read the case"):
        mine = list(timeline(case.uid, for_resident=for_resident).exclude(type__in=NOT_TOLD))
        events = [
            *_lookups_before(case),
            *(without_others(mine, case, case.person) if for_resident else mine),
        ]
    return _told_in_order(events, case, _names(events, case, for_resident=for_resident))


def history_of(case: Case, *, for_resident: bool) -> tuple[list[TimelineEntry], list[LookEntry]]:
    """Return ``timeline_of`` and ``looks_of`` a case together, for a page that shows both: half the queries."""
    with crossing("the history of one case and the looks at it, read by someone who may read the case"):
        mine, seen = timeline_and_looks(case.uid, for_resident=for_resident)
        if for_resident:
            of_another = of_others(case, case.person)
            mine, seen = (
                [event for event in found if event.target not in of_another] for found in (mine, seen)
            )
        events = [*_lookups_before(case), *(event for event in mine if event.type not in NOT_TOLD)]
    looked = [event for event in seen if event.type != FILE_READ.name]
    names = _names([*events, *looked], case, for_resident=for_resident)
    return _told_in_order(events, case, names), [_as_look(event, names) for event in looked]


def _lookups_before(case: Case) -> list[Event]:
    """Return the lookups made for its application, before there was a case."""
    if case.draft is None:
        return []
    lookups = Lookup.objects.filter(draft=case.draft, case=None)
    events = Event.objects.filter(type=LOOKED_UP.name, target__in=lookups.values("uid"))
    return list(events.order_by("at", "uid"))


def _told_in_order(events: Sequence[Event], case: Case, names: _Names) -> list[TimelineEntry]:
    entries: list[TimelineEntry] = []
    for event in events:
        sentence = _sentence(event, case, names, for_resident=names.shows_you)
        entry = TimelineEntry(event.at, sentence, names.shown(event.human))
        if not (entries and _same_again(entries[-1], entry)):
            entries.append(entry)
    return entries


def _same_again(last: TimelineEntry, entry: TimelineEntry) -> bool:
    soon = entry.at - last.at < FOLD_LOOKS_WITHIN
    return soon and (last.sentence, last.who) == (entry.sentence, entry.who)


def looks_of(case: Case, *, for_resident: bool = True, at_most: int | None = None) -> list[LookEntry]:
    """Return who looked at a case, newest first, for someone who may read it; all looks unless ``at_most`` says less.

    Handing out a document is two events, of the case and of the vault; it is told once.
    """
    with crossing("the looks at one case, read by someone who may read the case"):
        found = looks(case.uid).exclude(type=FILE_READ.name)
        if for_resident:
            found = found.exclude(target__in=of_others(case, case.person))
        events = list(found[:at_most])
    names = _names(events, case, for_resident=for_resident)
    return [_as_look(event, names) for event in events]


def seen_by_party(
    case: Case, party: CaseParty, draft: UUID | None
) -> tuple[list[TimelineEntry], list[LookEntry]]:
    """Return what another party reads of a case: what registers were asked about her, and who of the staff looked.

    Args:
        case: the case, whose own history she does not read.
        party: she, a known person.
        draft: the draft of her own part, if she has begun one.
    """
    person = party.person
    if person is None:
        return [], []
    with crossing("what concerns one party of a case, read by her"):
        own = CaseDocument.objects.filter(case=case, person=person).values_list("uid", flat=True)
        seen = [one for one in looks(case.uid) if one.type != FILE_READ.name]
        looked = looks_at_party(seen, frozenset(own))
        asked = Lookup.objects.filter(draft=draft, person=person) if draft else Lookup.objects.none()
        events = list(
            Event.objects.filter(type=LOOKED_UP.name, target__in=asked.values("uid")).order_by("at", "uid")
        )
    names = _names([*events, *looked], case, for_resident=True, reader=person)
    return _told_in_order(events, case, names), [_as_look(event, names) for event in looked]


def _as_look(event: Event, names: _Names) -> LookEntry:
    return LookEntry(
        at=event.at,
        who=names.shown(event.human),
        role=_role(event),
        type=event.type,
        sentence=_told(EVENT_TYPES[event.type].sentence, names.named(event.human)),
    )


def _role(event: Event) -> Role | None:
    """Return the role in which staff looked: the one that let her, when she holds several."""
    held = sorted((Role(code) for code in event.roles), key=lambda role: role not in READING_ROLES)
    return held[0] if held else None


@dataclass(frozen=True, slots=True)
class _Names:
    """What the people in a case's events are called by its reader."""

    by_uid: Mapping[UUID | None, Text]
    party: UUID
    shows_you: bool

    def named(self, human: UUID | None) -> Text:
        """The name, for a sentence in the third person."""
        return self.by_uid.get(human, PLATFORM)

    def shown(self, human: UUID | None) -> Text:
        """The name where it stands alone: the party reads "you" of herself."""
        return OWN if self.shows_you and human == self.party else self.named(human)


def _names(
    events: Sequence[Event], case: Case, *, for_resident: bool, reader: Person | None = None
) -> _Names:
    humans = {event.human for event in events if event.human is not None}
    at_work = {event.human for event in events if event.human is not None and event.roles}
    shown = shown_staff(case, at_work - {case.person.uid}) if for_resident else {}
    names: dict[UUID | None, Text] = {None: PLATFORM, case.person.uid: _same(case.person.name)}
    at_hand = [] if case.assigned_to is None else [case.assigned_to]
    others = humans - {case.person.uid, *(one.uid for one in at_hand)}
    for person in [*at_hand, *(Person.objects.filter(uid__in=others) if others else ())]:
        names[person.uid] = shown.get(person.uid) or _same(person.name)
    return _Names(by_uid=names, party=(reader or case.person).uid, shows_you=for_resident)


def _sentence(event: Event, case: Case, names: _Names, *, for_resident: bool) -> Text:
    details = (event.data or {}).get("data", {})
    process = case.process
    if event.type in {ADVANCED.name, DECIDED.name}:
        return _step(process, details, for_resident=for_resident)
    if event.type == SUBMITTED.name and not for_resident:
        return process.state(process.initial).label
    return _told(EVENT_TYPES[event.type].sentence, names.named(event.human))


def _step(process: Process, details: Mapping[str, str], *, for_resident: bool) -> Text:
    """Return a step in words: the row's sentence; staff reads the state it led to, where it led to another one."""
    track = details.get("track", "")
    table = process.overlay(track) if track else process
    kept = any(row.event == details["event"] and row.same_state for row in table.transitions)
    if for_resident or track or kept:
        return table.told(details["event"], details["state"])
    return table.state(details["state"]).label


def _told(sentence: Text, who: Text) -> Text:
    return Text(
        is_=sentence.is_.format(who=who.is_),
        en=sentence.en.format(who=who.en),
        pl=sentence.pl.format(who=who.pl),
    )


def _same(words: str) -> Text:
    return Text(is_=words, en=words, pl=words)


def desk_list(
    *,
    actor: Actor,
    office: Organisation,
    queue: str,
    name: str = "",
    order: str = "",
    descending: bool = False,
) -> QuerySet[Case]:
    """Return the cases of a queue, most urgent first unless ordered otherwise, and record that the list was read.

    Args:
        actor: who reads.
        office: whose list it is, for the record; which cases it holds is decided by the scope in force.
        queue: one of ``QUEUES``.
        name: part of the applicant's name; accents and capitals don't matter.
        order: one of ``paging.ORDERS``.
        descending: turns the order round.

    Raises:
        KeyError: for an unknown queue or order.
        NotAllowed: when the actor may not.
    """
    require(actor, "cases.read")
    found = cases_in(queue, actor)
    if name.strip():
        # The names are searched first, each once, and not those of every case.
        found = found.filter(person__in=Person.objects.filter(search_key__contains=folded(name.strip())))
    if not order:
        order, descending = usual_order(queue)
    listed = ordered(found, order, descending=descending)
    record_look(LIST_LOOKED, actor=actor, target=Target("office", office.uid), office=office.uid)
    return listed


def usual_order(queue: str) -> tuple[str, bool]:
    """Return how a queue is ordered when nobody asks otherwise, and whether that is turned round."""
    return ("closed", True) if queue == "decided" else ("due", False)


def cases_in(queue: str, actor: Actor) -> QuerySet[Case]:
    """Return the cases of a queue in no order; whoever asks records why and to whom they are shown.

    Raises:
        KeyError: for an unknown queue.
    """
    return _of_queue(queue, actor).select_related("person", "municipality", "assigned_to")


def _kept() -> QuerySet[Case]:
    """Return the cases that the offices in scope handle themselves; named outright, so that the index is used."""
    scope, found = require_scope(), Case.objects.all()
    return found.filter(office__in=scope.offices) if scope.offices else found


def queue_counts(actor: Actor) -> dict[str, int]:
    """Return how many cases stand in each queue; those that grow for ever are counted to ``COUNTED_AT_MOST``."""
    # The index of open cases holds all that is asked about them here, and the table is not read.
    counted = {queue: Count("pk", filter=_condition(queue, actor)) for queue in OPEN_QUEUES}
    opened: dict[str, int] = _kept().filter(closed_at=None).aggregate(**counted)
    grown = {queue: _of_queue(queue, actor) for queue in QUEUES if queue not in OPEN_QUEUES}
    return opened | {queue: found[:COUNTED_AT_MOST].count() for queue, found in grown.items()}


def may_be_more(queue: str, count: int) -> bool:
    """Tell whether a count of ``queue_counts`` stopped before the end, so that a page says "and more"."""
    return queue not in OPEN_QUEUES and count >= COUNTED_AT_MOST


def _condition(queue: str, actor: Actor) -> Q:
    """Return what tells the cases of a queue from others that are open, or closed, or made to practise on."""
    awaits_party = Q(state__in=_awaiting_party())
    conditions = {
        "new": Q(assigned_to=None) & ~awaits_party,
        "mine": Q(assigned_to__in=Person.objects.filter(Q(uid=actor.human))),
        "waiting": Q(clock_stopped_on__isnull=False) | awaits_party,
        "open": Q(),
        "late": Q(due_on__lt=clock.today()),
        "decided": Q(),
        "practice": Q(),
    }
    return Q(is_practice=queue == "practice") & conditions[queue]


def _of_queue(queue: str, actor: Actor) -> QuerySet[Case]:
    condition = _condition(queue, actor)
    if queue != "practice":
        condition &= Q(closed_at__isnull=queue != "decided")
    return _kept().filter(condition)


def _awaiting_party() -> list[str]:
    """Return the states in which a case of any service waits for another party's part."""
    processes = (process for service in CASE_SERVICES.values() for process in service.processes)
    return sorted(
        {one.key for process in processes for one in process.states if one.waiting is Waiting.PARTY}
    )


def cases_with_part() -> QuerySet[Case]:
    """Return the cases in which something is asked of the person in scope beside the applicant, newest first."""
    person = require_scope().person
    asked = CaseParty.objects.filter(person=person, ended_on=None, role__in=_part_roles())
    found: QuerySet[Case] = Case.objects.filter(pk__in=asked.values("case")).exclude(person=person)
    return found.select_related("municipality", "office", "person").order_by("-submitted_at", "-pk")


def _part_roles() -> set[str]:
    return {part.role for service in CASE_SERVICES.values() for part in service.parts}


def cases_of_subject() -> QuerySet[Case]:
    """Return the cases in which the person in scope is the applicant, newest first; not those of others she is in."""
    found: QuerySet[Case] = Case.objects.filter(person=require_scope().person)
    return found.select_related("municipality", "office").order_by("-submitted_at", "-pk")
