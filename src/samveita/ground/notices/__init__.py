"""Notices by e-mail (and SMS where a sender is joined): that something waits, and where. One ledger for all of them.

A notice holds no fact about anyone: the letter itself goes to the digital mailbox or lies on the page of the case. It is
sent at most once; what is uncertain goes to a person. Decisions are never served this way (law 105/2021).
"""
