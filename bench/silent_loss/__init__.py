"""The measure of silent loss: which words of a file do independent readers see, and nothing of ours hold?

    python -m bench.silent_loss FOLDER ... [--json OUT] [--limit N] [--quick]

Every file is brought in as a chair brings it in, and read by readers that share no code with the intake. A word that
one of them sees must be in an entry, in a row listed with its reason, or in a note. A file that is refused with a
sentence is one exception; those that another reader could read are listed. What is the same word is said in `words.py`;
whether a word that is held came into its own row's entry, in `placing.py`.
"""

from .measuring import Measured, measure

__all__ = ["Measured", "measure"]
