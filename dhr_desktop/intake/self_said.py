"""What a file says of itself: who sent it, as a label, a title or a sheet's name tells it.

Only lines above the rows are looked at, and of them only what can be the name of a body: a sentence about the
review, the people's names, a line that tells whom the file is for, and a key to abbreviations say nothing of the sender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .agency_names import ORGANISED, spoken_name
from .pages import Document
from .tables import HEADER, REPEATED_HEADER, FoundTable

MOST_LINES = 14
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class People:
    """Words that name the people of the case, and those of its title, which may."""

    named: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()


class Place(Enum):
    """Where a file says who sent it; the value is how it is told."""

    LABEL = "the file names its agency"
    TITLE = "the words above the table"
    SHEET = "the name of a sheet"
    FILE_NAME = "the file's name"


@dataclass(frozen=True, slots=True)
class Sign:
    """A name the file gives, and where."""

    name: str
    place: Place


_NOISE = re.compile(
    r"\b(?:dhr|dardr|imr|individual management reviews?|chronolog(?:y|ies)|chron|timeline|combined|integrated|agency|agencies|domestic homicide review|"
    r"domestic abuse related death review|review|final|draft|version|v\d+(?:\.\d+)?|revised|rev|amended|updated|resubmitted|corrected|supplementary|additional|further|extra|more|latest|copy|parts? \d+|\(\d+\)|"
    r"nil returns?|returns?|headers only|protected|confidential|official|sensitive|restricted|template|completed|signed|for panel|submission|reports?|"
    r"of contacts?|contacts?|records?|logs?|involvement|events?|significant|key|summary of|summary|information|data|export(?:ed)?|extract|notes?|"
    r"\d{1,2}[._-]\d{1,2}[._-]\d{2,4}|\d{6,8}|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?|sheet ?\d*|table \d+)\b",
    re.I,
)  # fmt: skip
_LABELLED = re.compile(
    r"^(?:name of |reporting |responding |submitting )?(?:the |your )?(?:agency|organisation|service|trust|practice|provider|surgery|force)"
    r"(?: ?(?:name|/ ?(?:agency|organisation|service)))?\s*[:\t]\s*[:\t]?\s*(.{2,90})$",
    re.I,
)
_OF = re.compile(r"^(?:imr |agency |dhr )?chronology (?:of|for|from|by|on behalf of)[:\t ]\s*(?:the )?(.{2,90})$", re.I)
_SUBMITTED = re.compile(
    r"\b(?:submitted|completed|prepared|provided|compiled|sent) (?:by|on behalf of)[:\t ]\s*(?:the )?(.{2,90})", re.I
)
_LEANING = re.compile(
    r"^(?:(?:with|re|regarding|from|for|of|by|on|about)\b\s*)+|(?:\s*\b(?:with|re|regarding|from|for|of|by|on|about|and))+$",
    re.I,
)
_FOR_OTHERS = re.compile(
    r"^(?:to|for|cc|copy to|sent to|for the attention of|prepared for|requested by|commissioned by|return (?:this|to)|please)\b",
    re.I,
)
_NOT_THE_SENDER = re.compile(
    r"community safety partnership|safeguarding (?:adults? |children )?(?:board|partnership)|home office|(?<!\w)=|"
    r"\b(?:key to|abbreviations?|glossary|stands for|no real person|had no|no contact|we have|terms of reference|date of birth|dob)\b",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"^(?:author|reviewer|as (?:above|terms)|period|unknown|n/?a|tbc|various|all|several|multiple|see below)\b|\d{3} \d{3}|@",
    re.I,
)
_EMPTIED = re.compile(r"\(\s*\)|\[\s*\]")
_APART = re.compile(r"\t|\n|\s[-–—|/]\s|[;:|]|,\s|\s-{2,}\s")
_ACRONYMS = frozenset(
    [
        "NHS",
        "UK",
        "GP",
        "CCG",
        "ICB",
        "CIC",
        "CIO",
        "LLP",
        "PLC",
        "LTD",
        "HMP",
        "HMPPS",
        "IDVA",
        "IDVAS",
        "MASH",
        "MARAC",
        "CAMHS",
        "CAFCASS",
        "CRC",
        "YOT",
        "YOS",
        "CSC",
        "ASC",
    ]
)


def signs_of(file_name: str, document: Document | None, tables: Sequence[FoundTable], people: People) -> list[Sign]:
    """Every name the file gives of its sender, strongest first. `people` are the words of the case's people's names."""
    lines = _lines(document, tables)
    found = [Sign(name, Place.LABEL) for line in lines if (name := _labelled(line, people))]
    found += [
        Sign(name, Place.TITLE) for line in lines if not _labelled(line, people) for name in _titles(line, people)
    ]
    for table in tables:
        found += [Sign(name, Place.SHEET) for name in _titles(table.name, people)]
    if name := name_in_file_name(file_name, people):
        found.append(Sign(name, Place.FILE_NAME))
    return found


def _lines(document: Document | None, tables: Sequence[FoundTable]) -> list[str]:
    """What is written over the rows: the pages' headers, and each table's and the text's first lines."""
    said = [each.text for each in document.asides if each.sort == "header"] if document else []
    for table in tables:
        if re.search(r"\b(?:key|abbreviations?|glossary)\b", table.name, re.I):
            continue
        first = next((at for at, row in enumerate(table.rows) if not row.exception), len(table.rows))
        for row in table.rows[: min(first, MOST_LINES)]:
            if row.exception not in (HEADER, REPEATED_HEADER):
                said.append("\t".join(cell.text.strip() for _, cell in sorted(row.cells.items()) if cell.text.strip()))
    return list(dict.fromkeys(text.strip() for text in said if text.strip()))


