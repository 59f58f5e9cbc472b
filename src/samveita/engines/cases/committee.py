"""Decisions by a committee: a case goes out on its agenda, and the minutes (bókun) that come back decide it.

Where the municipality's settings say that a committee decides, staff refers and enters minutes, and ``deciding.decide``
refuses. Where staff decides in full, a case can be referred all the same. A confidential item stands in the
confidential register (trúnaðarmálabók): only those who may handle its case see it, and it is exported by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.deciding import Prepared, make, prepare, to_decide
from samveita.engines.cases.declaring import Answers
from samveita.engines.cases.documents import AgendaProposal, EnteredMinutes, Minutes
from samveita.engines.cases.events import AGENDA_EXPORTED, MINUTES_ENTERED
from samveita.engines.cases.models import AgendaItem, AgendaState, Case, Decision
from samveita.engines.cases.process import NOT_NOW, CaseRefused, advance, locked, row_for
from samveita.engines.cases.recording import record_about
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.table import Purpose, Transition
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.policies import may, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text

NO_COMMITTEE = Text(
    is_="Stjórnandi þarf að skrá hvaða nefnd fjallar um málin áður en hægt er að vísa máli til hennar.",
    en="An administrator has to enter which committee takes the cases before one can be referred to it.",
    pl="Administrator musi wskazać komisję, zanim będzie można skierować do niej sprawę.",
)
HAS_BEEN = Text(
    is_="Fundardagurinn er liðinn. Veldu fund sem er fram undan.",
    en="The day of the meeting has passed. Choose a meeting that lies ahead.",
    pl="Dzień posiedzenia już minął. Wybierz przyszłe posiedzenie.",
)
NOT_YET_HELD = Text(
    is_="Fundurinn hefur ekki verið haldinn. Skráðu bókunina þegar hún liggur fyrir.",
    en="The meeting has not been held. Enter the minutes when they are there.",
    pl="Posiedzenie jeszcze się nie odbyło. Wpisz protokół, gdy będzie gotowy.",
)
WRITE_IT = Text(
    is_="Skrifaðu fyrirsögn og texta fyrir dagskrána.",
    en="Write a heading and a text for the agenda.",
    pl="Wpisz nagłówek i tekst do porządku obrad.",
)
MINUTES_MISSING = Text(
    is_="Skráðu texta bókunarinnar og númer fundarins.",
    en="Enter the text of the minutes and the number of the meeting.",
    pl="Wpisz tekst protokołu i numer posiedzenia.",
)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One item as it goes out on an agenda."""

    uid: UUID
    case_number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of one meeting, open or confidential, as text for minutes and as JSON for a meeting system."""

    office: str
    committee: str
    meeting_on: date
    is_confidential: bool
    entries: tuple[AgendaEntry, ...]

    def as_text(self) -> str:
        """Return the agenda in Icelandic, one numbered item after the other."""
        register = "Trúnaðarmál" if self.is_confidential else "Dagskrá"
        lines = [f"{register} – {self.committee}, {day_in_words(self.meeting_on).is_}", ""]
        for number, entry in enumerate(self.entries, start=1):
            lines += [f"{number}. {entry.heading} ({entry.case_number})", "", entry.text, ""]
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the agenda as JSON; ``uid`` is what minutes come back under."""
        shape: dict[str, Any] = {
            "office": self.office,
            "committee": self.committee,
            "meetingDate": self.meeting_on.isoformat(),
            "confidential": self.is_confidential,
            "items": [
                {"uid": str(one.uid), "case": one.case_number, "heading": one.heading, "text": one.text}
                for one in self.entries
            ],
        }
        return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def refer(
    *,
    actor: Actor,
    uid: UUID,
    meeting_on: date,
    heading: str,
    text: str,
    revision: int,
    is_confidential: bool | None = None,
) -> AgendaItem:
    """Refer a case to the committee's meeting on a day.

    Args:
        actor: who refers it.
        uid: the case.
        meeting_on: the day of the meeting; not in the past.
        heading: the item's heading on the agenda; goes into minutes, so it names nobody where the item is open.
        text: what the committee is asked to decide, and on what facts.
        revision: the case's revision as seen.
        is_confidential: whether it stands in the confidential register; as the settings say when left out.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when the process refers nothing now, no committee is named, or something is missing.
    """
    if not (heading.strip() and text.strip()):
        raise CaseRefused(WRITE_IT)
    if meeting_on < clock.today():
        raise CaseRefused(HAS_BEEN)
    made: list[AgendaItem] = []
    with transaction.atomic():
        case = locked(uid, revision=revision)
        row, committee = row_for(case, Purpose.REFER), settings_of(case).committee
        if committee is None:
            raise CaseRefused(NO_COMMITTEE)
        content = AgendaProposal(
            heading=heading.strip(), text=text.strip(), committee=committee.name.nominative
        )
        confidential = committee.minutes_are_confidential if is_confidential is None else is_confidential

        def beside(held: Case, _row: Transition) -> None:
            made.append(
                AgendaItem.objects.create(
                    case=held,
                    meeting_on=meeting_on,
                    is_confidential=confidential,
                    proposal=seal_document(held.office, content, about=str(held.uid)),
                    referred_by=actor.human,
                    referred_at=clock.now(),
                )
            )

        advance(actor=actor, uid=uid, event=row.event, revision=revision, beside=beside)
    return made[0]


