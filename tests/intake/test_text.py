"""CSV and text as agencies' systems really write them: nothing is lost, and what was odd is said with its lines."""

from __future__ import annotations

import csv
import io
import random

import pytest

from dhr_desktop.intake import plain_text
from dhr_desktop.intake.pages import LONGEST_CELL
from dhr_desktop.intake.recognise import read

HEADING = ["Date", "Event", "Outcome"]


def rows_of(document):
    return [
        [row.cells[at].text if at in row.cells else "" for at in range(max(row.cells) + 1)]
        for row in document.grids[0].rows
    ]


def said(document, words):
    return any(words in each for each in document.warnings)


def second_count(document):
    assert document.counts["counted"] > 0
    return not said(document, "second count")


def lines_of(count):
    return [f"{1 + at % 28}/{1 + at % 12}/2012,Seen at visit {at},Advice {at}" for at in range(count)]


# ---- quotes that were lost ----------------------------------------------------------------------


@pytest.mark.safety("N-I16")
@pytest.mark.parametrize("place", [1, 7, 18, 20])
def test_the_rows_after_a_quote_that_never_closes_are_rows(place):
    lines = lines_of(20)
    lines[place - 1] = lines[place - 1].replace(",Seen", ',"Seen')
    document = read("\n".join([",".join(HEADING), *lines]).encode(), "x.csv")
    assert len(rows_of(document)) == 21 and said(document, f"opened in line {place + 1} is never closed")
    assert rows_of(document)[place] == [*lines[place - 1].replace('"', "").split(",")] and second_count(document)


@pytest.mark.parametrize("columns", [2, 3, 6])
@pytest.mark.parametrize("seed", range(12))
def test_a_file_whose_quotes_were_lost_here_and_there_keeps_every_row(seed, columns):
    """Rows quoted by the rules, with commas, doubled quotes and line ends in them; then some quotes are struck out."""
    chance = random.Random(f"{seed} {columns}")
    made, damaged = io.StringIO(), []
    csv.writer(made).writerow(["Date", "Event", *(f"Own {at}" for at in range(columns - 2))])
    text = [made.getvalue()]
    count = 40
    for at in range(count):
        words = [
            f"Row {at} seen" + chance.choice(["", ", at home", ' and "well"', "\nsecond line of it"])
            for _ in range(columns - 1)
        ]
        line = io.StringIO()
        csv.writer(line).writerow([f"{1 + at % 28:02}/03/2012", *words])
        written = line.getvalue()
        if at % 9 == 4:
            written = f'{1 + at % 28:02}/03/2012,"Row {at} lost its quote' + f",other {at}" * (columns - 2) + "\r\n"
            damaged.append(at)
        text.append(written)
    document = read("".join(text).encode(), "x.csv")
    firsts = [each[0] for each in rows_of(document)]
    assert [f"{1 + at % 28:02}/03/2012" for at in range(count)] == [
        each for each in firsts if each.endswith("/03/2012")
    ]
    assert said(document, "never closed") and second_count(document)
    assert all(
        f"Row {at} lost its quote" in rows_of(document)[firsts.index(f"{1 + at % 28:02}/03/2012")][1]
        for at in damaged[:2]
    )


def test_a_cell_of_several_lines_stays_one_cell():
    data = b'Date,Event,Outcome\r\n1/2/2012,"He said ""no"",\r\n3 children, all well",ok\r\n2/2/2012,x,y\r\n'
    document = read(data, "x.csv")
    assert rows_of(document)[1] == ["1/2/2012", 'He said "no",\n3 children, all well', "ok"]
    assert not said(document, "never closed") and second_count(document)


def test_quotes_inside_a_quoted_cell_that_were_not_doubled_stay():
    data = b'Date,Event,Outcome\n1/2/2012,"She said "not fine" to him",ok\n2/2/2012,x,y\n'
    document = read(data, "x.csv")
    assert rows_of(document)[1] == ["1/2/2012", 'She said "not fine" to him', "ok"] and second_count(document)


def test_a_cell_whose_quotes_hold_what_looks_like_rows_is_told():
    data = b'Date,Event\n1/2/2012,"Log:\n2/2/2012, call\n3/2/2012, visit"\n4/2/2012,x\n'
    document = read(data, "x.csv")
    assert said(document, "line 2") and second_count(document)


