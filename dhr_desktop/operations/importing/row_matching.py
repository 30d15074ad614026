"""Which row of a re-sent file is which entry of the case: by all it says, its reference, its words, its neighbours.

Each step takes only what is plainer than the next: a wrong match would move a chair's mark to another contact, a
missed one would leave it on a row that seems withdrawn. What is left over is added or withdrawn, and said.
Whatever most rows say alike ("None", "Logged") tells no row; how much columns tell is in `row_likeness`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.proposed import ProposedEntry

from .row_changes import TEXTS, plain, when_key
from .row_likeness import Columns, References, is_same_day, shared, words_key, words_of

ALIKE = 0.55
"""How much of their words two rows share before one is taken for the other reworded."""
MOST_COMPARED = 400_000
Pair = tuple[Entry, ProposedEntry]


class Matching:
    """What is matched, and what is left on either side, in the order of the files."""

    def __init__(self, old: Sequence[Entry], new: Sequence[ProposedEntry]) -> None:
        self.pairs: list[Pair] = []
        self.left, self.fresh = list(old), list(new)
        self._old, self._new = list(old), list(new)
        self._words = {id(each): words_of(each.what_happened) for each in old}
        self._words |= {id(each): words_of(each.fields.get("what_happened", "")) for each in new}
        self._columns = Columns(old, new)
        self._references = References(
            [(plain(each.sequence), words_key(each.what_happened)) for each in old],
            [(plain(each.fields.get("sequence", "")), words_key(each.fields.get("what_happened", ""))) for each in new],
        )
        told = Counter(words_key(each.what_happened) for each in old if not each.is_withdrawn)
        said = Counter(words_key(each.fields.get("what_happened", "")) for each in new)
        self._repeated = {words for words in {*told, *said} if max(told[words], said[words]) > 1}

    def run(self) -> None:
        self._by_key(_all_of_old, _all_of_new)
        self._by_reference()
        self._by_key(_dated_words_of_old, _dated_words_of_new)
        self._by_key(self._only_words_of_old, self._only_words_of_new)
        self._alike()
        self._by_their_day()
        self._by_their_neighbours()

    def _take(self, pairs: Sequence[Pair]) -> None:
        old, new = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
        self.pairs += pairs
        self.left = [each for each in self.left if id(each) not in old]
        self.fresh = [each for each in self.fresh if id(each) not in new]

    def _by_key(self, of_old: Callable[[Entry], object], of_new: Callable[[ProposedEntry], object]) -> None:
        by_key: dict[object, list[Entry]] = defaultdict(list)
        for entry in self.left:
            by_key[of_old(entry)].append(entry)
        found = []
        for proposed in self.fresh:
            if waiting := by_key.get(of_new(proposed)):
                found.append((waiting.pop(0), proposed))
        self._take(found)

    def _only_words_of_old(self, entry: Entry) -> object:
        """Words that stand in several rows ("Home visit, no concerns") tell no row without its day."""
        words = _words_of_old(entry)
        return entry.id if words in self._repeated else words

    def _only_words_of_new(self, proposed: ProposedEntry) -> object:
        words = _words_of_new(proposed)
        return id(proposed) if words in self._repeated else words

    def _by_reference(self) -> None:
        """A reference that stands once on either side. One that only counts the rows moves on when a row is put in."""
        old, new = self._references.old, self._references.new
        by_reference = {plain(each.sequence): each for each in self.left if old[plain(each.sequence)] == 1}
        found = []
        for proposed in self.fresh:
            reference = plain(proposed.fields.get("sequence", ""))
            entry = by_reference.get(reference) if reference and new[reference] == 1 else None
            if entry is not None and (not self._references.only_count or self._is_near(entry, proposed)):
                found.append((entry, proposed))
        self._take(found)

    def _is_near(self, entry: Entry, proposed: ProposedEntry) -> bool:
        alike = self._shared(entry, proposed)
        is_told = is_same_day(entry, proposed) and (alike >= 0.2 or self._columns.agreeing(entry, proposed) >= 0.5)
        return alike >= 0.5 or is_told

    def _are_two(self, entry: Entry, proposed: ProposedEntry) -> bool:
        """Whether the agency's references say that these are two rows, which nothing but the same words outweighs.

        Where the file gave its rows new references, a likely wording on the same day does too.
        """
        if not self._references.differ(plain(entry.sequence), plain(proposed.fields.get("sequence", ""))):
            return False
        is_likely = is_same_day(entry, proposed) and self._shared(entry, proposed) >= ALIKE
        return self._references.are_kept or not is_likely

    def _shared(self, entry: Entry, proposed: ProposedEntry) -> float:
        return shared(self._words[id(entry)], self._words[id(proposed)])

    def _alike(self) -> None:
        """Most alike first; each row is matched once."""
        self._best_first(self._alike_score, ALIKE)

    def _alike_score(self, entry: Entry, proposed: ProposedEntry) -> float:
        alike, same_day = self._shared(entry, proposed), is_same_day(entry, proposed)
        if not alike or self._are_two(entry, proposed):
            return 0.0
        if not same_day and (alike < 0.75 or words_key(entry.what_happened) in self._repeated):
            return 0.0  # weekly contacts are worded alike: without the day, nearly every word must be shared
        return alike + (0.15 if same_day else 0.0)

    def _best_first(self, score: Callable[[Entry, ProposedEntry], float], least: float) -> None:
        by_day: dict[str, list[int]] = defaultdict(list)
        for b, proposed in enumerate(self.fresh):
            by_day[proposed.happened.when.edtf].append(b)
        is_many = len(self.left) * len(self.fresh) > MOST_COMPARED
        scored = []
        for a, entry in enumerate(self.left):
            for b in by_day.get(entry.happened.edtf, []) if is_many else range(len(self.fresh)):
                if (value := score(entry, self.fresh[b])) >= least:
                    scored.append((-value, abs(a - b), a, b))
        used_old: set[int] = set()
        used_new: set[int] = set()
        found = []
        for _, _, a, b in sorted(scored):
            if a not in used_old and b not in used_new:
                used_old.add(a)
                used_new.add(b)
                found.append((self.left[a], self.fresh[b]))
        self._take(found)

    def _by_their_day(self) -> None:
        """Wholly other words on the same day, where the row's other columns say the same."""

        def score(entry: Entry, proposed: ProposedEntry) -> float:
            may_be_one = is_same_day(entry, proposed) and not self._are_two(entry, proposed)
            return self._columns.agreeing(entry, proposed) if may_be_one else 0.0

        self._best_first(score, 0.5)

    def _by_their_neighbours(self) -> None:
        """One row left on either side between the same two neighbours, and something of it the same."""
        place_old = {id(each): at for at, each in enumerate(self._old)}
        place_new = {id(each): at for at, each in enumerate(self._new)}
        partner = {id(one): other for one, other in self.pairs}
        partner_new = {id(other): one for one, other in self.pairs}
        found = []
        for entry in self.left:
            before = self._neighbour(self._old, place_old[id(entry)], -1)
            after = self._neighbour(self._old, place_old[id(entry)], 1)
            first = place_new[id(partner[id(before)])] + 1 if before is not None and id(before) in partner else 0
            if before is not None and id(before) not in partner:
                continue
            proposed = self._new[first] if first < len(self._new) else None
            if proposed is None or id(proposed) in partner_new or not any(proposed is each for each in self.fresh):
                continue
            following = self._new[first + 1] if first + 1 < len(self._new) else None
            is_between = (after is None and following is None) or (
                after is not None and following is not None and partner.get(id(after)) is following
            )
            if is_between and self._has_something(entry, proposed):
                found.append((entry, proposed))
        self._take(found)

    @staticmethod
    def _neighbour(rows: Sequence[Entry], at: int, way: int) -> Entry | None:
        return rows[at + way] if 0 <= at + way < len(rows) else None

    def _has_something(self, entry: Entry, proposed: ProposedEntry) -> bool:
        """Of its day or its words: a column that says the same tells no row whose words and day are others."""
        is_alike = is_same_day(entry, proposed) or self._shared(entry, proposed) >= 0.3
        return is_alike and not self._are_two(entry, proposed)


