"""Whom the agencies' texts name themselves: workers by their role, and others by forename and surname.

Each text is read once for the life of the process, whatever the register says meanwhile.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Iterator, Sequence

from dhr_desktop.core.entries import Entry
from dhr_desktop.people.folding import fold, fold_name
from dhr_desktop.people.patterns import staff_in
from dhr_desktop.people.roster import NAMED, TOKEN, WORKER, Identity, Stranger, parts_of
from dhr_desktop.people.slips import alike
from dhr_desktop.people.words import DAYS, MONTHS, dictionary, forenames, surnames_too
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import unwatched

FIELDS = ("what_happened", "response", "agency_comment", "professional", "voice", "risk", "entered_by")
_PAIR = re.compile(r"\b(?P<forename>[A-ZÀ-Þ][a-zà-öø-ÿ]{2,}) (?P<surname>[A-ZÀ-Þ][\w]*(?:['’-][A-ZÀ-Þ]\w+)?)")
_TURNED = re.compile(r"\b(?P<surname>[A-ZÀ-Þ]{2,}(?:['’-][A-ZÀ-Þ]+)?), ?(?P<forename>[A-ZÀ-Þ][a-zà-öø-ÿ]{2,})\b")

Named = tuple[str, str]
"""A worker's name and what their role is called; or a stranger's forename and surname, folded."""

_workers: weakref.WeakKeyDictionary[CaseFile, dict[str, tuple[Named, ...]]] = weakref.WeakKeyDictionary()
_pairs: weakref.WeakKeyDictionary[CaseFile, dict[str, tuple[Named, ...]]] = weakref.WeakKeyDictionary()


def _texts(case: CaseFile) -> Iterator[tuple[Entry, str]]:
    for entry in case.all(Entry):
        for name in FIELDS:
            text = getattr(entry, name)
            if text:
                yield entry, text


def workers_met(case: CaseFile, held: Sequence[Identity]) -> list[Identity]:
    """Workers named by their role: "Dr P. Annan" makes "P. Annan" a name everywhere."""
    known = {"".join(TOKEN.findall(fold_name(name))) for each in held for name in each.names}
    read = _workers.setdefault(unwatched(case), {})
    told: dict[str, str] = {}
    for _, text in _texts(case):
        found = read.get(text)
        if found is None:
            found = read[text] = tuple((each.name, each.instead) for each in staff_in(text) if each.name)
        for name, said in found:
            told.setdefault(name, said)
    return [
        Identity(-at, WORKER, (name,), called=said)
        for at, (name, said) in enumerate(told.items(), 1)
        if "".join(TOKEN.findall(fold_name(name))) not in known
    ]  # fmt: skip


def strangers_met(case: CaseFile, held: Sequence[Identity]) -> list[Stranger]:
    """Others whom the texts name whole and who share a forename or a surname with somebody of the register."""
    texts = ((entry.agency, text) for entry, text in _texts(case))
    return strangers_in(texts, held, _pairs.setdefault(unwatched(case), {}))


def strangers_in(
    texts: Iterable[tuple[int, str]], held: Sequence[Identity], read: dict[str, tuple[Named, ...]]
) -> list[Stranger]:
    """The same of any texts, each with the agency it is from. `read` remembers what each text was found to name."""
    people = [parts_of(name) for each in held if each.sort in NAMED for name in each.names]
    first: dict[str, set[str]] = {}
    for given_names, family_name in people:
        first.setdefault("".join(family_name), set()).update("".join(each) for each in given_names)
    given = {name for names in first.values() for name in names}
    told: dict[Stranger, None] = {}
    for agency, text in texts:
        found = read.get(text)
        if found is None:
            found = read[text] = tuple(_pairs_in(text))
        for forename, surname in found:
            theirs = first.get(surname)
            if theirs is None and forename not in given:
                continue
            if theirs is None or not any(alike(forename, each) for each in theirs):
                told[Stranger(forename, surname, agency)] = None
    return list(told)


def _pairs_in(text: str) -> Iterator[Named]:
    for match in (*_PAIR.finditer(text), *_TURNED.finditer(text)):
        forename, surname = fold(match["forename"]), "".join(TOKEN.findall(fold(match["surname"]).removesuffix("'s")))
        if (
            forename not in forenames()
            or len(surname) < 3
            or not MONTHS.isdisjoint((forename, surname))
            or surname in DAYS
        ):
            continue
        if surname in forenames() or (surname in dictionary() and surname not in surnames_too()):
            continue
        yield forename, surname
