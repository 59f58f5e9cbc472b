"""Believable demo data for financial aid: settings marked as samples, and a desk with cases at every stage.

Amounts are samples (sýnigildi), not any municipality's tariff, and say so on every line. Applicants come from the synthetic
population. Cases are made by the same verbs that people use, on days of the last weeks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from samveita.engines.cases.adopting import LETTERS, publish_now
from samveita.engines.cases.appealing import lodge_appeal
from samveita.engines.cases.data_requests import Wanted, request_data
from samveita.engines.cases.deciding import decide
from samveita.engines.cases.hearings import open_hearing
from samveita.engines.cases.intake import submit
from samveita.engines.cases.messaging import send_message, write_note
from samveita.engines.cases.models import Case
from samveita.engines.cases.phrasing import usual_items
from samveita.engines.cases.process import take
from samveita.engines.cases.settings import SETTINGS as HOW_DECIDED
from samveita.engines.cases.settings import CaseSettings, Committee, DecidedBy, InternalAppealBody
from samveita.engines.forms.answering import visible_steps
from samveita.engines.forms.drafting import answers_of, form_for, save_step, start_draft
from samveita.engines.forms.grouping import save_entry
from samveita.engines.forms.models import Draft
from samveita.engines.forms.taking_down import for_applicant, start_for
from samveita.engines.letters.shelf import digest_of
from samveita.engines.rulebook.parameters import Source
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.confirming import confirm
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.people import find_or_create
from samveita.ground.identity.roles import grant_role
from samveita.ground.organisations.asking_once import asking_once
from samveita.ground.organisations.documents import Cases
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug, office_for, office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland import clock
from samveita.iceland.addresses import AddressBook
from samveita.iceland.cast import NATION_COUNT, NATION_SEED, cast
from samveita.iceland.population import population
from samveita.iceland.registry_person import RegistryPerson
from samveita.iceland.texts import Text
from samveita.services.financial_aid.declaration import SERVICE
from samveita.services.financial_aid.parameter_fields import KEY, KIND
from samveita.services.financial_aid.parameters import (
    AidCategory,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.questions import HOME

SAMPLE = "Sýnigögn Samveitu"
SINGLE = {
    HomeCircumstances.OWN_HOME: 248_000,
    HomeCircumstances.REGISTERED_LEASE: 248_000,
    HomeCircumstances.UNREGISTERED_LEASE: 208_000,
    HomeCircumstances.WITH_OTHERS: 198_400,
    HomeCircumstances.WITH_PARENTS: 124_000,
    HomeCircumstances.UNKNOWN: 198_400,
}
OFFICES = {"hafnarfjordur": 18, "akureyri": 7, "rangarthing-eystra": 4, "myrdalshreppur": 3}
STAGES = {
    "rangarthing-ytra": AdoptionState.READY,
    "asahreppur": AdoptionState.PREPARING,
    "skaftarhreppur": AdoptionState.PRACTICE,
}
"""How far the other municipalities of the joint office have come; everyone in ``OFFICES`` is live."""
ALSO = {"joint-office-case-worker": Role.ADMINISTRATOR, "new-administrator": Role.CASE_WORKER}
"""Second roles: in a small office one person does both."""
REFUSED = frozenset({"reject", "appeal"})
"""Stories whose application is refused."""
WORKERS = {
    "hafnarfjordur": "case-worker",
    "akureyri": "akureyri-case-worker",
    "felagsthjonusta-rvs": "joint-office-case-worker",
}


HOW = CaseSettings(
    internal_appeal=InternalAppealBody(
        name=Cases(
            nominative="áfrýjunarnefnd sveitarfélagsins",
            accusative="áfrýjunarnefnd sveitarfélagsins",
            dative="áfrýjunarnefnd sveitarfélagsins",
            genitive="áfrýjunarnefndar sveitarfélagsins",
        ),
        address="Ráðhúsinu",
    )
)

BY_COMMITTEE = HOW.model_copy(
    update={
        "decided_by": DecidedBy.COMMITTEE,
        "committee": Committee(
            name=Cases(
                nominative="velferðarnefnd",
                accusative="velferðarnefnd",
                dative="velferðarnefnd",
                genitive="velferðarnefndar",
            )
        ),
    }
)
DECIDED_BY_COMMITTEE = frozenset({"myrdalshreppur"})
"""Where a committee decides at meetings; everywhere else staff does."""


@dataclass(frozen=True, slots=True)
class Story:
    """How far one invented case has come, and how many days ago it began."""

    days_ago: int
    home: str
    income: int
    ends: str


def load(say: Callable[[str], None]) -> None:
    """Adopt the service where the demonstration plays, publish sample settings and fill the desks."""
    system = Actor.system("demo")
    for slug in OFFICES:
        _adopt(system, by_slug(slug), AdoptionState.LIVE)
    for slug, state in STAGES.items():
        _adopt(system, by_slug(slug), state)
    for key, role in ALSO.items():
        member = cast()[key]
        person = find_or_create(kennitala=member.kennitala, name=member.name)
        grant_role(actor=system, person=person, office=by_slug(member.organisation or ""), role=role)
    people = _applicants()
    with asking_once(), keys_at_hand():
        for slug, count in OFFICES.items():
            municipality = by_slug(slug)
            made = [
                _play(municipality, person, story)
                for person, story in zip(people(municipality, count), _stories(count), strict=False)
            ]
            say(f"{municipality}: {len(made)} cases")
        _couple_waits(by_slug("hafnarfjordur"))


def _adopt(system: Actor, municipality: Organisation, state: AdoptionState) -> None:
    """Publish sample settings and bring the service to a state; whoever is only preparing has not entered amounts yet."""
    set_state(actor=system, organisation=municipality, offering=SERVICE.key, state=state)
    if state is AdoptionState.PREPARING:
        return
    document = start(
        actor=system,
        kind=KIND,
        key=KEY,
        owner=municipality,
        title=Text(
            is_="Fjárhæðir og reglur um fjárhagsaðstoð (sýnigildi)",
            en="Amounts and rules of financial aid (sample values)",
            pl="Kwoty i zasady pomocy finansowej (wartości przykładowe)",
        ),
    )
    if not document.versions.exists():
        source = SourceNote(title=SAMPLE, verified=False)
        version = save_draft(actor=system, document=document, content=_settings(municipality), source=source)
        publish(actor=system, version=approve(actor=system, version=version), valid_from=date(2026, 1, 1))
    publish_now(
        actor=system,
        kind=HOW_DECIDED,
        key=SERVICE.key,
        owner=municipality,
        content=BY_COMMITTEE if municipality.slug in DECIDED_BY_COMMITTEE else HOW,
        source=SourceNote(title=SAMPLE, verified=False),
        valid_from=date(2026, 1, 1),
    )
    confirm(
        actor=system,
        organisation=municipality,
        offering=SERVICE.key,
        step=LETTERS.key,
        digest=digest_of(SERVICE.key, municipality),
        current_digest=digest_of(SERVICE.key, municipality),
        name="Sýnigögn",
        role=SAMPLE,
    )


def _settings(municipality: Organisation) -> FinancialAidParameters:
    labels = {option.key: option.label for option in HOME}
    return FinancialAidParameters(
        categories=tuple(
            AidCategory(
                code=home.value,
                name=labels[home.value],
                circumstances=home,
                individual=amount,
                cohabitation=amount * 8 // 5,
            )
            for home, amount in SINGLE.items()
        ),
        amounts_source=Source(title=SAMPLE),
        unverified=tuple(f"categories.{home.value}" for home in HomeCircumstances),
        rules_url=f"https://{municipality.slug}.example/reglur-um-fjarhagsadstod",
        december_percent="25",
    )


def _applicants() -> Callable[[Organisation, int], Iterator[RegistryPerson]]:
    book = AddressBook()
    adults = [
        person
        for person in population(NATION_COUNT, seed=NATION_SEED, book=book)
        if person.is_adult_on(clock.today()) and person.died_on is None and person.address is not None
    ]

    def of(municipality: Organisation, count: int) -> Iterator[RegistryPerson]:
        residents = (
            one
            for one in adults
            if one.municipality_number == municipality.number
            and one.partner is None
            and not one.children_in_custody
        )
        return islice(residents, count)

    return of


def _stories(count: int) -> list[Story]:
    chance = random.Random(count)  # noqa: S311 - demo data, the same at every load
    ends = ["new", "new", "new", "in_progress", "asked", "approve", "approve", "reject", "withdraw"]
    ends += ["new", "paper", "new", "in_progress", "heard", "approve_in_part", "appeal", "reject", "withdraw"]
    homes = [home.value for home in HomeCircumstances]
    stories = []
    for number in range(count):
        end = ends[number % len(ends)]
        income = 310_000 if end in REFUSED else chance.choice([0, 0, 40_000, 62_000, 85_500])
        stories.append(Story(chance.randint(0, 19), chance.choice(homes), income, end))
    return sorted(stories, key=lambda story: -story.days_ago)


def _play(municipality: Organisation, registered: RegistryPerson, story: Story) -> Case:
    person = find_or_create(kennitala=registered.kennitala, name=registered.name)
    with clock.shifted(timedelta(days=-story.days_ago)):
        case = _apply(municipality, person, registered, story)
    office = office_for(municipality, service=KEY, on=clock.today())
    worker = _worker(office)
    if story.ends not in {"new", "paper", "withdraw"}:
        with office_scope(office), clock.shifted(timedelta(days=-max(story.days_ago - 1, 0))):
            case = take(actor=worker, uid=case.uid, event="assign")
        with office_scope(office), clock.shifted(timedelta(days=-max(story.days_ago - 3, 0))):
            if story.ends in ASKS:
                ASKS[story.ends](worker, case)
            elif story.ends != "in_progress":
                decide(
                    actor=worker,
                    uid=case.uid,
                    event="reject" if story.ends in REFUSED else story.ends,
                    reasons=_reasons(story),
                    signed_by=worker.display,
                    revision=case.revision,
                )
    if story.ends == "appeal":
        with person_scope(person), clock.shifted(timedelta(days=-max(story.days_ago - 4, 0))):
            lodge_appeal(
                actor=_herself(person),
                uid=case.uid,
                grounds="Tekjurnar voru síðustu laun mín áður en ég missti vinnuna.",
            )
    return case


def _couple_waits(municipality: Organisation) -> Case:
    """Let one of a cohabiting couple apply some days ago; the other has not answered yet."""
    woman, man = cast()["cohabiting-woman"], cast()["cohabiting-man"]
    person = find_or_create(kennitala=woman.kennitala, name=woman.name)
    spouse = {
        "has_spouse": "yes",
        "spouse": man.kennitala.digits,
        "spouse_name": man.name,
        "spouse_informed": "on",
    }
    story = Story(4, HomeCircumstances.REGISTERED_LEASE.value, 62_000, "new")
    with clock.shifted(timedelta(days=-story.days_ago)):
        return _apply(municipality, person, woman.person, story, spouse)


def _ask_for_data(worker: Actor, case: Case) -> None:
    """Ask for what is usual, with a word of its own."""
    request_data(
        actor=worker,
        uid=case.uid,
        items=[
            Wanted(what=one.what, why=one.why, is_required=one.is_required) for one in usual_items(case)[:3]
        ],
        due_on=clock.today() + timedelta(days=30),
        text="Láttu okkur vita ef þig vantar aðstoð við að finna gögnin.",
    )
    send_message(
        actor=worker,
        uid=case.uid,
        text="Góðan dag. Ég tók við málinu þínu og fer yfir það um leið og gögnin berast.",
    )
    write_note(actor=worker, uid=case.uid, text="Hringja ef gögnin verða ekki komin í næstu viku.")


def _hear(worker: Actor, case: Case) -> None:
    """Let the applicant be heard before a refusal that is being considered."""
    open_hearing(
        actor=worker,
        uid=case.uid,
        ground="Til skoðunar er að synja umsókninni vegna tekna.",
        facts="Samkvæmt gögnum frá Skattinum voru tekjur þínar í mánuðinum hærri en þú gafst upp í umsókninni.",
        rule_article="10. gr. reglna sveitarfélagsins um fjárhagsaðstoð",
        due_on=clock.today() + timedelta(days=30),
    )


ASKS: dict[str, Callable[[Actor, Case], None]] = {"asked": _ask_for_data, "heard": _hear}


def _herself(person: Person) -> Actor:
    return Actor(
        human=person.uid,
        subject=person.uid,
        roles=frozenset(),
        office=None,
        channel=Channel.SELF,
        display=person.name,
    )


def _apply(
    municipality: Organisation,
    person: Person,
    registered: RegistryPerson,
    story: Story,
    more: Mapping[str, str] | None = None,
) -> Case:
    address = registered.address
    answers = {
        "name": person.name,
        "domicile": "" if address is None else address.in_one_line,
        "informed": "on",
        "reason_to_apply_here": "Ég er að flytja hingað.",
        "has_spouse": "no",
        "has_children": "no",
        "home": story.home,
        "home_other": "Ég fæ að gista hjá vinum til skiptis.",
        "student": "no",
        "employment": "working" if story.income else "unemployed",
        "benefit_refused": "no",
        "has_income": "yes" if story.income else "no",
        "credit_percent": "100",
        "account": "0133-26-012345",
        "email": "umsaekjandi@example.is",
        "phone": "5550000",
        **(more or {}),
    }
    if story.ends == "paper":
        office = office_for(municipality, service=KEY, on=clock.today())
        actor = for_applicant(_worker(office), person)
        with office_scope(office):
            draft = start_for(
                actor=_worker(office),
                person=person,
                municipality=municipality,
                service=KEY,
                received_on=clock.today(),
            ).draft
            _fill_in(actor, draft, answers, story)
            return submit(actor=actor, draft_uid=draft.uid, language="is")
    actor = _herself(person)
    with person_scope(person):
        draft = start_draft(actor=actor, person=person, municipality=municipality, service=KEY).draft
        _fill_in(actor, draft, answers, story)
        case = submit(actor=actor, draft_uid=draft.uid, language="is")
        if story.ends == "withdraw":
            case = take(actor=actor, uid=case.uid, event="withdraw")
    return case


def _fill_in(actor: Actor, draft: Draft, answers: dict[str, str], story: Story) -> None:
    """Answer every page that is asked, as a browser would send it; no files are handed in."""
    for step in form_for(draft).steps:
        if step not in visible_steps(form_for(draft), answers_of(draft)):
            continue
        if step.key == "tekjulisti":
            raw = {"kind": "wages", "month": "this_month", "amount": str(story.income)}
            draft = save_entry(
                actor=actor, uid=draft.uid, step=step.key, entry=None, raw=raw, seen_revision=draft.revision
            ).draft
        raw = {
            field: answers.get(field, "")
            for question in step.questions
            for field in (question.key, f"{question.key}_name")
        }
        draft = save_step(
            actor=actor, uid=draft.uid, step=step.key, raw=raw, seen_revision=draft.revision
        ).draft


def _worker(office: Organisation) -> Actor:
    member = cast()[WORKERS[office.slug]]
    person = find_or_create(kennitala=member.kennitala, name=member.name)
    return Actor(
        human=person.uid,
        subject=None,
        roles=frozenset({Role.CASE_WORKER.value}),
        office=office.uid,
        channel=Channel.STAFF,
        display=person.name,
    )


def _reasons(story: Story) -> dict[str, str]:
    if story.ends == "approve":
        return {}
    if story.ends == "approve_in_part":
        return {
            "refused": "Þú sóttir líka um aðstoð fyrir síðasta mánuð.",
            "facts": "Umsóknin barst eftir að sá mánuður var liðinn.",
            "rule_article": "7. gr. reglna sveitarfélagsins um fjárhagsaðstoð",
        }
    return {
        "facts": "Tekjur þínar í mánuðinum voru 310.000 kr. samkvæmt gögnum frá Skattinum. Þær eru hærri en grunnfjárhæðin.",
        "rule_article": "10. gr. reglna sveitarfélagsins um fjárhagsaðstoð",
        "assessment": "Farið var yfir aðstæður þínar. Ekkert kom fram sem gefur tilefni til að víkja frá reglunum.",
        "hearing_note": "Öll gögn lágu fyrir og þú hafðir þegar lýst aðstæðum þínum.",
    }
