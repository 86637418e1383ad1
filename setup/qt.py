"""Check that a window can be opened on a virtual display; install the packages when we may.

The studio itself needs a display and Qt's libraries; the tests need Xvfb as well.
"""

from probing import Probe, ensure

WINDOW = Probe(
    code="""
from pyvirtualdisplay import Display
with Display(visible=False, size=(640, 480)):
    from PySide6.QtWidgets import QApplication, QWidget
    application = QApplication(["probe"])
    window = QWidget()
    window.show()
    application.processEvents()
    print(application.platformName())
    window.close()
""",
    memory=".qt-ok",
    packages=(
        "libglib2.0-0",
        "libfontconfig1",
        "libdbus-1-3",
        "libxkbcommon0",
        "libxkbcommon-x11-0",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
        "libpulse0",
        "fonts-inter",
        "xvfb",
        "xauth",
    ),
    cure="Qt's libraries and a virtual display",
    asked="display",
    works="A window on a virtual display",
    fails="The tests of the studio open its window on a virtual display, which failed here:",
)

if __name__ == "__main__":
    raise SystemExit(ensure(WINDOW))
