"""Reading date wording. `read_date` is the door for a cell; a wrong-but-exact date is the worst outcome."""
