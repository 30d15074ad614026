"""Prose: what the chair writes, as marks in plain text and as blocks; what may be wrong with words. Knows no case."""
