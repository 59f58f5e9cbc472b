"""Where the letter of a decision stands, in words for staff, and what to do when it isn't where it should be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samveita.engines.cases.models import Decision
from samveita.engines.mailbox.models import Dispatch, State
from samveita.ui.formats import moment


@dataclass(frozen=True, slots=True)
class LetterState:
    """One letter: its subject, a sentence, a tone for the eye, what to do if anything, and when it was opened.

    ``asks`` tells that a person has to settle whether it arrived.
    """

    uid: UUID
    subject: str
    sentence: str
    tone: str
    what_to_do: str = ""
    opened: str = ""
    asks: bool = False


def letters_of(decisions: Iterable[Decision]) -> list[LetterState]:
    """Return the letters of decisions that sent one, newest decision first as given."""
    uids = [decision.dispatch for decision in decisions if decision.dispatch]
    rows = {row.uid: row for row in Dispatch.objects.filter(uid__in=uids)}
    return [_state(rows[uid]) for uid in uids if uid in rows]


def _state(row: Dispatch) -> LetterState:
    sentence, tone, what_to_do = _words(row)
    opened = (
        _("Viðtakandinn opnaði bréfið %(when)s.") % {"when": moment(row.opened_at)} if row.opened_at else ""
    )
    return LetterState(
        uid=row.uid,
        subject=row.subject,
        sentence=sentence,
        tone=tone,
        what_to_do=what_to_do,
        opened=opened,
        # While another attempt is to come, the mailbox itself will tell.
        asks=row.state == State.UNKNOWN and row.next_attempt_at is None,
    )


def _words(row: Dispatch) -> tuple[str, str, str]:
    if row.state == State.ACCEPTED and row.served_at:
        return (
            _("Bréfið birtist í stafræna pósthólfinu %(when)s.") % {"when": moment(row.served_at)},
            "success",
            "",
        )
    if row.state == State.UNKNOWN and row.next_attempt_at is None:
        return (
            _("Óvíst er hvort bréfið komst í stafræna pósthólfið."),
            "danger",
            _(
                "Spyrðu viðtakandann eða þjónustuborð Ísland.is hvort bréfið sé í pósthólfinu og skráðu svarið hér."
            ),
        )
    return _PLAIN[State(row.state)]()


def _queued() -> tuple[str, str, str]:
    return _("Bréfið bíður sendingar í stafræna pósthólfið."), "info", ""


def _sending() -> tuple[str, str, str]:
    return _("Verið er að senda bréfið í stafræna pósthólfið."), "info", ""


def _accepted() -> tuple[str, str, str]:
    return (
        _("Stafræna pósthólfið hefur tekið við bréfinu. Það birtist þegar birtingardagur rennur upp."),
        "info",
        "",
    )


def _unknown() -> tuple[str, str, str]:
    return (
        _("Ekki er enn víst að bréfið hafi komist í stafræna pósthólfið."),
        "warning",
        _("Þú þarft ekkert að gera: pósthólfið er spurt aftur. Ekki senda bréfið með öðrum hætti á meðan."),
    )


def _rejected() -> tuple[str, str, str]:
    return (
        _("Stafræna pósthólfið hafnaði bréfinu. Það hefur ekki verið birt."),
        "danger",
        _(
            "Sæktu bréfið hér á síðunni, prentaðu það og sendu í pósti. Frestir byrja ekki að líða fyrr en það berst."
        ),
    )


def _withdrawn() -> tuple[str, str, str]:
    return _("Bréfið var afturkallað og er ekki lengur birt."), "neutral", ""


_PLAIN = {
    State.QUEUED: _queued,
    State.SENDING: _sending,
    State.ACCEPTED: _accepted,
    State.UNKNOWN: _unknown,
    State.REJECTED: _rejected,
    State.WITHDRAWN: _withdrawn,
}
