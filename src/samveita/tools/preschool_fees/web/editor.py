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
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.checks import check
from samveita.tools.preschool_fees.declaration import ALL_PRICED, Priced
from samveita.tools.preschool_fees.editor_drawing import drawn
from samveita.tools.preschool_fees.editor_grid import grid_of
from samveita.tools.preschool_fees.editor_tree import Errors, kept_of, plain_of, tree_of, typed_of
from samveita.tools.preschool_fees.editor_words import OF_THE_MODEL, WORDS
from samveita.tools.preschool_fees.importing import Invalid, Unreadable, read_tariff, slips_of
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.planning import next_of, raised
from samveita.tools.preschool_fees.proving import Proof, prove
from samveita.tools.preschool_fees.sheet_reading import NotATariff, Slip, read_workbook
from samveita.tools.preschool_fees.sheet_writing import workbook_of
from samveita.ui.formats import words
from samveita.ui.parts import FieldError

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
UNPROCESSABLE, CONFLICT = 422, 409
MOST_FIELDS = 2000
MOST_BYTES = 2_000_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose editor it is, and which of its tariffs is written."""

    place: Organisation
    of: Priced

    @property
    def title(self) -> Text:
        """What the page is called."""
        name, words_ = self.of.kind.title, WORDS["title"]
        return Text(
            is_=words_.is_.format(tariff=name.is_),
            en=words_.en.format(tariff=name.en),
            pl=words_.pl.format(tariff=name.pl),
        )


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


def standing(desk: Desk) -> Standing:
    """Return what a municipality's editor begins with."""
    document = SharedDocument.objects.filter(
        kind=desk.of.kind.name, key=desk.of.key, owner=desk.place
    ).first()
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


def address(desk: Desk, page: str) -> str:
    """Return the address of one of the editor's pages."""
    return reverse(f"preschool-fees:{page}-{desk.of.key}", args=[desk.place.slug])


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def editor_page(request: HttpRequest, *, organisation: Organisation, service: ServiceKind) -> HttpResponse:
    """Show the editor; a POST calculates, adds or removes a row, changes prices, reads a file, or saves the draft."""
    desk = desk_of(organisation, service)
    stand = standing(desk)
    if request.method != "POST":
        typed = _empty(desk) if stand.tariff is None else typed_of(stand.tariff)
        return _page(request, desk, typed, seen=stand.seen, kept=_kept(stand.tariff))
    if "skra" in request.FILES or request.POST.get("gera") == "lesa":
        return _from_file(request, desk, stand)
    return _from_form(request, desk, stand)


def _from_form(request: HttpRequest, desk: Desk, stand: Standing) -> HttpResponse:
    form = {name: ",".join(request.POST.getlist(name)) for name in list(request.POST)[:MOST_FIELDS]}
    gone = form.get("remove", "")
    form = {name: value for name, value in form.items() if not gone or not name.startswith(f"{gone}.")}
    typed = tree_of({name: value for name, value in form.items() if _is_part(name)})
    kept, seen, asked = _read_kept(form.get("kept", "")), form.get("seen", ""), form.get("gera", "")
    if request.headers.get("HX-Request") == "true":
        return render(request, "preschool_fees/editor_live.html", _answer(desk, typed, kept))
    if asked == "breyta":
        return _raised(request, desk, typed, kept, seen=seen, written=form.get("prosenta", ""))
    if asked != "vista":
        return _page(request, desk, typed, seen=seen, kept=kept, added=form.get("add", ""))
    return _saved(request, desk, typed, kept, seen=(seen, stand.seen))


def _saved(
    request: HttpRequest,
    desk: Desk,
    typed: Mapping[str, Any],
    kept: dict[str, Any],
    *,
    seen: tuple[str, str],
) -> HttpResponse:
    """Save the draft unless something can't be read, or somebody else has saved since the page was opened."""
    tariff = _answer(desk, typed, kept)["tariff"]
    if tariff is None:
        return _page(request, desk, typed, seen=seen[0], kept=kept, problem=WORDS["unreadable"])
    if seen[0] != seen[1]:
        return _page(
            request, desk, typed, seen=seen[0], kept=kept, problem=WORDS["conflict"], status=CONFLICT
        )
    document = _save(request, desk, tariff)
    messages.success(request, words(WORDS["saved"]))
    return redirect("desk:shared-document", organisation=desk.place.slug, uid=document.uid)


def _is_part(name: str) -> bool:
    return name.partition(".")[0] in Tariff.model_fields


def desk_of(organisation: Organisation, service: ServiceKind) -> Desk:
    """Return the editor of a municipality's tariff for a service; others have none."""
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404(organisation.slug)
    return Desk(organisation, ALL_PRICED[service])


def _empty(desk: Desk) -> dict[str, Any]:
    return {"municipality": str(desk.place), "service": desk.of.key, "model": {"care": [{}]}}


def _kept(tariff: Tariff | None) -> dict[str, Any]:
    return {} if tariff is None else kept_of(tariff)