def _labelled(line: str, people: People) -> str:
    """The name after "Agency:", or of the body it was submitted by."""
    for pattern in (_LABELLED, _OF, _SUBMITTED):
        found = pattern.search(" ".join(line.split(" ")))
        name = found[1].split("\t")[0].strip(" .:;,–-\t") if found else ""
        if not name or len(name.split()) > MOST_WORDS or _NOT_A_NAME.search(name):
            continue
        if pattern is _LABELLED or ORGANISED.search(name):
            return without_people(name, people)
    return ""


def _titles(line: str, people: People) -> list[str]:
    """What in a line over the table can be a body's name."""
    if not line.strip() or _FOR_OTHERS.search(line):
        return []
    names = []
    for part in _APART.split(line):
        if _NOT_THE_SENDER.search(part):
            continue
        name = without_people(_without_noise(part), people)
        if name and len(name.split()) <= MOST_WORDS and not _NOT_A_NAME.search(name) and _may_be_a_body(name):
            names.append(name)
    return names


def _may_be_a_body(name: str) -> bool:
    """It holds an agency's word or is one capitalised name; words in small letters are prose."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)
    small = [each for each in words if each[0].islower() and each not in _JOINING]
    return bool(words) and not small


_JOINING = frozenset(
    [
        "of",
        "and",
        "for",
        "in",
        "the",
        "at",
        "by",
        "on",
        "to",
        "services",
        "service",
        "housing",
        "health",
        "care",
        "school",
        "police",
        "social",
        "trust",
        "hospital",
    ]
)


def _without_noise(text: str) -> str:
    plain = _EMPTIED.sub(" ", _NOISE.sub(" ", text.replace("_", " ")))
    return _LEANING.sub("", re.sub(r"\s+", " ", plain).strip(" -–—,.:()&/"))


def is_a_body_s(name: str) -> bool:
    """Whether a file's name alone can be a new agency's: "NACRO resettlement" can, "Book1" and "scan" cannot."""
    words = name.split()
    return bool(ORGANISED.search(name) or spoken_name(name).sorts) or (
        len(words) > 1 and any(word.isupper() and word.isalpha() and len(word) >= 3 for word in words)
    )


# ---- the file's name ----------------------------------------------------------------------------


def name_in_file_name(file_name: str, people: People | None = None) -> str:
    """ "IMR Eastmere Police O'NEILL part 1" names Eastmere Police: what is not the work's own words, nor a family's."""
    people = people or People()
    stem = file_name.rpartition(".")[0] or file_name
    text = _EMPTIED.sub(" ", _NOISE.sub(" ", stem.replace("_", " ").lstrip("~$.")))
    parts = [part.strip(" -–,") for part in re.split(r"\s[-–—]\s|^[-–—]\s|\s[-–—]$", text) if part.strip(" -–,")]
    parts = [without_people(part, people) for part in parts]
    parts = [part for part in parts if part and not re.fullmatch(r"[A-Z]['’]?\w+ [A-Z]\.?", part)]
    bodies = [part for part in parts if ORGANISED.search(part)]
    telling = [part for part in bodies if not spoken_name(part).is_generic]
    best = max(telling or bodies or parts, key=len, default="")
    if not telling and bodies and len(parts) > 1:
        best = max(bodies, key=len)
    return _LEANING.sub("", re.sub(r"\s+", " ", best).strip(" -–,."))


def without_people(name: str, people: People) -> str:
    """A name without the family's: the register's people, and a surname in capitals after the agency's own words.

    A word of the case's title may be a place as well: it goes only where something else tells the agency apart.
    """
    words = [word for word in name.split() if _plain(word) not in people.named]
    fewer = [word for word in words if _plain(word) not in people.titled]
    if len(fewer) < len(words) and ORGANISED.search(" ".join(fewer)) and spoken_name(" ".join(fewer)).own:
        words = fewer
    while len(words) > 1 and _is_surname_in_capitals(words[-1]) and any(each[1:].islower() for each in words[:-1]):
        words = words[:-1]
    return " ".join(words).strip(" -–,.")


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|[^\w]", "", word.casefold().replace("’", "'"))


def _is_surname_in_capitals(word: str) -> bool:
    bare = re.sub(r"['’\-]", "", word.strip("(),."))
    return (
        len(bare) >= 3 and bare.isalpha() and bare.isupper() and bare not in _ACRONYMS and not ORGANISED.fullmatch(bare)
    )
