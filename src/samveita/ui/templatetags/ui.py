"""``{% load ui %}``: gathers every component and format into one library."""

from __future__ import annotations

from samveita.ui import formats
from samveita.ui.components import actions, content, feedback, fields, frame, layout, navigation
from samveita.ui.library import register

__all__ = ["actions", "content", "feedback", "fields", "formats", "frame", "layout", "navigation", "register"]
