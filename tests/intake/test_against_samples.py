"""Scored against the samples beside the repository, when they are there."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bench.answers import as_answered
from dhr_desktop.merge.matcher import SURE
from dhr_desktop.operations.chronology import entry_lists
from dhr_desktop.operations.events import joining, suggesting
from dhr_desktop.operations.importing import accepting, date_lists, submissions

SHARED = Path(__file__).parents[3] / "shared"
here = pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="../shared/samples is not here")


@here
def test_every_sample_expression_is_read_as_it_should_be(tmp_path):
    read, not_read = date_lists.read_file(
        SHARED / "samples/dates.csv", tmp_path / "out.csv", date_lists.rules_for(date(2015, 7, 1), None)
    )
    wanted = {
        row["id"]: row for row in csv.DictReader((SHARED / "samples/dates.csv").read_text("utf-8-sig").splitlines())
    }
    got = {row["id"]: row for row in csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines())}
    names = ("edtf", "earliest", "latest", "status", "time", "time_end", "candidates")
    differing = [id for id, row in wanted.items() if any(got[id][name] != row[name] for name in names)]
    assert read + not_read == len(wanted) and not differing


@here
@pytest.mark.slow
def test_the_sample_submissions_come_in_whole(case, tmp_path):
    for looked in submissions.look_at(case, [SHARED / "samples/hillingdon/submissions"]):
        accepting.accept(case, as_answered(case, looked))
    entry_lists.write_entry_lists(case, tmp_path / "out.json")
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(SHARED / "evaluate/evaluate.py"), "rows", str(SHARED / "samples/hillingdon/answers.json"),
               str(tmp_path / "out.json"), "--json", str(figures)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    told = json.loads(figures.read_text("utf-8"))
    assert told["rows"]["missing"] == 0 and told["rows"]["spurious_entries"] == 0
    assert told["dates"]["exact_edtf"] >= 0.99 and told["dates"]["guessed_when_they_should_not"] == 0
    assert told["dates"]["flagged_as_they_should"] == told["dates"]["must_flag"]
    assert told["unusable_files"]["reported"] == told["unusable_files"]["total"]


@here
@pytest.mark.slow
def test_no_name_of_the_sample_is_left_and_no_innocent_word_is_lost(case, tmp_path):
    """A register with only the people and their aliases; numbers, addresses and workers are met by their pattern."""
    from dhr_desktop.core.filters import Filter
    from dhr_desktop.core.people import Person
    from dhr_desktop.operations.chronology import chronology_exports, timeline_exports
    from dhr_desktop.operations.names import name_questions
    from dhr_desktop.operations.names.departing import Sending
    from dhr_desktop.operations.review import registers
    from dhr_desktop.people.certain import NEUTRAL

    answers = json.loads((SHARED / "samples/hillingdon/answers.json").read_text("utf-8"))
    rows = [["kind", "role", "real_name", "aliases", "pseudonym", "date_of_birth"]]
    rows += [["person", p["role"], p["invented_real_name"], "; ".join(p["aliases"]), p["pseudonym"],
              "/".join(reversed(p["dob"].split("-"))) if p["dob"] else ""] for p in answers["people"]]  # fmt: skip
    taken = registers.take_table(case, Person, rows, called="people.csv")
    assert len(taken.said) == 1 and "Dean" in taken.said[0]  # a pseudonym that is somebody's surname
    for looked in submissions.look_at(case, [SHARED / "samples/hillingdon/submissions"]):
        accepting.accept(case, as_answered(case, looked))
    asked = name_questions.questions(case)
    assert 20 < len(asked) <= 100
    name_questions.answer(case, asked, NEUTRAL)
    entry_lists.write_entry_lists(case, tmp_path / "all.json")
    out, sending = tmp_path / "out", Sending("publication")
    out.mkdir()
    entry_lists.write_entry_lists(case, out / "entries.json", sending=sending)
    for ending in ("docx", "xlsx"):
        chronology_exports.write_chronology(case, out / f"c.{ending}", Filter(), sending=sending)
    for ending in ("html", "pdf", "svg"):
        timeline_exports.write_timeline(case, out / f"t.{ending}", Filter(), sending=sending)
    figures = {}
    for what, given in (("rows", tmp_path / "all.json"), ("leaks", out)):
        command = [sys.executable, str(SHARED / "evaluate/evaluate.py"), what,
                   str(SHARED / "samples/hillingdon/answers.json"), str(given), "--json", str(tmp_path / "figures")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
        figures[what] = json.loads((tmp_path / "figures").read_text("utf-8"))
    told = figures["rows"]["pseudonymised_text"]
    assert told["rows"] > 270 and (told["still_there"], told["damaged"]) == (0, 0)
    assert (figures["leaks"]["leaks"], figures["leaks"]["possible_leaks_of_word_like_names"]) == (0, 0)


def _figures(case, folder, name, sample="hillingdon"):
    entry_lists.write_entry_lists(case, folder / f"{name}.json")
    command = [sys.executable, str(SHARED / "evaluate/evaluate.py"), "rows", str(SHARED / f"samples/{sample}/answers.json"),
               str(folder / f"{name}.json"), "--json", str(folder / f"{name}.figures")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return json.loads((folder / f"{name}.figures").read_text("utf-8"))["linkage"]


@here
@pytest.mark.slow
@pytest.mark.parametrize(
    ("sample", "precision", "called_sure"), [("hillingdon", 0.88, 0.03), ("birmingham-joint", 0.74, 0.005)]
)
def test_the_links_of_the_samples_are_found_and_nothing_hard_is_joined(case, tmp_path, sample, precision, called_sure):
    """Cases the weights were not fitted on. What is called sure is little, and all of it right."""
    for looked in submissions.look_at(case, [SHARED / f"samples/{sample}/submissions"]):
        accepting.accept(case, as_answered(case, looked))
    told = _figures(case, tmp_path, "suggested", sample)
    across, within = told["suggestions_cross_agency"], told["suggestions_within_agency"]
    assert across["average_precision"] >= precision and across["recall"] >= 0.95
    assert within["recall"] >= 0.98
    joining.join_above(case, suggesting.run(case), SURE)
    sure = _figures(case, tmp_path, "sure", sample)
    assert sure["cross_agency_pairs"]["precision"] >= 0.99 and sure["cross_agency_pairs"]["recall"] >= called_sure
    assert sure["hard_negatives"]["wrongly_merged"] == 0
    joining.join_above(case, suggesting.run(case), 0.5)
    joined = _figures(case, tmp_path, "joined", sample)
    assert joined["b_cubed"]["f1"] >= 0.85
    assert joined["exact_duplicates_recall"]["recall"] == 1.0 and joined["near_duplicates_recall"]["recall"] >= 0.95


@here
@pytest.mark.slow
def test_what_the_analyses_suggest_agrees_with_the_answers():
    from bench.meaning import score_sample

    for name, (precision, recall, *_) in score_sample().items():
        assert precision >= 0.9 and recall >= 0.9, (name, precision, recall)
