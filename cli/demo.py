"""`make demo`: the main jobs on the sample projects, command by command, as a user types them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from queue import Queue
from subprocess import PIPE, STDOUT
from threading import Thread

from cli.main import main

OUT = Path("out/demo")
_Ended = tuple[str, subprocess.CompletedProcess[str]]
"""A command that ran beside, and how it ended."""

SAMPLES = ("street", "product", "dialogue")


def commands(out: Path) -> list[str]:
    """Return the command lines of the demo: the whole job on the street, frames of the rest."""
    return [*_takes(out), *_street(out / "street", out), *_product(out), *_dialogue(out)]


def _takes(out: Path) -> list[str]:
    """Return the way from one shot to a take in each local mode, and to which of them is best.

    They come first, so that this process, which shows their progress, makes all of them: two
    that wait for takes at once would only wait for each other.
    """
    order = f"generate {out / 'dialogue'} --shot 050 --mode"
    return [
        f"{order} image",
        f"{order} start-frame --resolution 360p",
        f"{order} start-end --resolution 360p",
        f"{order} from-animation --model ink --resolution 360p",
        f"takes {out / 'dialogue'}",
        f"compare {out / 'dialogue'} --shot 050 --html --sheet --out {out / 'compare'}",
        f"gallery {out / 'dialogue'} --html {out / 'gallery'}",
    ]


def _street(project: Path, made: Path) -> list[str]:
    """Return the way from the sample to every kind of file.

    Passes are small, and of the first and last shot drawn for one second: more would take the demo
    far beyond the three minutes it may last.
    """
    return [
        f"info {project}",
        f"check {project}",
        f"frames {project} --passes beauty,clay --size 1280x720 --out {made / 'frames'}",
        *(
            f"render {project} --shot {which} --passes all"
            f" --size 480x270 --mask 'Courier car' --out {made / 'passes'} --resume"
            for which in ("010 --frames 0:24", "020", "030 --frames 168:192")
        ),
        f"direct {project} --each --size 960x540 --out {made / 'films'}",
        f"export {project} --format camera --size 480x270 --out {made / 'cameras'}",
        f"export {project} --format glb --out {made / 'street.glb'}",
        f"describe {project} --shot 030",
        f"contact-sheet {project} --out {made / 'contact_sheet.png'}",
    ]


def _product(out: Path) -> list[str]:
    """Return the way to the frames that a client sees, through the lens."""
    project = out / "product"
    return [
        f"frames {project} --passes beauty --dof --size 1280x720 --out {out / 'frames'}",
        f"contact-sheet {project} --look beauty --out {out / 'product_sheet.png'}",
    ]


def _dialogue(out: Path) -> list[str]:
    """Return the way to the frames, their skeletons, and what the cuts are worth."""
    project = out / "dialogue"
    return [
        f"describe {project} --continuity",
        f"frames {project} --passes beauty,pose --size 1280x720 --out {out / 'frames'}",
        f"contact-sheet {project} --out {out / 'dialogue_sheet.png'}",
    ]


def demo(out: Path) -> int:
    """Run the commands, show each one first, and stop at the first that fails.

    Two run at a time: this process takes them from the first on, with their progress; others are
    processes of their own, taken from the last one back, whose words come when they are done.
    """
    began = time.monotonic()
    for sample in SAMPLES:
        if not (out / sample / "project.json").exists():
            status = _run(f"new {out / sample} --sample {sample}")
            if status:
                return status
    waiting = deque(commands(out))
    done: Queue[_Ended] = Queue()
    beside = Thread(target=_run_beside, args=(waiting, done))
    beside.start()
    status = 0
    try:
        while waiting and not status:
            status = _run(waiting.popleft()) or _told(done)
    finally:
        waiting.clear()
        beside.join()
    status = status or _told(done)
    if not status:
        print(f"\nAll of it is in {out}/, made in {time.monotonic() - began:.0f} s.")
    return status


def _run(line: str) -> int:
    print(f"\n$ shotwright {line}", flush=True)
    return main(shlex.split(line))


def _run_beside(waiting: deque[str], done: Queue[_Ended]) -> None:
    """Take commands from the end until there are no more or one fails."""
    while waiting:
        try:
            line = waiting.pop()
        except IndexError:  # the other took the last one in between
            return
        words = [sys.executable, "-m", "cli", *shlex.split(line)]
        ran = subprocess.run(words, stdout=PIPE, stderr=STDOUT, text=True, check=False)
        done.put((line, ran))
        if ran.returncode:
            return


def _told(done: Queue[_Ended]) -> int:
    """Print what the commands beside said, and return the status of one that failed, else 0."""
    while not done.empty():
        line, ran = done.get()
        print(f"\n$ shotwright {line}\n{ran.stdout}", end="", flush=True)
        if ran.returncode:
            return ran.returncode
    return 0


if __name__ == "__main__":
    os.environ.setdefault("SHOTWRIGHT_STATE", str(OUT / "jobs"))  # it leaves nothing elsewhere
    sys.exit(demo(OUT))
