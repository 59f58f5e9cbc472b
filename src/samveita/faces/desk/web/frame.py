"""What every page of the desk stands in: who asks, the menu her roles open, and the queues with their counts."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from samveita.engines.cases.reading import QUEUES, may_be_more
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import adopted
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.ui.formats import words
from samveita.ui.parts import NavItem, TabLink

EVERYONE = (Role.CASE_WORKER, Role.VIEWER, Role.ADMINISTRATOR, Role.EDITOR, Role.AUDITOR)
READERS = (Role.CASE_WORKER, Role.VIEWER)

QUEUE_NAMES = {
    "new": pgettext_lazy("queue", "Ný mál"),
    "mine": pgettext_lazy("queue", "Mín mál"),
    "waiting": pgettext_lazy("queue", "Bíða umsækjanda"),
    "open": pgettext_lazy("queue", "Opin mál"),
    "late": pgettext_lazy("queue", "Fram yfir frest"),
    "decided": pgettext_lazy("queue", "Afgreidd mál"),
    "practice": pgettext_lazy("queue", "Æfingamál"),
}
QUEUE_SENTENCES = {
    "new": gettext_lazy("Enginn hefur tekið þau að sér enn."),
    "mine": gettext_lazy("Mál sem þú vinnur að."),
    "waiting": gettext_lazy("Beðið er eftir gögnum eða andmælum."),
    "open": gettext_lazy("Öll mál sem eru ekki afgreidd."),
    "late": gettext_lazy("Svarið átti að vera komið."),
    "decided": gettext_lazy("Lokið, nýjust fyrst."),
    "practice": gettext_lazy("Tilbúið fólk. Ekkert er sent."),
}
QUEUE_WORDS = {
    "new": "ny",
    "mine": "min",
    "waiting": "bidur",
    "open": "opin",
    "late": "sein",
    "decided": "afgreidd",
    "practice": "aefing",
}
QUEUE_OF_WORD = {word: queue for queue, word in QUEUE_WORDS.items()}


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, as the access decorator has set it."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def queue_of(request: HttpRequest) -> str:
    """Return the queue the address names; case workers begin with their own, others with what is open."""
    asked = QUEUE_OF_WORD.get(request.GET.get("listi", ""))
    if asked:
        return asked
    return "mine" if Role.CASE_WORKER in actor_of(request).roles else "open"


def queue_address(office: Organisation, queue: str) -> str:
    """Return the address of a queue's list."""
    return f"{reverse('desk:cases', args=[office.slug])}?listi={QUEUE_WORDS[queue]}"


def shown_queues(actor: Actor, counts: dict[str, int]) -> list[str]:
    """Return the queues that mean something to her: only case workers have cases, and few offices practise."""
    hidden = set() if Role.CASE_WORKER in actor.roles else {"mine"}
    if not counts["practice"]:
        hidden.add("practice")
    return [queue for queue in QUEUES if queue not in hidden]


def queue_tabs(actor: Actor, office: Organisation, counts: dict[str, int], current: str) -> list[TabLink]:
    """Return the queues as tabs with their counts."""
    return [
        TabLink(
            label=str(QUEUE_NAMES[queue]),
            url=queue_address(office, queue),
            current=queue == current,
            count=counts[queue],
            is_more=may_be_more(queue, counts[queue]),
        )
        for queue in shown_queues(actor, counts)
    ]


def framed(request: HttpRequest, office: Organisation, current: str, **context: Any) -> dict[str, Any]:
    """Return a page's context with the desk's menu."""
    return {"office": office, "navigation": _menu(actor_of(request), office, current), **context}


def _menu(actor: Actor, office: Organisation, current: str) -> list[NavItem]:
    items = [("start", pgettext("page", "Vinnuborð"), reverse("desk:start", args=[office.slug]))]
    if may(actor, "cases.read"):
        items.append(("cases", pgettext("page", "Mál"), reverse("desk:cases", args=[office.slug])))
        items.append(("committee", _("Fundir nefnda"), reverse("desk:committee", args=[office.slug])))
    if may(actor, "forms.take_down", office):
        items.append(("taking-down", _("Skrá umsókn"), reverse("desk:taking-down", args=[office.slug])))
    if may(actor, "payments.see"):
        items.append(("payments", _("Greiðslur"), reverse("desk:payments", args=[office.slug])))
    if may(actor, "audit.read"):
        items.append(("log", _("Atburðaskrá"), reverse("desk:log", args=[office.slug])))
    items.append(("parameters", _("Fjárhæðir og stuðlar"), reverse("desk:parameters", args=[office.slug])))
    if may(actor, "sharing.write", office):
        items.append(("shared", _("Sameiginleg skjöl"), reverse("desk:shared", args=[office.slug])))
        items.extend(
            (tool.key, words(tool.name), reverse(tool.desk, args=[office.slug]))
            for tool in adopted(office)[1]
            if tool.desk
        )
    if Role.ADMINISTRATOR in actor.roles:
        items.append(("services", _("Þjónustur"), reverse("desk:services", args=[office.slug])))
        items.append(
            ("payment-setup", _("Tenging við bókhald"), reverse("desk:payment-setup", args=[office.slug]))
        )
        items.append(("staff", _("Starfsfólk"), reverse("identity:staff", args=[office.slug])))
        items.append(("keys", _("Lyklar"), reverse("identity:keys", args=[office.slug])))
        items.append(
            (
                "office",
                _("Upplýsingar um skrifstofuna"),
                reverse("identity:office-details", args=[office.slug]),
            )
        )
    if {Role.CASE_WORKER, Role.ADMINISTRATOR} & actor.roles:
        items.append(("notifications", _("Tilkynningar"), reverse("desk:notifications", args=[office.slug])))
    return [NavItem(label=label, url=url, current=key == current) for key, label, url in items]
