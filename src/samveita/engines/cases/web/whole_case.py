"""Everything of a case in one file: the letters as sent, documents, messages, answers, history and who looked.

Made when it is asked for and sent as it is made; it is never stored. It is built with the functions that build the page,
for the applicant and for another party alike, so that neither gets more in it than she can read there. One look is
recorded for the whole. Documents beyond ``LARGEST`` bytes together are named in it and left where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from samveita.engines.cases.corresponding import Correspondence, ShownDocument
from samveita.engines.cases.deciding import submitted_answers
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.events import WHOLE_TAKEN
from samveita.engines.cases.exchange import party_acting
from samveita.engines.cases.models import Case, Origin
from samveita.engines.cases.parts import answers_of_part, handed_in, own_part
from samveita.engines.cases.reading import (
    LookEntry,
    TimelineEntry,
    history_of,
    seen_by_party,
    show,
    show_to_party,
)
from samveita.engines.cases.web.appeals_shown import appealing_of
from samveita.engines.cases.web.asked import own_correspondence
from samveita.engines.cases.web.decisions_shown import ShownDecision, decisions_of
from samveita.engines.cases.web.finding import actor_of, own_case, page_language
from samveita.engines.cases.web.presenting import look_items
from samveita.engines.cases.whole_case import (
    TakenAnswer,
    TakenAppeal,
    TakenAppealTerm,
    TakenDecision,
    TakenDocument,
    TakenHearing,
    TakenItem,
    TakenLine,
    TakenLook,
    TakenMessage,
    TakenRequest,
    TakenStep,
    WholeCase,
)
from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record_look
from samveita.ground.documents.stored import pack
from samveita.ground.identity.access import resident
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope import entered, require_scope
from samveita.ground.vault.bundling import Entry, zipped
from samveita.ground.vault.files import read
from samveita.ground.vault.keys import keys_at_hand
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND
from samveita.ui.formats import words

MEGABYTE = 1024 * 1024
LARGEST = 300 * MEGABYTE
"""Bytes of documents in one bundle; what goes beyond is named in it and can be fetched on the page one by one."""
STYLE = "cases/whole_case.css"
Paths = Mapping[UUID, str]


@require_GET
@resident
def whole_case(request: HttpRequest, organisation: str, uid: UUID) -> StreamingHttpResponse:
    """Hand out everything of a case that its reader may see as one ZIP file, and record that she took it."""
    found = own_case(request, organisation, uid)
    content, files = taken(actor_of(request), found)
    return StreamingHttpResponse(
        _bundle(content, files),
        content_type="application/zip",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"{content.number}.zip"
            )
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


@keys_at_hand()
def taken(actor: Actor, found: Case) -> tuple[WholeCase, dict[str, StoredFile]]:
    """Return a case as its reader sees it with the files that go with it by path, and record that she took it all.

    Raises:
        NotAllowed: when she is no party of it.
    """
    if (own := own_part(actor, found)) is None:
        case, target = show(actor=actor, case=found), Target("case", found.uid)
        answers: SubmissionDocument | None = submitted_answers(case)
        history, looked = history_of(case, for_resident=True)
        decisions, appeals = decisions_of(case), appealing_of(actor, case).appeals
        status = words(case.process.state(case.state).sentence)
    else:
        _part, party = own
        case, target = show_to_party(actor=actor, case=found, party=party), Target("party", party.uid)
        given = handed_in(case, party.person)
        answers = None if given is None else answers_of_part(given)
        history, looked = seen_by_party(case, party, given.draft if given else _begun(case, party.person_id))
        decisions, appeals, status = [], (), ""
    record_look(
        WHOLE_TAKEN,
        actor=actor,
        target=target,
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
    )
    exchanged = own_correspondence(actor, case)
    files = _files(actor, case, exchanged)
    paths = {uid: path for path, (uid, _file) in files.items()}
    content = WholeCase(
        number=case.number,
        service=words(case.declaration.name),
        municipality=case.municipality.names.official.nominative,
        office=successor_of(case.office).names.official.nominative,
        language=page_language(),
        made_at=clock.now(),
        submitted_at=case.submitted_at,
        status=status,
        answers=_answers(answers),
        decisions=tuple(_decision(one) for one in decisions),
        appeals=tuple(
            TakenAppeal(
                is_internal=one.appeal.kind == "internal",
                lodged_on=one.appeal.lodged_on,
                grounds=one.content.grounds,
                settled_on=one.appeal.settled_on,
                is_upheld=one.appeal.is_upheld,
            )
            for one in appeals
        ),
        **_exchanged(exchanged, paths),
        **_history(case, history, looked),
    )
    return content, {path: file for path, (_uid, file) in files.items()}


def _bundle(content: WholeCase, files: Mapping[str, StoredFile]) -> Iterator[bytes]:
    """Give the bundle piece by piece; each file is opened in the scope the page was made in, when its turn comes."""
    scope, page = require_scope(), render_to_string("cases/whole_case.html", {"taken": content})

    def opened(file: StoredFile) -> bytes:
        with entered(scope):
            return read(file)

    data = json.dumps(pack(content), ensure_ascii=False, indent=1).encode()
    entries = [
        Entry("mal.html", page.encode),
        Entry("utlit.css", render_to_string(STYLE).encode),
        Entry("mal.json", lambda: data),
        *(Entry(path, partial(opened, file)) for path, file in files.items()),
    ]
    return zipped(entries, at=content.made_at)


def _begun(case: Case, person: int | None) -> UUID | None:
    own = Draft.objects.filter(for_case=case.uid, person=person, submitted_case=None)
    found: UUID | None = own.values_list("uid", flat=True).first()
    return found


def _files(actor: Actor, case: Case, exchanged: Correspondence) -> dict[str, tuple[UUID, StoredFile]]:
    """Return the files that go into the bundle by path, letters first; those that no longer fit are left out."""
    rows = case.documents.filter(person=party_acting(actor, case), visible_to_resident=True)
    stored = {row.uid: row.file for row in rows.select_related("file__office")}
    shown = [one for one in exchanged.documents if one.uid in stored]
    ordered = sorted(shown, key=lambda one: (one.origin != Origin.LETTER, one.created_at))
    files: dict[str, tuple[UUID, StoredFile]] = {}
    left = LARGEST
    for number, one in enumerate(ordered, start=1):
        if one.size <= left:
            left -= one.size
            files[f"skjol/{number:02d}-{one.name}"] = one.uid, stored[one.uid]
    return files


def _answers(document: SubmissionDocument | None) -> tuple[TakenAnswer, ...]:
    steps = document.shown if document else ()
    return tuple(
        TakenAnswer(question=line.label, answer=line.answer) for step in steps for line in step.lines
    )


def _decision(shown: ShownDecision) -> TakenDecision:
    calculation, served = shown.calculation, shown.decision.served_at
    said = {key: str(shown.reasons.get(key) or "") for key in ("facts", "rule_article", "assessment")}
    return TakenDecision(
        decided_on=shown.decision.decided_at.astimezone(ICELAND).date(),
        served_on=served.astimezone(ICELAND).date() if served else None,
        lines=tuple(
            TakenLine(
                label=words(line.label),
                amount=line.amount,
                arithmetic=words(line.arithmetic or ""),
                rule=words(line.legal_basis or ""),
            )
            for line in (calculation.lines if calculation else ())
        ),
        appeal=tuple(
            TakenAppealTerm(sentence=words(term.sentence), last_day=term.last_day.date)
            for term in shown.appeal
        ),
        **said,
    )


def _exchanged(found: Correspondence, paths: Paths) -> dict[str, Any]:
    return {
        "messages": tuple(
            TakenMessage(
                from_office=one.from_office,
                signed=one.signed,
                sent_at=one.sent_at,
                text=one.text,
                files=_paths(one.documents, paths),
            )
            for one in found.messages
        ),
        "requests": tuple(
            TakenRequest(
                asked_at=one.asked_at,
                due_on=one.due_on,
                text=one.text,
                items=tuple(
                    TakenItem(
                        what=item.what, why=item.why, answer=item.answer, files=_paths(item.documents, paths)
                    )
                    for item in one.items
                ),
            )
            for one in found.requests
        ),
        "hearings": tuple(
            TakenHearing(
                asked_at=one.asked_at,
                due_on=one.due_on,
                ground=one.content.ground,
                facts=one.content.facts,
                rule_article=one.content.rule_article,
                answer=one.answer,
                files=_paths(one.documents, paths),
            )
            for one in found.hearings
        ),
        "documents": tuple(
            TakenDocument(
                path=paths.get(one.uid, ""),
                title=words(one.title),
                name=one.name,
                size=one.size,
                filed_at=one.created_at,
            )
            for one in found.documents
        ),
    }


def _paths(documents: Sequence[ShownDocument], paths: Paths) -> tuple[str, ...]:
    return tuple(paths[one.uid] for one in documents if one.uid in paths)


def _history(case: Case, history: Sequence[TimelineEntry], looked: Sequence[LookEntry]) -> dict[str, Any]:
    return {
        "timeline": tuple(TakenStep(at=one.at, sentence=words(one.sentence)) for one in history),
        "looks": tuple(
            TakenLook(at=one.when, who=words(one.who), what=words(one.what))
            for one in look_items(case, looked)
        ),
    }
