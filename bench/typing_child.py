"""python bench/typing_child.py 60000      keys typed in the report's editor, each with its repaint, in milliseconds"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DHR_HOME"] = tempfile.mkdtemp(prefix="bench-home-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from dhr_desktop.core.review import Review  # noqa: E402
from dhr_desktop.operations.names import naming  # noqa: E402
from dhr_desktop.storage.opening import create_case  # noqa: E402
from dhr_desktop.ui.app import Program  # noqa: E402
from dhr_desktop.ui.report.prose_editor import ProseEditor  # noqa: E402
from tests.operations.report.invented import fill  # noqa: E402

PARAGRAPH = (
    "She told the officer that he had taken her telephone and that she was afraid of what he might do next. " * 6
)


def keys(editor: ProseEditor) -> list[float]:
    editor.moveCursor(QTextCursor.MoveOperation.End)
    took = []
    for letter in ("and then Rhoswen said that it was quiet " * 3)[:100]:
        began = time.perf_counter()
        QTest.keyClicks(editor, letter)
        editor.repaint()
        took.append((time.perf_counter() - began) * 1000)
    return took


def main(words: int) -> None:
    app = QApplication([])
    program = Program(app)
    session = program.session
    case = create_case(Path(tempfile.mkdtemp()) / "t.dhr", "three invented words here", Review(title="Invented"))
    fill(case)
    naming.finder_of(case)
    session.held = session.case = case
    editor = ProseEditor(session)
    editor.resize(700, 600)
    editor.show()
    empty = statistics.median(keys(editor))
    editor.setPlainText("\n\n".join([PARAGRAPH] * (words // len(PARAGRAPH.split()))))
    took = keys(editor)
    print(json.dumps({"median": statistics.median(took), "worst": max(took), "empty": empty}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
