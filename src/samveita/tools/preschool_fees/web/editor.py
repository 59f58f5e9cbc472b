"""The tariff editor on the desk: fields for the whole model, with what it gives, what is odd and the proof beside them.

Works as an ordinary form; with htmx the answer beside the fields follows the typing. Saving makes a draft of a shared
document; its way to approval and validity is the one of every shared document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from samveita.ground.documents.stored import pack
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.verbs import save_draft, set_aside, start
from samveita.iceland import clock
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.checks import check
from samveita.tools.preschool_fees.declaration import KEY, TARIFFS
from samveita.tools.preschool_fees.editor_drawing import drawn
from samveita.tools.preschool_fees.editor_grid import AGES, Effect, examples, grid_of, groups
from samveita.tools.preschool_fees.editor_tree import Errors, kept_of, plain_of, tree_of, typed_of
from samveita.tools.preschool_fees.editor_words import OF_THE_MODEL, WORDS
from samveita.tools.preschool_fees.importing import Invalid, Unreadable, read_tariff, slips_of
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.planning import next_of, raised
from samveita.tools.preschool_fees.proving import Proof, prove
from samveita.tools.preschool_fees.published import tariff_on
from samveita.ui.formats import words
from samveita.ui.parts import FieldError

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
UNPROCESSABLE, CONFLICT = 422, 409
MOST_FIELDS = 2000
MOST_BYTES = 2_000_000
MOST_CHILDREN = 100_000
CHART_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Standing:
    """What the editor begins with.

    Attributes:
        tariff: the open draft, else the next of the newest that was published; ``None`` for an empty form.
        seen: names it, so that nobody overwrites what somebody else has saved meanwhile.
        document: the shared document, when there is one.
    """

    tariff: Tariff | None
    seen: str
    document: SharedDocument | None


def standing(place: Organisation) -> Standing:
    """Return what a municipality's editor begins with."""
    document = SharedDocument.objects.filter(kind=TARIFFS.name, key=KEY, owner=place).first()
    if document is None:
        return Standing(None, "-", None)
    open_ = _open(document)
    if open_ is not None:
        return Standing(open_.content, _mark(open_.content), document)
    newest = document.versions.filter(state=VersionState.VALID).order_by("-valid_from").first()
    return Standing(None if newest is None else next_of(newest.content), "-", document)


def _open(document: SharedDocument) -> Version | None:
    waiting = document.versions.filter(state__in=[VersionState.DRAFT, VersionState.APPROVED])
    return waiting.order_by("-number").first()


def _mark(tariff: Tariff) -> str:
    return hashlib.sha256(json.dumps(pack(tariff), sort_keys=True).encode()).hexdigest()[:20]


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def editor_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the editor; a POST calculates, adds or removes a row, changes prices, reads a file, or saves the draft."""
    place = _municipality(organisation)
    stand = standing(place)
    if request.method != "POST":
        typed = _empty(place) if stand.tariff is None else typed_of(stand.tariff)
        return _page(request, place, typed, seen=stand.seen, kept=_kept(stand.tariff))
    if "skra" in request.FILES or request.POST.get("gera") == "lesa":
        return _from_file(request, place, stand)
    return _from_form(request, place, stand)


def _from_form(request: HttpRequest, place: Organisation, stand: Standing) -> HttpResponse:
    form = {name: ",".join(request.POST.getlist(name)) for name in list(request.POST)[:MOST_FIELDS]}
    gone = form.get("remove", "")
    form = {name: value for name, value in form.items() if not gone or not name.startswith(f"{gone}.")}
    typed = tree_of({name: value for name, value in form.items() if _is_part(name)})
    kept, seen, asked = _read_kept(form.get("kept", "")), form.get("seen", ""), form.get("gera", "")
    if request.headers.get("HX-Request") == "true":
        return render(request, "preschool_fees/editor_live.html", _answer(place, typed, kept))
    if asked == "breyta":
        return _raised(request, place, typed, kept, seen=seen, written=form.get("prosenta", ""))
    if asked != "vista":
        return _page(request, place, typed, seen=seen, kept=kept, added=form.get("add", ""))
    return _saved(request, place, typed, kept, seen=(seen, stand.seen))


def _saved(
    request: HttpRequest,
    place: Organisation,
    typed: Mapping[str, Any],
    kept: dict[str, Any],
    *,
    seen: tuple[str, str],
) -> HttpResponse:
    """Save the draft unless something can't be read, or somebody else has saved since the page was opened."""
    tariff = _answer(place, typed, kept)["tariff"]
    if tariff is None:
        return _page(request, place, typed, seen=seen[0], kept=kept, problem=WORDS["unreadable"])
    if seen[0] != seen[1]:
        return _page(
            request, place, typed, seen=seen[0], kept=kept, problem=WORDS["conflict"], status=CONFLICT
        )
    document = _save(request, place, tariff)
    messages.success(request, words(WORDS["saved"]))
    return redirect("desk:shared-document", organisation=place.slug, uid=document.uid)


