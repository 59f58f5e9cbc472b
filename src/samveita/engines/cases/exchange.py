"""What every verb of a case's correspondence starts and ends with: with whom, sealed words, the event, the notice.

A notice by e-mail says that something waits on the page of the case and nothing else (see ``ground.notices``).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.written import LONGEST_TEXT
from samveita.engines.forms.declaring import Form, Kind
from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import may, require
from samveita.ground.notices.addresses import AddressRefused, give_email
from samveita.ground.notices.kinds import SOMETHING_ASKED
from samveita.ground.notices.notifying import notify
from samveita.ground.organisations.queries import successor_of
from samveita.ground.worklist.tasks import open_task
from samveita.iceland.texts import Text

CLOSED = Text(
    is_="Málinu er lokið. Hafðu samband við skrifstofuna ef þú vilt bæta einhverju við.",
    en="The case is closed. Contact the office if you want to add something.",
    pl="Sprawa jest zakończona. Jeśli chcesz coś dodać, skontaktuj się z urzędem.",
)
NOTHING_WRITTEN = Text(
    is_="Skrifaðu textann áður en þú sendir.",
    en="Write the text before you send it.",
    pl="Wpisz tekst przed wysłaniem.",
)
TOO_LONG = Text(
    is_="Textinn er of langur. Styttu hann.",
    en="The text is too long. Shorten it.",
    pl="Tekst jest za długi. Skróć go.",
)
NOT_A_PARTY = Text(
    is_="Viðtakandinn á ekki aðild að málinu.",
    en="The recipient is not a party of the case.",
    pl="Odbiorca nie jest stroną w sprawie.",
)


def party_acting(actor: Actor, case: Case) -> Person:
    """Return the party for whom a resident acts in a case.

    Raises:
        NotAllowed: when she is no party of it.
    """
    if actor.subject == case.person.uid or not may(actor, "cases.act_as_party", case):
        require(actor, "cases.answer", case)
        return case.person
    found: Person = Person.objects.get(uid=str(actor.subject))
    return found


def party_addressed(case: Case, person: UUID | None) -> Person:
    """Return the party staff writes to: the applicant when nobody is named.

    Raises:
        CaseRefused: when the one named is no party of the case.
    """
    if person is None or person == case.person.uid:
        return case.person
    party = case.parties.filter(person__uid=person, ended_on=None).select_related("person").first()
    if party is None or party.person is None:
        raise CaseRefused(NOT_A_PARTY)
    return party.person


def require_open(case: Case) -> None:
    """Return when the case is still being handled.

    Raises:
        CaseRefused: when it is closed.
    """
    if not case.process.state(case.state).is_open:
        raise CaseRefused(CLOSED)


def written(words: str) -> str:
    """Return what somebody wrote, without empty edges.

    Raises:
        CaseRefused: when nothing is left, or it is too long.
    """
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise CaseRefused(NOTHING_WRITTEN)
    return shortened_or_refused(text)


def shortened_or_refused(words: str) -> str:
    """Return words that may be empty, without empty edges.

    Raises:
        CaseRefused: when they are too long.
    """
    text = words.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise CaseRefused(TOO_LONG)
    return text


def human_of(actor: Actor) -> UUID:
    """Return who sits at the keyboard.

    Raises:
        ValueError: for the platform itself, which writes no messages.
    """
    if actor.human is None:
        raise ValueError("a person writes, not the platform")
    return actor.human


def tell(
    event: EventType, actor: Actor, case: Case, *, kind: str, uid: UUID, data: Stored | None = None
) -> None:
    """Record an event on a case's timeline."""
    record(
        event,
        actor=actor,
        target=Target(kind, uid),
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
        data=data,
    )


def remember_email(
    *, actor: Actor, case: Case, form: Form, answers: Mapping[str, object], person: Person | None = None
) -> None:
    """Keep the e-mail address a party, the applicant unless another is named, wrote as where the office may tell her that something waits.

    An application for practice is followed by no notices, and one without an address by none either.
    """
    questions = (question for step in form.steps for question in step.questions)
    written_in = next((one.key for one in questions if one.kind is Kind.EMAIL and answers.get(one.key)), None)
    if written_in is None or case.is_practice:
        return
    with suppress(AddressRefused):
        give_email(
            actor=actor, office=case.office, person=person or case.person, address=str(answers[written_in])
        )


def give_notice(case: Case, person: Person, *, about: UUID, kind: str = SOMETHING_ASKED.name) -> None:
    """Let a party know by e-mail that something waits for her; about one thing once, of practice never."""
    if case.is_practice:
        return
    notify(
        person=person,
        kind=kind,
        office=successor_of(case.office),
        about=about,
        case=case.uid,
        municipality=case.municipality,
    )


def put_on_desk(actor: Actor, case: Case, *, kind: str, title: Text, about: UUID) -> None:
    """Open a task for whoever has the case, or for the office."""
    open_task(
        actor=actor,
        office=case.office,
        municipality=case.municipality,
        kind=kind,
        about=about,
        case=case.uid,
        title=title,
        assigned_to=case.assigned_to,
    )


def is_resident(actor: Actor) -> bool:
    """Whether a resident acts, for herself or by delegation."""
    return actor.channel in {Channel.SELF, Channel.DELEGATED}
