"""Workshop: the solids props are made of, cut to one level of detail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.geometry.forms import extrude_outline, lathe, pipe, rounded_box, smooth_path
from compose.geometry.mesh import Mesh
from compose.kit.pieces import HERE, Vector, placed
from compose.kit.prop import cuts

_PLAIN_BELOW = 0.5
_FINE_FROM = 2.0
_SOFT_BEVEL = 0.014


@dataclass(frozen=True, slots=True)
class Workshop:
    """Solids in metres, at a ``detail`` from 0.25 (few triangles) to 4 (many).

    ``at`` is the middle of the underside of blocks and boards, and the origin of what is turned.
    """

    detail: float = 1.0

    def block(
        self,
        width: float,
        height: float,
        depth: float,
        at: Sequence[float] = HERE,
        bevel: float = 0.004,
    ) -> Mesh:
        """Return a box, width along X, with its edges rounded by ``bevel``."""
        return _rounded((width, height, depth), at, self._bevel(bevel), self._steps(bevel))

    def cushion(
        self, width: float, height: float, depth: float, at: Sequence[float] = HERE
    ) -> Mesh:
        """Return a soft box: round edges as large as its height allows."""
        radius = min(width, height, depth) * 0.38
        return _rounded((width, height, depth), at, radius, cuts(4, self.detail, 2))

    def rod(
        self,
        begin: Sequence[float],
        end: Sequence[float],
        radius: float,
        end_radius: float | None = None,
        base: int = 14,
    ) -> Mesh:
        """Return a round bar between two points, of one radius or tapering."""
        tip = radius if end_radius is None else end_radius
        return pipe([begin, end], [radius, tip], segments=cuts(base, self.detail))

    def pipe(
        self, path: npt.ArrayLike, radius: npt.ArrayLike, *, closed: bool = False, base: int = 12
    ) -> Mesh:
        """Return a round pipe along a path of points."""
        return pipe(path, radius, segments=cuts(base, self.detail), closed=closed)

    def turned(
        self,
        profile: npt.ArrayLike,
        at: Vector = HERE,
        *,
        axis: str = "y",
        base: int = 32,
        crease_deg: float = 35.0,
    ) -> Mesh:
        """Return a (radius, height) profile turned about an axis, lower end first."""
        mesh = lathe(profile, cuts(base, self.detail, 8), axis=axis, crease_deg=crease_deg)
        return mesh if at == HERE else placed(mesh, at=at)

    def drum(self, radius: float, height: float, at: Vector = HERE, bevel: float = 0.003) -> Mesh:
        """Return an upright cylinder with its rims cut off."""
        b = min(bevel, radius / 3.0, height / 3.0)
        return self.turned(
            [(0.0, 0.0), (radius - b, 0.0), (radius, b), (radius, height - b),
             (radius - b, height), (0.0, height)],
            at,
        )  # fmt: skip

    def ball(self, radius: float, at: Vector = HERE) -> Mesh:
        """Return a ball about ``at``."""
        angles = np.linspace(-np.pi / 2.0, np.pi / 2.0, cuts(12, self.detail) + 1)
        profile = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius
        profile[[0, -1], 0] = 0.0
        return self.turned(profile, at, base=20)

    def board(
        self,
        outline: npt.ArrayLike,
        depth: float,
        at: Vector = HERE,
        turn_deg: Vector = HERE,
        bevel: float = 0.003,
    ) -> Mesh:
        """Return an outline in XY drawn out along Z, centred, its rims bevelled; then placed."""
        mesh = extrude_outline(outline, depth, bevel=min(self._bevel(bevel), depth * 0.45))
        return placed(mesh, at=at, turn_deg=turn_deg)

    def bent(self, profile: npt.ArrayLike) -> list[tuple[float, float]]:
        """Return a profile with a smooth curve through its points, the first and last kept."""
        rows = smooth_path(profile, max(1, round(4 * self.detail**0.5)))
        return [(float(radius), float(height)) for radius, height in rows]

    def rounded(self, width: float, height: float, radius: float) -> npt.NDArray[np.float64]:
        """Return the outline of a rectangle with round corners, centred, counter-clockwise."""
        r = min(radius, width * 0.499, height * 0.499)
        steps = max(2, round(3 * self.detail**0.5))
        bend = np.linspace(0.0, np.pi / 2.0, steps + 1)
        corners = []
        for quarter, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
            angle = bend + quarter * np.pi / 2.0
            x = sx * (width / 2.0 - r) + r * np.cos(angle)
            y = sy * (height / 2.0 - r) + r * np.sin(angle)
            corners.append(np.stack([x, y], axis=1))
        return np.concatenate(corners)

    def _steps(self, bevel: float) -> int:
        """Return how many faces turn an edge: small bevels need one."""
        fine = self.detail >= _FINE_FROM
        return (3 if fine else 1) if bevel < _SOFT_BEVEL else (6 if fine else 3)

    def _bevel(self, bevel: float) -> float:
        return bevel if self.detail >= _PLAIN_BELOW else 0.0


def _rounded(size: Vector, at: Sequence[float], radius: float, steps: int) -> Mesh:
    """Return a rounded box that stands on ``at``.

    Its normals point away from the box within, as far inside as its edges are round: flat sides
    stay flat to the eye and the light turns on the edges alone.
    """
    half = np.array([size[0] / 2.0, 0.0, size[2] / 2.0])
    low = np.asarray(at, np.float64) - half
    high = low + size
    mesh = rounded_box(low, high, radius, steps=steps)
    if radius <= 0.0:
        return mesh
    inset = min(radius, min(size) / 2.0 * 0.9999)
    away = mesh.positions - np.clip(mesh.positions, low + inset, high - inset)
    normals = away / np.linalg.norm(away, axis=1, keepdims=True)
    return replace(mesh, normals=normals.astype(np.float32))
