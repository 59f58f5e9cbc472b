"""Which tables that hang on a case hold nothing of it, asked in one query for a page that would ask each of them.

Most cases have no appeal, no hearing, no link and no second party; a page that shows everything then asks only for what is
there. For pages that read: what is written to a case afterwards is not seen through the same object.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection

from samveita.engines.cases.models import Case


def know_what_is_empty(case: Case) -> None:
    """Let the case's relations that hold no row answer so without asking the database again."""
    names, question = _question()
    with connection.cursor() as cursor:
        cursor.execute(question, [case.pk] * len(names))
        held = dict(zip(names, cursor.fetchone(), strict=True))
    # As prefetching would leave them; Django has no public way to say that nothing is there.
    known: dict[str, Any] = case.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, is_held in held.items():
        if not is_held:
            known[name] = getattr(case, name).none()


@cache
def _question() -> tuple[tuple[str, ...], str]:
    """Return the names of the relations and the query that tells for each whether a case has any."""
    quoted = connection.ops.quote_name
    asked = {
        str(relation.get_accessor_name()): (
            f"EXISTS (SELECT 1 FROM {quoted(relation.related_model._meta.db_table)} "  # noqa: S608 - Django's own names
            f"WHERE {quoted(str(relation.field.column))} = %s)"
        )
        for relation in Case._meta.related_objects
        if relation.one_to_many
    }
    return tuple(asked), f"SELECT {', '.join(asked.values())}"
