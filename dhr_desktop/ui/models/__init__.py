"""Item models over plain lists. Each rereads only for its own kinds of change."""
