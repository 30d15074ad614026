"""The command line: the same operations, exit codes that can be trusted, answers for people and programs."""

import json
import re

import pytest

from dhr_desktop.cli.main import main
from dhr_desktop.operations.casefile import sample
from tests.builders import PASSPHRASE


@pytest.fixture
def dhr(tmp_path, monkeypatch, capsys):
    """Run a command; gives its exit code, what it printed, and what it said on standard error."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n")
    monkeypatch.setenv("DHR_PASSPHRASE_FILE", str(secret))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as left:
            code = left.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def begun(dhr):
    assert dhr("new", "case.dhr", "--title", "An invented review")[0] == 0
    return dhr


def _facts(answer):
    code, out, err = answer
    assert err == ""
    return code, json.loads(out)


def test_a_review_is_begun_filled_proved_and_exported(begun, tmp_path):
    (tmp_path / "people.csv").write_text(
        "kind,role,real_name,aliases,pseudonym,date_of_birth\nperson,victim,Ada Vex,A. Vex; Addy,Elin,1/2/1980\n"
    )
    code, facts = _facts(begun("people", "case.dhr", "--from", "people.csv", "--json"))
    assert code == 0 and facts["added"] == 1 and facts["done"] is True
    code, facts = _facts(begun("people", "case.dhr", "--from", "people.csv", "--json"))
    assert code == 0 and (facts["added"], facts["unchanged"]) == (0, 1)
    code, facts = _facts(begun("verify", "case.dhr", "--json"))
    assert code == 0 and facts["whole"] is True
    seal = facts["seal"]
    assert begun("verify", "case.dhr", "--seal", seal)[0] == 0
    assert begun("verify", "case.dhr", "--seal", "1-" + "0" * 20)[0] == 1
    code, out, _ = begun("export", "case.dhr", "everything", "--edition", "working", "--to", "out")
    assert code == 0 and "every real name" in out
    assert (tmp_path / "out/manifest.json").exists()
    assert "Ada Vex" in (tmp_path / "out/tables/people.csv").read_text("utf-8-sig")


def test_the_label_is_asked_for_or_the_guidance_s_own(dhr):
    assert _facts(dhr("new", "a.dhr", "--title", "A", "--label", "DARDR", "--json"))[1]["label"] == "DARDR"
    assert _facts(dhr("new", "b.dhr", "--title", "B", "--guidance", "2024 draft", "--json"))[1]["label"] == "DARDR"
    assert _facts(dhr("new", "c.dhr", "--title", "C", "--json"))[1]["label"] == "DHR"


def test_what_needs_a_person_is_listed_and_is_exit_1(begun, tmp_path):
    (tmp_path / "people.csv").write_text("real_name,shoe size\nAda Vex,5\n")
    code, out, err = begun("people", "case.dhr", "--from", "people.csv")
    assert code == 1 and "Needs a person: column “shoe size”" in out and err == ""
    code, out, _ = begun("show", "case.dhr")
    assert code == 1 and "Needs a person: No agencies in the register yet" in out


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("new", "case.dhr", "--title", "Again"), "There is already a file called case.dhr there"),
        (("new", "nowhere/case.dhr", "--title", "X"), "There is no folder nowhere there"),
        (("people", "case.dhr", "--from", "gone.csv"), "gone.csv could not be read"),
        (("people", "case.dhr", "--from", "wrong.csv"), "has none of the columns of this register"),
        (("verify", "gone.dhr"), "There is no file gone.dhr there"),
        (("verify", "noise.dhr"), "The passphrase is wrong, or the file is damaged"),
        (("verify", "case.dhr", "--seal", "x"), "is not a seal"),
        (("restore", "case.dhr", "--to", "case.dhr"), "There is already a file called case.dhr there"),
        (("undo", "case.dhr"), "There is nothing to undo"),
        (("redo", "case.dhr"), "There is nothing to redo"),
        (("register", "case.dhr", "sandwiches"), "There is no register called sandwiches"),
        (("vocabulary", "case.dhr", "sandwiches"), "There is no vocabulary called sandwiches"),
        (("review", "case.dhr", "hat=blue"), "“hat=blue” sets nothing"),
        (("review", "case.dhr", "scope_start=31/02/2020"), "There is no such day"),
        (("milestone", "case.dhr", "lunch"), "There is no step called lunch"),
        (("verify", "case.dhr", "--passphrase-file", "gone.txt"), "The passphrase file gone.txt could not be read"),
        (("passphrase",), "Name the case"),
        (("export", "case.dhr", "everything", "--to", "full"), "There is already something at full"),
        (("open", "case.dhr"), "invalid choice"),
    ],
)
def test_refusals_are_one_sentence_exit_2_and_change_nothing(begun, tmp_path, arguments, sentence):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    (tmp_path / "noise.dhr").write_bytes(b"noise" * 900)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    before = _records(begun)
    code, out, err = begun(*arguments)
    assert code == 2 and sentence in err and out == ""
    assert "Traceback" not in err
    assert _records(begun) == before


def _records(dhr):
    return _facts(dhr("verify", "case.dhr", "--json"))[1]["records"]


def test_a_refusal_in_machine_form(begun):
    code, out, err = begun("undo", "case.dhr", "--json")
    assert code == 2 and json.loads(out)["refused"] == "There is nothing to undo." and err


def test_a_wrong_passphrase_is_a_refusal(begun, tmp_path):
    (tmp_path / "wrong.txt").write_text("not this one at all")
    code, _, err = begun("verify", "case.dhr", "--passphrase-file", "wrong.txt")
    assert code == 2 and "The passphrase is wrong, or the file is damaged" in err


def test_with_nobody_to_ask_it_says_where_to_put_the_passphrase(begun, monkeypatch):
    monkeypatch.delenv("DHR_PASSPHRASE_FILE")
    code, _, err = begun("verify", "case.dhr")
    assert code == 2 and "--passphrase-file or DHR_PASSPHRASE_FILE" in err


def test_the_review_and_its_dates(begun):
    assert begun("review", "case.dhr", "title=Elin", "scope_start=1/10/2020", "case_types=suicide; other")[0] == 0
    assert begun("milestone", "case.dhr", "notified", "--date", "10/1/2025")[0] == 0
    code, out, _ = begun("milestone", "case.dhr", "decision", "--date", "1/3/2025")
    assert code == 1 and "has no reason" in out
    code, facts = _facts(begun("milestone", "case.dhr", "decision", "--reason", "Papers awaited", "--json"))
    assert code == 0 and facts["days_late"] == 19
    facts = _facts(begun("show", "case.dhr", "--json"))[1]
    assert facts["title"] == "Elin" and "19 days after it was due" in facts["timescales"]


def test_registers_go_out_and_come_in(begun, tmp_path):
    (tmp_path / "agencies.csv").write_text("Agency,Short name\nEastmere Police,Police\n")
    assert begun("register", "case.dhr", "agencies", "--from", "agencies.csv")[0] == 0
    assert "Eastmere Police" in begun("register", "case.dhr", "agencies")[1]
    code, out, _ = begun("register", "case.dhr", "agencies", "--to", "out.csv")
    assert code == 0 and "real names" in out
    assert begun("register", "case.dhr", "agencies", "--to", "out.csv")[0] == 2
    assert begun("register", "case.dhr", "agencies", "--to", "out.csv", "--overwrite")[0] == 0


def test_undo_redo_history_and_search(begun, tmp_path):
    (tmp_path / "people.csv").write_text("real_name\nAda Vex\n")
    begun("people", "case.dhr", "--from", "people.csv")
    assert "Ada Vex" in begun("search", "case.dhr", "vex")[1]
    assert "Undone: Import 1 row into people" in begun("undo", "case.dhr")[1]
    assert "Nothing found" in begun("search", "case.dhr", "vex")[1]
    assert begun("redo", "case.dhr")[0] == 0
    assert "Import 1 row into people" in begun("history", "case.dhr")[1]


def test_backups_are_taken_listed_and_restored(begun):
    facts = _facts(begun("backup", "case.dhr", "--json"))[1]
    listed = _facts(begun("backup", "case.dhr", "--list", "--json"))[1]["backups"]
    assert facts["backup"] in [each["path"] for each in listed]
    assert begun("restore", facts["backup"], "--to", "again.dhr")[0] == 0
    assert begun("verify", "again.dhr")[0] == 0


def test_the_passphrase_is_offered_changed_and_recovered_from(begun, tmp_path):
    offered = _facts(begun("passphrase", "--offer", "--json"))[1]["offered"]
    (tmp_path / "new.txt").write_text(offered)
    assert begun("passphrase", "case.dhr", "--new-passphrase-file", "new.txt")[0] == 0
    assert begun("verify", "case.dhr")[0] == 2
    assert begun("verify", "case.dhr", "--passphrase-file", "new.txt")[0] == 0
    assert begun("passphrase", "case.dhr", "--recovery-sheet", "sheet.txt", "--passphrase-file", "new.txt")[0] == 0
    sheet = (tmp_path / "sheet.txt").read_text()
    rows = [line.split()[1:] for line in sheet.splitlines() if line[:5].strip().isdigit()]
    (tmp_path / "code.txt").write_text(" ".join(group for row in rows for group in row))
    assert begun("verify", "case.dhr", "--recovery-code-file", "code.txt")[0] == 0


def test_a_second_opening_is_refused(begun, tmp_path):
    from dhr_desktop.operations.casefile import cases

    case = cases.open_review(tmp_path / "case.dhr", PASSPHRASE)
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "dhr_desktop", "undo", "case.dhr"], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 2 and "case.dhr is already open:" in done.stderr
    case.close()


def test_vocabularies(begun, tmp_path):
    assert "victim" in begun("vocabulary", "case.dhr", "roles")[1]
    assert begun("vocabulary", "case.dhr", "roles", "--to", "roles.csv")[0] == 0
    with (tmp_path / "roles.csv").open("a", encoding="utf-8") as file:
        file.write("roles,,godparent,,,\n")
    assert _facts(begun("vocabulary", "case.dhr", "roles", "--from", "roles.csv", "--json"))[1]["added"] == 1
    assert "godparent" in begun("vocabulary", "case.dhr", "roles")[1]
    assert _facts(begun("vocabulary", "case.dhr", "roles", "--everywhere", "--json"))[1]["changed"] == 1
    assert begun("new", "second.dhr", "--title", "Second")[0] == 0
    assert "godparent" in begun("vocabulary", "second.dhr", "roles")[1]
    assert begun("vocabulary", "second.dhr", "roles", "--as-shipped-everywhere")[0] == 0
    assert "godparent" not in begun("vocabulary", "second.dhr", "roles")[1]


def test_the_sample_is_made_with_one_command(dhr, tmp_path):
    code, out, _ = dhr("sample", "s.dhr")
    assert code == 0 and sample.PASSPHRASE in out and "12 agencies" in out


def test_a_defect_of_ours_is_told_without_a_word_of_the_case(begun, monkeypatch):
    from dhr_desktop.operations.review import where_it_stands

    def broken(*args):
        raise KeyError("Zephyrine Quillfeather")

    monkeypatch.setattr(where_it_stands, "figures", broken)
    code, out, err = begun("show", "case.dhr")
    assert code == 2 and "fault in the program" in err and "KeyError" in err
    assert "Quillfeather" not in out + err


def test_help_is_one_page_and_names_every_command(dhr):
    code, out, _ = dhr("--help")
    assert code == 0
    for command in ("new", "people", "register", "verify", "backup", "restore", "passphrase", "export", "undo"):
        assert command in out


def test_files_are_looked_at_and_then_brought_in(begun, tmp_path):
    (tmp_path / "agencies.csv").write_text("full_name\nEastmere Police\n")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent/Eastmere Police.csv").write_text(
        "Date,Event,Outcome\n14/02/2021,Officers attended.,Advice.\nTBC,Seen near the school.,None.\n"
    )
    (tmp_path / "sent/scan.pdf").write_bytes(b"%PDF-1.4")
    code, out, err = begun("import", "case.dhr", "sent")
    assert code == 1 and "2 entries from 3 rows" in out and "Nothing was kept" in out
    assert "TBC" in out and "PDF" in out and not err
    code, out, _ = begun("export", "case.dhr", "entries", "--to", "before.json")
    assert code == 0 and json.loads((tmp_path / "before.json").read_text())["entries"] == []
    code, facts = _facts_and_needs(
        begun("import", "case.dhr", "sent", "--agencies", "agencies.csv", "--accept", "--json")
    )
    assert code == 1 and facts["files"][0]["agency"] == "Eastmere Police" and facts["files"][0]["agency_is_sure"]
    assert facts["files"][0]["tables"][0]["columns"] == {"Date": "date_start", "Event": "event", "Outcome": "response"}
    code, out, _ = begun("export", "case.dhr", "entries", "--to", "after.json")
    told = json.loads((tmp_path / "after.json").read_text())
    assert [each["edtf"] for each in told["entries"]] == ["2021-02-14", ""] and told["files"][1]["status"] == "reject"
    code, out, _ = begun("import", "case.dhr", "sent", "--accept")
    assert "in the case already" in out or "in the case already" in _


def test_a_file_that_could_be_another_agency_s_is_kept_only_once_its_sender_is_named(begun, tmp_path):
    (tmp_path / "agencies.csv").write_text("full_name,short_name\nEastmere Police,Police\n")
    (tmp_path / "Police.csv").write_text("Date,Event\n14/02/2021,Officers attended.\n15/02/2021,Seen again.\n")
    asked = ("import", "case.dhr", "Police.csv", "--accept")
    code, facts = _facts_and_needs(begun(*asked, "--agencies", "agencies.csv", "--json"))
    told = facts["files"][0]
    assert code == 1 and told["asks"] == ["who_sent_it"] and told["agency"] == ""
    assert (told["sender"]["state"], told["sender"]["candidates"]) == ("asked", ["Eastmere Police"])
    code, out, _ = begun(*asked)
    assert (
        "Not kept: Police.csv waits for an answer: which agency sent it." in out
        and "It could be Eastmere Police or a new agency" in out
    )
    code, _, err = begun(*asked, "--sent-by", "Polce.csv=Police")
    assert code == 2 and "No file or row is called “Polce.csv”" in err
    code, facts = _facts_and_needs(begun(*asked, "--sent-by", "Police.csv=Brackwater Police", "--json"))
    assert code == 0 and facts["files"][0]["sender"]["state"] == "told"
    code, facts = _facts_and_needs(begun("register", "case.dhr", "agencies", "--json"))
    assert [row[1] for row in facts["rows"][1:]] == ["Eastmere Police", "Brackwater Police"] or "Brackwater" in str(
        facts
    )


def test_a_new_version_prints_each_change_and_a_month_first_file_waits(begun, tmp_path):
    def write(seen):
        rows = f"02/14/2021,Officers attended.,{seen}\n03/01/2021,Review of the attendance.,\n"
        (tmp_path / f"Eastmere Police {seen}.csv").write_text("Date,Event,Seen\n" + rows)

    write("v1")
    write("v2")
    code, out, _ = begun("import", "case.dhr", "Eastmere Police v1.csv", "--accept")
    assert code == 1 and "waits for an answer" in out and "month first" in out
    code, out, _ = begun(
        "import", "case.dhr", "Eastmere Police v1.csv", "--accept", "--month-first", "Eastmere Police v1.csv"
    )
    assert "waits" not in out
    code, facts = _facts_and_needs(begun("import", "case.dhr", "Eastmere Police v2.csv", "--json"))
    told = facts["files"][0]
    assert told["asks"] == [] and len(told["changes"]["changed"]) == 1
    change = told["changes"]["changed"][0]
    assert (change["row"], change["column"], change["before"], change["after"]) == (2, "Seen", "v1", "v2")
    assert "row 2, Seen: “v1” → “v2”" in begun("import", "case.dhr", "Eastmere Police v2.csv")[1]


def _facts_and_needs(answer):
    code, out, _ = answer
    return code, json.loads(out)


def test_a_date_is_put_right_at_the_command_line(begun, tmp_path):
    (tmp_path / "Eastmere Police.csv").write_text(
        "Date,Event\n14/02/2021,Officers attended.\nTBC,Seen near the school.\n"
    )
    begun("import", "case.dhr", "Eastmere Police.csv", "--accept")
    code, facts = _facts_and_needs(begun("entries", "case.dhr", "--doubtful", "--json"))
    assert code == 1 and facts["total"] == 2 and [each["wording"] for each in facts["entries"]] == ["TBC"]
    number = facts["entries"][0]["id"]
    assert begun("correct-date", "case.dhr", number, "--date", "mid March 2021", "--because", "statement")[0] == 0
    assert begun("correct-date", "case.dhr", number, "--date", "31/02/2021")[0] == 2
    code, facts = _facts_and_needs(begun("entries", "case.dhr", "school", "--json"))
    assert facts["entries"][0]["when"] == "mid-March 2021"


def test_dates_are_read_one_by_one_and_by_the_file(dhr, tmp_path):
    code, out, _ = dhr("date", "late March 2013")
    assert code == 0 and "2013-03-2X~" in out
    code, out, err = dhr("date", "04/13/2013")
    assert code == 1 and "2013-04-13" in out and "needs a person" in out and not err
    assert "2013-03-01" in dhr("date", "the next day", "--after", "28/02/2013")[1]
    (tmp_path / "in.csv").write_text(
        "id,expression,context_year,anchor_date\n1,14 Feb,2012,\n2,next day,,2013-02-28\n3,n/k,,\n"
    )
    code, out, _ = dhr("dates", "in.csv", "--to", "out.csv")
    assert code == 1 and "2 read, 1 not" in out
    assert "2012-02-14" in (tmp_path / "out.csv").read_text()
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    assert dhr("dates", "bad.csv", "--to", "out2.csv")[0] == 2


def test_a_blank_chronology_is_written_and_not_over_another(dhr, tmp_path):
    assert dhr("blank", "send.xlsx")[0] == 0 and (tmp_path / "send.xlsx").stat().st_size > 4_000
    assert dhr("blank", "send.xlsx")[0] == 2
    assert dhr("blank", "send.pdf")[0] == 2


def test_a_version_beside_its_earlier_one_waits_until_it_was_shown(begun, tmp_path):
    rows = ["Date,Event", *(f"{day:02}/03/2021,Call number {day} to the house." for day in range(1, 6))]
    (tmp_path / "A.csv").write_text("\n".join(rows))
    (tmp_path / "B.csv").write_text("\n".join([*rows[:4], "09/03/2021,Seen at the school."]))
    asked = ("import", "case.dhr", "A.csv", "B.csv", "--accept", "--sent-by", "A.csv=Lea Police", "B.csv=Lea Police")
    code, out, err = begun(*asked)
    assert code == 1 and "Not kept: B.csv waits for an answer: whether it is a new version" in out
    assert "A.csv was kept" in out + err
    assert "a new version of A.csv: 3 rows unchanged, 0 changed, 1 added, 2 withdrawn" in out
    assert "withdrawn it" not in "".join(begun("entries", "case.dhr")[1:])


@pytest.mark.parametrize("words", ["database or disk is full", "disk I/O error"])
def test_a_disk_that_takes_no_more_promises_nothing_the_ended_command_would_do(begun, monkeypatch, words):
    from dhr_desktop.operations.importing import submissions
    from dhr_desktop.storage.vault import in_plain_words

    def full(*given):
        raise in_plain_words(Exception(words), None)

    monkeypatch.setattr(submissions, "look_at_given", full)
    code, out, err = begun("import", "case.dhr", "any.csv", "--accept")
    assert code == 2 and "run it again" in out + err and "by itself" not in out + err


def test_links_are_suggested_joined_settled_and_exported(begun, tmp_path):
    (tmp_path / "files").mkdir()
    for name in (
        "ambulance export.csv",
        "Eastmere Police chronology.xlsx",
        "St Osric's Hospital.ods",
        "Childrens Services.xlsx",
    ):
        (tmp_path / "files" / name).write_bytes((sample.submissions_folder() / name).read_bytes())
    assert begun("import", "case.dhr", "files", "--accept")[0] in (0, 1)
    _, told = _facts(begun("suggest", "case.dhr", "--json"))
    first = told["suggestions"][0]
    assert len(first["entries"]) >= 2 and first["for"] and first["accounts"][0].startswith(str(first["entries"][0]))
    assert begun("suggest", "case.dhr", "--limit", "1")[1].count("%") == 1
    _, listed = _facts(begun("events", "case.dhr", "--json"))
    assert listed["events"] == [], "suggesting joins nothing"

    assert begun("join", "case.dhr")[0] == 2 and begun("join", "case.dhr", "1")[0] == 2
    code, done = _facts(begun("join", "case.dhr", *first["entries"], "--because", "one night", "--json"))
    assert code == 0 and done["events"] == 1
    _, listed = _facts(begun("events", "case.dhr", "--json"))
    event = listed["events"][0]
    assert sorted(event["entries"]) == sorted(first["entries"])
    assert begun("events", "case.dhr", event["id"], "--lead", event["entries"][-1])[0] == 0
    code, _, err = begun("events", "case.dhr", event["id"], "--date", "2 June 2021")
    assert code == 2 and "Say why" in err
    assert begun("events", "case.dhr", event["id"], "--date", "2 June 2021", "--because", "the log")[0] == 0
    assert begun("events", "case.dhr", event["id"])[0] == 2, "it has to be said what to do"
    _, told = _facts(begun("decisions", "case.dhr", "night", "--json"))
    assert told["decisions"][0]["because"] == "one night"

    code, _, err = begun("join", "case.dhr", "--accept-suggestions-above", "0.1")
    assert code == 2 and "0.5" in err
    assert begun("join", "case.dhr", "--accept-suggestions-above", "0.6")[0] == 0
    code, told = _facts(begun("differences", "case.dhr", "--json"))
    if told["differences"]:
        assert code == 1, "what is open needs a person"
        number = told["differences"][0]["id"]
        assert begun("differences", "case.dhr", number, "--state", "explained")[0] == 2
        assert begun("differences", "case.dhr", number, "--state", "explained", "--because", "typed late")[0] == 0
    assert begun("events", "case.dhr", event["id"], "--split")[0] == 0

    assert begun("export", "case.dhr", "suggestions", "--to", "pairs.json")[0] == 0
    pairs = json.loads((tmp_path / "pairs.json").read_text())["pairs"]
    assert pairs and 0 < pairs[-1]["score"] <= 1
    assert begun("export", "case.dhr", "suggestions", "--to", "pairs.csv")[0] == 0
    assert begun("export", "case.dhr", "entries", "--to", "lists.json")[0] == 0
    assert json.loads((tmp_path / "lists.json").read_text())["pairs"] == pairs


def test_chronology_and_timeline_are_written_by_view_and_the_panel_s_reply_comes_back(begun, tmp_path):
    (tmp_path / "Eastmere Police.csv").write_text(
        "Date,Event,Action\n14/03/2013,Officers attended.,Advice given\n20/03/2013,A letter was sent.,\nTBC,No day given.,\n"
    )
    assert begun("import", "case.dhr", "Eastmere Police.csv", "--accept")[0] in (0, 1)
    assert begun("views", "case.dhr", "--save", "Letters", "--words", "letter")[0] == 0
    assert _facts(begun("views", "case.dhr", "--json"))[1]["views"][0]["title"] == "Letters"
    for name in ("t.html", "t.pdf", "t.svg", "t.png"):
        code, facts = _facts(begun("export", "case.dhr", "timeline", "--edition", "working", "--to", name, "--json"))
        assert code == 0 and (facts["entries"], facts["of"], facts["undated"]) == (3, 3, 1)
        assert (tmp_path / name).stat().st_size > 1_000
    for name in ("c.xlsx", "c.docx"):
        _, facts = _facts(begun("export", "case.dhr", "chronology", "--to", name, "--view", "letters", "--json"))
        assert (facts["entries"], facts["of"]) == (1, 3)
    secret = tmp_path / "panel.txt"
    secret.write_text("three invented words\n")
    assert begun("export", "case.dhr", "timeline", "--to", "s.html", "--panel-passphrase-file", secret)[0] == 0
    assert "Officers" not in (tmp_path / "s.html").read_text()
    case_id = (
        _facts(begun("verify", "case.dhr", "--json"))[1].get("case_id")
        or json.loads(re.search(r'id="data">(.*?)</script>', (tmp_path / "t.html").read_text(), re.DOTALL).group(1))[
            "case"
        ]
    )
    reply = {
        "dhr-reply": 1,
        "case": case_id,
        "comments": [{"entry": 1, "text": "Who rang?", "author": "A"}, {"text": 4}],
    }
    (tmp_path / "a.dhr-reply.json").write_text(json.dumps(reply))
    code, out, err = begun("reply", "case.dhr", "a.dhr-reply.json")
    assert code == 1 and "1 comment added" in out and "could not be read" in out + err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "case.dhr", "timeline", "--to", "t.bmp"), "endings"),
        (("export", "case.dhr", "chronology", "--to", "c.pdf"), "endings"),
        (("export", "case.dhr", "timeline", "--to", "t.svg", "--view", "none"), "no view called"),
        (("reply", "case.dhr", "passphrase.txt"), "not a file of comments"),
        (("views", "case.dhr", "--remove", "none"), "no view called"),
        (("views", "case.dhr", "--save", "empty"), "what the view shows"),
    ],
)
def test_what_cannot_be_written_or_taken_in_is_refused_in_a_sentence(begun, arguments, sentence):
    code, out, err = begun(*arguments)
    assert code == 2 and sentence in err and out == ""


def test_entries_are_marked_asked_about_and_put_in_order(begun, tmp_path):
    (tmp_path / "Eastmere Police.csv").write_text(
        "Date,Event,Action\n14/03/2013,Officers attended.,\n14/03/2013,A neighbour rang.,\n20/03/2013,A letter.,\n"
    )
    begun("import", "case.dhr", "Eastmere Police.csv", "--accept")
    listed = _facts_of(begun("entries", "case.dhr", "--json"))["entries"]
    one, two, three = (each["id"] for each in listed)
    assert begun("mark", "case.dhr", one, two, "--as", "missed opportunity", "--text", "Nobody asked.")[0] == 0
    assert begun("mark", "case.dhr", three, "--theme", "Professional curiosity")[0] == 0
    assert begun("mark", "case.dhr", one, "--query", "Who rang?")[0] == 0
    told = _facts_of(begun("marks", "case.dhr", "--json"))
    assert [each["cells"][0] for each in told["marks"]] == ["missed opportunity", "theme", "query"]
    assert told["marks"][0]["entries"] == [one, two]
    assert _facts_of(begun("marks", "case.dhr", "--list", "queries", "--json"))["total"] == 1
    begun("marks", "case.dhr", "--remove", str(told["marks"][1]["id"]))
    assert [each["cells"][0] for each in _facts_of(begun("marks", "case.dhr", "--json"))["marks"]] == [
        "missed opportunity",
        "query",
    ]
    assert begun("order", "case.dhr", two, "earlier")[0] == 0
    assert [each["id"] for each in _facts_of(begun("entries", "case.dhr", "--json"))["entries"]] == [two, one, three]
    assert begun("order", "case.dhr", two, "forget")[0] == 0
    assert [each["id"] for each in _facts_of(begun("entries", "case.dhr", "--json"))["entries"]] == [one, two, three]
    for wrong in (
        ("mark", "case.dhr", one),
        ("mark", "case.dhr", 9999, "--as", "gap"),
        ("order", "case.dhr", three, "later"),
    ):
        assert begun(*wrong)[0] == 2


def _facts_of(answer):
    return json.loads(answer[1])
