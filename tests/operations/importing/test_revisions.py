"""Re-sent files made up at random: every change is told, nothing the chair made is stranded, nothing comes in twice."""

from __future__ import annotations

import pickle
import random

import pytest

from dhr_desktop.core.agencies import Row, Submission
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.entries import Account, DateCorrection, Entry
from dhr_desktop.intake.pages import Cell, Document, Grid, GridRow
from dhr_desktop.merge.matcher import SAME_EVENT
from dhr_desktop.operations.events import corrections, doubts, joining
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.storage.check import verify_case
from tests.builders import add, an_agency

HEADER = (
    "Ref",
    "Date",
    "Time",
    "Source",
    "Officer",
    "Person",
    "Details of event",
    "Outcome",
    "Seen",
    "Concerns",
    "Date recorded",
    "Beat",
)
WORDS = [
    "officers",
    "attended",
    "after",
    "neighbour",
    "reported",
    "shouting",
    "door",
    "broken",
    "child",
    "asleep",
    "upstairs",
    "partner",
    "left",
    "before",
    "arrival",
    "statement",
    "declined",
    "referral",
    "made",
    "housing",
    "letter",
    "sent",
    "appointment",
    "missed",
    "telephone",
    "call",
    "returned",
    "mother",
    "anxious",
    "bruise",
    "noted",
    "advice",
    "given",
    "review",
    "planned",
]
COLUMNS = range(len(HEADER))


def a_row(rng, at):
    day = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/20{rng.randint(18, 21)}"
    words = " ".join(rng.sample(WORDS, 9))
    return [
        f"CAD {1000 + at}", day, f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}", rng.choice(("CAD", "PNC")), f"PC {rng.randint(1, 9)}",
        rng.choice(("Rhoswen", "Derrin")), words, rng.choice(("Advice.", "Closed.", "Referred.")), rng.choice(("Yes", "No", "")),
        rng.choice(("", "None", "Two")), day, rng.choice(("K4", "K5", "")),
    ]  # fmt: skip


def other_cell(rng, row, at):
    """The same row with one cell otherwise."""
    fresh = list(row)
    if at in (1, 10):
        fresh[at] = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2017"
    elif at == 2:
        fresh[at] = "11:11" if row[at] != "11:11" else "12:12"
    elif at == 6:
        fresh[at] = f"{row[at]} {rng.choice(('immediately', 'yesterday'))}"
    else:
        fresh[at] = f"{row[at]} x{rng.randint(1, 99)}".strip()
    return fresh


def look(case, name, rows, header=HEADER):
    """The file as its reader would give it, without a process for each of so many."""
    lines = [
        GridRow(at, {b: Cell(text) for b, text in enumerate(row) if text}) for at, row in enumerate([header, *rows], 1)
    ]
    document = Document("xlsx", [Grid("Chronology", lines)])
    return submissions._understood(case, name, repr((name, rows)).encode(), document, [])


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


