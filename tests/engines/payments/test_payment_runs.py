"""Runs: who approves, what is frozen, files that never differ, and lines handed to the accounts exactly once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from factories import payments, people
from samveita.engines.payments import running, settling
from samveita.engines.payments.documents import Code, Credentials, PaymentSettings
from samveita.engines.payments.exporting import FileForm
from samveita.engines.payments.models import LineStatus, PaymentLine, PaymentSetup, RunStatus
from samveita.engines.payments.queries import totals_of
from samveita.engines.payments.refusing import PaymentRefused
from samveita.engines.payments.setup import access_of, change_setup, has_credentials
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.delivering import deliver
from samveita.ground.worklist.models import Delivery, DeliveryState, Task, TaskState
from samveita.iceland import clock


def carried_out(*, until_given_up: bool = False) -> Delivery:
    """Attempt the one delivery that is due as the worker does; again and again while it is to be tried again."""
    with crossing("a test reads"):
        row = Delivery.objects.exclude(kind__in=["notices.email", "cases.letter"]).get()
    for _ in range(12 if until_given_up else 1):
        with crossing("a test makes it due"):
            Delivery.objects.filter(pk=row.pk).exclude(state__in=["done", "for_a_person"]).update(
                next_attempt_at=clock.now()
            )
        deliver(row.uid)
    with crossing("a test reads"):
        row.refresh_from_db()
    return row


def the_line() -> PaymentLine:
    (line,) = payments.lines()
    return line


def open_tasks() -> list[str]:
    with crossing("a test reads"):
        return sorted(Task.objects.filter(state=TaskState.OPEN).values_list("kind", flat=True))


# ------------------------------------------------------------------ runs and files


def test_a_run_is_approved_by_a_second_person_where_the_setting_says_so(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    payments.connect(town, second_person=True)
    run = payments.made_run(town, worker)
    second = people.staff(town, name="Önnur Manneskja")

    with office_scope(town), pytest.raises(PaymentRefused, match="Annar starfsmaður"):
        running.approve_run(actor=people.staff_actor(worker, town), run=run.uid, revision=run.revision)
    with office_scope(town), pytest.raises(NotAllowed):
        viewer = people.staff_actor(second, town, Role.VIEWER)
        running.approve_run(actor=viewer, run=run.uid, revision=run.revision)
    with office_scope(town):
        done = running.approve_run(actor=people.staff_actor(second, town), run=run.uid, revision=run.revision)
    assert (done.status, done.line_count) == (RunStatus.APPROVED, 1)


def test_nobody_approves_a_run_that_pays_her(approved: Callable[..., Any], town: Any, worker: Any) -> None:
    case = approved()
    run = payments.made_run(town, worker)

    with office_scope(town), pytest.raises(PaymentRefused, match="greiðir þér"):
        running.approve_run(actor=people.staff_actor(case.person, town), run=run.uid, revision=run.revision)


def test_the_same_run_gives_the_same_bytes_whatever_has_changed_since(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    cases = [approved() for _ in range(3)]
    run = payments.approved_run(town, worker)
    actor = people.staff_actor(worker, town)

    def files() -> list[bytes]:
        with office_scope(town):
            return [
                running.export_run(actor=actor, run=run.uid, form=form, with_bom=bom).content
                for form, bom in ((FileForm.CSV, True), (FileForm.CSV, False), (FileForm.JSON, False))
            ]

    first = files()
    people_named = cases[0].person
    people_named.name = "=HYPERLINK(1)"
    people_named.save()
    assert files() == first

    marked, plain, as_json = first
    rows = list(csv.DictReader(io.StringIO(plain.decode()), delimiter=";"))
    told = json.loads(as_json)["data"]
    assert marked == b"\xef\xbb\xbf" + plain
    assert sum(int(row["Upphæð"]) for row in rows) == told["total"] == run.total
    assert {row["Kennitala"][6] for row in rows} == {"-"}
    assert {row["Greiðslunúmer"] for row in rows} == {str(line.uid) for line in payments.lines()}
    assert {line.status for line in payments.lines()} == {LineStatus.EXPORTED}


def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    case = approved()
    case.person.name = "=1+1"
    case.person.save()
    run = payments.approved_run(town, worker)

    with office_scope(town):
        file = running.export_run(actor=people.staff_actor(worker, town), run=run.uid, form=FileForm.CSV)

    (row,) = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert row["Nafn"] == "'=1+1"


def test_totals_by_kind_and_office_come_to_the_sum_of_the_lines(
    approved: Callable[..., Any], town: Any
) -> None:
    with clock.standing_on(clock.today().replace(month=11)):
        for _ in range(2):
            approved()
    found = totals_of(payments.lines())

    assert set(found.by_kind) == {"aid", "december_supplement"}
    assert sum(found.by_kind.values()) == sum(found.by_office.values()) == found.total
    assert (found.cases, found.lines) == (2, 4)


def test_a_line_is_in_one_run_only_and_the_second_to_ask_is_told(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    run = payments.made_run(town, worker)
    with pytest.raises(PaymentRefused, match="Engin greiðsla"):
        payments.made_run(town, worker)
    (line,) = payments.lines()
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        running.remove_line(actor=actor, run=run.uid, line=line.uid)
        running.add_line(actor=actor, run=run.uid, line=line.uid)
        with pytest.raises(PaymentRefused):
            running.approve_run(actor=actor, run=run.uid, revision=run.revision)
        row = running.dissolve_run(actor=actor, run=run.uid)
    assert (row.status, the_line().status, the_line().run) == (RunStatus.DISSOLVED, LineStatus.PLANNED, None)


def test_a_run_that_went_out_as_a_file_is_not_sent_to_the_accounts(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    approved()
    run = payments.approved_run(town, worker)
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        running.export_run(actor=actor, run=run.uid, form=FileForm.CSV)
        with pytest.raises(PaymentRefused, match="þegar verið afhent"):
            running.send_run(actor=actor, run=run.uid)
        settling.fail_line(actor=actor, uid=the_line().uid)
        settling.put_back(actor=actor, uid=the_line().uid)
    assert the_line().status == LineStatus.PLANNED
    assert payments.the_run().status == RunStatus.CLOSED


# ------------------------------------------------------------------ the accounts


def test_the_accounts_get_one_record_a_payment_with_the_codes_of_the_set_up(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    case = approved()
    payments.sent_run(town, worker)

    assert carried_out().state == DeliveryState.DONE

    line = the_line()
    (record,) = connected.booked.values()
    assert (line.status, line.external_id, payments.the_run().status) == ("confirmed", "7", "closed")
    assert record | {"nationalId": "", "personalCredit": 0} == {
        "id": str(line.uid),
        "type": "aid",
        "status": "approved",
        "nationalId": "",
        "phone": "5811234",
        "email": "anna@example.is",
        "bankAccount": "0133-26-012345",
        "amount": line.gross,
        "amountPaid": line.amount,
        "taxWithheld": line.tax_withheld,
        "caseNumber": case.number,
        "employmentCode": "1",
        "personalCredit": 0,
        "housingCode": "10",
        "fromDate": "2026-10-01",
        "toDate": "2026-10-31",
        "payDate": "2026-10-17",
    }


@pytest.mark.parametrize(
    ("met", "posts", "asked"), [("lost", 1, 1), ("gone", 2, 1), (500, 2, 1), (429, 2, 0)]
)
def test_a_lost_answer_is_asked_about_before_anything_is_sent_again(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any, met: object, posts: int, asked: int
) -> None:
    approved()
    payments.sent_run(town, worker)
    connected.answers = [met]

    carried_out()
    assert the_line().status == LineStatus.EXPORTED
    carried_out()

    assert (the_line().status, list(connected.booked)) == ("confirmed", [str(the_line().uid)])
    methods = [method for method, path in connected.calls if path.startswith("/payments")]
    assert (methods.count("POST"), methods.count("GET")) == (posts, asked)


def test_a_refused_payment_fails_with_a_task_and_waits_again_when_its_account_is_mended(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    approved()
    payments.sent_run(town, worker)
    connected.answers = [422]

    assert carried_out().state == DeliveryState.FOR_A_PERSON
    assert (the_line().status, the_line().failure, open_tasks()) == (
        "failed",
        "status 422",
        ["worklist.delivery_given_up"],
    )
    from samveita.engines.payments import holding

    with office_scope(town):
        actor = people.staff_actor(worker, town)
        holding.give_account(actor=actor, uid=the_line().uid, written="0370-26-111111")
    assert (the_line().status, the_line().run, open_tasks()) == ("planned", None, [])


def test_what_nobody_knows_ends_on_a_desk_and_a_person_settles_it(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    approved()
    payments.sent_run(town, worker)
    connected.answers = ["lost"] * 20
    with crossing("the connection changes"):
        setup = PaymentSetup.objects.get()
        setup.settings = setup.settings.model_copy(update={"can_be_asked": False})
        setup.save()

    carried_out(until_given_up=True)
    assert (the_line().status, open_tasks()) == ("unknown", ["worklist.delivery_given_up"])
    assert len([path for method, path in connected.calls if method == "POST" and path == "/payments"]) == 1

    with office_scope(town):
        settling.confirm_line(actor=people.staff_actor(worker, town), uid=the_line().uid)
    assert (the_line().status, open_tasks(), payments.the_run().status) == ("confirmed", [], "closed")


def test_accounts_that_refuse_the_login_fail_the_line_and_it_is_sent_again_by_hand(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    approved()
    payments.sent_run(town, worker)
    connected.password = "annad"

    carried_out(until_given_up=True)
    assert (the_line().status, the_line().failure) == ("failed", "login: status 401")
    connected.password = "leyndarmal"
    with office_scope(town):
        settling.retry_line(actor=people.staff_actor(worker, town), uid=the_line().uid)
    carried_out()
    assert (the_line().status, open_tasks()) == ("confirmed", [])


def test_a_run_with_a_word_the_accounts_have_no_code_for_is_not_sent(
    approved: Callable[..., Any], town: Any, worker: Any, connected: Any
) -> None:
    approved(home="with_others")
    run = payments.approved_run(town, worker)

    with office_scope(town), pytest.raises(PaymentRefused, match="with_others"):
        running.send_run(actor=people.staff_actor(worker, town), run=run.uid)


# ------------------------------------------------------------------ set-up


def test_credentials_are_written_and_never_read_back(town: Any, worker: Any) -> None:
    payments.connect(town, address="https://bokhald.example.is")

    with crossing("a test reads"):
        setup = PaymentSetup.objects.get()
    assert b"development-only" not in bytes(setup.credentials)
    with office_scope(town):
        assert has_credentials(town, town)
        assert "development-only" not in repr(access_of(town, town))
        with pytest.raises(NotAllowed):
            change_setup(
                actor=people.staff_actor(worker, town),
                office=town,
                municipality=town,
                settings=PaymentSettings(),
                credentials=Credentials(username="x", password="y"),
            )


@pytest.mark.parametrize("address", ["http://bokhald.example.is", "ftp://x.is", "https://a:b@x.is", "rugl"])
def test_an_unsafe_address_is_refused(town: Any, address: str) -> None:
    with pytest.raises(PaymentRefused, match="https"):
        payments.connect(town, address=address)


def test_only_the_codes_that_are_known_are_given_and_none_counts_as_verified() -> None:
    assert PaymentSettings().employment_codes == {"working": Code(code="1"), "unemployed": Code(code="4")}
    assert PaymentSettings().housing_codes == {}
    assert not any(code.verified for code in PaymentSettings().employment_codes.values())
