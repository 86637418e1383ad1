"""Check that a GL context can be had without a display; install the system packages when we may.

A check that passed is remembered for this boot of the environment in ``.venv/.gl-ok``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("libegl1", "libgl1")
PROBE = (
    "from visualize.render.context import create_context\n"
    "context = create_context()\n"
    "print(context.info['GL_RENDERER'])\n"
    "context.release()"
)


def probe() -> tuple[bool, str]:
    """Try to make a context in a fresh process; return whether it worked and what was said."""
    result = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=False, timeout=120
    )
    said = (result.stdout or result.stderr).strip().splitlines()
    return result.returncode == 0, said[-1] if said else "nothing was printed"


def may_install() -> bool:
    """Tell whether this process may install Debian packages without asking anyone."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install() -> bool:
    """Install the packages with apt; return whether it worked."""
    print(f"Installing {' '.join(PACKAGES)} (Mesa's software OpenGL)…", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    )
    for command in commands:
        result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        print(result.stderr.strip())
    return result.returncode == 0


def main() -> int:
    """Return 0 when a context can be had."""
    remembered = Path(sys.prefix) / ".gl-ok"
    if remembered.exists():
        return 0
    works, said = probe()
    if not works and may_install() and install():
        works, said = probe()
    if not works:
        print("Shotwright draws without a display, but no OpenGL context could be made here:")
        print(f"    {said}")
        print("On Debian and Ubuntu install Mesa's software OpenGL and run make again:")
        print(f"    sudo apt-get install --no-install-recommends {' '.join(PACKAGES)}")
        return 1
    print(f"OpenGL without a display: {said}")
    remembered.write_text(said + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
