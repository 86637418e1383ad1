"""Install Debian packages when this process may. Runs on a bare Python."""

import os
import shutil
import subprocess
from collections.abc import Sequence


def may_install() -> bool:
    """Tell whether this process may install Debian packages without asking anyone."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: Sequence[str], why: str) -> bool:
    """Install packages with apt and say so; return whether it worked."""
    print(f"Installing {' '.join(packages)} ({why})…", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    for command in commands:
        result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        print(result.stderr.strip())
    return result.returncode == 0


def by_hand(packages: Sequence[str]) -> str:
    """Return the command line that installs packages for a user who may."""
    return f"    sudo apt-get install --no-install-recommends {' '.join(packages)}"
