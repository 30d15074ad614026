"""Rows of a text that had to be healed: each says so itself, so that nobody takes it in unseen."""

from __future__ import annotations

import random
from datetime import date

import pytest

from dhr_desktop.intake.plain_text import read_text
from dhr_desktop.intake.proposals import propose
from dhr_desktop.language.dates.rules import DateRules

RULES = DateRules(2026, date(2026, 1, 1))
BROKEN = {
    "never closed": lambda day: f'{day},10:00,File,"Tenant said ""he shouts"" and wept.,Referred'.encode(),
    "another encoding": lambda day: f"{day},10:00,File,Meeting at the Caf\xe9,None".encode("cp1252"),
    "another sign": lambda day: f"{day};10:00;File;Keys changed;None".encode(),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("why", BROKEN)
def test_the_row_that_was_healed_is_doubtful_and_no_other(seed, why):
    rng = random.Random(seed)
    lines = [f"{at:02}/02/2013,11:00,File,Visit to the café {at},None".encode() for at in range(1, 10)]
    odd = rng.randrange(1, 8)
    lines[odd] = BROKEN[why](f"{odd + 1:02}/02/2013")
    proposal = propose("a.csv", read_text(b"\n".join([b"Date,Time,Source,Event,Action", *lines])), RULES)
    assert len(proposal.entries) == 9
    assert [at for at, each in enumerate(proposal.entries) if each.doubts] == [odd]
    assert any(why in each for each in proposal.entries[odd].doubts)


@pytest.mark.parametrize("end", [",Referred", "", ",,"])
def test_a_quotation_mark_written_twice_stands_once_in_a_cell_that_was_healed(end):
    lines = [f"{at:02}/02/2013,11:00,File,Visit,None" for at in range(1, 10)]
    lines[4] = f'05/02/2013,10:00,File,"Tenant said ""he shouts"" and wept.{end}'
    proposal = propose("a.csv", read_text("\n".join(["Date,Time,Source,Event,Action", *lines]).encode()), RULES)
    said = proposal.entries[4].fields["what_happened"]
    assert said.startswith('Tenant said "he shouts" and wept.')
