"""A journey has the window's fixtures, and a command line."""

from tests.ui.conftest import answers, opened, sampled, session, settle, window

__all__ = ["answers", "opened", "sampled", "session", "settle", "window"]
