"""Every text of the interface is there in Icelandic, English and Polish, and says it with the same values."""

from __future__ import annotations

import re

from house_files import SOURCE

from samveita.project.messages import catalogues, found_in, missing, read_catalogue, rooms_with_messages

VALUES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def values(words: str) -> set[str]:
    return {named or braced for named, braced in VALUES.findall(words)}


def test_no_message_lacks_english_or_polish():
    assert list(missing()) == []


def test_translations_carry_the_values_of_their_message():
    wrong = []
    for path in catalogues():
        for message in read_catalogue(path, path.parents[1].name):
            if not message.id:
                continue
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            wanted = values(ids[-1])
            wrong += [
                f"{path.relative_to(SOURCE)}: {form}" for form in forms if form and values(form) - wanted
            ]

    assert wrong == []


def test_no_catalogue_keeps_a_message_that_is_gone():
    gone = []
    for room in rooms_with_messages():
        alive = {message_id for _, message_id in found_in(room)}
        for path in room.glob("locale/*/LC_MESSAGES/django.po"):
            known = {
                tuple(message.id) if isinstance(message.id, list) else message.id
                for message in read_catalogue(path, path.parents[1].name)
                if message.id
            }
            gone += [f"{path.relative_to(SOURCE)}: {message_id}" for message_id in known - alive]

    assert gone == []


def test_one_message_is_translated_one_way():
    seen: dict[tuple[str, object, object], set[str]] = {}
    for path in catalogues():
        language = path.parents[1].name
        for message in read_catalogue(path, language):
            if message.id and isinstance(message.id, str) and message.string:
                seen.setdefault((language, message.context, message.id), set()).add(str(message.string))

    assert {key: forms for key, forms in seen.items() if len(forms) > 1} == {}
