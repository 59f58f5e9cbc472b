"""How a municipality handles the cases of a service: who decides, its own terms, where an appeal within it goes.

A shared document for each municipality and service, over the service's defaults, over the engine's. None of these
figures is a rule of law: terms are the municipality's own, and the defaults rest on the reference of version 2 of
financial aid (data 7 days, hearing 7, answer 14) or on nothing better than practice; ``NOTES`` says which, and the page
where they are edited shows it. Statutory deadlines are in ``iceland.legal_dates`` and can't be set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.models import Case
from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.documents import Cases, Plain
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind, register_kind
from samveita.ground.sharing.queries import in_force
from samveita.iceland import clock
from samveita.iceland.texts import Text

KIND = "cases.settings"


class DecidedBy(StrEnum):
    """Who decides: staff in full (fullnaðarafgreiðsla) or a committee at a meeting."""

    STAFF = "staff"
    COMMITTEE = "committee"


class ShownAs(StrEnum):
    """How residents see staff: by name or by the pseudonym on the role."""

    NAME = "name"
    PSEUDONYM = "pseudonym"


class Committee(Plain):
    """The committee cases are referred to: its declined name, its organisation if it has one here, its register."""

    name: Cases
    organisation: UUID | None = None
    minutes_are_confidential: bool = True


class InternalAppealBody(Plain):
    """Where a decision is appealed within the municipality: declined name, weeks, and where to send it."""

    name: Cases
    weeks: int = Field(default=4, ge=1, le=52)
    address: str = Field(default="", max_length=300)
    email: str = Field(default="", max_length=254)


class CaseSettings(Stored):
    """A municipality's own way with the cases of one service. Days are calendar days, amounts krónur."""

    schema_name: ClassVar[str] = "cases.settings"

    decided_by: DecidedBy = DecidedBy.STAFF
    committee: Committee | None = None
    target_days: int = Field(default=14, ge=1, le=365)
    data_due_days: int = Field(default=7, ge=1, le=90)
    hearing_days: int = Field(default=7, ge=1, le=90)
    days_after_reminder: int = Field(default=3, ge=1, le=90)
    internal_appeal: InternalAppealBody | None = None
    second_approver_above: int | None = Field(default=None, ge=0, le=100_000_000)
    staff_shown_as: ShownAs = ShownAs.NAME

    @model_validator(mode="after")
    def _a_committee_has_a_name(self) -> Self:
        if self.decided_by is DecidedBy.COMMITTEE and self.committee is None:
            raise ValueError("when a committee decides, say which")
        return self


@dataclass(frozen=True, slots=True)
class SettingNote:
    """What a setting is called, and where its default comes from; shown beside its field."""

    title: Text
    source: Text
    is_verified: bool


PRACTICE = Text(
    is_="Venja; ekki staðfest í lögum eða reglum",
    en="Practice; not confirmed in law or rules",
    pl="Praktyka; niepotwierdzona w przepisach",
)
NOTES: dict[str, SettingNote] = {
    "decided_by": SettingNote(
        Text(is_="Hver tekur ákvörðun", en="Who decides", pl="Kto podejmuje decyzję"), PRACTICE, False
    ),
    "committee": SettingNote(
        Text(is_="Nefnd og fundargerðir", en="Committee and minutes", pl="Komisja i protokoły"),
        PRACTICE,
        False,
    ),
    "target_days": SettingNote(
        Text(
            is_="Markmið um svar, í dögum",
            en="Target for an answer, in days",
            pl="Docelowy czas odpowiedzi, w dniach",
        ),
        Text(
            is_="Markmið sveitarfélags, ekki lögbundinn frestur (37/1993 9. gr.)",
            en="The municipality's own target, no statutory deadline (37/1993 art. 9)",
            pl="Cel gminy, nie termin ustawowy (37/1993 art. 9)",
        ),
        False,
    ),
    "data_due_days": SettingNote(
        Text(
            is_="Frestur til að skila gögnum, í dögum",
            en="Time to hand in documents, in days",
            pl="Termin na dostarczenie dokumentów, w dniach",
        ),
        PRACTICE,
        False,
    ),
    "hearing_days": SettingNote(
        Text(
            is_="Frestur til andmæla, í dögum",
            en="Time to comment (right to be heard), in days",
            pl="Termin na wypowiedzenie się, w dniach",
        ),
        Text(
            is_="Sanngjarn frestur (37/1993 13. og 18. gr.); dagafjöldinn er venja",
            en="Reasonable time (37/1993 arts. 13 and 18); the number of days is practice",
            pl="Rozsądny termin (37/1993 art. 13 i 18); liczba dni wynika z praktyki",
        ),
        False,
    ),
    "days_after_reminder": SettingNote(
        Text(
            is_="Dagar frá áminningu um gögn þar til málið heldur áfram",
            en="Days from a reminder of documents until the case goes on",
            pl="Dni od przypomnienia o dokumentach do dalszego prowadzenia sprawy",
        ),
        PRACTICE,
        False,
    ),
    "internal_appeal": SettingNote(
        Text(
            is_="Áfrýjun innan sveitarfélagsins",
            en="Appeal within the municipality",
            pl="Odwołanie w obrębie gminy",
        ),
        Text(
            is_="Samþykkt um stjórn sveitarfélagsins eða reglur þess",
            en="The municipality's ordinance on its administration, or its rules",
            pl="Statut gminy lub jej regulamin",
        ),
        False,
    ),
    "second_approver_above": SettingNote(
        Text(
            is_="Fjárhæð sem annar starfsmaður þarf líka að samþykkja",
            en="Amount above which a second member of staff approves",
            pl="Kwota, powyżej której zatwierdza też drugi pracownik",
        ),
        PRACTICE,
        False,
    ),
    "staff_shown_as": SettingNote(
        Text(
            is_="Hvernig íbúar sjá starfsfólk",
            en="How residents see staff",
            pl="Jak mieszkańcy widzą pracowników",
        ),
        PRACTICE,
        False,
    ),
}
"""By field: what it is called and where its default comes from."""

SETTINGS = SharedKind(
    name=KIND,
    title=Text(is_="Málsmeðferð", en="How cases are handled", pl="Sposób prowadzenia spraw"),
    content=CaseSettings,
)


def register_settings() -> None:
    """Make ``sharing`` know the kind."""
    register_kind(SETTINGS)


def settings_of(case: Case) -> CaseSettings:
    """Return the settings in force today for a case."""
    return settings_for(case.municipality, case.service)


def settings_for(municipality: Organisation, service: str, *, on: date | None = None) -> CaseSettings:
    """Return a municipality's settings for a service in force on a day, today's without one: its own, else the defaults.

    Raises:
        KeyError: when no such service is declared.
    """
    version = in_force(kind=KIND, key=service, organisation=municipality, on=on or clock.today())
    if version is not None:
        content: CaseSettings = version.content
        return content
    return CASE_SERVICES[service].default_settings or CaseSettings()
