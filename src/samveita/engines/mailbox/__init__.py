"""The digital mailbox (Stafrænt pósthólf): announcing letters, and serving them when the resident opens them."""