def test_a_lost_quote_at_the_very_end_keeps_its_cell_whole():
    data = b'Date,Event,Outcome\n1/2/2012,a,b\n2/2/2012,"first line\nand a second\nand a third\n'
    document = read(data, "x.csv")
    assert rows_of(document)[-1][1] == "first line\nand a second\nand a third" and said(document, "line 3")


def test_a_cell_over_the_limit_is_said_and_its_rest_kept():
    long = "word " * 20_000
    document = read(f"Date,Event\n1/2/2012,{long}\n2/2/2012,x\n".encode(), "x.csv")
    assert len(document.grids[0].rows) == 3 and said(document, "99,999 letters")
    rest = next(each for each in document.asides if each.sort == "rest of a long cell")
    held = document.grids[0].rows[1].cells[1].text
    assert len(held) <= LONGEST_CELL and held[:-1] + rest.text == long.strip() and second_count(document)
    assert held.endswith("word…")


# ---- encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_of_an_older_encoding_among_utf8_are_read_as_what_they_are(mark):
    lines = ["Date,Event", "1/2/2012,Zoë’s café", "2/2/2012,£40 – paid", "3/2/2012,naïve"]
    data = mark + b"\n".join([lines[0].encode(), lines[1].encode(), lines[2].encode("cp1252"), lines[3].encode()])
    document = read(data, "x.csv")
    assert [each[1] for each in rows_of(document)] == ["Event", "Zoë’s café", "£40 – paid", "naïve"]
    assert said(document, "line 3 is cp1252") and second_count(document)


def test_both_encodings_in_one_line_are_read_letter_by_letter():
    data = b"Date,Event\n1/2/2012," + "Zoë ".encode() + "£40".encode("cp1252") + b"\n2/2/2012,x"
    assert rows_of(read(data, "x.csv"))[1][1] == "Zoë £40"


def test_a_line_that_holds_utf8_only_by_accident_is_read_as_one():
    line = "2/2/2012," + "é" * 3 + "Ã©" + "èàù"  # the two in the middle look like one letter of UTF-8
    data = "Date,Event\n1/2/2012,Zoë\n".encode() + line.encode("cp1252")
    assert rows_of(read(data, "x.csv"))[2][1] == line.partition(",")[2]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_plain_piece_at_the_end_of_a_wide_file(encoding):
    """What appending to a file from another program leaves."""
    wide = "".join(f"{at}/2/2012,Zoë’s visit {at},done\r\n" for at in range(1, 20)).encode(encoding)
    document = read(wide + b"20/2/2012,a plain line at the end,done\r\n21/2/2012,another plain line,done\r\n", "x.csv")
    assert [each[0] for each in rows_of(document)] == [f"{at}/2/2012" for at in range(1, 22)]
    assert rows_of(document)[0][1] == "Zoë’s visit 1" and rows_of(document)[-1][1] == "another plain line"
    assert said(document, "lines 20 and 21") or said(document, "lines 20, 21")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_wide_piece_in_a_plain_file(encoding, mark):
    plain = "".join(f"{at}/2/2012,plain visit {at},done\n" for at in range(1, 12)).encode()
    wide = (mark + "12/2/2012,Zoë’s wide visit,done\n13/2/2012,another,done\n").encode(encoding)
    document = read(plain + wide + b"14/2/2012,plain again,done\n", "x.csv")
    assert [each[0] for each in rows_of(document)] == [f"{at}/2/2012" for at in range(1, 15)]
    assert rows_of(document)[11][1] == "Zoë’s wide visit" and said(document, encoding)


def test_what_no_encoding_explains_is_said_with_its_line():
    assert said(
        read(b"Date,Event\n1/2/2012,a\x81b\n2/2/2012,x", "x.csv"), "could not be read and stand as \ufffd: line 2"
    )


def test_nuls_and_marks_in_the_middle_are_left_out_and_said():
    document = read(b"Date,Event\n1/2/2012,a\0b\n\xef\xbb\xbf2/2/2012,x\n3/2/2012,y", "x.csv")
    assert rows_of(document)[1:3] == [["1/2/2012", "ab"], ["2/2/2012", "x"]]
    assert said(document, "NUL") and said(document, "stands again in line 3") and second_count(document)


