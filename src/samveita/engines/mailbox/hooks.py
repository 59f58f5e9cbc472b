"""Handlers that rooms above register for what happens to their dispatches.

``served`` runs once, when the document counts as served; ``opened`` once, when it is first fetched for display;
``failed`` when the mailbox refused it for good. A handler is registered for a purpose in ``AppConfig.ready()`` and runs
in the transaction of the change it tells of: when it raises, nothing has happened.
"""

from __future__ import annotations

from collections.abc import Callable

from samveita.engines.mailbox.models import Dispatch

Handler = Callable[[Dispatch], None]


class Hook:
    """The handlers for one happening, at most one for each purpose."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._handlers: dict[str, Handler] = {}

    def register(self, purpose: str, handler: Handler) -> None:
        """Say what is to happen for dispatches of a purpose.

        Raises:
            ValueError: when another handler has the purpose.
        """
        if self._handlers.get(purpose, handler) is not handler:
            raise ValueError(f"{self.name} of {purpose!r} has a handler already")
        self._handlers[purpose] = handler

    def forget(self, purpose: str) -> None:
        """Take a purpose's handler away again."""
        self._handlers.pop(purpose, None)

    def run(self, dispatch: Dispatch) -> None:
        """Call the handler of the dispatch's purpose, if there is one."""
        handler = self._handlers.get(dispatch.purpose)
        if handler is not None:
            handler(dispatch)


on_served = Hook("served")
on_opened = Hook("opened")
on_failed = Hook("failed")
