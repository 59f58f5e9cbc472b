"""The documents a municipality must have before it begins with real people, written from what the system knows.

Each is composed from the service's own declarations (questions, look-ups, process, tables) and a local text, shown as a
page and as a PDF, and signed by name. A signature holds for exactly what was shown; a changed declaration asks again.
"""
