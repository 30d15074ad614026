"""The panel's file in a real browser: read, searched, walked by keyboard, commented on, and the comments brought back."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import When
from dhr_desktop.operations.chronology import panel_replies
from dhr_desktop.operations.chronology.timeline_exports import Form, write_timeline
from dhr_desktop.operations.events import joining
from tests.builders import a_case, add, an_agency, an_entry

ROOT = Path(__file__).parents[2]
PASSPHRASE = "three invented words"


def _axe() -> Path | None:
    found = importlib.util.find_spec("axe_playwright_python")
    places = found.submodule_search_locations if found else None
    return next((each for place in places or () for each in Path(place).rglob("axe.min.js")), None)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("chromedriver") is None or shutil.which("chromium") is None, reason="no Chromium here"
    ),
    pytest.mark.skipif(_axe() is None, reason="the accessibility rules are not installed"),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    made = a_case(tmp_path_factory.mktemp("panel"))
    police, hospital = add(made, an_agency("Eastmere Police"), an_agency("Eastmere Hospital"))
    both = add(
        made,
        an_entry("2013-03-14", "Officers attended <script>document.title='gone'</script>.", agency=police.id),
        an_entry("2013-03-14", "zq-needle: bruise to arm.", agency=hospital.id, subject="V"),
    )
    joining.decide(made, [each.id for each in both], "same event")
    add(
        made,
        *(
            an_entry(f"20{10 + at % 6}-0{1 + at % 9}-1{at % 9}", f"Contact {at}; שלום 👍", agency=police.id)
            for at in range(60)
        ),
        Entry(happened=When.in_month(2012, 5), what_happened="A month.", agency=hospital.id),
        Entry(happened=When.in_year(2011), what_happened="A year.", agency=hospital.id),
        Entry(happened=When.undated("TBC"), what_happened="No date at all.", agency=hospital.id),
    )
    yield made
    made.close()


def travelled(page, folder, passphrase="", *more):
    folder.mkdir(exist_ok=True)
    words = [sys.executable, "-m", "tests.panel.browser_child", str(page), str(_axe()), str(folder)]
    done = subprocess.run(
        [*words, *([passphrase] if passphrase else []), *more], capture_output=True, text=True, cwd=ROOT, timeout=180
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.safety("X7")
def test_a_panel_member_reads_searches_comments_and_the_chair_has_it_back(case, tmp_path):
    write_timeline(case, tmp_path / "panel.html", Filter())
    told = travelled(tmp_path / "panel.html", tmp_path / "down")
    assert told["violations"] == {"light": [], "dark": []}
    assert [each for each in told["requests"] if not each.startswith("file:")] == [] and told["errors"] == []
    assert told["shown"] == "Shown: 65 of 65; 1 undated not drawn" and told["filtered"] == "Shown: 1 of 65"
    assert told["scripts"] == 2 and told["made"] == 0, "nothing the case says became a part of the page"
    heard = told["keys"]["heard"]
    assert len(set(heard)) == 3 and all("Eastmere" in each for each in heard), "the arrows are read out, one by one"
    assert told["keys"]["focused"] == "detail" and told["keys"]["order"][0] == "words"
    taken, _ = panel_replies.take_reply(case, Path(told["saved"]))
    assert (taken.added, taken.homeless, taken.left_out) == (2, 0, 0)
    comments = case.all(PanelComment)
    assert {each.author for each in comments} == {"Panel Member One"}
    assert {each.text for each in comments} == {
        "Was the health visitor told? <b>No</b>", "[On 14 March 2013] Nobody rang on this day."
    }  # fmt: skip
    assert any(each.on for each in comments)


def test_a_sealed_page_opens_with_its_passphrase_and_with_no_other(case, tmp_path):
    write_timeline(case, tmp_path / "panel.html", Filter(), form=Form(passphrase=PASSPHRASE))
    told = travelled(tmp_path / "panel.html", tmp_path / "down", PASSPHRASE)
    assert "Eastmere" not in told["shown_before"] and told["shown"].startswith("Shown: 65 of 65")
    assert told["violations"] == {"light": [], "dark": []} and told["errors"] == []


@pytest.mark.alone
def test_five_thousand_entries_are_seen_within_a_second(tmp_path):
    made = a_case(tmp_path)
    agencies = add(made, *(an_agency(f"Agency {at}") for at in range(30)))
    text = "Officers attended after a neighbour called; an argument was reported and advice was given. " * 4
    add(
        made,
        *(
            an_entry(f"20{10 + at % 6}-0{1 + at % 9}-{10 + at % 19}", text, agency=agencies[at % 30].id)
            for at in range(4_999)
        ),
    )
    add(made, an_entry("2013-03-14", "zq-needle", agency=agencies[0].id))
    write_timeline(made, tmp_path / "panel.html", Filter())
    made.close()
    told = travelled(tmp_path / "panel.html", tmp_path / "down", "", "--without-rules")
    assert 0 < told["first_paint_ms"] <= 1_000, told["first_paint_ms"]
    assert told["filtered"] == "Shown: 1 of 5,000"
