"""What the Report place knows of the document it shows: what the records say at once, and what has been made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from dhr_desktop.operations.report import sections, states
from dhr_desktop.operations.report.reading import AtOnce, ReadReport

NOT_BEGUN = (
    "The {} has not been begun. Choose a shape: its headings come in the order of the guidance, and under each the "
    "registers fill what they know. Every heading can be changed."
)
BEING_READ = (
    "The report is being read. Your own words are here already; what the registers fill, the pages as printed and where "
    "each section stands come when it has been read."
)
UNREADABLE = "The report could not be read this time. It is read again when something changes or you come back here."


class Stands(Enum):
    """What is known of the document that is shown."""

    NOT_KNOWN = 1
    NOT_BEGUN = 2
    BEGUN = 3


@dataclass(slots=True)
class Known:
    read: ReadReport | None = None
    at_once: AtOnce | None = None
    shown: tuple[states.Standing, ...] = ()

    def is_of_another_time(self, read: ReadReport) -> bool:
        """It has been begun or removed since it was asked for: another reading is under way."""
        return self.at_once is not None and self.at_once.is_begun != (read.made is not None)

    def told_at_once(self, at_once: AtOnce) -> tuple[states.Standing, ...]:
        """The outline of the records, each section standing where it was last read to stand."""
        read = {each.section: each for each in self.read.told} if self.read is not None else {}
        return tuple(
            replace(read[each.section], title=each.title, level=each.level) if each.section in read else each
            for each in at_once.told
        )

    def heading(self, id: int) -> str:
        """As last read; of a section that has been added since, as the record has it."""
        at_once = self.at_once.outline if self.at_once is not None else ()
        made = self.read.made.outline if self.read is not None and self.read.made is not None else ()
        held: dict[int, sections.Outlined] = {each.section.id: each for each in (*at_once, *made)}
        return held[id].section.heading if id in held else ""

    def filled(self, id: int) -> tuple[str, ...]:
        for known in (self.read, self.at_once):
            if known is not None and id in known.blocks:
                return known.blocks[id]
        return ()
