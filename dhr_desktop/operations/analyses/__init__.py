"""The analyses: each a table whose every cell leads to its rows, with what is only suggested kept apart."""
