"""Adopting a service: the list of what can be adopted, the guided page, and moving from one state to the next.

The guided page shows every step with where it stands. Steps that a short form can settle are settled on the page, all of
them with one button; what is known stands in the fields beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.cases.adopting import ADOPTION_FORMS, StepForm
from samveita.engines.cases.practice import practice_cases, wipe
from samveita.faces.desk.lawful.documents import NOTIFICATION, first_day_of_use, notification_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.adopting import (
    NEEDS,
    NEXT,
    AdoptionRefused,
    adoption_of,
    move,
    state_of,
    states_at,
)
from samveita.ground.catalogue.declaring import SERVICES, TOOLS, Offering, Service
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.catalogue.steps import AdoptionStep, Phase, Standing, steps_for
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import by_slug, municipalities_served_by, office_for
from samveita.ground.organisations.scope import crossing
from samveita.ground.sharing.verbs import SharingRefused
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text
from samveita.ui.formats import words
from samveita.ui.parts import Crumb, FieldError

STATE_NAMES = {
    AdoptionState.NOT_USED: pgettext_lazy("adoption", "Ekki í notkun"),
    AdoptionState.PREPARING: pgettext_lazy("adoption", "Í undirbúningi"),
    AdoptionState.PRACTICE: pgettext_lazy("adoption", "Æfing"),
    AdoptionState.READY: pgettext_lazy("adoption", "Tilbúin"),
    AdoptionState.LIVE: pgettext_lazy("adoption", "Í notkun"),
    AdoptionState.PAUSED: pgettext_lazy("adoption", "Í hléi"),
    AdoptionState.ENDED: pgettext_lazy("adoption", "Hætt í notkun"),
}
STATE_TONES = {
    AdoptionState.LIVE: "success",
    AdoptionState.READY: "info",
    AdoptionState.PREPARING: "info",
    AdoptionState.PRACTICE: "warning",
}
MOVES = {
    AdoptionState.NOT_USED: pgettext_lazy("adoption", "Hætta við upptöku"),
    AdoptionState.PREPARING: pgettext_lazy("adoption", "Taka upp þjónustu"),
    AdoptionState.PRACTICE: pgettext_lazy("adoption", "Byrja að æfa"),
    AdoptionState.READY: pgettext_lazy("adoption", "Merkja tilbúna"),
    AdoptionState.LIVE: pgettext_lazy("adoption", "Opna fyrir íbúa"),
    AdoptionState.PAUSED: pgettext_lazy("adoption", "Gera hlé"),
    AdoptionState.ENDED: pgettext_lazy("adoption", "Hætta notkun"),
}
BACK_TO_PREPARING = pgettext_lazy("adoption", "Aftur í undirbúning")
WORDS = {state: state.value.replace("_", "-") for state in AdoptionState}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the page shows it: its standing, a form when it is settled here, or a link to where it is done."""

    step: AdoptionStep
    standing: Standing
    form: StepForm | None = None
    url: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing more is to be done."""
        return self.standing.done


@dataclass(frozen=True, slots=True)
class Row:
    """An offering at a municipality as the list shows it."""

    offering: Offering
    municipality: Organisation
    state: AdoptionState
    name: Any
    tone: str
    url: str


def place_of(office: Organisation, municipality: str, offering: str) -> tuple[Organisation, Offering]:
    """Return the municipality and the offering an address names.

    Raises:
        Http404: when the office doesn't handle that offering for that municipality.
    """
    by_word = {one.slug: one for one in [*SERVICES.values(), *TOOLS.values()]}
    found = by_word.get(offering)
    if found is None:
        raise Http404(offering)
    try:
        place = by_slug(municipality)
    except Organisation.DoesNotExist as error:
        raise Http404(municipality) from error
    handled = office_for(place, service=found.key, on=clock.today())
    if office.pk not in {place.pk, handled.pk}:
        raise Http404(municipality)
    return place, found


def address(name: str, office: Organisation, place: Organisation, offering: Offering, *more: str) -> str:
    """Return the address of one of the pages of adoption."""
    return reverse(f"desk:{name}", args=[office.slug, place.slug, offering.slug, *more])


def crumbs(office: Organisation, place: Organisation, offering: Offering, *last: Text | str) -> list[Crumb]:
    """Return the way to a page under an offering."""
    home = Crumb(_("Þjónustur"), reverse("desk:services", args=[office.slug]))
    if not last:
        return [home, Crumb(offering.name)]
    return [home, Crumb(offering.name, address("adoption", office, place, offering)), Crumb(last[0])]


@staff(Role.ADMINISTRATOR)
@require_safe
def services_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List every offering with its state: the municipality's own, or each municipality's that the office serves."""
    rows = []
    for offering in [*SERVICES.values(), *TOOLS.values()]:
        for place in _places(organisation, offering):
            state = states_at(place).get(offering.key, AdoptionState.NOT_USED)
            rows.append(
                Row(
                    offering=offering,
                    municipality=place,
                    state=state,
                    name=STATE_NAMES[state],
                    tone=STATE_TONES.get(state, "neutral"),
                    url=address("adoption", organisation, place, offering),
                )
            )
    several = organisation.kind != Kind.MUNICIPALITY
    context = framed(
        request, organisation, "services", rows=rows, several=several, take_up=MOVES[AdoptionState.PREPARING]
    )
    return render(request, "desk/services.html", context)


