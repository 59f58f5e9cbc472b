"""Central original, local version: documents that one party writes and many may tailor.

Parameter sets, letter texts, tariffs, calendars, decision trees and risk assessments all stand on these few verbs:
write a draft, approve it, let it be valid from a day. Nothing that was ever valid is changed or removed.
"""
