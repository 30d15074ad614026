"""A file with nothing in it is not said to be all accounted for."""

from __future__ import annotations

import pytest

from dhr_desktop.ui.agencies.preview import Preview
from tests.operations.importing.test_revisions import look


@pytest.mark.parametrize("rows", [[], [("", "")]])
def test_an_empty_file_says_that_it_has_nothing_in_it_and_nothing_else(qtbot, case, rows):
    preview = Preview()
    qtbot.addWidget(preview)
    looked = look(case, "Eastmere Police.csv", rows, ("", ""))
    preview.show_file(looked)
    told = [preview.doubts.item(at).text() for at in range(preview.doubts.count())]
    assert "nothing in it" in looked.proposal.sentence and looked.proposal.sentence in told
    assert not any("accounted for" in each for each in told)
