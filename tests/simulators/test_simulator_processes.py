"""What all simulators share: pages, the log of exchanges, starting, stopping and remembering."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from samveita.simulators.exchanges import masked
from simulators.simulated_nation import MOTHER, OUTSIDE, Nation, make_nation

PAGES = [
    ("login", "/"),
    ("login", "/exchanges"),
    ("login", "/faults"),
    ("mailbox", "/"),
    ("mailbox", "/mailbox"),
    ("mailbox", f"/mailbox/{MOTHER}"),
    ("mailbox", "/exchanges"),
    ("xroad", "/"),
    ("xroad", "/directory"),
    ("xroad", "/faults"),
]


@pytest.mark.parametrize(("simulator", "path"), PAGES)
@pytest.mark.parametrize(
    ("language", "words"),
    [("is", "Hermir: þetta er ekki Ísland.is."), ("en", "Simulator: this is not Ísland.is.")],
)
def test_every_page_says_that_it_is_simulated(
    nation: Nation, http: httpx.Client, simulator: str, path: str, language: str, words: str
) -> None:
    answer = http.get(f"{getattr(nation, simulator)}{path}", params={"language": language})

    assert answer.status_code == 200
    assert answer.headers["X-Samveita-Simulator"] == "1"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text
    assert re.findall(r"<script|<style| style=| on\w+=", answer.text) == []


def test_an_answer_that_is_not_a_page_says_so_too(nation: Nation, http: httpx.Client) -> None:
    answers = [
        http.get(f"{nation.login}/nowhere"),
        http.get(f"{nation.xroad}/r1/x"),
        http.get(f"{nation.mailbox}/ledger"),
    ]

    assert [answer.headers["X-Samveita-Simulator"] for answer in answers] == ["1", "1", "1"]


def test_an_exchange_is_listed_masked_and_shown_whole(nation: Nation, http: httpx.Client) -> None:
    http.get(f"{nation.mailbox}/api/v1/{MOTHER}/paper")

    listed = http.get(f"{nation.mailbox}/exchanges").text
    found = http.get(f"{nation.mailbox}/exchanges", params={"format": "json", "filter": "/paper"}).json()[
        "exchanges"
    ]
    shown = http.get(f"{nation.mailbox}/exchanges/{found[0]['id']}").text

    assert (MOTHER in listed, "220487-••••" in listed, MOTHER in shown) == (False, True, True)
    assert [(one["method"], one["target"], one["status"]) for one in found] == [
        ("GET", f"/api/v1/{MOTHER}/paper", 401)
    ]


def test_kennitolur_are_masked_with_and_without_a_hyphen() -> None:
    assert masked("/x/2204872029/220487-2029/12345678901") == "/x/220487-••••/220487-••••/12345678901"


def test_the_fault_an_exchange_suffered_is_named(nation: Nation, http: httpx.Client) -> None:
    http.post(f"{nation.xroad}/faults", json={"kind": "server_error"})
    http.get(f"{nation.xroad}/listClients")

    found = http.get(f"{nation.xroad}/exchanges?format=json").json()["exchanges"]

    assert [(one["status"], one["fault"]) for one in found] == [(500, "server_error")]


def test_a_fault_from_the_form_and_an_unknown_one(nation: Nation, http: httpx.Client) -> None:
    form = {"kind": "latency", "calls": "3", "path": "/r1/", "seconds": "0.5", "detail": ""}

    by_form = http.post(f"{nation.xroad}/faults", data=form)
    unknown = http.post(f"{nation.xroad}/faults", json={"kind": "no such thing"})

    active = http.get(f"{nation.xroad}/faults?format=json").json()["active"]
    assert (by_form.status_code, unknown.status_code) == (303, 400)
    assert [(one["kind"], one["remaining"], one["path"], one["seconds"]) for one in active] == [
        ("latency", 3, "/r1/", 0.5)
    ]


def test_a_bad_length_of_body_is_refused(nation: Nation, http: httpx.Client) -> None:
    answer = http.post(f"{nation.mailbox}/faults", content=iter([b"x"]))

    assert answer.status_code == 400


def test_the_ledger_survives_a_kill_and_the_children_end_with_their_supervisor(
    tmp_path: Path, http: httpx.Client
) -> None:
    nation = make_nation(str(tmp_path), "http://127.0.0.1:9")
    first = nation.start()
    http.post(f"{nation.mailbox}/mailbox/{MOTHER}/paper", data={"wanted": "1"})
    http.post(f"{nation.mailbox}/faults", json={"kind": "latency", "seconds": 0})
    first.send_signal(signal.SIGKILL)
    first.wait()
    limit = time.monotonic() + 10
    while _answers(nation.login) or _answers(nation.mailbox) or _answers(nation.xroad):
        assert time.monotonic() < limit, "a child outlived its supervisor"
        time.sleep(0.05)

    second = nation.start()
    token = {"Authorization": f"Bearer {nation.machine_token(f'{nation.mailbox}/.default')}"}
    kept = OUTSIDE.get(f"{nation.mailbox}/api/v1/{MOTHER}/paper", headers=token).json()
    faults = OUTSIDE.get(f"{nation.mailbox}/faults?format=json").json()["active"]
    second.send_signal(signal.SIGINT)

    assert second.wait(timeout=10) == 0
    assert (kept["wantsPaper"], [one["kind"] for one in faults]) == (True, ["latency"])


def test_the_simulators_refuse_to_start_in_production() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "samveita.simulators.launch", "login"],
        env={**os.environ, "SAMVEITA_PRODUCTION": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "Hermarnir ræsast ekki í raunumhverfi.\n"


def _answers(address: str) -> bool:
    try:
        OUTSIDE.get(f"{address}/", timeout=1)
    except httpx.HTTPError:
        return False
    return True
