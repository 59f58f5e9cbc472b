"""Þjóðskrá behind Straumurinn: Einstaklingar v1, and Miðlun umsóknir v1 which is made for applications (reference 9.1).

Shapes, codes and the ways of saying "nothing" are the register's; everybody in it is invented. Names inside the answers
are Icelandic because the register's are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from samveita.iceland.kennitala import Kennitala
from samveita.iceland.registry_person import RegistryPerson
from samveita.simulators import people
from samveita.simulators.people import Nation
from samveita.simulators.server import Answer, Request, json_answer

PROBLEM = "application/problem+json"
UNCHANGED = "2020-01-01T00:00:00"
MARITAL_WORDS = {
    "0": "Íslendingur búsettur erlendis, maki ekki á skrá",
    "1": "Ógift(ur)",
    "3": "Gift(ur) eða í staðfestri samvist",
    "4": "Ekkja/ekkill",
    "5": "Skilin(n) að borði og sæng",
    "6": "Fráskilin(n)",
    "7": "Hjón ekki í samvistum",
    "8": "Gift(ur) einstaklingi samkvæmt erlendum lögum",
    "9": "Hjúskaparstaða óupplýst",
    "L": "Búsett(ur) á Íslandi, maki ekki á skrá",
}
GENDER_WORDS = {
    "1": "Karl",
    "2": "Kona",
    "3": "Drengur",
    "4": "Stúlka",
    "7": "Kynsegin/annað",
    "8": "Kynsegin/annað barn",
}

Sub = Callable[[Nation, RegistryPerson], object]


def individuals(_request: Request, path: str) -> Answer:
    """Answer for Einstaklingar v1 (``/api/v1/…``); 204 where there is nothing to tell."""
    parts = [part for part in path.removeprefix("/api/v1/").split("/") if part]
    if parts and parts[0] == "lyklar":
        return _code_list(parts[1:])
    if not parts or parts[0] != "einstaklingar" or len(parts) < 2:
        return _missing()
    person = people.nation().persons.get(parts[1])
    if len(parts) > 2:
        return _below_individual(person, parts[2:])
    if person is None:
        return _problem(404)
    return json_answer(_individual(person))


def _below_individual(person: RegistryPerson | None, parts: list[str]) -> Answer:
    """Answer for a sub-resource; nothing to tell is 204, nobody there is 404."""
    nation = people.nation()
    if person is not None and len(parts) == 2 and parts[0] == "forsja":
        child = nation.persons.get(parts[1])
        return _list_or_nothing(
            _digits(child.custodians) if child and person.kennitala in child.custodians else []
        )
    answerer = INDIVIDUALS_BELOW.get("/".join(parts))
    if person is None or answerer is None:
        return _missing()
    value = answerer(nation, person)
    if isinstance(value, list):
        return _list_or_nothing(value)
    return Answer(204) if value is None else json_answer(value)


def applications(_request: Request, path: str) -> Answer:
    """Answer for Miðlun umsóknir v1 (``/Einstaklingar/{kennitala}…``); 404 as a problem where there is nothing."""
    parts = [part for part in path.split("/") if part]
    nation = people.nation()
    person = nation.persons.get(parts[1]) if len(parts) in {2, 3} else None
    if person is None:
        return _problem(404)
    answerer = APPLICATIONS_BELOW.get(parts[2] if len(parts) == 3 else "")
    value = answerer(nation, person) if answerer else None
    return _problem(404) if value is None else json_answer(value)


def _individual(person: RegistryPerson) -> dict[str, object]:
    first, *middle = person.name.split()
    home = _short_home(person)
    return {
        "kennitala": person.kennitala.digits,
        "nafn": person.name,
        "eiginnafn": first,
        "millinafn": " ".join(middle[:-1]) or None,
        "kenninafn": middle[-1] if middle else None,
        "fulltNafn": person.name,
        "kynkodi": person.gender.value,
        "bannmerking": person.declines_marketing,
        "faedingardagur": f"{person.born.isoformat()}T00:00:00",
        "logheimili": home,
        "adsetur": home,
    }


def _short_home(person: RegistryPerson) -> dict[str, object] | None:
    address = person.address
    if address is None:
        return None
    return {
        "heiti": _street(person),
        "postnumer": address.postcode,
        "stadur": address.place,
        "sveitarfelagsnumer": address.municipality_number,
    }


def _street(person: RegistryPerson) -> str:
    """Return street and house; a hidden domicile (dulið lögheimili) is told to nobody, only its municipality."""
    if person.address is None or person.has_protected_address:
        return ""
    return person.address.label


def _full_home(_nation: Nation, person: RegistryPerson) -> dict[str, object] | None:
    address = person.address
    if address is None:
        return None
    return {
        "huskodi": "" if person.has_protected_address else person.house_code,
        "fasteignanumer": None,
        "heimilisfang": _street(person),
        "postnumer": address.postcode,
        "stadur": address.place,
        "sveitarfelagsnumer": address.municipality_number,
        "landakodi": person.country,
        "breytt": UNCHANGED,
    }


def _application_home(nation: Nation, person: RegistryPerson) -> dict[str, object] | None:
    full = _full_home(nation, person)
    return None if full is None else {**full, "ibudanumer": None}


def _marriage(nation: Nation, person: RegistryPerson) -> dict[str, object]:
    """A single person yields nulls; registered cohabitation is not marriage and does not show here."""
    spouse = person.spouse.digits if person.spouse else None
    return {
        "kennitalaMaka": spouse,
        "nafnMaka": nation.name_of(spouse) if spouse else None,
        "hjuskaparkodi": person.marital_code.value,
        "breytt": UNCHANGED,
    }


def _marriage_and_cohabitation(nation: Nation, person: RegistryPerson) -> dict[str, object]:
    code = person.marital_code.value
    spouse = person.spouse.digits if person.spouse else None
    cohabitant = person.cohabitant.digits if person.cohabitant else None
    return {
        "hjuskapur": {
            "kennitalaMaka": spouse,
            "nafnMaka": nation.name_of(spouse) if spouse else None,
            "hjuskaparKodi": code,
            "hjuskaparTexti": MARITAL_WORDS[code],
            "dagsetningBreytt": UNCHANGED,
        },
        "sambud": {
            "kennitalaMaka": cohabitant,
            "nafnMaka": nation.name_of(cohabitant) if cohabitant else None,
            "sambud": cohabitant is not None,
            "sambudTexti": "Í skráðri sambúð" if cohabitant else "Ekki í skráðri sambúð",
            "dagsetningBreytt": UNCHANGED if cohabitant else None,
        },
    }


def _custody_held(nation: Nation, person: RegistryPerson) -> dict[str, object] | None:
    children = _digits(person.children_in_custody)
    if not children:
        return None
    listed = [{"barnKt": child, "barnNafn": nation.name_of(child)} for child in children]
    return {"forsjaKt": person.kennitala.digits, "forsjaNafn": person.name, "forsjaBornList": listed}


def _over_child(which: Callable[[RegistryPerson], tuple[Kennitala, ...]]) -> Sub:
    def answer(nation: Nation, person: RegistryPerson) -> dict[str, object] | None:
        parents = _digits(which(person))
        if not parents:
            return None
        listed = [{"forsjaKt": parent, "forsjaNafn": nation.name_of(parent)} for parent in parents]
        return {"barnKt": person.kennitala.digits, "barnNafn": person.name, "forsjaAdilarList": listed}

    return answer


def _household(nation: Nation, person: RegistryPerson) -> dict[str, object]:
    members = [{"kennitala": one.kennitala.digits, "nafn": one.name} for one in nation.household(person)]
    return {"logheimilistengsl": person.house_code or None, "logheimilismedlimir": members}


def _family(nation: Nation, person: RegistryPerson) -> dict[str, object]:
    """The register's family number: partner and children under 18 at the same domicile."""
    near = {person.kennitala, person.partner, *person.children_in_custody, *person.custodians}
    members = [one for one in nation.household(person) if one.kennitala in near] or [person]
    return {
        "fjolskyldunumer": min(one.kennitala.digits for one in members),
        "einstaklingar": [{"kennitala": one.kennitala.digits, "nafn": one.name} for one in members],
    }


