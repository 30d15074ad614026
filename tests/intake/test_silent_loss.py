"""The measure of silent loss: it finds what is planted, and finds nothing in an invented folder.

The folder holds one file of each kind that is read. It is measured in full, LibreOffice too where it is there; the files
beside the repository, where they are there, as far as a minute goes, and whole when DHR_RELEASE_SIZE is set.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.silent_loss import measure
from bench.silent_loss.__main__ import main
from bench.silent_loss.measuring import files_under, judged
from bench.silent_loss.words import Held, Piece, Reading, compare, is_only_figures
from dhr_desktop.intake import row_reading
from dhr_desktop.operations.importing import intake_rows, submissions
from tests.intake import making, silent_folder

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SECONDS_FOR_CORPUS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return silent_folder.make(tmp_path_factory.mktemp("files"))


def lost_in(path):
    (one,) = measure([path], quick=True)
    return {word for each in one.missing for word in each.words}


# ---- the invented folder --------------------------------------------------------------------------


def test_nothing_of_an_invented_folder_is_lost(folder, capsys):
    found = list(measure(files_under([folder]), quick=not os.environ.get("DHR_RELEASE_SIZE")))
    assert len(found) == len(list(folder.iterdir())) and not [one.held.trouble for one in found if one.held.trouble]
    for one in found:
        assert not one.held.refusal and one.seen >= 30 and one.held.entries >= 3, one.path.name
        assert {each.reader: dict(each.words) for each in one.missing if each.count} == {}, one.path.name
        assert one.moved == 0, (one.path.name, one.misplaced)


def test_it_says_so_and_ends_with_0_or_1(folder, tmp_path, capsys, monkeypatch):
    shutil.copy(next(folder.glob("*.csv")), tmp_path)
    assert main([str(tmp_path), "--quick", "--json", str(tmp_path / "out.json")]) == 0
    assert "words without an entry, a note or an exception" in capsys.readouterr().out
    monkeypatch.setattr(row_reading.RowReader, "entry", without("what_happened"))
    assert main([str(tmp_path), "--quick"]) == 1


def test_a_folder_with_nothing_to_measure_is_no_success(tmp_path):
    assert main([str(tmp_path)]) == 2


# ---- planted losses -------------------------------------------------------------------------------

_true_entry = row_reading.RowReader.entry
_true_document = submissions._document


def without(field):
    """A sabotaged understanding: entries without one of their fields."""

    def entry(self, row, continued):
        made = _true_entry(self, row, continued)
        return replace(made, fields={**made.fields, field: ""})

    return entry


def spoiled(change):
    """A sabotaged reading: the document as it was read, and then changed."""

    def document(*arguments):
        read = _true_document(*arguments)
        change(read)
        return read

    return document


def drop_last_row(read):
    read.grids[0].rows.pop()


def drop_a_cell(read):
    read.grids[0].rows[2].cells.pop(1)


def cut_a_cell(read):
    cell = read.grids[0].rows[2].cells[1]
    cell.text = cell.text.rpartition(" ")[0]


def drop_the_title(read):
    read.grids[0].rows.pop(0)


def drop_the_notes(read):
    read.asides.clear()


def drop_a_sheet(read):
    read.grids.pop()


ROWS = [
    ("Chronology of Marrowfield Clinic",),
    ("Date", "Event", "Outcome", "Shelf mark"),
    ("14/02/2021", "Officers visited the lighthouse", "Advice", "teal"),
    ("15/02/2021", "Called about the orchard", "Referral to quay", "amber"),
    ("16/02/2021", "Returned with a ladder", "Nothing further", "indigo"),
]
PLANTED = {
    drop_last_row: {"16", "02", "2021", "returned", "with", "a", "ladder", "nothing", "further", "indigo"},
    drop_a_cell: {"officers", "visited", "the", "lighthouse"},
    cut_a_cell: {"lighthouse"},
    drop_the_title: {"chronology", "of", "marrowfield", "clinic"},
    drop_the_notes: {"remember", "pelican"},
    drop_a_sheet: {"key", "crow", "means", "conservatory"},
}


def a_workbook(folder):
    def prepare(book, sheet):
        from openpyxl.comments import Comment

        sheet["B3"].comment = Comment("Remember the pelican", "x")
        book.create_sheet("Key").append(["CROW means conservatory"])

    path = folder / "x.xlsx"
    path.write_bytes(making.workbook(ROWS, prepare=prepare, title="Sheet one"))
    return path


def test_nothing_is_lost_of_the_workbook_that_is_spoiled_next(tmp_path):
    assert lost_in(a_workbook(tmp_path)) == set()


@pytest.mark.parametrize("change", PLANTED, ids=lambda change: change.__name__)
def test_a_planted_loss_is_found(change, tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "_document", spoiled(change))
    found = lost_in(a_workbook(tmp_path))
    assert {word for word in PLANTED[change] if len(word) > 3 and not word.isdigit()} <= found
    assert not {word for word in found - PLANTED[change] if len(word) > 4 or word.isdigit()} - {"2021"}


@pytest.mark.parametrize(
    ("field", "word"), [("what_happened", "lighthouse"), ("response", "referral")], ids=lambda each: each
)
def test_a_field_that_does_not_reach_its_entry_is_found(field, word, tmp_path, monkeypatch):
    """The row still holds the cell; the entry does not."""
    monkeypatch.setattr(row_reading.RowReader, "entry", without(field))
    assert word in lost_in(a_workbook(tmp_path))


def test_columns_of_the_agencys_own_that_do_not_reach_the_entry_are_found(tmp_path, monkeypatch):
    made = intake_rows.entry_of
    monkeypatch.setattr(intake_rows, "entry_of", lambda *arguments: replace(made(*arguments), other_columns=()))
    assert {"teal", "amber", "indigo"} <= lost_in(a_workbook(tmp_path))


def moved_between_rows(field):
    """A sabotaged understanding: each entry has its neighbour's words in this field; none is gone."""
    places = itertools.cycle((3, 4, 2))

    def entry(self, row, continued):
        made = _true_entry(self, row, continued)
        other = ROWS[next(places)][{"what_happened": 1, "response": 2}[field]]
        return replace(made, fields={**made.fields, field: other})

    return entry


