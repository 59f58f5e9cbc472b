"""The daily digest: an e-mail to staff who asked for it, on working days, that says how much waits and nothing about whom.

It is a topic of ``notices``: asked for, confirmed by a link, told at most once a day, stopped by one click. It goes to
somebody who still holds a role at the office that day; when nothing waits, nothing is sent.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from samveita.engines.cases.models import Case
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person
from samveita.ground.identity.roles import roles_at
from samveita.ground.notices.models import Subscription
from samveita.ground.notices.subscribing import subscriber_of
from samveita.ground.notices.topics import Letter, Subscriber, Topic, Turn, register_topic
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock
from samveita.iceland.legal_dates import OPENING_DAYS
from samveita.iceland.texts import LANGUAGES, Text

AT = time(7)
"""When it is sent, Icelandic time; the office's custom, and no rule."""
ABOUT = "digest-"
TITLE = Text(is_="Daglegt yfirlit yfir verkefni", en="Daily overview of tasks", pl="Codzienny przegląd zadań")


class DigestChoices(Stored):
    """Whose work the numbers are about."""

    schema_name: ClassVar[str] = "desk.digest_choices"

    person: UUID


def turn(subscriber: Subscriber, now: datetime) -> Turn:
    """Say when it is next time; today's digest is due from seven on a working day until midnight."""
    today = now.date()
    this_morning = datetime.combine(today, AT, tzinfo=now.tzinfo)
    if now < this_morning and not OPENING_DAYS.is_free(today):
        return Turn(looks_at=this_morning)
    tomorrow = today + timedelta(days=1)
    while OPENING_DAYS.is_free(tomorrow):
        tomorrow += timedelta(days=1)
    next_time = datetime.combine(tomorrow, AT, tzinfo=now.tzinfo)
    if OPENING_DAYS.is_free(today) or numbers(subscriber) is None:
        return Turn(looks_at=next_time)
    midnight = datetime.combine(today + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return Turn(looks_at=next_time, about=f"{ABOUT}{today:%Y-%m-%d}", until=midnight)


def numbers(subscriber: Subscriber) -> tuple[int, int, int] | None:
    """Return tasks that are late, tasks due today and her own open cases; ``None`` when all is nought or she has left."""
    choices = subscriber.choices
    if not isinstance(choices, DigestChoices):
        raise TypeError("the digest's choices are its own")
    person = Person.objects.filter(uid=choices.person).first()
    if person is None or not roles_at(person, subscriber.office):
        return None
    offices, today = [one.pk for one in with_predecessors(subscriber.office)], clock.today()
    with crossing("the digest counts what waits at the office of the one who asked for it"):
        tasks = Task.objects.filter(office_id__in=offices, state=TaskState.OPEN)
        cases = Case.objects.filter(
            office_id__in=offices, assigned_to=person, closed_at=None, is_practice=False
        )
        found = tasks.filter(due_on__lt=today).count(), tasks.filter(due_on=today).count(), cases.count()
    return found if any(found) else None


def compose(subscriber: Subscriber, _about: str) -> Letter | None:
    """Write today's numbers and the address of the desk."""
    found = numbers(subscriber)
    if found is None:
        return None
    late, due, own = found
    bodies = {
        code: settings.PUBLIC_ADDRESS + _path("desk:start", subscriber.office, code) for code in LANGUAGES
    }
    return Letter(
        subject=Text(is_="Verkefni dagsins", en="Today's tasks", pl="Zadania na dziś"),
        body=Text(
            is_=f"Verkefni fram yfir frest: {late}\nVerkefni með frest í dag: {due}\nOpin mál sem þú vinnur að: {own}\n\n"
            f"Opnaðu vinnuborðið: {bodies['is']}",
            en=f"Tasks past their deadline: {late}\nTasks due today: {due}\nOpen cases you handle: {own}\n\n"
            f"Open the desk: {bodies['en']}",
            pl=f"Zadania po terminie: {late}\nZadania z terminem na dziś: {due}\nOtwarte sprawy, które prowadzisz: {own}"
            f"\n\nOtwórz pulpit: {bodies['pl']}",
        ),
    )


def _path(name: str, office: Organisation, code: str) -> str:
    with translation.override(code):
        return reverse(name, args=[office.slug])


def change_address(office: Organisation, _token: str) -> str:
    """Return the path of the page where staff asks for the digest and stops it."""
    return reverse("desk:notifications", args=[office.slug])


def own_subscription(office: Organisation, person: UUID) -> Subscription | None:
    """Return the running subscription of somebody at an office, confirmed or not yet; in the office's scope."""
    offices = [one.pk for one in with_predecessors(office)]
    rows = Subscription.objects.filter(topic=DIGEST.name, stopped_at=None, office_id__in=offices)
    for row in rows.select_related("office").order_by("-asked_at"):
        choices = subscriber_of(row).choices
        if isinstance(choices, DigestChoices) and choices.person == person:
            found: Subscription = row
            return found
    return None


DIGEST = register_topic(
    Topic(
        name="desk.digest",
        choices=DigestChoices,
        title=TITLE,
        consent=Text(
            is_="Ég vil fá daglegt yfirlit yfir verkefni í tölvupósti. Í því eru aðeins fjöldatölur og slóð.",
            en="I want a daily overview of tasks by e-mail. It holds only numbers and an address.",
            pl="Chcę otrzymywać e-mailem codzienny przegląd zadań. Zawiera tylko liczby i adres.",
        ),
        turn=turn,
        compose=compose,
        change_address=change_address,
    )
)
