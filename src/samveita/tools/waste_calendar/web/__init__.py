"""Pages of the waste calendar for residents; each works without JavaScript."""
