"""Blocks that the registers fill: each made from what the edition shows, and named once."""