@pytest.mark.parametrize("field", ["what_happened", "response"])
def test_words_that_came_into_another_rows_entry_are_found(field, tmp_path, monkeypatch):
    path = a_workbook(tmp_path)
    (one,) = measure([path], quick=True)
    assert one.lost == one.moved == 0
    monkeypatch.setattr(row_reading.RowReader, "entry", moved_between_rows(field))
    (one,) = measure([path], quick=True)
    assert one.lost == 0 and one.moved >= 3
    assert {"lighthouse", "orchard", "ladder"} <= {
        word for each in one.misplaced for word in each.words
    } or field == "response"


def test_a_refusal_is_one_exception_and_who_could_read_it_is_said(tmp_path, monkeypatch):
    def document(*arguments):
        return "This file is damaged. Ask the agency to send it again."

    monkeypatch.setattr(submissions, "_document", document)
    (one,) = measure([a_workbook(tmp_path)], quick=True)
    assert one.lost == 0 and one.held.refusal and one.could_be_read_by["calamine"] > 20 and not one.is_raw


@pytest.mark.parametrize("problem", [ValueError("invented"), SystemExit(3), RecursionError()], ids=repr)
def test_a_crash_of_ours_is_told(problem, tmp_path, monkeypatch):
    def document(*arguments):
        raise problem

    monkeypatch.setattr(submissions, "_document", document)
    (one,) = measure([a_workbook(tmp_path)], quick=True)
    assert one.held.trouble.startswith(type(problem).__name__)


def test_a_librarys_text_in_a_refusal_is_told():
    raw = [
        judged(Path("x"), Held(refusal=said), []).is_raw for said in ("KeyError: 'xl/a'", "It is damaged. Ask again.")
    ]
    assert raw == [True, False]


# ---- what a word is -------------------------------------------------------------------------------


def missing(seen, held, **places):
    pieces = [piece if isinstance(piece, Piece) else Piece(piece) for piece in seen]
    return dict(compare(Reading("x", pieces), Held(held, dict(places.get("places", {})))).words)


@pytest.mark.parametrize(
    ("seen", "held"),
    [
        (["The ﬁle, Ｆｕｌｌ"], ["the file full"]), (["co\u00adoperate"], ["cooperate"]), (["a_x000D_b"], ["a b"]),
        (["by foot", "path north"], ["by footpath north"]), (["12/03/2021"], ["12.03.2021"]), (["the end."], ["end", "the"]),
    ],
)  # fmt: skip
def test_looks_are_no_losses(seen, held):
    assert missing(seen, held) == {}


