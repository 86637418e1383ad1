"""Plans: ways of feet and grounds that were worked out before, for the next edit of a scene."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from compose.figures.gait.rows import Motion
from compose.figures.gait.table import planned
from compose.figures.gait.walker import Walker
from compose.figures.ground import Ground
from compose.geometry.mesh import Mesh

F64 = npt.NDArray[np.float64]
_Made = TypeVar("_Made")

_KEPT = 64


class Plans:
    """What was made lately from the same numbers, shared by the versions of one scene.

    Planning a walk takes far longer than finding that neither its way nor its ground has changed.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[Any, Any]] = {}

    def motions(self, walker: Walker) -> list[Motion]:
        """Return what a walker's cycles do."""
        held = (walker.body, walker.ground)
        key = (
            repr(walker.plays), walker.first, walker.seconds_a_frame, *map(id, held),
            walker.roots.shape, walker.roots.tobytes(),
        )  # fmt: skip
        return self._kept(key, held, lambda: planned(walker))

    def ground(self, meshes: Sequence[Mesh], matrices: F64) -> Ground:
        """Return the ground of (n, 4, 4) placed meshes."""
        meshes = tuple(meshes)
        key = ("ground", tuple(map(id, meshes)), matrices.tobytes())
        return self._kept(key, meshes, lambda: Ground.of(_placed(meshes, matrices)))

    def _kept(self, key: Hashable, held: object, make: Callable[[], _Made]) -> _Made:
        """Return what ``key`` stands for. ``held`` are the objects whose ids it is made of."""
        found = self._made.pop(key, None) or (make(), held)
        self._made[key] = found
        while len(self._made) > _KEPT:
            del self._made[next(iter(self._made))]
        made: _Made = found[0]
        return made


def _placed(meshes: Sequence[Mesh], matrices: F64) -> F64:
    """Return (T, 3, 3): the corners of all triangles in the world."""
    corners = [np.zeros((0, 3, 3))]
    for mesh, matrix in zip(meshes, matrices, strict=True):
        positions = mesh.positions.astype(np.float64)
        corners.append((positions @ matrix[:3, :3].T + matrix[:3, 3])[mesh.triangles])
    return np.concatenate(corners)
