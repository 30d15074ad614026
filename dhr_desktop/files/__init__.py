"""Files by name: read whole with limits, delimited text in and out, written whole or not at all. Knows no case."""
