"""Names of what a render writes: safe on every disk, sorted as the film runs."""

from __future__ import annotations

import re
import unicodedata

from compose.project import Project
from compose.shot import Shot

_LONGEST = 64
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def slug(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters, digits, ``-`` and ``_``; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9-]+", "_", plain).strip("_-")[:_LONGEST].rstrip("_-")
    return f"_{words}" if _RESERVED.fullmatch(words) else words


def shot_stem(project: Project, shot: Shot) -> str:
    """Return the name of a shot's folder and files, such as ``010_wide_establishing``.

    Where two shots of the project would share it, the end of the shot's id is added.
    """
    stem = _stem(shot)
    twins = any(other.id != shot.id and _stem(other) == stem for other in project.shots)
    return f"{stem}_{slug(shot.id)[-8:]}" if twins else stem


def frame_name(stem: str, frame: int, suffix: str) -> str:
    """Return ``depth.0096.png`` for scene frame 96, ``depth.-0012.png`` before frame 0."""
    sign = "-" if frame < 0 else ""
    return f"{stem}.{sign}{abs(frame):04d}.{suffix}"


def _stem(shot: Shot) -> str:
    joined = "_".join(part for part in (slug(shot.number), slug(shot.name)) if part)
    return joined[:_LONGEST].rstrip("_-") or "shot"
