"""Verbs on notices of disruption: writing one, for the rounds it hits, and withdrawing it. It ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.models import (
    Disruption,
    DisruptionContent,
    DisturbedRound,
    Outcome,
    Reason,
)
from samveita.tools.waste_calendar.rounds import driven

FARTHEST_BACK, FARTHEST_MOVE = timedelta(days=7), timedelta(days=31)
DELAY_SHOWN = timedelta(days=2)
"""How long after its day a delay without a new day is shown, unless somebody says otherwise."""

LONGEST_SHOWN = timedelta(days=62)

NO_CALENDAR = Text(
    is_="Sveitarfélagið hefur ekki birt sorphirðudagatal.",
    en="The municipality has not published a waste calendar.",
    pl="Gmina nie opublikowała kalendarza odbioru odpadów.",
)
NOTHING_DUE = Text(
    is_="Engin losun er þennan dag í því sem þú valdir. Athugaðu daginn og svæðin.",
    en="Nothing is collected on that day in what you chose. Check the day and the areas.",
    pl="W tym dniu w wybranych obszarach nie ma odbioru. Sprawdź dzień i obszary.",
)
TOO_OLD = Text(
    is_="Dagurinn er liðinn fyrir meira en viku.",
    en="The day was more than a week ago.",
    pl="Ten dzień minął ponad tydzień temu.",
)
NEEDS_NEW_DAY = Text(
    is_="Veldu nýjan dag sem er innan mánaðar frá þeim gamla.",
    en="Choose a new day within a month of the old one.",
    pl="Wybierz nowy dzień w ciągu miesiąca od starego.",
)
ENDS_WRONG = Text(
    is_="Síðasti dagur tilkynningar er í dag eða síðar, og innan tveggja mánaða.",
    en="The last day of the notice is today or later, and within two months.",
    pl="Ostatni dzień ogłoszenia to dziś lub później, w ciągu dwóch miesięcy.",
)
HALF_A_NOTE = Text(
    is_="Skrifaðu viðbótina á öllum þremur tungumálunum, eða slepptu henni.",
    en="Write the addition in all three languages, or leave it out.",
    pl="Napisz dodatek we wszystkich trzech językach lub go pomiń.",
)


class DisruptionRefused(ValueError):
    """What can't be told; ``field`` names the field to mend and ``reason`` is written for whoever wrote it."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.is_)
        self.field, self.reason = field, reason


class DisruptionDetails(Stored):
    """Which day an event speaks of and what becomes of it."""

    schema_name: ClassVar[str] = "waste_calendar.disruption_details"

    day: date
    outcome: Outcome
    moved_to: date | None = None


WRITTEN = register_event(
    EventType(
        name="waste_calendar.disruption_written",
        sentence=Text(
            is_="{who} tilkynnti röskun á sorphirðu.",
            en="{who} told of a disruption of waste collection.",
            pl="{who} – ogłoszono zakłócenie odbioru odpadów.",
        ),
        visible_to_resident=False,
        data=DisruptionDetails,
    )
)
WITHDRAWN = register_event(
    EventType(
        name="waste_calendar.disruption_withdrawn",
        sentence=Text(
            is_="{who} dró til baka tilkynningu um röskun á sorphirðu.",
            en="{who} withdrew a notice of a disruption of waste collection.",
            pl="{who} – wycofano ogłoszenie o zakłóceniu odbioru odpadów.",
        ),
        visible_to_resident=False,
        data=DisruptionDetails,
    )
)


def _tells(actor: Actor, municipality: Organisation) -> bool:
    return actor.is_staff and Role.ADMINISTRATOR in actor.roles and actor.office == municipality.uid


TELL = register_policy(
    Policy(
        name="waste_calendar.tell",
        sentence=Text(
            is_="Stjórnandi tilkynnir röskun á sorphirðu í eigin sveitarfélagi.",
            en="An administrator tells of disruptions of waste collection in her own municipality.",
            pl="Administrator ogłasza zakłócenia odbioru odpadów w swojej gminie.",
        ),
        allows=_tells,
    )
)


