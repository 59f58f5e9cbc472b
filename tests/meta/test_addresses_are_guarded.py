"""Every address asks who you are, or is listed as public with the reason why."""

from __future__ import annotations

from house_files import addresses

GUARDED_ELSEWHERE = {
    "ui:brand": "a stylesheet of colours; the same for everyone",
}
ONLY_WHERE_SWITCHED_ON = {
    "gallery:components": "the component gallery, for who works on it",
    "gallery:page": "its sample pages",
}


def test_every_address_says_who_may_open_it():
    silent = sorted(
        {
            f"{address.route} ({address.name})"
            for address in addresses()
            if not hasattr(address.view, "access")
            and address.name not in {**GUARDED_ELSEWHERE, **ONLY_WHERE_SWITCHED_ON}
        }
    )

    assert silent == []


def test_every_public_address_has_its_reason():
    bare = [
        address.route
        for address in addresses()
        if getattr(address.view, "access", ("", ""))[0] == "public"
        and len(address.view.access[1].strip()) < 10
    ]

    assert bare == []


def test_nothing_is_listed_that_no_longer_answers():
    answering = {address.name for address in addresses()}

    assert set(GUARDED_ELSEWHERE) - answering == set()
