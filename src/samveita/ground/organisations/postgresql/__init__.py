"""Django's PostgreSQL backend, with the tenant scope handed to the database for its row-level policies."""
