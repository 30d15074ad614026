"""The Agencies place: files brought in, what came of them, and who sent them."""
