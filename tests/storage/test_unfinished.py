"""A case whose last change was cut off opens, whole, wherever it lies and whoever opens it."""

import shutil
from pathlib import Path

import pytest

from dhr_desktop.cli.main import main
from dhr_desktop.core.errors import CaseDamaged, CaseInUse, DhrError
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import backups, copies, replacing, unfinished, vault
from dhr_desktop.storage.check import check_file, verify_case
from dhr_desktop.storage.opening import open_case, open_with_key
from dhr_desktop.system import folders, places
from tests.builders import PASSPHRASE, a_case, add
from tests.safety.children import a_closed_case, cut_off, cutting, needs_strace, start


@pytest.fixture(scope="module")
def cut_case(tmp_path_factory):
    """A case killed in mid-commit: its file holds half a change, its side file the pages as they were."""
    folder = tmp_path_factory.mktemp("cut")
    key = vault.derive(PASSPHRASE, vault.new_salt())
    case = a_case(folder, key=key)
    add(case, *(Person(real_name=f"Person {n}", note="words " * 300) for n in range(200)))
    case.close()
    acked = cut_off(case.path, key)
    return case.path, key, acked


@pytest.fixture
def cut(cut_case, tmp_path):
    """A fresh copy of the pair."""
    path, key, acked = cut_case
    copy = tmp_path / "lies here" / path.name
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    shutil.copyfile(vault.side_file(path), vault.side_file(copy))
    return copy, key, acked


def pair(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), vault.side_file(path).read_bytes()


@pytest.fixture
def not_to_be_written(monkeypatch):
    monkeypatch.setattr(places, "why_not_edit", lambda path: "it lies on a removable drive")


def test_the_file_alone_would_be_half_a_change(cut):
    path, key, acked = cut
    vault.side_file(path).unlink()
    assert not _opens_whole(path, key, acked)


def _opens_whole(path, key, acked):
    try:
        case = open_with_key(path, key, read_only=True)
    except DhrError:
        return False
    try:
        return verify_case(case).is_whole and case.seal.seq == acked
    finally:
        case.close()


@pytest.mark.safety("N-C15")
@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("by", ["passphrase", "code"])
def test_it_opens_by_both_keys_for_reading_and_writing(cut, by, read_only):
    path, key, acked = cut
    if by == "passphrase":
        case = cases.open_review(path, PASSPHRASE, read_only=read_only)
    else:
        case = cases.open_with_recovery_code(path, vault.recovery_code(key), read_only=read_only)
    assert verify_case(case).is_whole and case.lines(after=acked - 1)[-1].seq == acked
    case.close()
    assert not vault.side_file(path).exists()


@pytest.mark.safety("N-C15")
@pytest.mark.parametrize("command", [["show"], ["verify"], ["verify", "--read-only"], ["history"], ["backup"]])
@pytest.mark.parametrize("by", ["passphrase", "code"])
def test_it_opens_at_the_command_line(cut, command, by, tmp_path, capsys):
    path, key, _ = cut
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE if by == "passphrase" else vault.recovery_code(key))
    asked = ["--passphrase-file" if by == "passphrase" else "--recovery-code-file", str(secret)]
    assert main([command[0], str(path), *command[1:], *asked]) in (0, 1), capsys.readouterr()


@pytest.mark.safety("N-C15", "D10")
def test_where_it_may_not_be_written_it_is_read_whole_and_left_alone(cut, not_to_be_written):
    path, key, acked = cut
    was = pair(path)
    for case in (
        cases.open_review(path, PASSPHRASE),
        cases.open_with_recovery_code(path, vault.recovery_code(key)),
        open_case(path, PASSPHRASE, read_only=True),
    ):
        assert case.is_read_only and case.seal.seq == acked and verify_case(case).is_whole
        case.refuse_if_gone()
        case.close()
    assert pair(path) == was
    assert list((folders.data_home() / "reading").iterdir()) == []


@pytest.mark.safety("N-C15", "N-D15")
def test_a_copy_to_this_laptop_is_the_whole_case(cut, not_to_be_written, tmp_path, capsys):
    path, key, acked = cut
    case = cases.open_review(path, PASSPHRASE)
    cases.copy_of(case, tmp_path / "by the window.dhr")
    case.close()
    (tmp_path / "secret.txt").write_text(PASSPHRASE)
    asked = ["copy", str(path), "--to", str(tmp_path / "by the command line.dhr")]
    assert main([*asked, "--passphrase-file", str(tmp_path / "secret.txt")]) == 0, capsys.readouterr()
    for copy in tmp_path.glob("by *.dhr"):
        assert check_file(copy, key).is_whole and not vault.side_file(copy).exists()
        assert _opens_whole(copy, key, acked)
    assert len(list(tmp_path.glob("by *.dhr"))) == 2


