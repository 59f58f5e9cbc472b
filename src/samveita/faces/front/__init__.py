"""The front door: choose a municipality, see what it offers, find a service, follow one's own cases."""
