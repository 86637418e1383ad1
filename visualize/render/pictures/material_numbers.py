"""The materials of a frame by number, as samples hold them and ``beauty.glsl`` looks them up."""

from __future__ import annotations

from collections.abc import Sequence

import moderngl
import numpy as np

from compose.geometry.material import AlphaMode, Material
from visualize.render.drawlist import Batch
from visualize.render.pictures.materials import map_defines

MOST_MATERIALS = 1023
"""What the ten bits of a sample tell apart; 0 is nothing at all."""

_Look = tuple[float, ...]


class MaterialNumbers:
    """Numbers from 1 for what the materials in a picture look like but for their base colour.

    Parameters
    ----------
    context
        The context of the table.
    batches
        The frame's batches.

    Attributes
    ----------
    table
        Rows of two texels: roughness and metal, then what the material glows.
    enough
        Whether the numbers say all: no material is unlit or changed by a texture from point to
        point (base colour apart), and there are at most ``MOST_MATERIALS``.
    """

    def __init__(self, context: moderngl.Context, batches: Sequence[Batch]) -> None:
        opaque = [
            batch
            for batch in batches
            if batch.seen and batch.material.alpha_mode is not AlphaMode.BLEND
        ]
        self._numbers: dict[_Look, int] = {}
        for batch in opaque:
            self._numbers.setdefault(_look(batch.material), len(self._numbers) + 1)
        self.enough = len(self._numbers) <= MOST_MATERIALS and not any(
            map_defines(batch) for batch in opaque
        )
        rows = np.zeros((len(self._numbers) + 1, 2, 4), np.float32)
        for look, number in self._numbers.items():
            rows[number, 0, :2], rows[number, 1, :3] = look[:2], look[2:]
        self.table = context.texture((2, len(rows)), 4, rows.data, dtype="f4")
        self.table.filter = (moderngl.NEAREST, moderngl.NEAREST)

    def of(self, material: Material) -> int:
        """Return a material's number; beyond the last that fits all are one."""
        return min(self._numbers[_look(material)], MOST_MATERIALS)

    def release(self) -> None:
        """Free the table."""
        self.table.release()


def _look(material: Material) -> _Look:
    return (material.roughness, material.metallic, *material.emissive)
