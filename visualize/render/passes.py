"""The table of passes: what each one means, to the unit. Imports no GL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from visualize.errors import UnknownPassError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One kind of picture the renderer can make of a frame.

    ``exact`` passes hold one sample at the pixel centre and are never averaged; ``picture``
    passes are antialiased. ``clear`` is the value where nothing is drawn. An array is
    ``(H, W)`` for one channel, else ``(H, W, channels)``, row 0 on top.
    """

    name: str
    kind: Literal["exact", "picture"]
    channels: int
    dtype: Literal["float32", "uint32", "uint8"]
    unit: str
    clear: tuple[float, ...]
    meaning: str


def _exact(name: str, channels: int, dtype: Literal["float32", "uint32", "uint8"], unit: str,
           clear: tuple[float, ...], meaning: str) -> Pass:  # fmt: skip
    return Pass(
        name=name,
        kind="exact",
        channels=channels,
        dtype=dtype,
        unit=unit,
        clear=clear,
        meaning=meaning,
    )


def _picture(
    name: str, channels: int, dtype: Literal["float32", "uint8"], unit: str, meaning: str
) -> Pass:
    return Pass(
        name=name,
        kind="picture",
        channels=channels,
        dtype=dtype,
        unit=unit,
        clear=(),
        meaning=meaning,
    )


_INF, _NAN = float("inf"), float("nan")

PASSES: dict[str, Pass] = {
    entry.name: entry
    for entry in (
        _picture("beauty", 3, "uint8", "sRGB, tone mapped", "the lit picture, as shown"),
        _picture(
            "beauty_linear", 3, "float32", "linear Rec.709", "the lit picture before the tone map"
        ),
        _picture("clay", 3, "uint8", "sRGB", "grey shading with quiet crease lines"),
        _picture("wire", 3, "uint8", "sRGB", "hidden-line wireframe of display edges"),
        _picture("lines", 3, "uint8", "grey", "outlines and creases, white on black"),
        _picture("albedo", 3, "float32", "linear Rec.709", "base colour without light"),
        _exact(
            "depth",
            1,
            "float32",
            "metres along the view axis",
            (_INF,),
            "distance to the camera plane",
        ),
        _exact(
            "normal",
            3,
            "float32",
            "unit vector, camera space",
            (0.0, 0.0, 0.0),
            "shading normal, +x right, +y up, +z to the camera",
        ),
        _exact("id", 1, "uint32", "pass id", (0.0,), "which thing: see the legend"),
        _exact(
            "motion",
            2,
            "float32",
            "pixels, +x right, +y down",
            (),
            "where each point goes in the next frame; the sky follows camera rotation; "
            "behind the camera NaN",
        ),
        _exact(
            "motion_back",
            2,
            "float32",
            "pixels, +x right, +y down",
            (),
            "where each point was in the frame before",
        ),
        _exact("position", 3, "float32", "metres, world", (_NAN, _NAN, _NAN), "the point seen"),
        _exact("mask", 1, "uint8", "0 or 255", (0.0,), "the nodes asked for, cut out of id"),
    )
}


def pass_named(name: str) -> Pass:
    """Return the pass with this name.

    Raises
    ------
    UnknownPassError
        When there is none; the nearest is offered.
    """
    try:
        return PASSES[name]
    except KeyError:
        raise UnknownPassError(name, PASSES) from None


def passes_named(names: Iterable[str]) -> tuple[Pass, ...]:
    """Return these passes, each once, in the order asked.

    ``all`` is every one but ``beauty_linear``.
    """
    wanted: dict[str, Pass] = {}
    for name in names:
        found = (
            [p for p in PASSES.values() if p.name != "beauty_linear"]
            if name == "all"
            else [pass_named(name)]
        )
        wanted.update({p.name: p for p in found})
    return tuple(wanted.values())
