"""What agencies' words seem to say."""
