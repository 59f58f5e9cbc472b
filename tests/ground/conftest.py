"""Offices and residents for the rooms of the ground floor."""

from offices_and_people import make_office, make_person

__all__ = ["make_office", "make_person"]
