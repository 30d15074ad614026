"""Replies as strangers may send them back: taken, or refused in a sentence with the case as it was; never anything else."""

from __future__ import annotations

import datetime
import json
import random
import time

import openpyxl
import pytest
from docx import Document

from dhr_desktop.core.analysis import Query
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.errors import DhrError
from dhr_desktop.operations.chronology import panel_replies
from dhr_desktop.operations.queries import query_replies, query_sheets
from tests.builders import add, an_agency, an_entry

ODD = (
    None, True, 0, -1, 2**53, 2**63, 2**64, 10**400, 1.5, 1e308, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "a\udcffb", "x" * 60_000,
    [], {}, [[]], {"a": {}}, ["x"] * 50, {"text": "x"}, "2021-02-30", "9999-99-99", "0001-01-01", "\u202e", "=1+1", "<b>",
)  # fmt: skip


def deep(levels):
    return '{"dhr-reply":1,"case":' + "[" * levels + "]" * levels + ',"comments":[]}'


def taken_or_refused(case, take, path):
    """What came of it; a refusal is a sentence, and changed nothing."""
    before = case.seal
    began = time.monotonic()
    try:
        return take(case, path)
    except DhrError as problem:
        assert str(problem).strip().endswith((".", "”.")) and path.name in str(problem), problem
        assert case.seal == before
        return None
    finally:
        assert time.monotonic() - began < 60


def a_reply(case, **comment):
    told = {"entry": 1, "text": "A comment", "author": "A member", "written": "2026-03-01T10:00:00Z", "day": ""}
    return {"dhr-reply": 1, "case": case.case_id, "comments": [{**told, **comment}]}


@pytest.mark.safety("P14")
def test_a_panel_reply_of_any_values_is_taken_or_refused(case, tmp_path, record_property):
    add(case, an_agency(), an_entry())
    rng, path = random.Random(7), tmp_path / "odd.dhr-reply.json"
    shapes = [a_reply(case, **{name: odd}) for name in ("entry", "text", "author", "written", "day") for odd in ODD]
    shapes += [{**a_reply(case), name: odd} for name in ("dhr-reply", "case", "comments") for odd in ODD]
    shapes += [
        {name: value for name, value in a_reply(case).items() if name != gone}
        for gone in ("dhr-reply", "case", "comments")
    ]
    shapes += [*ODD, {**a_reply(case), "comments": list(ODD)}]
    shapes += [
        a_reply(case, **{name: rng.choice(ODD) for name in ("entry", "text", "author", "written", "day")})
        for _ in range(60)
    ]
    for shape in shapes:
        try:
            path.write_text(json.dumps(shape, ensure_ascii=bool(rng.randrange(2))), "utf-8", errors="surrogatepass")
        except ValueError:  # a number of more figures than this language writes
            path.write_text('{"dhr-reply":1,"case":"' + case.case_id + '","comments":[{"entry":1' + "0" * 5_000 + "}]}")
        taken_or_refused(case, panel_replies.take_reply, path)
    for each in case.all(PanelComment):
        each.text.encode("utf-8")
        assert each.text.strip() and len(each.author) <= panel_replies.LONGEST_NAME
    record_property("ran", len(shapes))


@pytest.mark.safety("P14")
def test_a_panel_reply_of_any_bytes_is_refused(case, tmp_path, record_property):
    whole = json.dumps(a_reply(case)).encode()
    rng, path = random.Random(8), tmp_path / "broken.dhr-reply.json"
    broken = [
        b"",
        b"\xff\xfe",
        whole[:-3],
        whole.decode().encode("utf-16"),
        deep(100_000).encode(),
        b"[" * 200_000,
        whole * 2,
        b"PK\x03\x04",
        b"\x00" * 100,
    ]
    for _ in range(60):
        harmed = bytearray(whole)
        for _ in range(rng.randrange(1, 4)):
            harmed[rng.randrange(len(harmed))] = rng.randrange(256)
        broken.append(bytes(harmed))
    for data in broken:
        path.write_bytes(data)
        taken_or_refused(case, panel_replies.take_reply, path)
    record_property("ran", len(broken))


MARKS = (
    "Q" + "9" * 5_000 + "-1-0123abcd", "Q1-" + "9" * 30 + "-0123abcd", "Q99999999999999999999-0-0123abcd", "Q٣-٣-0123abcd", "Q0-0-00000000",
    "Q-1--1-0123abcd", "", "Q1-1-0123abcd Q2-2-0123abcd",
)  # fmt: skip
CELLS = (
    "answer", "", 5, -1.5, 10**15, True, datetime.datetime(2021, 2, 14), datetime.time(9, 30), "=1/0", "\u202eanswer", "x" * 32_000, "#REF!",
    "a\nb", "</w:t>", "_x000D_",
)  # fmt: skip


@pytest.fixture
def asked(case, tmp_path):
    [agency] = add(case, an_agency())
    [entry] = add(case, an_entry(agency=agency.id))
    add(case, Query(agency=agency.id, question="Who attended?", about=(entry.id,)))
    [sheet] = query_sheets.write_sheets(case, tmp_path / "sheets")
    [document] = query_sheets.write_sheets(case, tmp_path / "sheets", ending=".docx")
    return sheet, document


@pytest.mark.safety("P14")
def test_a_query_reply_of_any_cells_is_taken_or_refused(case, asked, tmp_path):
    sheet, document = asked
    book = openpyxl.load_workbook(sheet)
    page = book["Queries"]
    for mark in MARKS:
        for cell in CELLS:
            page.append([mark, cell, cell, cell, cell])
    page.append(["mark"] * 40)
    book.save(tmp_path / "cells.xlsx")
    told = taken_or_refused(case, query_replies.read_reply, tmp_path / "cells.xlsx")
    assert told is not None and told[0].answered + told[0].already + len(told[0].unplaced) > 0
    written = Document(document)
    table = written.tables[0]
    for mark in MARKS:
        cells = table.add_row().cells
        cells[0].text, cells[-1].text = mark, "An answer"
    written.save(tmp_path / "cells.docx")
    assert taken_or_refused(case, query_replies.read_reply, tmp_path / "cells.docx") is not None


@pytest.mark.safety("P14")
def test_a_query_reply_with_parts_missing_or_harmed_is_refused(case, asked, tmp_path):
    rng = random.Random(9)
    for at, sent in enumerate((*asked, *asked)):
        harmed = bytearray(sent.read_bytes())
        del harmed[len(harmed) * (at // 2 + 1) // 3 :]
        for _ in range(3):
            harmed[rng.randrange(len(harmed))] ^= 0xFF
        path = tmp_path / f"harmed {at}{sent.suffix}"
        path.write_bytes(harmed)
        taken_or_refused(case, query_replies.read_reply, path)
    for name, data in (("a.xlsx", b""), ("b.docx", b"{" * 1_000), ("c.xlsx", json.dumps(a_reply(case)).encode())):
        (tmp_path / name).write_bytes(data)
        assert taken_or_refused(case, query_replies.read_reply, tmp_path / name) is None
