"""Every figure we claim, measured beside a peer in one run. ``make bench`` runs all of it, on loopback only."""
