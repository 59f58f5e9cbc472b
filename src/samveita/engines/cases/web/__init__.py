"""A resident's own cases on the web."""
