"""Addresses the mailbox itself calls; people never open these."""
