"""Take the manual's pictures of the studio: ``python -m docs.pictures.studio [FOLDER]``.

The real window is opened on a virtual display (or on the one there is), on a copy of the sample
street with takes by three local models, and driven by its own commands.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication
from pyvirtualdisplay import Display

from compose.edits.scenes import new_project
from models.modes import Mode
from models.registry import Registry
from models.request import Options
from studio.collecting import Collecting
from studio.desk import Desk
from studio.drawing import Drawing
from studio.session import Session
from studio.settings import Settings
from studio.theme import Theme
from studio.window.window import Window
from visualize.brief import Wish, place_orders
from visualize.compare.showing import Comparison

HERE = Path(__file__).parent
SCENES = HERE.parents[1] / "scenes"
SIZE = (1600, 1000)
SHOT, FRAME = "020", 138
MODELS = ("local/watercolour", "local/ink", "local/toon")


def main() -> None:
    """Write ``studio-<what>.png`` for every mode."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("STATE", "CONFIG"):
            os.environ[f"SHOTWRIGHT_{name}"] = str(Path(scratch) / name.lower())
        film = Path(scratch) / "Late delivery"
        shutil.copytree(SCENES / "street", film, ignore=shutil.ignore_patterns("*.py"))
        with Display(visible=False, size=(SIZE[0] + 100, SIZE[1] + 100)):
            _show(film, folder)


class _Shown:
    """The window on a film, with the means to wait and to take its picture."""

    def __init__(self, film: Path, folder: Path) -> None:
        self._folder = folder
        self._application = QApplication(["shotwright"])
        theme = Theme("dark")
        theme.apply(self._application)
        Collecting(self._application)
        self.desk = Desk.of(Session(new_project("x")), theme, Settings(), Drawing())
        self.desk.settings.change(tour_seen=True)
        self.window = Window(self.desk)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.open(film)

    def settle(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let the window work until something is so, or for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            self._application.processEvents()
            time.sleep(0.01)

    def save(self, name: str) -> None:
        """Write the window's picture, in 256 colours."""
        path = self._folder / f"studio-{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            page = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT)
        page.save(path, optimize=True)
        sys.stdout.write(f"{path}  {path.stat().st_size // 1024} KiB\n")


def _show(film: Path, folder: Path) -> None:
    shown = _Shown(film, folder)
    desk, window, session = shown.desk, shown.window, shown.desk.session
    session.look_at_shot(session.project.shot(SHOT).id, frame=FRAME)
    session.select([session.scene.find("Courier car").id])
    shown.settle(25.0)
    shown.save("compose")
    window.show_mode("visualize")
    shown.settle(15.0)
    _order(desk)
    shown.settle(300.0, lambda: desk.jobs.under_way() == 1)
    shown.save("visualize")
    shown.settle(300.0, lambda: desk.jobs.under_way() == 0)
    window.show_mode("gallery")
    shown.settle(10.0)
    shown.save("gallery")
    page = window.page("gallery")
    page.compare_shot(session.shot.id)
    shown.settle(400.0, lambda: _measured(page.compare.shown))
    shown.settle(6.0)
    shown.save("compare")
    window.close()
    desk.close()


def _measured(comparison: Comparison | None) -> bool:
    return comparison is not None and all(entry.measures for entry in comparison.entries)


def _order(desk: Desk) -> None:
    session = desk.session
    wish = Wish(mode=Mode.FROM_ANIMATION, options=Options(resolution="480p"))
    desk.jobs.place(
        place_orders(session.project, (session.shot,), MODELS, wish, Registry.discover())
    )


if __name__ == "__main__":
    main()
