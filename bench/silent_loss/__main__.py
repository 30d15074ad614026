"""python -m bench.silent_loss FOLDER ... [--json OUT] [--limit N] [--quick]: 1 when a word is lost, or a file crashes us."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from .measuring import Measured, files_under, measure

WORDS_SHOWN = 12


def print_file(one: Measured) -> None:
    said = one.held.trouble or one.held.refusal
    if said:
        readable = ", ".join(f"{reader} ({words:,} words)" for reader, words in one.could_be_read_by.items())
        kind = "NO ANSWER" if one.held.trouble else "refused"
        print(f"{one.path.name}: {kind}: {said}" + (f"  Could be read by {readable}." if readable else ""))
    for missing in one.missing:
        if missing.count:
            shown = ", ".join(f"{word[:40]} ×{count}" for word, count in missing.words.most_common(WORDS_SHOWN))
            counted = "" if missing.is_counted else " (not counted)"
            print(f"{one.path.name}: {missing.count:,} of {missing.seen:,} words by {missing.reader}{counted}: {shown}")
            for word, _ in missing.words.most_common(3):
                print(f"      … {missing.around[word]}")

    for moved in one.misplaced:
        for word, count in moved.words.most_common(WORDS_SHOWN):
            print(f"{one.path.name}: {word[:40]} ×{count} by {moved.reader} is not with its row … {moved.around[word]}")


def as_json(one: Measured) -> dict[str, Any]:
    return {
        "file": str(one.path), "outcome": one.held.outcome, "refusal": one.held.refusal, "trouble": one.held.trouble, "entries": one.held.entries,
        "rows": one.held.rows, "seen": one.seen, "lost": one.lost, "moved": one.moved, "seconds": round(one.seconds, 2), "raw": one.is_raw,
        "could_be_read_by": one.could_be_read_by, "readers_troubles": one.troubles,
        "missing": {each.reader: {"seen": each.seen, "lost": each.count, "words": {word[:80]: count for word, count in each.words.most_common(200)},
                                  "around": {word[:80]: each.around[word] for word, _ in each.words.most_common(20)}} for each in one.missing},
    }  # fmt: skip


def write_json(to: Path, found: list[Measured]) -> None:
    to.write_text(json.dumps([as_json(one) for one in found], indent=1), "utf-8")


def print_total(found: list[Measured]) -> None:
    refused = [one for one in found if one.held.refusal]
    print(f"files                                              {len(found):>10,}")
    print(f"words seen by the reader that sees most            {sum(one.seen for one in found):>10,}")
    print(f"words without an entry, a note or an exception     {sum(one.lost for one in found):>10,}")
    print(f"words not with what their own row became           {sum(one.moved for one in found):>10,}")
    alone = sum(each.count for one in found for each in one.missing if not each.is_counted)
    print(f"    shown by LibreOffice alone, and not counted    {alone:>10,}")
    print(f"files that lose a word                             {sum(bool(one.lost) for one in found):>10,}")
    print(f"files refused with a sentence                      {len(refused):>10,}")
    print(
        f"    of these, readable by another reader           {sum(bool(one.could_be_read_by) for one in refused):>10,}"
    )
    print(f"crashes, hangs                                     {sum(bool(one.held.trouble) for one in found):>10,}")
    print(f"refusals in a library's words                      {sum(one.is_raw for one in found):>10,}")
    print(
        f"slowest to be understood and kept, seconds         {max((o.held.seconds for o in found), default=0):>10.1f}"
    )
    for sentence, count in Counter(one.held.refusal for one in refused).most_common():
        print(f"  {count:>5} × {sentence}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.silent_loss", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, help="write every figure there")
    parser.add_argument("--limit", type=int, default=0, help="only so many files")
    parser.add_argument("--quick", action="store_true", help="without LibreOffice")
    parser.add_argument(
        "--keep", type=Path, help="a folder for LibreOffice's conversions, so that the next run is quick"
    )
    asked = parser.parse_args(arguments)
    paths = files_under(asked.folders)
    if not paths:
        print("There is no office file there.", file=sys.stderr)
        return 2
    found = []
    for one in measure(paths[: asked.limit or None], quick=asked.quick, kept=asked.keep):
        print_file(one)
        sys.stdout.flush()
        found.append(one)
        if asked.json and len(found) % 20 == 0:
            write_json(asked.json, found)
    print_total(found)
    if asked.json:
        write_json(asked.json, found)
    return int(any(one.lost or one.moved or one.held.trouble for one in found))


if __name__ == "__main__":
    os.environ["DHR_HOME"] = tempfile.mkdtemp(prefix="measure-home-")
    sys.exit(main(sys.argv[1:]))
