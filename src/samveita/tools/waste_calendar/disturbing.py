"""From notices to days: what the calendar is while something goes otherwise, what subscribers' calendars are told, the sentences.

Notices are replayed in the order they were written on each round's own days: a withdrawn one changes nothing, but it
still counts as a version, so that what was put back is newer than what was moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import LANGUAGES, Text
from samveita.tools.waste_calendar.feed import Disturbance
from samveita.tools.waste_calendar.model import CalendarEdition, Round, RoundStatus, Stream
from samveita.tools.waste_calendar.models import DisruptionContent, Outcome, Reason
from samveita.tools.waste_calendar.places import Zones
from samveita.tools.waste_calendar.wording import runs_of

RoundKey = tuple[date, str, str, int]
"""First day of the edition, stream, area, number of the round."""

WHAT = {
    Outcome.MOVED: Text(
        is_="Losun sem átti að vera {day} færist til {new_day}.",
        en="The collection due on {day} moves to {new_day}.",
        pl="Odbiór zaplanowany na {day} przeniesiono na {new_day}.",
    ),
    Outcome.CANCELLED: Text(
        is_="Losun sem átti að vera {day} fellur niður. Næst er losað eins og dagatalið segir.",
        en="The collection due on {day} is cancelled. The next one is as the calendar says.",
        pl="Odbiór zaplanowany na {day} został odwołany. Następny odbędzie się zgodnie z kalendarzem.",
    ),
    Outcome.DELAYED: Text(
        is_="Losun sem átti að vera {day} tefst. Nýr dagur hefur ekki verið ákveðinn.",
        en="The collection due on {day} is delayed. A new day has not been set.",
        pl="Odbiór zaplanowany na {day} opóźni się. Nowy termin nie został ustalony.",
    ),
}
WHY = {
    Reason.WEATHER: Text(is_="Ástæðan er veður.", en="The reason is the weather.", pl="Powodem jest pogoda."),
    Reason.ROAD: Text(
        is_="Ástæðan er færð.", en="The reason is road conditions.", pl="Powodem są warunki drogowe."
    ),
    Reason.BREAKDOWN: Text(
        is_="Ástæðan er bilun.", en="The reason is a breakdown.", pl="Powodem jest awaria."
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it stands: what it says, its version, until when it is shown, and whether it was withdrawn."""

    uid: UUID
    content: DisruptionContent
    version: int
    ends_on: date
    changed_at: datetime
    is_withdrawn: bool

    @property
    def message(self) -> Text:
        """The notice in sentences."""
        return sentences(self.content)

    def is_shown(self, on: date) -> bool:
        """Whether residents see it on a day."""
        return not self.is_withdrawn and on <= self.ends_on

    def concerns(self, edition: CalendarEdition, zones: Zones) -> bool:
        """Whether it is about a round of these zones."""
        return self.content.edition == edition.valid_from and any(
            zones.by_stream.get(one.stream) == one.area for one in self.content.rounds
        )


def sentences(content: DisruptionContent) -> Text:
    """Write what becomes of the day, why, and the municipality's own words."""
    day, new_day = day_in_words(content.day), day_in_words(content.moved_to or content.day)
    said = {}
    for language in LANGUAGES:
        parts = [
            WHAT[content.outcome]
            .in_language(language)
            .format(day=day.in_language(language), new_day=new_day.in_language(language))
        ]
        if content.reason in WHY:
            parts.append(WHY[content.reason].in_language(language))
        if content.note is not None:
            parts.append(content.note.in_language(language))
        said[language] = " ".join(parts)
    return Text.from_dict(said)


def disturbances(editions: Iterable[CalendarEdition], told: Sequence[Told]) -> list[Disturbance]:
    """Return what the notices do to each round of the editions as they were published."""
    by_round: dict[RoundKey, list[Told]] = {}
    for one in told:
        for each in one.content.rounds:
            key = (one.content.edition, each.stream, each.area, each.number)
            by_round.setdefault(key, []).append(one)
    found = []
    for edition in editions:
        for stream in edition.streams:
            for zone in stream.zones:
                for own in zone.rounds:
                    about = by_round.get((edition.valid_from, stream.id, zone.area, own.number))
                    if about:
                        found.append(_disturbance(edition, stream, zone.area, own, about))
    return found


def _disturbance(
    edition: CalendarEdition, stream: Stream, area: str, own: Round, about: Sequence[Told]
) -> Disturbance:
    days, most_runs = set(own.days), len(runs_of(own.days))
    for one in about:
        changed = _after(set(own.days) if one.is_withdrawn else days, one.content)
        most_runs = max(most_runs, len(runs_of(sorted(changed))))
        if not one.is_withdrawn:
            days = changed
    in_force = [one.message for one in about if not one.is_withdrawn]
    message = (
        Text.from_dict({code: " ".join(one.in_language(code) for one in in_force) for code in LANGUAGES})
        if in_force
        else None
    )
    return Disturbance(
        edition=edition.valid_from,
        stream=stream.id,
        area=area,
        round_number=own.number,
        message=message,
        version=sum(one.version for one in about),
        days=tuple(sorted(days)) or None,
        most_runs=most_runs,
    )


def _after(days: set[date], content: DisruptionContent) -> set[date]:
    """Return the days of a round once a notice is counted in; a notice about a day the round no longer has changes none."""
    if content.outcome is Outcome.DELAYED or content.day not in days:
        return days
    rest = days - {content.day}
    return rest | {content.moved_to} if content.moved_to else rest


def as_driven(edition: CalendarEdition, changes: Iterable[Disturbance]) -> CalendarEdition:
    """Return the edition with the days as they will really be; rounds left without a day are cancelled."""
    by_round = {
        (one.stream, one.area, one.round_number): one for one in changes if one.edition == edition.valid_from
    }
    if not by_round:
        return edition
    streams = []
    for stream in edition.streams:
        zones = []
        for zone in stream.zones:
            rounds = tuple(
                _changed(one, by_round.get((stream.id, zone.area, one.number))) for one in zone.rounds
            )
            zones.append(zone.model_copy(update={"rounds": rounds}))
        streams.append(stream.model_copy(update={"zones": tuple(zones)}))
    return edition.model_copy(update={"streams": tuple(streams)})


def _changed(own: Round, change: Disturbance | None) -> Round:
    if change is None:
        return own
    if change.days is None:
        return own.model_copy(update={"status": RoundStatus.CANCELLED})
    return own.model_copy(update={"days": change.days})
