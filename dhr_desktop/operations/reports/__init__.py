"""The documents a review ends in: their outline, the chair's words, what the registers fill, and what leaves."""