def _is_part(name: str) -> bool:
    return name.partition(".")[0] in Tariff.model_fields


def _municipality(organisation: Organisation) -> Organisation:
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404(organisation.slug)
    return organisation


def _empty(place: Organisation) -> dict[str, Any]:
    return {"municipality": str(place), "service": KEY, "model": {"care": [{}]}}


def _kept(tariff: Tariff | None) -> dict[str, Any]:
    return {} if tariff is None else kept_of(tariff)


def _read_kept(written: str) -> dict[str, Any]:
    try:
        kept = json.loads(written) if written else {}
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _answer(place: Organisation, typed: Mapping[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside the fields: the grid, what is odd, and the proof; or what can't be read."""
    errors = Errors()
    plain = {**kept, **plain_of(typed, errors)}
    day = plain.get("valid_from")
    plain["id"] = f"{place.slug}-{day}" if isinstance(day, str) and day else f"{place.slug}-next"
    tariff: Tariff | None = None
    try:
        tariff = Tariff.model_validate(plain)
    except ValidationError as error:
        for where, reason in slips_of(error):
            errors.at.setdefault(where, WORDS[OF_THE_MODEL.get(reason, "wrong")])
    context: dict[str, Any] = {"tariff": tariff, "errors": errors, "words": WORDS}
    if tariff is None or errors.at:
        return context | {"tariff": None}
    proofs = prove(tariff)
    wrong = [proof for proof in proofs if not proof.holds]
    return context | {
        "grid": grid_of(tariff),
        "findings": [
            (one, WORDS[one.severity.value]) for one in check(tariff) if one.code != "printed_not_given"
        ],
        "proof_words": _proof_words(proofs, wrong),
        "proof_holds": bool(proofs) and not wrong,
        "wrong": [_proof_in_words(proof) for proof in wrong],
    }


def _proof_words(proofs: tuple[Proof, ...], wrong: list[Proof]) -> Text:
    if not proofs:
        return WORDS["none_printed"]
    return WORDS["some_fail" if wrong else "all_hold"].format(count=str(len(wrong) or len(proofs)))


def _proof_in_words(proof: Proof) -> Text:
    given = WORDS["no_figure"] if proof.amount is None else None
    shown = "" if proof.amount is None else format_kronur(proof.amount)
    return Text(
        **{
            code: words_.format(
                number=str(proof.number + 1),
                printed=format_kronur(proof.cell.amount),
                given=shown if given is None else getattr(given, code),
            )
            for code, words_ in (
                ("is_", WORDS["proof_line"].is_),
                ("en", WORDS["proof_line"].en),
                ("pl", WORDS["proof_line"].pl),
            )
        }
    )


def _page(
    request: HttpRequest,
    place: Organisation,
    typed: Mapping[str, Any],
    *,
    seen: str,
    kept: dict[str, Any],
    added: str = "",
    problem: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    answer = _answer(place, typed, kept)
    shown = answer["errors"] if request.method == "POST" and not added else Errors()
    context = answer | {
        "office": place,
        "branches": drawn(typed, shown, added=added),
        "kept": json.dumps(kept, ensure_ascii=False),
        "seen": seen,
        "problem": problem,
        "summary": [FieldError(where, sentence) for where, sentence in shown.at.items()] if problem else [],
        "page_url": reverse("preschool-fees:editor", args=[place.slug]),
    }
    code = status if status != 200 else UNPROCESSABLE if problem else 200
    return render(request, "preschool_fees/editor.html", context, status=code)


def _raised(
    request: HttpRequest,
    place: Organisation,
    typed: Mapping[str, Any],
    kept: dict[str, Any],
    *,
    seen: str,
    written: str,
) -> HttpResponse:
    tariff = _answer(place, typed, kept)["tariff"]
    try:
        percent = Decimal(written.strip().replace(",", ".").replace("\u2212", "-"))
        changed = None if tariff is None else raised(tariff, percent)
    except (InvalidOperation, ValueError):
        return _page(request, place, typed, seen=seen, kept=kept, problem=WORDS["raise_wrong"])
    if changed is None:
        return _page(request, place, typed, seen=seen, kept=kept, problem=WORDS["unreadable"])
    return _page(request, place, typed_of(changed), seen=seen, kept=kept)


def _from_file(request: HttpRequest, place: Organisation, stand: Standing) -> HttpResponse:
    """Draw the editor with a file's tariff in it; nothing is kept until it is saved."""
    file = request.FILES.get("skra")
    begun = _empty(place) if stand.tariff is None else typed_of(stand.tariff)
    if file is None or file.size is None or file.size > MOST_BYTES:
        return _page(
            request, place, begun, seen=stand.seen, kept=_kept(stand.tariff), problem=WORDS["no_file"]
        )
    try:
        tariff = read_tariff(file.read().decode("utf-8"))
    except (UnicodeDecodeError, Unreadable, Invalid):
        return _page(
            request, place, begun, seen=stand.seen, kept=_kept(stand.tariff), problem=WORDS["bad_file"]
        )
    return _page(request, place, typed_of(tariff), seen=stand.seen, kept=kept_of(tariff))


def _save(request: HttpRequest, place: Organisation, tariff: Tariff) -> SharedDocument:
    actor = request.actor  # type: ignore[attr-defined]
    document = start(actor=actor, kind=TARIFFS.name, key=KEY, owner=place, title=TARIFFS.title)
    source = SourceNote(title=tariff.source.title, url=tariff.source.url, as_of=tariff.approved_on)
    save_draft(actor=actor, document=document, content=tariff, source=source)
    for approved in document.versions.filter(state=VersionState.APPROVED):
        set_aside(actor=actor, version=approved)
    return document


@staff(*WRITERS)
@require_safe
def export(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:  # noqa: ARG001  a view
    """Hand out the draft, or what the next begins with, as the JSON everything else reads."""
    tariff = standing(_municipality(organisation)).tariff
    if tariff is None:
        raise Http404
    plain = tariff.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    content = json.dumps(plain, ensure_ascii=False, indent=1)
    name = f"gjaldskra-leikskola-{organisation.slug}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def effects_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show what the draft changes for invented families and, for the numbers entered, for all children."""
    place = _municipality(organisation)
    stand, current = standing(place), tariff_on(place, clock.today())
    has_draft = stand.tariff is not None and stand.seen != "-"
    form = request.POST if request.method == "POST" else {}
    fields = [
        {
            "count": f"fjoldi-{age}",
            "count_label": WORDS["count"].format(age=str(age)),
            "count_value": form.get(f"fjoldi-{age}", "")[:6],
            "hours": f"dvol-{age}",
            "hours_label": WORDS["hours"].format(age=str(age)),
            "hours_value": form.get(f"dvol-{age}", "8")[:6],
        }
        for age in AGES
    ]
    context: dict[str, Any] = {
        "office": place,
        "words": WORDS,
        "fields": fields,
        "editor_url": reverse("preschool-fees:editor", args=[place.slug]),
    }
    if current is not None and has_draft and stand.tariff is not None:
        context |= {"examples": _bars(examples(current, stand.tariff))}
        entered = _entered(form)
        if entered:
            found, outcome = groups(current, stand.tariff, entered)
            context |= {"groups": _bars(found), "outcome": outcome}
    return render(request, "preschool_fees/effects.html", context)


def _entered(form: Mapping[str, Any]) -> list[tuple[int, Decimal, int]]:
    """Return each age with its stay and how many; what is no number is left out."""
    found = []
    for age in AGES:
        count = str(form.get(f"fjoldi-{age}", "")).strip().replace(".", "")
        try:
            hours = Decimal(str(form.get(f"dvol-{age}", "")).strip().replace(",", "."))
        except InvalidOperation:
            continue
        is_number = count.isdecimal() and len(count) <= 6 and hours.is_finite()
        if is_number and 0 < int(count) <= MOST_CHILDREN and 0 < hours <= 744:
            found.append((age, hours, int(count)))
    return found


def _bars(effects: tuple[Effect, ...]) -> list[dict[str, Any]]:
    """Return effects with the lengths of their bars."""
    most = max((value for one in effects for value in (one.before, one.after) if value), default=1)
    return [
        {
            "effect": one,
            "before_width": round((one.before or 0) * CHART_WIDTH / most, 1),
            "after_width": round((one.after or 0) * CHART_WIDTH / most, 1),
            "y_before": number * 34 + 2,
            "y_after": number * 34 + 16,
        }
        for number, one in enumerate(effects)
    ]
