"""A fault while the canvas is painted is a fault that is told, and not the end of the program."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from compose.edits import add_scene, new_project
from studio.desk import Desk
from studio.drawing import Drawing
from studio.session import Session
from studio.settings import Settings
from studio.theme import Theme
from studio.viewport import Viewport
from studio.viewport.canvas import Canvas
told = []
sys.excepthook = lambda kind, error, trace: told.append(str(error))
def broken(self, painter):
    raise ValueError("a fault in painting")
Canvas._paint_hands = broken
project = add_scene(new_project("Film"), "Stage")
Drawing._run = lambda self: None  # no picture is needed
drawing = Drawing()
desk = Desk.of(Session(project), Theme("dark"), Settings(Path(sys.argv[1])), drawing)
viewport = Viewport(desk)
viewport.show()
viewport.canvas.repaint()
app.processEvents()
print("alive", "a fault in painting" in told, flush=True)
import os
os._exit(0)
"""


def test_the_program_lives_on_after_a_fault_in_painting(tmp_path, qapp) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "alive True" in done.stdout
