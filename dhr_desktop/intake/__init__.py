"""Intake: files from strangers become rows, and rows become entries. Knows no case and no window."""
