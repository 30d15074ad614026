"""Long work beside the window: a process of its own with a copy of the records, so that saving waits for nobody.

The window's side is `Helper`. What runs there is any operation, unmodified: it reads the copy as it would read the
case, and a step it makes comes back to be committed by the one thread that writes.
"""

from . import shapes_of_work
from .defects import Defect
from .helper import Helper, Job
from .writer import COMMIT, EDIT, REST, Writer

__all__ = ["COMMIT", "EDIT", "REST", "Defect", "Helper", "Job", "Writer", "shapes_of_work"]
