"""Between the reader and the case: every word of a generated table is in an entry, a listed row or a note.

The tables are made as agencies make them: a title, a heading of one or two rows, columns of every meaning and of none,
blank cells, words that go on in the next row, headings and notes between, a second table below. Each cell holds a word
of its own, so that a cell that is dropped cannot hide behind another.
"""

from __future__ import annotations

import random
from datetime import date

import pytest

from bench.silent_loss import ours
from bench.silent_loss.words import Held, words_of
from dhr_desktop.intake.pages import Aside, Cell, Document, Grid, GridRow
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.proposed import IMPORT
from dhr_desktop.intake.senders import told
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.operations.importing import accepting
from dhr_desktop.operations.importing.found_in_file import Found
from dhr_desktop.operations.importing.looked_at import LookedAt

HEADINGS = (
    "Date", "Time", "Date to", "End time", "Date recorded", "Agency", "Source", "Professional", "Person", "Type of contact", "What happened",
    "Response", "Seen", "Wishes and feelings", "Risk", "Impact", "Good practice", "Concerns", "Missing information", "Comment", "KLOE",
    "Completed by", "Ref", "Shelf", "", "Internal ref", "Comments", "Outcome", "Action", "Notes", "Details", "Reported on",
)  # fmt: skip
RULES = DateRules.for_review(date(2022, 4, 17), date(2024, 1, 1))
DATES = (
    "14/02/2021",
    "mid March 2021",
    "",
    "next day",
    "sometime",
    "31/02/2021",
    "2020",
    "16 April",
    "01/02/2021 to 03/02/2021",
    "ditto",
)
TIMES = ("14:30", "about 2pm", "", "evening", "school run", "1430 hrs", "25:00")


class Words:
    def __init__(self, seed):
        self.random, self.made = random.Random(seed), 0

    def word(self):
        self.made += 1
        return f"w{self.made}x{self.random.choice(('ash', 'birch', 'cedar', 'dogwood'))}"

    def text(self, most=4):
        return " ".join(self.word() for _ in range(self.random.randint(1, most)))


def a_table(seed, name):
    words = Words(seed)
    pick = words.random
    columns = ["Date", *pick.sample(HEADINGS[1:], pick.randint(2, 12))]
    pick.shuffle(columns)
    rows = [{0: words.text()} for _ in range(pick.randint(0, 2))]
    rows.append({at: f"{heading}" for at, heading in enumerate(columns) if heading})
    for _ in range(pick.randint(3, 14)):
        kind = pick.random()
        if kind < 0.15:  # the row above goes on, in any one column or several
            rows.append({at: words.text() for at in pick.sample(range(len(columns)), pick.randint(1, 2))})
        elif kind < 0.2:
            rows.append({0: pick.choice(("2021", words.text(), f"Note: {words.text()}"))})
        elif kind < 0.25:
            rows.append({at: heading for at, heading in enumerate(columns) if heading})
        elif kind < 0.3:
            rows.append({at: words.text() for at in range(len(columns) + 2)})
        else:
            rows.append(a_row(columns, words))
    rows += [{pick.randint(0, len(columns)): words.text()} for _ in range(pick.randint(0, 2))]
    number, found = 0, []
    for cells in rows:
        number += pick.choice((1, 1, 1, 2))
        found.append(
            GridRow(number, {at: Cell(text) for at, text in sorted(cells.items())}, is_hidden=pick.random() < 0.1)
        )
    merges = [(row.number, 0, row.number + 1, 0) for row in found if pick.random() < 0.05]
    return Grid(name, found, merges=merges)


def a_row(columns, words):
    cells = {}
    for at, heading in enumerate(columns):
        if heading.startswith(("Date", "Reported")):
            text = words.random.choice(DATES)
        elif "ime" in heading:
            text = words.random.choice(TIMES)
        else:
            text = words.text() if words.random.random() < 0.7 else ""
        if text:
            cells[at] = text
    return cells or {0: words.text()}


def held_of(case, document):
    proposal = propose("x.xlsx", document, RULES)
    looked = LookedAt(
        "x.xlsx", b"invented", f"{id(document):064x}", Found(proposal, document), told(0, "Tarnwick Practice")
    )
    held = Held()
    if proposal.outcome == IMPORT:
        accepting.accept(case, looked)
        ours._hold_case(held, case)
    else:
        ours._hold_preview(held, proposal)
    from dhr_desktop.operations.importing.import_papers import report_of

    ours._hold_notes(held, proposal, report_of(looked))
    return {word for text in held.texts for word in words_of(text)}


def missing(case, document):
    held = held_of(case, document)
    found = {}
    for grid in document.grids:
        for row in grid.rows:
            for at, cell in row.cells.items():
                if gone := [word for word in words_of(cell.text) if word not in held and word.lstrip("0") not in held]:
                    found[grid.name, row.number, at] = gone
    return found


@pytest.mark.parametrize("seed", range(12))
def test_every_cell_of_generated_tables_is_somewhere(seed, case):
    document = Document("xlsx", [a_table(seed * 100 + at, f"Sheet {at}") for at in range(20)])
    assert missing(case, document) == {}


STARTS = ("14/02/2021: {}", "14 February 2021 {}", "On 14/02/2021, {}", "mid March 2021 – {}", "{}", "{}", "Note: {}", "16/02/2021", "2021", "{}\n15/02/2021: {}",
          "Monday 15 February 2021 at 14:30 hrs - {}", "15.02.21; {}", "31/02/2021 – {}", "sometime in spring: {}", "14/02/2021\t{}")  # fmt: skip


def paragraphs(seed):
    words = Words(seed)
    texts = [words.random.choice(STARTS) for _ in range(words.random.randint(3, 40))]
    texts = [text.format(*(words.text(6) for _ in range(text.count("{}")))) for text in texts]
    return Grid.of_paragraphs([GridRow(at, {0: Cell(text)}) for at, text in enumerate(texts, 1)])


@pytest.mark.parametrize("seed", range(40))
def test_every_paragraph_is_somewhere(seed, case):
    tables = [a_table(seed, "Table 1")] if seed % 3 == 0 else []
    assert missing(case, Document("docx", [*tables, paragraphs(seed)])) == {}


def plain(*rows, first=1):
    return Grid(
        "Sheet", [GridRow(at, {c: Cell(t) for c, t in enumerate(row) if t}) for at, row in enumerate(rows, first)]
    )


def test_words_that_go_on_under_a_cell_that_was_blank_join_their_entry(case):
    rows = (
        ("Date", "Event", "Outcome"),
        ("14/02/2021", "Officers attended", ""),
        ("", "", "carried over"),
        ("15/02/2021", "x", "y"),
    )
    document = Document("xlsx", [plain(*rows)])
    assert missing(case, document) == {}


def test_two_rows_of_one_number_are_two_entries(case):
    grid = plain(("Date", "Event"), ("14/02/2021", "first of them"), ("15/02/2021", "second of them"))
    grid.rows[2].number = grid.rows[1].number
    assert missing(case, Document("xlsx", [grid])) == {}


def test_a_long_note_and_the_last_of_many_are_kept_whole(case):
    asides = [Aside("comment", f"Sheet A{at}", f"start{at} {'word ' * 300} end{at}") for at in range(300)]
    grid = plain(("Date", "Event"), ("14/02/2021", "Officers attended"), ("15/02/2021", "x"))
    held = held_of(case, Document("xlsx", [grid], asides))
    assert {f"end{at}" for at in range(300)} <= held
