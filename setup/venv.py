"""Make the virtual environment, or say exactly what is missing. Runs on a bare Python."""

import subprocess
import sys
from pathlib import Path

from debian import by_hand, install, may_install

OLDEST = (3, 11)
PACKAGES = (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)


def make(folder: str) -> tuple[bool, str]:
    """Make the environment anew; return whether it worked and what was said."""
    command = [sys.executable, "-m", "venv", "--clear", folder]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    return made.returncode == 0, (made.stdout + made.stderr).strip()


def is_usable(folder: str) -> bool:
    """Tell whether the environment is there and its Python still runs, with pip."""
    python = Path(folder) / "bin" / "python"
    if not python.exists():  # also when the Python it was made from is gone
        return False
    asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def main(folder: str) -> int:
    """Make ``folder`` a virtual environment with pip; 0 when it is there."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Shotwright needs Python 3.11 or newer; {sys.executable} is {found}.")
        print("Install a newer one and name it: make PYTHON=python3.12 demo")
        return 1
    if is_usable(folder):
        return 0
    works, said = make(folder)
    if not works and may_install() and install(PACKAGES, "Python's virtual environments"):
        works, said = make(folder)
    if not works:
        print(said)
        print("A virtual environment could not be made. On Debian and Ubuntu:")
        print(by_hand(PACKAGES))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
