"""Steps around a decision that staff writes something for: referral, reopening, appeals, handing over, disqualification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samveita.engines.cases import appealing
from samveita.engines.cases.assigning import assign, declare_conflict
from samveita.engines.cases.committee import enter_minutes, refer
from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.lapsing import confirm_lapse
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused, row_for
from samveita.engines.cases.settings import settings_of
from samveita.engines.forms.declaring import Form
from samveita.faces.desk import step_forms as forms
from samveita.faces.desk.colleagues import as_options, case_workers
from samveita.faces.desk.committees import first_words
from samveita.faces.desk.web.case import STEP_WORDS, found_case, show_case
from samveita.faces.desk.web.frame import READERS, actor_of
from samveita.faces.desk.web.step_pages import Raw, StepPage, show_or_take
from samveita.faces.desk.web.steps import CONFLICT, case_address, revision_of
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.iceland import clock
from samveita.iceland.texts import Text

Answers = Mapping[str, Any]
ALONE = Text(
    is_="Enginn annar ráðgjafi á skrifstofunni getur tekið við málinu.",
    en="No other case worker at the office can take the case.",
    pl="Żaden inny pracownik urzędu nie może przejąć sprawy.",
)
RESIDENT_READS = Text(
    is_="Umsækjandinn sér á síðu málsins að þetta gerðist, en ekki textann.",
    en="The applicant sees on the case's page that this happened, but not the text.",
    pl="Wnioskodawca zobaczy na stronie sprawy, że to nastąpiło, ale nie zobaczy tekstu.",
)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def step_page(request: HttpRequest, *, organisation: Organisation, uid: UUID, page: str) -> HttpResponse:
    """Show the page of a step, or take the step."""
    if page not in PAGES:
        raise Http404(page)
    return show_or_take(request, organisation, uid, PAGES[page])


@staff(*READERS)
@require_POST
def statement_sent(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Enter that the statement has gone to the committee outside."""
    try:
        appealing.statement_sent(actor=actor_of(request), uid=uid)
    except Case.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refusal:
        found = found_case(actor_of(request), uid)
        return show_case(request, organisation, found, refusal=refusal.reason, status=CONFLICT)
    messages.success(request, _("Greinargerðin er skráð sem send."))
    return redirect(case_address(request, organisation, uid))


def _day(answers: Answers, key: str) -> date | None:
    written = answers.get(key)
    return date.fromisoformat(str(written)) if written else None


def _must(answers: Answers, key: str) -> date:
    return date.fromisoformat(str(answers[key]))


def _words(answers: Answers, key: str) -> str:
    return str(answers.get(key) or "")


def _agenda_first(case: Case) -> dict[str, str]:
    committee = settings_of(case).committee
    is_open = committee is not None and not committee.minutes_are_confidential
    return {
        "heading": f"{case.declaration.name.is_}, mál {case.number}",
        "text": first_words(case),
        "register": forms.OPEN if is_open else forms.CONFIDENTIAL,
    }


