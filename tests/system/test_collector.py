"""The collector of cycles is put off while many records are made, and works again after, whatever happened."""

import gc

import pytest

from dhr_desktop.system import collector


def test_it_is_off_inside_and_on_after():
    with collector.put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_a_failure():
    with pytest.raises(KeyError), collector.put_off():
        raise KeyError
    assert gc.isenabled()


def test_where_it_was_off_already_it_stays_off():
    with collector.put_off():
        with collector.put_off():
            pass
        assert not gc.isenabled()
