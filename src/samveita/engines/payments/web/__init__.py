"""Payments on the resident's pages."""
