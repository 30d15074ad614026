"""The Analysis place: what the chair and the panel made of the entries."""
