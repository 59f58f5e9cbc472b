"""What is exchanged in cases: requests for data, hearings, and files such as people send."""

from __future__ import annotations

from datetime import date, timedelta

from factories import cases, people
from samveita.engines.cases.data_requests import Wanted, request_data
from samveita.engines.cases.filing import Upload
from samveita.engines.cases.hearings import open_hearing
from samveita.engines.cases.models import Case, DataRequest, DataRequestItem, Hearing
from samveita.engines.cases.written import Wording
from samveita.ground.identity.models import Person
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

PAYSLIP = Upload(name="launaseðill.pdf", content=b"%PDF-1.7\nlaun")
PAGE = Upload(name="launaseðill.pdf", content=b"<html><script>alert(1)</script></html>")


def wanted(what: str = "Launaseðlar októbermánaðar", *, required: bool = True) -> Wanted:
    """One thing to ask for."""
    return Wanted(what=Wording(is_=what), why=Wording(is_="Til að reikna tekjur."), is_required=required)


def asked(case: Case, worker: Person, *things: Wanted, due_in: int = 7) -> DataRequest:
    """A request for data in a case in progress: two required things and one that may be left out, when none are named."""
    with office_scope(case.office):
        return request_data(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            items=things or (wanted(), wanted("Leigusamningur"), wanted("Annað", required=False)),
            due_on=clock.today() + timedelta(days=due_in),
            text="Láttu vita ef eitthvað er óljóst.",
        )


def items(request: DataRequest) -> list[DataRequestItem]:
    """The things asked for, in order."""
    with crossing("a test reads"):
        return list(request.items.order_by("number"))


def heard(case: Case, worker: Person, *, due_on: date | None = None) -> Hearing:
    """A hearing opened in a case in progress."""
    with office_scope(case.office):
        return open_hearing(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            ground="Fyrirhugað er að synja umsókninni.",
            facts="Tekjur þínar voru 400.000 kr. í október.",
            rule_article="10. gr. reglna um fjárhagsaðstoð",
            due_on=due_on,
        )


def in_progress(town: object, worker: Person, person: Person | None = None) -> Case:
    """A case that a worker has taken on."""
    return cases.case_in_progress(cases.submitted_case(town, person), worker)  # type: ignore[arg-type]
