"""The Timeline place: the entries of the chronology drawn, each no more exactly than its date is known."""
