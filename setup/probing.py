"""Try in a fresh process whether something works here; install the packages when we may.

A probe that passed is remembered for this boot of the environment in a file of ``.venv``.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from debian import by_hand, install, may_install

PROBE_TIMEOUT_S = 120


@dataclass(frozen=True)
class Probe:
    """What is tried, and what is said about it."""

    code: str
    "The program that is tried; the last line it prints says what it found."
    memory: str
    "The name of the file that remembers a pass."
    packages: Sequence[str]
    "What Debian calls that which may be lacking."
    cure: str
    "What these packages are."
    asked: str
    "What does not answer when nothing is said in time."
    works: str
    "What is said before that which was found."
    fails: str
    "What is said before the reason of a failure."


def tried(probe: Probe) -> tuple[bool, str]:
    """Run the probe's program; return whether it worked and what it said last."""
    command = [sys.executable, "-c", probe.code]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PROBE_TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        return False, f"the {probe.asked} did not answer within {PROBE_TIMEOUT_S} s"
    said = (result.stdout or result.stderr).strip().splitlines()
    return result.returncode == 0, said[-1] if said else "nothing was printed"


def ensure(probe: Probe) -> int:
    """Return 0 when the probe passes, after its packages were installed where that may be."""
    remembered = Path(sys.prefix) / probe.memory
    if remembered.exists():
        return 0
    works, said = tried(probe)
    if not works and may_install() and install(probe.packages, probe.cure):
        works, said = tried(probe)
    if not works:
        print(probe.fails)
        print(f"    {said}")
        print("On Debian and Ubuntu install what it needs and run make again:")
        print(by_hand(probe.packages))
        return 1
    print(f"{probe.works}: {said}")
    remembered.write_text(said + "\n")
    return 0
