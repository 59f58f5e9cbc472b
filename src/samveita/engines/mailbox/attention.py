"""When a delivery needs a person: the sentence on the desk for each kind of trouble, opened and closed with the outcome."""

from __future__ import annotations

from samveita.engines.mailbox.events import TROUBLE, Trouble, TroubleDetails
from samveita.engines.mailbox.models import Dispatch
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland.texts import Text

MACHINE = Actor.system("mailbox")

TITLES = {
    Trouble.REJECTED: Text(
        is_="Stafræna pósthólfið hafnaði bréfi. Athugaðu hvers vegna og sendu það með öðrum hætti.",
        en="The digital mailbox refused a letter. See why and send it another way.",
        pl="Cyfrowa skrzynka odrzuciła pismo. Sprawdź dlaczego i wyślij je inaczej.",
    ),
    Trouble.NEEDS_CONFIRMATION: Text(
        is_="Óvíst er hvort bréf komst í stafræna pósthólfið. Athugaðu málið og skráðu niðurstöðuna.",
        en="It is uncertain whether a letter reached the digital mailbox. Look into it and record the result.",
        pl="Nie wiadomo, czy pismo dotarło do cyfrowej skrzynki. Sprawdź to i zapisz wynik.",
    ),
    Trouble.GIVEN_UP: Text(
        is_="Ekki hefur tekist að senda bréf í stafræna pósthólfið þrátt fyrir margar tilraunir.",
        en="A letter could not be sent to the digital mailbox despite many attempts.",
        pl="Mimo wielu prób nie udało się wysłać pisma do cyfrowej skrzynki.",
    ),
    Trouble.CREDENTIALS: Text(
        is_="Stafræna pósthólfið hleypir okkur ekki inn. Bréf bíða þar til aðgangurinn er lagaður.",
        en="The digital mailbox does not let us in. Letters wait until the access is mended.",
        pl="Cyfrowa skrzynka odmawia nam dostępu. Pisma czekają na jego naprawę.",
    ),
    Trouble.OUT_OF_ORDER: Text(
        is_="Svar stafræna pósthólfsins passar ekki við það sem var sent. Láttu tæknifólk vita.",
        en="The digital mailbox's answer does not match what was sent. Tell the technical staff.",
        pl="Odpowiedź cyfrowej skrzynki nie zgadza się z tym, co wysłano. Powiadom dział techniczny.",
    ),
    Trouble.DAMAGED: Text(
        is_="Vistað bréf er ekki eins og það var þegar það var sent og er því ekki birt. Láttu tæknifólk vita.",
        en="A stored letter differs from what was announced and is not shown. Tell the technical staff.",
        pl="Zapisane pismo różni się od ogłoszonego i nie jest wyświetlane. Powiadom dział techniczny.",
    ),
    Trouble.WITHDRAWAL_REFUSED: Text(
        is_="Stafræna pósthólfið tók ekki við afturköllun bréfs. Bréfið er ekki lengur birt hjá okkur.",
        en="The digital mailbox did not take the withdrawal of a letter. We no longer show the letter.",
        pl="Cyfrowa skrzynka nie przyjęła wycofania pisma. Pismo nie jest już u nas wyświetlane.",
    ),
}


def ask_for_a_person(trouble: Trouble, dispatch: Dispatch) -> None:
    """Record that a person is needed and put a task on the office's desk, in the current transaction.

    A fault of credentials holds up every letter of a sender alike and is one task for all of them.
    """
    record(
        TROUBLE,
        actor=MACHINE,
        target=Target("dispatch", dispatch.uid),
        case=dispatch.case,
        office=dispatch.office.uid,
        municipality=dispatch.sender.uid,
        data=TroubleDetails(trouble=trouble),
    )
    of_the_sender = trouble is Trouble.CREDENTIALS
    open_task(
        actor=MACHINE,
        office=dispatch.office,
        municipality=dispatch.sender,
        kind=f"mailbox.{trouble.value}",
        about=dispatch.sender.uid if of_the_sender else dispatch.uid,
        case=None if of_the_sender else dispatch.case,
        title=TITLES[trouble],
    )


def no_person_is_needed(dispatch: Dispatch, *, actor: Actor = MACHINE) -> None:
    """Take the tasks about a dispatch off the desk: its outcome is known now; in the current transaction."""
    close_tasks_about(actor=actor, about=dispatch.uid)
    close_tasks_about(actor=actor, about=dispatch.sender.uid, kind=f"mailbox.{Trouble.CREDENTIALS.value}")
