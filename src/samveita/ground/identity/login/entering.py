"""Opens and closes sessions. A login makes the person and her account known; every door is recorded.

The session key changes at every login, and everything in the session is thrown away when the human or the one she acts
for is another than before. Which session belongs to which login of the login service is kept, so that a logout there
(back-channel) ends ours.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity import people
from samveita.ground.identity.events import LOGGED_IN, LOGGED_OUT, LOGIN_REFUSED, RefusalDetails
from samveita.ground.identity.login.identification import Identified, Party
from samveita.ground.identity.login.problems import LoginFailed, Problem
from samveita.ground.identity.models import Account, OpenLogin, Person
from samveita.ground.identity.sessions import (
    HINT_KEY,
    Login,
    actor_for_resident,
    recall,
    remember,
)
from samveita.iceland import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"


def recognise(identified: Identified) -> tuple[Account, Login]:
    """Return the account of the human and the login of the session, known from now on.

    Raises:
        LoginFailed: when the account has been closed.
    """
    with transaction.atomic():
        human = _person(identified.human)
        subject = human if identified.subject == identified.human else _person(identified.subject)
        account, _ = Account.objects.get_or_create(person=human, defaults={"created_at": clock.now()})
    if not account.is_active:
        raise LoginFailed(Problem.CLOSED)
    login = Login(
        subject=str(subject.uid),
        delegations=tuple(str(kind) for kind in identified.delegations),
        authenticated_at=identified.authenticated_at,
        session_id=identified.session_id,
    )
    return account, login


def open_session(request: HttpRequest, *, account: Account, login: Login, hint: str) -> None:
    """Log the browser in, with a new session key and nothing left of anybody else's session."""
    before = recall(request.session)
    if before is not None and (before.subject != login.subject or request.user != account):
        request.session.flush()
    with transaction.atomic():
        forget_old_logins()
        _forget(request.session)
        auth.login(request, account, backend=BACKEND)
        request.session.cycle_key()
        remember(request.session, login)
        # A fixed end: otherwise each change of the session would renew it, past what back-channel logout can find.
        request.session.set_expiry(_now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        request.session[HINT_KEY] = hint
        request.session.save()
        OpenLogin.objects.create(
            session_key=request.session.session_key or "",
            session_id=login.session_id,
            account=account,
            opened_at=_now(),
        )
        record(
            LOGGED_IN, actor=actor_for_resident(account, login), target=Target("person", account.person.uid)
        )


def close_session(request: HttpRequest) -> str:
    """Log the browser out and return the sealed hint for the login service; nothing happens to who isn't logged in."""
    login = recall(request.session)
    if login is None or not isinstance(request.user, Account):
        request.session.flush()
        return ""
    account, hint = request.user, str(request.session.get(HINT_KEY, ""))
    with transaction.atomic():
        record(
            LOGGED_OUT, actor=actor_for_resident(account, login), target=Target("person", account.person.uid)
        )
        _forget(request.session)
        auth.logout(request)
    return hint


def close_sessions_of(session_id: str) -> int:
    """End every session of one login at the login service (back-channel logout) and return how many there were."""
    with transaction.atomic():
        open_logins = list(
            OpenLogin.objects.select_for_update()
            .filter(session_id=session_id)
            .select_related("account__person")
        )
        for one in open_logins:
            _session_store(one.session_key).delete()
            record(
                LOGGED_OUT,
                actor=Actor.system("back-channel logout"),
                target=Target("person", one.account.person.uid),
            )
            one.delete()
    return len(open_logins)


def refuse(problem: Problem) -> None:
    """Record that a login came to nothing, without a word on whose it was."""
    with transaction.atomic():
        record(
            LOGIN_REFUSED,
            actor=Actor.system("login"),
            target=Target("login", uuid.uuid4()),
            data=RefusalDetails(reason=str(problem)),
        )


def forget_old_logins() -> int:
    """Delete sessions that have run out, and the rows of theirs; returns how many rows. Each login sweeps."""
    Session.objects.filter(expire_date__lt=_now()).delete()
    oldest = _now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    deleted, _ = OpenLogin.objects.filter(opened_at__lt=oldest).delete()
    return deleted


def _person(party: Party) -> Person:
    return people.find_or_create(kennitala=party.kennitala, name=party.name)


def _forget(session: SessionBase) -> None:
    if session.session_key:
        OpenLogin.objects.filter(session_key=session.session_key).delete()


def _session_store(session_key: str) -> SessionBase:
    engine = import_module(settings.SESSION_ENGINE)
    store: SessionBase = engine.SessionStore(session_key)
    return store


def _now() -> datetime:
    return datetime.now(UTC)
