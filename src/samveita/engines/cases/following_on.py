"""An application that follows on another: begun with the last one's answers, and what changed between the two.

Only answers of the applicant's own are carried: what a register states is fetched anew, files and consents are given
anew, and so is what the service says must be asked each time (``CaseService.asks_again``). Everything else stands as it
was until she changes it; the desk sees which answers differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from samveita.engines.cases.declaring import CASE_SERVICES, Answers
from samveita.engines.cases.documents import SubmissionDocument
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case
from samveita.engines.cases.table import Purpose
from samveita.engines.forms.answering import carried_over
from samveita.engines.forms.declaring import Kind
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors

GIVEN_ANEW = frozenset({Kind.FILE, Kind.CONSENT})


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer differs; empty where it was not answered or not asked."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The application before this one, and what has changed since."""

    number: str
    changes: tuple[Change, ...]


def last_before(
    person: Person, municipality: Organisation, service: str, *, case: Case | None = None
) -> Case | None:
    """Return her last application to a service, or the last before a case; withdrawn ones don't count.

    The scope in force must be hers, or of the office that handles the service.
    """
    withdrawn = {
        row.target
        for process in CASE_SERVICES[service].processes
        for row in process.transitions
        if row.purpose is Purpose.WITHDRAW
    }
    found = Case.objects.filter(
        service=service, person=person, municipality__in=with_predecessors(municipality)
    ).exclude(state__in=withdrawn)
    if case is not None:
        found = found.filter(submitted_at__lt=case.submitted_at).exclude(pk=case.pk)
    last: Case | None = found.select_related("office", "submission").order_by("-submitted_at", "-pk").first()
    return last


def answers_to_begin_with(person: Person, municipality: Organisation, service: str) -> Answers:
    """Return the answers that an application like the last one begins with; none when there is no last one."""
    declared, last = CASE_SERVICES[service], last_before(person, municipality, service)
    if last is None or declared.asks_again is None:
        return {}
    submitted = submitted_answers(last)
    carried = carried_over(declared.form, submitted.answers, version=submitted.form_version).answers
    asked = {question.key: question for question in declared.form.questions}
    return {
        key: answer
        for key, answer in carried.items()
        if key not in declared.asks_again and asked[key].kind not in GIVEN_ANEW and not asked[key].locked
    }


def since_last(case: Case, submitted: SubmissionDocument) -> SinceLast | None:
    """Return what differs from the application before; nothing when it is the first. In the office's scope."""
    if case.declaration.asks_again is None:
        return None
    last = last_before(case.person, case.municipality, case.service, case=case)
    if last is None:
        return None
    before, now = _lines(submitted_answers(last)), _lines(submitted)
    changes = tuple(
        Change(
            label=now.get(key, before.get(key, ("", "")))[0],
            before=before.get(key, ("", ""))[1],
            now=now.get(key, ("", ""))[1],
        )
        for key in dict.fromkeys((*now, *before))
        if before.get(key, ("", ""))[1] != now.get(key, ("", ""))[1]
    )
    return SinceLast(last.number, changes)


def _lines(document: SubmissionDocument) -> dict[str, tuple[str, str]]:
    """Return label and answer by question; the entries of a list are one answer."""
    found: dict[str, tuple[str, str]] = {}
    for step in document.shown:
        for line in step.lines:
            label, answer = found.get(line.question, (line.label, ""))
            found[line.question] = (label, f"{answer}; {line.answer}" if answer else line.answer)
    return found
