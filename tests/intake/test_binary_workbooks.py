"""Binary workbooks (.xlsb): what each kind of record says is read as the cell showed it, and nothing is silently less."""

from __future__ import annotations

import random
import struct

import pytest
import python_calamine

from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.recognise import read

from . import binary_workbook as xlsb


def cells_of(grid):
    return {(row.number, at): cell for row in grid.rows for at, cell in row.cells.items()}


def one_sheet(*rows, **about):
    return read(xlsb.binary_workbook(xlsb.sheet(rows), **about), "from an agency.xlsb")


def test_a_chronology_is_read_as_it_was_shown():
    document = one_sheet(
        ("Date", "Time", "Event", "Cost"),
        ((44241, xlsb.DAY), (0.6041666666666666, xlsb.CLOCK), "Visit to the flat", (12.5, xlsb.CODED)),
    )
    cells = cells_of(document.grids[0])
    assert (cells[2, 0].kind, cells[2, 0].value) == ("date", "2021-02-14")
    assert (cells[2, 1].kind, cells[2, 1].value, cells[2, 1].text) == ("time", "14:30", "14:30")
    assert (cells[2, 2].text, cells[2, 3].text, cells[2, 3].kind) == ("Visit to the flat", "12.50", "number")
    assert document.format == "xlsb" and not document.warnings
    assert document.counts["counted"] == document.counts["read"] == 8


def test_every_kind_of_cell_record_is_read():
    formula = struct.pack("<HI", 0, 0)
    records = [
        xlsb.cell(0, 1), xlsb.cell(1, 2, xlsb.whole_number(-7)), xlsb.cell(2, 2, xlsb.whole_number(1234, hundredth=True)),
        xlsb.cell(3, 2, struct.pack("<d", 0.5)[4:]), xlsb.cell(4, 3, b"\x2a"), xlsb.cell(5, 4, b"\1"),
        xlsb.cell(6, 5, struct.pack("<d", 0.1)), xlsb.cell(7, 6, xlsb.wide("plain")), xlsb.cell(8, 7, struct.pack("<I", 1)),
        xlsb.cell(9, 8, xlsb.wide("by a formula") + formula), xlsb.cell(10, 9, struct.pack("<d", 3) + formula),
        xlsb.cell(11, 10, b"\0" + formula), xlsb.cell(12, 11, b"\x17" + formula), xlsb.cell(13, 62, xlsb.rich("rich")),
        xlsb.record(17, b"\0\0\0\0" + xlsb.wide("next column")),
    ]  # fmt: skip
    shared = (xlsb.rich("first"), xlsb.rich("second"))
    document = one_sheet(xlsb.row(1) + b"".join(records), shared=shared)
    said = {at: cell.text for (_, at), cell in cells_of(document.grids[0]).items()}
    assert said == {
        1: "-7", 2: "12.34", 3: "0.5", 4: "#N/A", 5: "TRUE", 6: "0.1", 7: "plain", 8: "second", 9: "by a formula", 10: "3",
        11: "FALSE", 12: "#REF!", 13: "rich", 14: "next column",
    }  # fmt: skip
    assert {at for (_, at), cell in cells_of(document.grids[0]).items() if cell.kind == "error"} == {4, 12}
    assert document.counts["counted"] == document.counts["read"] == 14
    assert any("what formulas ask" in warning and "Sheet1" in warning for warning in document.warnings)


def test_days_count_from_1904_where_the_workbook_says_so():
    document = one_sheet(((44241, xlsb.DAY),), is_1904=True)
    assert cells_of(document.grids[0])[1, 0].value == "2025-02-15"
    assert document.counts_from_1904, "a bare number offered as a day is counted from 1904 too"


def test_signs_struck_and_unseen_words_are_marked():
    ticked = xlsb.rich("done \xfc", (5, 1))
    document = one_sheet(
        (("\xfc", xlsb.WINGDINGS), ("gone", xlsb.STRUCK), ("unseen", xlsb.WHITE)),
        xlsb.row(2) + xlsb.cell(0, 7, struct.pack("<I", 0)),
        shared=(ticked,),
    )
    cells = cells_of(document.grids[0])
    assert (cells[1, 0].text, cells[2, 0].text) == ("✓", "done ✓")
    assert "s" in cells[1, 1].marks and "h" in cells[1, 2].marks


