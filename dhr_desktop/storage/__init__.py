"""The only room that knows SQLite, and the only one that holds a key."""
