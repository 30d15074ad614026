"""The publish gate: a finished file's bytes, read by other code than wrote them, and searched for what must not leave."""
