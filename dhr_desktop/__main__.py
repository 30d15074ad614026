"""Picks a door: the window, or the command line when there is something on the line to do."""

from __future__ import annotations

import sys


def command_line() -> int:
    from dhr_desktop.cli.main import main

    return main()


def window() -> int:
    from dhr_desktop.ui.app import main

    return main(sys.argv)


def process_of_its_own(sort: str) -> None:
    """Started by the program itself where it is frozen: to read a stranger's file, or to work beside the window."""
    if sort == "--read-one-file":
        from dhr_desktop.intake import worker

        worker.main()
    else:
        from dhr_desktop.background import process

        process.main()


if __name__ == "__main__":
    if sys.argv[1:] in (["--read-one-file"], ["--work-in-background"]):
        process_of_its_own(sys.argv[1])
        sys.exit(0)
    sys.exit(window() if len(sys.argv) < 2 or sys.argv[1].startswith("--sample") else command_line())
