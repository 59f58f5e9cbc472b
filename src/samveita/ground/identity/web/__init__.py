"""Pages of identity: logging in and out, for whom one acts, an office's staff and what is known of an office."""
