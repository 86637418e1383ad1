"""Check that a window can be opened on a virtual display; install the packages when we may.

The studio itself needs a display and Qt's libraries; the tests need Xvfb as well. A check that
passed is remembered for this boot of the environment in ``.venv/.qt-ok``.
"""

import subprocess
import sys
from pathlib import Path

from debian import by_hand, install, may_install

PACKAGES = (
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
)
PROBE_TIMEOUT_S = 120
PROBE = """
from pyvirtualdisplay import Display
with Display(visible=False, size=(640, 480)):
    from PySide6.QtWidgets import QApplication, QWidget
    application = QApplication(["probe"])
    window = QWidget()
    window.show()
    application.processEvents()
    print(application.platformName())
    window.close()
"""


def probe() -> tuple[bool, str]:
    """Try to open a window in a fresh process; return whether it worked and what was said."""
    command = [sys.executable, "-c", PROBE]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PROBE_TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        return False, f"the display did not answer within {PROBE_TIMEOUT_S} s"
    said = (result.stdout or result.stderr).strip().splitlines()
    return result.returncode == 0, said[-1] if said else "nothing was printed"


def main() -> int:
    """Return 0 when a window can be opened on a virtual display."""
    remembered = Path(sys.prefix) / ".qt-ok"
    if remembered.exists():
        return 0
    works, said = probe()
    if not works and may_install() and install(PACKAGES, "Qt's libraries and a virtual display"):
        works, said = probe()
    if not works:
        print("The tests of the studio open its window on a virtual display, which failed here:")
        print(f"    {said}")
        print("On Debian and Ubuntu install what Qt needs and run make again:")
        print(by_hand(PACKAGES))
        return 1
    print(f"A window on a virtual display: {said}")
    remembered.write_text(said + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