@pytest.mark.parametrize(
    ("seen", "held", "lost"),
    [
        (["he was not seen"], ["he was seen"], {"not": 1}), (["no no"], ["no"], {"no": 1}), (["naïve"], ["naive"], {"naïve": 1}),
        (["seven keys", "keys"], ["seven keys"], {"keys": 1}), (["at 14:30"], ["at 14"], {"30": 1}), (["PC 1"], ["PC"], {"1": 1}),
    ],
)  # fmt: skip
def test_losses_are_losses(seen, held, lost):
    assert missing(seen, held) == lost


def test_a_figure_is_held_by_its_place_and_words_are_not():
    place = ("sheet1", 2, 0)
    shown = Piece("28-Feb", place, is_figure=True)
    assert missing([shown], ["28/02/2013"], places={place: "28/02/2013"}) == {}
    assert missing([shown], ["28/02/2013"]) == {"feb": 1}
    assert missing([Piece("not today", place)], ["today"], places={place: "today"}) == {"not": 1}


def test_a_figure_in_a_cell_stands_in_for_none_elsewhere():
    place = ("sheet1", 2, 0)
    pieces = [Piece("30%", place, is_figure=True), Piece("after 30 days")]
    assert missing(pieces, ["30", "after days"], places={place: "30"}) == {"30": 1}


def test_what_libreoffice_works_out_again_is_shown_and_not_counted():
    place, saved = (
        ("a", 1, 0),
        Reading(
            "calamine",
            [Piece("seven keys", ("a", 1, 0)), Piece("lock", ("a", 2, 0)), Piece("0.0", ("a", 4, 0), is_figure=True)],
        ),
    )
    shown = Reading(
        "LibreOffice",
        [
            Piece("nine keys", place),
            Piece("lock", ("a", 2, 0)),
            Piece("Total result", ("a", 3, 0)),
            Piece("anew", ("a", 4, 0)),
        ],
    )
    one = judged(Path("x"), Held(["seven keys", "0"], {place: "seven keys", ("a", 4, 0): "0"}), [saved, shown])
    assert {each.reader: dict(each.words) for each in one.missing} == {
        "calamine": {"lock": 1}, "LibreOffice": {"lock": 1}, "LibreOffice alone": {"nine": 1, "total": 1, "result": 1, "anew": 1},
    }  # fmt: skip
    assert one.lost == 1


def test_the_words_of_a_numbers_format_do_count():
    saved = Reading("calamine", [Piece("17", ("a", 1, 0), is_figure=True)])
    one = judged(
        Path("x"), Held(["17"], {("a", 1, 0): "17"}), [saved, Reading("LibreOffice", [Piece("Log 17", ("a", 1, 0))])]
    )
    assert one.lost == 1 and one.missing[1].words == {"log": 1}


def test_a_label_of_a_list_is_no_word_of_the_file():
    walked = Reading("own XML walk", [Piece("the first point"), Piece("Part 2 of it"), Piece("Elias said")])
    shown = Reading(
        "LibreOffice",
        [Piece("Elias3 said"), Piece("New format 1 the first point"), Piece("Part 2 of it"), Piece("Part three")],
    )
    one = judged(Path("x"), Held(["the first point", "Part 2 of it", "Elias said"]), [walked, shown])
    assert {each.reader: dict(each.words) for each in one.missing if each.words} == {
        "LibreOffice": {"part": 1, "three": 1}
    }


def test_what_only_figures_are():
    for text in ("41334", "28-Feb", "12:30 PM", "£1,200.50", "#REF!", "3 March 2021", "1.5E+10", "TRUE"):
        assert is_only_figures(text), text
    for text in ("Ward 5", "none", "Marcha", "May be", "12 hrs"):
        assert not is_only_figures(text), text


# ---- files beside the repository ------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
def test_nothing_of_the_corpus_is_lost():
    """In an order of its own, as far as a minute goes; with LibreOffice and to the end in the release size."""
    paths = files_under([CORPUS])
    is_whole = bool(os.environ.get("DHR_RELEASE_SIZE"))
    random.Random(7).shuffle(paths)
    until = time.monotonic() + SECONDS_FOR_CORPUS
    found = []
    for one in measure(paths, quick=not is_whole):
        found.append(one)
        if not is_whole and time.monotonic() > until:
            break
    print(f"{len(found)} of {len(paths)} files of the corpus measured")
    assert len(found) > 20 and not [one.path.name for one in found if one.held.trouble or one.is_raw]
    assert {one.path.name: one.lost for one in found if one.lost} == {}
