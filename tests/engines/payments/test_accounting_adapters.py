"""Business Central and dk over real HTTP against their simulators: entries, dimensions, bad days, and what is booked once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from factories import payments, people
from samveita.engines.payments import booking
from samveita.engines.payments.adapters import ADAPTERS, Declined, NotNow, NotThere, Outcome, Taken, Unclear
from samveita.engines.payments.documents import BookingKey, Credentials, FrozenRecord, PaymentSettings
from samveita.engines.payments.refusing import PaymentRefused
from samveita.engines.payments.setup import Access, settings_of
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.iceland.texts import Text
from samveita.simulators.accounts import AccountsSimulator
from samveita.simulators.configuration import DEMO_SECRET, Configuration
from samveita.simulators.server import serve

OUTSIDE = httpx.Client(trust_env=False)
KEY = BookingKey(
    valid_from=date(2026, 1, 1), expense="5610", clearing="2310", tax="2520", department="02", project="F1"
)
SETTINGS = PaymentSettings(
    company="aaaa", journal="bbbb", token_address="https://example.is/token", booking_keys=(KEY,)
)
LATER = {"too_many_requests": NotNow, "server_error": Unclear, "no_answer": Unclear, "answer_lost": Unclear}


def record(**changes: Any) -> FrozenRecord:
    values: dict[str, Any] = {
        "uid": str(uuid4()),
        "kind": "aid",
        "label": Text(is_="Fjárhagsaðstoð", en="Financial aid", pl="Pomoc finansowa"),
        "amount": 180_000,
        "gross": 212_694,
        "tax_withheld": 32_694,
        "national_id": "0101302989",
        "name": "Anna",
        "account": "0133-26-012345",
        "phone": "",
        "email": "",
        "case_number": "FJÁ-2026-1",
        "decision_number": 1,
        "service": "financial_aid",
        "month": date(2026, 10, 1),
        "pay_date": date(2026, 11, 1),
        "employment": "",
        "housing": "",
    }
    return FrozenRecord(**values | changes)


@dataclass
class Accounts:
    """The simulator, how an adapter reaches one of its systems, and what stands in its books."""

    base: str

    def access(self, system: str) -> Access:
        settings = SETTINGS.model_copy(update={"token_address": f"{self.base}/entra/token"})
        if system == "dk":
            settings = without_project(settings)
        credentials = Credentials(username="samveita", password=DEMO_SECRET)
        place = {"business_central": "bc", "dk": "dk"}[system]
        return Access(address=f"{self.base}/{place}", credentials=credentials, settings=settings)

    def fault(self, **told: object) -> None:
        assert OUTSIDE.post(f"{self.base}/faults", json=told).status_code < 400

    def lines(self, system: str) -> list[dict[str, Any]]:
        found: dict[str, Any] = OUTSIDE.get(f"{self.base}/journals").json()
        return list(found[{"business_central": "bc", "dk": "dk"}[system]])


def without_project(settings: PaymentSettings) -> PaymentSettings:
    return settings.model_copy(update={"booking_keys": (KEY.model_copy(update={"project": ""}),)})


@pytest.fixture(scope="module")
def running_books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    simulator = AccountsSimulator(Configuration(folder=str(tmp_path_factory.mktemp("accounts"))))
    server = serve(simulator, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Accounts(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    server.server_close()
    thread.join()
    simulator.store.close()


@pytest.fixture
def books(running_books: Accounts) -> Accounts:
    """The simulator with empty books and every fault switched off."""
    for path in ("/faults/clear", "/ledger/reset"):
        OUTSIDE.post(f"{running_books.base}{path}")
    return running_books


def send(books: Accounts, system: str, one: FrozenRecord) -> Outcome:
    access = books.access(system)
    return ADAPTERS[system].send(access, one, access.settings)


def ask(books: Accounts, system: str, one: FrozenRecord) -> Outcome:
    return ADAPTERS[system].ask(books.access(system), one.uid)


def test_business_central_gets_a_balanced_entry_with_dimensions_and_no_name(books: Accounts) -> None:
    one = record()

    assert isinstance(send(books, "business_central", one), Taken)

    lines = books.lines("business_central")
    assert [(line["accountNumber"], line["amount"]) for line in lines] == [
        ("5610", 212_694),
        ("2520", -32_694),
        ("2310", -180_000),
    ]
    assert {(given["code"], given["valueCode"]) for given in lines[0]["dimensionSetLines"]} == {
        ("DEPARTMENT", "02"),
        ("PROJECT", "F1"),
    }
    assert {line["postingDate"] for line in lines} == {"2026-11-01"}
    assert len({line["documentNumber"] for line in lines}) == 1
    assert "Anna" not in str(lines)
    assert "0101302989" not in str(lines)


def test_dk_gets_the_same_entry_in_one_journal(books: Accounts) -> None:
    one = record()

    assert isinstance(send(books, "dk", one), Taken)
    assert isinstance(ask(books, "dk", one), Taken)

    lines = books.lines("dk")
    assert [(line["Account"], line["Amount"]) for line in lines] == [
        ("5610", 212_694),
        ("2520", -32_694),
        ("2310", -180_000),
    ]
    assert [line.get("Dim1") for line in lines] == ["02", None, None]


@pytest.mark.parametrize("system", ["business_central", "dk"])
@pytest.mark.parametrize("fault", list(LATER))
def test_a_bad_day_is_told_apart_from_work_that_is_done(books: Accounts, system: str, fault: str) -> None:
    one = record()
    path = "journalLines" if system == "business_central" else "journal"
    books.fault(kind=fault, path=path, calls=1, seconds=0.05)

    first = send(books, system, one)

    # Business Central is asked before it is written to, so nothing is uncertain when the question fails.
    expected = NotNow if system == "business_central" else LATER[fault]
    assert isinstance(first, expected)
    if system == "business_central":
        assert isinstance(send(books, system, one), Taken)
        assert len(books.lines(system)) == 3


def test_an_entry_that_was_cut_in_the_middle_is_completed_and_nothing_is_written_twice(
    books: Accounts,
) -> None:
    one, other = record(), record()
    send(books, "business_central", other)
    half = record(uid=one.uid, tax_withheld=None, gross=None, amount=212_694)
    # Another process wrote the first line and died.
    access = books.access("business_central")
    adapter: Any = ADAPTERS["business_central"]
    adapter._write(access, half, booking.entry_of(half, KEY)[0], booking.document_number(one.uid))

    assert isinstance(ask(books, "business_central", one), NotThere)
    assert isinstance(send(books, "business_central", one), Taken)
    assert isinstance(send(books, "business_central", one), Taken)

    number = booking.document_number(one.uid)
    mine = [line for line in books.lines("business_central") if line["documentNumber"] == number]
    assert [line["amount"] for line in mine] == [212_694, -32_694, -180_000]
    assert len(mine[0]["dimensionSetLines"]) == 2


def test_an_entry_that_a_person_has_posted_is_still_known(books: Accounts) -> None:
    one = record()
    access = books.access("business_central")
    send(books, "business_central", one)
    adapter: Any = ADAPTERS["business_central"]
    adapter._call(access, "POST", "journals(bbbb)/Microsoft.NAV.post")

    assert books.lines("business_central") == []
    assert isinstance(ask(books, "business_central", one), Taken)
    assert isinstance(send(books, "business_central", one), Taken)
    assert books.lines("business_central") == []


def test_dk_never_says_that_a_payment_is_certainly_not_there(books: Accounts) -> None:
    assert isinstance(ask(books, "dk", record()), Unclear)


def test_a_refused_token_is_renewed_once_and_a_wrong_secret_writes_nothing(books: Accounts) -> None:
    books.fault(kind="unauthorized", path="journalLines", calls=1)
    access = books.access("business_central")
    wrong = replace(access, credentials=Credentials(username="samveita", password="rangt"))

    assert isinstance(send(books, "business_central", record()), Taken)
    refused = ADAPTERS["business_central"].send(wrong, record(), access.settings)

    assert isinstance(refused, NotNow)
    assert "rangt" not in repr(refused)


def test_what_the_accounts_refuse_is_declined(books: Accounts) -> None:
    access = books.access("dk")
    settings = access.settings.model_copy(update={"journal": ""})

    assert isinstance(ADAPTERS["dk"].send(access, record(), settings), Declined)


def test_the_key_of_the_kind_and_day_holds_before_the_one_for_all() -> None:
    keys = (
        KEY,
        KEY.model_copy(update={"kind": "aid", "expense": "5620"}),
        KEY.model_copy(update={"kind": "aid", "valid_from": date(2026, 11, 1), "expense": "5630"}),
    )
    settings = PaymentSettings(booking_keys=keys)

    def expense(kind: str, day: date) -> str:
        key = booking.key_for(settings, kind, day)
        return key.expense if key else ""

    assert expense("aid", date(2026, 10, 31)) == "5620"
    assert expense("aid", date(2026, 11, 1)) == "5630"
    assert expense("children_aid", date(2026, 11, 1)) == "5610"
    assert expense("aid", date(2025, 12, 31)) == ""


def test_what_is_missing_is_said_before_anything_is_sent() -> None:
    nothing, no_tax = PaymentSettings(), KEY.model_copy(update={"tax": ""})
    settings = SETTINGS.model_copy(update={"booking_keys": (no_tax,)})

    told = [one.is_ for one in ADAPTERS["business_central"].missing(record(), nothing)]
    assert told[1:] == ["Bókunarlykil vantar fyrir tegundina „aid“."]
    assert [one.is_ for one in ADAPTERS["business_central"].missing(record(), settings)] == [
        "Lykil fyrir staðgreiðslu vantar í bókunarlykil tegundarinnar „aid“."
    ]
    assert "verki" in ADAPTERS["dk"].missing(record(), SETTINGS)[0].is_
    assert ADAPTERS["dk"].missing(record(), without_project(SETTINGS)) == ()


def test_an_administrator_sets_and_removes_keys_and_the_password_stays(town: Any, worker: Any) -> None:
    payments.connect(town)
    administrator = people.staff(town, Role.ADMINISTRATOR)
    actor = people.staff_actor(administrator, town, Role.ADMINISTRATOR)
    values = KEY.model_dump(exclude={"kind"}) | {"kind": "aid"}

    with office_scope(town):
        booking.set_key(actor=actor, office=town, municipality=town, values=values)
        booking.set_key(
            actor=actor, office=town, municipality=town, values=values | {"expense": "7777", "verified": True}
        )
        kept = settings_of(town, town).booking_keys
        with pytest.raises(PaymentRefused, match="gjaldalykil"):
            booking.set_key(actor=actor, office=town, municipality=town, values=values | {"expense": ""})
        with pytest.raises(NotAllowed):
            booking.set_key(
                actor=people.staff_actor(worker, town), office=town, municipality=town, values=values
            )
        booking.remove_key(
            actor=actor, office=town, municipality=town, kind="aid", valid_from=date(2026, 1, 1)
        )
        with pytest.raises(PaymentRefused, match="ekki lengur til"):
            booking.remove_key(
                actor=actor, office=town, municipality=town, kind="aid", valid_from=date(2026, 1, 1)
            )

    assert [(key.expense, key.verified) for key in kept] == [("7777", True)]
