"""The calculator and the comparison between municipalities.

What a parent tells (income, who lives at home) is sent by POST, calculated with and forgotten: it stands in no address,
no log and no table. A link to a calculation carries the choices in its fragment, which browsers do not send.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samveita.ground.catalogue.adopting import adopted
from samveita.ground.identity.access import organisation_or_404, public
from samveita.ground.organisations.context import front_page_of, name_in_language
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland import clock
from samveita.iceland.money import format_kronur
from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.declaration import ALL_PRICED, Priced
from samveita.tools.preschool_fees.elsewhere import Profile, compare_everywhere
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.outlook import compare, neighbours, year_of
from samveita.tools.preschool_fees.published import everywhere_on, tariff_on, versions_of
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.web.asking import (
    Answers,
    days_of_year,
    errors_of,
    groups,
    read,
    resized,
)
from samveita.tools.preschool_fees.web.showing import (
    compared_lines,
    compared_municipality,
    months_of,
    shares_in_words,
    shown_children,
    validity,
)
from samveita.tools.preschool_fees.wording import WORDS
from samveita.ui.parts import Choice, Crumb

MOST_FIELDS = 400
FOR_EVERYONE = "what preschool costs is for everyone to know; nothing entered is stored"
PROFILE_HOURS = ("4", "5", "6", "6,5", "7", "7,5", "8", "8,5", "9")
PROFILE_CHILDREN = ("1", "2", "3")
PROFILE_AGES = {
    ServiceKind.PRESCHOOL: (24, 48, 66),
    ServiceKind.DAY_PARENT: (12, 18, 24),
    ServiceKind.AFTERSCHOOL: (72, 84, 96),
}


@require_http_methods(["GET", "HEAD", "POST"])
@public(FOR_EVERYONE)
def calculator_page(request: HttpRequest, organisation: str, service: ServiceKind) -> HttpResponse:
    """Show the form with an ordinary child already calculated; a POST answers for the family given."""
    place, of = _municipality(request, organisation), ALL_PRICED[service]
    tariff = tariff_on(place, clock.today(), of=of) if of.tool in adopted(place)[1] else None
    context = _frame(request, place, of)
    if tariff is None:
        return render(request, "preschool_fees/none.html", context)
    others = versions_of(place, of=of)
    answers = Answers(resized(_form(request)))
    answer = _answer(tariff, answers, others)
    context |= {
        "tariff": tariff,
        "validity": validity(tariff),
        "has_expired": tariff.valid_to is not None and tariff.valid_to < clock.today(),
        "groups": groups(tariff, answers, others),
        "children": answers.children,
        "errors": errors_of(answers),
        **answer,
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, f"preschool_fees/{'calculator' if is_part else 'page'}.html", context)


def _answer(tariff: Tariff, answers: Answers, others: Sequence[Tariff]) -> dict[str, Any]:
    """Return the result and what lies around it; refusals become errors of the fields they are about."""
    inputs = read(tariff, answers)
    if inputs is None:
        return {}
    try:
        result = calculate(tariff, inputs)
        year = year_of(tariff, inputs, days=days_of_year(tariff, answers))
        around = neighbours(tariff, inputs, result.total)
    except Refused as refused:
        answers.tell(refused.place, refused.reason)
        return {}
    return {
        "result": result,
        "shown": shown_children(result, around),
        "assumptions": tuple(dict.fromkeys((*result.assumptions, *year.assumptions))),
        "shares": shares_in_words(result),
        "months": months_of(year),
        "year": year,
        "year_words": WORDS["year_total"].format(amount=format_kronur(year.total)),
        "has_others_elsewhere": len(result.children) < len(inputs.children),
        **_versus(tariff, answers, others, inputs),
    }


def _versus(tariff: Tariff, answers: Answers, others: Sequence[Tariff], inputs: Inputs) -> dict[str, Any]:
    other = next((one for one in others if one.id == answers.one("versus") != tariff.id), None)
    if other is None:
        return {}
    try:
        comparison = compare(tariff, other, inputs)
    except Refused as refused:
        return {"versus_refused": refused.reason, "versus_validity": validity(other)}
    return {
        "comparison": comparison,
        "compared": compared_lines(comparison),
        "versus_validity": validity(other),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@public(FOR_EVERYONE)
def comparison_page(request: HttpRequest, organisation: str, service: ServiceKind) -> HttpResponse:
    """Show one household under every published tariff in force."""
    place, of = _municipality(request, organisation), ALL_PRICED[service]
    answers = Answers(_form(request))
    hours = answers.one("hours", "8")
    count = answers.one("count", "1")
    hours = hours if hours in PROFILE_HOURS else "8"
    count = count if count in PROFILE_CHILDREN else "1"
    statuses = [one for one in answers.many("statuses") if one == "single_parent"]
    with_meals = "meals" in answers.many("with", ("meals",))
    profile = Profile.model_validate(
        {
            "children": [
                {"age_months": age, "hours_a_day": float(hours.replace(",", "."))}
                for age in PROFILE_AGES[service][: int(count)]
            ],
            "statuses": statuses,
            "with_meals": with_meals,
        }
    )
    rows = compare_everywhere(everywhere_on(clock.today(), of=of), profile)
    context = _frame(request, place, of, Crumb(WORDS["compared"])) | {
        "rows": [compared_municipality(row) for row in rows],
        "hours": hours,
        "count": count,
        "hours_choices": [Choice(one, one) for one in PROFILE_HOURS],
        "count_choices": [Choice(one, one) for one in PROFILE_CHILDREN],
        "with_choices": [Choice("meals", WORDS["with_meals"])],
        "chosen_with": ["meals"] if with_meals else [],
        "status_choices": [Choice("single_parent", WORDS["single"])],
        "chosen_statuses": statuses,
    }
    return render(request, "preschool_fees/comparison.html", context)


def _form(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    if request.method != "POST":
        return {}
    return {name: request.POST.getlist(name) for name in list(request.POST)[:MOST_FIELDS]}


def _municipality(request: HttpRequest, slug: str) -> Organisation:
    found: Organisation | None = getattr(request, "organisation", None)
    if found is None or found.slug != slug:
        found = organisation_or_404(slug)
    if found.kind != Kind.MUNICIPALITY:
        raise Http404(f"{slug} is not a municipality")
    request.organisation = found  # type: ignore[attr-defined]
    return found


def _frame(request: HttpRequest, place: Organisation, of: Priced, *crumbs: Crumb) -> dict[str, Any]:
    own = reverse(f"preschool-fees:page-{of.key}", kwargs={"organisation": place.slug})
    front = Crumb(name_in_language(place), front_page_of(place, request))
    return {
        "municipality": place,
        "tool": of.tool,
        "is_subsidy": of.service is ServiceKind.DAY_PARENT,
        "words": WORDS,
        "page_url": own,
        "comparison_url": reverse(f"preschool-fees:comparison-{of.key}", kwargs={"organisation": place.slug}),
        "crumbs": [front, Crumb(of.tool.name, own if crumbs else ""), *crumbs],
    }
