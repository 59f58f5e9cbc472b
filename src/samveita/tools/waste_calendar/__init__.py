"""The waste calendar (sorphirðudagatal): which day the truck comes, for every address a municipality publishes.

The calendar itself (``model``, ``places``, ``rounds``, ``checking``, ``feed``, ``command``) is pure Python and never
starts Django. What it is not: a charge for waste (*borgað þegar hent er*), which is a tool of its own.
"""
