"""The Joining place: suggested links, events, differences, decisions."""
