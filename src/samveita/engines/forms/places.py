"""Addresses as answers: suggestions while somebody types, and what a typed address is taken to mean.

The words come from Staðfangaskrá (``iceland.addresses``). An address that is picked, or that fits exactly one place, is
stored with its point number (hnitnúmer); one that may mean several is asked about; one that is not in the register is
kept as it was typed, because farms, new houses and foreign places are addresses too. Without the address file every
address is kept as typed.
"""

from __future__ import annotations

from django.conf import settings

from samveita.ground.organisations.api_addresses import address_book
from samveita.iceland.addresses import DEFAULT_FILE, Address, AddressBook, AddressFileMissing
from samveita.iceland.alphabet import folded

SUGGESTED_AT_MOST = 8
ASKED_ABOUT_AT_MOST = 20
LOOKED_AT = 300
TYPED_AT_MOST = 120


def suggestions(typed: str, *, municipality_number: str = "") -> list[Address]:
    """Return addresses that begin with what was typed, those of the municipality first."""
    book = _book()
    if book is None or len(folded(typed)) < 2:
        return []
    near = (
        book.search(typed, municipality_number=municipality_number, limit=SUGGESTED_AT_MOST)
        if municipality_number
        else []
    )
    seen = {address.point_number for address in near}
    rest = [one for one in book.search(typed, limit=SUGGESTED_AT_MOST) if one.point_number not in seen]
    return [*near, *rest][:SUGGESTED_AT_MOST]


def meant_by(typed: str) -> list[Address]:
    """Return the places a typed address may mean: one when it is certain, none when the register has nothing like it."""
    book, wanted = _book(), folded(typed)
    if book is None or len(wanted) < 2:
        return []
    # A street of that name may stand in many towns, and each house there have many letters.
    found = book.search(typed, limit=LOOKED_AT)
    exact = [one for one in found if wanted in _spellings(one)]
    return exact[:ASKED_ABOUT_AT_MOST] or found[:SUGGESTED_AT_MOST]


def place(point: int) -> Address | None:
    """Return the address with a point number."""
    book = _book()
    return None if book is None else book.by_point_number(point)


def _spellings(address: Address) -> set[str]:
    town = f"{address.postcode} {address.place}"
    written = {address.label, address.label_dative, address.in_one_line, f"{address.label_dative}, {town}"}
    written |= {f"{address.label} {ending}" for ending in (address.postcode, address.place)}
    return {folded(one) for one in written}


def _book() -> AddressBook | None:
    try:
        return address_book(settings.ADDRESS_FILE or DEFAULT_FILE)
    except AddressFileMissing:
        return None
