"""DHR Desktop: the chair's instrument for a domestic homicide review."""

__version__ = "0.1.0"
