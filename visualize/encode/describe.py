"""How to read each pass of each kind of file back, in words and numbers, for its metadata."""

from __future__ import annotations

from typing import Any, Literal

from visualize.encode.pictures import (
    MOTION_FULL_PX,
    MOTION_STEPS,
    POSITION_PERIOD_M,
    POSITION_STEPS,
)
from visualize.guide import DepthGuide
from visualize.render.passes import pass_named

Content = Literal["preview", "deep", "half", "float"]
"""8-bit pictures, 16-bit pictures, EXR half, EXR float."""

_MOTION16 = (
    f"red, green = round(u, v * {MOTION_STEPS:g}) + 32768, clipped to 1…65535; blue 1 where "
    "known, else 0 (as KITTI's flow files)"
)
_POSITION16 = f"round(metres * {POSITION_STEPS:g}) + 32768, clipped to 1…65535; 0 is no surface"
_WHEEL = f"preview: hue is the direction, saturation sqrt(speed / {MOTION_FULL_PX:g} px)"
_PREVIEWS = {
    "normal": "round((n * 0.5 + 0.5) * 255)",
    "id": "preview: the legend's colour of each id",
    "motion": _WHEEL,
    "motion_back": _WHEEL,
    "position": f"preview: each axis rises and falls every {POSITION_PERIOD_M:g} m from the origin",
}
_DEEP = {
    "normal": "round((n * 0.5 + 0.5) * 65535)",
    "id": "the pass id itself",
    "motion": _MOTION16,
    "motion_back": _MOTION16,
    "position": _POSITION16,
}
_DEPTH = {
    "inverse": "round((1/z - 1/far) / (1/near - 1/far) * levels)",
    "linear": "round((far - z) / (far - near) * levels)",
    "metric": "round(z / far * levels)",
}


def pass_description(name: str, content: Content, guide: DepthGuide | None) -> dict[str, Any]:
    """Return unit, meaning and encoding of a pass in a kind of file, JSON-able."""
    entry = pass_named(name)
    result: dict[str, Any] = {"pass": name, "meaning": entry.meaning, "unit": entry.unit}
    if content in ("half", "float"):
        result["encoding"] = _float_words(name, content)
    elif name == "depth" and guide is not None:
        levels = 255 if content == "preview" else 65535
        result["encoding"] = _DEPTH[guide.encoding]
        result["depth_guide"] = guide.described() | {"levels": levels}
    elif entry.kind == "picture":
        deep = content == "deep" and entry.dtype != "uint8"
        result["encoding"] = "sRGB, 16 bit" if deep else "sRGB, 8 bit"
    else:
        table = _PREVIEWS if content == "preview" else _DEEP
        result["encoding"] = table.get(name, "the value itself")
    return result


def _float_words(name: str, content: Content) -> str:
    if pass_named(name).kind == "picture":
        return f"scene-linear Rec.709, {'16' if content == 'half' else '32'}-bit float"
    if name == "id":
        return "the pass id itself, uint32"
    kept = content == "float" or name in ("depth", "position")
    return f"the value itself, {'32' if kept else '16'}-bit float"
