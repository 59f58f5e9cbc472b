"""Month-end: what agrees and what does not, and the closing of a month by one or two people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from factories import payments, people
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.payments import closing, holding, running, settling
from samveita.engines.payments.documents import PaymentSettings
from samveita.engines.payments.exporting import FileForm
from samveita.engines.payments.models import LineStatus, PaymentLine
from samveita.engines.payments.refusing import PaymentRefused
from samveita.engines.payments.setup import change_setup
from samveita.engines.payments.tallying import Tally, tally
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock


def compared(town: Any, worker: Any) -> Tally:
    with office_scope(town):
        return tally(actor=people.staff_actor(worker, town), office=town, month=clock.today())


def off(found: Tally) -> dict[str, list[str]]:
    """What is off in each check that does not agree, in Icelandic."""
    return {check.key: [one.sentence.is_ for one in check.off] for check in found.checks if not check.agrees}


def all_letters_arrive() -> None:
    with crossing("the mailbox accepts"):
        Dispatch.objects.update(state=State.ACCEPTED)


def paid(town: Any, worker: Any) -> None:
    """Everything ready goes in a run, out as a file, and the accounts have it."""
    run = payments.approved_run(town, worker)
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        running.export_run(actor=actor, run=run.uid, form=FileForm.CSV)
        settling.confirm_run(actor=actor, run=run.uid)


def wants_two(town: Any) -> None:
    administrator = people.staff(town, Role.ADMINISTRATOR)
    with office_scope(town):
        change_setup(
            actor=people.staff_actor(administrator, town, Role.ADMINISTRATOR),
            office=town,
            municipality=town,
            settings=PaymentSettings(second_person=True),
        )


def close(town: Any, who: Any, *, revision: int = 0, explanation: str = "") -> Any:
    with office_scope(town):
        return closing.close_month(
            actor=people.staff_actor(who, town),
            office=town,
            month=clock.today(),
            revision=revision,
            explanation=explanation,
        )


def test_a_month_in_which_everything_was_paid_agrees(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    all_letters_arrive()
    paid(town, worker)

    found = compared(town, worker)

    line = payments.lines()[0]
    totals = found.totals
    assert off(found) == {}
    assert (totals.decided, totals.confirmed) == (line.amount, line.amount)
    assert totals.tax_decided == totals.tax_withheld == (line.tax_withheld or 0)
    assert (totals.letters_due, totals.letters_delivered) == (1, 1)


def test_each_thing_that_waits_is_named_with_its_line(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    held = payments.lines()[0]
    with office_scope(town):
        holding.hold(actor=people.staff_actor(worker, town), uid=held.uid)

    found = compared(town, worker)

    assert off(found) == {
        "handed_over": ["Greiðslan er í bið."],
        "letters": ["Bréfið er ekki komið í pósthólfið."],
    }
    assert found.checks[1].off[0].line == held.uid


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (LineStatus.EXPORTED, "Svar vantar frá bókhaldi eða banka."),
        (LineStatus.UNKNOWN, "Óvíst er hvort greiðslan barst."),
        (LineStatus.FAILED, "Greiðslan komst ekki til skila."),
    ],
)
def test_a_payment_without_a_good_answer_is_off(
    approved: Callable[..., Any], town: Any, worker: Any, status: str, sentence: str
) -> None:
    approved()
    all_letters_arrive()
    paid(town, worker)
    with crossing("the bank says otherwise"):
        PaymentLine.objects.update(status=status)

    assert off(compared(town, worker)) == {"answers": [sentence]}


def test_a_line_that_was_changed_behind_the_engines_back_shows_in_every_comparison(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    all_letters_arrive()
    paid(town, worker)
    line = payments.lines()[0]
    with crossing("somebody meddles"):
        PaymentLine.objects.update(amount=line.amount + 10, gross=(line.gross or 0) + 10)

    found = off(compared(town, worker))

    assert found["lines"] == ["Greiðslulínur eru ekki eins og ákvörðunin."]
    assert found["handed_over"] == ["Línan er ekki eins og hún var samþykkt."]


def test_a_decision_whose_lines_are_gone_is_found(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    case = approved()
    all_letters_arrive()
    with crossing("somebody meddles"):
        PaymentLine.objects.update(status=LineStatus.CANCELLED)

    found = compared(town, worker)

    assert off(found)["lines"] == ["Greiðslulínur eru ekki eins og ákvörðunin."]
    assert found.checks[0].off[0].number == case.number


def test_a_month_that_agrees_is_closed_by_one_and_takes_no_new_run(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    all_letters_arrive()
    paid(town, worker)

    closed = close(town, worker)
    approved()

    assert (closed.status, closed.totals.off) == ("closed", 0)
    with pytest.raises(PaymentRefused, match="lokað"):
        payments.made_run(town, worker)
    assert not compared(town, worker).agrees


def test_a_month_that_is_off_is_closed_only_with_an_explanation(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()

    with pytest.raises(PaymentRefused, match="skýringu"):
        close(town, worker)
    closed = close(town, worker, explanation="Greitt með næstu keyrslu.")

    with office_scope(town):
        assert closing.note_of(closed) == "Greitt með næstu keyrslu."
    assert closed.totals.off == 2


def test_where_the_office_wants_two_somebody_else_closes(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    all_letters_arrive()
    paid(town, worker)
    wants_two(town)
    other = people.staff(town, name="Páll Pálsson")

    first = close(town, worker)
    with pytest.raises(PaymentRefused, match="Annar starfsmaður"):
        close(town, worker, revision=first.revision)
    with pytest.raises(PaymentRefused, match="breyttust"):
        close(town, other, revision=first.revision - 1)
    second = close(town, other, revision=first.revision)

    assert (first.status, second.status) == ("confirmed", "closed")
    assert (second.confirmed_by, second.closed_by) == (worker.uid, other.uid)


def test_a_closed_month_is_reopened_with_a_reason(
    approved: Callable[..., Any], town: Any, worker: Any
) -> None:
    approved()
    close(town, worker, explanation="Bréf bíður.")
    actor = people.staff_actor(worker, town)

    with office_scope(town):
        with pytest.raises(PaymentRefused, match="ástæðu"):
            closing.reopen_month(actor=actor, office=town, month=clock.today(), reason=" ")
        opened = closing.reopen_month(actor=actor, office=town, month=clock.today(), reason="Villa fannst.")

    assert (opened.status, opened.closed_by) == ("open", None)
    assert payments.made_run(town, worker).status == "draft"


def test_only_the_office_itself_compares_and_closes(approved: Callable[..., Any], town: Any) -> None:
    approved()
    viewer = people.staff(town, Role.VIEWER)
    actor = people.staff_actor(viewer, town, Role.VIEWER)

    with office_scope(town):
        assert tally(actor=actor, office=town, month=clock.today()).off
        with pytest.raises(NotAllowed):
            closing.close_month(actor=actor, office=town, month=clock.today(), revision=0, explanation="x")
