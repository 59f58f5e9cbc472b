"""The page where staff begins to take down an application that came on paper or by phone."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.web.taking_down import remember_door
from samveita.faces.desk.figures import checked, filled
from samveita.faces.desk.taking_down import Applicant, applicant_of, begin, form_for, offered_by
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.steps import CONFLICT
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text
from samveita.ui.parts import FieldError

BEGINNING = "desk.taking_down"
"""Where the session keeps what the uids of drafts that are about to be begun are made from."""
SOURCES = {
    "known": Text(
        is_="Nafnið er þekkt hér. Engu var flett upp.",
        en="The name is known here. Nothing was looked up.",
        pl="Nazwisko jest tu znane. Niczego nie sprawdzano.",
    ),
    "register": Text(
        is_="Nafnið er úr þjóðskrá. Uppflettingin er skráð og umsækjandinn sér hana.",
        en="The name is from the national registry. The lookup is recorded, and the applicant can see it.",
        pl="Nazwisko pochodzi z rejestru ludności. Sprawdzenie zapisano i wnioskodawca je widzi.",
    ),
    "typed": Text(
        is_="Þjóðskrá gaf ekkert nafn. Þetta er nafnið sem þú skrifaðir.",
        en="The national registry gave no name. This is the name you wrote.",
        pl="Rejestr ludności nie podał nazwiska. To nazwisko wpisane przez Ciebie.",
    ),
}


@staff(Role.CASE_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def start_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Ask for whom and what, and lead to the application's pages; the kennitala is posted and stands in no address."""
    actor = actor_of(request)
    require(actor, "forms.take_down", organisation)
    if request.method != "POST":
        return _page(request, organisation, raw={"received_on": f"{clock.today():%d.%m.%Y}"})
    raw = {key: str(value) for key, value in request.POST.items()}
    kept = checked(form_for(offered_by(organisation)), raw)
    if kept.errors:
        return _page(request, organisation, raw=raw, errors=kept.errors, status=422)
    if request.POST.get("skref") == "breyta":
        return _page(request, organisation, raw=raw)
    uid = _uid(request, Kennitala.parse(str(kept.answers["kennitala"])))
    try:
        if request.POST.get("skref") != "stadfesta":
            return _confirm(
                request,
                organisation,
                raw,
                applicant_of(actor=actor, office=organisation, answers=kept.answers, draft=uid),
            )
        draft = begin(actor=actor, office=organisation, answers=kept.answers, uid=uid)
    except CaseRefused as refusal:
        return _page(request, organisation, raw=raw, refusal=refusal.reason, status=CONFLICT)
    request.session.pop(BEGINNING, None)
    remember_door(request, draft.uid, str(kept.answers["door"]))
    return redirect("forms:desk-overview", organisation=organisation.slug, draft=draft.uid)


def _uid(request: HttpRequest, kennitala: Kennitala) -> UUID:
    """Return the uid the next draft for somebody will have; what is looked up before it begins is kept with it.

    Another kennitala gives another uid: a lookup of somebody who was not meant stays out of the case of who was.
    """
    return uuid5(UUID(request.session.setdefault(BEGINNING, str(uuid4()))), kennitala.digits)


def _confirm(
    request: HttpRequest, office: Organisation, raw: Mapping[str, str], applicant: Applicant
) -> HttpResponse:
    asked = {question.key for step in form_for(offered_by(office)).steps for question in step.questions}
    given = {key: value for key, value in raw.items() if key in asked}
    context = framed(
        request,
        office,
        "taking-down",
        applicant=applicant,
        given=given.items(),
        source=SOURCES[applicant.source],
        back=reverse("desk:start", args=[office.slug]),
    )
    return render(request, "desk/taking_down_confirm.html", context)


def _page(
    request: HttpRequest,
    office: Organisation,
    *,
    raw: Mapping[str, str],
    errors: Mapping[str, Text] | None = None,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    offered = offered_by(office)
    context = framed(
        request,
        office,
        "taking-down",
        offered=offered,
        form=filled(form_for(offered), {}, raw=raw, errors=errors),
        errors=[FieldError(key, message) for key, message in (errors or {}).items()],
        refusal=refusal,
        kept=True,
        back=reverse("desk:start", args=[office.slug]),
    )
    return render(request, "desk/taking_down.html", context, status=status)
