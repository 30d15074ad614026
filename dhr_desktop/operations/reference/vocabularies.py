"""The words offered in choice fields: the shipped lists, as this laptop and then this case have changed them.

Free entry is always allowed: a list offers, it does not limit.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import VocabularyTerm
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import note_file
from dhr_desktop.system.folders import data_home, private_folder, resources

FILES = {
    # vocabulary: the file's columns for group, term and meaning
    "agencies": ("", "type", "example names"),
    "event_types": ("group", "type", ""),
    "risk_tools": ("about", "tool", "meaning"),
    "themes": ("group", "theme", ""),
    "glossary": ("", "abbreviation", "expansion"),
    "qa_points": ("severity", "point", "why"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a list as it stands in this case."""

    term: str
    group: str = ""
    meaning: str = ""
    is_shipped: bool = True
    is_hidden: bool = False
    record: int = 0  # the case's own record of it, when there is one
    shipped_as: str = ""  # the shipped wording it renames or hides


@lru_cache(maxsize=1)
def shipped() -> dict[str, tuple[Term, ...]]:
    """Every list the program ships, by name."""
    folder = resources() / "vocab"
    lists = json.loads((folder / "choices.json").read_text("utf-8"))["lists"]
    found = {name: tuple(Term(term) for term in terms) for name, terms in lists.items()}
    for name, (group, term, meaning) in FILES.items():
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[name] = tuple(
                Term(row[term], row.get(group, ""), row.get(meaning, "")) for row in csv.DictReader(file)
            )
    found["guidance"] = tuple(Term(version) for version in sorted(_guidance_versions()))
    found["ethnicities"] = tuple(Term(value) for value in _case_field("victim", "ethnicity"))
    return found


def _guidance_versions() -> Iterable[str]:
    for path in (resources() / "guidance").glob("*.json"):
        yield json.loads(path.read_text("utf-8"))["version"]


def _case_field(group: str, name: str) -> list[str]:
    fields = json.loads((resources() / "vocab" / "case_fields.json").read_text("utf-8"))
    return next(list(each["values"]) for each in fields[group] if each["field"] == name)


def names() -> list[str]:
    return sorted(shipped())


def terms(case: CaseFile, vocabulary: str, *, with_hidden: bool = False) -> list[Term]:
    """A list as this case has it: this laptop's terms first, renamed or hidden as decided, then its own."""
    note_file(case, _installed_file(vocabulary))
    own = [each for each in case.all(VocabularyTerm) if each.vocabulary == vocabulary]
    instead = {each.replaces or each.term: each for each in own}
    listed = []
    for term in installed(vocabulary):
        if changed := instead.get(term.shipped_as):
            term = replace(
                term,
                term=changed.term or term.term,
                group=changed.group or term.group,
                meaning=changed.meaning or term.meaning,
                is_hidden=changed.is_hidden,
                record=changed.id,
            )
        listed.append(term)
    met = {term.record for term in listed}
    listed += [
        Term(e.term, e.group, e.meaning, False, e.is_hidden, e.id) for e in own if not e.replaces and e.id not in met
    ]
    return [term for term in listed if with_hidden or not term.is_hidden]


# ---- on this laptop, in every case ----------------------------------------------------------------


def _installed_file(vocabulary: str) -> Path:
    return private_folder(data_home() / "vocabularies") / f"{vocabulary}.csv"


def installed(vocabulary: str) -> list[Term]:
    """The shipped list as this laptop has changed it for every case."""
    changed: dict[str, Term] = {}
    added: list[Term] = []
    path = _installed_file(vocabulary)
    rows = tables.rows_from(tables.decode(tables.read_bytes(path))) if path.is_file() else []
    for row in rows[1:]:
        _, group, term, meaning, instead_of, hidden = [*row, *[""] * 6][:6]
        read = Term(term, group, meaning, True, hidden == "yes", 0, instead_of or term)
        if instead_of:
            changed[instead_of] = read
        else:
            added.append(read)
    base = [changed.get(term.term, replace(term, shipped_as=term.term)) for term in shipped().get(vocabulary, ())]
    return [*base, *added]


def use_everywhere(case: CaseFile, vocabulary: str) -> int:
    """Make this case's changes to a list this laptop's own, offered in every case from now on.

    Done only when asked: a term may be a word of the case, and this file is not encrypted.
    """
    _refuse_unknown(vocabulary)
    as_shipped = {term.term: term for term in shipped()[vocabulary]}
    rows: list[tuple[str, ...]] = [CSV_HEADER]
    for term in terms(case, vocabulary, with_hidden=True):
        was = as_shipped.get(term.shipped_as)
        if was is None or (term.term, term.is_hidden, term.group, term.meaning) != (
            was.term,
            False,
            was.group,
            was.meaning,
        ):
            instead_of = term.shipped_as if was else ""
            rows.append((vocabulary, term.group, term.term, term.meaning, instead_of, "yes" if term.is_hidden else ""))
    tables.write_new(_installed_file(vocabulary), tables.csv_bytes(rows), overwrite=True)
    return len(rows) - 1


