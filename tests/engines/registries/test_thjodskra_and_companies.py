"""Þjóðskrá and the company register through our narrow interface, against answers of the agreed shape."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import pytest

from samveita.engines.registries.answers import FaultKind, Origin, RegistryError
from samveita.engines.registries.companies import CompanyRegistry, RelationshipRegistry
from samveita.engines.registries.thjodskra import Child, NationalRegistry, Partner
from samveita.engines.registries.xroad import Errand, XRoadClient

ERRAND = Errand(user="ISstarf7f3a", issue="2026-FA-000417")
WHO = "0101302399"


def answer(told, status=200):
    return SimpleNamespace(
        status=status, body=json.dumps(told).encode() if told is not None else b"", headers={}, echo=True
    )


@pytest.fixture
def xroad(tiny_server):
    client = XRoadClient(base_url=tiny_server.address, client="IS-DEV/MUN/10023/samveita-client")
    yield client
    client.close()


@pytest.fixture
def registry(xroad):
    return NationalRegistry(
        xroad=xroad,
        service="IS-DEV/GOV/10001/SKRA-Cloud-Protected/MidlunUmsoknir-v1",
        bearer=lambda: "lykill",
    )


def test_a_person_is_asked_for_with_the_registrys_own_token(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer(
        {"kennitala": WHO, "nafn": "Gervimaður Færeyjar", "bannmerking": True}
    )

    person = registry.person(WHO, errand=ERRAND).value

    assert (person.national_id, person.name, person.protected) == (WHO, "Gervimaður Færeyjar", True)
    assert tiny_server.asked[0].headers["Authorization"] == "Bearer lykill"
    assert tiny_server.asked[0].path.endswith("/MidlunUmsoknir-v1/Einstaklingar/0101302399")


@pytest.mark.parametrize("status", [204, 400, 404])
def test_no_data_is_no_data_whichever_status_says_so(tiny_server, registry, status):
    tiny_server.reply = lambda _asked: answer(None if status == 204 else {"title": "Fannst ekki"}, status)

    assert registry.person(WHO, errand=ERRAND).value is None
    assert registry.domicile(WHO, errand=ERRAND).value is None
    assert registry.children_in_custody(WHO, errand=ERRAND).value == ()
    assert registry.spouse(WHO, errand=ERRAND).value is None
    assert registry.spouse(WHO, errand=ERRAND).evidence.answer_sha256


def test_an_answer_about_somebody_else_is_refused_without_naming_them(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer({"kennitala": "0101302989", "nafn": "Annar"})

    with pytest.raises(RegistryError) as caught:
        registry.person(WHO, errand=ERRAND)

    assert (caught.value.kind, caught.value.origin) == (FaultKind.PROGRAMMING, Origin.REGISTER)
    assert caught.value.notice == "kennitala is not the person asked about"


def test_a_kennitala_that_lost_its_leading_zero_is_still_the_person_asked_about(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer({"kennitala": 101302399, "nafn": "Gervimaður Færeyjar"})

    assert registry.person(WHO, errand=ERRAND).value.national_id == WHO


def test_marriage_and_registered_cohabitation_are_told_apart(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer(
        {
            "hjuskapur": {
                "kennitalaMaka": None,
                "nafnMaka": None,
                "hjuskaparKodi": "1",
                "hjuskaparTexti": "Ógift(ur)",
                "dagsetningBreytt": None,
            },
            "sambud": {
                "kennitalaMaka": "0101302719",
                "nafnMaka": "Gervimaður Evrópa",
                "sambud": True,
                "sambudTexti": "Í sambúð",
                "dagsetningBreytt": "2021-05-04T00:00:00",
            },
        }
    )

    partnership = registry.spouse(WHO, errand=ERRAND).value

    assert (partnership.marriage.code, partnership.marriage.spouse) == ("1", None)
    assert partnership.marriage.counts_as_married is False
    assert partnership.cohabitation.registered is True
    assert partnership.cohabitation.partner == Partner("0101302719", "Gervimaður Evrópa")
    assert partnership.cohabitation.since == date(2021, 5, 4)
    assert tiny_server.asked[0].path.endswith("/Einstaklingar/0101302399/hjuskapur")


@pytest.mark.parametrize("code", ["0", "3", "7", "8", "G", "L", "g"])
def test_these_marital_codes_count_as_married(tiny_server, registry, code):
    tiny_server.reply = lambda _asked: answer({"hjuskapur": {"hjuskaparKodi": code}})

    assert registry.spouse(WHO, errand=ERRAND).value.marriage.counts_as_married is True


@pytest.mark.parametrize("code", ["1", "4", "5", "6", "9"])
def test_these_marital_codes_do_not(tiny_server, registry, code):
    tiny_server.reply = lambda _asked: answer({"hjuskapur": {"hjuskaparKodi": code}})

    assert registry.spouse(WHO, errand=ERRAND).value.marriage.counts_as_married is False


def test_a_domicile_keeps_numbers_that_are_names_as_text(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer(
        {
            "ibudanumer": "0201",
            "postnumer": "220",
            "stadur": "Hafnarfjörður",
            "sveitarfelagsnumer": "1400",
            "huskodi": "140012340010",
            "heimilisfang": "Strandgata 1",
            "landakodi": "IS",
            "breytt": "2019-09-01",
            "fasteignanumer": 2070001,
        }
    )

    home = registry.domicile(WHO, errand=ERRAND).value

    assert (home.address, home.postcode, home.place) == ("Strandgata 1", "220", "Hafnarfjörður")
    assert (home.municipality_number, home.property_number, home.apartment) == ("1400", 2070001, "0201")
    assert home.since == date(2019, 9, 1)


def test_reykjavik_keeps_its_four_zeros(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer({"sveitarfelagsnumer": 0, "heimilisfang": "Laugavegur 1"})

    assert registry.domicile(WHO, errand=ERRAND).value.municipality_number == "0000"


def test_children_in_custody_are_listed_with_their_kennitala_as_text(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer(
        {
            "forsjaKt": WHO,
            "forsjaNafn": "Gervimaður Færeyjar",
            "forsjaBornList": [
                {"barnKt": "0101177890", "barnNafn": "Barn Eitt"},
                {"barnKt": 109181230, "barnNafn": "Barn Tvö"},
            ],
        }
    )

    children = registry.children_in_custody(WHO, errand=ERRAND).value

    assert children == (Child("0101177890", "Barn Eitt"), Child("0109181230", "Barn Tvö"))


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"kennitala": [1]}', b'{"nafn": {"a": 1}}', b'{"bannmerking": "kannski"}']
)
def test_an_answer_of_another_form_is_refused(tiny_server, registry, body):
    tiny_server.reply = lambda _asked: SimpleNamespace(status=200, body=body, headers={}, echo=True)

    with pytest.raises(RegistryError) as caught:
        registry.person(WHO, errand=ERRAND)

    assert (caught.value.kind, caught.value.code) == (FaultKind.PROGRAMMING, "unreadable")


def test_a_failed_register_is_an_error_and_never_no_data(tiny_server, registry):
    tiny_server.reply = lambda _asked: answer({"title": "Bilun"}, 500)

    with pytest.raises(RegistryError) as caught:
        registry.children_in_custody(WHO, errand=ERRAND)

    assert caught.value.kind is FaultKind.RETRY


def test_a_company_is_read_without_a_token(tiny_server, xroad):
    tiny_server.reply = lambda _asked: answer(
        {
            "kennitala": "5402696029",
            "nafn": "Dæmi ehf.",
            "skrad": "1999-03-01",
            "stada": "Skráð",
            "rekstrarform": [{"tegund": "E1", "heiti": "Einkahlutafélag"}],
            "virdisaukaskattur": [],
            "heimilisfang": [
                {
                    "gerd": "Lögheimili",
                    "heimilisfang": "Strandgata 2",
                    "postnumer": "220",
                    "stadur": "Hafnarfjörður",
                    "sveitarfelaganumer": "1400",
                    "land": "IS",
                    "er_postholf": False,
                    "byggd": None,
                }
            ],
            "tengdir_adilar": [{"tegund": "Prókúruhafi", "kennitala": "0101302399", "nafn": "Gervimaður"}],
            "sidast_uppfaert": "2026-01-01T00:00:00",
        }
    )

    registry = CompanyRegistry(xroad=xroad, service="IS-DEV/GOV/10006/Skatturinn/ft-v1")
    company = registry.company("5402696029", errand=ERRAND).value

    assert (company.name, company.forms, company.registered) == (
        "Dæmi ehf.",
        ("Einkahlutafélag",),
        date(1999, 3, 1),
    )
    assert company.addresses[0].municipality_number == "1400"
    assert (company.parties[0].kind, company.parties[0].national_id) == ("Prókúruhafi", "0101302399")
    assert "Authorization" not in tiny_server.asked[0].headers


def test_relationships_carry_the_kennitala_in_a_header_and_not_in_the_address(tiny_server, xroad):
    tiny_server.reply = lambda _asked: answer(
        {
            "nationalId": WHO,
            "name": "Gervimaður Færeyjar",
            "relationships": [
                {"type": "ProcurationHolder", "nationalId": "5402696029", "name": "Dæmi ehf.", "links": []}
            ],
        }
    )
    registry = RelationshipRegistry(
        xroad=xroad, service="IS-DEV/GOV/10006/Skatturinn/relationships-v1", bearer=lambda: "lykill"
    )

    ties = registry.of_person(WHO, errand=ERRAND).value

    assert ties.relationships[0].national_id == "5402696029"
    assert tiny_server.asked[0].path.endswith("/relationships-v1/individuals/.national-id")
    assert tiny_server.asked[0].headers["X-Param-National-Id"] == WHO
