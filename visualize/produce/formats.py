"""The file formats a render may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compose.errors import nearest
from shotwright import UsageError
from visualize.encode.describe import Content
from visualize.encode.video import FFV1, H264, Codec


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to store passes.

    ``pictures`` are a numbered file a pass and frame, ``layers`` one file a frame with all passes,
    ``film`` one file a pass.
    """

    name: str
    suffix: str
    kind: Literal["pictures", "layers", "film"]
    content: Content
    meaning: str
    codec: Codec | None = None


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format(
            name="png",
            suffix="png",
            kind="pictures",
            content="preview",
            meaning="8-bit pictures; data as documented previews",
        ),
        Format(
            name="png16",
            suffix="png",
            kind="pictures",
            content="deep",
            meaning="16-bit data (depth, normal, id, motion, position, albedo), 8-bit pictures",
        ),
        Format(
            name="exr",
            suffix="exr",
            kind="layers",
            content="float",
            meaning="all passes as layers of one file, exact 32-bit float",
        ),
        Format(
            name="exr-half",
            suffix="exr",
            kind="layers",
            content="half",
            meaning="the same with half floats, but for depth, position and ids",
        ),
        Format(
            name="ffv1",
            suffix="mkv",
            kind="film",
            content="deep",
            meaning="lossless film, 8-bit pictures and 16-bit data",
            codec=FFV1,
        ),
        Format(
            name="h264",
            suffix="mp4",
            kind="film",
            content="preview",
            meaning="H.264 film, BT.709; data as documented previews",
            codec=H264,
        ),
    )
}
"""Every format by name."""

_ALIASES = {"mp4": "h264", "mkv": "ffv1"}


def format_named(name: str) -> Format:
    """Return a format by its name; ``mp4`` is ``h264`` and ``mkv`` is ``ffv1``.

    Raises
    ------
    UsageError
        When there is none; the nearest is offered.
    """
    found = FORMATS.get(_ALIASES.get(name, name))
    if found is None:
        near = nearest(name, [*FORMATS, *_ALIASES])
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(FORMATS)}."
        raise UsageError(f"There is no file format {name!r}. {hint}")
    return found
