"""Reading payments: what a case pays in sentences, what waits at month-end, totals of runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samveita.engines.cases.models import Case
from samveita.engines.payments.documents import LineDetails
from samveita.engines.payments.events import PAYMENTS_LOOKED
from samveita.engines.payments.holding import ACCOUNT_WAITED_FOR, NOT_LEFT
from samveita.engines.payments.models import LineStatus, PaymentLine, PaymentRun
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record_look
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.encryption import open_document
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text

MOST_LINES = 2000
MOST_RUNS = 60

TO_BE_PAID = Text(
    is_="Greitt verður {day} inn á reikning sem endar á {ending}.",
    en="It will be paid on {day} into the account ending in {ending}.",
    pl="Wypłata nastąpi {day} na konto o końcówce {ending}.",
)
DAY_TO_COME = Text(
    is_="Greitt verður inn á reikning sem endar á {ending}. Greiðsludagur verður ákveðinn.",
    en="It will be paid into the account ending in {ending}. The day of payment is yet to be set.",
    pl="Wypłata nastąpi na konto o końcówce {ending}. Dzień wypłaty zostanie ustalony.",
)
ACCOUNT_ASKED = Text(
    is_="Okkur vantar bankareikning til að geta greitt þér.",
    en="We need a bank account to be able to pay you.",
    pl="Potrzebujemy numeru konta bankowego, aby wypłacić pieniądze.",
)
WAITING = Text(
    is_="Greiðslan er í bið. Skrifstofan lætur þig vita.",
    en="The payment is on hold. The office will let you know.",
    pl="Wypłata jest wstrzymana. Urząd Cię powiadomi.",
)
ON_ITS_WAY = Text(
    is_="Greiðslan er á leið í bókhald sveitarfélagsins. Greiðsludagur er {day}, á reikning sem endar á {ending}.",
    en="The payment is on its way to the municipality's accounts. It is due on {day}, to the account ending in {ending}.",
    pl="Wypłata jest w drodze do księgowości gminy. Termin: {day}, konto o końcówce {ending}.",
)
PAID_IN = Text(
    is_="Bókhald sveitarfélagsins tók við greiðslunni. Greiðsludagur er {day}, á reikning sem endar á {ending}.",
    en="The municipality's accounts have the payment. It is due on {day}, to the account ending in {ending}.",
    pl="Księgowość gminy przyjęła wypłatę. Termin: {day}, konto o końcówce {ending}.",
)
BEING_LOOKED_INTO = Text(
    is_="Greiðslan komst ekki til skila í fyrstu tilraun. Skrifstofan vinnur í málinu.",
    en="The payment did not get through at first. The office is looking into it.",
    pl="Wypłata nie doszła za pierwszym razem. Urząd to wyjaśnia.",
)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A payment as a person reads it: what it is, kr., the month, a sentence; ``asks_account`` when she can answer it."""

    uid: UUID
    label: Text
    amount: int
    month: date
    sentence: Text
    asks_account: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What a number of lines come to, kr.: in all, by kind, by office handling the case; and how many cases they are of."""

    total: int
    by_kind: dict[str, int]
    by_office: dict[str, int]
    cases: int
    lines: int


def lines_of(case: Case) -> list[ShownLine]:
    """Return the payments of a case the caller has already been allowed to read, newest month first.

    Counter-lines and what was cancelled are left out: the events of the case tell of them.
    """
    rows = (
        case.payment_lines.filter(corrects=None)
        .exclude(status__in=[LineStatus.CANCELLED, LineStatus.REVERSED])
        .select_related("office", "run")
        .order_by("-month", "position", "pk")
    )
    return [_shown(line) for line in rows]


def month_end(*, actor: Actor, office: Organisation, month: date) -> QuerySet[PaymentLine]:
    """Return the lines that have not been handed over, of a month and those before it, and record the look.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "payments.see")
    look_at_office(actor, office)
    rows: QuerySet[PaymentLine] = PaymentLine.objects.filter(
        month__lte=month.replace(day=1), status__in=ACCOUNT_WAITED_FOR
    )
    related = rows.select_related("case", "payee", "person", "municipality", "office", "run", "corrects")
    return related.order_by("municipality__sort_key", "case__number", "position", "pk")


