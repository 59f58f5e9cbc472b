"""The office's event log as an auditor reads it: filtered, newest first, bounded, and itself recorded.

Only events of the office in scope are shown. Names are looked up here for reading; the log itself holds none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samveita.engines.cases.models import Case
from samveita.engines.cases.reading import PLATFORM
from samveita.faces.desk.events import LOG_READ
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.models import Event
from samveita.ground.audit.recording import record_look
from samveita.ground.audit.registry import EVENT_TYPES
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import find_by_kennitala
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import require_scope
from samveita.iceland.alphabet import folded
from samveita.iceland.clock import ICELAND
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text

MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the auditor asks for; whatever is left empty filters nothing.

    Attributes:
        person: part of a name, of whoever acted or was acted for or whose case it is.
        kennitala: the same by kennitala.
        case_number: the number of one case, whole.
        since, until: days, both included.
    """

    person: str = ""
    kennitala: Kennitala | None = None
    case_number: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event in words: when, who, what, and the case it belongs to."""

    at: datetime
    who: str
    sentence: Text
    case_number: str
    channel: str


def events_of(*, actor: Actor, office: Organisation, wanted: Wanted) -> QuerySet[Event]:
    """Return the office's events that are wanted, newest first, and record that the log was read.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "audit.read")
    record_look(LOG_READ, actor=actor, target=Target("office", office.uid), office=office.uid)
    offices = require_scope().office_uids
    found = Event.objects.filter(Q(office__in=offices) | Q(actor_office__in=offices)).order_by("-at", "uid")
    if wanted.since:
        found = found.filter(at__gte=datetime.combine(wanted.since, time.min, ICELAND))
    if wanted.until:
        found = found.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, ICELAND))
    if wanted.case_number:
        found = found.filter(case__in=_cases(number=wanted.case_number.strip().upper()))
    if wanted.person or wanted.kennitala:
        people = _people(wanted)
        concerns = Q(human__in=people) | Q(subject__in=people) | Q(case__in=_cases(person__uid__in=people))
        found = found.filter(concerns)
    return found


def in_words(events: Sequence[Event]) -> list[LogLine]:
    """Return events with the names of who acted and the numbers of their cases."""
    humans = {event.human for event in events if event.human}
    people = dict(Person.objects.filter(uid__in=humans).values_list("uid", "name"))
    cases = {event.case for event in events if event.case}
    numbers = dict(Case.objects.filter(uid__in=cases).values_list("uid", "number"))
    return [
        LogLine(
            at=event.at,
            who=who,
            sentence=_sentence(event, who),
            case_number=numbers.get(event.case, "") if event.case else "",
            channel=event.channel,
        )
        for event in events
        for who in [people.get(event.human, "") if event.human else ""]
    ]


def _sentence(event: Event, who: str) -> Text:
    known = EVENT_TYPES.get(event.type)
    if known is None:
        return Text(is_=event.type, en=event.type, pl=event.type)
    sentence = known.sentence
    return Text(
        is_=sentence.is_.format(who=who or PLATFORM.is_),
        en=sentence.en.format(who=who or PLATFORM.en),
        pl=sentence.pl.format(who=who or PLATFORM.pl),
    )


def _people(wanted: Wanted) -> list[UUID]:
    if wanted.kennitala is not None:
        person = find_by_kennitala(wanted.kennitala)
        return [person.uid] if person else []
    found = Person.objects.filter(search_key__contains=folded(wanted.person)).order_by("pk")
    return list(found.values_list("uid", flat=True)[:MOST_PEOPLE])


def _cases(**conditions: object) -> list[UUID]:
    return list(Case.objects.filter(**conditions).values_list("uid", flat=True)[:MOST_PEOPLE])
