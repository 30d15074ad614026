"""Where things go on the timeline, as numbers. Nothing is painted here."""
