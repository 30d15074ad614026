"""Invented cases, with the truth of which entries tell of one event: what the matcher is fitted on and timed with.

Everything is made from happenings.txt, routine.txt and the names below. No real person, place or agency is in it.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from dhr_desktop.core.moments import Precision, When
from dhr_desktop.merge.naming import Known
from dhr_desktop.merge.telling import Source

HERE = Path(__file__).parent
SURNAMES = """Tallowby Askquith Blythe Penhallow Underwick Farrowgate Mossop Quillan Stannard Drewett O'Hanlon Okonjo Hussein
Brackley Wetherall Kettlesby Marchbanks Ferris Copplestone Varley Ashdown Pryce-Lunt Grimwade Lovelock Hathersage Nkemelu
Sandford Wray Ollerenshaw Bexley Thornycroft Marlowe Dacre Fenwick Harkaway Jessop Kowalczyk Lathom Mirza Norbury""".split()
WOMEN = "Rhoswen Tamsin Bethan Priya Joanne Nicola Aisha Keeley Danielle Hannah Marta Sian Leanne Ruth Carys Faith Rose Amber".split()
MEN = (
    "Derrin Orrin Callum Gavin Darren Lewis Piotr Imran Shane Dean Mark Will Ryan Craig Owen Tomos Kieran Jamie".split()
)
CHILDREN = "Wren Tilly Mason Ellis Poppy Zac Ayan Lola Finn Hope Kai Mabel".split()
STREETS = "Kiln Row;Fennick Road;Harrow Lane;Osric Street;Mercy Close;Copper Walk;Willow Mews;Station Villas".split(";")
DRUGS = "sertraline citalopram mirtazapine paracetamol quetiapine diazepam ibuprofen zopiclone".split()
REMARKS = (
    "", "", "", "", "", "See paper file.", "Entered late.", "No further entry.", "Reviewed by manager.", "Copied from system.",
    "Trust policy followed.", "Not asked about home.", "Not referred.", "Author's note: see report.", "Good practice.", "Usual worker on leave.",
)  # fmt: skip
NAMES = {
    "police": ["{t} Police", "{t} Constabulary"], "police2": ["Wolds Police", "Vale of Severn Police"],
    "ambulance": ["{t} Ambulance Service NHS Trust"], "hospital": ["{t} Hospitals NHS Foundation Trust", "St Osric's Hospital"],
    "mh": ["{t} Partnership NHS Foundation Trust - mental health", "{t} Mental Health Trust"],
    "gp": ["Fennick Road Surgery", "General practice for victim", "Mill Street Medical Centre"],
    "gp2": ["Castle Practice", "General practice 2"], "children": ["{t} Children's Social Care", "{t} Council Children's Services"],
    "school": ["{t} Primary School", "The School"], "education": ["{t} Council Education"],
    "health": ["{t} Community Health - health visiting and school nursing", "{t} Community Health Services"],
    "housing": ["{t} Homes", "{t} Council Housing"], "da": ["Lantern Domestic Abuse Service", "{t} IDVA service"],
    "victim": ["Victim Support"], "probation": ["National Probation Service", "{t} Probation"], "prison": ["HMP {t}"],
    "drugs": ["Harrow Lane Drug and Alcohol Service"], "fire": ["{t} Fire and Rescue Service"],
    "justice": ["{t} Magistrates' Court"], "solicitor": ["Dacre and Wray Solicitors"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    kind: str
    after: tuple[float, float]  # days
    has_clock: bool
    is_told: bool
    likely: float
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    name: str
    weight: float
    subject: str
    views: tuple[View, ...]


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

    @property
    def sources(self) -> list[Source]:
        return [each.source for each in self.entries]


_UNITS = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0}


@cache
def happenings() -> tuple[Happening, ...]:
    found: list[Happening] = []
    for line in (HERE / "happenings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, weight, subject = line[1:].rsplit(" ", 2)
            found.append(Happening(name, float(weight), subject, ()))
        elif line.strip() and not line.startswith("#"):
            head, _, words = line.partition(": ")
            kind, after, sort, likely = head.split()
            bare = after.strip("mhd")
            low, high = [*bare.split("-"), bare][:2] if not bare.startswith("-") else (bare, bare)
            unit = _UNITS[after[-1]]
            view = View(
                kind, (float(low) * unit, float(high) * unit), after[-1] in "mh", sort == "told", float(likely),
                tuple(each.strip() for each in words.split(" | ")),
            )  # fmt: skip
            found[-1] = replace(found[-1], views=(*found[-1].views, view))
    return tuple(found)


@cache
def routine() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found = []
    for line in (HERE / "routine.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, words = line.partition(": ")
            kind, subject = head.split()
            found.append((kind, subject, tuple(each.strip() for each in words.split(" | "))))
    return tuple(found)


class Inventor:
    def __init__(
        self, seed: int, *, entries: int, years: float | None = None, copies: float = 0.25, registered: bool = False
    ) -> None:
        self.chance = random.Random(seed)
        chance = self.chance
        self.wanted, self.copies = entries, copies
        self.first = dt.date(chance.randint(2005, 2018), chance.randint(1, 12), 1)
        self.days = int(365 * (years or chance.uniform(2.5, 9)))
        self.case = Case()
        town = chance.choice(["Thornbeck", "Eastmere", "Harrowgate", "Millbrook", "Castleford Vale", "Ousby"])
        surnames, women, men = (chance.sample(each, 6) for each in (SURNAMES, WOMEN, MEN))
        self.people = {
            "V": (women[0], surnames[0], "Ms"), "P": (men[0], surnames[1], "Mr"), "C": (chance.choice(CHILDREN), surnames[2], ""),
            "M": (women[1], surnames[0], "Mrs"), "F": (chance.choice([women[2], men[2]]), surnames[3], ""),
        }  # fmt: skip
        if registered:
            roles = {"V": "victim", "P": "perpetrator", "C": "child"}
            self.case.register = [Known((f"{f} {s}", f), roles.get(key, "")) for key, (f, s, _) in self.people.items()]
        kinds = list(NAMES)
        keep = chance.uniform(0.6, 1.0)
        self.agencies = {
            kind: at for at, kind in enumerate(kinds) if kind in ("police", "gp", "children") or chance.random() < keep
        }
        self.names = {kind: chance.choice(NAMES[kind]).format(t=town) for kind in kinds}
        self.styles = {
            kind: chance.choice(["title", "full", "forename", "police", "turned", "initials", "plain"])
            for kind in kinds
        }
        self.vague = {kind: chance.choice([0.02, 0.05, 0.1, 0.3]) for kind in kinds}
        self.clocked = {kind: chance.random() < 0.6 for kind in kinds}
        self.told_day = {kind: chance.random() < 0.35 for kind in kinds}
        self.quotes = {kind: chance.random() < 0.3 for kind in kinds}

    # ---- words --------------------------------------------------------------------------------

    def person(self, who: str, style: str) -> str:
        forename, surname, title = self.people[who]
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
            return {"V": "patient", "P": "partner", "C": "child", "M": "her mother", "F": "a friend"}[who]
        if self.chance.random() < 0.04 and len(surname) > 5:
            at = self.chance.randint(2, len(surname) - 2)
            surname = surname[:at] + surname[at + 1 :]
        return f"{forename} {surname}"

    def words(self, wording: str, kind: str, about: dict[str, str]) -> str:
        style = self.styles[kind]

        def put(match: re.Match[str]) -> str:
            key = match[1]
            return self.person(key, style) if key in self.people else about.get(key, "")

        text = re.sub(r"\{(\w+)\}", put, wording)
        if self.chance.random() < 0.25:
            text = (
                text.replace("Referral", "Ref")
                .replace("received", "rec'd")
                .replace(" and ", " & ")
                .replace("appointment", "appt")
            )
        remark = self.chance.choice(REMARKS)
        return f"{text[:1].upper()}{text[1:]} {remark}".strip()

    # ---- days ---------------------------------------------------------------------------------

    def when(self, day: dt.date, minutes: int | None, kind: str) -> When:
        roll = self.chance.random()
        if roll < self.vague[kind]:
            choice = self.chance.random()
            if choice < 0.35:
                return When.in_month(day.year, day.month)
            if choice < 0.65:
                return When.in_part_of_month(day.year, day.month, min((day.day - 1) // 10, 2))
            if choice < 0.85:
                return When.in_week_of(day - dt.timedelta(day.weekday()))
            return When.undated() if choice < 0.92 else When.in_year(day.year)
        if roll > 0.985:  # a slip, or the day it was typed in
            day += dt.timedelta(self.chance.choice([-1, 1, 1, 2]))
        if minutes is not None and self.clocked[kind]:
            minutes = max(0, min(1439, minutes))
            return replace(When.on(day), time_from=dt.time(minutes // 60, minutes % 60), precision=Precision.MINUTE)
        return When.on(day)

    def add(self, kind: str, when: When, text: str, event: int) -> Invented:
        id = len(self.case.entries)
        made = Invented(
            Source(id, self.agencies[kind], self.names[kind], when, (text,), file=self.agencies[kind]), event
        )
        self.case.entries.append(made)
        return made

    # ---- a case -------------------------------------------------------------------------------

    def invent(self) -> Case:
        event, wanted = 0, self.wanted
        weights = [each.weight for each in happenings()]
        singles = self.chance.uniform(0.3, 0.6)
        by_kind = [each for each in routine() if each[0] in self.agencies]
        while len(self.case.entries) < wanted:
            event += 1
            day = self.chance.uniform(0, self.days)
            if self.chance.random() < singles:
                kind, _, wordings = self.chance.choice(by_kind)
                self._routine(kind, wordings, day, event)
            else:
                happening = self.chance.choices(happenings(), weights)[0]
                event = self._happen(happening, day, event)
        self.case.entries.sort(key=lambda each: (each.source.agency, str(each.source.when.earliest or "")))
        for at, each in enumerate(self.case.entries):
            each.source = replace(each.source, id=at)
        self._copy()
        return self.case

    def _routine(self, kind: str, wordings: tuple[str, ...], day: float, event: int) -> None:
        moment = dt.datetime.combine(self.first, dt.time()) + dt.timedelta(days=day)
        text = self.words(self.chance.choice(wordings), kind, self._about(moment.date()))
        self.add(kind, self.when(moment.date(), self.chance.randint(500, 1050), kind), text, event)

    def _about(self, day: dt.date) -> dict[str, str]:
        chance = self.chance
        return {
            "A": f"{chance.randint(1, 90)} {chance.choice(STREETS)}", "n": str(chance.randint(3, 9)), "drug": chance.choice(DRUGS),
            "R": f"{chance.choice(['CAD', 'CRIS', 'URN', 'OCC'])} {chance.randint(1000, 999999)}/{day.year % 100:02}",
            "w": f"{chance.choice(['Dr', 'Ms', 'Mr'])} {chance.choice(SURNAMES)}", "age": str(chance.randint(19, 45)), "pron": "her",
            "src": chance.choice(["a worker", "her employer", "the school", "a friend"]),
        }  # fmt: skip

    def _happen(self, happening: Happening, day: float, event: int) -> int:
        """One happening, sometimes followed within hours or days by another of its sort: they are two."""
        begins = dt.datetime.combine(self.first, dt.time()) + dt.timedelta(days=day)
        if happening.views[0].has_clock is False:
            begins = begins.replace(hour=self.chance.randint(9, 16))
        self._tell(happening, begins, event)
        again = self.chance.random()
        if again < 0.14:
            for _ in range(self.chance.choice([1, 1, 1, 2, 3])):
                event += 1
                begins += dt.timedelta(days=self.chance.choice([0.03, 0.05, 0.08, 0.2, 0.9, 1.5, 3, 6, 7]))
                self._tell(happening, begins, event)
        return event

    def _tell(self, happening: Happening, begins: dt.datetime, event: int) -> None:
        about = self._about(begins.date())
        about["R"] = f"{about['R']}"
        for view in happening.views:
            if view.kind not in self.agencies or self.chance.random() > view.likely * 0.9:
                continue
            at = (
                begins
                + dt.timedelta(days=self.chance.uniform(*view.after))
                + dt.timedelta(minutes=self.chance.gauss(0, 12) if view.has_clock else 0)
            )
            text = self.words(self.chance.choice(view.wordings), view.kind, about)
            if view.kind == "police" and self.chance.random() < 0.5 and about["R"] not in text:
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
        originals = list(self.case.entries)
        for each in originals:
            if chance.random() >= self.copies * 0.8:
                continue
            source = each.source
            is_same = chance.random() < 0.6
            text = source.texts[0] if is_same else self._touched(source.texts[0])
            made = replace(source, id=len(self.case.entries), texts=(text,), file=source.file + 100)
            self.case.entries.append(Invented(made, each.event, source.id, text == source.texts[0]))

    def _touched(self, text: str) -> str:
        chance = self.chance
        swaps = [
            ("did not attend", "DNA"),
            ("DNA", "Did not attend"),
            ("received", "rec'd"),
            (" and ", " & "),
            ("referral", "ref"),
            ("telephone", "tel"),
            ("appointment", "appt"),
        ]
        for old, new in swaps:
            if old in text and chance.random() < 0.6:
                text = text.replace(old, new)
        if chance.random() < 0.6:
            text += chance.choice(
                [
                    " (checked against file)",
                    " Updated after query.",
                    " - see notes.",
                    " [amended]",
                    " Times confirmed with records team.",
                ]
            )
        elif ". " in text and chance.random() < 0.5:
            text = text.rpartition(". ")[0] + "."
        return text


def invented(seed: int, entries: int = 400, **more: object) -> Case:
    return Inventor(seed, entries=entries, **more).invent()  # type: ignore[arg-type]
