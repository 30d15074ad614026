"""C12: one flipped byte of the file, its side file or a backup: a sentence of ours or the whole case, at every door."""

import random
import shutil
from unittest.mock import patch

import pytest

from dhr_desktop.cli.main import main
from dhr_desktop.core.errors import DhrError
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import backups, left_open, vault
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.opening import open_with_key
from tests.builders import PASSPHRASE, a_person, add
from tests.safety.children import a_closed_case, cut_off, remembered

FLIPS = 18


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    """A case killed in mid-commit: part of the change is in the file, and the pages before it in the side file."""
    folder = tmp_path_factory.mktemp("flipped")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DHR_HOME", str(folder / "home"))
        path, key = a_closed_case(folder)
        return path, key, cut_off(path, key)


def flipped(path, at, rng):
    data = bytearray(path.read_bytes())
    data[at] ^= rng.randrange(1, 256)
    path.write_bytes(data)


def places_of(path, rng):
    """Part of the head, which the database believes unseen, then anywhere."""
    size = path.stat().st_size
    return [rng.randrange(64) for _ in range(FLIPS // 3)] + [rng.randrange(size) for _ in range(FLIPS * 2 // 3)]


@pytest.mark.safety("C12")
@pytest.mark.parametrize("which", ["file", "side file"])
def test_a_flipped_byte_gives_a_sentence_or_the_whole_case_at_both_doors(cut, which, tmp_path, capsys, record_property):
    source, _, _ = cut
    (tmp_path / "secret.txt").write_text(PASSPHRASE)
    rng = random.Random(which)
    for number, at in enumerate(places_of(source if which == "file" else vault.side_file(source), rng)):
        path = tmp_path / f"{number}.dhr"
        shutil.copyfile(source, path)
        shutil.copyfile(vault.side_file(source), vault.side_file(path))
        flipped(path if which == "file" else vault.side_file(path), at, rng)
        before = path.read_bytes(), vault.side_file(path).read_bytes()
        with patch.object(vault, "derive", remembered):
            try:
                case = cases.open_review(path, PASSPHRASE, read_only=number % 2 == 0)
            except DhrError as problem:
                assert str(problem).endswith("."), at
                if "left as they are" in str(problem):
                    assert before == (path.read_bytes(), vault.side_file(path).read_bytes()), at
            else:
                assert verify_case(case).is_whole, f"byte {at} of the {which} is shown as good"
                case.close()
            code = main(["verify", str(path), "--passphrase-file", str(tmp_path / "secret.txt")])
        said = capsys.readouterr()
        assert code in (0, 1, 2) and "Traceback" not in said.out + said.err and "defect" not in said.err, at
        assert path.stat().st_size <= source.stat().st_size, f"byte {at} of the {which} made the case longer"
        vault.remove_with_side_file(path)
    record_property("ran", FLIPS)


@pytest.mark.safety("C12")
def test_no_byte_of_a_side_files_head_harms_the_case_or_is_believed(cut, tmp_path, record_property):
    source, key, last = cut
    whole = vault.side_file(source).read_bytes()
    path = tmp_path / "case.dhr"
    for at in range(28):
        for bit in (0x01, 0x80):
            shutil.copyfile(source, path)
            vault.side_file(path).write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            before = path.read_bytes(), vault.side_file(path).read_bytes()
            try:
                case = open_with_key(path, key)
            except DhrError:
                assert before == (path.read_bytes(), vault.side_file(path).read_bytes()), f"byte {at}"
            else:
                assert verify_case(case).is_whole and case.seal.seq >= last, f"byte {at}"
                case.close()
    record_property("ran", 56)


@pytest.mark.safety("C12")
def test_every_record_of_an_honest_side_file_is_sound(cut, tmp_path):
    source, _, _ = cut
    side = vault.side_file(source)
    pages = int.from_bytes(side.read_bytes()[16:20], "big")
    (tmp_path / "as long as before.dhr").write_bytes(source.read_bytes()[: pages * vault.PAGE_BYTES])
    assert not left_open.looks_odd(tmp_path / "as long as before.dhr", side)


@pytest.mark.safety("C12", "D8")
def test_a_flipped_byte_of_a_backup_gives_a_sentence(tmp_path, capsys, record_property):
    path, key = a_closed_case(tmp_path)
    case = open_with_key(path, key)
    add(case, a_person())
    taken = backups.take(case)
    case.close()
    (tmp_path / "secret.txt").write_text(PASSPHRASE)
    whole, rng = taken.path.read_bytes(), random.Random(8)
    for at in places_of(taken.path, rng):
        taken.path.write_bytes(whole)
        flipped(taken.path, at, rng)
        target = tmp_path / "restored.dhr"
        with patch.object(vault, "derive", remembered):
            code = main(
                ["restore", str(taken.path), "--to", str(target), "--passphrase-file", str(tmp_path / "secret.txt")]
            )
        said = capsys.readouterr()
        assert code == 2 and "Traceback" not in said.err and not target.exists(), at
    record_property("ran", FLIPS)
