"""Which entries may tell of one event, and why. Knows no case, no window, no database."""
