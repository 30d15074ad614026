"""Re-sent files whose columns mostly say the same in every row: a row that is gone is not a new one, reworded."""

from __future__ import annotations

import random

import pytest

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.entries import Entry
from dhr_desktop.operations.importing import accepting
from dhr_desktop.operations.names.presented import presented
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import WORDS, look

HEADER = ("Ref", "Date", "Time", "Person", "Seen", "Concerns", "Event", "Action", "Date recorded", "Officer grade")
OTHERS = ["paramedics", "found", "vermilion", "pills", "beside", "the", "bath", "before", "midnight"]


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


def a_row(rng, at, words=None):
    """Only its reference, its day and its account are its own."""
    day = f"{at % 28 + 1:02}/{at // 28 + 1:02}/2013"
    said = " ".join(words or rng.sample(WORDS, 9))
    return [f"R{at:02}", day, "10:00", rng.choice(("Marlon", "Gillian")), "Yes", "None", said, "Logged", day, "B"]


def without_reference(rows):
    return [["", *row[1:]] for row in rows]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("has_reference", [True, False])
@pytest.mark.parametrize("is_at_the_end", [True, False])
def test_a_row_that_is_gone_and_one_that_is_new_are_two(case, police, seed, has_reference, is_at_the_end):
    rng = random.Random(seed)
    rows = [a_row(rng, at) for at in range(1, 11)]
    gone = len(rows) - 1 if is_at_the_end else rng.randrange(1, len(rows) - 1)
    fresh = a_row(rng, 40 + seed, OTHERS)
    sent = [*rows[:gone], fresh, *rows[gone + 1 :]]
    if not has_reference:
        rows, sent = without_reference(rows), without_reference(sent)
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows, HEADER))
    ids = [each.id for each in case.all(Entry)]
    looked = look(case, "Eastmere Police v2.xlsx", sent, HEADER)
    assert looked.revision.counts() == "9 rows unchanged, 0 changed, 1 added, 1 withdrawn"
    accepting.accept(case, looked)
    held = case.get(Entry, ids[gone])
    assert held.is_withdrawn and held.what_happened == rows[gone][6]
    assert held in case.search(rows[gone][6])


@pytest.mark.parametrize("seed", range(8))
def test_weekly_contacts_of_one_wording_are_told_by_their_references(case, police, seed):
    """Nine rows changed in one cell each, the last gone, another at the end, all worded after one pattern."""
    rng = random.Random(seed)
    rows = [a_row(rng, at, f"Contact number {at} about the tenancy and family life".split()) for at in range(1, 11)]
    sent = [list(row) for row in rows[:-1]]
    for row in sent:
        at = rng.choice((2, 3, 4, 5, 6, 7, 8, 9))
        row[at] = {2: "11:11", 6: f"Wholly other words {row[0]}", 8: "28/12/2013"}.get(at, f"{row[at]} changed")
    sent.append(
        a_row(
            rng, rng.choice((11, 30)), ["Contact", "number", "11", "about", "the", "tenancy", "and", "family", "life"]
        )
    )
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows, HEADER))
    before = {each.sequence: each.id for each in case.all(Entry)}
    looked = look(case, "Eastmere Police v2.xlsx", sent, HEADER)
    assert looked.revision.counts() == "0 rows unchanged, 9 changed, 1 added, 1 withdrawn"
    accepting.accept(case, looked)
    assert {each.sequence: each.id for each in case.all(Entry) if each.sequence in before} == before


@pytest.mark.parametrize("seed", range(8))
def test_a_letter_and_a_number_that_count_the_rows_move_no_marks(case, police, seed):
    rng = random.Random(seed)
    rows = [a_row(rng, at) for at in range(1, 9)]
    at = rng.randrange(1, 8)
    sent = [list(row) for row in [*rows[:at], a_row(rng, 40, OTHERS), *rows[at:]]]
    for number, row in enumerate(sent, 1):
        row[0] = f"R{number:02}"
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows, HEADER))
    before = {each.what_happened: each.id for each in case.all(Entry)}
    looked = look(case, "Eastmere Police v2.xlsx", sent, HEADER)
    assert (len(looked.revision.added), len(looked.revision.withdrawn)) == (1, 0)
    accepting.accept(case, looked)
    assert all(case.get(Entry, id).what_happened == words for words, id in before.items())


def test_words_that_were_replaced_are_still_found(case, police):
    rng = random.Random(2)
    rows = [a_row(rng, at) for at in range(1, 6)]
    sent = [list(row) for row in rows]
    sent[2][6] = " ".join(OTHERS)
    rows[2][6] = "saffron moon"
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows, HEADER))
    assert [type(each).KIND for each in case.search("saffron moon")] == ["entries"]
    accepting.accept(case, look(case, "Eastmere Police v2.xlsx", sent, HEADER))
    found = case.search("saffron moon")
    add(case, Mark(sort="redaction", on=(found[0].entry,), editions=("publication",)))
    assert not any(any(each.cells) for each in presented(case, "publication").search("saffron moon"))
    assert [type(each).KIND for each in found] == ["source_rows"] and "saffron moon" in found[0].cells
    case.undo()
    case.undo()
    assert [type(each).KIND for each in case.search("saffron moon")] == ["entries"]
