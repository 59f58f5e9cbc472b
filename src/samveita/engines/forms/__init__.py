"""Questions declared once: pages, validation, summary and JSON Schema come from the same declaration.

A service declares its form with ``declaring``; ``answering`` and its neighbours are pure and know no database; ``drafting``
keeps the answers until they are submitted. What happens to them then is the business of ``engines.cases``.
"""
