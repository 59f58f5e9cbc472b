"""What residents see of staff, as the municipality chose for the service: a name, or never one.

Where names are not shown, the name given to the role stands for the person, and where none was given, the job title.
What the office itself reads keeps the names.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from samveita.engines.cases.models import Case
from samveita.engines.cases.settings import ShownAs, settings_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role, RoleGrant
from samveita.ground.identity.role_names import ROLE_NAMES
from samveita.ground.identity.roles import shown_names
from samveita.ground.organisations.queries import successor_of, with_predecessors
from samveita.iceland.texts import LANGUAGES, Text

STAFF = Text(is_="Starfsmaður", en="Member of staff", pl="Pracownik")


def shown_staff(case: Case, people: Iterable[UUID]) -> dict[UUID, Text]:
    """Return what residents read for each of those who work or have worked at an office; others are left out.

    Staff of another office in the case is shown by that office's names under the same setting.
    """
    wanted = set(people)
    by_name = settings_of(case).staff_shown_as is ShownAs.NAME
    if by_name:
        own = shown_names(wanted, successor_of(case.office))
        return {uid: _same(name) for uid, name in own.items() if isinstance(uid, UUID)}
    own_offices = {one.pk for one in with_predecessors(successor_of(case.office))}
    grants = sorted(
        RoleGrant.objects.filter(person__uid__in=wanted).select_related("person"),
        key=lambda one: (one.office_id in own_offices, bool(one.pseudonym), one.role == Role.CASE_WORKER),
    )
    shown: dict[UUID, Text] = {}
    for grant in grants:
        shown[grant.person.uid] = _same(grant.pseudonym) if grant.pseudonym else _title(Role(grant.role))
    return shown


def signature_of(actor: Actor, case: Case) -> str:
    """Return the name under what the actor writes to a resident, in the resident's language."""
    if not actor.is_staff or actor.human is None or settings_of(case).staff_shown_as is ShownAs.NAME:
        return actor.display
    language = case.person.language if case.person.language in LANGUAGES else "is"
    return shown_staff(case, {actor.human}).get(actor.human, STAFF).in_language(language)


def _title(role: Role) -> Text:
    name = ROLE_NAMES[role]
    return Text(
        is_=name.is_[:1].upper() + name.is_[1:],
        en=name.en[:1].upper() + name.en[1:],
        pl=name.pl[:1].upper() + name.pl[1:],
    )


def _same(words: str) -> Text:
    return Text(is_=words, en=words, pl=words)
