"""An example of what each operation takes and answers, for its description; a test holds them against the operations."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

_FILE = resources.files("samveita.tools.preschool_fees").joinpath("api_examples.json")
EXAMPLES: Final[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))


def described(*, answer: str, body: str = "") -> dict[str, Any]:
    """Return what an operation's description says besides: what is sent, and what comes back."""
    said: dict[str, Any] = {"responses": {200: _as_json(answer)}}
    return {**said, "requestBody": _as_json(body)} if body else said


def _as_json(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"example": EXAMPLES[name]}}}
