"""Referrals and notices as both sides tell them: sent and received, sent only, received only, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dhr_desktop.core.analysis import Handshake
from dhr_desktop.core.moments import When
from dhr_desktop.finding.handing import Handing, Way
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of, sort_key
from .findings import Analysis, Cell, Held, Line, days_between, days_in_words, decided_by, told_cell

SOONEST, LATEST = -3, 45
NOT_TOLD = "nothing in its chronology says so"


@dataclass(slots=True)
class Side:
    """One agency's word of it; the same words sent twice are one."""

    agency: int
    way: Way
    others: frozenset[int]  # the agencies of the register it may be
    said: str  # what it calls the other, where that is none of them
    when: When
    sort: str
    words: str
    entries: tuple[int, ...]


@dataclass(slots=True)
class Pair:
    sent: Side | None
    received: Side | None

    @property
    def record(self) -> Handshake:
        side = self.sent or self.received
        assert side is not None
        other = next(iter(side.others)) if len(side.others) == 1 else 0
        sender = self.sent.agency if self.sent else other
        receiver = self.received.agency if self.received else other
        return Handshake(
            sort=side.sort, topic=side.words[:200], sender=sender, receiver=receiver,
            sent=self.sent.when if self.sent else When.undated(),
            received=self.received.when if self.received else When.undated(),
            sent_in=self.sent.entries if self.sent else (), received_in=self.received.entries if self.received else (),
        )  # fmt: skip


def pairs_of(ground: Ground) -> list[Pair]:
    """Nearest in time first, and each side at most once."""
    sides = _sides(ground)
    received: dict[int, list[Side]] = defaultdict(list)
    for side in sides:
        if side.way is Way.RECEIVED:
            received[side.agency].append(side)
    close: list[tuple[bool, bool, int, int, Side, Side]] = []
    for sent in (each for each in sides if each.way is Way.SENT):
        for other in sent.others:
            for got in received[other]:
                days = days_between(sent.when, got.when)
                is_from = sent.agency in got.others or not got.others
                if is_from and days is not None and days[1] >= SOONEST and days[0] <= LATEST:
                    is_one_event = bool(_events(ground, sent) & _events(ground, got))
                    close.append((not is_one_event, not got.others, abs(days[0]) + abs(days[1]), len(close), sent, got))
    taken: set[int] = set()
    pairs = []
    for *_, sent, got in sorted(close, key=lambda each: each[:4]):
        if id(sent) not in taken and id(got) not in taken:
            taken |= {id(sent), id(got)}
            pairs.append(Pair(sent, got))
    for side in sides:
        if id(side) not in taken:
            pairs.append(Pair(side, None) if side.way is Way.SENT else Pair(None, side))
    return sorted(pairs, key=_begun)


def _begun(pair: Pair) -> tuple[int, int]:
    side = pair.sent or pair.received
    assert side is not None
    return sort_key(side.when)


def _events(ground: Ground, side: Side) -> set[int]:
    return {ground.event_of[each] for each in side.entries if each in ground.event_of}


def _sides(ground: Ground) -> list[Side]:
    found: dict[tuple[object, ...], Side] = {}
    for entry in ground.each():
        for handing in ground.found[entry.id].handings:
            when = ground.when[entry.id]
            others = _others(ground, entry.agency, handing)
            key = (entry.agency, handing.way, others, handing.kinds, when.earliest, when.latest)
            held = found.get(key)
            if held is not None:
                held.entries = (*held.entries, entry.id)
                continue
            said = " or ".join(sorted(handing.kinds))
            found[key] = Side(entry.agency, handing.way, others, said, when, handing.sort, handing.words, (entry.id,))
    return list(found.values())


def _others(ground: Ground, agency: int, handing: Handing) -> frozenset[int]:
    if handing.agency:
        return frozenset({handing.agency})
    return ground.of_kinds(handing.kinds) - {agency} if handing.kinds else frozenset()


def handshakes(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Handshake)
    show = chosen.get("Show", ALL)
    lines, own = [], {id(each) for each in held.values()}
    used: set[int] = set()
    for pair in pairs_of(ground):
        line = _line(ground, pair, held)
        used |= {id(each) for each in line.records}
        if show == ALL or (show == ONE_SIDED) == (pair.sent is None or pair.received is None):
            lines.append(line)
    for record in held.values():
        if isinstance(record, Handshake) and id(record) in own - used and record.sort not in MEETINGS:
            used.add(id(record))
            lines.append(_line_of(ground, record))
    return Analysis(
        ("Kind", "From", "Sent", "To", "Received", "Time between", "In whose words"), (18, 26, 24, 26, 24, 16, 60),
        tuple(lines), "Times between are at the least and at the most, as the dates allow. An agency that sent no "
        "chronology cannot say that it received anything.",
        {"Show": (ALL, ONE_SIDED, BOTH)},
    )  # fmt: skip


ALL, ONE_SIDED, BOTH = "all", "told by one side only", "told by both sides"
MEETINGS = ("MARAC", "MAPPA", "strategy meeting", "invitation")


def _line(ground: Ground, pair: Pair, held: Held) -> Line:
    sent, got = pair.sent, pair.received
    record = pair.record
    rows = (*record.sent_in, *record.received_in)
    words = " / ".join(side.words for side in (sent, got) if side is not None)
    return Line(
        (
            told_cell(record.sort, rows, record, words, held),
            Cell(ground.name(sent.agency), sent.entries) if sent else Cell(_other(ground, got)),
            Cell(sent.when.words(), sent.entries) if sent else Cell(NOT_TOLD, state="missing"),
            Cell(ground.name(got.agency), got.entries) if got else Cell(_other(ground, sent)),
            Cell(got.when.words(), got.entries) if got else Cell(NOT_TOLD, state="missing"),
            Cell(days_in_words(days_between(sent.when, got.when)), rows) if sent and got else Cell(),
            Cell(words, rows),
        )
    )


def _other(ground: Ground, side: Side | None) -> str:
    if side is None:
        return ""
    if len(side.others) == 1:
        return ground.name(next(iter(side.others)))
    return f"{side.said}, one of {len(side.others)}" if side.others else side.said or "not said"


def _line_of(ground: Ground, record: Handshake) -> Line:
    """One that the chair keeps though no words of an agency are found to say it."""
    rows = (*record.sent_in, *record.received_in)
    state = "rejected" if record.state == "rejected" else "confirmed"
    return Line(
        (
            Cell(record.sort, rows, state, records=(record,)),
            Cell(ground.name(record.sender), record.sent_in), Cell(record.sent.words(), record.sent_in),
            Cell(ground.name(record.receiver), record.received_in), Cell(record.received.words(), record.received_in),
            Cell(days_in_words(days_between(record.sent, record.received)), rows), Cell(record.topic, rows),
        )
    )  # fmt: skip
