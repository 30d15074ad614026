"""Queries go out as one agency's own sheet and come back onto the same rows, whatever was done to them."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest

from dhr_desktop.core.analysis import Query
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.queries import query_replies, query_sheets
from dhr_desktop.operations.queries.query_replies import TO_BE_PLACED
from dhr_desktop.operations.queries.query_sheets import COLUMNS
from tests.builders import SetClock, a_case, add, an_agency, an_entry

REPLIES = 200


def asked(folder, entries=6, name="case"):
    case = a_case(folder, clock=SetClock(), name=name)
    police, gp = add(case, an_agency("Eastmere Police"), an_agency("Fennick Road Surgery"))
    rows = add(
        case, *(an_entry(f"2021-02-{at + 1:02}", f"Contact {at}; =SUM(A1)", agency=police.id) for at in range(entries))
    )
    other = add(case, an_entry("2021-03-01", "Seen.", agency=gp.id))[0]
    marking.ask(case, [each.id for each in rows[:3]], "Who was told?")
    for each in rows[3:]:
        marking.ask(case, [each.id], f"What happened next, on no. {each.id}?")
    marking.ask(case, [other.id], "Was she seen alone?")
    return case, police, gp, rows


@pytest.fixture
def sheet(tmp_path):
    case, police, gp, rows = asked(tmp_path)
    to = tmp_path / "Queries.xlsx"
    query_sheets.write_sheet(case, police.id, to)
    yield case, police, gp, rows, to
    case.close()


def grid(path):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def saved(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    data = io.BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())
    return path


def answers(case):
    """Each entry with the words put on it."""
    told = {}
    for query in case.all(Query):
        if query.state == TO_BE_PLACED:
            continue
        for line in query.answer.splitlines():
            entry = int(line.split("[entry ")[1].split(",")[0]) if line.startswith("[entry ") else query.about[0]
            told.setdefault(entry, []).append(line.rpartition("] ")[2])
    return told


def filled(rows):
    """Each row answered with words that say whose answer it is."""
    head, *body = rows
    return [head, *([*row[:4], f"answer to {row[0].split('-')[1]}"] for row in body)]


def test_a_sheet_holds_one_agencys_rows_and_its_questions_alone(sheet):
    case, _police, _gp, _rows, to = sheet
    table = grid(to)
    assert tuple(table[0]) == COLUMNS and len(table) == 7
    assert [row[2] for row in table[1:]] == [f"Contact {at}; =SUM(A1)" for at in range(6)]
    assert "Seen." not in str(table)
    (query, *_) = case.all(Query)
    assert query.state == "asked" and f"{query.asked}" == "2026-03-02" and f"{query.due}" == "2026-03-23"
    assert [each.full_name for each in query_sheets.agencies_asked(case)] == ["Eastmere Police", "Fennick Road Surgery"]


def test_every_agency_gets_its_own_file_and_none_is_written_without_a_query(tmp_path):
    case, *_ = asked(tmp_path)
    written = query_sheets.write_sheets(case, tmp_path / "out", ending=".docx")
    assert [each.name for each in written] == [
        "Queries to Eastmere Police.docx",
        "Queries to Fennick Road Surgery.docx",
    ]
    case.close()
    empty = a_case(tmp_path, name="empty")
    with pytest.raises(Refused, match="There is no open query"):
        query_sheets.write_sheets(empty, tmp_path / "none")
    empty.close()


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_answers_come_back_onto_their_rows(tmp_path, ending):
    case, police, _, rows = asked(tmp_path)
    to = tmp_path / f"Queries{ending}"
    query_sheets.write_sheet(case, police.id, to)
    if ending == ".xlsx":
        saved(to, filled(grid(to)))
    else:
        import docx

        document = docx.Document(str(to))
        for row in document.tables[0].rows[1:]:
            row.cells[4].text = f"answer to {row.cells[0].text.split('-')[1]}"
        document.save(str(to))
    placed, _change = query_replies.read_reply(case, to)
    assert (placed.answered, placed.empty, placed.unplaced) == (6, 0, [])
    assert answers(case) == {each.id: [f"answer to {each.id}"] for each in rows}
    again, _ = query_replies.read_reply(case, to)
    assert (again.answered, again.already) == (0, 6), "the same reply twice adds nothing"
    case.undo()
    case.close()


def test_whatever_is_done_to_a_reply_no_answer_lands_on_a_wrong_row(tmp_path, record_property):
    """200 replies shuffled, cut, doubled, typed over and moved about: on its row, or listed."""
    lost, wrong, placed_in_all, sent_in_all = [], [], 0, 0
    for number in range(REPLIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        case, police, _, _rows = asked(folder)
        to = folder / "Queries.xlsx"
        query_sheets.write_sheet(case, police.id, to)
        table, sent = mutated(filled(grid(to)), random.Random(number))
        _placed, _ = query_replies.read_reply(case, saved(folder / "reply.xlsx", table))
        on = answers(case)
        loose = [each.answer for each in case.all(Query) if each.state == TO_BE_PLACED]
        wrong += [
            (number, entry, told) for entry, lines in on.items() for told in lines if told != f"answer to {entry}"
        ]
        kept = {told for lines in on.values() for told in lines} | set(loose)
        lost += [(number, each) for each in sent if each not in kept]
        placed_in_all += sum(map(len, on.values()))
        sent_in_all += len(sent)
        case.close()
    record_property("ran", REPLIES)
    assert wrong == [] and lost == []
    assert placed_in_all > sent_in_all * 0.9, "nearly all go back by themselves"


def mutated(table, dice):
    """What people do to a sheet, three things at a time; and the answers that are still in it."""
    head, body = list(table[0]), [list(row) for row in table[1:]]
    for _ in range(3):
        what = dice.randrange(11)
        row = dice.choice(body) if body else None
        if what == 0:
            dice.shuffle(body)
        elif what == 1 and len(body) > 1:
            body.remove(row)
        elif what == 2 and row:
            row[head.index(COLUMNS[0])] = None
        elif what == 3 and row:
            row[head.index(COLUMNS[0])] = "Q1-1-00000000"
        elif what == 4 and row:
            body.append(list(row))
        elif what == 5:
            head.insert(0, "Our own column")
            for each in body:
                each.insert(0, "x")
        elif what == 6 and row:
            row[head.index(COLUMNS[2])] = "We put this in other words."
        elif what == 7:
            body.insert(dice.randrange(len(body) + 1), [None] * len(head))
        elif what == 8 and row:
            cell = row[head.index(COLUMNS[0])]
            row[head.index(COLUMNS[0])] = f"ref: {cell} (see file)" if cell else None
        elif what == 9:
            at = head.index(COLUMNS[4])
            head.append(head.pop(at))
            for each in body:
                each.append(each.pop(at))
        elif what == 10 and len(body) > 1:
            one, other = dice.sample(body, 2)
            at = head.index(COLUMNS[0])
            one[at], other[at] = other[at], one[at]
    last = head.index(COLUMNS[4])
    return [head, *body], {row[last] for row in body if row[last]}


def test_two_answers_for_one_row_and_a_changed_reference_are_kept_to_be_placed(sheet):
    case, _police, _, _rows, to = sheet
    table = filled(grid(to))
    table.append([*table[1][:4], "another answer"])
    table[2] = ["Q9-9-ffffffff", "", "", "", "whose is this?"]
    placed, _ = query_replies.read_reply(case, saved(to, table))
    loose = {each.answer: each.question for each in case.all(Query) if each.state == TO_BE_PLACED}
    assert set(loose) == {"another answer", "whose is this?"}
    assert "two different answers" in loose["another answer"] and "reference was changed" in loose["whose is this?"]
    assert "2 kept under Queries, to be placed by you" in placed.in_words()


def test_a_reply_to_another_review_is_refused_and_nothing_of_it_taken(sheet, tmp_path):
    case, *_ = sheet
    (tmp_path / "b").mkdir()
    other, police, *_ = asked(tmp_path / "b")
    to = tmp_path / "theirs.xlsx"
    query_sheets.write_sheet(other, police.id, to)
    other.close()
    before = case.seal
    with pytest.raises(Refused, match="answers the queries of another review"):
        query_replies.read_reply(case, to)
    assert case.seal == before


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("reply.xlsx", b"not a workbook", "reply.xlsx|file"),
        ("reply.csv", b"Date,Event\n1/1/2021,x\n", "is not a reply to a query sheet"),
        ("reply.docx", b"", "empty|file"),
    ],
)
def test_what_is_no_reply_is_refused_in_a_sentence(sheet, tmp_path, name, data, sentence):
    case, *_ = sheet
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused, match=sentence):
        query_replies.read_reply(case, path)


def test_an_answer_about_a_row_withdrawn_since_still_goes_onto_it(sheet):
    case, _police, _, rows, to = sheet
    from dataclasses import replace

    with case.step("Withdraw") as step:
        step.put(replace(case.get(Entry, rows[5].id), is_withdrawn=True))
    placed, _ = query_replies.read_reply(case, saved(to, filled(grid(to))))
    assert placed.answered == 6 and answers(case)[rows[5].id] == [f"answer to {rows[5].id}"]