@pytest.mark.safety("N-C15", "D8")
def test_a_backup_with_such_a_side_file_is_read_and_never_written(cut, tmp_path):
    path, key, acked = cut
    was = pair(path)
    copies.copy_to(path, key, tmp_path / "restored.dhr")
    assert _opens_whole(tmp_path / "restored.dhr", key, acked)
    assert cases.restore(path, PASSPHRASE, tmp_path / "again.dhr").exists()
    assert not replacing.needs_migration(path, key)
    assert copies.opens_with(path, key) and check_file(path, key).is_whole
    assert pair(path) == was


def test_a_copy_of_the_pair_moved_together_opens(cut, tmp_path):
    path, key, acked = cut
    (tmp_path / "elsewhere").mkdir()
    for file in (path, vault.side_file(path)):
        shutil.move(file, tmp_path / "elsewhere" / file.name)
    assert _opens_whole(tmp_path / "elsewhere" / path.name, key, acked)


def test_a_side_file_that_may_not_be_read_is_named(cut, not_to_be_written, monkeypatch):
    path, *_ = cut
    real = shutil.copyfile

    def refuses(source, target):
        if str(source).endswith("-journal"):
            raise PermissionError(13, "Permission denied")
        return real(source, target)

    monkeypatch.setattr(unfinished.shutil, "copyfile", refuses)
    with pytest.raises(DhrError, match="case.dhr-journal beside it"):
        cases.open_review(path, PASSPHRASE)
    assert list((folders.data_home() / "reading").iterdir()) == []


def test_a_pair_that_changes_while_it_is_copied_is_not_believed(cut, not_to_be_written, monkeypatch):
    path, key, _ = cut
    real = shutil.copyfile

    def meddles(source, target):
        real(source, target)
        with path.open("ab") as file:
            file.write(b"x")

    monkeypatch.setattr(unfinished.shutil, "copyfile", meddles)
    with pytest.raises(CaseInUse, match="being written"):
        vault.connect(path, key, read_only=True)


def test_what_a_killed_reader_left_behind_goes(cut, not_to_be_written):
    path, key, _ = cut
    left_over = folders.private_folder(folders.data_home() / "reading") / "999999999-abcd"
    left_over.mkdir()
    vault.connect(path, key, read_only=True).close()
    assert not left_over.exists()


def test_a_wrong_key_neither_opens_it_nor_harms_it(cut):
    path, key, acked = cut
    with pytest.raises(DhrError, match="wrong"):
        cases.open_review(path, "not the passphrase at all")
    assert _opens_whole(path, key, acked)


@needs_strace
@pytest.mark.safety("N-C15")
def test_a_first_page_torn_at_any_sector_still_opens_by_the_passphrase(tmp_path):
    """The salt is the file's first 16 bytes; a cut leaves the page's sectors old or new, and healing mends it."""
    path, key = a_closed_case(tmp_path)
    begun = 1
    start(path, key, before=cutting(path, 3)).communicate()  # two pages of the opening's own line are written
    for torn_at in range(512, 4096, 512):
        copy = tmp_path / f"{torn_at}.dhr"
        shutil.copyfile(path, copy)
        shutil.copyfile(vault.side_file(path), vault.side_file(copy))
        with copy.open("rb+") as file:
            file.seek(torn_at)
            file.write(bytes(4096 - torn_at))
        assert vault.salt_of(copy) == key.salt
        assert _opens_whole(copy, key, begun), torn_at


def test_a_damaged_backup_is_still_refused(tmp_path):
    case = a_case(tmp_path, key=vault.derive(PASSPHRASE, vault.new_salt()))
    taken = backups.take(case)
    case.close()
    data = bytearray(taken.path.read_bytes())
    data[9000] ^= 1
    taken.path.write_bytes(data)
    with pytest.raises(CaseDamaged):
        cases.restore(taken.path, PASSPHRASE, tmp_path / "no.dhr")
