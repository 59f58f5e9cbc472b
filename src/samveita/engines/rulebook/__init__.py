"""Rules of law and money: dated, sourced parameters and calculations that explain every line.

A rule is written once with the operators and words of ``exact`` and serves both one person (``calculation``: every line
with its label, arithmetic, legal basis and source) and a whole nation (columns of integers). All but
``published`` (sets that an office publishes) is pure Python and NumPy: no Django, no database, no clock; whoever calls
says which day it is about.
"""
