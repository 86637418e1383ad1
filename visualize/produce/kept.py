"""What an earlier run of the very same job left whole on the disk, and need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from shotwright import UsageError
from visualize.errors import EncodeError
from visualize.produce.job import fingerprint_in


def missing_frames(
    frames: Iterable[int],
    path_of: Callable[[int], Path],
    read: Callable[[Path], str],
    fingerprint: str,
    *,
    resume: bool,
) -> frozenset[int]:
    """Return the frames without a whole file of this very job.

    ``read`` returns a file's metadata, in which the job's fingerprint stands.

    Raises
    ------
    UsageError
        When ``resume`` meets a file of another job.
    """
    if not resume:
        return frozenset(frames)
    return frozenset(frame for frame in frames if not _is_kept(path_of(frame), read, fingerprint))


def _is_kept(path: Path, read: Callable[[Path], str], fingerprint: str) -> bool:
    if not path.is_file():
        return False
    try:
        found = fingerprint_in(read(path))
    except EncodeError:
        return False  # cut off: it is made again
    if found != fingerprint:
        raise UsageError(
            f"{path} was not made by this job: the project or the settings have changed since. "
            "Render without --resume to replace it, or choose another --out."
        )
    return True
