"""What is asked of a party, as sentences with a day: on top of her case page and in the list of her cases."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samveita.engines.cases.corresponding import (
    Correspondence,
    ShownHearing,
    ShownRequest,
    Waits,
    correspondence_of,
)
from samveita.engines.cases.exchange import party_acting
from samveita.engines.cases.models import Case
from samveita.engines.cases.web.finding import page_language
from samveita.ground.audit.actors import Actor
from samveita.ui.formats import in_words


def own_correspondence(actor: Actor, case: Case) -> Correspondence:
    """Return what was exchanged with the party who reads."""
    return correspondence_of(case, language=page_language(), party=party_acting(actor, case))


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked of her, as it stands on top of her case."""

    sentence: str
    url: str
    label: str
    is_late: bool


def asked_items(found: Correspondence, case: Case, organisation: str) -> list[Asked]:
    """Return what is asked of her as sentences with their day, the most urgent first; of a closed case nothing."""
    if not case.process.state(case.state).is_open:
        return []
    items = []
    for one in found.asked:
        day = in_words(one.due_on)
        own = {"organisation": organisation, "uid": case.uid, "asked": one.uid}
        if isinstance(one, ShownHearing):
            words = _heard_words()
            items.append(
                Asked(words % {"day": day}, reverse("cases:hearing", kwargs=own), _("Lesa og svara"), False)
            )
            continue
        words = _late_words(one)
        items.append(
            Asked(words % {"day": day}, reverse("cases:data", kwargs=own), _("Sjá hvað vantar"), one.is_late)
        )
    return items


def _late_words(one: ShownRequest) -> str:
    if one.is_late:
        return _("Fresturinn til að skila gögnunum var til %(day)s. Þú getur enn skilað þeim.")
    return _("Skilaðu gögnunum í síðasta lagi %(day)s.")


def _heard_words() -> str:
    return _("Svaraðu í síðasta lagi %(day)s áður en ákvörðun er tekin.")


def waiting_words(waits: Waits) -> str:
    """Return what is asked of her in one case as a sentence, for the list of her cases; empty when nothing is."""
    if waits.due_on is None:
        return ""
    words = _("Skilaðu gögnunum í síðasta lagi %(day)s.") if waits.is_data else _heard_words()
    return words % {"day": in_words(waits.due_on)}
