"""How far the matcher is, as it is told: it never goes back."""

from dhr_desktop.core.progress import Progress
from dhr_desktop.merge.matcher import suggest

from .building import entry

AGENCIES = ("police", "gp", "school")


def test_what_is_told_never_goes_back():
    """Agencies' entries of the same days stand far apart in the list: of a pair, either may be the earlier."""
    sources = [
        entry(
            1 + at,
            AGENCIES[at // 150],
            f"2021-{1 + at % 12:02}-{1 + at % 27:02}",
            f"Police called to number {at % 150}.",
        )
        for at in range(450)
    ]
    told = []
    progress = Progress(lambda done, total, words, left: told.append((words, done / total)))
    progress._clock = iter(range(10**9)).__next__  # every tick is told
    suggest(sources, progress=progress)
    shares = [share for _, share in told]
    assert {words for words, _ in told} == {"Reading the entries", "Comparing"}
    assert shares == sorted(shares) and shares[-1] > 0.9
