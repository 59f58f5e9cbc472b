"""A process table as a drawing: states as boxes, in columns by how many steps they are from the beginning.

Each arrow carries the number of its row in the table beside the drawing, so that nothing is told by the drawing alone.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from samveita.engines.cases.declaring import Process

WIDTH, HEIGHT, GAP_ACROSS, GAP_DOWN, MARGIN = 190, 46, 110, 34, 14


def drawing_of(process: Process) -> str:
    """Return the drawing as SVG, with Icelandic labels."""
    columns = _columns(process)
    places = {
        key: (MARGIN + across * (WIDTH + GAP_ACROSS), MARGIN + down * (HEIGHT + GAP_DOWN))
        for across, keys in enumerate(columns)
        for down, key in enumerate(keys)
    }
    width = max(x for x, _y in places.values()) + WIDTH + MARGIN
    height = max(y for _x, y in places.values()) + HEIGHT + MARGIN + 24
    arrows = [
        _arrow(places[source], places[row.leads_to(source)], number)
        for number, row in enumerate(process.transitions, start=1)
        for source in row.sources
        if not row.same_state
    ]
    boxes = [_box(places[state.key], state.label.is_, is_open=state.is_open) for state in process.states]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        '<defs><marker id="o" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#1b1f24"/></marker></defs>' + "".join(arrows + boxes) + "</svg>"
    )


def _columns(process: Process) -> list[list[str]]:
    depth = {process.initial: 0}
    waiting = [process.initial]
    while waiting:
        source = waiting.pop(0)
        for row in process.rows_from(source):
            target = row.leads_to(source)
            if target not in depth:
                depth[target] = depth[source] + 1
                waiting.append(target)
    last = max(depth.values())
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for state in process.states:
        columns[depth.get(state.key, last)].append(state.key)
    return columns


def _box(place: tuple[int, int], label: str, *, is_open: bool) -> str:
    x, y = place
    fill, edge = ("#ffffff", 1.4) if is_open else ("#eef0f2", 2.6)
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="{fill}" stroke="#1b1f24" '
        f'stroke-width="{edge}"/><text x="{x + WIDTH // 2}" y="{y + HEIGHT // 2 + 5}" text-anchor="middle" '
        f'font-family="Source Sans 3, Inter, sans-serif" font-size="15" fill="#1b1f24">{escape(label)}</text>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int], number: int) -> str:
    (x1, y1), (x2, y2) = start, end
    if x2 > x1:
        line = (x1 + WIDTH, y1 + HEIGHT // 2, x2, y2 + HEIGHT // 2)
    elif x2 < x1:
        line = (x1, y1 + HEIGHT // 2 + 12, x2 + WIDTH, y2 + HEIGHT // 2 + 12)
    elif y2 == y1:
        line = (x1 + WIDTH - 30, y1 + HEIGHT + 14, x1 + WIDTH - 30, y1 + HEIGHT)
    else:
        down = y2 > y1
        line = (x1 + 40, y1 + (HEIGHT if down else 0), x2 + 40, y2 + (0 if down else HEIGHT))
    ax, ay, bx, by = line
    # A third of the way along: numbers of arrows that end in the same box don't meet there.
    mx, my = ax + (bx - ax) // 3, ay + (by - ay) // 3
    return (
        f'<path d="M{ax} {ay}L{bx} {by}" stroke="#1b1f24" stroke-width="1.2" fill="none" marker-end="url(#o)"/>'
        f'<circle cx="{mx}" cy="{my}" r="10" fill="#ffffff" stroke="#1b1f24"/>'
        f'<text x="{mx}" y="{my + 4}" text-anchor="middle" font-family="Source Sans 3, Inter, sans-serif" '
        f'font-size="11" fill="#1b1f24">{number}</text>'
    )
