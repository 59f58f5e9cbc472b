"""Pages of financial aid that stand on the municipality's desk; each works without JavaScript."""
