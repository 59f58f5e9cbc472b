"""Processes of a demonstration take free ports, and end together."""

from __future__ import annotations

import socket

import pytest

from samveita.project.demo import demo_environment
from samveita.project.processes import ProcessEndedError, ProcessGroup, free_port


def test_a_port_that_is_taken_gives_the_next_one():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]

        assert free_port(taken) > taken


def test_every_address_is_made_from_the_ports_that_were_free(tmp_path, monkeypatch):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        monkeypatch.setenv("SAMVEITA_PORT", str(taken))

        environment = demo_environment(tmp_path)

    assert environment["SAMVEITA_PORT"] != str(taken)
    assert environment["SAMVEITA_PUBLIC_ADDRESS"] == f"http://127.0.0.1:{environment['SAMVEITA_PORT']}"


def test_a_process_that_ends_by_itself_is_noticed(tmp_path):
    group = ProcessGroup(environment={}, log_directory=tmp_path)
    group.start("no-such-command")
    group.running["no-such-command"].wait()

    with pytest.raises(ProcessEndedError, match="no-such-command ended with code 2"):
        group.check()


def test_stopping_a_group_leaves_nobody_behind(tmp_path):
    group = ProcessGroup(environment={"SAMVEITA_PORT": str(free_port(18000))}, log_directory=tmp_path)
    group.start("serve")
    process = group.running["serve"]

    group.stop()

    assert process.poll() is not None
    assert group.running == {}
