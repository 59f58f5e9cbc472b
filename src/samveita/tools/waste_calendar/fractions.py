"""What is collected: the kinds of household waste (úrgangsflokkar) with names, colours and pictures.

Four kinds at every dwelling and three more near residents are compulsory since 1 January 2023 (act 103/2021). Colours are
those of bins as a municipality names them in its calendar: black, green, blue and purple for the four at the dwelling
(Múlaþing, *Sorphirðudagatöl 2024*). The exact codes of the national label are not confirmed, so a municipality may give
its own; a colour is never the only mark, since name and picture always stand with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samveita.iceland.texts import Text


class FractionCode(StrEnum):
    """A kind of waste, as codes in data."""

    RESIDUAL = "residual"
    BIO = "bio"
    PAPER = "paper"
    PLASTIC = "plastic"
    GLASS = "glass"
    METAL = "metal"
    TEXTILES = "textiles"
    GARDEN = "garden"
    HAZARDOUS = "hazardous"
    ELECTRONICS = "electronics"
    TIMBER = "timber"
    TYRES = "tyres"
    SILAGE_FILM = "silage_film"
    CARCASSES = "carcasses"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fraction:
    """One kind of waste: its code, its name, a colour dark enough for white letters, and the picture drawn for it."""

    code: FractionCode
    name: Text
    colour: str
    picture: str


FRACTIONS: dict[FractionCode, Fraction] = {
    fraction.code: fraction
    for fraction in (
        Fraction(
            FractionCode.RESIDUAL,
            Text(is_="Blandaður úrgangur", en="Mixed waste", pl="Odpady zmieszane"),
            "#2b2b2b",
            "bag",
        ),
        Fraction(
            FractionCode.BIO,
            Text(is_="Matarleifar", en="Food waste", pl="Odpady spożywcze"),
            "#2f7d32",
            "apple",
        ),
        Fraction(
            FractionCode.PAPER,
            Text(is_="Pappír og pappi", en="Paper and cardboard", pl="Papier i tektura"),
            "#1b62a8",
            "paper",
        ),
        Fraction(
            FractionCode.PLASTIC,
            Text(is_="Plastumbúðir", en="Plastic packaging", pl="Opakowania z plastiku"),
            "#7b3f98",
            "bottle",
        ),
        Fraction(FractionCode.GLASS, Text(is_="Gler", en="Glass", pl="Szkło"), "#0f766e", "jar"),
        Fraction(FractionCode.METAL, Text(is_="Málmar", en="Metal", pl="Metale"), "#5b6670", "tin"),
        Fraction(
            FractionCode.TEXTILES, Text(is_="Textíll", en="Textiles", pl="Tekstylia"), "#8a2346", "shirt"
        ),
        Fraction(
            FractionCode.GARDEN,
            Text(is_="Garðaúrgangur", en="Garden waste", pl="Odpady ogrodowe"),
            "#5d6b1e",
            "leaf",
        ),
        Fraction(
            FractionCode.HAZARDOUS,
            Text(is_="Spilliefni", en="Hazardous waste", pl="Odpady niebezpieczne"),
            "#b3261e",
            "drop",
        ),
        Fraction(
            FractionCode.ELECTRONICS,
            Text(is_="Raftæki", en="Electrical equipment", pl="Sprzęt elektryczny"),
            "#7a4a00",
            "plug",
        ),
        Fraction(FractionCode.TIMBER, Text(is_="Timbur", en="Timber", pl="Drewno"), "#7a4a1f", "plank"),
        Fraction(FractionCode.TYRES, Text(is_="Hjólbarðar", en="Tyres", pl="Opony"), "#3a3a3a", "ring"),
        Fraction(
            FractionCode.SILAGE_FILM,
            Text(is_="Heyrúlluplast", en="Silage film", pl="Folia do kiszonki"),
            "#51606b",
            "roll",
        ),
        Fraction(
            FractionCode.CARCASSES,
            Text(is_="Dýrahræ", en="Animal carcasses", pl="Padlina zwierzęca"),
            "#6b3a2e",
            "bag",
        ),
        Fraction(
            FractionCode.OTHER,
            Text(is_="Annar úrgangur", en="Other waste", pl="Inne odpady"),
            "#4a4a4a",
            "box",
        ),
    )
}
UNNAMED = FRACTIONS[FractionCode.OTHER]
"""Stands for a stream whose kinds of waste the source does not state."""
