"""Whatever bytes are called a CSV, the answer is a table or a sentence, and the case is whole."""

import random

import pytest

from dhr_desktop.core.errors import DhrError
from dhr_desktop.core.people import Person
from dhr_desktop.files import tables
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.check import verify_case

SEEDS = [
    b"real_name,role\nAda Vex,friend\n", b"real_name\trole\nAda\tfriend\n", b'real_name,note\n"Ada\nVex","a ""b"""\n',
    "real_name,note\nZoë,£5\n".encode("cp1252"), "real_name\nŵ\n".encode("utf-16"), b"\xef\xbb\xbfreal_name\nAda\n",
]  # fmt: skip


def test_two_thousand_mutants_of_a_csv(case, tmp_path):
    rng, path, taken, refused = random.Random(5), tmp_path / "people.csv", 0, 0
    for _ in range(2_000):
        data = bytearray(rng.choice(SEEDS))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.randint(0, 3)] = rng.choice(
                [b"\0", b'"', b",", b"\n", b"\r", b"\xff\xfe", b"=", b"'", rng.randbytes(3)]
            )
        path.write_bytes(data)
        try:
            registers.import_csv(case, Person, path)
            taken += 1
        except DhrError as problem:
            refused += 1
            assert "Traceback" not in str(problem) and str(problem).rstrip().endswith(".")
    assert taken > 100 and refused > 100
    assert verify_case(case).is_whole


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b'real_name\n"' + b"x" * 200_000, "could not be read"),
        (b"real_name\n" + b"y" * 40_000, "longer than 32767 characters"),
        (b"a," * 60_000, "none of the columns"),
        (b"", "none of the columns"),
        (b"\0" * 5000, "none of the columns"),
    ],
    ids=["a cell without end", "a very long cell", "many columns", "nothing", "only NULs"],
)
def test_hostile_tables(case, tmp_path, data, sentence):
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(DhrError) as told:
        registers.import_csv(case, Person, tmp_path / "x.csv")
    assert sentence in str(told.value).replace(",", "") and case.count(Person) == 0


def test_a_file_of_over_fifty_megabytes_is_not_read(case, tmp_path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(tables.MAX_BYTES + 1)
    with pytest.raises(DhrError, match="larger than 50 MB"):
        registers.import_csv(case, Person, tmp_path / "big.csv")


@pytest.mark.parametrize("name", ["..", "a\u202eb", "x" * 120, "=cmd", "\u200b"])
def test_odd_names_are_kept_as_they_are(case, name):
    registers.paste(case, Person, f"Real name\tRole\n{name}\tfriend\n")
    assert case.all(Person)[0].real_name == name
