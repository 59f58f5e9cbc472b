"""What waits: tasks on an office's desk, deliveries to outside services, background work and the minute tick.

Nothing is lost here: work is written down in the transaction that needs it, done later by ``samveita worker``, tried
again when it fails, and put on a person's desk when trying again does not help.
"""
