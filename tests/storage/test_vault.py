"""The key, the passphrase and the recovery code."""

import os
import random
import unicodedata

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.core.errors import CaseDamaged, DhrError, WrongPassphrase
from dhr_desktop.storage import vault
from dhr_desktop.storage.opening import create_case, open_case, open_with_key
from dhr_desktop.storage.vault import Key
from tests.builders import PASSPHRASE, PLANTED, a_case, a_key, a_person, add

keys = st.builds(Key, st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))


@pytest.mark.safety("F3")
def test_derivation_is_profile_1_of_the_format():
    """Fixed for ever: a file made today must open with a passphrase in ten years."""
    key = vault.derive("correct horse battery staple", bytes(range(16)))
    assert key.key.hex() == "840be44f7b0aa36d163b5a5f88f411acd8af743f98f38d87079cd6f254dbfd7e"


def test_composed_and_decomposed_letters_are_one_passphrase():
    salt = bytes(16)
    words = "Si\u00e2n Ll\u0177n lantern"
    assert vault.derive(words, salt) == vault.derive(unicodedata.normalize("NFD", words), salt)


@given(keys)
@pytest.mark.safety("F6")
def test_the_recovery_code_brings_back_key_and_salt(key):
    assert vault.key_from_recovery_code(vault.recovery_code(key)) == key
    assert vault.key_from_recovery_code(vault.recovery_code(key).lower().replace(" ", "")) == key


@given(keys, st.data())
def test_one_wrong_sign_is_noticed_and_its_group_named(key, data):
    code = vault.recovery_code(key)
    at = data.draw(st.sampled_from([n for n, sign in enumerate(code) if sign != " "]))
    wrong = data.draw(st.sampled_from([sign for sign in vault.ALPHABET if sign != code[at]]))
    typed = code[:at] + wrong + code[at + 1 :]
    try:
        assert vault.key_from_recovery_code(typed) == key
    except WrongPassphrase as problem:
        assert f"Group {code[:at].count(' ') + 1} " in str(problem) or "does not check" in str(problem)
    else:
        pytest.fail("a wrong sign went unnoticed")


def test_two_groups_swapped_are_noticed():
    groups = vault.recovery_code(a_key()).split()
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(WrongPassphrase, match="Group 3"):
        vault.key_from_recovery_code(" ".join(groups))


def test_an_incomplete_code_says_so():
    with pytest.raises(WrongPassphrase, match="not complete"):
        vault.key_from_recovery_code(" ".join(vault.recovery_code(a_key()).split()[:-3]))


def test_the_key_is_not_in_its_repr():
    key = a_key()
    assert key.key.hex() not in repr(key)


def test_a_case_opens_with_its_passphrase_and_no_other(tmp_path):
    from dhr_desktop.core.review import Review

    create_case(tmp_path / "c.dhr", PASSPHRASE, Review(title="An invented review")).close()
    case = open_case(tmp_path / "c.dhr", PASSPHRASE)
    assert case.review.title == "An invented review"
    case.close()
    with pytest.raises(WrongPassphrase, match="wrong, or the file is damaged"):
        open_case(tmp_path / "c.dhr", PASSPHRASE + "!")


@pytest.mark.safety("F6")
def test_a_damaged_salt_still_opens_with_the_recovery_code(tmp_path):
    case = a_case(tmp_path)
    code, path = vault.recovery_code(case.key), case.path
    case.close()
    data = bytearray(path.read_bytes())
    data[3] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(WrongPassphrase):
        open_with_key(path, Key(case.key.key, vault.salt_of(path)))
    opened = open_with_key(path, vault.key_from_recovery_code(code))
    assert opened.review.title == "An invented review"
    opened.close()


@pytest.mark.safety("F9")
def test_an_unrelated_library_reads_the_same_file(tmp_path):
    """The file outlives the library that wrote it."""
    case = a_case(tmp_path)
    add(case, a_person(PLANTED[0]))
    case.close()
    connection = apsw.Connection(str(case.path), flags=apsw.SQLITE_OPEN_READONLY)
    for statement in (
        "PRAGMA cipher = 'sqlcipher'", "PRAGMA legacy = 4",
        f"PRAGMA key = \"x'{case.key.key.hex()}{case.key.salt.hex()}'\"",
    ):  # fmt: skip
        list(connection.execute(statement))
    assert [row[0] for row in connection.execute("SELECT real_name FROM people")] == [PLANTED[0]]
    connection.close()


@pytest.mark.safety("F5")
def test_nothing_planted_can_be_read_in_the_file(tmp_path):
    case = a_case(tmp_path)
    add(case, a_person(PLANTED[0], note=PLANTED[2]))
    for path in (case.path, vault.side_file(case.path)):
        data = path.read_bytes() if path.exists() else b""
        assert not [word for word in PLANTED if word.encode() in data]
        assert b"SQLite format 3" not in data
    case.close()


def test_a_new_file_is_its_owners_only(tmp_path):
    case = a_case(tmp_path)
    assert case.path.stat().st_mode & 0o077 == 0
    case.close()


def test_what_is_not_a_case_file_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "short.dhr").write_bytes(b"abc")
    with pytest.raises(CaseDamaged, match="cut short"):
        open_case(tmp_path / "short.dhr", PASSPHRASE)
    (tmp_path / "noise.dhr").write_bytes(random.Random(1).randbytes(5000))
    with pytest.raises(WrongPassphrase):
        open_case(tmp_path / "noise.dhr", PASSPHRASE)
    with pytest.raises(DhrError, match="no file gone.dhr"):
        open_case(tmp_path / "gone.dhr", PASSPHRASE)


def test_every_kind_of_trouble_has_its_sentence():
    told = {
        "database or disk is full": "disk is full", "attempt to write a readonly database": "only be read",
        "disk I/O error": "did not accept", "database disk image is malformed": "damaged",
        "database is locked": "already open", "unable to open database file": "cannot be opened",
        "something else entirely": "refused the change",
    }  # fmt: skip
    for words, sentence in told.items():
        problem = vault.in_plain_words(vault.SqlError(words), None)
        assert sentence in str(problem) and str(problem).endswith(".")
    assert os.strerror(13) in _os_problem()


def _os_problem() -> str:
    with pytest.raises(DhrError) as told, vault.told_plainly(None):
        raise OSError(13, "Permission denied")
    return str(told.value)
