"""Named points at which a test kills the process, as a power cut would, to show that nothing is lost.

``crash_point`` does nothing unless ``SAMVEITA_CRASH_AT`` names the point; the environment refuses that variable
everywhere but in mode ``test``.
"""

from __future__ import annotations

import os
import signal

from django.conf import settings


def crash_point(name: str) -> None:
    """Kill this process here and now if a test asked for it by this name."""
    if name == settings.CRASH_AT and settings.MODE == "test":
        os.kill(os.getpid(), signal.SIGKILL)
