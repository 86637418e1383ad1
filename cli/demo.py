"""`make demo`: the main jobs on the sample projects, command by command, as a user types them."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

from cli.main import main

OUT = Path("out/demo")
SAMPLES = ("street", "product", "dialogue")


def commands(out: Path) -> list[str]:
    """Return the command lines of the demo: the whole job on the street, frames of the rest."""
    return [*_street(out / "street", out), *_product(out), *_dialogue(out)]


def _street(project: Path, made: Path) -> list[str]:
    """Return the way from the sample to every kind of file."""
    return [
        f"info {project}",
        f"check {project}",
        f"frames {project} --passes beauty,clay --size 1280x720 --out {made / 'frames'}",
        *(
            f"render {project} --shot {number} --frames {start}:{start + 12} --passes all"
            f" --size 640x360 --mask 'Courier car' --out {made / 'passes'} --resume"
            for number, start in (("010", 0), ("020", 96), ("030", 168))
        ),
        f"export {project} --format camera --size 640x360 --out {made / 'cameras'}",
        f"export {project} --format glb --out {made / 'street.glb'}",
        *(
            f"direct {project} --shot {number} --out {made / 'films'}"
            for number in ("010", "020", "030")
        ),
        f"direct {project} --out {made / 'films'}",
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
    """Run the commands, show each one first, and stop at the first that fails."""
    began = time.monotonic()
    new = [
        f"new {out / sample} --sample {sample}"
        for sample in SAMPLES
        if not (out / sample / "project.json").exists()
    ]
    for line in (*new, *commands(out)):
        status = _run(line)
        if status:
            return status
    print(f"\nAll of it is in {out}/, made in {time.monotonic() - began:.0f} s.")
    return 0


def _run(line: str) -> int:
    print(f"\n$ shotwright {line}", flush=True)
    return main(shlex.split(line))


if __name__ == "__main__":
    sys.exit(demo(OUT))
