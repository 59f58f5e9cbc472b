"""Every event type in the source is in the catalogue, and its three sentences ask for the same values."""

from __future__ import annotations

import string

from house_files import calls, keyword, python_files

from samveita.ground.audit.registry import EVENT_TYPES


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_declared_event_is_registered():
    declared = {
        name
        for path in python_files()
        for call in calls(path, "EventType")
        if (name := keyword(call, "name"))
    }

    assert declared - set(EVENT_TYPES) == set()


def test_the_three_sentences_of_an_event_ask_for_the_same_values():
    uneven = [
        name
        for name, event in EVENT_TYPES.items()
        if len({frozenset(places(words)) for words in event.sentence.as_dict().values()}) != 1
    ]

    assert uneven == []


def test_no_event_sentence_is_left_in_icelandic():
    left = [
        name
        for name, event in EVENT_TYPES.items()
        if event.sentence.is_ in {event.sentence.en, event.sentence.pl}
    ]

    assert left == []
