"""The Chronology place: the integrated chronology as a table, and the filter it shares with the timeline."""
