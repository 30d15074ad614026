"""Whether a word that is also somebody's name means the person here: May the month, Will the helper, Hope the daughter.

Three answers: a name, a word, or a doubt for the chair. A capital inside a sentence speaks for a name; at its start the
next word decides; in a text all in capitals there is nothing to go by.
"""

from __future__ import annotations

import re
from enum import Enum

from .words import DAYS, MONTHS, forenames


class Sense(Enum):
    NAME = "name"
    WORD = "word"
    DOUBT = "doubt"


_BEFORE = re.compile(r"([\w'’.&/]+)?([^\w]*)$")
_AFTER = re.compile(r"^([^\w]*)([\w'’-]+)?")
_ENDS = re.compile(r"[.!?:;•\n\r\t|–—\"“”(\[*>]\s*$")
_SET_APART = frozenset(('""', "“”", "''", "‘’", "()", "[]", "«»"))  # known as "Will"; her daughter (Hope)
_YEAR_OR_DAY = re.compile(r"^'?\d{1,4}(?:st|nd|rd|th)?$")
_TITLES = frozenset("mr mrs ms miss mx master dr sir lady".split())
_MODALS = frozenset({"will", "may", "might", "can"})
_BARE = frozenset(
    "be have do go need not also still then now never always only well i he she it they we you there this that the "
    "a an any all his her their its our attend continue contact call ring refer send make take see arrange review "
    "discuss require want like come keep help try give get ask tell speak visit look return remain consider "
    "follow provide offer support complete work meet begin start stop move wait stay leave let put write email "
    "phone check raise chase book mark update inform advise request seek liaise share explore benefit become affect "
    "cause include explain indicate reflect suggest lead run turn feel find know think say use add lose close open".split()
)  # what follows a helping verb, and no name
_VERBS = frozenset(
    "is was has had says said told did does states stated reports reported went came got rang called "
    "attended asked gave took made left felt knew saw brought began seen present who and & with alleges alleged "
    "advised agreed appeared arrived answered became disclosed denied declined described explained expressed feels "
    "lives lived moved phoned presented refused remained removed replied returned sent shouted spoke started stayed "
    "texted thinks took visited wanted wants wished wishes would could should can will may must might "
    "allocated referred discharged admitted arrested bailed charged convicted released born aged".split()
)  # what follows a name
_DONE_BY_SOMEBODY = frozenset(
    "said told stated disclosed denied admitted asked rang phoned texted hit punched kicked slapped threatened grabbed "
    "shouted".split()
)
_OPENS = frozenset(
    "that for the a an of this these those when if as my your our all any some no up down off out period file small "
    "large sheet sheets card book garden hip".split()
)  # what follows a word that opens a sentence
_LEADS = frozenset(
    "with not at by from in on and or then later also still now left".split()
)  # what follows a name there
_GONE_TO = frozenset(
    "mother mum father dad parents grandmother grandparents gran nan grandad aunt uncle sister brother family friend "
    "friends carer carers school hospital home bed care foster nursery court prison custody police her his the their "
    "him them this that".split()
)  # somebody goes to these; nobody hopes to
_PLACE_HEADS = frozenset(
    "street st road rd close lane avenue ave drive way court house hall park centre center place crescent grove "
    "terrace gardens hill square green bank lodge farm bridge surgery school college hospital clinic ward unit "
    "medical practice advisory foundation trust hospice project service services team day bank holiday primary "
    "nursery academy".split()
)
_MONTH_LEADS = frozenset("in during since until till early mid late last next this each every".split())
_EITHER_LEADS = frozenset("by from to of after before and between with".split())  # before a month, or before a name
_OF_A_MONTH = re.compile(r"(?:\b(?:end|beginning|start|middle|part|week|month)|\d(?:st|nd|rd|th)?) of\s*$", re.I)
_FEASTS = frozenset(
    "boxing christmas year's years valentine's mother's mothers father's fathers new may remembrance easter".split()
)  # a day and an eve of these is nobody's name
_PRONOUNS = frozenset("he she they i we you it".split())


def sense_of(text: str, start: int, end: int) -> Sense:
    """What the word at a place of a text, as written, most likely is."""
    written = text[start:end]
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    word_before, gap_before, is_first = _look_back(before, start)
    gap_after, word_after = _look_on(after)
    folded = written.casefold()
    if written[:1].islower():
        return _small(word_before, word_after)
    if folded in MONTHS and _is_month(word_before, gap_before, word_after, gap_after, text, start, end):
        return Sense.WORD
    if written.isupper() and len(written) > 1 and _is_all_capitals(text, start, end):
        return Sense.DOUBT
    if word_before.casefold().rstrip(".") in _TITLES:
        return Sense.NAME
    if _is_part_of_a_place(word_after, gap_after):
        return Sense.WORD
    if written.isupper() and len(written) > 2:  # MARSH, set as police write surnames
        return Sense.NAME
    if gap_after.startswith(("'s", "’s", "/", " &")):
        return Sense.NAME
    if text[max(0, start - 1) : start] + text[end : end + 1] in _SET_APART:
        return Sense.DOUBT if folded in MONTHS else Sense.NAME
    if folded in MONTHS and word_after[:1].isdigit() and not gap_after.strip(" ,'’"):
        return Sense.WORD
    rest = after[len(gap_after) + len(word_after) :]
    return _opening(folded, word_after, gap_after, rest) if is_first else _inside(folded, word_before, word_after)


