"""The files of a gallery: what each take shows, made and put beside the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from visualize.encode.atomic import plain_errors
from visualize.previews.maker import MadePreviews, PreviewMaker
from visualize.previews.pictures import tiles_of
from visualize.produce.report import ProgressCallback, tell
from visualize.takes import Row
from visualize.takes.clip import ending_of, is_picture, open_film

_MEDIA = "media"
_CONTAINERS = frozenset(("mp4", "webm"))
_CODECS = frozenset(("h264", "vp8", "vp9", "av1"))
_PIXELS = frozenset(("yuv420p", "yuvj420p"))
"""Films that every browser plays."""


def put_media(
    folder: Path,
    maker: PreviewMaker,
    rows: Sequence[Row],
    *,
    full: bool = False,
    progress: ProgressCallback | None = None,
) -> dict[Path, dict[str, Any]]:
    """Put poster, strip and clip of each take below a page's folder.

    Returns
    -------
    dict
        By a take's sidecar: ``poster``, ``strip`` and ``clip`` as paths from the page, and how many
        ``tiles`` the strip has; or ``fault``, why there is none of it.
    """
    with plain_errors(folder):
        for what in ("posters", "strips", "clips"):
            (folder / _MEDIA / what).mkdir(parents=True)
    names = _names(rows)
    media = {}
    total = sum(row.take.clip.frames for row in rows)
    done = 0
    for made in maker.each(rows):
        media[made.row.path] = _put(made, names[made.row.path], folder, full=full)
        done += made.row.take.clip.frames
        tell(progress, "frames", "previews", done, total)
    return media


def _put(made: MadePreviews, name: str, folder: Path, *, full: bool) -> dict[str, Any]:
    if made.poster is None or made.strip is None or made.proxy is None:
        return {"fault": made.fault}
    clip, ending = made.proxy, made.proxy.suffix
    if full:
        kind = ending_of(made.row.file)
        if is_picture(made.row.file) or _plays_everywhere(made.row.file, kind):
            clip, ending = made.row.file, f".{kind}"
    files = {
        "poster": (made.poster, f"{_MEDIA}/posters/{name}.jpg"),
        "strip": (made.strip, f"{_MEDIA}/strips/{name}.jpg"),
        "clip": (clip, f"{_MEDIA}/clips/{name}{ending}"),
    }
    for source, target in files.values():
        with plain_errors(folder / target):
            shutil.copyfile(source, folder / target)
    paths = {what: target for what, (_source, target) in files.items()}
    return paths | {"tiles": tiles_of(made.row.take.clip.frames)}


def _plays_everywhere(file: Path, container: str) -> bool:
    if container not in _CONTAINERS:
        return False
    with open_film(file) as film:
        context = film.stream.codec_context
        return context.codec.canonical_name in _CODECS and context.pix_fmt in _PIXELS


def _names(rows: Iterable[Row]) -> dict[Path, str]:
    """Return what each take's files are called beside the page: its own name, told apart."""
    taken: set[str] = set()
    names = {}
    for row in rows:
        name = row.path.stem
        count = 1
        while name.casefold() in taken:  # some disks do not tell A from a
            count += 1
            name = f"{row.path.stem}-{count}"
        taken.add(name.casefold())
        names[row.path] = name
    return names
