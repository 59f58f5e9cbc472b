"""The kinds of notices: a category, a subject and a sentence in three languages – never a fact about anyone.

Service notices follow from a matter a person has herself; an address she gave is enough. News goes only to those who
asked for it and confirmed that they did.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samveita.iceland.texts import Text


class Category(StrEnum):
    """What consent a kind needs."""

    SERVICE = "service"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice.

    Attributes:
        name: ``room.what``.
        category: what consent it needs.
        subject: the subject line.
        body: what waits and where; the sender's name, the address of our front page and the way to stop are added.
    """

    name: str
    category: Category
    subject: Text
    body: Text


NOTICE_KINDS: dict[str, NoticeKind] = {}


def register_notice_kind(kind: NoticeKind) -> NoticeKind:
    """Add a kind and return it.

    Raises:
        ValueError: when the name is taken by another.
    """
    if NOTICE_KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"notice kind {kind.name!r} is registered twice")
    NOTICE_KINDS[kind.name] = kind
    return kind


LETTER_WAITS = register_notice_kind(
    NoticeKind(
        name="notices.letter_waits",
        category=Category.SERVICE,
        subject=Text(is_="Bréf bíður þín", en="A letter is waiting for you", pl="Czeka na Ciebie pismo"),
        body=Text(
            is_="Nýtt bréf bíður þín í stafræna pósthólfinu á Ísland.is og á síðu málsins.",
            en="A new letter is waiting for you in the digital mailbox at Ísland.is and on the page of your case.",
            pl="Nowe pismo czeka na Ciebie w cyfrowej skrzynce na Ísland.is oraz na stronie Twojej sprawy.",
        ),
    )
)
SOMETHING_ASKED = register_notice_kind(
    NoticeKind(
        name="notices.something_asked",
        category=Category.SERVICE,
        subject=Text(
            is_="Skilaboð bíða þín", en="A message is waiting for you", pl="Czeka na Ciebie wiadomość"
        ),
        body=Text(
            is_="Ný skilaboð bíða þín á síðu málsins. Skráðu þig inn til að lesa þau.",
            en="A new message is waiting for you on the page of your case. Log in to read it.",
            pl="Nowa wiadomość czeka na Ciebie na stronie Twojej sprawy. Zaloguj się, aby ją przeczytać.",
        ),
    )
)
