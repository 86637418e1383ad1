"""Open the sample film in the studio: a copy of it, made the first time."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Return the studio's exit status."""
    folder = Path(sys.argv[1])
    shotwright = [sys.executable, "-m", "cli"]
    if not (folder / "project.json").exists():
        made = subprocess.call([*shotwright, "new", str(folder), "--sample", "street"])
        if made:
            return made
    return subprocess.call([*shotwright, "studio", str(folder)])


if __name__ == "__main__":
    raise SystemExit(main())
