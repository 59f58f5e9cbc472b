"""Every stored document has a golden schema: what is in databases today must still be read tomorrow.

A schema that changes without a new version fails here. Raise ``schema_version``, write the upgrade, and run this file with
``SAMVEITA_TEST_WRITE_SCHEMAS=1`` to keep the new golden file beside the older ones.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path

import pytest

from samveita.ground.documents.stored import SCHEMAS, Stored

SOURCE = Path(__file__).parents[2] / "src" / "samveita"
GOLDEN = Path(__file__).parent / "schemas"


def ours() -> list[type[Stored]]:
    """Documents declared by the house itself; tests declare some of their own."""
    import django

    django.setup()
    for path in sorted(SOURCE.glob("*/*/*.py")):
        if "Stored" in path.read_text(encoding="utf-8"):
            import_module(".".join(("samveita", *path.relative_to(SOURCE).with_suffix("").parts)))
    return sorted(
        (kind for kind in SCHEMAS.values() if kind.__module__.startswith("samveita.")),
        key=lambda kind: kind.schema_name,
    )


def golden_file(kind: type[Stored]) -> Path:
    return GOLDEN / f"{kind.schema_name}.v{kind.schema_version}.json"


def written(kind: type[Stored]) -> str:
    return json.dumps(kind.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("kind", ours(), ids=lambda kind: kind.schema_name)
def test_a_schema_changes_only_with_its_version(kind: type[Stored]) -> None:
    path = golden_file(kind)
    if os.environ.get("SAMVEITA_TEST_WRITE_SCHEMAS"):
        path.write_text(written(kind), encoding="utf-8")

    assert path.read_text(encoding="utf-8") == written(kind)


def test_no_golden_file_is_left_without_its_document() -> None:
    names = {kind.schema_name for kind in ours()}
    assert {path.name.rpartition(".v")[0] for path in GOLDEN.glob("*.json")} <= names
