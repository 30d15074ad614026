"""Edits made when nobody can be asked any more, at closing and into a rescue copy: one refused takes no other along."""

import random

import pytest

from dhr_desktop.core.errors import CaseFileGone, DiskFull, Refused
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.opening import open_with_key
from tests.builders import a_case

GOOD, REFUSED, BROKEN = "good", "refused", "broken"


def an_edit(sort, name):
    def edit(case):
        if sort == REFUSED:
            raise Refused("That person is no longer in the case.")
        if sort == BROKEN:
            raise KeyError(name)
        return registers.add(case, Person(real_name=name))[0]

    return edit


def names(path, key):
    case = open_with_key(path, key)
    try:
        return [each.real_name for each in case.all(Person)]
    finally:
        case.close()


@pytest.mark.safety("C9", "D12")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("into", ["rescue", "close"])
def test_those_behind_a_refused_one_are_made_and_those_not_made_are_counted(tmp_path, into, seed):
    rng = random.Random(seed)
    sorts = [rng.choice([GOOD, GOOD, REFUSED, BROKEN]) for _ in range(rng.randint(2, 7))]
    case = a_case(tmp_path)
    edits = [an_edit(sort, str(n)) for n, sort in enumerate(sorts)]
    if into == "rescue":
        rescued = cases.rescue(case, edits)
        told, path = rescued.in_words(), rescued.path
        case.close()
    else:
        told, path = cases.close(case, edits), case.path
    assert names(path, case.key) == [str(n) for n, sort in enumerate(sorts) if sort == GOOD]
    lost = sum(sort != GOOD for sort in sorts)
    assert (f"{lost} changes" in told) == (lost > 1) and ("again" in told) == (lost > 0)


@pytest.mark.safety("C9", "D14")
def test_those_behind_one_the_disk_does_not_take_wait_with_it_and_all_are_counted(tmp_path):
    case = a_case(tmp_path)

    def full(case):
        raise DiskFull("The disk is full.")

    told = cases.close(case, [an_edit(GOOD, "1"), full, an_edit(GOOD, "3")])
    assert told.startswith("2 changes you made last could not be saved")
    assert names(case.path, case.key) == ["1"]


@pytest.mark.safety("C9", "D12")
def test_an_edit_made_before_the_file_was_found_gone_is_not_made_twice(tmp_path):
    case, has_failed = a_case(tmp_path), []

    def gone(case):
        if not has_failed:
            has_failed.append(True)
            raise CaseFileGone("The file was moved.")
        return registers.add(case, Person(real_name="2"))[0]

    told = cases.close(case, [an_edit(GOOD, "1"), gone])
    rescued = next(path for path in cases.folders.rescues().glob("*.dhr") if str(path) in told)
    assert names(rescued, case.key) == ["1", "2"]
