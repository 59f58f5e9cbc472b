"""Samveita: one open digital-services platform for Iceland's municipalities and their association."""

__version__ = "0.1.0"