def _places(office: Organisation, offering: Offering) -> list[Organisation]:
    """Return whose adoption the office leads; the association only keeps what it does for everyone."""
    if office.kind == Kind.ASSOCIATION:
        return [office]
    return municipalities_served_by(office, service=offering.key, on=clock.today())


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_page(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str
) -> HttpResponse:
    """Show the guided page; a POST keeps what every short form on it says."""
    place, found = place_of(organisation, municipality, offering)
    if request.method == "POST":
        return _save(request, organisation, place, found)
    return _shown(request, organisation, place, found)


def _save(request: HttpRequest, office: Organisation, place: Organisation, found: Offering) -> HttpResponse:
    actor = actor_of(request)
    steps = [step for step in steps_for(found.key, Phase.READY) if step.key in ADOPTION_FORMS]
    filled = {step.key: ADOPTION_FORMS[step.key].make(place, found.key, request.POST) for step in steps}
    asked = {key: form for key, form in filled.items() if f"{form.prefix}-asked" in request.POST}
    errors = [
        FieldError(form.add_prefix(name), " ".join(map(str, said)))
        for form in asked.values()
        if not form.is_valid()
        for name, said in form.errors.items()
    ]
    if errors:
        return _shown(request, office, place, found, forms=asked, errors=errors, status=422)
    try:
        with transaction.atomic():
            for key, form in asked.items():
                ADOPTION_FORMS[key].save(actor, place, found.key, form)
    except SharingRefused as refusal:
        return _shown(request, office, place, found, forms=asked, refusal=str(refusal), status=409)
    messages.success(request, _("Vistað."))
    return redirect(address("adoption", office, place, found))


def _shown(
    request: HttpRequest,
    office: Organisation,
    place: Organisation,
    found: Offering,
    *,
    forms: dict[str, StepForm] | None = None,
    errors: Sequence[FieldError] = (),
    refusal: Text | str = "",
    status: int = 200,
) -> HttpResponse:
    actor, state = actor_of(request), state_of(place, found.key)
    ready = [_step(office, place, found, step, forms) for step in steps_for(found.key, Phase.READY)]
    live = [_step(office, place, found, step, None) for step in steps_for(found.key, Phase.LIVE)]
    is_association = place.kind == Kind.ASSOCIATION
    begun = state not in {AdoptionState.NOT_USED, AdoptionState.ENDED} or is_association
    open_forms = [one for one in ready if one.form is not None]
    opens = first_day_of_use(notification_of(place, found.key))
    context = framed(
        request,
        office,
        "services",
        crumbs=crumbs(office, place, found),
        offering=found,
        own_url=address("adoption", office, place, found),
        move_url=address("adoption-move", office, place, found),
        wipe_url=address("practice-wipe", office, place, found),
        place=place,
        for_another=place != office,
        state=state,
        state_name=STATE_NAMES[state],
        state_tone=STATE_TONES.get(state, "neutral"),
        since=_since(place, found),
        begun=begun,
        ready_steps=[] if is_association else ready,
        ready_left=sum(not one.done for one in ready),
        has_open_forms=bool(open_forms),
        live_steps=[one for one in live if not is_association or one.step.key == NOTIFICATION],
        live_left=sum(not one.done for one in live),
        opens=opens if opens and clock.today() < opens.date else None,
        opens_day=day_in_words(opens.date) if opens else None,
        moves=[] if is_association else _moves(state, ready, live),
        may_adopt=may(actor, "catalogue.adopt", (place, found.key)),
        errors=list(errors),
        refusal=refusal,
        is_service=isinstance(found, Service),
        practice_count=practice_cases(place, found.key).count() if found.key in SERVICES else 0,
        history=_history(place, found),
        is_practice=state is AdoptionState.PRACTICE,
    )
    return render(request, "desk/adoption.html", context, status=status)


def _step(
    office: Organisation,
    place: Organisation,
    found: Offering,
    step: AdoptionStep,
    filled: dict[str, StepForm] | None,
) -> ShownStep:
    standing, form = step.standing(place, found.key), None
    if filled is not None and step.key in filled:
        form = filled[step.key]
    elif not standing.done and step.phase is Phase.READY and _settled_here(office, place, found, step):
        form = ADOPTION_FORMS[step.key].make(place, found.key, None)
    return ShownStep(step, standing, form, _page(office, place, found, step.page))


def _settled_here(office: Organisation, place: Organisation, found: Offering, step: AdoptionStep) -> bool:
    """Whether a short form on the page may settle the step: another office's contact is not ours to write."""
    handled = office_for(place, service=found.key, on=clock.today())
    return step.key in ADOPTION_FORMS and (step.page != "contact" or handled == office)


