"""Names, editions, the gate and what has left, at the command line."""

from __future__ import annotations

import json

import pytest

from tests.operations.names.naming_names import fill, left_in


@pytest.fixture
def dhr(case, capsys, tmp_path):
    from dhr_desktop.cli.main import main
    from dhr_desktop.storage.vault import recovery_code

    fill(case)
    case.close()
    code = tmp_path / "code"
    code.write_text(recovery_code(case.key))

    def run(command, *words, of_case=True):
        status = main(
            [
                command,
                *([str(case.path)] if of_case else []),
                *map(str, words),
                "--recovery-code-file",
                str(code),
                "--json",
            ]
        )
        told = capsys.readouterr()
        return status, (json.loads(told.out) if told.out else {}), told.err

    run.path = case.path
    return run


def test_an_edition_leaves_masked_and_is_entered(dhr, tmp_path):
    status, told, _ = dhr(
        "export",
        "chronology",
        "--edition",
        "publication",
        "--to",
        tmp_path / "c.docx",
        "--recipient",
        "The partnership",
    )
    assert status == 0 and told["edition"] == "publication"
    assert left_in("c.docx", (tmp_path / "c.docx").read_bytes(), with_dates=True) == []
    assert "The partnership" in dhr("exports")[1]["exports"][0]
    assert "Combined chronology, publication" in dhr("exports", "--which", tmp_path / "c.docx")[1]["exports"][0]
    (tmp_path / "x.txt").write_text("x")
    assert dhr("exports", "--which", tmp_path / "x.txt")[0] == 1


def test_a_file_is_checked_against_the_case(dhr, tmp_path):
    (tmp_path / "edited.txt").write_text("Rhoswen Tallowby and Brelworth", "utf-8")
    (tmp_path / "clean.txt").write_text("nothing of theirs", "utf-8")
    status, told, _ = dhr("check", tmp_path / "edited.txt", tmp_path / "clean.txt", "--case", dhr.path, of_case=False)
    assert status == 1 and [len(each["hits"]) for each in told["files"]] == [1, 0]
    assert (
        told["files"][0]["hits"][0]["key"] == "a real name: rhoswen tallowby"
        and told["files"][0]["unknown"][0]["form"] == "Brelworth"
    )
    assert dhr("check", tmp_path / "clean.txt", "--case", dhr.path, of_case=False)[0] == 0
    assert dhr("check", tmp_path / "clean.txt", tmp_path / "edited.txt", of_case=False)[0] == 2
    status, told, _ = dhr("check", dhr.path, of_case=False)
    errors = [each for each in told["findings"] if each["severity"] == "error"]
    assert status == 1 and told["points"] == 69 and len(told["needs_a_person"]) == len(told["troubles"]) + len(errors)


def test_a_report_that_was_edited_is_held_against_the_points(dhr, tmp_path):
    assert dhr("outline", "report", "--begin", "overview-2016")[0] == 0
    assert dhr("outline", "--read", "Preface")[0] == 0
    told = dhr("outline", "report")[1]["sections"]
    assert next(each["state"] for each in told if each["title"] == "Preface") == "checked"
    dhr("export", "report", "--edition", "working", "--to", tmp_path / "r.docx")
    status, told, _ = dhr("check", tmp_path / "r.docx", "--case", dhr.path, of_case=False)
    file = told["files"][0]
    assert status == 1 and file["points"] == 69 and file["read_as"].startswith("a draft of the overview report")
    errors = [each for each in file["findings"] if each["severity"] == "error"]
    assert errors and sum(each.startswith("r.docx: ") for each in told["needs_a_person"]) >= len(errors)


def test_what_the_gate_meets_is_refused_told_and_let_pass_for_a_reason(dhr, tmp_path, monkeypatch):
    from dhr_desktop.operations.chronology import chronology_exports

    monkeypatch.setattr(chronology_exports, "_workbook", lambda *made: b"Rhoswen Tallowby")
    to = tmp_path / "c.xlsx"
    status, _, err = dhr("export", "chronology", "--edition", "submission", "--to", to)
    assert status == 2 and "a real name: rhoswen tallowby" in err and "[Rhoswen Tallowby]" in err and not to.exists()
    status, _, _ = dhr(
        "export",
        "chronology",
        "--edition",
        "submission",
        "--to",
        to,
        "--pass-gate",
        "a real name: rhoswen tallowby",
        "asked for",
    )
    assert status == 0 and to.exists()
    assert dhr("exports", "--let-pass", "a real name: rhoswen tallowby", "printed")[0] == 0
    assert dhr("export", "chronology", "--edition", "submission", "--to", tmp_path / "d.xlsx")[0] == 0
    assert dhr("exports", "--hold-back", "a real name: rhoswen tallowby")[0] == 0
    assert dhr("export", "chronology", "--edition", "submission", "--to", tmp_path / "e.xlsx")[0] == 2


