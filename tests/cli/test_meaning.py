"""The analyses, queries, codebooks and the chain at the command line."""

from __future__ import annotations

import json

import pytest

from tests.builders import add, an_agency, an_entry
from tests.intake import making
from tests.operations.queries.test_query_sheets import filled, grid, saved


@pytest.fixture
def dhr(case, capsys, tmp_path):
    """A case with a referral met and one not; and a command run on it, its JSON given back."""
    from dhr_desktop.cli.main import main
    from dhr_desktop.storage.vault import recovery_code

    police, children = add(
        case, an_agency("Eastmere Police"), an_agency("Eastmere Children's Services", short_name="CSC")
    )
    ids = [
        each.id for each in add(
            case, an_entry("2013-03-14", "DASH medium. Merlin to CSC.", agency=police.id),
            an_entry("2013-03-15", "Police Merlin rec'd.", agency=children.id),
            an_entry("2013-06-01", "Letter to CSC.", agency=police.id),
        )
    ]  # fmt: skip
    case.close()
    code = tmp_path / "code"
    code.write_text(recovery_code(case.key))

    def run(command, *words, fails=False):
        status = main([command, str(case.path), *words, "--recovery-code-file", str(code), "--json"])
        told = capsys.readouterr()
        assert (status == 2) == fails, told
        return json.loads(told.out) if not fails else told.err + told.out

    run.ids, run.police = ids, police.id
    return run


def test_every_analysis_says_how_much_is_suggested_and_one_is_confirmed_by_its_lines(dhr, tmp_path):
    assert dhr("analyse")["analyses"]["handshakes"] == "2 lines: 2 suggested, 0 confirmed"
    told = dhr("analyse", "handshakes")
    assert told["lines"][0][0] == {"words": "notification", "state": "suggested", "entries": dhr.ids[:2]}
    dhr("analyse", "handshakes", "--confirm", "1")
    dhr("analyse", "handshakes", "--set-aside", "2")
    assert dhr("analyse")["analyses"]["handshakes"] == "2 lines: 0 suggested, 1 confirmed, 1 set aside"
    assert "no line 9" in dhr("analyse", "handshakes", "--confirm", "9", fails=True)
    assert "LABEL=VALUE" in dhr("analyse", "risk", "--choose", "Show", fails=True)
    dhr("analyse", "risk", "--confirm-all")
    dhr("analyse", "escalation", "--choose", "By=quarters", "--to", str(tmp_path / "out.csv"))
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("Period,")


def test_queries_go_out_and_come_back(dhr, tmp_path):
    dhr("mark", str(dhr.ids[0]), str(dhr.ids[2]), "--query", "Who was told?")
    assert dhr("queries")["open"] == {"Eastmere Police": 2}
    (path,) = dhr("queries", "--sheets", str(tmp_path / "sheets"), "--due", "1/5/2026")["written"]
    saved(tmp_path / "reply.xlsx", filled(grid(path)))
    told = dhr("queries", "--reply", str(tmp_path / "reply.xlsx"))
    assert told["answered"] == 2 and told["unplaced"] == []
    assert dhr("queries")["open"] == {}


def test_the_chain_is_made_link_by_link(dhr):
    dhr("mark", str(dhr.ids[0]), "--as", "missed opportunity", "--text", "Not referred.")
    mark = dhr("marks")["marks"][0]["id"]
    lesson = dhr("link", "lesson", str(mark), "--text", "Refer.")["id"]
    recommendation = dhr("link", "recommendation", str(lesson), "--text", "Train.")["id"]
    dhr("link", "action", str(recommendation), "--text", "Training", "--lead", "Eastmere Police")
    (line,) = dhr("analyse", "chain")["lines"]
    assert line[0]["words"] == "" and line[4]["words"] == "1 Train."
    assert "belongs to one recommendation" in dhr("link", "action", fails=True)


def test_a_span_is_marked_and_a_codebook_and_recommendations_come_in(dhr, tmp_path):
    dhr("mark", "--as", "gap", "--title", "Nobody went", "--first", "1/4/2013", "--last", "31/5/2013")
    assert dhr("codebook")["themes"] == []
    assert dhr("codebook", "--use", "Eight-stage homicide timeline")["themes"] == 8
    assert dhr("codebook", "--to", str(tmp_path / "out.qdc"))["themes"] == 8
    assert dhr("codebook", "--from", str(tmp_path / "out.qdc"))["themes"] == 8, "under the name of its file"
    path = tmp_path / "Eastmere Police.xlsx"
    path.write_bytes(making.workbook([("No", "Recommendation"), ("1", "Train all officers.")]))
    assert dhr("recommendations", "--from", str(path))["added"] == 1
    assert dhr("recommendations", "--from", str(path))["already"] == 1
    (line,) = dhr("analyse", "plan")["lines"]
    assert line[0]["words"] == "Eastmere Police 1 Train all officers."
