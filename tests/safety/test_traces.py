"""L5, N2: a whole journey opens no Internet socket and leaves no planted word outside the case."""

import re
import subprocess
import sys

import pytest

from tests.builders import PLANTED
from tests.safety.children import ROOT, environment, needs_strace


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    """The journey traced once: what it wrote and what it opened."""
    root = tmp_path_factory.mktemp("journey")
    folder, home, trace = root / "cases", root / "home", root / "trace"
    for each in (folder, home, root / "tmp"):
        each.mkdir()
    (folder / "people.csv").write_text("real_name,note\nBen Vex,invented\n")
    command = ["strace", "-f", "-o", str(trace), "-e", "trace=network,openat,open,creat,rename,renameat2",
               sys.executable, "-m", "tests.safety.journey_child", str(folder)]  # fmt: skip
    own = {
        "HOME": str(home),
        "TMPDIR": str(root / "tmp"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment(home / "dhr", **own), timeout=240
    )
    assert "journey done" in done.stdout, done.stdout + done.stderr
    return root, trace.read_text("utf-8", "replace"), done


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("N2")
def test_no_internet_socket_is_opened(journey, record_property):
    _, trace, _ = journey
    sockets = re.findall(r"socket\((AF_\w+)", trace)
    record_property("ran", len(trace.splitlines()))
    assert not [family for family in sockets if family in ("AF_INET", "AF_INET6", "AF_NETLINK")]


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("L5", "F5")
def test_no_planted_word_is_left_outside_the_case_and_the_chosen_export(journey, record_property):
    root, _, done = journey
    looked, found = 0, []
    for path in root.rglob("*"):
        if path.is_file() and path.name not in ("trace", "people.csv"):
            looked += 1
            data = path.read_bytes()
            is_chosen = any(part.startswith("chosen-") for part in path.relative_to(root).parts)
            if any(word.encode() in data or word in path.name for word in PLANTED) and not is_chosen:
                found.append(path.relative_to(root))
    record_property("ran", looked)
    assert found == [] and looked >= 5
    assert PLANTED[0] in (root / "cases/chosen-export.csv").read_text("utf-8-sig"), "the search itself works"
    assert PLANTED[0] in (root / "cases/chosen-timeline.html").read_text("utf-8")
    assert len(list((root / "cases").glob("chosen-*"))) == 9
    assert not [word for word in PLANTED if word in done.stderr]


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("L5")
def test_files_are_written_only_where_they_may_be(journey):
    root, trace, _ = journey
    # line by line: two processes' calls are written between each other, and one may be unfinished on its line
    opened = (
        re.search(r'openat\([^,]+, "([^"]+)", ([^)]*)', line) for line in trace.splitlines() if " = -1 " not in line
    )
    written = [each[1] for each in opened if each and re.search("O_WRONLY|O_RDWR|O_CREAT", each[2])]
    allowed = (str(root / "cases"), str(root / "home"), "/dev/", "/proc/")
    caches = [path for path in written if "/__pycache__/" in path]
    assert [path for path in written if not path.startswith(allowed) and path not in caches] == []
    assert any(path.endswith(".dhr") for path in written)
