"""A process as a drawing, made from the rows that the engine enforces: SVG for the handbook and for a page of the desk.

States stand in columns by how many steps away they are from the first one; an arrow is a row, and its number stands in
the table beside the drawing, which says the same in words. Colours are taken from the page (``currentColor``), so that
the drawing reads on a dark background too. Nothing is in it that the table does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from samveita.engines.cases.table import State, Table

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 190, 44, 110, 34, 36
LETTERS_IN_A_LINE = 24


@dataclass(frozen=True, slots=True)
class Box:
    """Where a state stands, in pixels of the drawing."""

    state: State
    x: int
    y: int

    @property
    def right(self) -> tuple[int, int]:
        """The middle of the right side."""
        return self.x + WIDTH, self.y + HEIGHT // 2

    @property
    def left(self) -> tuple[int, int]:
        """The middle of the left side."""
        return self.x, self.y + HEIGHT // 2


def numbered(table: Table) -> list[tuple[int, str, str]]:
    """Return every arrow: the number of its row, from which state and to which; rows that keep the state have none."""
    return [
        (number, source, row.target)
        for number, row in enumerate(table.transitions, start=1)
        for source in row.sources
        if not row.same_state
    ]


def drawing(
    table: Table, *, title: str, description: str, language: str = "is", name: str = "process"
) -> str:
    """Return a table as SVG.

    Args:
        table: the process, or an overlay.
        title: read out first to whoever does not see it.
        description: read out next; where the same stands in words.
        language: of the states' names.
        name: makes the ids in the drawing its own on a page with several.
    """
    boxes = _placed(table)
    columns = max(box.x for box in boxes.values()) + WIDTH + MARGIN
    below = max(box.y for box in boxes.values()) + HEIGHT + MARGIN
    arrows = list(_arrows(table, boxes, below))
    depth = below + 14 * sum(1 for source, target in _pairs(table) if boxes[target].x <= boxes[source].x)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns} {depth + MARGIN}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" font-size="13" fill="currentColor">'
    )
    head = (
        f'<defs><marker id="{name}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    )
    parts = [
        opening,
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(description)}</desc>',
        head,
        '<g fill="none" stroke="currentColor" stroke-opacity="0.55">',
        *(f'<path d="{path}" marker-end="url(#{name}-arrow)"/>' for path, _x, _y, _numbers in arrows),
        "</g>",
        *(
            f'<text x="{x}" y="{y}" text-anchor="middle" font-size="11">{escape(numbers)}</text>'
            for _path, x, y, numbers in arrows
        ),
        *(_box(box, language) for box in boxes.values()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _placed(table: Table) -> dict[str, Box]:
    """Return where each state stands: a column for each step from the first state, in the order of the declaration."""
    steps = {table.initial: 0}
    waiting = [table.initial]
    while waiting:
        source = waiting.pop(0)
        for row in table.rows_from(source):
            target = row.leads_to(source)
            if target not in steps:
                steps[target] = steps[source] + 1
                waiting.append(target)
    filled: dict[int, int] = {}
    boxes = {}
    for state in table.states:
        column = steps.get(state.key, 0)
        place = filled.get(column, 0)
        filled[column] = place + 1
        boxes[state.key] = Box(state, MARGIN + column * (WIDTH + ACROSS), MARGIN + place * (HEIGHT + DOWN))
    return boxes


def _pairs(table: Table) -> list[tuple[str, str]]:
    """Return each pair of states with an arrow between them, once."""
    return list(dict.fromkeys((source, target) for _number, source, target in numbered(table)))


def _arrows(table: Table, boxes: dict[str, Box], below: int) -> Iterator[tuple[str, int, int, str]]:
    """Yield path, place of the number and numbers: forward straight across, otherwise in a lane of its own below."""
    lane = 0
    for source, target in _pairs(table):
        numbers = ", ".join(str(number) for number, at, to in numbered(table) if (at, to) == (source, target))
        (from_x, from_y), (to_x, to_y) = boxes[source].right, boxes[target].left
        if to_x > from_x:
            middle = (from_x + to_x) // 2
            path = f"M{from_x} {from_y}C{middle} {from_y} {middle} {to_y} {to_x} {to_y}"
            yield path, from_x + (to_x - from_x) // 3, from_y + (to_y - from_y) // 4 - 4, numbers
            continue
        depth = below + 14 * lane
        lane += 1
        path = f"M{from_x} {from_y}h{12 + lane % 6 * 3}V{depth}H{to_x - 12 - lane % 6 * 3}V{to_y}H{to_x}"
        yield path, (from_x + to_x) // 2, depth - 3, numbers


def _box(box: Box, language: str) -> str:
    """Return a state: closed ones have a double line round them, the label in one or two lines."""
    inner = (
        ""
        if box.state.is_open
        else f'<rect x="{box.x + 4}" y="{box.y + 4}" width="{WIDTH - 8}" height="{HEIGHT - 8}" rx="5" fill="none" '
        'stroke="currentColor"/>'
    )
    lines = _lines(box.state.label.in_language(language))
    first = box.y + HEIGHT // 2 + 5 - 8 * (len(lines) - 1)
    words = "".join(
        f'<text x="{box.x + WIDTH // 2}" y="{first + 16 * place}" text-anchor="middle">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="none" '
        f'stroke="currentColor" stroke-width="1.5"/>{inner}{words}'
    )


def _lines(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS_IN_A_LINE and len(lines) < 2:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