def as_shipped_everywhere(vocabulary: str) -> None:
    """Forget what this laptop changed in a list; what single cases changed stays theirs."""
    _refuse_unknown(vocabulary)
    _installed_file(vocabulary).unlink(missing_ok=True)


def _refuse_unknown(vocabulary: str) -> None:
    if vocabulary not in shipped():
        raise Refused(f"There is no vocabulary called {vocabulary}. The vocabularies are: {', '.join(names())}.")


def offered(case: CaseFile, vocabulary: str) -> list[str]:
    return list(dict.fromkeys(term.term for term in terms(case, vocabulary)))


def keep_term(
    case: CaseFile, vocabulary: str, term: str, *, group: str = "", meaning: str = "", instead_of: str = "",
    hidden: bool = False,
) -> Change:  # fmt: skip
    """Add a term, rename a shipped one, or hide one; a shipped list itself is never changed."""
    _refuse_unknown(vocabulary)
    if not term.strip():
        raise Refused("A term needs a wording. Type one, or hide the term instead.")
    taken = {each.term for each in terms(case, vocabulary, with_hidden=True) if each.shipped_as != instead_of}
    if term in taken and term != instead_of:
        raise Refused(f"“{term}” is already in {vocabulary}. Rename or show that one instead.")
    wanted = VocabularyTerm(
        vocabulary=vocabulary, group=group, term=term, meaning=meaning, replaces=instead_of, is_hidden=hidden
    )
    held = next(
        (e for e in case.all(VocabularyTerm) if e.vocabulary == vocabulary and instead_of and e.replaces == instead_of),
        None,
    )
    with case.step("Change a vocabulary", f"Change {vocabulary}: {term}") as step:
        if held:
            step.put(replace(wanted, id=held.id))
        else:
            step.add(wanted)
    return step.change


def change_own_term(case: CaseFile, record: int, *, term: str = "", hidden: bool | None = None) -> Change:
    """Rename, hide or show a term this case added."""
    with case.step("Change a vocabulary", f"Change a vocabulary: {term or 'hide or show'}") as step:
        held = step.get(VocabularyTerm, record)
        step.put(replace(held, term=term or held.term, is_hidden=held.is_hidden if hidden is None else hidden))
    return step.change


def remove_own(case: CaseFile, record: int) -> Change:
    """Take back this case's addition or change; a shipped term stands again as it was shipped."""
    with case.step("Change a vocabulary", "Restore a vocabulary term") as step:
        step.remove(VocabularyTerm, record)
    return step.change


CSV_HEADER = ("vocabulary", "group", "term", "meaning", "instead of", "hidden")


def as_rows(case: CaseFile, vocabulary: str) -> list[tuple[str, ...]]:
    """A list as CSV rows, in the form `take_rows` reads."""
    rows: list[tuple[str, ...]] = [CSV_HEADER]
    for term in terms(case, vocabulary, with_hidden=True):
        instead_of = term.shipped_as if term.is_shipped and term.record else ""
        hidden = "yes" if term.is_hidden else ""
        rows.append((vocabulary, term.group, term.term, term.meaning, instead_of, hidden))
    return rows


def take_file(case: CaseFile, vocabulary: str, path: Path) -> tuple[Change, int]:
    return take_rows(case, vocabulary, tables.rows_from(tables.decode(tables.read_bytes(path))))


def write_file(case: CaseFile, vocabulary: str, path: Path) -> None:
    tables.write_new(path, tables.csv_bytes(as_rows(case, vocabulary)), overwrite=True)


def take_rows(case: CaseFile, vocabulary: str, rows: list[list[str]]) -> tuple[Change, int]:
    """Read rows as `as_rows` writes them; terms already there are left alone. One step for all."""
    if not rows or [cell.strip().lower() for cell in rows[0]] != list(CSV_HEADER):
        raise Refused(f"A vocabulary's CSV has the columns {', '.join(CSV_HEADER)}. Nothing was changed.")
    present = {(t.term, t.is_hidden) for t in terms(case, vocabulary, with_hidden=True)}
    replaced = {e.replaces for e in case.all(VocabularyTerm) if e.vocabulary == vocabulary and e.replaces}
    added = 0
    with case.step("Import a vocabulary", f"Import {vocabulary}") as step:
        for row in rows[1:]:
            cells = [cell.strip() for cell in (*row, *[""] * 6)][:6]
            name, group, term, meaning, instead_of, hidden = cells
            is_hidden = hidden.lower() in ("yes", "true", "1")
            if name != vocabulary or not term or (term, is_hidden) in present or instead_of in replaced - {""}:
                continue
            step.add(
                VocabularyTerm(
                    vocabulary=vocabulary,
                    group=group,
                    term=term,
                    meaning=meaning,
                    replaces=instead_of,
                    is_hidden=is_hidden,
                )
            )
            added += 1
    return step.change, added
