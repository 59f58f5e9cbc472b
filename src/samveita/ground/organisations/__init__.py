"""Municipalities and everything organised around them; the tenant, its successor and the scope of every query."""
