"""The window. It shows and asks; every decision and every change is an operation below it."""
