"""Picks a door: the window, or the command line when there is something on the line to do."""

from __future__ import annotations

import sys


def command_line() -> int:
    from dhr_desktop.cli.main import main

    return main()


def window() -> int:
    from dhr_desktop.ui.app import main

    return main(sys.argv)


if __name__ == "__main__":
    sys.exit(window() if len(sys.argv) < 2 or sys.argv[1].startswith("--sample") else command_line())
