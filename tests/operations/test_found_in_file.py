"""What was found in a file is opened on one thread while another folds it again."""

import threading

from dhr_desktop.intake.proposed import IMPORT, Proposal
from dhr_desktop.operations.found_in_file import Found


def test_one_that_is_folded_as_it_is_opened_is_given_all_the_same():
    found = Found(Proposal("Invented.xlsx", IMPORT, "Read.", "xlsx", "", [], [], []))
    found.fold()
    is_over = threading.Event()

    def fold():
        while not is_over.is_set():
            found.fold()

    folding = threading.Thread(target=fold)
    folding.start()
    try:
        assert {found.proposal.sentence for _ in range(3_000)} == {"Read."}
    finally:
        is_over.set()
        folding.join()