def test_what_is_hidden_or_merged_is_said():
    first = xlsb.sheet(
        [("a", "b"), xlsb.row(2, is_hidden=True) + xlsb.value_cell(0, "c")],
        ahead=xlsb.hidden_columns(1, 1), after=xlsb.merged(1, 0, 2, 1),
    )  # fmt: skip
    one, two = read(xlsb.binary_workbook(first, xlsb.sheet([("d",)]), hidden=(1,)), "x.xlsb").grids
    assert (one.is_hidden, two.is_hidden) == (False, True)
    assert [row.is_hidden for row in one.rows] == [False, True]
    assert one.hidden_columns == [1] and one.merges == [(1, 0, 2, 1)]


def test_comments_and_headers_stand_beside_the_entries():
    printed = b"\0\0" + xlsb.wide("&LInvented Housing") + struct.pack("<I", 0xFFFFFFFF) * 5
    data = xlsb.binary_workbook(
        xlsb.sheet([("a",)], after=xlsb.record(479, printed)),
        parts={"xl/comments1.bin": xlsb.comments((3, 1, "Ask the ward"))},
        beside=[("c", "comments", "../comments1.bin")],
    )
    asides = [(aside.sort, aside.place, aside.text) for aside in read(data, "x.xlsb").asides]
    assert asides == [("header", "Sheet1", "Invented Housing"), ("comment", "Sheet1 B3", "Ask the ward")]


@pytest.mark.parametrize(("kind", "said"), [(461, "conditional formats"), (573, "prompts and lists")])
def test_what_is_not_looked_at_is_named_with_its_sheet(kind, said):
    document = read(xlsb.binary_workbook(xlsb.sheet([("a",)], after=xlsb.record(kind, b"\0" * 12))), "x.xlsb")
    assert [warning for warning in document.warnings if said in warning and "Sheet1" in warning and ".xlsx" in warning]


def test_numbers_of_cell_records_outside_the_rows_are_no_cells():
    document = read(xlsb.binary_workbook(xlsb.sheet([("a",)], after=xlsb.cell(0, 6, xlsb.wide("b")))), "x.xlsb")
    assert [cell.text for cell in cells_of(document.grids[0]).values()] == ["a"] and not document.warnings


def test_two_cells_at_one_address_are_both_kept():
    document = one_sheet(xlsb.row(1) + xlsb.value_cell(0, "first") + xlsb.value_cell(0, "second"))
    assert cells_of(document.grids[0])[1, 0].text == "first\nsecond"
    assert "two cells" in " ".join(document.warnings) and "second count" not in " ".join(document.warnings).lower()


def test_a_cell_the_reader_loses_is_seen_by_the_second_count(monkeypatch):
    from dhr_desktop.intake import xlsb as reader

    monkeypatch.setattr(reader, "_CELLS", reader._CELLS - {reader.STRING})
    assert any("second count found 2" in warning for warning in one_sheet(("a", "b")).warnings)


@pytest.mark.safety("I1")
def test_a_sheet_that_is_cut_or_changed_anywhere_is_refused_or_read_and_never_breaks():
    whole = xlsb.sheet([("Date", "Event"), ((44241, xlsb.DAY), "Visit"), (True, "#N/A")], after=xlsb.merged(1, 0, 1, 1))
    chance = random.Random(5)
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] = chance.randrange(256)
        for spoiled in (whole[:at], bytes(changed)):
            try:
                read(xlsb.binary_workbook(spoiled), "x.xlsb")
            except Refused as refused:
                assert "damaged" in str(refused)


@pytest.mark.parametrize("seed", range(6))
def test_another_reader_finds_the_same_cells(seed, tmp_path):
    chance = random.Random(seed)
    shared = tuple(xlsb.rich(f"shared {number}") for number in range(5))
    rows = []
    for number in range(1, 12):
        values = [
            chance.choice((None, f"text {number}", chance.randint(-9999, 9999), chance.uniform(-5, 5), True, False))
            for _ in range(chance.randint(1, 7))
        ]
        made = b"".join(xlsb.value_cell(at, value) for at, value in enumerate(values) if value is not None)
        rows.append(xlsb.row(number) + made + xlsb.cell(9, 7, struct.pack("<I", chance.randrange(5))))
    data = xlsb.binary_workbook(xlsb.sheet(rows), shared=shared)
    path = tmp_path / "made.xlsb"
    path.write_bytes(data)
    theirs = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    found = {
        (down, at): value
        for down, line in enumerate(theirs.to_python(skip_empty_area=False), 1)
        for at, value in enumerate(line) if value != ""
    }  # fmt: skip
    ours = cells_of(read(data, "x.xlsb").grids[0])
    assert ours.keys() == found.keys()
    for place, value in found.items():
        cell = ours[place]
        if isinstance(value, bool):
            assert cell.text == str(value).upper()
        elif isinstance(value, (int, float)):
            assert float(cell.value or cell.text) == pytest.approx(value)
        else:
            assert cell.text == value
