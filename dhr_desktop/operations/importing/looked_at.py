"""One file that was looked at: what it would become, what it asks, and what a person should look at first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from dhr_desktop.core.agencies import Submission
from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposed import IMPORT, NIL, DayOrder, Proposal
from dhr_desktop.intake.senders import Sender

from .found_in_file import Found, Gist
from .revisions import Revision
from .versions import Earlier, VersionAnswer


class Question(Enum):
    """What stops a file from being accepted until the chair has answered."""

    WHO_SENT_IT = "which agency sent it"
    WHOSE_ROWS = "which agencies its rows are of"
    DAY_ORDER = "whether its dates are month first"
    VERSION = "whether it is a new version or a further file"


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Why a file was left at its acceptance: what it does to the case is no longer what was shown."""

    version_of: str  # the file it would now replace; empty where it no longer replaces any

    def in_words(self) -> str:
        if not self.version_of:
            return "Since this was looked at, the version before it is no longer as it was. Look again, then accept it."
        return (
            f"Since this was looked at, {self.version_of} was kept or changed: this may be a new version of it. "
            "Look at what it changes, and accept it again."
        )


@dataclass(slots=True)
class LookedAt:
    """One file, read and understood, waiting for the chair."""

    file_name: str
    data: bytes
    sha256: str
    found: Found
    sender: Sender
    already: Submission | None = None
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # told of it, and nothing to look at
    path: Path | None = None
    mappings: dict[str, dict[int, str]] | None = None  # the columns as the chair told them
    day_order: DayOrder | None = None  # as the chair told it, of this file or of an earlier one of its agency
    splits: frozenset[tuple[str, int]] = frozenset()  # rows, by table and number, whose cell of several dates is split
    is_split_as_before: bool = False  # rows are split because they were in the file it is like; undone where it is none
    row_senders: dict[str, Sender] = field(default_factory=dict)  # by each name in a column of agencies
    calls_itself: str = (
        ""  # by a name that no agency of the case has; kept for its agency once the chair has said whose
    )
    version: VersionAnswer | None = None  # as the chair told it
    earlier: Earlier | None = None  # the file of the case that it is like
    is_version_asked: bool = False
    not_as_shown: NotAsShown | None = None

    @property
    def proposal(self) -> Proposal:
        return self.found.proposal

    @property
    def document(self) -> Document | None:
        return self.found.document

    @property
    def revision(self) -> Revision | None:
        return self.found.revision

    @property
    def gist(self) -> Gist:
        """What a list shows of it."""
        return self.found.gist

    @property
    def can_accept(self) -> bool:
        return self.already is None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the chair has to answer before it can be kept."""
        if self.already is not None or self.gist.outcome not in (IMPORT, NIL):
            return ()
        asked = {
            Question.WHO_SENT_IT: self.sender.is_asked,
            Question.WHOSE_ROWS: any(each.is_asked for each in self.row_senders.values()),
            Question.DAY_ORDER: self.gist.asks_day_order,
            Question.VERSION: self.is_version_asked,
        }
        return tuple(question for question, is_asked in asked.items() if is_asked)

    @property
    def needs(self) -> list[str]:
        """What a person has to look at, in words."""
        return self._first_needs() + ([] if self.already is not None else self.found.doubts())

    @property
    def need_count(self) -> int:
        return len(self._first_needs()) + (0 if self.already is not None else self.gist.doubt_count)

    def needs_begin(self) -> list[str]:
        """The first of what a person has to look at, told without going through the file."""
        return self._first_needs() + ([] if self.already is not None else list(self.gist.first_doubts))

    def _first_needs(self) -> list[str]:
        said = [self.not_as_shown.in_words()] if self.not_as_shown is not None else []
        said += self.warnings
        if self.already is not None:
            return said
        if self.gist.outcome != IMPORT:
            said.append(self.gist.sentence)
        return said + self.about_answers()

    def about_answers(self) -> list[str]:
        """What is asked or told of who sent it, whose its rows are, how its dates read, and what it is a version of."""
        if self.gist.outcome not in (IMPORT, NIL):
            return []
        said = []
        if Question.DAY_ORDER in self.questions:
            said.append("Are its dates month first? A whole column only works so. Say month first or day first.")
        if Question.VERSION in self.questions:
            said.append(self._version_question())
        if self.sender.is_asked:
            said.append(self.sender.question())
        elif not self.sender.is_sure and self.sender.name and not self.sender.agency:
            said.append(f"{self.sender.name} is not in the register of agencies: it is added as a new one.")
        for name, whose in self.row_senders.items():
            if whose.is_asked:
                said.append(f"Rows of “{name}”: {whose.question()}")
        return said

    def _version_question(self) -> str:
        if self.earlier is None:
            return (
                "You said that it is a new version, but no file of its agency in the case is like it. "
                "Say that it is a further file, or put it aside."
            )
        return (
            f"Is it a new version of {self.earlier.submission.file_name}, or a further file? As a new version: "
            f"{self.gist.revision_counts}. As a further file it adds all its rows and changes none."
        )

    def in_short(self) -> str:
        """What it is, in a sentence for the list of files."""
        if self.gist.revision_of:
            begins = "May be a new version" if self.is_version_asked else "A new version"
            return f"{begins} of {self.gist.revision_of}: {self.gist.revision_counts}."
        return self.gist.sentence
