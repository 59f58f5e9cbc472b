"""The page "what if": an administrator changes amounts and rules and sees what it would cost and for whom.

Nothing entered here is kept. Counting real cases is recorded each time, so the page calculates only when it is asked to.
"""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samveita.engines.rulebook import editing
from samveita.engines.rulebook.parameters import ParameterError
from samveita.engines.rulebook.published import nearest
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland import clock
from samveita.services.financial_aid.counted_households import (
    Counted,
    decided_households,
    invented_households,
)
from samveita.services.financial_aid.handling import tax_in_force
from samveita.services.financial_aid.parameter_fields import PARAMETERS
from samveita.services.financial_aid.parameters import FinancialAidParameters
from samveita.services.financial_aid.proposal import Settings
from samveita.services.financial_aid.rules import AidInputError, TaxYear
from samveita.services.financial_aid.simulating import Outcome, changed, simulate
from samveita.services.financial_aid.simulation_words import WORDS
from samveita.services.financial_aid.web.simulation_form import (
    USUAL_HOUSEHOLDS,
    SimulationForm,
    bases,
    spouse_choices,
    whom,
)
from samveita.services.financial_aid.web.simulation_tables import (
    BAR,
    CHART_WIDTH,
    LABELS,
    as_csv,
    bars_of,
    figures_of,
    scale_of,
    table_of,
)
from samveita.ui.parts import FieldError

MOST_FIELDS = 200
UNPROCESSABLE = 422


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def simulation_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the form; a POST calculates and shows the outcome, or hands it out as a file."""
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404(organisation.slug)
    context: dict[str, Any] = {
        "office": organisation,
        "words": WORDS,
        "back": reverse("desk:parameters-kind", args=[organisation.slug, PARAMETERS.slug]),
    }
    settings = _in_force(organisation)
    if settings is None:
        return _shown(request, {**context, "problem": WORDS["no_values"]})
    draft = editing.standing(PARAMETERS, organisation, on=clock.today()).open
    raw = {name: str(value) for name, value in list(request.POST.items())[:MOST_FIELDS]}
    form = SimulationForm(raw, settings.parameters)
    if request.method == "POST":
        begun = draft.content if draft is not None and form.is_draft else settings.parameters
        actor = cast("Actor", request.actor)  # type: ignore[attr-defined]
        counted, outcome, problem = _calculated(actor, organisation, form, settings, begun)
        if outcome is not None and outcome.total is not None and form.one("gera") == "csv":
            return _file(organisation, outcome)
        context |= {"problem": problem, **_results(counted, outcome)}
    context |= {
        "form": form,
        "whom": whom(),
        "bases": bases() if draft is not None else (),
        "spouse_choices": spouse_choices(),
        "usual": form.one("fjoldi", USUAL_HOUSEHOLDS),
        "errors": [FieldError(name, sentence) for name, sentence in form.errors.items()],
    }
    return _shown(request, context, status=UNPROCESSABLE if form.errors else 200)


def _shown(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, "financial_aid/simulation.html", context, status=status)


def _in_force(municipality: Organisation) -> Settings | None:
    found = nearest(PARAMETERS, on=clock.today(), municipality=municipality)
    if found is None:
        return None
    return Settings(
        parameters=cast("FinancialAidParameters", found.document),
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        level=found.level,
    )


def _calculated(
    actor: Actor,
    municipality: Organisation,
    form: SimulationForm,
    settings: Settings,
    begun: FinancialAidParameters,
) -> tuple[Counted | None, Outcome | None, object]:
    """Return the households, the outcome, and why there is none; nothing at all when the form can't be read."""
    change, count = form.change(), 0 if form.is_real else form.count()
    if form.errors:
        return None, None, None
    then = changed(begun, change)
    month = clock.today().replace(day=1)
    try:
        tax = TaxYear.on(month, tax_in_force(month))
        counted = (
            decided_households(actor=actor, municipality=municipality, parameters=settings.parameters)
            if form.is_real
            else invented_households(count, settings.parameters)
        )
        outcome = simulate(counted.households, now=settings, then=then, tax=tax, is_real=form.is_real)
    except (ParameterError, AidInputError):
        return None, None, WORDS["no_values"]
    return counted, outcome, None if outcome.total else WORDS["too_few"]


def _results(counted: Counted | None, outcome: Outcome | None) -> dict[str, Any]:
    if counted is None or outcome is None or outcome.total is None:
        return {}
    bars = bars_of(outcome.scale)
    return {
        "left_out": WORDS["left_out"].format(count=str(counted.left_out)) if counted.left_out else None,
        "figures": figures_of(outcome.total),
        "is_split": outcome.total.split is not None,
        "by_category": table_of(WORDS["by_category"], outcome.by_category),
        "by_family": table_of(WORDS["by_family"], outcome.by_family),
        "scale": scale_of(outcome.scale),
        "bars": bars,
        "chart_height": len(bars) * BAR,
        "chart_width": CHART_WIDTH,
        "bars_from": LABELS,
    }


def _file(municipality: Organisation, outcome: Outcome) -> HttpResponse:
    name = f"hvad-ef-{municipality.slug}-{clock.today().isoformat()}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(as_csv(outcome), content_type="text/csv; charset=utf-8", headers=headers)
