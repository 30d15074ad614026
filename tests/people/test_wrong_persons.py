"""Nobody is called somebody else: every naming in both samples, and in the same sentences with other households in them.

Counts the persons that were put in somebody else's place, an organisation's or a word's; the target is none. Register full,
and with half of its people left out, who then must be nobody rather than a namesake.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dhr_desktop.operations.names.names_in_texts import strangers_in
from dhr_desktop.people.certain import Judge
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.found import Row
from dhr_desktop.people.roster import Identity, Roster
from tests.people.test_other_households import Household

SAMPLES = Path(__file__).parents[3] / "shared/samples"
NAMINGS = ("person", "initials")


def answers_of(sample):
    return json.loads((SAMPLES / sample / "answers.json").read_text("utf-8"))


def register(people, called=lambda name: name):
    held = []
    for id, each in enumerate(people, 1):
        names, nicknames = [called(each["invented_real_name"])], []
        for alias in each["aliases"]:
            (names if " " in alias else nicknames).append(called(alias))
        born = date.fromisoformat(each["dob"]) if each["dob"] else None
        held.append(Identity(id, "person", tuple(names), tuple(nicknames), (), f"Qq{id}", each["role"], "", born))
    return held


def weigh(answers, held, renamed=None):
    """How many namings went to the right person, stayed neutral, or went to somebody else."""
    ids = {each["id"]: at for at, each in enumerate(answers["people"], 1)}
    agencies = {each["id"]: at for at, each in enumerate(answers["agencies"], 1)}
    texts = [
        (agencies.get(row["agency"], 0), renamed(row[field], spans)[0] if renamed else row[field])
        for row in answers["rows"] for field, spans in row["spans"].items()
    ]  # fmt: skip
    others = strangers_in(texts, held, {})
    roster = Roster.of(held, others=others, agencies=[each["name"] for each in answers["agencies"]])
    finder, judge = NameFinder(roster), Judge(roster)
    told, wrong = Counter(), []
    for row in answers["rows"]:
        day = date.fromisoformat(row["earliest"]) if row["earliest"] else None
        here = Row(agencies.get(row["agency"], 0), 0, day)
        for field, spans in row["spans"].items():
            text, spans = renamed(row[field], spans) if renamed else (row[field], spans)
            for found in finder.find(text):
                if not found.who or found.is_family:
                    continue
                reading = judge.read(found, text, here, {})
                if not reading.who:
                    told["neutral"] += 1
                    continue
                meant = [each for each in spans if each["start"] < found.end and found.start < each["end"]]
                meant = [ids.get(each.get("person")) for each in meant if each["kind"] in NAMINGS]
                if reading.who in meant and set(meant) == {reading.who}:
                    told["right"] += 1
                else:
                    wrong.append((text[found.start : found.end], reading.who, meant, text))
    return told, wrong


def renaming(household):
    """The same text with other people's names in it, and where they now stand."""

    def renamed(text, spans):
        made, moved, at = "", [], 0
        for span in sorted(spans, key=lambda each: each["start"]):
            form = text[span["start"] : span["end"]]
            new = household.renamed(form)[0] if span["kind"] in NAMINGS else form
            made += text[at : span["start"]]
            moved.append({**span, "start": len(made), "end": len(made) + len(new)})
            made, at = made + new, span["end"]
        return made + text[at:], moved

    return renamed


@pytest.mark.safety("N-P12")
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this repository")
@pytest.mark.parametrize("sample", ["hillingdon", "birmingham-joint"])
@pytest.mark.parametrize("share", [1, 2])
def test_nobody_of_the_samples_is_called_another(sample, share, record_property):
    answers = answers_of(sample)
    told, wrong = weigh(answers, register(answers["people"])[::share])
    record_property("ran", told["right"] + told["neutral"])
    record_property("wrong persons", len(wrong))
    assert told["right"] > 100 / share and wrong == []


@pytest.mark.safety("N-P12")
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this repository")
@pytest.mark.parametrize("seed", range(4))
def test_nobody_of_other_households_is_called_another(seed, record_property):
    answers = answers_of("hillingdon")
    household = Household(answers["people"], random.Random(seed))
    told, wrong = weigh(
        answers, register(answers["people"], lambda name: household.renamed(name)[0]), renaming(household)
    )
    record_property("ran", told["right"] + told["neutral"])
    record_property("wrong persons", len(wrong))
    assert told["right"] > 150 and wrong == [], len(wrong)
