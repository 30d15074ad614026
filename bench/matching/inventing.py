"""Invented cases, with the truth of which entries tell of one event: what the matcher is fitted on, judged by and timed with.

Everything is made from the lists of happenings, routine.txt and cast.py. No real person, place or agency is in it.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field, replace

from dhr_desktop.core.moments import Precision, When
from dhr_desktop.merge.naming import Known
from dhr_desktop.merge.telling import Source

from .cast import (
    AFTERTHOUGHTS,
    CHILDREN,
    DRUGS,
    MEN,
    NAMES,
    OUTCOMES,
    PLAIN,
    REMARKS,
    SOURCES,
    STREETS,
    SURNAMES,
    SWAPS,
    TOWNS,
    USUAL,
    WOMEN,
)  # fmt: skip
from .happenings import Happening, View, happenings, routine
from .vague_days import Vagueness
from .worlds import World

SOON, LATER = (0.05, 0.08, 0.2, 0.9, 1.5, 3, 6, 7), (5, 7, 14, 21, 28, 42)  # days until another of its sort


@dataclass(slots=True)
class Invented:
    source: Source
    event: int
    copy_of: int | None = None  # the id of the entry it repeats
    is_same_words: bool = False


@dataclass(slots=True)
class Case:
    entries: list[Invented] = field(default_factory=list)
    register: list[Known] = field(default_factory=list)
    beside: set[tuple[int, int]] = field(default_factory=set)  # events that must not be taken for one another

    @property
    def sources(self) -> list[Source]:
        return [each.source for each in self.entries]


class Inventor:
    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = chance = random.Random(world.seed)
        self.first = dt.date(chance.randint(2003, 2018), chance.randint(1, 12), 1)
        self.days = int(365 * world.years)
        self.case = Case()
        self._household()
        self._agencies()
        self._happenings()

    def _household(self) -> None:
        chance = self.chance
        surnames, women, men = (chance.sample(each, 8) for each in (SURNAMES, WOMEN, MEN))
        children = chance.sample(CHILDREN, chance.choice([1, 1, 2, 3, 4]))
        self.people = {
            "V": [(women[0], surnames[0], "Ms")],
            "P": [(men[0], surnames[1], "Mr")],
            "C": [(each, surnames[chance.choice([0, 1, 2])], "") for each in children],
            "M": [(women[1], surnames[0], "Mrs"), (men[1], surnames[1], "Mr")][: chance.randint(1, 2)],
            "F": [(chance.choice([women[2], men[2]]), surnames[3], ""), (men[3], surnames[4], "Mr")][
                : chance.randint(1, 2)
            ],
            "T": [(women[4], surnames[5], "Ms"), (women[5], surnames[6], "Ms")][: chance.randint(1, 2)],
        }
        self.other_surname = surnames[7]  # what some agencies know the victim by
        if self.world.registered:
            roles = {"V": "victim", "P": "perpetrator", "C": "child"}
            self.case.register = [
                Known((f"{f} {s}", f, *([f"{f} {self.other_surname}"] if key == "V" else [])), roles.get(key, ""))
                for key, each in self.people.items()
                for f, s, _ in each
            ]

    def _agencies(self) -> None:
        chance, world = self.chance, self.world
        town = chance.choice(TOWNS)
        self.agencies = {
            kind: at for at, kind in enumerate(NAMES) if kind in USUAL or chance.random() < world.agencies
        }  # fmt: skip
        self.names = {kind: chance.choice(each).format(t=town) for kind, each in NAMES.items()}
        styles = ["title", "full", "forename", "police", "turned", "initials", "plain"]
        self.styles = {kind: chance.choice(styles) for kind in NAMES}
        self.vague = {kind: Vagueness(chance, world.coarse * chance.choice([0.3, 1.0, 1.0, 2.0])) for kind in NAMES}
        self.clocked = {kind: chance.random() < 0.5 for kind in NAMES}
        self.told_day = {kind: chance.random() < 0.35 for kind in NAMES}
        self.quotes = {kind: chance.random() < 0.3 for kind in NAMES}
        self.swapped = {kind: chance.random() < world.swapped for kind in NAMES}
        self.says_outcome = {kind: chance.random() < 0.3 for kind in NAMES}
        self.renames = {kind: chance.random() < 0.2 for kind in NAMES}

    def _happenings(self) -> None:
        chance, world = self.chance, self.world
        mine = [each for each in happenings() if world.part is None or each.part == world.part]
        met = [each for each in mine if not each.stage and chance.random() < world.variety]
        self.met = met or [each for each in mine if not each.stage]
        self.weights = [each.weight * (3.0 if each.subject in world.about else 1.0) for each in self.met]
        self.ends = [each for each in happenings() if each.stage == "last"]
        self.after = [each for each in happenings() if each.stage == "after"]
        self.routine = [each for each in routine() if each[0] in self.agencies]

    # ---- words --------------------------------------------------------------------------------

    def person(self, who: tuple[str, str, str], key: str, kind: str) -> str:
        forename, surname, title = who
        style = self.styles[kind]
        if key == "V" and self.renames[kind]:
            surname = self.other_surname
        if self.chance.random() < 0.12:
            style = self.chance.choice(["title", "full", "forename", "police", "plain"])
        if style == "title" and title:
            return f"{title} {surname}"
        if style == "forename":
            return forename
        if style == "police":
            return f"{forename} {surname.upper()}"
        if style == "turned":
            return f"{surname.upper()}, {forename}"
        if style == "initials" and self.chance.random() < 0.5:
            return f"{forename[0]}.{surname[0]}."
        if style == "plain" and self.chance.random() < 0.25:
            return PLAIN[key]
        if self.chance.random() < 0.04 and len(surname) > 5:
            at = self.chance.randint(2, len(surname) - 2)
            surname = surname[:at] + surname[at + 1 :]
        return f"{forename} {surname}"

    def words(self, wording: str, kind: str, about: dict[str, str], who: dict[str, tuple[str, str, str]]) -> str:
        def put(match: re.Match[str]) -> str:
            key = match[1]
            return self.person(who[key], key, kind) if key in who else about.get(key, "")

        text = re.sub(r"\{(\w+)\}", put, wording)
        if self.chance.random() < 0.25:
            for whole, short in (("Referral", "Ref"), ("received", "rec'd"), (" and ", " & "), ("appointment", "appt")):
                text = text.replace(whole, short)
        return f"{text[:1].upper()}{text[1:]} {self.chance.choice(REMARKS)}".strip()

    def _who(self) -> dict[str, tuple[str, str, str]]:
        return {key: self.chance.choice(each) for key, each in self.people.items()}

    def _about(self, day: dt.date) -> dict[str, str]:
        chance = self.chance
        return {
            "A": f"{chance.randint(1, 90)} {chance.choice(STREETS)}", "n": str(chance.randint(3, 9)), "drug": chance.choice(DRUGS),
            "R": f"{chance.choice(['CAD', 'CRIS', 'URN', 'OCC'])} {chance.randint(1000, 999999)}/{day.year % 100:02}",
            "w": f"{chance.choice(['Dr', 'Ms', 'Mr'])} {chance.choice(SURNAMES)}", "age": str(chance.randint(19, 45)), "pron": "her",
            "src": chance.choice(SOURCES),
        }  # fmt: skip

    # ---- days ---------------------------------------------------------------------------------

    def when(self, day: dt.date, minutes: int | None, kind: str) -> When:
        age = (self.first + dt.timedelta(self.days) - day).days / max(self.days, 1)  # the oldest are told vaguest
        vague = self.vague[kind].when(day, age)
        if vague is not None:
            return vague
        if self.chance.random() > 0.985:  # a slip, or the day it was typed in
            day += dt.timedelta(self.chance.choice([-1, 1, 1, 2]))
        held = When.on(day, wording=f"{day:%d/%m/%Y}")
        if minutes is not None and self.clocked[kind]:
            minutes = max(0, min(1439, minutes))
            held = replace(held, time_from=dt.time(minutes // 60, minutes % 60), precision=Precision.MINUTE)
        return held

    def add(self, kind: str, when: When, text: str, event: int) -> None:
        texts = (text, self.chance.choice(OUTCOMES)) if self.says_outcome[kind] else (text,)
        source = Source(len(self.case.entries), self.agencies[kind], self.names[kind], when, texts, self.agencies[kind])
        self.case.entries.append(Invented(source, event))

    # ---- a case -------------------------------------------------------------------------------

    def invent(self) -> Case:
        event = self._death(0)
        while len(self.case.entries) < self.world.entries:
            event += 1
            day = self.days * (1 - self.chance.random() ** self.world.late)
            if self.chance.random() < self.world.singles:
                self._routine(day, event, None)
            else:
                event = self._happen(self.chance.choices(self.met, self.weights)[0], day, event)
        self.case.entries.sort(key=lambda each: (each.source.agency, str(each.source.when.earliest or "")))
        for at, each in enumerate(self.case.entries):
            each.source = replace(each.source, id=at)
        self._swap()
        self._copy()
        return self.case

    def _swap(self) -> None:
        """A system that writes the month first is found out by any day above the twelfth; the others are read wrong."""
        for kind in [kind for kind, is_swapped in self.swapped.items() if is_swapped and kind in self.agencies]:
            mine = [each for each in self.case.entries if each.source.agency == self.agencies[kind]]
            days = [each.source.when.earliest for each in mine if each.source.when.is_exact]
            if any(day is None or day.day > 12 for day in days):
                continue
            for each in mine:
                when, day = each.source.when, each.source.when.earliest
                if when.is_exact and day is not None:
                    turned = replace(When.on(dt.date(day.year, day.day, day.month)), wording=f"{day:%m/%d/%Y}")
                    turned = replace(turned, time_from=when.time_from, precision=when.precision)
                    each.source = replace(each.source, when=turned)

    def _death(self, event: int) -> int:
        ended = dt.datetime.combine(self.first, dt.time(self.chance.randint(0, 22))) + dt.timedelta(self.days)
        who = self._who()
        self._tell(self.chance.choice(self.ends), ended, event, who)
        for happening in self.after:
            if self.chance.random() < 0.7:
                event += 1
                later = ended + dt.timedelta(self.chance.choice([0.3, 1, 2, 90, 200]))
                self._tell(happening, later, event, who)
                self.case.beside.add((event - 1, event))
        return event

    def _routine(self, day: float, event: int, about: str | None) -> None:
        fitting = [each for each in self.routine if about in (None, each[1])]
        if not fitting:
            return
        kind, _, wordings = self.chance.choice(fitting)
        moment = dt.datetime.combine(self.first, dt.time()) + dt.timedelta(days=day)
        text = self.words(self.chance.choice(wordings), kind, self._about(moment.date()), self._who())
        self.add(kind, self.when(moment.date(), self.chance.randint(500, 1050), kind), text, event)

    def _happen(self, happening: Happening, day: float, event: int) -> int:
        """One happening; sometimes soon another of its sort, or routine contacts with the same person: those are others."""
        chance = self.chance
        begins = dt.datetime.combine(self.first, dt.time()) + dt.timedelta(days=day)
        if not happening.views[0].has_clock:
            begins = begins.replace(hour=chance.randint(9, 16))
        who = self._who()
        self._tell(happening, begins, event, who)
        if chance.random() < self.world.again:
            for _ in range(chance.choice([1, 1, 1, 2, 3])):
                event += 1
                begins += dt.timedelta(days=chance.choice(SOON if happening.views[0].has_clock else LATER))
                self._tell(happening, begins, event, who)
                self.case.beside.add((event - 1, event))
        if chance.random() < self.world.beside:
            first = event
            for _ in range(chance.choice([1, 1, 2, 3])):
                event += 1
                self._routine(day + chance.choice([-5, -2, -1, 0, 0, 1, 2, 4, 8]), event, happening.subject)
                self.case.beside.add((first, event))
        return event

    def _tell(
        self, happening: Happening, begins: dt.datetime, event: int, who: dict[str, tuple[str, str, str]]
    ) -> None:
        about = self._about(begins.date())
        for view in happening.views:
            if view.kind not in self.agencies or self.chance.random() > view.likely * 0.9:
                continue
            at = (
                begins
                + dt.timedelta(days=self.chance.uniform(*view.after))
                + dt.timedelta(minutes=self.chance.gauss(0, 12) if view.has_clock else 0)
            )
            text = self.words(self.chance.choice(view.wordings), view.kind, about, who)
            if view.kind == "police" and self.chance.random() < 0.3 and about["R"] not in text:
                text = f"{text} {about['R']}"
            if view.is_told:
                text = self._tells_of(text, view, begins, at, about)
            clock = at.hour * 60 + at.minute if view.has_clock or self.chance.random() < 0.25 else None
            self.add(view.kind, self.when(at.date(), clock, view.kind), text, event)

    def _tells_of(self, text: str, view: View, begins: dt.datetime, at: dt.datetime, about: dict[str, str]) -> str:
        chance, day = self.chance, begins.date()
        if self.told_day[view.kind] and chance.random() < 0.6:
            written = chance.choice(
                [f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day.day} {day:%b} {day:%y}", f"{day.day} {day:%B}"]
            )
            if chance.random() < 0.07:
                written = f"{day + dt.timedelta(chance.choice([-7, -1, 1, 30])):%d/%m/%Y}"
            text = f"{text} {chance.choice(['Incident of', 'Re', 'Incident date', 'Dated'])} {written}."
        elif chance.random() < 0.15 and 0 < (at.date() - day).days <= 6:
            text = f"{text} {chance.choice(['On', 'Happened'])} {day:%A}."
        if self.quotes[view.kind] and chance.random() < 0.3:
            text = f"{text} {chance.choice(['Police ref', 'Ref', 'Log'])} {about['R']}."
        return text

    def _copy(self) -> None:
        """Rows sent twice, as they were or touched up."""
        chance = self.chance
        for each in list(self.case.entries):
            if chance.random() >= self.world.copies * 0.8:
                continue
            source = each.source
            text = source.texts[0] if chance.random() < 0.6 else self._touched(source.texts[0])
            made = replace(source, id=len(self.case.entries), texts=(text, *source.texts[1:]), file=source.file + 100)
            self.case.entries.append(Invented(made, each.event, source.id, text == source.texts[0]))

    def _touched(self, text: str) -> str:
        chance = self.chance
        for old, new in SWAPS:
            if old in text and chance.random() < 0.6:
                text = text.replace(old, new)
        if chance.random() < 0.6:
            text += chance.choice(AFTERTHOUGHTS)
        elif ". " in text and chance.random() < 0.5:
            text = text.rpartition(". ")[0] + "."
        return text


def told(world: World) -> Case:
    """The case of one world."""
    return Inventor(world).invent()


def invented(
    seed: int, entries: int = 400, years: float = 5.0, copies: float = 0.25, *, registered: bool = False
) -> Case:
    """A case of a wanted size, of no remarkable ways."""
    return told(World(seed, entries, years, copies=copies, registered=registered))
