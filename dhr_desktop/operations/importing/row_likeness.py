"""How much a row of a re-sent file says the same as an entry, and how much that tells of their being one row.

The words of the account and the agency's own reference tell most. A column tells by how seldom its words stand in
it: what nearly every row says ("None", "Logged", an officer's grade) is alike in any two rows of the file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When
from dhr_desktop.intake.proposed import ProposedEntry

from .row_changes import TEXTS

_BESIDE = tuple(name for name in TEXTS if name not in ("what_happened", "sequence"))
_NUMBERED = re.compile(r"([^\d]*)0*(\d+)")


def words_key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def words_of(text: str) -> frozenset[str]:
    return frozenset(words_key(text).split())


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def is_same_day(entry: Entry, proposed: ProposedEntry) -> bool:
    return bool(entry.happened.edtf) and entry.happened.edtf == proposed.happened.when.edtf


class Columns:
    """The columns beside the words, with how seldom each of their values stands in both files."""

    def __init__(self, old: Sequence[Entry], new: Sequence[ProposedEntry]) -> None:
        self._of = {id(each): _of_entry(each) for each in old} | {id(each): _of_proposed(each) for each in new}
        self._count = len(old) + len(new)
        self._held: dict[str, Counter[str]] = defaultdict(Counter)
        for columns in self._of.values():
            for name, value in columns.items():
                self._held[name][value] += 1

    def agreeing(self, entry: Entry, proposed: ProposedEntry) -> float:
        """What share of all that the columns tell is the same; nothing where they only say what most rows say."""
        old, new = self._of[id(entry)], self._of[id(proposed)]
        same = other = 0.0
        for name in old.keys() | new.keys():
            if old.get(name) == new.get(name):
                same += self._tells(name, old[name])
            else:
                other += max(self._tells(each, held[each]) for each, held in ((name, old), (name, new)) if each in held)
        return same / (same + other) if same >= 0.5 else 0.0

    def _tells(self, name: str, value: str) -> float:
        """1 where it stands in this row alone of either file; 0 where every row says it."""
        beside = self._held[name][value] - 2
        return 1.0 - max(beside, 0) / max(self._count - 2, 1)


def _of_entry(entry: Entry) -> dict[str, str]:
    told = {name: words_key(getattr(entry, name)) for name in _BESIDE}
    told |= {f"own {at}": words_key(each) for at, each in enumerate(entry.other_columns)}
    return _filled(told | {"clock": _clock(entry.happened)})


def _of_proposed(proposed: ProposedEntry) -> dict[str, str]:
    told = {name: words_key(proposed.fields.get(name, "")) for name in _BESIDE}
    told |= {f"own {at}": words_key(each) for at, each in enumerate(proposed.others)}
    return _filled(told | {"clock": _clock(proposed.happened.when)})


def _filled(columns: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in columns.items() if value}


def _clock(when: When) -> str:
    return when.time_from.isoformat() if when.time_from else ""


# ---- the agency's own references ----------------------------------------------------------------


class References:
    """Whether a reference is a row's own name, or only counts the rows and moves on when a row is put in."""

    def __init__(self, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> None:
        """Of each row its reference and its words."""
        self.old, self.new = Counter(each for each, _ in old), Counter(each for each, _ in new)
        self.only_count = _are_places(self.old) or _are_places(self.new) or self._have_moved(old, new)
        named = [each for each in self.old if each]
        self.are_kept = bool(named) and 2 * sum(each in self.new for each in named) >= len(named)

    def differ(self, one: str, other: str) -> bool:
        """Whether these two name two rows."""
        return bool(one and other) and one != other and not self.only_count

    def _have_moved(self, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> bool:
        """A letter and a small number counts the rows where another row bears the number that a row bore before."""
        if not (_count_behind_letters(self.old) and _count_behind_letters(self.new)):
            return False
        before, after = _by_words(old), _by_words(new)
        return any(before[each] != after[each] and before[each] in self.new for each in before if each in after)


def _by_words(rows: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The reference of each account that stands once."""
    times = Counter(words for _, words in rows)
    return {words: reference for reference, words in rows if words and reference and times[words] == 1}


def _are_places(references: Counter[str]) -> bool:
    """1, 2, 3 …: the row's place, and no name of its own."""
    return _are_small([int(each) for each in references if each.isdigit()], references)


def _count_behind_letters(references: Counter[str]) -> bool:
    """R01, R02 …: one beginning, and small numbers."""
    found = [match for each in references if (match := _NUMBERED.fullmatch(each))]
    return len({match[1] for match in found}) == 1 and _are_small([int(match[2]) for match in found], references)


def _are_small(numbers: list[int], references: Counter[str]) -> bool:
    return (
        bool(numbers)
        and max(numbers) <= 3 * len(numbers) + 2
        and len(numbers) >= 0.8 * len([each for each in references if each])
    )