def test_one_cell_of_any_column_is_a_change_of_that_row_and_is_kept(case, police):
    rng = random.Random(1)
    rows = [a_row(rng, at) for at in range(8)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    ids = [each.id for each in case.all(Entry)]
    for column in COLUMNS:
        fresh = [*rows[:3], other_cell(rng, rows[3], column), *rows[4:]]
        looked = look(case, "Eastmere Police v2.xlsx", fresh)
        revision = looked.revision
        assert [each.before.id for each in revision.changed] == [ids[3]], revision.in_words()
        assert len(revision.changed[0].changes) == 1 and len(revision.same) == 7
        assert not revision.added + revision.withdrawn
        change = revision.changed[0].changes[0]
        assert fresh[3][column] in change.after and change.before != change.after and "→" in revision.lines()[0]
        accepting.accept(case, looked)
        held = case.get(Entry, ids[3])
        assert held.agency_changed.startswith(change.label) and len(case.all(Entry)) == 8
        assert any("do its marks still hold" in each for each in doubts.doubts_of(case, held))
        case.undo()


def test_a_row_with_the_same_reference_stays_the_same_row_however_it_is_reworded(case, police):
    rng = random.Random(3)
    rows = [a_row(rng, at) for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    ids = [each.id for each in case.all(Entry)]
    rows[2][6] = "An entirely new account that shares nothing."
    rows[2][1] = "03/03/2016"
    revision = look(case, "Eastmere Police v2.xlsx", rows).revision
    assert [each.before.id for each in revision.changed] == [ids[2]]
    assert revision.changed[0].what == ("Date", "What happened")


def test_numbers_that_only_count_the_rows_do_not_move_a_row_s_marks(case, police):
    rng = random.Random(4)
    rows = [[str(at + 1), *a_row(rng, at)[1:]] for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    before = {each.what_happened: each.id for each in case.all(Entry)}
    more = [a_row(rng, 99), *rows]
    more = [[str(at + 1), *each[1:]] for at, each in enumerate(more)]
    looked = look(case, "Eastmere Police v2.xlsx", more)
    assert len(looked.revision.added) == 1 and not looked.revision.withdrawn
    accepting.accept(case, looked)
    assert all(case.get(Entry, id).what_happened == words for words, id in before.items())


def test_a_row_in_two_and_two_in_one_say_where_the_words_went(case, police):
    rng = random.Random(5)
    rows = [a_row(rng, at) for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    words = rows[1][6].split()
    first, second = list(rows[1]), list(rows[1])
    first[6], second[6], second[0] = " ".join(words[:5]), " ".join(words[5:]), "CAD 77"
    merged = list(rows[3])
    merged[6] = f"{rows[3][6]} {rows[4][6]}"
    looked = look(case, "Eastmere Police v2.xlsx", [rows[0], first, second, rows[2], merged, rows[5]])
    told = "\n".join(looked.revision.lines())
    assert "its words stood in" in told and "its words now stand in row 6" in told
    accepting.accept(case, looked)
    gone = next(each for each in case.all(Entry) if each.is_withdrawn)
    assert "its words stand in row 6" in gone.agency_changed


def test_what_was_shown_is_the_same_after_it_went_to_another_process_and_back(case, police):
    """The window shows a copy of what the helper found: a row in two must not hold up its acceptance for ever."""
    rng = random.Random(5)
    rows = [a_row(rng, at) for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    words = rows[1][6].split()
    first, second = list(rows[1]), list(rows[1])
    first[6], second[6], second[0] = " ".join(words[:5]), " ".join(words[5:]), "CAD 77"
    shown = pickle.loads(pickle.dumps(look(case, "Eastmere Police v2.xlsx", [rows[0], first, second, *rows[2:]])))
    assert "its words stood in" in "\n".join(shown.revision.lines())
    changes, left = accepting.accept_and_ask(case, files=[shown])
    assert len(changes) == 1 and not left


def test_a_row_that_was_withdrawn_and_comes_back_is_the_same_row(case, police):
    rng = random.Random(6)
    rows = [a_row(rng, at) for at in range(5)]
    for name, sent in (("", rows), (" v2", rows[:-1]), (" v3", rows)):
        accepting.accept(case, look(case, f"Eastmere Police{name}.xlsx", sent))
    assert len(case.all(Entry)) == 5 and not any(each.is_withdrawn for each in case.all(Entry))
    assert "Withdrawn before" in case.all(Entry)[-1].agency_changed


def test_a_file_called_the_same_that_shares_no_row_is_a_further_file(case, police):
    def rows(day, *words):
        return [(day, each) for each in words]

    header = ("Date", "Details of event")
    first = rows("1/2/2021", "Officers attended the address.", "A letter was sent.")
    accepting.accept(case, look(case, "Eastmere Police.xlsx", first, header))
    other = rows("9/9/2020", "Zebra crossing.", "Custody record opened overnight.", "Bail refused.")
    looked = look(case, "Eastmere Police v2.xlsx", other, header)
    assert looked.revision is None and any("further file" in each for each in looked.warnings)


def mutated(rng, rows):
    """The rows with some changed, moved, taken out and put in; and what was done, by reference."""
    fresh, done = [list(each) for each in rows], {}
    for at in rng.sample(range(len(fresh)), 5):
        how = rng.choice(("cell", "cell", "reword", "re-date", "withdraw"))
        reference = fresh[at][0]
        if how == "cell":
            fresh[at] = other_cell(rng, fresh[at], rng.choice([each for each in COLUMNS if each]))
        elif how == "reword":
            fresh[at][6] = " ".join(rng.sample(WORDS, 8))
        elif how == "re-date":
            fresh[at][1] = f"{rng.randint(1, 28)}/5/2016"
        done[reference] = how
    fresh = [each for each in fresh if done.get(each[0]) != "withdraw"]
    if rng.random() < 0.5:
        rng.shuffle(fresh)
    for at in range(rng.randint(0, 2)):
        fresh.insert(rng.randint(0, len(fresh)), a_row(rng, 500 + at))
    return fresh, done


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("with_reference", [True, False])
def test_random_revisions_leave_no_change_unseen_and_no_mark_stranded(case, police, seed, with_reference):
    rng = random.Random(1000 + seed)
    rows = [a_row(rng, at) for at in range(14)]
    header = HEADER if with_reference else HEADER[1:]

    def sent(given):
        return given if with_reference else [each[1:] for each in given]

    accepting.accept(case, look(case, "Eastmere Police.xlsx", sent(rows), header))
    entries = case.all(Entry)
    marks = [add(case, Mark(sort="good practice", title=str(at), on=(each.id,)))[0] for at, each in enumerate(entries)]
    joining.decide(case, [entries[0].id, entries[1].id], SAME_EVENT)
    corrections.correct_date(case, entries[2].id, "mid March 2019", "a statement")
    fresh, _ = mutated(rng, rows)
    accepting.accept(case, look(case, "Eastmere Police v2.xlsx", sent(fresh), header))
    at_now = {row.entry: row for row in case.all(Row) if row.entry}
    for entry in case.all(Entry):
        if entry.is_withdrawn:
            assert doubts.doubts_of(case, entry)
            continue
        cells = at_now[entry.id].cells
        for text in (entry.what_happened, entry.response, entry.subject, entry.seen, entry.problem, entry.professional):
            assert not text or text in cells, "the entry holds what the newest row says"
        columns = [column.partition(": ")[2] for column in entry.other_columns]
        assert all(text in cells for text in columns)
    newest = case.all(Submission)[-1].id
    assert sum(each.submission == newest and not each.is_withdrawn for each in case.all(Entry)) == len(fresh)
    old_cells = {entry.id: tuple(map(str, row)) for entry, row in zip(entries, sent(rows), strict=True)}
    for mark, entry in zip(marks, entries, strict=True):
        held = case.get(Entry, case.get(Mark, mark.id).on[0])
        now = at_now[entry.id].cells
        is_same = tuple(each for each in now if each) == tuple(each for each in old_cells[entry.id] if each)
        assert held.is_withdrawn or is_same or held.agency_changed, "what a mark stands on changed and nobody asks"
    assert case.count(Account) == 2 and case.count(DateCorrection) == 1 and verify_case(case).is_whole
    again = look(case, "Eastmere Police v3.xlsx", sent(fresh), header)
    count = case.count(Entry)
    if again.already is None:
        assert not again.revision.changed + again.revision.added + again.revision.withdrawn
        accepting.accept(case, again)
    assert case.count(Entry) == count


def test_a_contact_worded_like_others_is_never_taken_for_one_of_another_day(case, police):
    """The first of weekly contacts is gone and a later one is new: no mark moves from the one to the other."""
    header = ("Date", "Details of event")
    weekly = [
        (f"{day:02}/{month:02}/2021", "Home visit, no concerns.") for month in (2, 3, 4) for day in (1, 8, 15, 22)
    ]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", weekly[:-1], header))
    first = case.all(Entry)[0]
    looked = look(case, "Eastmere Police v2.xlsx", weekly[1:], header)
    assert (len(looked.revision.same), len(looked.revision.changed)) == (10, 0)
    assert [each.id for each in looked.revision.withdrawn] == [first.id] and len(looked.revision.added) == 1
    again = [*weekly[:4], ("02/03/2021", weekly[4][1]), *weekly[5:-1]]
    assert [each.what for each in look(case, "Eastmere Police v3.xlsx", again, header).revision.changed] == [("Date",)]
