"""How the command line answers: words for a person, JSON for a program, refusals in one sentence."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any

DONE = 0
NEEDS_A_PERSON = 1
REFUSED = 2


@dataclass(slots=True)
class Answer:
    """What a command has to say. `needs` lists what a person must look at, and makes the exit code 1."""

    lines: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        return NEEDS_A_PERSON if self.needs else DONE


def say(answer: Answer, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"done": True, **answer.facts, "needs_a_person": answer.needs}, ensure_ascii=False))
    else:
        for line in answer.lines:
            print(line)
        for need in answer.needs:
            print(f"Needs a person: {need}")
    return answer.code


def refuse(sentence: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"done": False, "refused": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return REFUSED


class ProgressLine:
    """One line that is written over, on a terminal only."""

    def __init__(self) -> None:
        self._shown = False

    def __call__(self, done: int, total: int, words: str, seconds_left: float | None) -> None:
        if not sys.stderr.isatty():
            return
        from dhr_desktop.core.progress import time_left_in_words

        left = time_left_in_words(seconds_left)
        print(f"\r{words}: {done:,} of {total:,} {left}".ljust(78), end="", file=sys.stderr, flush=True)
        self._shown = True

    def end(self) -> None:
        if self._shown:
            print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)
