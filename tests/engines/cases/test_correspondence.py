"""What people exchange in a case: messages, notes, documents, delays; who sees them and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import exchange, people
from samveita.engines.cases.delaying import NOT_LATER, tell_of_delay
from samveita.engines.cases.exchange import CLOSED, NOTHING_WRITTEN
from samveita.engines.cases.filing import NO_FILE, add_document, check_document
from samveita.engines.cases.messaging import (
    mark_read,
    note_text,
    send_message,
    text_of,
    write_note,
)
from samveita.engines.cases.models import Case, CaseDocument, CaseMessage, CaseNote, CaseParty, Origin
from samveita.engines.cases.process import CaseRefused, take
from samveita.engines.cases.reading import timeline_of
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.notices.addresses import stop
from samveita.ground.notices.models import ContactPoint, Notice, NoticeState
from samveita.ground.notices.sending import message_of
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.file_types import SCRIPT_INSIDE, WRONG_TYPE
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(town):
    return people.staff(town)


@pytest.fixture
def case(town, worker):
    return exchange.in_progress(town, worker)


@pytest.fixture
def desk(worker, town):
    return people.staff_actor(worker, town)


@pytest.fixture
def herself(case):
    return people.resident_actor(case.person)


def written_by_staff(case, desk, text="Getum við hist á fimmtudag?"):
    with office_scope(case.office):
        return send_message(actor=desk, uid=case.uid, text=text)


def written_by_her(case, herself, text="Já, það hentar.", **values):
    with person_scope(case.person):
        return send_message(actor=herself, uid=case.uid, text=text, **values)


def open_tasks(case):
    with crossing("a test reads"):
        return set(Task.objects.filter(case=case.uid, state=TaskState.OPEN).values_list("kind", flat=True))


def test_a_message_reaches_the_other_side_and_lies_sealed(case, desk, herself):
    message = written_by_staff(case, desk)

    with person_scope(case.person):
        found = CaseMessage.objects.get()
        assert text_of(found, case).text == "Getum við hist á fimmtudag?"
    assert b"fimmtudag" not in bytes(message.content)
    assert (found.from_office, found.read_at) == (True, None)


def test_reading_marks_what_the_other_side_wrote(case, desk, herself):
    written_by_staff(case, desk)

    with person_scope(case.person):
        first, again = mark_read(actor=herself, case=case), mark_read(actor=herself, case=case)
        assert CaseMessage.objects.get().read_by == case.person.uid
    with office_scope(case.office):
        own = mark_read(actor=desk, case=case)

    assert (first, again, own) == (1, 0, 0)


def test_her_message_is_a_task_until_staff_reads_it(case, desk, herself, town):
    written_by_her(case, herself)
    waiting = open_tasks(case)

    with office_scope(town):
        looking_on = mark_read(
            actor=people.staff_actor(people.staff(town, Role.VIEWER), town, Role.VIEWER), case=case
        )
        read = mark_read(actor=desk, case=case)

    assert "cases.message" in waiting
    assert (looking_on, read) == (0, 1)
    assert "cases.message" not in open_tasks(case)


def test_a_notice_goes_where_she_said_in_her_application_and_says_only_that_something_waits(case, desk):
    written_by_staff(case, desk, "Tekjur þínar voru 400.000 kr.")
    written_by_staff(case, desk, "Og eitt enn.")

    with crossing("a test reads"):
        rows = Notice.objects.select_related("office", "contact_point__office", "contact_point__person")
        notice = rows.get(kind="notices.something_asked")
        mail = message_of(notice)
    assert (notice.state, mail.to) == (NoticeState.WAITING, ["anna@example.is"])
    for secret in ("400.000", case.person.name, case.number):
        assert secret not in mail.subject + mail.body


def test_when_she_declines_nothing_is_sent_and_the_ledger_says_so(case, desk):
    with crossing("she follows the link in a notice"):
        stop(actor=people.resident_actor(case.person), point=ContactPoint.objects.get())
    written_by_staff(case, desk)

    with crossing("a test reads"):
        assert Notice.objects.get(kind="notices.something_asked").state == NoticeState.SUPPRESSED


def test_another_party_sees_her_own_thread_and_not_the_applicants(case, desk, town):
    spouse = people.person("Jón Maki")
    with office_scope(town):
        CaseParty.objects.create(case=case, office=town, role="spouse", person=spouse, since=clock.today())
        send_message(actor=desk, uid=case.uid, text="Til umsækjanda")
        send_message(actor=desk, uid=case.uid, text="Til maka", to=spouse.uid)
        add_document(actor=desk, uid=case.uid, uploads=[exchange.PAYSLIP])

    with person_scope(spouse):
        hers = [text_of(one, case).text for one in CaseMessage.objects.all()]
        documents = CaseDocument.objects.count()
    with person_scope(case.person):
        his = [text_of(one, case).text for one in CaseMessage.objects.all()]

    assert (hers, his, documents) == (["Til maka"], ["Til umsækjanda"], 0)


def test_staff_writes_to_nobody_who_is_no_party(case, desk, town):
    with office_scope(town), pytest.raises(CaseRefused):
        send_message(actor=desk, uid=case.uid, text="Hæ", to=people.person("Ókunnug").uid)


def test_an_empty_message_is_refused_in_words(case, herself):
    with pytest.raises(CaseRefused) as refusal:
        written_by_her(case, herself, "  \n ")

    assert refusal.value.reason == NOTHING_WRITTEN


def test_she_writes_while_the_case_is_open_and_no_longer(case, herself):
    with person_scope(case.person):
        take(actor=herself, uid=case.uid, event="withdraw")

    with pytest.raises(CaseRefused) as refusal:
        written_by_her(case, herself)

    assert refusal.value.reason == CLOSED


def test_a_stranger_finds_no_case_and_a_reader_may_not_write(case, town):
    stranger = people.person("Önnur Kona")
    viewer = people.staff_actor(people.staff(town, Role.VIEWER), town, Role.VIEWER)

    with person_scope(stranger), pytest.raises(Case.DoesNotExist):
        send_message(actor=people.resident_actor(stranger), uid=case.uid, text="Hæ")
    with office_scope(town), pytest.raises(NotAllowed):
        send_message(actor=viewer, uid=case.uid, text="Hæ")


def test_a_note_is_the_offices_own(case, desk, herself):
    with office_scope(case.office):
        note = write_note(actor=desk, uid=case.uid, text="Hringja á mánudag.")
        shown = note_text(note, case)
        history = [entry.sentence.is_ for entry in timeline_of(case, for_resident=False)]

    with person_scope(case.person):
        assert CaseNote.objects.count() == 0
        hers = [entry.sentence.is_ for entry in timeline_of(case, for_resident=True)]
    with person_scope(case.person), pytest.raises(NotAllowed):
        write_note(actor=herself, uid=case.uid, text="Hæ")
    assert shown.text == "Hringja á mánudag."
    assert any("minnispunkt" in line for line in history)
    assert not any("minnispunkt" in line for line in hers)


def test_what_she_hands_in_waits_to_be_checked(case, desk, herself):
    with person_scope(case.person):
        one, two = add_document(actor=herself, uid=case.uid, uploads=[exchange.PAYSLIP, exchange.PAYSLIP])
    waiting = open_tasks(case)

    with office_scope(case.office):
        check_document(actor=desk, uid=one.uid)
        still = open_tasks(case)
        checked = check_document(actor=desk, uid=two.uid)

    assert (one.origin, one.uploaded_by, checked.checked_by) == (Origin.PARTY, case.person.uid, desk.human)
    assert "cases.data_in" in waiting & still
    assert "cases.data_in" not in open_tasks(case)


def test_what_staff_keeps_inside_is_neither_found_nor_told(case, desk):
    with office_scope(case.office):
        kept = add_document(actor=desk, uid=case.uid, uploads=[exchange.PAYSLIP], share=False, on_paper=True)

    with person_scope(case.person):
        assert CaseDocument.objects.count() == 0
        assert not any("skjal" in entry.sentence.is_ for entry in timeline_of(case, for_resident=True))
    assert kept[0].origin == Origin.PAPER


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><script>alert(1)</script></html>", WRONG_TYPE),
        (b"%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>", SCRIPT_INSIDE),
    ],
)
def test_a_refused_file_says_why_and_leaves_nothing(case, herself, content, reason):
    bad = exchange.Upload(name="a.pdf", content=content)

    with person_scope(case.person), pytest.raises(CaseRefused) as refusal:
        add_document(actor=herself, uid=case.uid, uploads=[exchange.PAYSLIP, bad])

    assert refusal.value.reason == reason
    with crossing("a test counts"):
        assert CaseDocument.objects.count() == 0
        assert not Event.objects.filter(type="cases.document_added").exists()


def test_sending_no_file_is_refused(case, herself):
    with person_scope(case.person), pytest.raises(CaseRefused) as refusal:
        add_document(actor=herself, uid=case.uid, uploads=[])

    assert refusal.value.reason == NO_FILE


def test_a_file_goes_with_a_message(case, desk, herself):
    message = written_by_her(case, herself, uploads=[exchange.PAYSLIP])

    with office_scope(case.office):
        assert CaseDocument.objects.get().about == message.uid


def test_a_delay_gives_its_reason_and_the_new_day(case, desk):
    later = clock.today() + timedelta(days=40)
    with office_scope(case.office):
        moved = tell_of_delay(
            actor=desk, uid=case.uid, reason="Beðið er eftir umsögn.", new_date=later, revision=case.revision
        )

    with person_scope(case.person):
        told = text_of(CaseMessage.objects.get(), case).text
    with crossing("a test reads"):
        task = Task.objects.get(case=case.uid, kind="cases.answer_due", state=TaskState.OPEN)
    assert moved.due_on == later == task.due_on
    assert told.startswith("Beðið er eftir umsögn.")
    assert "Við stefnum nú að svari" in told


def test_a_delay_never_moves_the_day_forward(case, desk):
    with office_scope(case.office), pytest.raises(CaseRefused) as refusal:
        tell_of_delay(actor=desk, uid=case.uid, reason="Annir", new_date=clock.today())

    assert refusal.value.reason == NOT_LATER


def test_a_message_in_a_closed_case_is_still_possible_for_the_office(case, desk, herself):
    with person_scope(case.person):
        take(actor=herself, uid=case.uid, event="withdraw")

    assert written_by_staff(case, desk).from_office