# ---- keys ---------------------------------------------------------------------------------------


def _all_of_old(entry: Entry) -> object:
    texts = tuple(plain(getattr(entry, name)) for name in TEXTS)
    return (
        when_key(entry.happened, entry.date_status),
        when_key(entry.recorded),
        texts,
        _plain_all(entry.other_columns),
    )


def _all_of_new(entry: ProposedEntry) -> object:
    texts = tuple(plain(entry.fields.get(name, "")) for name in TEXTS)
    return (
        when_key(entry.happened.when, entry.happened.status), when_key(entry.recorded), texts, _plain_all(entry.others)
    )  # fmt: skip


def _plain_all(columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain, columns))


def _dated_words_of_old(entry: Entry) -> object:
    return (entry.happened.edtf, _words_of_old(entry))


def _dated_words_of_new(entry: ProposedEntry) -> object:
    return (entry.happened.when.edtf, _words_of_new(entry))


def _words_of_old(entry: Entry) -> object:
    return words_key(entry.what_happened) or entry.id


def _words_of_new(entry: ProposedEntry) -> object:
    return words_key(entry.fields.get("what_happened", "")) or id(entry)


# ---- what became of the words -------------------------------------------------------------------


def holds_most_of(words: str, of: str) -> bool:
    """Whether a row's words hold nearly all of another's: it was split off, or taken into it."""
    inner, outer = words_of(of), words_of(words)
    return len(inner) >= 4 and len(inner & outer) >= 0.8 * len(inner)
