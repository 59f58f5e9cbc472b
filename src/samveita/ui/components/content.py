"""What a page shows: cards, task lists, timelines, explained amounts, tables, facts and who looked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samveita.ui import parts
from samveita.ui.formats import words
from samveita.ui.library import register
from samveita.ui.parts import Words


@register.simple_block_tag
def card(content: str, title: Words = "", level: int = 2, tinted: bool = False) -> SafeString:
    """A framed part of a page with an optional heading at ``level``."""
    heading = (
        format_html('<h{} class="ds-heading" data-size="xs">{}</h{}>', level, words(title), level)
        if title
        else ""
    )
    return format_html(
        '<div class="ds-card sv-card" data-variant="{}">{}{}</div>',
        "tinted" if tinted else "default",
        heading,
        content,
    )


@register.inclusion_tag("ui/components/link_card.html")
def link_card(title: Words, url: str, *, text: Words = "", level: int = 2) -> dict[str, object]:
    """A large plain link with a line of explanation: a service or a tool on a front page."""
    return {"title": words(title), "url": url, "text": words(text), "level": level}


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Sequence[parts.TaskItem]) -> dict[str, object]:
    """Everything an application asks for, and how far each part has come."""
    states = {
        parts.TaskState.DONE: (pgettext("task", "Lokið"), "success"),
        parts.TaskState.STARTED: (pgettext("task", "Hafið"), "info"),
        parts.TaskState.TODO: (pgettext("task", "Eftir"), "neutral"),
        parts.TaskState.WAITING: (pgettext("task", "Opnast síðar"), "neutral"),
    }
    return {"tasks": [(task, *states[task.state]) for task in tasks]}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(items: Sequence[parts.TimelineItem]) -> dict[str, object]:
    """What has happened, where the case stands now, and what comes next, with real dates."""
    states = {
        parts.TimelineState.DONE: pgettext("timeline", "Lokið"),
        parts.TimelineState.CURRENT: pgettext("timeline", "Staðan núna"),
        parts.TimelineState.NEXT: pgettext("timeline", "Næst"),
    }
    return {"items": [(item, states[item.state]) for item in items]}


@register.inclusion_tag("ui/components/explained_amount.html")
def explained_amount(explained: parts.ExplainedAmount) -> dict[str, object]:
    """An amount that opens into its lines, each with its arithmetic in words, its rule and its source."""
    return {"explained": explained}


@register.inclusion_tag("ui/components/data_table.html")
def data_table(table: parts.Table, selectable: bool = False) -> dict[str, object]:
    """A table with a caption, sortable by links; ``selectable`` lets j, k and Enter move on the desk."""
    sorted_words = {"ascending": _("raðað í vaxandi röð"), "descending": _("raðað í minnkandi röð")}
    columns = [(column, sorted_words.get(column.sorted, "")) for column in table.columns]
    rows = [(row, list(zip(row.cells, table.columns, strict=True))) for row in table.rows]
    total = list(zip(table.total, table.columns, strict=True)) if table.total else []
    return {"table": table, "columns": columns, "rows": rows, "total": total, "selectable": selectable}


@register.inclusion_tag("ui/components/definition_list.html")
def definition_list(facts: Sequence[parts.Fact]) -> dict[str, object]:
    """Terms and values, each with where it comes from: a summary before sending, facts from a registry."""
    return {"facts": facts}


@register.inclusion_tag("ui/components/looks_list.html")
def looks_list(looks: Sequence[parts.Look]) -> dict[str, object]:
    """Who has looked at a case, newest first as given; says so when nobody has."""
    return {"looks": looks}
