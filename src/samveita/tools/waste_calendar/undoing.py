"""One step back: what a change replaced, kept so that it can be put again.

A step holds only the parts of the edition that the change touched: its head, an area, a stream, the days of a stream in an
area, and the order they stand in. Putting it back gives the edition as it was before.
"""

from __future__ import annotations

import json
from typing import Any

from samveita.tools.waste_calendar.model import CalendarEdition

Parts = dict[str, Any]


def _parts(edition: CalendarEdition) -> Parts:
    plain = edition.model_dump(mode="json")
    areas, streams = plain.pop("areas"), plain.pop("streams")
    parts: Parts = {"head": plain}
    parts["areas"] = [area["id"] for area in areas]
    parts.update({_key("area", area["id"]): area for area in areas})
    parts["streams"] = [[stream["id"], [zone["area"] for zone in stream["zones"]]] for stream in streams]
    for stream in streams:
        zones = stream.pop("zones")
        parts[_key("stream", stream["id"])] = stream
        parts.update({_key("zone", stream["id"], zone["area"]): zone for zone in zones})
    return parts


def _key(*names: str) -> str:
    return json.dumps(names, ensure_ascii=False)


def step_back(before: CalendarEdition, after: CalendarEdition) -> Parts:
    """Return what leads from ``after`` back to ``before``: the parts that differ, as they were."""
    then, now = _parts(before), _parts(after)
    return {key: then.get(key) for key in then.keys() | now.keys() if then.get(key) != now.get(key)}


def put_back(edition: CalendarEdition, step: Parts) -> CalendarEdition:
    """Return the edition with the parts of a step as they were."""
    parts = {**_parts(edition), **step}
    streams = [
        {**parts[_key("stream", stream)], "zones": [parts[_key("zone", stream, area)] for area in areas]}
        for stream, areas in parts["streams"]
    ]
    areas = [parts[_key("area", area)] for area in parts["areas"]]
    return CalendarEdition.model_validate({**parts["head"], "areas": areas, "streams": streams})
