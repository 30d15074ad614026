"""The Report place: written where the evidence is."""
