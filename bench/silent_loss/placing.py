"""Words that are held, and in another row's entry than the file says: only where both readers know the row.

A row's words must be in the entry it gave, in the entry it goes on from, or in the list of rows that are none. The
figures of a cell are not asked, since programs show them in different forms. Who sent a row stands in its agency.
"""

from __future__ import annotations

from collections import Counter

from .words import Held, Missing, Reading, is_only_figures, words_of

LONGEST_LOOK = 90


def misplaced(reading: Reading, held: Held) -> Missing:
    """Of one reader: words that stand somewhere with us, and not in what their own row became."""
    found = Missing(reading.reader)
    ours = {word for text in held.texts for word in words_of(text)}
    rows: dict[tuple[str, int], list[str]] = {}
    for piece in reading.pieces:
        if piece.place is not None and not piece.is_figure and not is_only_figures(piece.text):
            rows.setdefault(piece.place[:2], []).append(piece.text)
    for row, texts in rows.items():
        if row not in held.of_rows:
            continue
        here = Counter(word for text in held.of_rows[row] for word in words_of(text))
        letters = "".join(word for text in held.of_rows[row] for word in words_of(text))
        for text in texts:
            words = words_of(text)
            found.seen += len(words)
            if "".join(words) in letters:
                continue
            for word, count in (Counter(words) - here).items():
                if word in ours:
                    found.words[word] += count
                    found.around[word] = f"row {row[1]}: {' '.join(text.split())[:LONGEST_LOOK]}"
    return found
