"""Addresses, views and templates of the desk."""
