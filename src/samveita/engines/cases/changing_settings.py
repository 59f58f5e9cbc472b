"""Changing how cases of a service are handled once it is in use: the whole form, what it changes, and the new version.

Adoption asks for the few settings nobody else can know (``adopting``); here is all of ``CaseSettings``. Where the
municipality wants a second person, what is confirmed becomes a draft for somebody else to approve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Max

from samveita.engines.cases.adopting import BY, DecisionsForm, first_free_day, publish_now, tells_of_appeal
from samveita.engines.cases.settings import (
    KIND,
    NOTES,
    SETTINGS,
    CaseSettings,
    Committee,
    DecidedBy,
    InternalAppealBody,
    ShownAs,
    settings_for,
)
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.documents import Cases
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import wants_second_person
from samveita.ground.sharing.verbs import SharingRefused, save_draft, start
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.ui.formats import words

SHOWN = {
    ShownAs.NAME: Text(
        is_="Með nafni, eða því heiti sem hlutverkinu var gefið",
        en="By name, or by the name given to the role",
        pl="Z imienia i nazwiska lub pod nazwą nadaną roli",
    ),
    ShownAs.PSEUDONYM: Text(
        is_="Aldrei með nafni: því heiti sem hlutverkinu var gefið, annars starfsheiti",
        en="Never by name: the name given to the role, otherwise the job title",
        pl="Nigdy z nazwiska: nazwa nadana roli, a w jej braku stanowisko",
    ),
}
CASE_LABELS = {
    "nominative": Text(is_="nefnifall", en="nominative case", pl="mianownik"),
    "accusative": Text(is_="þolfall", en="accusative case", pl="biernik"),
    "dative": Text(is_="þágufall", en="dative case", pl="celownik"),
    "genitive": Text(is_="eignarfall", en="genitive case", pl="dopełniacz"),
}
OBLIQUE = ("accusative", "dative", "genitive")
NEEDED_IN_LETTERS = Text(
    is_="Bréfin þurfa heitið í þessu falli.",
    en="The letters need the name in this case.",
    pl="Pisma wymagają nazwy w tym przypadku.",
)
DRAFT_WAITS = Text(
    is_="Drög að breytingu bíða samþykkis. Ljúktu við þau eða hættu við þau áður en þú skráir aðra breytingu.",
    en="A draft of a change waits for approval. Finish it or set it aside before you enter another change.",
    pl="Wersja robocza zmiany czeka na zatwierdzenie. Dokończ ją lub odłóż, zanim wprowadzisz kolejną zmianę.",
)
ANOTHER_PLANNED = Text(
    is_="Breyting sem þegar hefur verið skráð tekur gildi {day}. Veldu þann dag eða síðari dag.",
    en="A change already entered takes effect on {day}. Choose that day or a later one.",
    pl="Zapisana już zmiana wejdzie w życie {day}. Wybierz ten dzień lub późniejszy.",
)
NOTHING_CHANGES = Text(
    is_="Þetta er þegar skráð. Ekkert myndi breytast.",
    en="This is already entered. Nothing would change.",
    pl="To jest już zapisane. Nic by się nie zmieniło.",
)
NOTHING_SET = Text(is_="Ekkert skráð", en="Nothing entered", pl="Nic nie wpisano")


def _of(name: Text, case: Text) -> Text:
    return Text(is_=f"{name.is_}, {case.is_}", en=f"{name.en}, {case.en}", pl=f"{name.pl}, {case.pl}")


def _declined(name: str, title: Text) -> dict[str, Text]:
    return {f"{name}_{case}": _of(title, CASE_LABELS[case]) for case in OBLIQUE}


COMMITTEE_NAME = DecisionsForm.labels["committee"]
APPEAL_NAME = Text(
    is_="Heiti þess sem tekur við áfrýjun", en="Name of the appeal body", pl="Nazwa organu odwoławczego"
)


class SettingsForm(DecisionsForm):
    """Every setting of a service's cases; names are asked for in all four cases, as the letters decline them."""

    labels = {
        **DecisionsForm.labels,
        "appeal_genitive": _of(APPEAL_NAME, CASE_LABELS["genitive"]),
        **_declined("committee", COMMITTEE_NAME),
        **{f"appeal_{case}": _of(APPEAL_NAME, CASE_LABELS[case]) for case in ("accusative", "dative")},
        "minutes_are_confidential": Text(
            is_="Fundargerðir eru trúnaðarmál",
            en="The minutes are confidential",
            pl="Protokoły są poufne",
        ),
        **{
            name: NOTES[name].title
            for name in (
                "data_due_days",
                "hearing_days",
                "days_after_reminder",
                "second_approver_above",
                "staff_shown_as",
            )
        },
    }
    helps = {
        **DecisionsForm.helps,
        "second_approver_above": Text(
            is_="Í krónum. Auður reitur þýðir að einn starfsmaður nægir alltaf.",
            en="In krónur. An empty field means that one member of staff is always enough.",
            pl="W koronach. Puste pole oznacza, że zawsze wystarcza jeden pracownik.",
        ),
    }
    options = {**DecisionsForm.options, "staff_shown_as": {one.value: told for one, told in SHOWN.items()}}

    committee_accusative = forms.CharField(max_length=200, required=False)
    committee_dative = forms.CharField(max_length=200, required=False)
    committee_genitive = forms.CharField(max_length=200, required=False)
    minutes_are_confidential = forms.BooleanField(required=False)
    appeal_accusative = forms.CharField(max_length=200)
    appeal_dative = forms.CharField(max_length=200)
    data_due_days = forms.IntegerField(min_value=1, max_value=90, widget=forms.TextInput)
    hearing_days = forms.IntegerField(min_value=1, max_value=90, widget=forms.TextInput)
    days_after_reminder = forms.IntegerField(min_value=1, max_value=90, widget=forms.TextInput)
    second_approver_above = forms.IntegerField(
        min_value=0, max_value=100_000_000, required=False, widget=forms.TextInput
    )
    staff_shown_as = forms.ChoiceField(widget=forms.RadioSelect)

    field_order = (
        "decided_by",
        "committee",
        *(f"committee_{case}" for case in OBLIQUE),
        "minutes_are_confidential",
        "second_approver_above",
        "target_days",
        "data_due_days",
        "days_after_reminder",
        "hearing_days",
        "appeal_name",
        *(f"appeal_{case}" for case in OBLIQUE),
        "appeal_weeks",
        "appeal_address",
        "appeal_email",
        "staff_shown_as",
    )

    def clean(self) -> dict[str, Any]:
        """Demand a committee's name in every case once it is named at all."""
        given = super().clean()
        if given.get("committee", "").strip():
            for case in OBLIQUE:
                if not given.get(f"committee_{case}", "").strip():
                    self.add_error(f"committee_{case}", words(NEEDED_IN_LETTERS))
        return given


