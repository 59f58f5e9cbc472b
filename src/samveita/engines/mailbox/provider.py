"""The document endpoint (Skjalaveita): gives a published document to the mailbox, and to nobody else.

The pair of kennitala and document id must be one we published; the id alone never opens anything. Every reason for not
finding is one constant answer, so that the endpoint cannot be used to learn who has received what. Nothing here reads a
session, a cookie or any other way in. See national-infrastructure sections 4.1–4.4.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from samveita.engines.mailbox.attention import MACHINE, ask_for_a_person
from samveita.engines.mailbox.callers import Caller, CannotCheck, Expected, NotIdentified, identify
from samveita.engines.mailbox.events import OPENED, Trouble
from samveita.engines.mailbox.hooks import on_opened
from samveita.engines.mailbox.models import Dispatch, Fetch, State
from samveita.engines.mailbox.settling import accept
from samveita.engines.mailbox.wire import Strength
from samveita.ground.audit.actors import Target
from samveita.ground.audit.recording import record_look
from samveita.ground.identity.models import Person, PersonIdentifier
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import CannotOpen, MasterKeyMissing
from samveita.ground.vault.files import read
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock
from samveita.iceland.kennitala import mask_in

KENNITALA = re.compile(r"[0-9]{10}")
DOCUMENT_ID = re.compile(r"[A-Za-z0-9._~-]{1,50}")
MAY_BE_IN_THE_MAILBOX = frozenset({State.SENDING, State.UNKNOWN, State.ACCEPTED})
NOT_FOUND = "Skjal fannst ekki."
RETRY_AFTER = "30"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the mailbox asked, exactly as it came."""

    kennitala: str
    document_id: str
    strength: str
    include_document: str
    authorization: str
    xroad_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets: status, body (None for an empty one) and headers."""

    status: int
    body: dict[str, object] | None = None
    headers: dict[str, str] = field(default_factory=dict)


def answer(asked: Asked) -> Answer:
    """Answer one request of the mailbox, and log it if its token holds.

    Requests without a valid token are answered and forgotten: nobody outside can make the log grow.
    """
    try:
        caller = identify(asked.authorization, expected_token())
    except NotIdentified:
        return Answer(401, headers={"WWW-Authenticate": "Bearer"})
    except CannotCheck:
        return _busy()
    try:
        with crossing("the mailbox asks for documents of every tenant, for the person named in the address"):
            return _answer_to(caller, asked)
    except (OperationalError, InterfaceError):
        return _busy()


def expected_token() -> Expected:
    """Return what settings demand of a token."""
    return Expected(
        issuer=settings.MAILBOX_ISSUER,
        keys_url=settings.MAILBOX_KEYS_ADDRESS,
        audience=settings.MAILBOX_AUDIENCE,
        scope=settings.MAILBOX_READER_SCOPE,
        skew=settings.MAILBOX_SKEW_SECONDS,
    )


def _answer_to(caller: Caller, asked: Asked) -> Answer:
    """Decide, then write the fetch and what follows from it in one transaction."""
    person = _person(asked.kennitala)
    dispatch = _published(person, asked.document_id)
    given = _decide(caller, asked, dispatch)
    with transaction.atomic():
        if given.status == 200 and dispatch is not None:
            given = _open(dispatch, given, included=_includes(asked))
        _log(caller, asked, given.status, person, dispatch)
    return given


def _decide(caller: Caller, asked: Asked, dispatch: Dispatch | None) -> Answer:
    """Return the answer, going through the reasons to refuse in the order of the interface."""
    if not caller.has_right:
        headers = {"WWW-Authenticate": 'Bearer error="insufficient_scope"'}
        return _refusal(403, "Aðgangslykilinn vantar heimild.", headers)
    strength = _stated_strength(asked.strength)
    if malformed := _malformed(asked, strength):
        return _refusal(400, malformed)
    if dispatch is None or strength is None:
        return _refusal(404, NOT_FOUND)
    if not strength.covers(Strength(dispatch.strength)):
        return _refusal(403, "Skjalið krefst sterkari auðkenningar.")
    return _document_of(dispatch) if _includes(asked) else _document(None)


def _malformed(asked: Asked, strength: Strength | None) -> str:
    """Return what is wrong with the form of a request, or nothing."""
    if not KENNITALA.fullmatch(asked.kennitala):
        return "Kennitala er ekki rétt mynduð."
    if not DOCUMENT_ID.fullmatch(asked.document_id):
        return "Auðkenni skjals er ekki rétt myndað."
    return "" if strength else "authenticationType er LOW, SUBSTANTIAL eða HIGH."


def _document_of(dispatch: Dispatch) -> Answer:
    """Return the stored document, byte for byte as it was announced, or say that it cannot be had just now."""
    try:
        content = read(StoredFile.objects.select_related("office").get(uid=dispatch.document))
    except (MasterKeyMissing, OSError):
        return _busy()
    except (CannotOpen, StoredFile.DoesNotExist):
        content = b""
    if hashlib.sha256(content).hexdigest() != dispatch.sha256:
        with transaction.atomic():
            ask_for_a_person(Trouble.DAMAGED, dispatch)
        return _busy()
    return _document(base64.b64encode(content).decode("ascii"))


def _open(dispatch: Dispatch, given: Answer, *, included: bool) -> Answer:
    """Record that a document was fetched for display, with the row locked; a withdrawal meanwhile wins.

    Being asked for a document whose outcome is unknown settles that outcome: the mailbox has the reference.
    """
    row: Dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
    if row.state not in MAY_BE_IN_THE_MAILBOX:
        return _refusal(404, NOT_FOUND)
    if row.state == State.UNKNOWN:
        accept(row, at=clock.now())
    if included:
        record_look(
            OPENED,
            actor=MACHINE,
            target=Target("dispatch", row.uid),
            case=row.case,
            office=row.office.uid,
            municipality=row.sender.uid,
        )
        if row.opened_at is None:
            row.opened_at = clock.now()
            row.save()
            on_opened.run(row)
    row.save()
    return given


def _published(person: Person | None, document_id: str) -> Dispatch | None:
    """Return the dispatch of the pair, if it is one the mailbox may be showing now."""
    if person is None or not _is_uid(document_id):
        return None
    found: Dispatch | None = (
        Dispatch.objects.select_related("office", "sender")
        .filter(uid=document_id, recipient=person, state__in=MAY_BE_IN_THE_MAILBOX)
        .first()
    )
    if found is None or (found.publication_at is not None and found.publication_at > clock.now()):
        return None
    return found


def _is_uid(document_id: str) -> bool:
    try:
        return str(UUID(document_id)) == document_id.lower()
    except ValueError:
        return False


def _person(kennitala: str) -> Person | None:
    if not KENNITALA.fullmatch(kennitala):
        return None
    identifier = PersonIdentifier.objects.select_related("person").filter(kennitala=kennitala).first()
    return None if identifier is None else identifier.person


def _log(caller: Caller, asked: Asked, status: int, person: Person | None, dispatch: Dispatch | None) -> None:
    Fetch.objects.create(
        at=clock.now(),
        dispatch=dispatch,
        office=None if dispatch is None else dispatch.office,
        person=person,
        unknown_person="" if person else _digest(asked.kennitala),
        document_id=asked.document_id
        if _is_uid(asked.document_id)
        else _without_people(asked.document_id)[:50],
        strength=_without_people(asked.strength)[:12],
        included_document=status == 200 and _includes(asked),
        issuer=caller.issuer[:200],
        client_id=caller.client_id[:200],
        xroad_id=_without_people(asked.xroad_id)[:120],
        status=status,
    )


def _without_people(told: str) -> str:
    """Return what a caller wrote as it may be kept: a kennitala in the wrong place is masked, unprintables are dropped."""
    return mask_in("".join(letter for letter in told if letter.isprintable()))


def _digest(kennitala: str) -> str:
    """Return a keyed digest, so that repeated probing shows without storing a stranger's national id."""
    return hmac.new(
        settings.SECRET_KEY.encode(), b"mailbox.fetch:" + kennitala.encode(), "sha256"
    ).hexdigest()


def _stated_strength(told: str) -> Strength | None:
    """Return the stated login strength; what a missing one means is a setting."""
    if not told:
        return Strength.LOW if settings.MAILBOX_STRENGTH_MODE == "lenient" else None
    return Strength(told) if told in {strength.value for strength in Strength} else None


def _includes(asked: Asked) -> bool:
    """Whether the document itself is wanted: yes, unless ``false`` is said in so many letters."""
    return asked.include_document.lower() != "false"


def _document(content: str | None) -> Answer:
    return Answer(200, {"type": "pdf", "content": content, "actions": []})


def _refusal(status: int, message: str, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, {"errorMessage": message}, headers or {})


def _busy() -> Answer:
    return _refusal(503, "Skjalaveitan svarar ekki sem stendur.", {"Retry-After": RETRY_AFTER})
