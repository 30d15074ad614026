"""The job object's layout, as far as it can be proved away from Windows."""

import ctypes

from dhr_desktop.system.windows_job import BasicLimits, ExtendedLimits, limits


def test_the_structures_have_the_sizes_that_the_system_documents():
    assert ctypes.sizeof(ctypes.c_void_p) == 8, "the sizes are those of a 64-bit system"
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
    assert ExtendedLimits.process_memory.offset == 112


def test_a_reader_is_held_to_one_process_its_memory_and_its_time():
    wanted = limits(500 * 2**20, 10)
    assert (wanted.process_memory, wanted.basic.process_time, wanted.basic.most_processes) == (524_288_000, 10**8, 1)
    assert wanted.basic.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