def settings_form(organisation: Organisation, service: str, posted: Any) -> SettingsForm:
    """Return the form with what holds when the next change can begin, or with what was posted."""
    begins = earliest_day(document_of(organisation, service), clock.today())
    known = settings_for(organisation, service, on=begins)
    committee, appeal = known.committee, known.internal_appeal
    initial: dict[str, Any] = {
        "decided_by": known.decided_by.value,
        "minutes_are_confidential": committee is None or committee.minutes_are_confidential,
        "staff_shown_as": known.staff_shown_as.value,
        **{name: getattr(known, name) for name in _PLAIN},
    }
    if committee is not None:
        initial |= _names("committee", committee.name) | {"committee": committee.name.nominative}
    if appeal is not None:
        initial |= _names("appeal", appeal.name) | {
            "appeal_name": appeal.name.nominative,
            "appeal_weeks": appeal.weeks,
            "appeal_address": appeal.address,
            "appeal_email": appeal.email,
        }
    return SettingsForm(posted, initial=initial, tells_of_appeal=tells_of_appeal(service))


_PLAIN = ("target_days", "data_due_days", "hearing_days", "days_after_reminder", "second_approver_above")


def _names(prefix: str, name: Cases) -> dict[str, str]:
    return {f"{prefix}_{case}": getattr(name, case) for case in OBLIQUE}


def settings_from(form: SettingsForm, known: CaseSettings) -> CaseSettings:
    """Return the settings a valid form says; what it does not ask about stays as it is."""
    given = form.cleaned_data
    changes: dict[str, Any] = {
        "decided_by": DecidedBy(given["decided_by"]),
        "staff_shown_as": ShownAs(given["staff_shown_as"]),
        "committee": _committee(given, known),
        **{name: given[name] for name in _PLAIN},
    }
    if form.tells_of_appeal:
        changes["internal_appeal"] = InternalAppealBody(
            name=_cases(given, "appeal", given["appeal_name"]),
            weeks=given["appeal_weeks"],
            address=given["appeal_address"],
            email=given["appeal_email"],
        )
    return CaseSettings.model_validate({**dict(known), **changes})


def _committee(given: Mapping[str, Any], known: CaseSettings) -> Committee | None:
    nominative = given["committee"].strip()
    if not nominative:
        return None
    same = known.committee is not None and known.committee.name.nominative == nominative
    return Committee(
        name=_cases(given, "committee", nominative),
        organisation=known.committee.organisation if same and known.committee else None,
        minutes_are_confidential=given["minutes_are_confidential"],
    )


def _cases(given: Mapping[str, Any], prefix: str, nominative: str) -> Cases:
    return Cases(
        nominative=nominative.strip(), **{case: given[f"{prefix}_{case}"].strip() for case in OBLIQUE}
    )


