"""What a person can do to an open case. No Qt, so the window and the command line share every verb."""
