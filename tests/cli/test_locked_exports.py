"""A file that leaves locked is told under the name it really has, and a locked zip that comes in says what to do."""

import pytest

from dhr_desktop.cli.main import main
from dhr_desktop.intake.package import Package
from dhr_desktop.intake.pages import Refused
from dhr_desktop.report.package_out import locked_package
from dhr_desktop.storage.opening import open_with_key
from tests.builders import PASSPHRASE, add, an_agency, an_entry
from tests.safety.children import a_closed_case


@pytest.mark.parametrize("what, name", [("chronology", "chron.docx"), ("entries", "entries.json")])
def test_a_locked_file_is_said_to_be_where_it_is(tmp_path, capsys, what, name):
    path, key = a_closed_case(tmp_path)
    case = open_with_key(path, key)
    [agency] = add(case, an_agency())
    add(case, an_entry(agency=agency.id))
    case.close()
    (tmp_path / "secret.txt").write_text(PASSPHRASE)
    (tmp_path / "zip.txt").write_text("three invented words")
    asked = ["export", str(path), what, "--to", str(tmp_path / name), "--passphrase-file", str(tmp_path / "secret.txt")]
    assert main([*asked, "--zip-password-file", str(tmp_path / "zip.txt")]) in (0, 1)
    said = capsys.readouterr().out
    assert f"Written to {tmp_path / name}.zip" in said
    assert (tmp_path / f"{name}.zip").exists() and not (tmp_path / name).exists()


def test_a_locked_zip_is_not_to_be_opened_in_word_or_excel():
    with pytest.raises(Refused) as refused:
        Package(locked_package([("Police.docx", b"words")], "three invented words"))
    assert "zip" in str(refused.value) and "Word" not in str(refused.value) and "Excel" not in str(refused.value)
