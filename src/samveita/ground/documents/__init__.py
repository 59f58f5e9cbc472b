"""The shape of everything stored as JSON: ``{"schema", "version", "data"}``, validated on write and on read.

The lowest room of the ground floor: it knows no organisation, no person and no rule of law. Encryption of documents is
the vault's business; what a document means is the business of the room that declares it.
"""