# ------------------------------------------------------------------------------------------------- what it changes


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting in words, before and after; ``source`` says where a default comes from."""

    title: Text
    before: Text
    after: Text
    source: Text
    is_verified: bool

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.before != self.after


def compared(before: CaseSettings, after: CaseSettings) -> list[Changed]:
    """Return every setting in the order of the page, with what it says in either."""
    told = _told(before), _told(after)
    return [
        Changed(note.title, told[0][name], told[1][name], note.source, note.is_verified)
        for name, note in NOTES.items()
    ]


def _told(settings: CaseSettings) -> dict[str, Text]:
    return {
        "decided_by": BY[settings.decided_by],
        "committee": _committee_told(settings.committee),
        "internal_appeal": _appeal_told(settings.internal_appeal),
        "staff_shown_as": SHOWN[settings.staff_shown_as],
        "second_approver_above": (
            NOTHING_SET
            if settings.second_approver_above is None
            else _same(format_kronur(settings.second_approver_above))
        ),
        **{name: _same(str(getattr(settings, name))) for name in _PLAIN if name != "second_approver_above"},
    }


def _committee_told(committee: Committee | None) -> Text:
    if committee is None:
        return NOTHING_SET
    name = _in_every_case(committee.name)
    if committee.minutes_are_confidential:
        return Text(
            is_=f"{name} (fundargerðir eru trúnaðarmál)",
            en=f"{name} (minutes are confidential)",
            pl=f"{name} (protokoły są poufne)",
        )
    return _same(name)


def _appeal_told(body: InternalAppealBody | None) -> Text:
    if body is None:
        return NOTHING_SET
    name = _in_every_case(body.name)
    where = "".join(f"; {part}" for part in (body.address, body.email) if part)
    return Text(
        is_=f"{name}; frestur í vikum: {body.weeks}{where}",
        en=f"{name}; weeks to appeal: {body.weeks}{where}",
        pl=f"{name}; tygodni na odwołanie: {body.weeks}{where}",
    )


def _in_every_case(name: Cases) -> str:
    """Write a name in all four cases, as dictionaries do: every form can be wrong on its own."""
    return f"{name.nominative} (um {name.accusative}, frá {name.dative}, til {name.genitive})"


def _same(written: str) -> Text:
    return Text(is_=written, en=written, pl=written)


# ------------------------------------------------------------------------------------------------------- the verb


def document_of(owner: Organisation, service: str) -> SharedDocument | None:
    """Return the municipality's own document of settings; ``None`` while the service's defaults hold."""
    found: SharedDocument | None = SharedDocument.objects.filter(kind=KIND, key=service, owner=owner).first()
    return found


def open_draft(document: SharedDocument | None) -> Version | None:
    """Return the version that is not yet valid and somebody has still to approve or let take effect."""
    if document is None:
        return None
    waiting = document.versions.filter(state__in=[VersionState.DRAFT, VersionState.APPROVED])
    return waiting.order_by("-number").first()


def earliest_day(document: SharedDocument | None, day: date) -> date:
    """Return the first day from ``day`` on which a change can begin: after every version that is planned."""
    return first_free_day(document, _last_planned(document, day) or day)


def planned_after(document: SharedDocument | None, day: date) -> Text | None:
    """Return why no change can begin on a day: a version that begins later would undo it. ``None`` when there is none."""
    planned = _last_planned(document, day)
    if planned is None:
        return None
    begins = day_in_words(planned)
    return Text(
        is_=ANOTHER_PLANNED.is_.format(day=begins.is_),
        en=ANOTHER_PLANNED.en.format(day=begins.en),
        pl=ANOTHER_PLANNED.pl.format(day=begins.pl),
    )


def _last_planned(document: SharedDocument | None, day: date) -> date | None:
    if document is None:
        return None
    later = document.versions.filter(state=VersionState.VALID, valid_from__gt=day)
    return later.aggregate(last=Max("valid_from"))["last"]  # type: ignore[no-any-return]


def change_settings(
    *, actor: Actor, owner: Organisation, service: str, content: CaseSettings, valid_from: date
) -> Version:
    """Let new settings hold from a day on; where a second person is wanted they become a draft instead.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when a draft already waits, a later version is planned, or nothing would change.
    """
    source = SourceNote(title=str(owner), as_of=clock.today())
    with transaction.atomic():
        document = start(actor=actor, kind=KIND, key=service, owner=owner, title=SETTINGS.title)
        # Held, so that a second click waits for the first and sees what it entered.
        SharedDocument.objects.select_for_update().get(pk=document.pk)
        first = first_free_day(document, valid_from)
        if open_draft(document) is not None:
            raise SharingRefused(DRAFT_WAITS)
        if planned := planned_after(document, first):
            raise SharingRefused(planned)
        if not any(one.differs for one in compared(settings_for(owner, service, on=first), content)):
            raise SharingRefused(NOTHING_CHANGES)
        if wants_second_person(owner):
            return save_draft(actor=actor, document=document, content=content, source=source)
        return publish_now(
            actor=actor,
            kind=SETTINGS,
            key=service,
            owner=owner,
            content=content,
            source=source,
            valid_from=first,
        )
