"""Points about what a report of this kind of case must explore: equality, coercion, the victim's voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dhr_desktop.core.analysis import Equality, Mark
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import PERPETRATOR, VICTIM, Person
from dhr_desktop.core.review import Term
from dhr_desktop.operations.reference.vocabularies import terms as vocabulary

from .findings import Finding, Looking

Found = Iterator[Finding]
CASE_WORDS = {
    "suicide": ("suicide",), "coercive control": ("coerci", "controlling"), "economic abuse": ("economic", "financial"),
    "familial": ("famil",), "carer": ("carer", "caring"),
}  # fmt: skip
_OF_AGE = re.compile(r"\b(?:age|aged|ageing|older|elderly|retired)\b")
_NONE = re.compile(r"\s*(?:no|none|not)\b", re.I)


def _main(c: Looking) -> list[Person]:
    return [each for each in c.case.all(Person) if each.main_role]


def flags(c: Looking) -> set[str]:
    """What kind of case it is: by its types, and by the themes that stand on a finding."""
    used = {id for each in c.d.marks for id in each.themes}
    words = " ".join(
        [*c.case.review.case_types, *(each.title for id, each in c.d.chronology.themes.items() if id in used)]
    ).casefold()
    return {flag for flag, signs in CASE_WORDS.items() if any(sign in words for sign in signs)}


def case_type_in_terms(c: Looking) -> Found:
    words = " ".join(each.question for each in c.case.all(Term)).casefold()
    for flag in sorted(flags(c)):
        if not any(sign in words for sign in CASE_WORDS[flag]):
            yield Finding(
                CASE_TYPE, "Terms of reference", flag, "The case is of this kind and the terms do not name it."
            )


def equality(c: Looking) -> Found:
    held = {(each.person, each.characteristic): each for each in c.case.all(Equality)}
    if c.report is not None and not c.has_heading("Equality"):
        yield Finding(EQUALITY, "the report", "", "There is no section on equality and diversity.")
    names = [each.term for each in vocabulary(c.case, "characteristics")]
    for person in _main(c):
        silent = [name for name in names if not (record := held.get((person.id, name))) or not record.known.strip()]
        if silent:
            yield Finding(
                EQUALITY,
                f"Equality: {person.role}",
                ", ".join(silent),
                "Nothing is said of these characteristics.",
                person.id,
            )
        for name in names:
            record = held.get((person.id, name))
            if (
                record is not None
                and record.known.strip()
                and record.relevance.strip().casefold().rstrip(".") in ("", "not relevant", "n/a", "none")
            ):
                yield Finding(
                    EQUALITY, f"Equality: {person.role}", name, "Whether it mattered, and why, is not said.", record.id
                )


def age_and_disability(c: Looking) -> Found:
    is_said = bool(_OF_AGE.search(c.under("Analysis", "Key issues").casefold()))
    weighed = {each.person for each in c.case.all(Equality) if each.characteristic == "age" and each.relevance.strip()}
    for person in _main(c):
        age = c.d.age(person)
        if age is not None and age >= 60 and not is_said and person.id not in weighed:
            yield Finding(AGE, person.role, str(age), "Over sixty, and age is not analysed.", person.id)
    for each in c.case.all(Equality):
        if (
            each.characteristic == "disability"
            and each.known
            and not _NONE.match(each.known)
            and not re.search(r"disab|long-term|chronic|impair", c.under("Analysis").casefold())
        ):
            yield Finding(
                AGE,
                "Analysis",
                each.known[:80],
                "A disability or long-term condition is recorded and the analysis does not speak of it.",
                each.id,
            )


def sex_of_victim(c: Looking) -> Found:
    people = {each.main_role: each for each in reversed(_main(c))}
    victim, other = people.get(VICTIM), people.get(PERPETRATOR)
    if victim is None:
        return
    is_same = other is not None and victim.sex and victim.sex == other.sex
    if (victim.sex == "male" or is_same) and not re.search(
        r"male victim|same-sex|gender|bias|stereotyp|\bmen\b", c.under("Analysis").casefold()
    ):
        yield Finding(
            BIAS,
            "Analysis",
            victim.sex,
            "The victim is a man, or both are of one sex; the analysis does not ask whether that mattered.",
        )


def coercive_control(c: Looking) -> Found:
    if "coercive control" in flags(c):
        words = c.under("Analysis", "Key issues").casefold()
        if "coerci" not in words:
            yield Finding(
                COERCIVE,
                "Analysis",
                "",
                "Coercive control is marked in the case and the analysis does not use the word.",
            )
        if not re.search(
            r"coerci\w+[^.]{0,80}\b(?:is|means|defined|definition)\b|defin\w+[^.]{0,60}coerci",
            "\n".join(each.words for each in c.pieces),
            re.I,
        ):
            yield Finding(COERCIVE, "the report", "", "It is nowhere defined.")


def economic_abuse(c: Looking) -> Found:
    if "economic abuse" in flags(c) and not re.search(
        r"economic|financial", c.under("Analysis", "Key issues").casefold()
    ):
        yield Finding(
            ECONOMIC, "Analysis", "", "Economic abuse is marked in the case and the analysis does not speak of it."
        )


def pandemic(c: Looking) -> Found:
    first, last = c.case.review.scope_start, c.case.review.scope_end
    if (
        first
        and last
        and first <= date(2021, 7, 31)
        and last >= date(2020, 3, 1)
        and not re.search(r"covid|lockdown|pandemic", c.under("Analysis", "Key issues").casefold())
    ):
        yield Finding(PANDEMIC, "Analysis", "", "The period holds the pandemic and the analysis does not speak of it.")


def voice(c: Looking) -> Found:
    has_words = c.under("Preface", of=c.own).strip() or any(each.sort == "family account" for each in c.case.all(Mark))
    if not has_words and not any(each.voice for each in c.case.all(Entry)):
        yield Finding(
            VOICE, "Preface", "", "No tribute, no family account, and no entry holds the victim's wishes and feelings."
        )


def condolences(c: Looking) -> Found:
    if c.report is not None and not re.search(r"condolence|sympath", c.under("Preface").casefold()):
        yield Finding(CONDOLENCES, "Preface", "", "The preface expresses no condolence.")


CASE_TYPE = "Terms of reference do not name the type of case"
EQUALITY = "Equality and diversity section missing or thin"
AGE = "Age, disability and long-term conditions not analysed"
BIAS = "Bias about sex of the victim not explored"
COERCIVE = "Coercive control not defined or not explored"
ECONOMIC = "Economic or financial abuse not explored"
PANDEMIC = "Effect of the pandemic not explored"
VOICE = "Voice of the victim not heard"
CONDOLENCES = "Condolences missing"

CHECKS = {
    CASE_TYPE: case_type_in_terms, EQUALITY: equality, AGE: age_and_disability, BIAS: sex_of_victim, COERCIVE: coercive_control, ECONOMIC: economic_abuse, PANDEMIC: pandemic, VOICE: voice, CONDOLENCES: condolences,
}  # fmt: skip
