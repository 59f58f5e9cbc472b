"""Wiring: environment, settings, addresses, server and the ``samveita`` command. No rules of any service live here."""
