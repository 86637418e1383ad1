"""How long a person waits for the first answer, in fresh processes: `info`, and a frame on disk."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SCENE = "street"
_PROJECT = Path(__file__).resolve().parent.parent / "scenes" / SCENE


def run(*, smoke: bool = False) -> list[dict[str, object]]:
    """Return ``info_startup``, ``models_startup`` and ``cold_first_frame``, medians in seconds.

    Bytecode is cached, as it is after the first run of an installed program; the disk is warm.
    """
    repeats = 1 if smoke else 7
    with tempfile.TemporaryDirectory() as out:
        frame = ["frames", str(_PROJECT), "--shot", "010", "--at", "start", "--out", out]
        rows = {
            "info_startup": _median(["info", str(_PROJECT)], repeats),
            "models_startup": _median(["models"], repeats),
            "cold_first_frame": _median(frame, repeats),
        }
    return [
        {"name": name, "scene": SCENE, "value": round(value, 3), "unit": "s", "peer": None,
         "ratio": None}
        for name, value in rows.items()
    ]  # fmt: skip


def _median(arguments: Sequence[str], repeats: int) -> float:
    """Return the median seconds of a whole process, after one run that fills the caches."""
    with tempfile.TemporaryDirectory() as bytecode:
        command = [
            sys.executable, "-X", f"pycache_prefix={bytecode}", "-m", "cli", *arguments, "--quiet",
        ]  # fmt: skip
        times = [_seconds(command) for _ in range(repeats + 1)]
    return statistics.median(times[1:])


def _seconds(command: Sequence[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=_PROJECT.parent.parent,
        env=environment,
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<18} {row['scene']:<8} {row['value']} {row['unit']}")