def tell(
    *,
    actor: Actor,
    municipality: Organisation,
    day: date,
    reason: Reason,
    outcome: Outcome,
    moved_to: date | None = None,
    streams: Sequence[str] = (),
    areas: Sequence[str] = (),
    note: Text | None = None,
    ends_on: date | None = None,
) -> Disruption:
    """Tell residents that a day does not go as the calendar says; pages, feeds and reminders change at once.

    Args:
        actor: who tells.
        municipality: whose calendar it is.
        day: the day as it stands in the calendar now.
        reason: why.
        outcome: what becomes of the day.
        moved_to: the new day of a moved one.
        streams: which streams; all without any.
        areas: which areas; all without any.
        note: the municipality's own words, after the sentences.
        ends_on: the last day it is shown; the new day, or a little after the old one, when left out.

    Raises:
        NotAllowed: when the actor may not.
        DisruptionRefused: when it can't be told so, with the field to mend.
    """
    require(actor, TELL.name, municipality)
    today = clock.today()
    _check_days(day, outcome, moved_to, today)
    last = ends_on or moved_to or (day + DELAY_SHOWN if outcome is Outcome.DELAYED else day)
    last = max(last, today) if ends_on is None else last
    if not today <= last <= today + LONGEST_SHOWN:
        raise DisruptionRefused("ends_on", ENDS_WRONG)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        edition, rounds = _hit(municipality, day, set(streams), set(areas))
        content = DisruptionContent(
            edition=edition.valid_from,
            day=day,
            rounds=rounds,
            reason=reason,
            outcome=outcome,
            moved_to=moved_to,
            note=note,
        )
        row: Disruption = Disruption.objects.create(
            municipality=municipality, content=content, ends_on=last, written_at=clock.now()
        )
        _record(WRITTEN, actor, row)
    published.forget()
    return row


def withdraw(*, actor: Actor, municipality: Organisation, uid: UUID) -> Disruption:
    """Take a notice back; the days are again those of the calendar. Twice changes nothing.

    Raises:
        NotAllowed: when the actor may not.
        Disruption.DoesNotExist: when the municipality has no such notice.
    """
    require(actor, TELL.name, municipality)
    with transaction.atomic():
        rows = Disruption.objects.select_for_update(of=("self",)).select_related("municipality")
        row: Disruption = rows.get(uid=uid)
        if successor_of(row.municipality) != municipality:
            raise Disruption.DoesNotExist
        if row.withdrawn_at is None:
            row.withdrawn_at, row.version = clock.now(), row.version + 1
            row.save(update_fields=["withdrawn_at", "version"])
            _record(WITHDRAWN, actor, row)
    published.forget()
    return row


def _check_days(day: date, outcome: Outcome, moved_to: date | None, today: date) -> None:
    if day < today - FARTHEST_BACK:
        raise DisruptionRefused("day", TOO_OLD)
    if outcome is Outcome.MOVED and (
        moved_to is None or moved_to == day or abs(moved_to - day) > FARTHEST_MOVE
    ):
        raise DisruptionRefused("moved_to", NEEDS_NEW_DAY)


def _hit(
    municipality: Organisation, day: date, streams: set[str], areas: set[str]
) -> tuple[CalendarEdition, tuple[DisturbedRound, ...]]:
    """Return the edition of the day and its rounds that are driven then, notices counted in."""
    published.forget()
    calendar = published.published(municipality)
    if calendar is None:
        raise DisruptionRefused("day", NO_CALENDAR)
    for edition in calendar.editions:
        rounds = tuple(
            DisturbedRound(stream=stream.id, area=zone.area, number=one.number)
            for stream in edition.streams
            if not streams or stream.id in streams
            for zone in stream.zones
            if not areas or zone.area in areas
            for one in driven(zone)
            if day in one.days
        )
        if rounds:
            return edition, rounds
    raise DisruptionRefused("day", NOTHING_DUE)


def _record(event: EventType, actor: Actor, row: Disruption) -> None:
    content = row.content
    record(
        event,
        actor=actor,
        target=Target("disruption", row.uid),
        office=row.municipality.uid,
        municipality=row.municipality.uid,
        data=DisruptionDetails(day=content.day, outcome=content.outcome, moved_to=content.moved_to),
    )
