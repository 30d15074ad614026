"""What is said when files have been accepted: what was kept, as what, and what every other file waits for."""

from __future__ import annotations

from collections.abc import Sequence

from dhr_desktop.core.counting import counted
from dhr_desktop.intake.proposed import IMPORT, NIL, NOTHING

from .looked_at import LookedAt

MOST_NAMED = 4


def kept_words(kept: Sequence[LookedAt], left: Sequence[LookedAt]) -> str:
    """A file of which no row came in is never counted as one that was kept with its entries."""
    new = list({each.sha256: each for each in kept if each.already is None}.values())
    imported = [each for each in new if each.gist.outcome == IMPORT]
    nil = sum(each.gist.outcome == NIL for each in new)
    without = sum(each.gist.outcome == NOTHING for each in new)
    refused = len(new) - len(imported) - nil - without
    entries = sum(each.gist.entry_count for each in imported)
    parts = [f"{counted(len(imported), 'file')} kept with {counted(entries, 'entry', 'entries')}"] if imported else []
    parts += [f"{counted(nil, 'nil return')} noted"] if nil else []
    parts += [f"{counted(without, 'file')} kept in which no entry was found"] if without else []
    parts += [f"{counted(refused, 'file')} that could not be read noted as refused"] if refused else []
    said = f"{'; '.join(parts)}. Undo takes them back one by one." if parts else "Nothing was kept."
    return " ".join([said, *_left(left)])


def _left(left: Sequence[LookedAt]) -> list[str]:
    if not left:
        return []
    named = [f"{each.file_name} waits for {waits_for(each)}" for each in left[:MOST_NAMED]]
    more = [f"and {len(left) - MOST_NAMED} more wait"] if len(left) > MOST_NAMED else []
    return [f"{counted(len(left), 'file')} not kept: {'; '.join([*named, *more])}."]


def waits_for(left: LookedAt) -> str:
    """The answers that are missing, by what they are of."""
    if left.questions:
        return f"an answer: {' and '.join(each.value for each in left.questions)}"
    return "a second look: what it changes is no longer as shown"
