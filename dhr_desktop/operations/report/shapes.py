"""What a document of some shape holds and in which order: data that ships, or an outline a partnership keeps itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dhr_desktop.core.errors import Refused
from dhr_desktop.system.folders import resources

OVERVIEW, SUMMARY, TERMS = "overview report", "executive summary", "terms of reference"
DOCUMENTS = (OVERVIEW, SUMMARY, TERMS)
BY_SECTIONS, RUNNING, NONE = "sections", "running", "none"
NUMBERINGS = (BY_SECTIONS, RUNNING, NONE)
"""1, 1.1 and paragraphs 1.1.1; paragraphs in one count from 1; nothing numbered."""
USUAL = {OVERVIEW: "overview-2016", SUMMARY: "summary-2016", TERMS: "terms-2016"}


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of a shape, and the blocks that the registers fill under it."""

    heading: str
    level: int
    required: bool = False
    help: str = ""
    blocks: tuple[str, ...] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    key: str
    title: str
    document: str
    says: str
    numbering: str
    sections: tuple[Part, ...]

    def part(self, heading: str) -> Part | None:
        folded = heading.casefold()
        return next((each for each in self.sections if each.heading.casefold() == folded), None)


@cache
def shipped() -> dict[str, Shape]:
    held = json.loads((resources() / "report" / "shapes.json").read_text("utf-8"))
    return {each.key: each for each in map(_shape, held["shapes"])}


def shape(key: str) -> Shape:
    """A shape by its key."""
    held = shipped().get(key)
    if held is None:
        raise Refused(f"There is no shape {key}. There are: {', '.join(shipped())}.")
    return held


def read_outline(path: Path) -> Shape:
    """A partnership's own outline, as `write_outline` keeps it."""
    try:
        return _shape(json.loads(path.read_text("utf-8")))
    except OSError as problem:
        raise Refused(f"{path.name} could not be read ({problem.strerror}). Check the name and the folder.") from None
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{path.name} is no outline of this program. Export one and change that.") from None


def outline_text(of: Shape) -> str:
    return json.dumps(asdict(of), ensure_ascii=False, indent=1) + "\n"


def _shape(held: dict[str, Any]) -> Shape:
    sections = tuple(
        Part(
            str(each["heading"]),
            max(0, min(3, int(each["level"]))),
            bool(each.get("required")),
            str(each.get("help", "")),
            tuple(map(str, each.get("blocks", ()))),
            bool(each.get("numbered", True)),
        )
        for each in held["sections"]
    )
    if held["document"] not in DOCUMENTS or held["numbering"] not in NUMBERINGS or not sections:
        raise ValueError
    return Shape(str(held["key"]), str(held["title"]), held["document"], str(held["says"]), held["numbering"], sections)