def _page(office: Organisation, place: Organisation, found: Offering, page: str) -> str:
    """Return the address behind a step's word; nothing when the office has no such page for it."""
    name, _sep, more = page.partition(":")
    if name == "letters":
        return address("letter-texts", office, place, found)
    if name == "decisions":
        return address("case-settings", office, place, found)
    if name == "document":
        return address("lawful", office, place, found, more)
    own = {"staff": "identity:staff", "contact": "identity:office-contact", "parameters": "desk:parameters"}
    handled = office_for(place, service=found.key, on=clock.today())
    if name not in own or (name in {"staff", "contact"} and handled != office):
        return ""
    return reverse(own[name], args=[office.slug])


@dataclass(frozen=True, slots=True)
class Move:
    """A state the offering can be led to: the button, and whether steps are still outstanding."""

    label: Any
    word: str
    variant: str
    is_open: bool
    confirm: Any = ""


CONFIRMS = {
    AdoptionState.LIVE: pgettext_lazy(
        "adoption", "Íbúar geta sótt um um leið og þú staðfestir. Æfingamálum er haldið sér."
    ),
    AdoptionState.PAUSED: pgettext_lazy(
        "adoption", "Engar nýjar umsóknir berast á meðan. Mál sem eru byrjuð halda áfram."
    ),
    AdoptionState.ENDED: pgettext_lazy(
        "adoption", "Þjónustan hverfur af síðu sveitarfélagsins. Málin verða áfram til."
    ),
    AdoptionState.NOT_USED: pgettext_lazy("adoption", "Það sem þú hefur skráð geymist."),
}


def _moves(state: AdoptionState, ready: Sequence[ShownStep], live: Sequence[ShownStep]) -> list[Move]:
    done = {Phase.READY: all(one.done for one in ready), Phase.LIVE: all(one.done for one in live)}
    moves = []
    for target in NEXT[state]:
        backwards = target is AdoptionState.PREPARING and state not in {
            AdoptionState.NOT_USED,
            AdoptionState.ENDED,
        }
        moves.append(
            Move(
                label=BACK_TO_PREPARING if backwards else MOVES[target],
                word=WORDS[target],
                variant="primary" if target == NEXT[state][0] else "secondary",
                is_open=all(done[phase] for phase in NEEDS.get(target, ())),
                confirm=CONFIRMS.get(target, ""),
            )
        )
    return moves


def _since(place: Organisation, found: Offering) -> Any:
    row = adoption_of(place, found.key)
    return row.since if row else None


def _history(place: Organisation, found: Offering) -> list[dict[str, Any]]:
    """Return what has happened to the adoption, newest first, from the event log."""
    row = adoption_of(place, found.key)
    if row is None:
        return []
    with crossing("the history of an adoption, for those who lead it"):
        events = list(
            Event.objects.filter(target_kind="adoption", target=row.uid).order_by("-at", "uid")[:20]
        )
    people = dict(
        Person.objects.filter(uid__in=[one.human for one in events if one.human]).values_list("uid", "name")
    )
    return [
        {
            "at": one.at,
            "who": people.get(one.human, _("Kerfið")) if one.human else _("Kerfið"),
            "what": _what(one),
        }
        for one in events
    ]


def _what(event: Event) -> str:
    data = event.data["data"] if event.data else {}
    if "state" in data:
        return str(STATE_NAMES[AdoptionState(data["state"])])
    step = data.get("step", "")
    known = {one.key: one.title for phase in Phase for one in steps_for(data.get("offering", ""), phase)}
    return _("Staðfest: %(what)s") % {"what": words(known.get(step, step))}


@staff(Role.ADMINISTRATOR)
@require_POST
def move_on(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str
) -> HttpResponse:
    """Lead the offering to the state the button names."""
    place, found = place_of(organisation, municipality, offering)
    by_word = {word: state for state, word in WORDS.items()}
    state = by_word.get(request.POST.get("stada", ""))
    if state is None:
        raise Http404("no such state")
    try:
        move(actor=actor_of(request), organisation=place, offering=found.key, state=state)
    except AdoptionRefused as refusal:
        return _shown(request, organisation, place, found, refusal=refusal.reason, status=409)
    messages.success(request, _("Staða þjónustunnar: %(state)s.") % {"state": STATE_NAMES[state]})
    return redirect(address("adoption", organisation, place, found))


@staff(Role.ADMINISTRATOR)
@require_POST
def wipe_practice(
    request: HttpRequest, *, organisation: Organisation, municipality: str, offering: str
) -> HttpResponse:
    """Delete every practice case of the service."""
    place, found = place_of(organisation, municipality, offering)
    count = wipe(actor=actor_of(request), municipality=place, service=found.key)
    messages.success(request, _("Æfingamálum var eytt. Þau voru %(count)s.") % {"count": count})
    return redirect(address("adoption", organisation, place, found))
