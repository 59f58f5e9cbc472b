"""The one event store: who did what, on whose behalf, and who looked at what.

Everything else that needs a history (a case's timeline, the resident's list of those who looked) is a view of these
events. Events carry uids and codes only: no names, no kennitölur, no free text. See docs/decisions/0004.
"""
