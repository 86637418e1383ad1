"""Make the virtual environment, or say exactly what is missing. Runs on a bare Python."""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main(folder: str) -> int:
    """Create ``folder`` as a virtual environment with pip; 0 when it is there."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Shotwright needs Python 3.11 or newer; {sys.executable} is {found}.")
        print("Install a newer one and name it: make PYTHON=python3.12 demo")
        return 1
    if (Path(folder) / "bin" / "pip").exists():
        return 0
    made = subprocess.run(
        [sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False
    )
    if made.returncode:
        print(made.stdout + made.stderr)
        print("A virtual environment could not be made. On Debian and Ubuntu:")
        print("    sudo apt-get install python3-venv")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
