"""Offices for the tests of wiring."""

from offices_and_people import make_office

__all__ = ["make_office"]