def _look_back(before: str, start: int) -> tuple[str, str, bool]:
    match = _BEFORE.search(before)
    word, gap = (match[1] or "", match[2] or "") if match else ("", "")
    is_abbreviation = word.casefold().rstrip(".") in _TITLES
    ends = bool(_ENDS.search(gap)) or (word.endswith(".") and not is_abbreviation and len(word) > 2)
    return word, gap, start == 0 or not word or (ends and not is_abbreviation)


def _look_on(after: str) -> tuple[str, str]:
    match = _AFTER.match(after)
    if match is None:
        return "", ""
    gap, word = match[1] or "", match[2] or ""
    if after.startswith(("'s", "’s")):
        return "'s", word
    return gap, word


def _small(word_before: str, word_after: str) -> Sense:
    """Written small: a name behind a title; and who says or strikes is somebody."""
    if word_before.casefold().rstrip(".") in _TITLES and word_before:
        return Sense.NAME
    return Sense.DOUBT if word_after in _DONE_BY_SOMEBODY else Sense.WORD


def _is_month(
    word_before: str, gap_before: str, word_after: str, gap_after: str, text: str, start: int, end: int
) -> bool:
    """Beside figures or a word of time."""
    if _YEAR_OR_DAY.match(word_before) and not _ENDS.search(gap_before):
        return True
    if _YEAR_OR_DAY.match(word_after) and len(gap_after) <= 2 and not gap_after.strip(" ,'’"):
        return True
    if re.match(r"\s*(?:/|-|to|and|or)\s*(?:" + "|".join(MONTHS) + r")\b", text[end : end + 30], re.I):
        return True
    if _OF_A_MONTH.search(text[max(0, start - 24) : start]):
        return True
    lead = word_before.casefold()
    return (lead in DAYS or lead in _MONTH_LEADS) and word_after.casefold() not in _VERBS


def _is_all_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words about it are in capitals too."""
    about = text[max(0, start - 60) : start] + text[end : end + 60]
    letters = [each for each in about if each.isalpha()]
    return len(letters) > 12 and sum(each.isupper() for each in letters) > 0.8 * len(letters)


def _is_part_of_a_place(word_after: str, gap_after: str) -> bool:
    return gap_after == " " and word_after[:1].isupper() and word_after.casefold() in _PLACE_HEADS


def _opening(folded: str, word_after: str, gap_after: str, rest: str) -> Sense:
    """The first word of a sentence has its capital from its place: what follows decides."""
    then, gap = word_after.casefold(), gap_after.strip()
    if not word_after:
        return Sense.DOUBT if folded in _MODALS else Sense.NAME
    if gap.startswith(","):
        return Sense.NAME if folded in forenames() else Sense.DOUBT
    if folded in _MODALS:
        match = _AFTER.match(rest)
        did = _is_past((match[2] or "").casefold()) if match and then not in _BARE else False  # "Will self harmed"
        return Sense.NAME if did or _is_past(then) or then in _VERBS - _BARE else Sense.WORD
    if then == "to" and not gap:
        return _then_to(rest)
    if then in _OPENS and not gap:
        return Sense.WORD
    if then in _VERBS or then in _LEADS or _is_past(then) or then.endswith(("ing", "s")) or gap[:1] in ".!?:;&/-–(":
        return Sense.NAME if gap or folded in forenames() or then in _VERBS or _is_past(then) else Sense.DOUBT
    return Sense.DOUBT


def _then_to(rest: str) -> Sense:
    """ "Hope to see" hopes; "Hope to grandmother" went; "Hope to be seen" could be either."""
    match = _AFTER.match(rest)
    word = (match[2] or "") if match and not (match[1] or "").strip() else ""
    if word[:1].isupper() or word.casefold() in _GONE_TO:
        return Sense.NAME
    return Sense.DOUBT if word.casefold() == "be" else Sense.WORD


def _inside(folded: str, word_before: str, word_after: str) -> Sense:
    """A capital inside a sentence is a name's, or a heading's."""
    if folded in _MODALS and word_before.casefold() in _PRONOUNS:
        return Sense.WORD
    if folded in ("day", "eve") and word_before.casefold().replace("’", "'") in _FEASTS:
        return Sense.WORD
    if folded in MONTHS and word_before.casefold() in _EITHER_LEADS and word_after.casefold() not in _VERBS:
        return Sense.DOUBT
    return Sense.NAME


def _is_past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")
