"""What every block is drawn from: the case as the edition shows it, its chronology told once, and small ways to say things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.days_in_words import in_words, month_in_words
from dhr_desktop.core.moments import Coarseness, When
from dhr_desktop.core.people import Person
from dhr_desktop.operations.chronology.chronology import SET_ASIDE, Chronology, Told
from dhr_desktop.operations.chronology.chronology_told import tell
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.operations.names.presented import edition_of, real_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import Kept
from dhr_desktop.writing.prose import Block, Evidence, Paragraph, Run, Style, Table, Words


@dataclass
class Drawing:
    """`case` is the case as an edition shows it; `kept` what was made from it already and still stands.

    Each thing that is kept has a drawing of its own, so that what it looked up is noted as what it stands on.
    """

    case: CaseFile
    document: str = ""
    kept: Kept = field(default_factory=Kept, repr=False)
    abbreviations: Sequence[str] = ()
    """What the rest of the document uses, once that is known: for the block that explains them."""

    @cached_property
    def chronology(self) -> Chronology:
        return self.kept.value("chronology", lambda: tell(self.case))

    @cached_property
    def accounts(self) -> Accounts:
        return self.kept.value("accounts", lambda: Accounts(self.case))

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        return self.kept.value("agencies", lambda: {each.id: each for each in self.case.all(Agency)})

    @cached_property
    def told(self) -> dict[int, Told]:
        return self.kept.value("told", lambda: {each.id: each for each in self.chronology.told})

    @cached_property
    def order(self) -> dict[int, int]:
        """Where each entry stands in the chronology."""
        return self.kept.value("order", lambda: {id: at for at, id in enumerate(self.told)})

    @cached_property
    def marks(self) -> list[Mark]:
        return self.kept.value("marks", lambda: [each for each in self.case.all(Mark) if each.state != SET_ASIDE])

    @property
    def edition(self) -> str:
        return edition_of(self.case)

    @property
    def today(self) -> date:
        return self.case.clock.now().date()

    @property
    def is_coarse(self) -> bool:
        return self.case.coarseness is not Coarseness.FULL

    def agency(self, id: int) -> str:
        held = self.agencies.get(id)
        return (held.full_name or held.short_name) if held is not None else ""

    def age(self, person: Person) -> int | None:
        """On the day of the death, which the edition itself may not say."""
        real = real_of(self.case)
        held = real.get(Person, person.id)
        died = real.review.date_of_death
        return held.age_on(died) if held is not None and died is not None else None

    def month_of_death(self) -> str:
        died = real_of(self.case).review.date_of_death
        return month_in_words(died) if died else ""

    def rows(self, on: Iterable[int]) -> tuple[int, ...]:
        """The entries behind ids of entries and events, in the chronology's order."""
        ids = self.accounts.entries_of(tuple(on))
        order = self.order
        return tuple(sorted((id for id in ids if id in order), key=order.__getitem__))


# ---- saying things -----------------------------------------------------------------------------------------


def para(words: str, *evidence: int, style: Style = Style.PLAIN, level: int = 0, name: str = "") -> Paragraph:
    runs: tuple[Run, ...] = (Words(words),) if words else ()
    return Paragraph((*runs, Evidence(tuple(evidence))) if evidence else runs, style, level, name)


def heading(words: str, level: int = 0) -> Paragraph:
    return para(words, style=Style.HEADING, level=level)


def quiet(words: str) -> Paragraph:
    """What is not there yet: said, never left blank."""
    return para(words, style=Style.QUIET)


def points(lines: Iterable[str]) -> list[Block]:
    return [para(each, style=Style.POINT) for each in lines]


def paragraphs(text: str, *evidence: int) -> list[Block]:
    """A register's own text, its paragraphs kept; the evidence behind the last."""
    parts = [each.strip() for each in text.split("\n") if each.strip()]
    return [para(each, *(evidence if each is parts[-1] else ())) for each in parts]


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", shares: Sequence[float] = ()
) -> Table:
    told = [tuple((Words(cell),) if cell else () for cell in row) for row in rows]
    return Table((tuple((Words(each),) for each in columns), *told), caption, tuple(shares))


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    words = [each for each in words if each]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def number(count: int, one: str, many: str = "") -> str:
    """ "three agencies": small numbers in words, as reports print them."""
    words = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{words} {one if count == 1 else many or one + 's'}"


def begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def day(when: date | None, *, is_coarse: bool = False) -> str:
    return "" if when is None else month_in_words(when) if is_coarse else in_words(when)


def dated(when: When) -> str:
    """How a sentence begins that tells of a moment: "On 3 May 2014", "In May 2014", "Between …"."""
    words = when.words()
    if not when.is_dated:
        return "At a time that is not known"
    first = words.split()[0].casefold()
    if first in ("between", "from", "until", "before", "after", "about", "since", "by"):
        return begun(words)
    if first in ("early", "late") or first.startswith("mid"):
        return f"In {words}"
    return f"On {words}" if first.isdigit() else f"In {words}"


def sentence(words: str) -> str:
    """Ended as a sentence is."""
    words = " ".join(words.split())
    return words if not words or words[-1] in '.!?…”’"' else f"{words}."