def _refer(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    refer(
        actor=actor_of(request),
        uid=case.uid,
        meeting_on=_must(answers, "meeting_on"),
        heading=_words(answers, "heading"),
        text=_words(answers, "text"),
        revision=revision_of(request),
        is_confidential=answers["register"] == forms.CONFIDENTIAL,
    )
    return _("Málið er á dagskrá nefndarinnar.")


def _return(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    enter_minutes(
        actor=actor_of(request),
        uid=case.uid,
        event=row_for(case, Purpose.RETURN).event,
        text=_words(answers, "minutes_text"),
        meeting_number=_words(answers, "minutes_number"),
        meeting_on=_must(answers, "minutes_on"),
        revision=revision_of(request),
    )
    return _("Bókunin er skráð og málið er aftur hjá skrifstofunni.")


def _reopen(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    appealing.reopen(
        actor=actor_of(request),
        uid=case.uid,
        because=_words(answers, "because"),
        revision=revision_of(request),
    )
    return _("Málið er opið að nýju. Fyrri ákvörðun er geymd óbreytt.")


def _appeal(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    appealing.lodge_appeal(
        actor=actor_of(request),
        uid=case.uid,
        grounds=_words(answers, "grounds"),
        lodged_on=_must(answers, "lodged_on"),
        late_because=_words(answers, "late_because"),
        revision=revision_of(request),
    )
    return _("Áfrýjunin er skráð.")


def _settle(request: HttpRequest, case: Case, answers: Answers, *, upheld: bool) -> str:
    appealing.settle_appeal(
        actor=actor_of(request),
        uid=case.uid,
        upheld=upheld,
        outcome=_words(answers, "outcome"),
        revision=revision_of(request),
    )
    return _("Niðurstaðan er skráð.")


def _external(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    appealing.note_external_appeal(
        actor=actor_of(request),
        uid=case.uid,
        body=_words(answers, "body"),
        lodged_on=_must(answers, "lodged_on"),
        statement_due_on=_day(answers, "statement_due_on"),
        revision=revision_of(request),
    )
    return _("Kæran er skráð og verkefni um greinargerð bíður.")


def _rule(request: HttpRequest, case: Case, answers: Answers, *, upheld: bool) -> str:
    appealing.enter_ruling(
        actor=actor_of(request),
        uid=case.uid,
        upheld=upheld,
        ruled_on=_must(answers, "ruled_on"),
        reference=_words(answers, "reference"),
        outcome=_words(answers, "outcome"),
        revision=revision_of(request),
    )
    return _("Úrskurðurinn er skráður.")


def _lapse(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    confirm_lapse(
        actor=actor_of(request),
        uid=case.uid,
        because=_words(answers, "because"),
        revision=revision_of(request),
    )
    return _("Skráð er að gildistíminn sé runninn út.")


def _to_hand_over(case: Case) -> Form:
    people = as_options(case_workers(successor_of(case.office), without=case.barred))
    if len(people) < 2:
        raise CaseRefused(ALONE)
    return forms.hand_over_form(people)


def _hand_over(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    to = Person.objects.get(uid=str(answers["person"]))
    assign(actor=actor_of(request), uid=case.uid, to=to, revision=revision_of(request))
    return _("Málið hefur verið afhent. Ráðgjafi þess er nú: %(name)s.") % {"name": to.name}


def _conflicts(case: Case) -> Form:
    return forms.conflict_form(as_options(case_workers(successor_of(case.office), without=case.barred)))


def _conflict(request: HttpRequest, case: Case, answers: Answers, _raw: Raw) -> str:
    actor = actor_of(request)
    who = Person.objects.get(uid=str(answers.get("person") or actor.human))
    declare_conflict(actor=actor, uid=case.uid, person=who, reason=_words(answers, "reason"))
    return _("Vanhæfið er skráð. Ráðgjafinn vinnur ekki að málinu: %(name)s.") % {"name": who.name}


def _today(key: str) -> dict[str, str]:
    return {key: f"{clock.today():%d.%m.%Y}"}


def _meeting_first(case: Case) -> dict[str, str]:
    item = case.agenda_items.filter(state="on_agenda").first()
    return {} if item is None else {"minutes_on": f"{item.meeting_on:%d.%m.%Y}"}


PAGES: dict[str, StepPage] = {
    STEP_WORDS[Purpose.REFER]: StepPage(
        forms.REFER_FORM,
        Purpose.REFER,
        _refer,
        _agenda_first,
        consequence=Text(
            is_="Málið fer á dagskrá fundarins. Bókunin er skráð í málið að fundi loknum.",
            en="The case goes on the meeting's agenda. The minutes are entered in the case afterwards.",
            pl="Sprawa trafi do porządku obrad. Protokół wpisuje się do sprawy po posiedzeniu.",
        ),
    ),
    STEP_WORDS[Purpose.RETURN]: StepPage(forms.RETURN_FORM, Purpose.RETURN, _return, _meeting_first),
    STEP_WORDS[Purpose.REOPEN]: StepPage(
        forms.REOPEN_FORM, Purpose.REOPEN, _reopen, consequence=RESIDENT_READS
    ),
    STEP_WORDS[Purpose.APPEAL]: StepPage(
        forms.APPEAL_FORM,
        Purpose.APPEAL,
        _appeal,
        lambda _case: _today("lodged_on"),
        consequence=RESIDENT_READS,
    ),
    STEP_WORDS[Purpose.APPEAL_UPHELD]: StepPage(
        forms.UPHELD_FORM,
        Purpose.APPEAL_UPHELD,
        lambda request, case, answers, _raw: _settle(request, case, answers, upheld=True),
        policy="cases.settle_appeal",
    ),
    STEP_WORDS[Purpose.APPEAL_OVERTURNED]: StepPage(
        forms.OVERTURNED_FORM,
        Purpose.APPEAL_OVERTURNED,
        lambda request, case, answers, _raw: _settle(request, case, answers, upheld=False),
        policy="cases.settle_appeal",
    ),
    STEP_WORDS[Purpose.EXTERNAL_APPEAL]: StepPage(
        forms.EXTERNAL_FORM, Purpose.EXTERNAL_APPEAL, _external, consequence=RESIDENT_READS
    ),
    STEP_WORDS[Purpose.EXTERNAL_UPHELD]: StepPage(
        forms.RULING_UPHELD_FORM,
        Purpose.EXTERNAL_UPHELD,
        lambda request, case, answers, _raw: _rule(request, case, answers, upheld=True),
    ),
    STEP_WORDS[Purpose.EXTERNAL_OVERTURNED]: StepPage(
        forms.RULING_OVERTURNED_FORM,
        Purpose.EXTERNAL_OVERTURNED,
        lambda request, case, answers, _raw: _rule(request, case, answers, upheld=False),
    ),
    STEP_WORDS[Purpose.CONFIRM_LAPSE]: StepPage(
        forms.LAPSE_FORM,
        Purpose.CONFIRM_LAPSE,
        _lapse,
        consequence=Text(
            is_="Réttindin falla niður þegar þú staðfestir það. Umsækjandinn fær bréf ef ferlið segir svo.",
            en="The right lapses once you confirm it. The applicant gets a letter where the process says so.",
            pl="Uprawnienie wygasa po Twoim potwierdzeniu. Wnioskodawca otrzyma pismo, jeśli tak przewiduje proces.",
        ),
    ),
    "afhenda": StepPage(_to_hand_over, None, _hand_over),
    "vanhaefi": StepPage(
        _conflicts,
        None,
        _conflict,
        consequence=Text(
            is_="Sá sem er vanhæfur getur hvorki unnið að málinu né tekið ákvörðun í því.",
            en="Whoever is disqualified can neither handle the case nor decide it.",
            pl="Osoba wyłączona nie może prowadzić sprawy ani podejmować w niej decyzji.",
        ),
        policy="cases.declare_conflict",
        also_closed=True,
    ),
}