def test_a_wide_file_of_welsh_and_polish_is_counted_right():
    text = "Dyddiad,Digwyddiad\n1/2/2012,Ŵyr â llythyr ŷd\n2/2/2012,Łódź ŵŷ\n"
    for encoding in ("utf-8", "utf-16", "utf-16-le"):
        document = read(text.encode(encoding), "x.csv")
        assert rows_of(document)[2][1] == "Łódź ŵŷ" and second_count(document)


# ---- rows unlike the others ---------------------------------------------------------------------


def test_rows_with_another_separator_are_parted_and_said():
    data = "\n".join([",".join(HEADING), *lines_of(6), *(line.replace(",", ";") for line in lines_of(4))]).encode()
    document = read(data, "x.csv")
    assert all(len(each) == 3 for each in rows_of(document)) and said(document, "semicolons, not by commas")
    assert said(document, "lines 8, 9, 10 and 11") and second_count(document)


def test_longer_and_shorter_rows_are_said_and_kept():
    data = "\n".join([",".join(HEADING), *lines_of(9), "1/2/2013,at home, she said,ok", "2/2/2013,short"]).encode()
    document = read(data, "x.csv")
    assert rows_of(document)[10] == ["1/2/2013", "at home", "she said", "ok"]
    assert said(document, "More cells than the other rows have (3) stand in line 11")
    assert said(document, "Fewer cells than the other rows have (3) stand in line 12")


def test_mixed_line_ends_are_said():
    document = read(b"Date,Event\r1/2/2012,a\n2/2/2012,b\r\n3/2/2012,c\n", "x.csv")
    assert len(rows_of(document)) == 4 and said(document, "end in different ways")


def test_excels_hint_is_no_row():
    document = read(b"sep=;\nDate;Event, in full\n1/2/2012;a\n", "x.csv")
    assert rows_of(document) == [["Date", "Event, in full"], ["1/2/2012", "a"]] and second_count(document)
    assert document.grids[0].rows[0].number == 2


# ---- the second count can fail ------------------------------------------------------------------


@pytest.mark.safety("N-I16")
def test_a_reader_of_text_that_loses_something_is_told_on(monkeypatch):
    whole = "\n".join([",".join(HEADING), *lines_of(10)]).encode()
    monkeypatch.setattr(plain_text, "clean", lambda text: "" if "visit 3" in text else text.strip())
    assert said(read(whole, "x.csv"), "second count")
    assert said(read(b"a visit 3\nand more", "x.txt"), "second count")


@pytest.mark.safety("N-I16")
@pytest.mark.parametrize("seed", range(20))
def test_any_damage_to_a_text_loses_no_word_unsaid(seed):
    chance = random.Random(seed)
    data = bytearray("\n".join([",".join(HEADING), *lines_of(30)]).encode())
    for _ in range(6):
        at = chance.randrange(len(data))
        data[at:at] = chance.choice(
            [b'"', b'""', b"\0", b"\r", b"\xe9", "é".encode(), b"\xef\xbb\xbf", b",,", b";", "’".encode("utf-16-le")]
        )
    document = read(bytes(data), "x.csv")
    held = "".join(cell.text for row in document.grids[0].rows for cell in row.cells.values())
    wanted = bytes(data).decode("ascii", "ignore")
    kept = [each for each in held if each.isascii() and each.isalnum()]
    assert len(kept) == sum(each.isalnum() for each in wanted) or document.warnings[1:]


def test_signs_in_the_words_of_a_short_row_do_not_part_it_anew():
    lines = ["Date,What happened,Who", "12/03/2019,Seen at home,GP", "13/03/2019,Rang; no answer; left"]
    assert rows_of(read("\n".join(lines).encode(), "x.csv"))[2] == ["13/03/2019", "Rang; no answer; left"]
    assert (
        rows_of(read("\n".join([*lines[:2], "13/03/2019;Rang, no answer;GP"]).encode(), "x.csv"))[2][0] == "13/03/2019"
    )
