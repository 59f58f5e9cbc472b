"""What everything stands on: who, where, what was done, what is stored, what waits."""
