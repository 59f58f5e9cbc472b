"""An example of each answer of the waste calendar's JSON, for its description; a test holds them against the shapes."""

from __future__ import annotations

from typing import Any, Final


def _texts(is_: str, en: str, pl: str) -> dict[str, str]:
    return {"is": is_, "en": en, "pl": pl}


_PAPER: Final = {
    "id": "paper_plastic",
    "name": _texts("Blá- og fjólublá tunna", "Blue and purple bin", "Niebieski i fioletowy pojemnik"),
    "fractions": [
        {
            "code": "paper",
            "name": _texts("Pappír og pappi", "Paper and cardboard", "Papier i tektura"),
            "colour": "#1b62a8",
        }
    ],
}
CALENDAR: Final[dict[str, Any]] = {
    "municipality": "arborg",
    "editions": [
        {
            "year": 2026,
            "validFrom": "2026-01-01",
            "validTo": "2026-12-31",
            "source": "Sorphirðudagatal Árborgar",
            "sourceDate": "2026-02-26",
            "streams": [_PAPER],
            "zones": [{"id": "zone_1", "name": "Rautt hverfi, Selfoss", "kind": "urban"}],
        }
    ],
}
PLACES: Final[dict[str, Any]] = {
    "places": [
        {"label": "Austurvegur 2, 800 Selfoss", "pointNumber": 10058508, "street": None},
        {"label": "Traðarhús", "pointNumber": None, "street": "Traðarhús"},
    ]
}
NEXT: Final[dict[str, Any]] = {
    "municipality": "arborg",
    "place": "Austurvegur 2",
    "asOf": "2026-11-16",
    "status": "found",
    "zones": [],
    "collections": [
        {
            "stream": _PAPER,
            "zone": "zone_1",
            "next": ["2026-11-18", "2026-11-20"],
            "inWords": _texts(
                "18. og 20. nóvember 2026", "18 and 20 November 2026", "18 i 20 listopada 2026"
            ),
            "away": _texts("Eftir 2 daga", "In 2 days", "Za 2 dni"),
            "later": [["2026-12-16", "2026-12-17", "2026-12-18"]],
        }
    ],
    "disruptions": [
        {
            "day": "2026-11-19",
            "reason": "weather",
            "outcome": "moved",
            "movedTo": "2026-11-20",
            "shownUntil": "2026-11-20",
            "message": _texts(
                "Losun sem átti að vera 19. nóvember 2026 færist til 20. nóvember 2026. Ástæðan er veður.",
                "The collection due on 19 November 2026 moves to 20 November 2026. The reason is the weather.",
                "Odbiór zaplanowany na 19 listopada 2026 przeniesiono na 20 listopada 2026. Powodem jest pogoda.",
            ),
        }
    ],
}


def answered(example: dict[str, Any]) -> dict[str, Any]:
    """Return what an operation's description says besides: what its answer looks like."""
    return {"responses": {200: {"content": {"application/json": {"example": example}}}}}
