"""Where the people of the demonstration live: real addresses, written out so that nobody needs the address file for them.

A test holds them equal to the file. Point numbers are those of Staðfangaskrá (HMS).
"""

from __future__ import annotations

from samveita.iceland.addresses import Address


def _home(
    point_number: int,
    street: tuple[str, str],
    number: int,
    place: tuple[str, str, str, str],
    at: tuple[float, float],
) -> Address:
    postcode, name, name_dative, municipality_number = place
    return Address(
        point_number=point_number,
        street=street[0],
        street_dative=street[1],
        house_number=number,
        house_letter="",
        addition="",
        postcode=postcode,
        place=name,
        place_dative=name_dative,
        municipality_number=municipality_number,
        latitude=at[0],
        longitude=at[1],
    )


_HAFNARFJORDUR = ("220", "Hafnarfjörður", "Hafnarfirði", "1400")
_AKUREYRI = ("600", "Akureyri", "Akureyri", "6000")
_HVOLSVOLLUR = ("860", "Hvolsvöllur", "Hvolsvelli", "8613")
_REYKJAVIK_105 = ("105", "Reykjavík", "Reykjavík", "0000")
_REYKJAVIK_101 = ("101", "Reykjavík", "Reykjavík", "0000")

HOMES: dict[str, Address] = {
    home.label: home
    for home in (
        _home(10072772, ("Linnetsstígur", "Linnetsstíg"), 2, _HAFNARFJORDUR, (64.06898711, -21.95699388)),
        _home(10029975, ("Hringbraut", "Hringbraut"), 10, _HAFNARFJORDUR, (64.06493904, -21.95070478)),
        _home(10028281, ("Álfaskeið", "Álfaskeiði"), 3, _HAFNARFJORDUR, (64.07117496, -21.95452044)),
        _home(10027760, ("Öldugata", "Öldugötu"), 2, _HAFNARFJORDUR, (64.06682498, -21.94900752)),
        _home(10037693, ("Selvogsgata", "Selvogsgötu"), 5, _HAFNARFJORDUR, (64.0644552, -21.95246993)),
        _home(10029965, ("Brekkugata", "Brekkugötu"), 7, _HAFNARFJORDUR, (64.06626834, -21.95206876)),
        _home(10034315, ("Kirkjuvegur", "Kirkjuvegi"), 3, _HAFNARFJORDUR, (64.07038204, -21.95930193)),
        _home(10038629, ("Strandgata", "Strandgötu"), 31, _HAFNARFJORDUR, (64.06827566, -21.9549345)),
        _home(10028427, ("Arnarhraun", "Arnarhrauni"), 20, _HAFNARFJORDUR, (64.07185161, -21.94912914)),
        _home(10029113, ("Austurgata", "Austurgötu"), 10, _HAFNARFJORDUR, (64.0699721, -21.95696452)),
        _home(10025938, ("Suðurgata", "Suðurgötu"), 13, _HAFNARFJORDUR, (64.06574893, -21.95356286)),
        _home(10131248, ("Hverfisgata", "Hverfisgötu"), 12, _HAFNARFJORDUR, (64.07002377, -21.95548447)),
        _home(10046372, ("Hafnarstræti", "Hafnarstræti"), 90, _AKUREYRI, (65.68039902, -18.08892635)),
        _home(10048485, ("Oddeyrargata", "Oddeyrargötu"), 32, _AKUREYRI, (65.68088437, -18.09515314)),
        _home(10064393, ("Hvolsvegur", "Hvolsvegi"), 9, _HVOLSVOLLUR, (63.75208356, -20.23299934)),
        _home(10064520, ("Stóragerði", "Stóragerði"), 2, _HVOLSVOLLUR, (63.75227221, -20.22358755)),
        _home(10079209, ("Borgartún", "Borgartúni"), 30, _REYKJAVIK_105, (64.14566536, -21.89574474)),
        _home(10017505, ("Laugavegur", "Laugavegi"), 10, _REYKJAVIK_101, (64.14609622, -21.93151628)),
    )
}
