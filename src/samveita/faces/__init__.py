"""What people open: a municipality's pages, the desk of its staff and, later, the portal."""
