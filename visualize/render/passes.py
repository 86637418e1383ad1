"""The table of passes: what each one means, to the unit, and how it is drawn. Imports no GL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from visualize.errors import UnknownPassError

Dtype = Literal["float32", "uint32", "uint8"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shading:
    """A picture that is one shader over every surface: its fixed choices.

    Parameters
    ----------
    shader
        The file ``shaders/<shader>.glsl``.
    ground
        Linear colour where nothing is drawn.
    normals
        The shader reads the vertices' normals.
    maps
        The shader reads roughness, metallic, normal, occlusion or emissive (``maps.glsl``).
    transparent
        BLEND surfaces are laid over the rest from back to front; else they are left out.
    """

    shader: str
    ground: tuple[float, float, float] = (0.0, 0.0, 0.0)
    normals: bool = True
    maps: bool = False
    transparent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One kind of picture the renderer can make of a frame.

    ``exact`` passes hold one sample at the pixel centre and are never averaged; ``picture``
    passes are antialiased. An array is ``(H, W)`` for one channel, else ``(H, W, channels)``,
    row 0 on top.

    Parameters
    ----------
    clear
        The value where nothing is drawn. Empty for pictures, and for an exact pass whose shader
        works it out for every pixel of the sky.
    shading
        How a picture is drawn. Without it a function of ``visualize.render.pictures.PICTURES``
        draws it.
    source
        The exact pass that this one is worked out of (``visualize.render.derived``). Without it
        ``shaders/exact/<name>.glsl`` draws it.
    needs
        The exact passes that a picture is worked out of.
    part
        The file of ``shaders/exact`` that draws an exact pass, where it is not that of its name.
    """

    name: str
    kind: Literal["exact", "picture"]
    channels: int
    dtype: Dtype
    unit: str
    meaning: str
    clear: tuple[float, ...] = ()
    shading: Shading | None = None
    source: str | None = None
    needs: tuple[str, ...] = ()
    part: str = ""


_INF, _NAN = float("inf"), float("nan")

PASSES: dict[str, Pass] = {
    entry.name: entry
    for entry in (
        Pass(
            name="beauty",
            kind="picture",
            channels=3,
            dtype="uint8",
            unit="sRGB, tone mapped",
            meaning="the lit picture, as shown",
        ),
        Pass(
            name="beauty_linear",
            kind="picture",
            channels=3,
            dtype="float32",
            unit="linear Rec.709",
            meaning="the lit picture before the tone map",
        ),
        Pass(
            name="clay",
            kind="picture",
            channels=3,
            dtype="uint8",
            unit="sRGB",
            meaning="grey shading with quiet crease lines",
        ),
        Pass(
            name="wire",
            kind="picture",
            channels=3,
            dtype="uint8",
            unit="sRGB",
            meaning="hidden-line wireframe of display edges",
        ),
        Pass(
            name="lines",
            kind="picture",
            channels=3,
            dtype="uint8",
            unit="grey",
            meaning="outlines and creases, white on black",
        ),
        Pass(
            name="albedo",
            kind="picture",
            channels=3,
            dtype="float32",
            unit="linear Rec.709",
            meaning="base colour without light",
        ),
        Pass(
            name="pose",
            kind="picture",
            channels=3,
            dtype="uint8",
            unit="sRGB",
            meaning="the OpenPose skeletons of the figures, 18 points each",
            needs=("depth", "id"),
        ),
        Pass(
            name="depth",
            kind="exact",
            channels=1,
            dtype="float32",
            unit="metres along the view axis",
            meaning="distance to the camera plane",
            clear=(_INF,),
        ),
        Pass(
            name="normal",
            kind="exact",
            channels=3,
            dtype="float32",
            unit="unit vector, camera space",
            meaning="shading normal, +x right, +y up, +z to the camera",
            clear=(0.0, 0.0, 0.0),
        ),
        Pass(
            name="id",
            kind="exact",
            channels=1,
            dtype="uint32",
            unit="pass id",
            meaning="which thing: see the legend",
            clear=(0.0,),
        ),
        Pass(
            name="motion",
            kind="exact",
            channels=2,
            dtype="float32",
            unit="pixels, +x right, +y down",
            meaning="where each point goes in the next frame; the sky follows camera rotation; "
            "behind the camera NaN",
        ),
        Pass(
            name="motion_back",
            kind="exact",
            channels=2,
            dtype="float32",
            unit="pixels, +x right, +y down",
            meaning="where each point was in the frame before",
            part="motion",
        ),
        Pass(
            name="position",
            kind="exact",
            channels=3,
            dtype="float32",
            unit="metres, world",
            meaning="the point seen",
            clear=(_NAN, _NAN, _NAN),
            source="depth",
        ),
        Pass(
            name="mask",
            kind="exact",
            channels=1,
            dtype="uint8",
            unit="0 or 255",
            meaning="the nodes asked for, cut out of id",
            clear=(0.0,),
            source="id",
        ),
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
