"""Probe: what of the scene is at a place of the picture. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from compose.payload import LightPayload
from compose.scene import Scene
from studio.viewport.picking import Seen
from studio.viewport.projection import F64, Projection
from studio.viewport.staging import Staging

_REACH_PX = 4.0
"""How near to a thing a click must be, in logical pixels."""
_SIGN_PX = 12.0
"""Half the size of the sign of a camera or light."""
_UP = np.array([0.0, 1.0, 0.0])

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class SurfacePoint:
    """A point of the scene: world ``point`` and unit ``normal``, (3,) each; no ``node``: ground."""

    point: F64
    normal: F64
    node: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Probe:
    """A picture that can be asked; places are logical pixels of the widget.

    Parameters
    ----------
    seen
        The exact passes, ``None`` until they are drawn; then only signs and the ground are found.
    signs
        The cameras and lights that are painted as signs.
    is_locked
        Tells whether a node is passed by.
    """

    scene: Scene
    staging: Staging
    projection: Projection
    seen: Seen | None
    signs: frozenset[str]
    is_locked: Callable[[str], bool]

    def node_at(self, x: float, y: float) -> str | None:
        """Return the node at a place: a sign, or what is drawn within 4 pixels of it."""
        found = self._sign_at(x, y)
        if found is None and self.seen is not None:
            column, row, scale = self._pixel(self.seen, x, y)
            found = self.seen.node_near(column, row, _REACH_PX / scale)
        return found if found is not None and self._pickable([found]) else None

    def nodes_in(self, box: Box, wholly: bool) -> tuple[str, ...]:
        """Return the nodes in a rectangle, in outliner order; signs by their middle."""
        if self.seen is None:
            return ()
        x0, y0, _ = self._pixel(self.seen, *box[:2])
        x1, y1, _ = self._pixel(self.seen, *box[2:])
        return self._pickable(self.seen.nodes_in(x0, y0, x1, y1, wholly) | self._signs_in(box))

    def surface_at(self, x: float, y: float, without: Collection[str]) -> SurfacePoint | None:
        """Return the point seen at a place; the ground where ``without`` or nothing is seen."""
        seen = self.seen
        if seen is not None:
            column, row, scale = self._pixel(seen, x, y)
            place = seen.pixel_near(column, row, _REACH_PX / scale)
            if place is not None:
                node = seen.nodes.get(int(seen.ids[place[1], place[0]]), "")
                if node not in self.staging.with_children(without):
                    depth = float(seen.depth[place[1], place[0]])
                    turn = self.projection.camera.world[:3, :3]
                    normal = turn @ seen.normal[place[1], place[0]]
                    return SurfacePoint(self.projection.point_at(x, y, depth), normal, node)
        ground = self.projection.ray(x, y).on_plane(np.zeros(3), _UP)
        return None if ground is None else SurfacePoint(ground, _UP, "")

    def _pickable(self, nodes: Collection[str]) -> tuple[str, ...]:
        return tuple(
            node.id for node in self.scene.nodes if node.id in nodes and not self.is_locked(node.id)
        )

    def _sign_at(self, x: float, y: float) -> str | None:
        """Return the sign at a place, the nearest to the eye."""
        nodes, places, depth = self._shown_signs()
        hit = np.flatnonzero(np.abs(places - (x, y)).max(axis=1) <= _SIGN_PX)
        return nodes[int(hit[depth[hit].argmin()])] if len(hit) else None

    def _signs_in(self, box: Box) -> frozenset[str]:
        nodes, places, _ = self._shown_signs()
        least = np.minimum(box[:2], box[2:])
        most = np.maximum(box[:2], box[2:])
        inside = (places >= least).all(axis=1) & (places <= most).all(axis=1)
        return frozenset(nodes[i] for i in np.flatnonzero(inside).tolist())

    def _shown_signs(self) -> tuple[list[str], F64, F64]:
        """Return signs before the camera, (N, 2) where they are painted, and (N,) depths."""
        world = self.staging.world
        nodes = sorted(n for n in self.signs if n in world and n not in self.staging.hidden)
        points = np.array([world[node][:3, 3] for node in nodes]).reshape(-1, 3)
        places, depth = self.projection.to_screen(points)
        before = np.flatnonzero(depth > self.projection.camera.near_m)
        return [nodes[i] for i in before.tolist()], places[before], depth[before]

    def _pixel(self, seen: Seen, x: float, y: float) -> tuple[float, float, float]:
        """Return the column and row of the exact passes at a place, and logical pixels of one."""
        at = self.projection
        scale = at.scale * at.raster.width / seen.ids.shape[1]
        return (x - at.left) / scale, (y - at.top) / scale, scale


def signs_of(scene: Scene, staging: Staging, *, cameras: bool, lamps: bool) -> frozenset[str]:
    """Return the nodes that are painted as signs: cameras, lights, or both."""
    found = set(staging.cameras) if cameras else set()
    if lamps:
        found |= {node.id for node in scene.nodes if isinstance(node.payload, LightPayload)}
    return frozenset(found)
