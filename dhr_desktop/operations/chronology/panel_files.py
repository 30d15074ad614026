"""The panel's file: one page that holds the timeline, the table and the script that shows them, and fetches nothing.

Its one script never changes with the case, so that its hash stands in the page's own policy; what the case
says stands in a block of data and is only ever put on the page as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import Order, When
from dhr_desktop.core.signs import in_one_line, in_whole_signs
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.folders import resources
from dhr_desktop.timeline.colours import ON_DARK, ON_LIGHT
from dhr_desktop.timeline.gaps import Gap
from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.timeline.scale import DAY, minute_of

from .chronology import Chronology, Shown
from .timelines import agency_codes

ROUNDS = 1_000_000  # of PBKDF2-HMAC-SHA-256; the least that is advised is 600,000
SHORTEST_PASSPHRASE = 12
_PLACE = re.compile("%(?:HASH|TITLE|CSS|SCRIPT|DATA)%")
SALT_BYTES, IV_BYTES = 16, 12


def panel_file(
    case: CaseFile, chronology: Chronology, shown: Shown, timeline: Timeline, about: About, passphrase: str = ""
) -> bytes:
    """The page, its data in the clear or sealed under a passphrase."""
    data = _data(case, chronology, shown, timeline, about)
    title = about.title
    if passphrase:
        data = {"sealed": sealed(json.dumps(data, ensure_ascii=False).encode("utf-8"), passphrase)}
        title = "A protected timeline"  # the title stands outside the seal
    parts = _parts()
    script = parts["panel.js"]
    values = {
        "%HASH%": script_hash(script), "%TITLE%": escape(in_one_line(title)), "%CSS%": parts["panel.css"],
        "%SCRIPT%": script, "%DATA%": in_page(data),
    }  # fmt: skip
    # all in one pass: a title may hold the name of a place, and what is put in is never looked at again
    page = _PLACE.sub(lambda place: values[place[0]], parts["panel.html"])
    return page.encode("utf-8")


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    folder = resources() / "panel"
    return {name: (folder / name).read_text("utf-8") for name in ("panel.html", "panel.css", "panel.js")}


def script_hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def in_page(data: Any) -> str:
    """JSON that cannot end its own block or begin another, whatever the case says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return in_whole_signs(text)


def sealed(data: bytes, passphrase: str) -> dict[str, Any]:
    """AES-256-GCM under a key that PBKDF2 made slow to guess: what every browser can open by itself."""
    import unicodedata

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    words = unicodedata.normalize("NFC", passphrase)
    if len(words) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"A passphrase for the panel's file has {SHORTEST_PASSPHRASE} letters or more; three words will do."
        )
    salt, iv = os.urandom(SALT_BYTES), os.urandom(IV_BYTES)
    key = hashlib.pbkdf2_hmac("sha256", words.encode("utf-8"), salt, ROUNDS)
    told = {"salt": salt, "iv": iv, "box": AESGCM(key).encrypt(iv, data, None)}
    return {"rounds": ROUNDS} | {name: base64.b64encode(value).decode("ascii") for name, value in told.items()}


def _data(case: CaseFile, chronology: Chronology, shown: Shown, timeline: Timeline, about: About) -> dict[str, Any]:
    codes = agency_codes(chronology)
    present = list(dict.fromkeys(each.entry.agency for each in shown.told))
    present.sort(key=lambda id: chronology.agencies[id].name.casefold() if id in chronology.agencies else "~")
    lanes = {id: at for at, id in enumerate(present)}
    gaps = {lane.key: lane.gaps for lane in timeline.lanes}  # by agency, as the page's own lanes are
    return {
        "case": case.case_id,
        "export": hashlib.sha256(f"{case.case_id} {case.seal} {about.filter}".encode()).hexdigest()[:16],
        "about": {
            "title": about.title, "shown": about.shown, "filter": about.filter, "edition": about.edition,
            "marking": about.marking, "made": about.made,
        },
        "lanes": [_lane(chronology, id, codes.get(id, ("–", 0)), gaps.get(id, ())) for id in present],
        "entries": _entries(chronology, shown, lanes),
        "bands": [[each.title, each.start, each.end] for each in timeline.bands],
        "signs": [[each.minute, each.words, int(each.is_death)] for each in timeline.signs],
    }  # fmt: skip


def _lane(chronology: Chronology, id: int, code: tuple[str, int], gaps: Sequence[Gap]) -> dict[str, Any]:
    held = chronology.agencies.get(id)
    colours = [ON_LIGHT[code[1] % len(ON_LIGHT)], ON_DARK[code[1] % len(ON_DARK)]]
    shaded = [[minute_of(each.after) + DAY, minute_of(each.until), each.in_words()] for each in gaps]
    return {"title": held.name if held else "No agency", "code": code[0], "colours": colours, "gaps": shaded}


def _entries(chronology: Chronology, shown: Shown, lanes: dict[int, int]) -> list[list[Any]]:
    made: list[list[Any]] = []
    above: When | None = None
    for told in shown.told:
        entry, item = told.entry, chronology.item(told)
        is_doubtful = above is not None and above.order(told.when) is Order.CANNOT_BE_ORDERED
        above = told.when
        marks = "; ".join(": ".join(part for part in (each.sort, each.title) if part) for each in told.marks)
        withdrawn = "withdrawn by the agency" if entry.is_withdrawn else ""
        made.append(
            [
                entry.id, lanes[entry.agency], item.start if item else None, item.end if item else None,
                int(item.look) if item else 0, int(item.is_vague) if item else 0, told.when.words(),
                entry.happened.wording, entry.subject, entry.what_happened, entry.response, entry.agency_comment,
                entry.chair_comment, "; ".join(part for part in (marks, withdrawn) if part), told.event, entry.source,
                int(is_doubtful),
            ]
        )  # fmt: skip
    return made