def agenda_of(
    *, actor: Actor, office: Organisation, meeting_on: date, is_confidential: bool
) -> list[tuple[AgendaItem, AgendaProposal]]:
    """Return the items of a meeting that the actor may see, in the order they were referred.

    Raises:
        NotAllowed: when the actor reads no cases.
    """
    require(actor, "cases.read")
    found = AgendaItem.objects.filter(
        case__office__in=with_predecessors(office), meeting_on=meeting_on, is_confidential=is_confidential
    )
    related = ("case__office__successor", "case__municipality", "case__person")
    return [
        (item, proposal_of(item))
        for item in found.select_related(*related).order_by("referred_at", "pk")
        if may_see(actor, item)
    ]


def may_see(actor: Actor, item: AgendaItem) -> bool:
    """Tell whether the actor may see an item: readers of the case see open ones, those who handle it all of them."""
    return may(actor, "cases.handle" if item.is_confidential else "cases.read", item.case)


def proposal_of(item: AgendaItem) -> AgendaProposal:
    """Return what the committee is asked, opened."""
    return open_document(item.case.office, AgendaProposal, item.proposal, about=str(item.case.uid))


def minutes_of(item: AgendaItem) -> EnteredMinutes | None:
    """Return what came back, opened; ``None`` while the item is on the agenda."""
    if item.minutes is None:
        return None
    return open_document(item.case.office, EnteredMinutes, item.minutes, about=str(item.case.uid))


def export_agenda(*, actor: Actor, office: Organisation, meeting_on: date, is_confidential: bool) -> Agenda:
    """Take out the agenda of a meeting; the event says who did and which register it was.

    Raises:
        NotAllowed: when the actor reads no cases.
    """
    with transaction.atomic():
        items = agenda_of(actor=actor, office=office, meeting_on=meeting_on, is_confidential=is_confidential)
        for item, _proposal in items:
            record_about(AGENDA_EXPORTED, actor, item.case, target=Target("agenda_item", item.uid))
        if not items:
            record(AGENDA_EXPORTED, actor=actor, target=Target("office", office.uid), office=office.uid)
    return Agenda(
        office=office.names.official.nominative,
        committee=", ".join(dict.fromkeys(proposal.committee for _item, proposal in items)),
        meeting_on=meeting_on,
        is_confidential=is_confidential,
        entries=tuple(
            AgendaEntry(item.uid, item.case.number, proposal.heading, proposal.text)
            for item, proposal in items
        ),
    )


def enter_minutes(
    *,
    actor: Actor,
    uid: UUID,
    event: str,
    text: str,
    meeting_number: str,
    revision: int,
    meeting_on: date | None = None,
    reasons: Answers | None = None,
    signed_by: str = "",
) -> Case:
    """Enter the minutes of the item on an agenda: they decide the case, or send it back without a decision.

    Args:
        actor: who enters them.
        uid: the case.
        event: the row they led to: a decision, or the one with purpose RETURN.
        text: the minutes, word for word.
        meeting_number: number of the meeting.
        revision: the case's revision as seen.
        meeting_on: the day the meeting was held, when it was another than planned.
        reasons: what the letter of a decision must say; required as in ``deciding.decide``.
        signed_by: the name under the letter of a decision.

    Raises:
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
        CaseRefused: when nothing is on an agenda, the meeting has not been held, or something is missing.
        CannotPropose, CannotAnnounce: as ``deciding.decide``.
    """
    case = to_decide(uid, revision)
    require(actor, "cases.enter_minutes", case)
    item = case.agenda_items.filter(state=AgendaState.ON_AGENDA).first()
    row = case.process.find(case.state, event)
    if item is None or row is None or not (row.is_decision or row.purpose is Purpose.RETURN):
        raise CaseRefused(NOT_NOW)
    held_on = meeting_on or item.meeting_on
    if held_on > clock.today():
        raise CaseRefused(NOT_YET_HELD)
    if not (text.strip() and meeting_number.strip()):
        raise CaseRefused(MINUTES_MISSING)
    minutes = Minutes(text=text.strip(), meeting_number=meeting_number.strip(), meeting_on=held_on)
    prepared: Prepared | None = None
    if row.is_decision:
        prepared = prepare(actor, case, event=event, reasons=reasons or {}, signed_by=signed_by)

    def keep(_done: Decision | None = None) -> None:
        _settle(actor, case, item, EnteredMinutes(minutes=minutes, event=event))

    if prepared is not None:
        make(actor, case, prepared, minutes=minutes, also=keep)
    else:
        with transaction.atomic():
            advance(actor=actor, uid=uid, event=event, revision=revision, beside=lambda _case, _row: keep())
    moved: Case = Case.objects.select_related("office", "municipality", "person").get(uid=uid)
    return moved


def _settle(actor: Actor, case: Case, item: AgendaItem, entered: EnteredMinutes) -> None:
    row = case.process.find(case.state, entered.event)
    item.state = AgendaState.DECIDED if row and row.is_decision else AgendaState.RETURNED
    item.minutes = seal_document(case.office, entered, about=str(case.uid))
    item.entered_by, item.entered_at = actor.human, clock.now()
    item.save(update_fields=["state", "minutes", "entered_by", "entered_at"])
    record_about(MINUTES_ENTERED, actor, case, target=Target("agenda_item", item.uid))


def take_off_agenda(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:  # noqa: ARG001
    """Take a case off the agenda when it has left the committee in another way, such as by withdrawal (a hook)."""
    if track or row.is_decision or row.purpose in {Purpose.REFER, Purpose.RETURN}:
        return
    if not case.process.state(case.state).is_open:
        waiting = AgendaItem.objects.filter(case=case, state=AgendaState.ON_AGENDA)
        waiting.update(state=AgendaState.RETURNED, entered_at=clock.now())
