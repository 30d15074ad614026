"""C12 in the real window: one flipped byte of a case, or of what a kill left beside it, is told in a sentence of ours."""

import random
import shutil

import pytest

from dhr_desktop.core.errors import DhrError
from dhr_desktop.storage import vault
from dhr_desktop.storage.check import verify_case
from tests.builders import PASSPHRASE
from tests.safety.children import a_closed_case, cut_off, remembered

from .conftest import OPENS_WITHIN_MS

FLIPS = 6
OUR_OWN_DEFECT = "Something went wrong in the program itself"


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flipped")
    path, key = a_closed_case(folder)
    cut_off(path, key)
    return path


def places_in(path, rng):
    """Part of the head, which the database believes unseen, then anywhere."""
    size = path.stat().st_size
    return [rng.randrange(64) for _ in range(FLIPS // 2)] + [rng.randrange(size) for _ in range(FLIPS // 2)]


@pytest.mark.slow
@pytest.mark.safety("C12")
@pytest.mark.parametrize("which", ["file", "side file"])
def test_a_flipped_byte_gives_a_sentence_or_the_whole_case_in_the_window(
    cut, qtbot, window, session, settle, tmp_path, monkeypatch, which, record_property
):
    monkeypatch.setattr(vault, "derive", remembered)
    rng, met = random.Random(which), []
    session.problem.connect(lambda problem: met.append(problem))
    session.opened.connect(lambda: met.append("opened"))
    for number, at in enumerate(places_in(cut if which == "file" else vault.side_file(cut), rng)):
        path = tmp_path / f"{number}.dhr"
        shutil.copyfile(cut, path)
        shutil.copyfile(vault.side_file(cut), vault.side_file(path))
        flipped = path if which == "file" else vault.side_file(path)
        data = bytearray(flipped.read_bytes())
        data[at] ^= rng.randrange(1, 256)
        flipped.write_bytes(data)
        met.clear()
        session.tries.succeeded()  # the growing delay is not what is asked here
        session.open(path, PASSPHRASE)
        qtbot.waitUntil(lambda: bool(met), timeout=OPENS_WITHIN_MS)
        settle()
        said = window.message.words.text()
        assert OUR_OWN_DEFECT not in said, at
        if met[0] == "opened":
            assert verify_case(session.held).is_whole or "is not whole" in said, at
            with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
                session.close()
        else:
            assert isinstance(met[0], DhrError) and said == str(met[0]) and said.endswith("."), at
    record_property("ran", FLIPS)
