"""Reading date wording. `reader.read_date` is the door; a wrong-but-exact date is the worst outcome."""
