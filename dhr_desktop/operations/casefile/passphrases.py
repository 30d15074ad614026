"""Choosing a passphrase: one is offered; one's own is judged by length and by what everyone else chose."""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache

from dhr_desktop.core.errors import Refused
from dhr_desktop.system.folders import resources

LEAST_LENGTH = 14
WORDS_OFFERED = 4


@lru_cache(maxsize=2)
def _words(name: str) -> tuple[str, ...]:
    return tuple((resources() / "words" / name).read_text("utf-8").split())


def offer(words: int = WORDS_OFFERED) -> str:
    """Words drawn by the system's random source; four of 7,776 are 52 bits."""
    return " ".join(secrets.choice(_words("passphrase-words.txt")) for _ in range(words))


def judge(passphrase: str, *, case_names: tuple[str, ...] = ()) -> str:
    """Why a passphrase will not do, in a sentence, or "" when it will."""
    plain = unicodedata.normalize("NFC", passphrase)
    if len(plain) < LEAST_LENGTH:
        return f"The passphrase is too short: it needs {LEAST_LENGTH} characters or more. Four unrelated words do well."
    folded = plain.casefold()
    if any(folded.strip() == name.casefold().strip() for name in case_names if name.strip()):
        return "The passphrase is the name of the case. Choose something the file does not say itself."
    if len(set(folded)) < 5 or _is_repeated(folded.replace(" ", "")) or _is_common(folded):
        return "The passphrase is among the first that anyone would try. Four unrelated words do well."
    return ""


def refuse_if_weak(passphrase: str, *, case_names: tuple[str, ...] = ()) -> None:
    if reason := judge(passphrase, case_names=case_names):
        raise Refused(reason)


def _is_repeated(folded: str) -> bool:
    return folded in (folded + folded)[1:-1]


def _is_common(folded: str) -> bool:
    """A common password, with or without figures and marks round it."""
    common = set(_words("common-passwords.txt"))
    letters = folded.strip("0123456789!?.,-_*#@£$ ")
    return folded in common or letters in common or folded.replace(" ", "") in common