def runs_of(month: date) -> QuerySet[PaymentRun]:
    """Return the runs of a month within the scope in force, newest first."""
    rows: QuerySet[PaymentRun] = PaymentRun.objects.filter(month=month.replace(day=1))
    return rows.select_related("municipality", "office").order_by("-made_at", "-pk")


def open_run(*, actor: Actor, uid: UUID) -> PaymentRun:
    """Return a run for reading and record the look.

    Raises:
        PaymentRun.DoesNotExist: when the scope holds no such run.
        NotAllowed: when the actor may not.
    """
    run: PaymentRun = PaymentRun.objects.select_related("office__successor", "municipality").get(uid=uid)
    require(actor, "payments.see", run)
    record_look(
        PAYMENTS_LOOKED,
        actor=actor,
        target=Target("payment_run", run.uid),
        office=run.office.uid,
        municipality=run.municipality.uid,
    )
    return run


def lines_in(run: PaymentRun) -> QuerySet[PaymentLine]:
    """Return the lines of a run in the order of its file."""
    rows: QuerySet[PaymentLine] = PaymentLine.objects.filter(run=run)
    related = rows.select_related("case__office", "payee", "person", "municipality", "office", "corrects")
    return related.order_by("case__number", "position", "pk")


def totals_of(lines: Iterable[PaymentLine]) -> Totals:
    """Add lines up; their office must be at hand."""
    by_kind: Counter[str] = Counter()
    by_office: Counter[str] = Counter()
    rows: Sequence[PaymentLine] = list(lines)
    for line in rows:
        by_kind[line.kind] += line.amount
        by_office[line.office.names.short.nominative] += line.amount
    return Totals(
        total=sum(line.amount for line in rows),
        by_kind=dict(by_kind),
        by_office=dict(by_office),
        cases=len({line.case_id for line in rows}),
        lines=len(rows),
    )


def account_ending(line: PaymentLine) -> str:
    """Return the last three digits of a line's account, for telling accounts apart; empty without one."""
    if not line.has_account:
        return ""
    return open_document(line.office, LineDetails, line.details, about=str(line.uid)).account[-3:]


def look_at_office(actor: Actor, office: Organisation) -> None:
    """Record that somebody looked at an office's payments."""
    record_look(PAYMENTS_LOOKED, actor=actor, target=Target("office", office.uid), office=office.uid)


def _shown(line: PaymentLine) -> ShownLine:
    asks = not line.has_account and line.status in ACCOUNT_WAITED_FOR and line.payee_id == line.person_id
    return ShownLine(
        uid=line.uid,
        label=line.label,
        amount=line.amount,
        month=line.month,
        sentence=_sentence(line),
        asks_account=asks,
    )


def _sentence(line: PaymentLine) -> Text:
    if not line.has_account:
        return ACCOUNT_ASKED
    if line.status in NOT_LEFT and line.held_at is not None:
        return WAITING
    if line.status in {LineStatus.FAILED, LineStatus.UNKNOWN}:
        return BEING_LOOKED_INTO
    day, ending = line.run.pay_date if line.run else line.pay_date, account_ending(line)
    if day is None or (line.status in NOT_LEFT and day < clock.today()):
        return DAY_TO_COME.format(ending=ending)
    pattern = {LineStatus.EXPORTED: ON_ITS_WAY, LineStatus.CONFIRMED: PAID_IN}.get(
        LineStatus(line.status), TO_BE_PAID
    )
    return _with_day(pattern, day, ending)


def _with_day(pattern: Text, day: date, ending: str) -> Text:
    told = day_in_words(day)
    return Text(
        is_=pattern.is_.format(day=told.is_, ending=ending),
        en=pattern.en.format(day=told.en, ending=ending),
        pl=pattern.pl.format(day=told.pl, ending=ending),
    )
