"""Check that a GL context can be had without a display; install the system packages when we may.

A check that passed is remembered for this boot of the environment in ``.venv/.gl-ok``.
"""

import subprocess
import sys
from pathlib import Path

from debian import by_hand, install, may_install

PACKAGES = ("libegl1", "libgl1")
PROBE_TIMEOUT_S = 120
PROBE = (
    "from visualize.render.context import create_context\n"
    "context = create_context()\n"
    "print(context.info['GL_RENDERER'])\n"
    "context.release()"
)


def probe() -> tuple[bool, str]:
    """Try to make a context in a fresh process; return whether it worked and what was said."""
    command = [sys.executable, "-c", PROBE]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PROBE_TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        return False, f"the driver did not answer within {PROBE_TIMEOUT_S} s"
    said = (result.stdout or result.stderr).strip().splitlines()
    return result.returncode == 0, said[-1] if said else "nothing was printed"


def main() -> int:
    """Return 0 when a context can be had."""
    remembered = Path(sys.prefix) / ".gl-ok"
    if remembered.exists():
        return 0
    works, said = probe()
    if not works and may_install() and install(PACKAGES, "Mesa's software OpenGL"):
        works, said = probe()
    if not works:
        print("Shotwright draws without a display, but no OpenGL context could be made here:")
        print(f"    {said}")
        print("On Debian and Ubuntu install Mesa's software OpenGL and run make again:")
        print(by_hand(PACKAGES))
        return 1
    print(f"OpenGL without a display: {said}")
    remembered.write_text(said + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