def _digits(kennitolur: tuple[Kennitala, ...]) -> list[str]:
    return [one.digits for one in kennitolur]


INDIVIDUALS_BELOW: dict[str, Sub] = {
    "hjuskapur": _marriage,
    "logheimili": _full_home,
    "adsetur": _full_home,
    "buseta": lambda nation, person: [home] if (home := _full_home(nation, person)) else [],
    "samibuar": lambda nation, person: [
        one.kennitala.digits for one in nation.household(person) if one is not person
    ],
    "fjolskylda": _family,
    "fjolskyldumedlimir": _family,
    "logborn": lambda _nation, person: _digits(person.children_in_custody),
    "logforeldrar": lambda _nation, person: _digits(person.custodians),
    "forsja": lambda _nation, person: _digits(person.children_in_custody),
    "logheimilisforeldri": lambda _nation, person: _digits(person.domicile_parents),
    "busetuforeldri": lambda _nation, person: _digits(person.residence_parents),
    "rikisfang": lambda _nation, person: {"kodi": person.citizenship, "land": None},
    "lograda": lambda _nation, person: {"erLograda": person.gender.value in {"1", "2", "7"}},
}
APPLICATIONS_BELOW: dict[str, Sub] = {
    "": lambda _nation, person: {
        "kennitala": person.kennitala.digits,
        "nafn": person.name,
        "fulltNafn": person.name,
        "kynKodi": person.gender.value,
        "kynTexti": GENDER_WORDS[person.gender.value],
        "bannmerking": person.declines_marketing,
        "faedingardagur": person.born.isoformat(),
        "afdrif": "Látin(n)" if person.died_on else None,
        "logheimili": _short_home(person),
    },
    "hjuskapur": _marriage_and_cohabitation,
    "forsjaUndir": _custody_held,
    "forsjaYfir": _over_child(lambda person: person.custodians),
    "logheimilisforeldri": _over_child(lambda person: person.domicile_parents),
    "busetuforeldri": _over_child(lambda person: person.residence_parents),
    "logheimili": _application_home,
    "adsetur": _application_home,
    "logheimilistengsl": _household,
    "logheimilistengslItar": _household,
    "busetusaga": lambda nation, person: [home] if (home := _application_home(nation, person)) else None,
    "rikisfang": lambda _nation, person: {"rikisfangKodi": person.citizenship, "rikisfangLand": None},
}


def _code_list(parts: list[str]) -> Answer:
    """Answer for the code lists: marital codes, genders."""
    if re.fullmatch(r"hjuskaparkodar/\w/\w", "/".join(parts)) and parts[1] in MARITAL_WORDS:
        return json_answer({"kodi": parts[1], "lysing": MARITAL_WORDS[parts[1]]})
    if len(parts) == 2 and parts[0] == "kyn" and parts[1] in GENDER_WORDS:
        return json_answer({"kodi": parts[1], "lysing": GENDER_WORDS[parts[1]]})
    return _missing()


def _list_or_nothing(values: list[object] | list[str]) -> Answer:
    return json_answer(values) if values else Answer(204)


def _missing() -> Answer:
    return json_answer({"code": 404, "message": "Fannst ekki", "errors": None}, 404)


def _problem(status: int) -> Answer:
    title = {404: "Not Found"}[status]
    return json_answer({"type": "about:blank", "title": title, "status": status}, status, PROBLEM)
