"""Suggestions for an address while somebody types, as JSON for everyone, from the address file of ``iceland``.

Addresses are public data of Staðfangaskrá (HMS); what is typed is neither stored nor logged.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.params import functions as params

from samveita.ground.documents.api_shapes import Shape, problems
from samveita.iceland.addresses import DEFAULT_FILE, Address, AddressBook, AddressFileMissing

router = Router(tags=["Addresses"], by_alias=True)

Typed = Annotated[
    str,
    params.Query(
        min_length=1, max_length=80, description="What has been typed so far: `laekj`, `lækjargata 3`."
    ),
]
Number = Annotated[
    str | None,
    params.Query(
        alias="municipalityNumber",
        pattern=r"^[0-9]{4}$",
        description="Only within the municipality of this number.",
    ),
]
Limit = Annotated[int, params.Query(ge=1, le=20, description="How many suggestions at most.")]


class SuggestedAddress(Shape):
    """An address; ``pointNumber`` (hnitnúmer) identifies it."""

    point_number: int
    label: str
    label_dative: str
    in_one_line: str
    postcode: str
    place: str
    municipality_number: str
    latitude: float
    longitude: float


class Suggestions(Shape):
    """Addresses that fit, best first."""

    addresses: list[SuggestedAddress]


@router.get(
    "/addresses",
    operation_id="suggestAddresses",
    summary="Addresses that begin with what has been typed",
    response={200: Suggestions, **problems(400, 503)},
)
def suggest_addresses(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    q: Typed,
    municipality_number: Number = None,
    limit: Limit = 10,
) -> Suggestions:
    """Accents and capitals don't matter: `laekj` finds Lækjargata."""
    try:
        book = address_book(settings.ADDRESS_FILE or DEFAULT_FILE)
    except AddressFileMissing as missing:
        raise HttpError(503, "The address file has not been made on this server.") from missing
    found = book.search(q, municipality_number=municipality_number, limit=limit)
    return Suggestions(addresses=[_suggested(address) for address in found])


@cache
def address_book(path: Path) -> AddressBook:
    """Return the book of a file, opened once in each process.

    Raises:
        AddressFileMissing: when there is no such file.
    """
    return AddressBook(path)


def _suggested(address: Address) -> SuggestedAddress:
    return SuggestedAddress(
        point_number=address.point_number,
        label=address.label,
        label_dative=address.label_dative,
        in_one_line=address.in_one_line,
        postcode=address.postcode,
        place=address.place,
        municipality_number=address.municipality_number,
        latitude=address.latitude,
        longitude=address.longitude,
    )
