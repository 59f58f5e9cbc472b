"""Writing a notice down, in the transaction of what happened; the worker sends it afterwards."""

from __future__ import annotations

from uuid import UUID

from samveita.ground.identity.models import Person
from samveita.ground.notices.kinds import NOTICE_KINDS, Category, NoticeKind
from samveita.ground.notices.models import ContactPoint, Notice, NoticeChannel, NoticeState
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.deliveries import schedule
from samveita.iceland import clock
from samveita.iceland.texts import LANGUAGES

SEND_EMAIL = "notices.email"
OFFICE_TELLS = "whoever's work it is, the office tells the person that something waits"


def notify(
    *,
    person: Person,
    kind: str,
    office: Organisation,
    about: UUID,
    case: UUID | None = None,
    municipality: Organisation | None = None,
) -> Notice:
    """Tell a person by e-mail that something waits, if she gave the office an address and has not declined.

    The same thing is told once: a second call about it returns the first notice. What is not to be sent stands in the
    ledger as suppressed.

    Args:
        person: whom to tell.
        kind: a registered kind.
        office: the office whose notice it is, or today's successor of the one she gave her address to.
        about: uid of what waits.
        case: the case on whose timeline it is told.
        municipality: whose matter it is; the office itself when left out.

    Raises:
        KeyError: for a kind nobody registered.
        RuntimeError: outside a transaction.
    """
    registered = NOTICE_KINDS[kind]
    with crossing(OFFICE_TELLS):
        point = _contact_point(person, office, registered)
        notice, made = Notice.objects.get_or_create(
            kind=kind,
            about=about,
            person=person,
            channel=NoticeChannel.EMAIL,
            defaults={
                "office": office,
                "contact_point": point,
                "case": case,
                "language": person.language if person.language in LANGUAGES else "is",
                "state": NoticeState.SUPPRESSED if point is None else NoticeState.WAITING,
                "created_at": clock.now(),
            },
        )
        if made and point is not None:
            schedule(SEND_EMAIL, target=notice.uid, office=office, municipality=municipality, case=case)
    return notice  # type: ignore[no-any-return]


def _contact_point(person: Person, office: Organisation, kind: NoticeKind) -> ContactPoint | None:
    points = ContactPoint.objects.filter(
        person=person,
        office_id__in=[one.pk for one in with_predecessors(office)],
        channel=NoticeChannel.EMAIL,
        stopped_at=None,
    )
    if kind.category is Category.NEWS:
        points = points.filter(news_confirmed_at__isnull=False)
    found: ContactPoint | None = points.order_by("-given_at").first()
    return found
