"""What things of the kit are made of: materials by the names of ``finishes.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from compose.errors import NotFoundError
from compose.geometry.material import AlphaMode, Material


@cache
def finish(name: str) -> Material:
    """Return the material of a finish.

    Raises
    ------
    NotFoundError
        When there is none of this name; the nearest are offered.
    """
    table = _table()
    if name not in table:
        raise NotFoundError("finish", name, table, "in the kit")
    entry = table[name]
    red, green, blue = _linear(entry["color"])
    alpha = entry.get("alpha", 1.0)
    glow = entry.get("glow", 0.0)
    return Material(
        name=name,
        base_color=(red, green, blue, alpha),
        metallic=entry.get("metallic", 0.0),
        roughness=entry["roughness"],
        emissive=(red * glow, green * glow, blue * glow),
        alpha_mode=AlphaMode.OPAQUE if alpha == 1.0 else AlphaMode.BLEND,
        solid=entry.get("solid", alpha != 1.0),
    )


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = files("compose.kit").joinpath("finishes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _linear(chip: str) -> tuple[float, float, float]:
    """Return the linear colour of ``#rrggbb`` (IEC 61966-2-1)."""
    red, green, blue = (_decoded(int(chip[i : i + 2], 16) / 255.0) for i in (1, 3, 5))
    return red, green, blue


def _decoded(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
