"""Find the ffmpeg program: the user's choice, then the system's, then the bundled one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from visualize.errors import EncodeError

VARIABLE = "SHOTWRIGHT_FFMPEG"


def find_ffmpeg() -> Path:
    """Return the ffmpeg to use: ``$SHOTWRIGHT_FFMPEG``, else ``PATH``, else imageio-ffmpeg's.

    Raises
    ------
    EncodeError
        When there is none, or the variable names something that cannot be run.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise EncodeError(chosen, f"{VARIABLE} names no program that can be run; correct it.")
        return Path(found)
    on_path = shutil.which("ffmpeg")
    return Path(on_path) if on_path else _bundled()


def _bundled() -> Path:
    try:
        import imageio_ffmpeg

        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise EncodeError(
            "ffmpeg",
            "no ffmpeg program was found, and films need one. Install it (apt install ffmpeg, "
            f"or pip install imageio-ffmpeg) or set {VARIABLE} to its path.",
        ) from error
