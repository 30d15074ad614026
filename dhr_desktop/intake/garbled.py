"""Letters that no English text has where they stand: what is left where a file was read by another alphabet's table.

An old DOS or Macintosh file has no mark that tells its table, and a text that was encoded twice is valid as it is.
Which letters were meant is not guessed; that some may be wrong is said, with where they stand.
"""

from __future__ import annotations

import re

MOST_EXAMPLES = 4
_GARBLED = re.compile(
    r"[a-z][‚ŽŠˆƒÒÓÕ]"  # after a small letter
    r"|[a-z][‹›‡„•†][a-z]"  # inside a word
    r"|œ\d|\bÒ[A-Za-z ]+Ó"  # a pound sign; marks of speech
    r"|Ã[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"  # encoded twice
    r"|Â[\u0080-\u00bf]|â€"
)


# every letter and sign that a Western table has beyond English, and the mark of one it has not
_WESTERN = re.compile(r"[\u0080-\u024f\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd]")
_PLAIN = re.compile(r"[A-Za-z]")
OF_ANOTHER_ALPHABET = (
    "Most letters of this text are accented, as no English or Welsh text has them: it was written with the table of another alphabet, "
    "such as Cyrillic or Greek, and its words were read wrongly. Ask the agency for an Excel file, or for text in UTF-8."
)
FEWEST_LETTERS = 12


def warnings_of_garbled(text: str) -> list[str]:
    """One sentence where letters stand as no English word has them."""
    accented = len(_WESTERN.findall(text))
    if accented >= FEWEST_LETTERS and accented > len(_PLAIN.findall(text)):
        return [OF_ANOTHER_ALPHABET]
    lines: list[int] = []
    examples: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        found = _GARBLED.search(line)
        if found is None:
            continue
        lines.append(number)
        start = max(line.rfind(mark, 0, found.start() + 1) for mark in " ,;\t") + 1
        word = re.split(r"[ ,;\t]", line[start : start + 40], maxsplit=1)[0]
        if word not in examples:
            examples.append(word)
    if not lines:
        return []
    shown = ", ".join(f"“{each}”" for each in examples[:MOST_EXAMPLES])
    return [
        f"Some letters of this text may be wrong (first on line {lines[0]:,}; {len(lines):,} in all): {shown}. "
        "It may come from an old DOS or Macintosh program, or was encoded twice. Look at it, or ask for an Excel file."
    ]