def _read_kept(written: str) -> dict[str, Any]:
    try:
        kept = json.loads(written) if written else {}
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _answer(desk: Desk, typed: Mapping[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside the fields: the grid, what is odd, and the proof; or what can't be read."""
    errors = Errors()
    plain = {**kept, **plain_of(typed, errors)}
    day = plain.get("valid_from")
    plain["id"] = f"{desk.place.slug}-{day}" if isinstance(day, str) and day else f"{desk.place.slug}-next"
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
    desk: Desk,
    typed: Mapping[str, Any],
    *,
    seen: str,
    kept: dict[str, Any],
    added: str = "",
    problem: Text | None = None,
    slips: tuple[Slip, ...] = (),
    status: int = 200,
) -> HttpResponse:
    answer = _answer(desk, typed, kept)
    shown = answer["errors"] if request.method == "POST" and not added else Errors()
    context = answer | {
        "office": desk.place,
        "title": desk.title,
        "branches": drawn(typed, shown, added=added),
        "kept": json.dumps(kept, ensure_ascii=False),
        "seen": seen,
        "problem": problem,
        "slips": slips,
        "effects_url": address(desk, "effects"),
        "export_url": address(desk, "export"),
        "workbook_url": address(desk, "workbook"),
        "summary": [FieldError(where, sentence) for where, sentence in shown.at.items()] if problem else [],
        "page_url": address(desk, "editor"),
    }
    code = status if status != 200 else UNPROCESSABLE if problem else 200
    return render(request, "preschool_fees/editor.html", context, status=code)


def _raised(
    request: HttpRequest,
    desk: Desk,
    typed: Mapping[str, Any],
    kept: dict[str, Any],
    *,
    seen: str,
    written: str,
) -> HttpResponse:
    tariff = _answer(desk, typed, kept)["tariff"]
    try:
        percent = Decimal(written.strip().replace(",", ".").replace("\u2212", "-"))
        changed = None if tariff is None else raised(tariff, percent)
    except (InvalidOperation, ValueError):
        return _page(request, desk, typed, seen=seen, kept=kept, problem=WORDS["raise_wrong"])
    if changed is None:
        return _page(request, desk, typed, seen=seen, kept=kept, problem=WORDS["unreadable"])
    return _page(request, desk, typed_of(changed), seen=seen, kept=kept)


def _from_file(request: HttpRequest, desk: Desk, stand: Standing) -> HttpResponse:
    """Draw the editor with a file's tariff in it; nothing is kept until it is saved."""
    file = request.FILES.get("skra")
    begun = _empty(desk) if stand.tariff is None else typed_of(stand.tariff)
    slips: tuple[Slip, ...] = ()
    if file is None or file.size is None or file.size > MOST_BYTES:
        problem = WORDS["no_file"]
    else:
        try:
            tariff = _of_file(file.read())
        except NotATariff as wrong:
            problem, slips = WORDS["bad_workbook"], wrong.slips
        except (UnicodeDecodeError, Unreadable, Invalid):
            problem = WORDS["bad_file"]
        else:
            return _page(request, desk, typed_of(tariff), seen=stand.seen, kept=kept_of(tariff))
    kept = _kept(stand.tariff)
    return _page(request, desk, begun, seen=stand.seen, kept=kept, problem=problem, slips=slips)


def _of_file(content: bytes) -> Tariff:
    """Read a workbook, which is a packed file, or else the JSON."""
    return read_workbook(content) if content.startswith(b"PK") else read_tariff(content.decode("utf-8"))


def _save(request: HttpRequest, desk: Desk, tariff: Tariff) -> SharedDocument:
    actor = request.actor  # type: ignore[attr-defined]
    kind = desk.of.kind
    document = start(actor=actor, kind=kind.name, key=desk.of.key, owner=desk.place, title=kind.title)
    source = SourceNote(title=tariff.source.title, url=tariff.source.url, as_of=tariff.approved_on)
    save_draft(actor=actor, document=document, content=tariff, source=source)
    for approved in document.versions.filter(state=VersionState.APPROVED):
        set_aside(actor=actor, version=approved)
    return document


@staff(*WRITERS)
@require_safe
def export(request: HttpRequest, *, organisation: Organisation, service: ServiceKind) -> HttpResponse:  # noqa: ARG001  a view
    """Hand out the draft, or what the next begins with, as the JSON everything else reads."""
    desk = desk_of(organisation, service)
    plain = _begun(desk).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    content = json.dumps(plain, ensure_ascii=False, indent=1).encode()
    return _attached(desk, content, "json", "application/json; charset=utf-8")


@staff(*WRITERS)
@require_safe
def export_workbook(
    request: HttpRequest,  # noqa: ARG001  a view
    *,
    organisation: Organisation,
    service: ServiceKind,
) -> HttpResponse:
    """Hand out the same as an Excel workbook, which the editor reads back."""
    desk = desk_of(organisation, service)
    return _attached(desk, workbook_of(_begun(desk)), "xlsx", EXCEL)


def _begun(desk: Desk) -> Tariff:
    tariff = standing(desk).tariff
    if tariff is None:
        raise Http404
    return tariff


def _attached(desk: Desk, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = f"{desk.of.desk}-{desk.place.slug}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