def test_a_form_may_pass_by_itself_and_one_that_nothing_is_held_for_is_refused(dhr, tmp_path, monkeypatch):
    from dhr_desktop.operations.chronology import chronology_exports

    monkeypatch.setattr(chronology_exports, "_workbook", lambda *made: b"Rhoswen Tallowby and Wrenna Tallowby")
    words = ("export", "chronology", "--edition", "submission", "--to")
    status, _, err = dhr(
        *words, tmp_path / "a.xlsx", "--pass-gate", "RHOSWEN tallowby", "asked for", "--pass-gate", "Xyz", "no"
    )
    assert status == 2 and "“Xyz” was met nowhere" in err and "a real name: wrenna tallowby" in err
    assert "rhoswen" not in err
    both = ("--pass-gate", "RHOSWEN tallowby", "asked for", "--pass-gate", "a real name: Wrenna Tallowby", "too")
    assert dhr(*words, tmp_path / "b.xlsx", *both)[0] == 0
    assert dhr("exports", "--let-pass", "Xyzzy", "for nothing")[0] == 2
    assert dhr("exports", "--let-pass", "rhoswen tallowby", "printed")[0] == 0
    assert dhr("exports", "--let-pass", "Wrenna Tallowby", "printed")[0] == 0
    assert dhr(*words, tmp_path / "c.xlsx")[0] == 0
    assert dhr("exports", "--hold-back", "Rhoswen Tallowby")[0] == 0
    assert dhr(*words, tmp_path / "d.xlsx")[0] == 2


def test_names_are_listed_filled_in_and_settled(dhr):
    status, told, _ = dhr("names")
    names = {each["name"]: each for each in told["names"]}
    assert names["Rhoswen Tallowby"]["publication"] == "Elin" and status == 0
    assert dhr("names", "--fill")[1]["filled"] is True
    assert "designations" in dhr("names", "--settle", "publication", "--style", "designations")[1]["says"]
    assert {each["name"]: each for each in dhr("names")[1]["names"]}["Rhoswen Tallowby"]["publication"] == "the Victim"
    assert dhr("names", "--word", "99")[0] == 2 and dhr("names", "--take", "99")[0] == 2


def test_names_that_are_not_certain_are_asked_and_settled(dhr):
    (dhr.path.parent / "more.csv").write_text(
        "kind,role,real_name\nperson,uncle,Ivo Tallowby\nperson,aunt,Una O'Dravney\n"
    )
    assert dhr("people", "--from", dhr.path.parent / "more.csv")[0] == 0
    asked = dhr("names")[1]["questions"]
    assert all({"form", "agency", "about", "times", "why", "context", "may_be"} <= set(each) for each in asked)
    assert dhr("names", "--neutral", "all")[1]["settled"] == len(asked)
    assert dhr("names")[1]["questions"] == [] and dhr("names", "--neutral", "1")[0] == 2


def test_people_come_in_with_what_could_not_be_taken_said(dhr, tmp_path):
    (tmp_path / "people.csv").write_text(
        "kind,role,real_name,aliases,pseudonym,date_of_birth\nperson,friend,Carl Brooking,,Derrin,10/10/1985\n"
    )
    status, told, _ = dhr("people", "--from", tmp_path / "people.csv")
    assert status == 1 and told["added"] == 1 and "“Derrin” is a name of Derrin O'Dravney" in told["needs_a_person"][0]


def test_the_register_and_everything_need_to_be_meant(dhr, tmp_path):
    assert dhr("register", "people", "--to", tmp_path / "p.csv")[0] == 2
    assert dhr("register", "people", "--to", tmp_path / "p.csv", "--with-the-key")[0] == 0
    assert dhr("export", "everything", "--edition", "publication", "--to", tmp_path / "all")[0] == 2


def test_an_encrypted_zip_is_written_with_the_advice(dhr, tmp_path, capsys):
    (tmp_path / "pw").write_text("three invented words")
    status, _, _ = dhr(
        "export",
        "chronology",
        "--edition",
        "submission",
        "--to",
        tmp_path / "c.xlsx",
        "--zip-password-file",
        tmp_path / "pw",
    )
    assert status == 0 and (tmp_path / "c.xlsx.zip").exists()


def test_facts_told_together_are_listed_decided_and_said_at_the_export(capsys, case, tmp_path):
    from dhr_desktop.cli.main import main
    from tests.builders import a_person, add, an_agency, an_entry

    add(case, a_person("Grace Tallowby", role="victim", pseudonym="Elin"))
    (agency,) = add(case, an_agency("Eastmere Police"))
    add(
        case,
        *(
            an_entry("2013-03-14", f"A {job}, aged 71, called. The day after.", agency=agency.id)
            for job in ("falconer", "beekeeper")
        ),
    )
    case.close()
    code = tmp_path / "code"
    from dhr_desktop.storage.vault import recovery_code

    code.write_text(recovery_code(case.key))

    def run(*words):
        status = main([*map(str, words), "--recovery-code-file", str(code), "--json"])
        return status, json.loads(capsys.readouterr().out or "{}")

    told = run("names", case.path)[1]["together"]
    assert [each["facts"] for each in told] == [
        "an age (aged 71), a job (falconer)",
        "an age (aged 71), a job (beekeeper)",
    ]
    assert run("names", case.path, "--stands", 9, "no")[0] == 2
    assert run("names", case.path, "--stands", 1, "He asked to be named")[0] == 0
    assert run("names", case.path, "--redact", 1)[1]["redacted"] == told[1]["entry"]
    assert run("names", case.path)[1]["together"] == []
    status = main(
        [
            "export",
            str(case.path),
            "chronology",
            "--edition",
            "publication",
            "--to",
            str(tmp_path / "c.docx"),
            "--recovery-code-file",
            str(code),
        ]
    )
    said = capsys.readouterr().out
    assert status == 0 and "1 place that could undo a coarse date" in said and "[The day after]" in said
    told = run("check", tmp_path / "c.docx", "--case", case.path)[1]["files"][0]["for_a_person"]
    assert [each["kind"] for each in told] == ["could undo a coarse date"]
