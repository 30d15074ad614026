"""What a chair can be told about: each says what happened and what to do next.

Raise one of these for the world (a wrong passphrase, a full disk); anything else that escapes is a
defect of ours and is reported as one, with no case content.
"""

from __future__ import annotations

from typing import Any


class DhrError(Exception):
    """Something the chair can be told about, in a sentence that says what to do and names the place in the window."""

    by_command = ""
    """What the command line advises beside it: nobody at the window is sent there."""


class WrongPassphrase(DhrError):
    """The key does not fit, or the file is damaged: from outside the two look alike."""


class CaseDamaged(DhrError):
    """The file opens with this key but is not whole, or a backup shows that it no longer is."""


class CaseInUse(DhrError):
    """Another window, command line or person holds the case open."""


class CaseTooNew(DhrError):
    """A later version of the program wrote this file."""


class CaseIsReadOnly(DhrError):
    """The case is open for reading only; the place, the file or its version does not allow edits."""


class CaseFileGone(DhrError):
    """The file was moved, replaced or cut short while it was open."""

    def __init__(self, words: str, *, holds_last_change: bool = False) -> None:
        super().__init__(words)
        self.holds_last_change = holds_last_change
        """Whether the change under way is among what memory still holds, and so will be in a rescue copy."""


class NewKeyHolds(DhrError):
    """The passphrase was changed, and something failed after it; the case is closed."""

    def __init__(self, words: str, key: Any = None) -> None:
        super().__init__(words)
        self.key = key
        """What opens the file now."""


class DiskFull(DhrError):
    """There was no room to write; what was saved before is untouched."""


class WriteFailed(DhrError):
    """The disk refused a write; the change was not made."""


class Refused(DhrError):
    """What was asked cannot be done, and nothing has changed."""


class ChangedMeanwhile(DhrError):
    """Something a longer piece of work rests on was edited while it ran; nothing of that piece was kept."""


class UnreadableTable(DhrError):
    """A CSV or pasted table could not be taken in; nothing has changed."""


class Cancelled(Exception):
    """The chair stopped a long piece of work. Nothing of it is kept."""
