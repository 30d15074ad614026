"""Who sent a file: proposed from the file's name, what stands above its tables, and the agencies of the case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EMPTIED = re.compile(r"\(\s*\)|\[\s*\]")
_NOISE = re.compile(
    r"\b(?:dhr|dardr|imr|individual management review|chronology|chron|timeline|combined|integrated|agency|agencies|domestic homicide review|review|"
    r"final|draft|version|v\d+(?:\.\d+)?|revised|rev|amended|updated|resubmitted|copy|part \d+|\(\d+\)|nil return|return|headers only|protected|"
    r"confidential|official|sensitive|template|completed|signed|for panel|submission|report|of contact|re|\d{1,2}[._-]\d{1,2}[._-]\d{2,4}|\d{6,8})\b",
    re.I,
)  # fmt: skip
_LABELLED = re.compile(
    r"^(?:name of )?(?:agency|organisation|service|trust|practice|provider|submitted by|completed by|from)\b(?: name)?\s*[:\t]\s*(.{3,90})$",
    re.I,
)
_SUBMITTED = re.compile(
    r"\b(?:submitted|completed|prepared|provided|compiled) (?:by|on behalf of) (?:the )?(.{3,80})", re.I
)
_NOT_A_NAME = re.compile(
    r"\b(?:author|reviewer|chronology|exported|as (?:above|terms)|period|imr|unknown|n/?a)\b", re.I
)
_SMALL = {
    "the",
    "of",
    "and",
    "for",
    "nhs",
    "trust",
    "foundation",
    "service",
    "services",
    "london",
    "borough",
    "council",
    "limited",
    "ltd",
    "division",
}


SAID = "you said so"


@dataclass(frozen=True, slots=True)
class Sender:
    """A proposal: an agency of the case by its id, or a new one by its name; and why."""

    agency: int
    name: str
    is_sure: bool
    because: str

    @property
    def is_told(self) -> bool:
        """Whether the chair named it."""
        return self.because == SAID


@dataclass(frozen=True, slots=True)
class Known:
    """An agency of the case and everything it is called."""

    agency: int
    names: tuple[str, ...]


def propose_sender(file_name: str, preamble: Sequence[str], known: Sequence[Known]) -> Sender:
    """The best match among the agencies, or the name the file itself gives."""
    labelled = _labelled(preamble)
    stem = file_name.rpartition(".")[0] or file_name
    for words, because in (
        (labelled, "the file names it"),
        (stem, "the file's name"),
        (" ".join(preamble[:6]), "the words above the table"),
    ):
        scored = sorted(((_likeness(words, each), each) for each in known), key=lambda pair: -pair[0]) if words else []
        if scored and scored[0][0] >= 0.6:
            best, runner_up = scored[0], scored[1][0] if len(scored) > 1 else 0.0
            is_sure = best[0] >= 0.85 and best[0] - runner_up >= 0.15
            return Sender(best[1].agency, best[1].names[0], is_sure, because)
    name = labelled or _from_file_name(stem)
    return Sender(0, name, False, "the file names it" if labelled else "the file's name")


def _labelled(preamble: Sequence[str]) -> str:
    for text in preamble[:12]:
        for pattern in (_LABELLED, _SUBMITTED):
            found = pattern.search(text.strip())
            name = found[1].strip(" .:;,–-\t") if found else ""
            if name and len(name.split()) <= 12 and not _NOT_A_NAME.search(name):
                return name
    return ""


def _from_file_name(stem: str) -> str:
    """ "IMR Eastmere Police O'NEILL part 1" names Eastmere Police: what is not the work's own words, nor the case's surname."""
    text = _EMPTIED.sub(" ", _NOISE.sub(" ", stem.replace("_", " ")))
    parts = [part.strip(" -–,") for part in re.split(r"\s[-–]\s", text) if part.strip(" -–,")]
    named = [
        part for part in parts if len(part.split()) > 1 and not re.fullmatch(r"[A-Z]['’]?\w+ [A-Z]\.?", part)
    ] or parts
    best = max(named, key=len, default="")
    words = best.split()
    while words and words[-1].isupper() and len(words[-1]) > 5 and not words[-1].startswith("NHS"):
        words.pop()  # a surname in capitals at the end
    return re.sub(r"\s+", " ", " ".join(words)).strip(" -–,.")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold().replace("’", "'").replace("'", "")))


def _likeness(words: str, known: Known) -> float:
    """How much of one of an agency's names stands in the words: rare words weigh most."""
    present = _words(words)
    best = 0.0
    for name in known.names:
        wanted = _words(name)
        if not wanted:
            continue
        weights = {each: 0.35 if each in _SMALL else 1.0 for each in wanted}
        found = sum(weight for each, weight in weights.items() if each in present)
        score = found / sum(weights.values())
        if len(wanted) == 1 and len(name) <= 5 and name.isupper():
            score *= 0.9  # initials alone
        best = max(best, score)
    return best
