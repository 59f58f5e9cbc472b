"""Every stored file and every secret at rest: encryption with a data key per organisation, hashes, safe downloads.

What is stored belongs to the office of its row and stays with it; after a merger the successor reads it through the row
as before, since neither the row nor its key moves. Who may read what is the business of scope and policies, not of this
room. Wagtail's public media are outside it.
"""
