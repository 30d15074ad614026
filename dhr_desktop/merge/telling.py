"""What the matcher reads of one entry: its days and clock, who and what it speaks of, which agencies it names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dhr_desktop.core.moments import When
from dhr_desktop.core.progress import Progress

from .comparable_days import days_of, is_day_first
from .lexicon import is_small, kinds_of_agency, lexicon, own_name
from .naming import Known, People, Runs, gather, is_named_among, named_in, names_like_words, runs, without_names
from .prose_dates import dates_spoken_of, days_told_from

K = TypeVar("K", str, int)
HEAVIEST = 5.0  # a thing met once in a large case says no more than one met once in a small one
MOST_LETTERS = 4_000  # of a text of 30,000 the beginning says what it is about
_NUMBER = re.compile(r"\b(?=[A-Za-z/\-]*\d)[A-Za-z]{0,4}\d[\dA-Za-z]*(?:[/\-]\d[\dA-Za-z]*)*\b")
_PLAIN_DATE = re.compile(
    r"^\d{1,2}[/\-]\d{1,2}[/\-]\d{2,4}$|^\d{4}-\d\d-\d\d|^(19|20)\d\d$|^\d{1,3}(st|nd|rd|th|mg|ml|yrs?|x|hrs?)?$"
)
HEARS = frozenset(
    "receiv inform notify told heard learnt learn advis letter summary report tell alert notification minut rang ring "
    "fax".split()
)  # fmt: skip
SENDS = frozenset(
    "refer notify sent send inform shar fax letter form pass contact alert copi copy notification".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """An entry as it is handed in."""

    id: int
    agency: int
    agency_name: str
    when: When
    texts: tuple[str, ...]  # what it tells
    file: int = 0
    subject: str = ""
    beside: tuple[str, ...] = ()  # what stands in its other columns


@dataclass(slots=True)
class Telling:
    id: int
    agency: int
    file: int
    agency_kinds: frozenset[str]
    agency_words: frozenset[str]  # by which others call this agency: of its name, what no kind of agency is called
    first: int | None  # ordinals of the days allowed; an open end is the other end
    last: int | None
    is_open: bool
    is_guessed: bool  # the month of a day that does not exist
    turned: int | None  # its day with day and month exchanged, where both could be a month
    start: int | None  # minutes of the day
    end: int | None
    is_about: bool  # the clock is only near
    text: str
    verbatim: str  # what it tells, but for its spaces
    plain: str  # the same as stems, shorthand written out
    own_words: frozenset[str]  # of what it tells, its other columns left out
    words: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()  # the wider things its concepts belong to
    names_kinds: frozenset[str] = frozenset()  # the kinds of agency it speaks of
    hears: bool = False
    sends: bool = False
    numbers: frozenset[str] = frozenset()
    dates: frozenset[int] = frozenset()  # the days it names by their date
    days: tuple[tuple[int, int], ...] = ()  # and those it tells from its own
    people: dict[int, float] = field(default_factory=dict)
    forenames: frozenset[str] = frozenset()  # of the people it surely names

    @property
    def span(self) -> int:
        """How many days it allows, the last less the first; -1 when it has none."""
        return -1 if self.first is None or self.last is None else self.last - self.first


@dataclass(slots=True)
class Reading:
    """All entries of a case as the matcher reads them, with how common each thing is."""

    tellings: list[Telling]
    people: People
    word_weight: dict[str, float]
    concept_weight: dict[str, float]
    family_weight: dict[str, float]
    number_count: Counter[str]
    people_weight: dict[int, float]


@dataclass(slots=True)
class Before:
    """What an earlier run read, to be used again for every entry that has not changed."""

    sources: dict[int, Source]
    tellings: dict[int, Telling]
    people: People


def read(
    sources: Sequence[Source],
    register: Sequence[Known] = (),
    progress: Progress | None = None,
    before: Before | None = None,
) -> Reading:
    progress = progress or Progress()
    fresh = [each for each in sources if before is None or before.sources.get(each.id) != each]
    whole = [_whole(each) for each in fresh]
    named: list[Runs] = []
    for at, text in enumerate(whole):
        named.append(runs(text))
        if at % 128 == 0:
            progress.check()
    people = gather(whole, register, named, before.people if before else None)
    met: dict[str, tuple[str, ...]] = {}
    names = {each.agency: each.agency_name for each in sources}
    agencies = {agency: (kinds_of_agency(name), own_name(name, names.values())) for agency, name in names.items()}
    concepts = lexicon().concepts
    doubtful = names_like_words(people, concepts.begins)
    tellings = {} if before is None else dict(before.tellings)
    for at, (each, text) in enumerate(zip(fresh, whole, strict=True)):
        bare = without_names(text, people) if is_named_among(named[at], doubtful) else text
        tellings[each.id] = _telling(each, text, bare, agencies[each.agency], people, named[at], met)
        if at % 64 == 0:
            progress.tell(at, 3 * len(whole), "Reading the entries")
    made = [tellings[each.id] for each in sources]
    _keep_day_first(made, sources)
    return weighed(made, people)


def _keep_day_first(tellings: list[Telling], sources: Sequence[Source]) -> None:
    """A file with a day above the twelfth writes the day first: none of its dates can be turned round."""
    day_first = {each.file for each in sources if is_day_first(each.when)}
    for each in tellings:
        if each.file in day_first:
            each.turned = None


def weighed(tellings: list[Telling], people: People) -> Reading:
    """How much sharing a word, a concept, a number or a person says: the rarer the more. Copies count once."""
    seen: set[tuple[int, str]] = set()
    words: Counter[str] = Counter()
    concepts: Counter[str] = Counter()
    families: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    named: Counter[int] = Counter()
    for each in tellings:
        if (each.agency, each.plain) in seen:
            continue
        seen.add((each.agency, each.plain))
        words.update(each.words)
        concepts.update(each.concepts)
        families.update(each.families)
        numbers.update(each.numbers)
        named.update(id for id, likely in each.people.items() if likely >= 0.3)
    total = max(len(seen), 2)
    return Reading(
        tellings, people, _weights(words, total), _weights(concepts, total), _weights(families, total), numbers,
        _weights(named, total),
    )  # fmt: skip


def _weights(counts: Counter[K], total: int) -> dict[K, float]:
    return {each: min(math.log((total + 1) / (times + 0.5)), HEAVIEST) for each, times in counts.items()}


def _whole(source: Source) -> str:
    parts = [text for text in (*source.texts, *source.beside) if text]
    return " . ".join([*([source.subject] if source.subject else []), *parts])[:MOST_LETTERS]


def _telling(
    source: Source, text: str, bare: str, agency: tuple[frozenset[str], frozenset[str]], people: People, named: Runs,
    met: dict[str, tuple[str, ...]],
) -> Telling:  # fmt: skip
    book = lexicon()
    when = source.when
    days = days_of(when)
    stems = book.stems(text, met)
    told = stems if bare is text else book.stems(bare, met)
    concepts = frozenset(name for name, _ in book.concepts.found_in(told))
    is_bare = not source.subject and not any(source.beside)
    own_stems = stems if is_bare else book.stems(" . ".join(source.texts)[:MOST_LETTERS], met)
    words = frozenset(each for each in stems if not is_small(each) and not each.isdigit() and each not in people.words)
    numbers = frozenset(numbers_in(text))
    own = days.last
    who = named_in(text, people, named)
    return Telling(
        id=source.id, agency=source.agency, file=source.file, agency_kinds=agency[0], agency_words=agency[1],
        first=days.first, last=own, is_open=days.is_open, is_guessed=days.is_guessed, turned=days.turned,
        start=_minutes(when.time_from), end=_minutes(when.time_to), is_about=when.time_is_approximate,
        text=text, verbatim=" ".join(" ".join(source.texts).split()),
        plain=" ".join(own_stems),
        own_words=frozenset(each for each in own_stems if not is_small(each)),
        words=words, concepts=concepts,
        families=frozenset(each for name in concepts for each in book.families.get(name, ())),
        names_kinds=frozenset(name for name, _ in book.mentions.found_in(told)),
        hears=not words.isdisjoint(HEARS), sends=not words.isdisjoint(SENDS),
        numbers=numbers, dates=dates_spoken_of(text, own),
        days=days_told_from(text, own) if own is not None else (), people=who,
        forenames=frozenset(people.forename_of(id) for id, likely in who.items() if likely >= 0.5) - {""},
    )  # fmt: skip


def _minutes(clock: object) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute  # type: ignore[attr-defined]


def numbers_in(text: str) -> Iterable[str]:
    """References: "CRIS 5520114/13", "URN 43CT/4410/13"; not dates, ages, doses or bare years."""
    for match in _NUMBER.finditer(text):
        found = match[0]
        if not _PLAIN_DATE.match(found) and sum(each.isdigit() for each in found) >= 4:
            yield found.lower()
