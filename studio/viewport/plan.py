"""Plan: the scene from above, as shapes on paper. No Qt."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compose.payload import Figure
from compose.scene import Scene
from studio.viewport.frustum import frustum_corners
from studio.viewport.projection import F64
from studio.viewport.staging import Staging, far_larger

_FLAT_M = 0.3
"""What is lower than this is ground."""
_WEDGE_M = 12.0
_ABOUT_M = 4.0
_NEAR_PX = 8.0
_MARGIN = 1.25
_SMALLEST_M, _LARGEST_M = 4.0, 400.0
_DIVISIONS_M = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


Shape = tuple[str, float, float, float, float]
"""A node and the least and the greatest x and z of its box."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Plan:
    """What stands where, seen from above: x to the right, z down the paper; metres.

    Parameters
    ----------
    boxes, ground
        (node, x0, z0, x1, z1) of what stands, the lowest first, and of what only lies.
    people
        (node, x, z) of figures.
    cameras
        (node, x, z) and the (3, 2) wedge that it sees.
    """

    boxes: tuple[Shape, ...]
    ground: tuple[Shape, ...]
    people: tuple[tuple[str, float, float], ...]
    cameras: tuple[tuple[str, float, float, F64], ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Every node on the plan."""
        found = {shape[0] for group in (self.boxes, self.people, self.cameras) for shape in group}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Which part of the plan lies on a sheet: its middle in metres, and metres a pixel."""

    x: float
    z: float
    metres_per_pixel: float
    width: float
    height: float

    def place(self, x: float, z: float) -> tuple[float, float]:
        """Return the pixel of a point."""
        size = self.metres_per_pixel
        return self.width / 2.0 + (x - self.x) / size, self.height / 2.0 + (z - self.z) / size

    def point(self, across: float, down: float) -> tuple[float, float]:
        """Return the x and z of a pixel."""
        size = self.metres_per_pixel
        return self.x + (across - self.width / 2.0) * size, self.z + (down - self.height / 2) * size

    def moved(self, x: float, z: float) -> Paper:
        """Return the paper with another middle, some metres on."""
        return replace(self, x=self.x + x, z=self.z + z)

    def zoomed(self, factor: float, across: float, down: float) -> Paper:
        """Return the paper nearer (below 1) or farther, with a pixel kept in its place."""
        x, z = self.point(across, down)
        size = min(max(self.metres_per_pixel * factor, 0.002), 5.0)
        factor = size / self.metres_per_pixel
        return replace(
            self,
            x=x + (self.x - x) * factor,
            z=z + (self.z - z) * factor,
            metres_per_pixel=size,
        )

    @property
    def division_m(self) -> float:
        """The spacing of the grid: at least 18 pixels."""
        least = 18.0 * self.metres_per_pixel
        return next((step for step in _DIVISIONS_M if step >= least), _DIVISIONS_M[-1])


def plan_of(scene: Scene, staging: Staging) -> Plan:
    """Return the plan of a scene as it stands."""
    people = {n.id for n in scene.nodes if isinstance(n.payload, Figure)}
    flat: list[tuple[float, Shape]] = []
    tall: list[tuple[float, Shape]] = []
    for (node, box), huge in zip(staging.pieces, far_larger(staging.pieces), strict=True):
        (x0, y0, z0), (x1, y1, z1) = box.tolist()
        if node not in people:
            lies = huge or y1 - y0 < _FLAT_M
            (flat if lies else tall).append((y1, (node, x0, z0, x1, z1)))
    cameras = []
    for node, camera in staging.cameras.items():
        if node not in staging.hidden:
            reach = min(camera.focus_distance_m, _WEDGE_M)
            corners = frustum_corners(camera, reach)
            wedge = np.stack([camera.world[:3, 3], corners[[0, 3]].mean(axis=0),
                              corners[[1, 2]].mean(axis=0)])[:, [0, 2]]  # fmt: skip
            cameras.append((node, float(wedge[0, 0]), float(wedge[0, 1]), wedge))
    return Plan(
        boxes=tuple(shape for _, shape in sorted(tall)),
        ground=tuple(shape for _, shape in sorted(flat)),
        people=tuple(
            (node, float(staging.world[node][0, 3]), float(staging.world[node][2, 3]))
            for node in staging.world
            if node in people and node not in staging.hidden
        ),
        cameras=tuple(cameras),
    )


def paper_for(plan: Plan, width: float, height: float, nodes: Collection[str] = ()) -> Paper:
    """Return the paper that shows people, cameras and what stands about them; or some nodes alone.

    Where there are neither, it shows all that stands, or else all that lies.
    """
    points = [(x, z) for node, x, z in plan.people if not nodes or node in nodes]
    for node, _, _, wedge in plan.cameras:
        if not nodes or node in nodes:
            points += [(x, z) for x, z in wedge.tolist()]
    boxes = [box[1:] for box in plan.boxes or plan.ground if not nodes or box[0] in nodes]
    for x0, z0, x1, z1 in _about(points, boxes):
        points += [(x0, z0), (x1, z1)]
    places = np.array(points or [(-3.0, -3.0), (3.0, 3.0)])
    low, high = places.min(axis=0), places.max(axis=0)
    wide, deep = np.clip((high - low) * _MARGIN + 1.0, _SMALLEST_M, _LARGEST_M).tolist()
    size = max(wide / max(width, 1.0), deep / max(height, 1.0))
    x, z = ((low + high) / 2.0).tolist()
    return Paper(x=x, z=z, metres_per_pixel=size, width=width, height=height)


def _about(
    points: Sequence[tuple[float, float]], boxes: Sequence[tuple[float, float, float, float]]
) -> list[tuple[float, float, float, float]]:
    """Return the boxes that lie wholly near some points: a street's houses would shrink the rest.

    All of them where there are no points.
    """
    if not points or not boxes:
        return list(boxes)
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    (x0, z0), (x1, z1) = (low - _ABOUT_M).tolist(), (high + _ABOUT_M).tolist()
    return [b for b in boxes if b[0] >= x0 and b[1] >= z0 and b[2] <= x1 and b[3] <= z1]


def node_under(plan: Plan, paper: Paper, across: float, down: float) -> str | None:
    """Return what is at a pixel: a person or camera near it, else the smallest box around it."""
    signs = [(node, x, z) for node, x, z, _ in plan.cameras] + list(plan.people)
    away = [
        (math.dist(paper.place(x, z), (across, down)), node)
        for node, x, z in signs
    ]  # fmt: skip
    if away and min(away)[0] <= _NEAR_PX:
        return min(away)[1]
    x, z = paper.point(across, down)
    around = [
        ((x1 - x0) * (z1 - z0), node)
        for node, x0, z0, x1, z1 in plan.boxes
        if x0 <= x <= x1 and z0 <= z <= z1
    ]
    return min(around)[1] if around else None
