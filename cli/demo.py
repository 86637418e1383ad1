"""`make demo`: the main job on the sample project, command by command, as a user types them."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

from cli.main import main

OUT = Path("out/demo")


def commands(out: Path) -> list[str]:
    """Return the command lines of the demo: from the sample to every kind of file."""
    project, made = out / "street", out
    return [
        f"info {project}",
        f"check {project}",
        f"frames {project} --passes beauty,clay --size 1280x720 --out {made / 'frames'}",
        f"render {project} --passes all --size 640x360 --mask 'Courier car' --out {made / 'passes'}"
        " --resume",
        f"export {project} --format camera --size 640x360 --out {made / 'cameras'}",
        f"export {project} --format glb --out {made / 'street.glb'}",
        *(
            f"direct {project} --shot {number} --out {made / 'films'}"
            for number in ("010", "020", "030")
        ),
        f"direct {project} --out {made / 'films'}",
        f"contact-sheet {project} --out {made / 'contact_sheet.png'}",
    ]


def demo(out: Path) -> int:
    """Run the commands, show each one first, and stop at the first that fails."""
    began = time.monotonic()
    if not (out / "street" / "project.json").exists():
        status = _run(f"new {out / 'street'} --sample street")
        if status:
            return status
    for line in commands(out):
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
