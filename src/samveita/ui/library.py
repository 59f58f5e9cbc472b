"""The one tag library of the platform, loaded in templates as ``{% load ui %}``; components register themselves on it."""

from __future__ import annotations

from django.template import Library

register = Library()
