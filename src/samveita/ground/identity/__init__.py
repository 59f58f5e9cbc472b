"""Persons, accounts, roles and delegation; and the one question "may X do Y to Z?"."""
