"""Approved cases with their payment lines, runs at every stage, and connected accounts."""

from __future__ import annotations

from datetime import timedelta

from factories import cases, people
from samveita.engines.cases.models import Case
from samveita.engines.payments import running
from samveita.engines.payments.documents import Code, Credentials, PaymentSettings
from samveita.engines.payments.models import PaymentLine, PaymentRun
from samveita.engines.payments.setup import change_setup
from samveita.ground.identity.models import Person, Role
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

HOUSING = {"own_home": Code(code="10")}


def approved_case(town: Organisation, worker: Person, **answers: str | int | bool) -> Case:
    """A case that has been approved and whose payments are planned."""
    case = cases.case_in_progress(cases.submitted_case(town, **answers), worker)
    cases.approved(case, worker)
    return case


def lines(**conditions: object) -> list[PaymentLine]:
    """Every line there is, in the order it was planned."""
    with crossing("a test reads"):
        rows = PaymentLine.objects.filter(**conditions).order_by("pk")
        return list(rows.select_related("case", "run", "corrects", "office", "payee", "person", "decision"))


def the_run() -> PaymentRun:
    """The only run."""
    with crossing("a test reads"):
        return PaymentRun.objects.select_related("office", "municipality").get()  # type: ignore[no-any-return]


def made_run(town: Organisation, worker: Person) -> PaymentRun:
    """A draft with every line that is ready."""
    with office_scope(town):
        return running.make_run(
            actor=people.staff_actor(worker, town),
            office=town,
            municipality=town,
            month=clock.today(),
            pay_date=clock.today() + timedelta(days=3),
        )


def approved_run(town: Organisation, worker: Person, *, by: Person | None = None) -> PaymentRun:
    """A run that has been frozen."""
    run = made_run(town, worker)
    with office_scope(town):
        return running.approve_run(
            actor=people.staff_actor(by or worker, town), run=run.uid, revision=run.revision
        )


def sent_run(town: Organisation, worker: Person) -> PaymentRun:
    """A run whose lines wait for the worker to hand them to the accounts."""
    run = approved_run(town, worker)
    with office_scope(town):
        return running.send_run(actor=people.staff_actor(worker, town), run=run.uid)


def connect(
    town: Organisation,
    *,
    address: str = "",
    password: str = "development-only-login-secret",
    **changes: object,
) -> None:
    """Connect a town to accounts; the simulator's when no address is given."""
    settings = PaymentSettings(
        adapter="record_service",
        address=address,
        housing_codes=HOUSING,
        **changes,  # type: ignore[arg-type]
    )
    administrator = people.staff(town, Role.ADMINISTRATOR, name="Stefán Stjórnandi")
    with office_scope(town):
        change_setup(
            actor=people.staff_actor(administrator, town, Role.ADMINISTRATOR),
            office=town,
            municipality=town,
            settings=settings,
            credentials=Credentials(username="samveita", password=password),
        )
