"""The same operations from a terminal. Exit 0 done, 1 done but something needs a person, 2 refused."""
